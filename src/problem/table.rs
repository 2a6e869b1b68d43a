//! The kinds of problems and the button that goes with each. The words stand in
//! the language files under the kind's key; `docs/admin-guide.md` repeats them.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Next;

/// By its name in `camelCase`: a derive would write an arm for each kind.
impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut name = self.name().to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        serializer.serialize_str(&name)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let kind = Kind::ALL
            .iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(&name));
        kind.copied()
            .ok_or_else(|| D::Error::custom("no kind of problem"))
    }
}

macro_rules! table {
    ($($kind:ident => $next:ident;)*) => {
        /// The kinds of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = concat!("Its words are those of `", stringify!($kind), "` in the admin guide's table.")] $kind,)*
        }

        impl Kind {
            /// All kinds, in the order of the admin guide.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// Which button goes with it.
            pub fn next(self) -> Next {
                match self { $(Kind::$kind => Next::$next,)* }
            }

            /// The key of its words in the language files: what happened. The
            /// key of what to do next ends in `_action`.
            pub fn key(self) -> String {
                let mut key = "problem".to_owned();
                for letter in self.name().chars() {
                    if letter.is_ascii_uppercase() {
                        key.push('_');
                    }
                    key.push(letter.to_ascii_lowercase());
                }
                key
            }

            /// Salesforce has refused a field: its describe may have changed.
            pub fn doubts_the_form(self) -> bool {
                matches!(
                    self,
                    Kind::UnknownField
                        | Kind::FieldNotWritable
                        | Kind::RequiredMissing
                        | Kind::TooLong
                        | Kind::BadChoice
                        | Kind::BadCountry
                        | Kind::BadValue
                )
            }

            /// The kind's name in code and docs.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($kind),)* }
            }
        }
    };
}

table! {
    // Settings
    NotConfigured => OpenSettings;
    LeadCreationOff => OpenSettings;
    SettingRefused => OpenSettings;

    // Signing in
    SignInDenied => SignIn;
    SignInClosed => SignIn;
    SignInNotLoaded => SignIn;
    SignInWindowFailed => SignIn;
    SignInInterrupted => SignIn;
    SignInWrongState => SignIn;
    SignInUnreadable => SignIn;
    AppBlocked => AskAdmin;
    AppNotFound => AskAdmin;
    AppNotInstalled => AskAdmin;
    AppRedirectMismatch => AskAdmin;
    AppApproval => AskAdmin;
    AppScope => AskAdmin;
    AppSecretRequired => AskAdmin;
    InactiveUser => AskAdmin;
    InactiveOrg => AskAdmin;
    SignInRefused => SignIn;
    WrongOrg => SignIn;
    InstanceRefused => AskAdmin;

    // The session
    SignedOut => SignIn;
    SessionEnded => SignIn;
    SessionBusy => TryAgain;
    LoginRestricted => TryAgain;
    UserChanged => TryAgain;
    SessionNotForApi => AskAdmin;
    ApiDisabled => AskAdmin;

    // Reaching Salesforce
    Offline => TryAgain;
    AccessWithheld => AllowAccess;
    OrgMoved => SignIn;
    Unreachable => TryAgain;
    TimedOut => TryAgain;
    AnswerLost => TryAgain;
    SendingStopped => TryAgain;
    NotThere => TryAgain;
    RecordChanged => CorrectForm;
    RecordLocked => AskAdmin;
    RecordNotEditable => AskAdmin;
    UpdateLimit => OtherPage;
    WaitsForUser => SignIn;
    Unavailable => TryAgain;
    ReadOnly => TryAgain;
    NotJson => TryAgain;
    BrokenJson => TryAgain;
    Busy => TryAgain;
    RowLocked => TryAgain;
    SaveStopped => TryAgain;
    AllowanceSpent => AskAdmin;
    AllowanceNearlySpent => AskAdmin;
    MonthlyLimit => AskAdmin;
    VersionRetired => AskAdmin;
    VersionMissing => AskAdmin;

    // Creating
    RequiredMissing => CorrectForm;
    TooLong => CorrectForm;
    BadChoice => CorrectForm;
    BadCountry => CorrectForm;
    BadEmail => CorrectForm;
    BadValue => CorrectForm;
    ValidationRule => CorrectForm;
    FieldNotWritable => AskAdmin;
    UnknownField => TryAgain;
    NoAccess => AskAdmin;
    NoReferenceAccess => AskAdmin;
    OrgStorageFull => AskAdmin;
    DuplicatesFound => LookAtRecords;
    DuplicatesForbidden => LookAtRecords;
    ValueTaken => LookAtRecords;
    RecordGone => TryAgain;
    Refused => CorrectForm;

    // Pages
    NoPerson => OtherPage;
    PageBlocked => OtherPage;
    PageLoading => TryAgain;
    PageSilent => TryAgain;
    PageChanged => TryAgain;
    PageClosed => OtherPage;

    // This machine
    StorageFull => TryAgain;
    StorageRefused => TryAgain;
    NotAllowed => OtherPage;
    Internal => TryAgain;
}
