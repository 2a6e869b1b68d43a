//! What a Lead waits for, and until when.

use serde::{Deserialize, Serialize};

use crate::problem::{Kind, Problem};

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
/// The pause before a second try in the background, the shortest that an alarm
/// takes; doubled each time.
const FIRST_PAUSE: f64 = MINUTE;
/// No pause is longer; a time that is further off was written by another clock.
pub const LONGEST_PAUSE: f64 = 60.0 * MINUTE;

/// What a Lead waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// Why it is not done.
    pub why: Problem,
    /// When it is tried again of itself, in milliseconds since 1970 by this
    /// machine; `None`: somebody has to act first.
    pub next: Option<f64>,
}

impl Waiting {
    /// Whether it is time, by a clock that may have been set since.
    pub fn due(&self, now: f64) -> bool {
        self.next
            .is_some_and(|next| next <= now + SECOND || next > now + LONGEST_PAUSE + MINUTE)
    }

    /// It waits for nothing but the way to Salesforce.
    pub fn for_the_network(&self) -> bool {
        matches!(
            self.why.kind,
            Kind::Offline
                | Kind::Unreachable
                | Kind::TimedOut
                | Kind::AnswerLost
                | Kind::LoginRestricted
        )
    }

    /// What it waits for may be there by now without anybody having told: whether
    /// there is a network, who is signed in, and what the settings say, costs
    /// nothing to look at.
    pub fn costs_nothing(&self) -> bool {
        matches!(
            self.why.kind,
            Kind::Offline
                | Kind::SignedOut
                | Kind::SessionEnded
                | Kind::WaitsForUser
                | Kind::UserChanged
                | Kind::LeadCreationOff
                | Kind::NotConfigured
                | Kind::MonthlyLimit
        )
    }
}

/// What becomes of a Lead that met this problem before it was in Salesforce.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Retry {
    /// It is tried again of itself after this many milliseconds.
    After(f64),
    /// It waits until somebody has acted.
    OnUserAction,
    /// It is refused as it stands.
    Never,
}

/// After `tries` tries, the last of which met this kind of problem.
pub fn after(kind: Kind, tries: u32) -> Retry {
    use Kind::*;
    match kind {
        // Nothing is sent to find that out.
        Offline => Retry::After(FIRST_PAUSE),
        Unreachable | TimedOut | Unavailable | NotJson | BrokenJson | Busy | RowLocked
        | SaveStopped | AnswerLost | SendingStopped | SessionBusy => {
            let doubled = FIRST_PAUSE * f64::from(2u32.pow(tries.saturating_sub(1).min(6)));
            Retry::After(doubled.min(LONGEST_PAUSE))
        }
        // What ends by itself, and not within minutes.
        ReadOnly | VersionMissing | LoginRestricted | OrgStorageFull => Retry::After(LONGEST_PAUSE),
        // Requests come free bit by bit, as those of a day ago stop counting.
        AllowanceSpent | AllowanceNearlySpent => Retry::After(LONGEST_PAUSE),
        AccessWithheld | OrgMoved | SignedOut | SessionEnded | WaitsForUser | UserChanged
        | WrongOrg | InstanceRefused | SessionNotForApi | ApiDisabled | InactiveUser
        | InactiveOrg | AppBlocked | AppNotFound | AppNotInstalled | AppRedirectMismatch
        | AppApproval | AppScope | AppSecretRequired | SignInRefused | SignInUnreadable
        | LeadCreationOff | NotConfigured | MonthlyLimit | NotThere | VersionRetired
        | StorageFull | StorageRefused => Retry::OnUserAction,
        // Each kind stands here by name: a new one is not final by oversight.
        SettingRefused | SignInDenied | SignInClosed | SignInNotLoaded | SignInWindowFailed
        | SignInInterrupted | SignInWrongState | RequiredMissing | TooLong | BadChoice
        | BadCountry | BadEmail | BadValue | ValidationRule | FieldNotWritable | UnknownField
        | NoAccess | NoReferenceAccess | DuplicatesFound | DuplicatesForbidden | ValueTaken
        | RecordGone | RecordLocked | RecordNotEditable | RecordChanged | UpdateLimit | Refused
        | NoPerson | PageBlocked | PageLoading | PageSilent | PageChanged | PageClosed
        | NotAllowed | Internal => Retry::Never,
    }
}
