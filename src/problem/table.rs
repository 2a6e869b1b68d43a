//! The sentences, one row a kind. `docs/admin-guide.md` has the same table.

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
        let row = TABLE
            .iter()
            .find(|row| row.kind.name().eq_ignore_ascii_case(&name));
        row.map(|row| row.kind)
            .ok_or_else(|| D::Error::custom("no kind of problem"))
    }
}

/// One kind of problem and its words.
#[derive(Debug)]
pub struct Row {
    /// Which kind.
    pub kind: Kind,
    /// What happened: one sentence for the person.
    pub happened: &'static str,
    /// What to do next: one sentence.
    pub advice: &'static str,
    /// Which button goes with it.
    pub next: Next,
}

macro_rules! table {
    ($($kind:ident => $next:ident, $happened:literal, $advice:literal;)*) => {
        /// The kinds of problems; each has its row in [`TABLE`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $happened] $kind,)*
        }

        /// All rows.
        pub const TABLE: &[Row] = &[
            $(Row {
                kind: Kind::$kind,
                happened: $happened,
                advice: $advice,
                next: Next::$next,
            },)*
        ];

        impl Kind {
            /// The kind's row.
            pub fn row(self) -> &'static Row {
                // The table is written in the order of the enum.
                &TABLE[self as usize]
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
    NotConfigured => OpenSettings,
        "Add to CRM is not connected to a Salesforce org yet.",
        "An administrator enters the consumer key in the settings.";
    LeadCreationOff => OpenSettings,
        "Lead creation is turned off.",
        "An administrator turns it on in the settings, under Lead creation.";
    SettingRefused => OpenSettings,
        "This setting was not saved, because its value is not valid.",
        "Correct the value; the old one stays in force until then.";

    // Signing in
    SignInDenied => SignIn,
        "Salesforce was told not to allow access.",
        "Sign in again and choose Allow.";
    SignInClosed => SignIn,
        "The sign-in window was closed before sign-in was complete.",
        "Sign in again when you are ready.";
    SignInNotLoaded => SignIn,
        "The sign-in page could not be loaded.",
        "Check the network, then sign in again; if it stays so, an administrator checks the login host in the settings.";
    SignInWindowFailed => SignIn,
        "The browser could not open the sign-in window.",
        "Sign in again.";
    SignInInterrupted => SignIn,
        "The browser stopped the sign-in before it was complete.",
        "Sign in again; what you typed is kept.";
    SignInWrongState => SignIn,
        "The answer to the sign-in did not belong to this sign-in, so it was refused.",
        "Sign in again from here, not from an older window.";
    SignInUnreadable => SignIn,
        "Salesforce's answer to the sign-in could not be understood, so it was refused.",
        "Sign in again; if it stays so, tell an administrator.";
    AppBlocked => AskAdmin,
        "The org's administrator has blocked the app for you.",
        "Ask an administrator to allow you in Setup, External Client App Manager, Policies.";
    AppNotFound => AskAdmin,
        "The org does not know this app.",
        "An administrator compares the consumer key in the settings with the one in Setup, External Client App Manager.";
    AppNotInstalled => AskAdmin,
        "The app is not installed in this org, or the consumer key is wrong.",
        "An administrator makes the External Client App in this org and enters its consumer key in the settings.";
    AppRedirectMismatch => AskAdmin,
        "The org's app does not name this extension's callback address.",
        "An administrator copies the callback address from the settings into the External Client App.";
    AppApproval => AskAdmin,
        "Salesforce could not approve the app for you.",
        "Ask an administrator to give you the app's permission set, or to let users approve it themselves.";
    AppScope => AskAdmin,
        "The org's app does not grant what is needed.",
        "An administrator selects the scopes api, refresh_token and id in the External Client App.";
    AppSecretRequired => AskAdmin,
        "The org's app demands a secret, which an extension cannot keep.",
        "An administrator deselects \u{201c}Require secret for Web Server Flow\u{201d} and \u{201c}\u{2026} Refresh Token Flow\u{201d} in the External Client App.";
    InactiveUser => AskAdmin,
        "This Salesforce user is not active, or may not sign in now.",
        "Ask an administrator about the user and its login hours.";
    InactiveOrg => AskAdmin,
        "This Salesforce org is not active.",
        "Ask an administrator.";
    SignInRefused => SignIn,
        "Salesforce refused the sign-in.",
        "Sign in again; if it stays so, tell an administrator what Salesforce said.";
    WrongOrg => SignIn,
        "You signed in to another Salesforce org than your company's, so the sign-in was refused and its access given back.",
        "Sign in again as a user of the expected org.";
    InstanceRefused => AskAdmin,
        "The sign-in named a server that is not Salesforce's, so it was refused.",
        "Tell an administrator: the login host in the settings may be wrong.";

    // The session
    SignedOut => SignIn,
        "You are not signed in to Salesforce.",
        "Sign in; what you typed is kept.";
    SessionEnded => SignIn,
        "Your Salesforce session has ended.",
        "Sign in again; what you typed is kept.";
    SessionBusy => TryAgain,
        "Salesforce is still busy with your session.",
        "Try again in a moment.";
    LoginRestricted => TryAgain,
        "Salesforce does not let you in from this network, or at this hour.",
        "Connect to your company's network, or come back within your login hours; an administrator sees both in your Salesforce profile.";
    UserChanged => TryAgain,
        "Another Salesforce user has signed in meanwhile.",
        "Try again as the user who is signed in now.";
    SessionNotForApi => AskAdmin,
        "Salesforce does not accept this session for its API.",
        "An administrator checks API Access Control in Setup and allows the app for you.";
    ApiDisabled => AskAdmin,
        "The Salesforce API is not enabled for you or for this org.",
        "An administrator gives you a permission set with \u{201c}API Enabled\u{201d}.";

    // Reaching Salesforce
    Offline => TryAgain,
        "There is no network.",
        "Nothing that you asked for is lost; it goes on when you are online.";
    AccessWithheld => AllowAccess,
        "The browser does not let Add to CRM reach Salesforce.",
        "Allow access to Salesforce\u{2019}s sites; nothing was sent.";
    OrgMoved => SignIn,
        "Your Salesforce org has moved to another address.",
        "Sign in again; if it stays so, an administrator enters the new My Domain as login host in the settings.";
    Unreachable => TryAgain,
        "Salesforce could not be reached.",
        "Check the network, then try again.";
    TimedOut => TryAgain,
        "Salesforce did not answer in time.",
        "Try again.";
    AnswerLost => TryAgain,
        "The connection broke before Salesforce's answer arrived, so it is not known whether the Lead was saved.",
        "Nothing to do: Salesforce is asked again, in a way that makes no second Lead.";
    SendingStopped => TryAgain,
        "The browser was stopped before the Lead was sent.",
        "Nothing to do: it is sent by itself.";
    NotThere => TryAgain,
        "The Lead was sent, its answer was lost, and no Lead that you can see is surely this one.",
        "Look at what was created since, and ask whoever receives new Leads; try again only if nobody has it.";
    WaitsForUser => SignIn,
        "This Lead waits for the Salesforce user who asked for it.",
        "Sign in as that user, and it is finished by itself.";
    Unavailable => TryAgain,
        "Salesforce is not available right now.",
        "Try again in a few minutes; status.salesforce.com tells more.";
    ReadOnly => TryAgain,
        "Salesforce takes no changes right now, because of maintenance.",
        "Nothing to do: the Lead is kept and sent later; status.salesforce.com tells more.";
    NotJson => TryAgain,
        "A page came back in place of data: Salesforce may be under maintenance, or the network puts a page of its own in between.",
        "Open Salesforce in a tab to see it, then try again.";
    BrokenJson => TryAgain,
        "Salesforce's answer could not be read.",
        "Try again; if it stays so, tell an administrator.";
    Busy => TryAgain,
        "The org has too many requests under way.",
        "Try again in a minute.";
    RowLocked => TryAgain,
        "Somebody else is changing the same records.",
        "Try again in a moment.";
    AllowanceSpent => AskAdmin,
        "The org's API requests for the last 24 hours are used up.",
        "They come free bit by bit, all of them within 24 hours; an administrator sees the usage in Setup, System Overview.";
    AllowanceNearlySpent => AskAdmin,
        "The org has used more than 95 % of its API requests for the last 24 hours, so nothing is sent in the background.",
        "Nothing to do: it is tried again every hour; an administrator sees the usage in Setup, System Overview.";
    MonthlyLimit => AskAdmin,
        "You have created as many Leads this month as your administrator allows.",
        "The count starts again with the next month; an administrator can change the limit in the settings.";
    VersionRetired => AskAdmin,
        "Salesforce has retired the API version that this extension uses.",
        "Update the extension.";
    VersionMissing => AskAdmin,
        "The org does not know what was asked for: it may not have this API version yet, or you may not see Leads.",
        "Ask an administrator for access to Lead; otherwise it goes on once Salesforce has upgraded the org.";

    // Creating
    RequiredMissing => CorrectForm,
        "A required field is empty.",
        "Fill it in; everything else is kept.";
    TooLong => CorrectForm,
        "A value is longer than Salesforce allows.",
        "Shorten it; everything else is kept.";
    BadChoice => CorrectForm,
        "A value is not one of the org's choices.",
        "Choose another; everything else is kept.";
    BadCountry => CorrectForm,
        "Salesforce does not know this country as it is written.",
        "Choose the country again; everything else is kept.";
    BadEmail => CorrectForm,
        "The email address is not valid.",
        "Correct it; everything else is kept.";
    BadValue => CorrectForm,
        "Salesforce does not accept a value.",
        "Correct it; everything else is kept.";
    ValidationRule => CorrectForm,
        "A rule of your org does not accept this Lead yet.",
        "Do what the rule says; everything else is kept.";
    FieldNotWritable => AskAdmin,
        "You may not write a field of this form.",
        "Ask an administrator for edit access to the field on Lead.";
    UnknownField => TryAgain,
        "The org no longer has a field of this form.",
        "Try again: the form is read anew from the org.";
    NoAccess => AskAdmin,
        "You may not create Leads in this org.",
        "Ask an administrator for the Create permission on Lead.";
    NoReferenceAccess => AskAdmin,
        "You have no access to something that this Lead points to: a record, its owner or its record type.",
        "Ask an administrator for access to what Salesforce names.";
    OrgStorageFull => AskAdmin,
        "The org's data storage is full.",
        "An administrator frees or buys storage (Setup, Storage Usage); the Lead is kept.";
    DuplicatesFound => LookAtRecords,
        "The org has records that look like the same person.",
        "Look at them first; create the Lead anyway if it is another person.";
    DuplicatesForbidden => LookAtRecords,
        "The org has records that look like the same person, and duplicates are forbidden.",
        "Open the record that exists.";
    ValueTaken => LookAtRecords,
        "Another record has this value already, and your org allows it once.",
        "Open the record that exists.";
    RecordGone => TryAgain,
        "The record has been deleted in Salesforce.",
        "Try again.";
    Refused => CorrectForm,
        "Salesforce refused the Lead.",
        "Read what Salesforce said; everything you typed is kept.";

    // Pages
    NoPerson => OtherPage,
        "No person was found on this page.",
        "Open a person's profile, such as a Sales Navigator lead page, and click Add to CRM there.";
    PageBlocked => OtherPage,
        "This page asks for a check or a sign-in before it shows anything.",
        "Complete that in the tab, then open Add to CRM again.";
    PageLoading => TryAgain,
        "The page is still loading.",
        "Try again in a moment.";
    PageChanged => TryAgain,
        "This page has changed, and the person's name could not be found on it.",
        "Fill in the form by hand; an administrator can repair the site's rules in the settings.";
    PageClosed => OtherPage,
        "The browser does not let extensions read this page.",
        "Open a person's profile page and click Add to CRM there.";

    // This machine
    StorageFull => TryAgain,
        "The browser's storage for this extension is full, so nothing was sent.",
        "Erase the history in the settings, then try again.";
    StorageRefused => TryAgain,
        "The browser could not keep the data, so nothing was sent.",
        "Try again; restart the browser if it stays so.";
    NotAllowed => OtherPage,
        "This request does not come from the extension's own pages and was refused.",
        "Open Add to CRM from the toolbar.";
    Internal => TryAgain,
        "Add to CRM made a mistake of its own.",
        "Close it and open it again; what you typed is kept.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_at_its_kind_and_has_whole_sentences() {
        for row in TABLE {
            assert_eq!(row.kind.row().kind, row.kind, "{}", row.kind.name());
            for sentence in [row.happened, row.advice] {
                assert!(sentence.ends_with('.'), "{sentence}");
                assert!(sentence.len() >= 10, "{sentence}");
            }
        }
    }
}
