//! What the extension's pages ask the worker, and what it answers.
//!
//! One request enum; each request is a struct bound to its reply type by
//! [`Ask`]. No message ever holds a token.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use serde_json::{Map, Value};

use crate::contact::WithContact;
use crate::contact::opportunity::Opportunities;
use crate::journal::batch::RowStatus;
use crate::journal::{Outcome, Pending};
use crate::matching::account::Accounts;
use crate::matching::{Candidate, MatchQuery, MatchResults};
use crate::problem::Problem;
use crate::salesforce::identity::User;
use crate::salesforce::limits::ApiUsage;
use crate::salesforce::object::Object;
use crate::update::{Line, Record, Update};

mod then;

pub use then::{Then, then};

/// A request and the type of its answer.
pub trait Ask: Into<Request> {
    /// The answer, if there is no [`Problem`].
    type Reply: Serialize + DeserializeOwned;
}

macro_rules! requests {
    ($d:tt $($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? } -> $reply:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(rename_all = "camelCase", deny_unknown_fields, rename = "strict")]
            pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

            impl From<$name> for Request {
                fn from(request: $name) -> Self { Request::$name(request) }
            }

            impl Ask for $name { type Reply = $reply; }
        )*

        /// All requests.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Request {
            $($(#[$doc])* $name($name),)*
        }

        /// Hands a request to an async function that takes any of them.
        macro_rules! dispatch {
            ($d request:expr, $d handle:path, $d given:expr) => {
                match $d request {
                    $($crate::message::Request::$name(request) => $d handle(request, $d given).await,)*
                }
            };
        }
        pub(crate) use dispatch;
    };
}

requests! { $
    /// The popup or the options page has opened: how do things stand?
    Open {
        /// The profile's key, to find what is known of it here.
        key: Option<String>,
        /// The address of its page, where the key is not known yet.
        address: Option<String>,
    } -> Opened;
    /// Sign in. Answers when the window is done; a second one joins the first.
    SignIn {
        /// Ask Salesforce for its login page even if it remembers somebody.
        someone_else: bool,
    } -> User;
    /// Revoke and forget the session.
    SignOut {} -> ();
    /// An object's describe as [`trim_describe`](crate::salesforce::describe::trim_describe)
    /// leaves it, from the cache or the org.
    Describe {
        /// Which object's.
        object: Object,
        /// Ask the org whether it has changed, whatever the cache's age.
        fresh: bool,
        /// The record type whose choices are wanted; `None`: the user's default.
        record_type: Option<String>,
    } -> Value;
    /// All fields of an object, for an admin to choose among, as
    /// [`whole_describe`](crate::salesforce::describe::whole_describe) leaves them.
    AllFields {
        /// The object.
        object: Object,
    } -> Value;
    /// Create the record. What cannot be sent now is kept and finished later.
    Create {
        /// Of which object it is.
        object: Object,
        /// The profile's key.
        key: String,
        /// The record's fields by API name, as Salesforce takes them.
        fields: Map<String, Value>,
        /// Save although Salesforce's duplicate rules warn.
        allow_duplicates: bool,
        /// Ids of the records that the rep was shown as perhaps this person.
        acknowledged: Vec<String>,
        /// What goes with a Contact.
        contact: WithContact,
    } -> Outcome;
    /// Create these records one after the other, whether or not a page stays open.
    /// All are kept from the start.
    CreateMany {
        /// In the order in which they are sent.
        orders: Vec<Order>,
    } -> ();
    /// How the records stand that were asked for together last.
    ReadBatch {} -> Vec<RowStatus>;
    /// Send none of them any more whose turn has not come: they are not kept.
    StopBatch {} -> ();
    /// Carry on with those of them that wait.
    ResumeBatch {} -> ();
    /// Try an entry of the journal now; of a Contact that was created, the part in an
    /// Opportunity that it lacks.
    Resume {
        /// Its key there.
        id: String,
        /// Although there are records that look like the same person.
        allow_duplicates: bool,
    } -> Outcome;
    /// Leave a Lead of the journal undone.
    GiveUp {
        /// Its key there.
        id: String,
    } -> ();
    /// The network is back: finish what waits for it.
    Finish {} -> ();
    /// The journal.
    Recent {} -> Journal;
    /// Erase the entries that have an end, and those that could not be read.
    EraseHistory {} -> ();
    /// Records of these objects whose name contains the text; at most 10.
    Find {
        /// API names.
        objects: Vec<String>,
        /// At least two characters.
        text: String,
    } -> Vec<LookupHit>;
    /// Records that may be these people. One call for up to 25 of them.
    FindMatches {
        /// Whom to look for; a single person also under other accents.
        people: Vec<MatchQuery>,
    } -> MatchResults;
    /// The Leads and Contacts that the org's duplicate rule has named.
    ReadRecords {
        /// Record ids; those of other objects are left out.
        ids: Vec<String>,
    } -> Vec<Candidate>;
    /// The open Opportunities of an Account, and the roles in them.
    FindOpportunities {
        /// The Account's id.
        account: String,
    } -> Opportunities;
    /// The Accounts that a company may be.
    FindAccounts {
        /// Its name.
        company: String,
        /// An email address there, if one is known.
        email: String,
        /// The address of its website, if it is known.
        website: String,
    } -> Accounts;
    /// A record as the org has it now, with the fields that a page can speak of.
    ReadRecord {
        /// Its id, of a Lead or a Contact.
        id: String,
    } -> Record;
    /// Write these fields of a record, unless somebody has changed it since.
    UpdateRecord {
        /// The profile's key.
        key: String,
        /// The record's id, of a Lead or a Contact.
        record: String,
        /// Its name.
        name: String,
        /// Its company.
        company: String,
        /// The time of its last change, as it was read.
        since: String,
        /// What was ticked.
        lines: Vec<Line>,
    } -> Update;
    /// Tie a profile to a record: on this machine, and where the settings say so
    /// by the profile's link in the record.
    Match {
        /// The profile's key.
        key: String,
        /// The profile's address.
        link: String,
        /// The record.
        record: Box<Candidate>,
    } -> Matched;
    /// Undo that.
    Unmatch {
        /// The profile's key.
        key: String,
    } -> ();
    /// What an admin's test of the connection shows. Needs a session.
    TestConnection {} -> Connection;
}

/// One of many records to create.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Of which object it is.
    pub object: Object,
    /// The profile's key.
    pub key: String,
    /// The record's fields by API name, as Salesforce takes them.
    pub fields: Map<String, Value>,
    /// Ids of the records that the rep was shown as perhaps this person.
    pub acknowledged: Vec<String>,
    /// What goes with a Contact.
    #[serde(default, skip_serializing_if = "WithContact::is_none")]
    pub contact: WithContact,
    /// When it was asked whether this person is in the CRM, in milliseconds since
    /// 1970 by this machine; 0: not as the fields have them.
    pub asked: f64,
}

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    /// The profile that was asked about, if its address is one of a known site.
    pub key: Option<String>,
    /// Who is signed in.
    pub who: Option<User>,
    /// The sign-in window is open.
    pub signing_in: bool,
    /// How the last sign-in ended, if nobody has been told yet.
    pub sign_in_problem: Option<Problem>,
    /// The cached describes, of those objects that may be created here; those that
    /// are missing are to be asked for with [`Describe`].
    pub describes: Vec<Value>,
    /// The record that this profile is matched to, as it was last seen.
    pub matched: Option<Candidate>,
    /// This profile's Lead in the journal, if its end is not known.
    pub pending: Option<Pending>,
    /// How many of the user's Leads in the journal are open.
    pub open: usize,
    /// Records created this month.
    pub month: Month,
    /// The org's allowance, if it was seen within the hour.
    pub allowance: Option<ApiUsage>,
}

/// A profile that is tied to a record now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Matched {
    /// The record.
    pub record: Candidate,
    /// What became of the link, where *Match* is to write it.
    pub link: Option<LinkWritten>,
}

/// What became of the profile's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkWritten {
    /// It stands in the record.
    Yes,
    /// The record's field was filled already, and was left as it is.
    Held,
    /// It could not be written, and why.
    No(Problem),
}

/// A month's limit of created records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Month {
    /// Created here by this user.
    pub used: u32,
    /// Allowed.
    pub limit: u32,
    /// When the count starts again, in milliseconds since 1970.
    pub next: i64,
}

/// The journal as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Journal {
    /// Entries by key, each as [`Entry::read`](crate::journal::Entry::read)
    /// takes it.
    pub entries: Vec<(String, Value)>,
    /// Records that were brought up to date.
    #[serde(default)]
    pub updates: Vec<Update>,
    /// How many could not be read and are kept apart.
    pub quarantined: u32,
}

/// A record found by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LookupHit {
    /// 18 characters.
    pub id: String,
    /// Its name.
    pub name: String,
    /// API name of its object.
    pub object: String,
}

/// What "Test the connection" shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// The session.
    pub who: User,
    /// "Enterprise Edition", if the user may read it.
    pub edition: Option<String>,
    /// API requests used and allowed in 24 hours.
    pub allowance: Option<ApiUsage>,
    /// The describe this user gets.
    pub describe: Value,
}
