//! What is to be done in the world, as data: the popup's state asks for it, and
//! `runtime` carries it out.

use serde_json::Value;

use super::app::Msg;
#[cfg(doc)]
use super::bulk;
use super::bulk::rest::Rest;
use crate::journal::Entry;
use crate::json;
use crate::lead::Draft;
use crate::message::{self, Ask, Request};
use crate::problem::Answer;
use crate::update::Update;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask the worker; the reply comes back as a message.
    Ask(Request, Then),
    /// Read the settings; answers with [`Msg::Policy`].
    LoadPolicy,
    /// Read the page by these rules and the built-in ones; answers with
    /// [`Msg::Page`].
    ReadPage(Vec<Value>),
    /// Look for an earlier popup's draft of this profile.
    LoadDraft(String),
    /// The same for these profiles of a list.
    LoadDrafts(Vec<String>),
    /// Keep the draft of this profile, as it is kept, so that it outlives the popup.
    /// Written of the state as it stands: a copy at every key would be thrown away.
    KeepDraft(String, Value),
    /// Forget the draft of this profile.
    DropDraft(String),
    /// This message in a moment, when the rep may have stopped typing.
    Soon(Box<Msg>),
    /// Put the focus there, with the next frame.
    Focus(Focus),
    /// Put a text on the clipboard; answers with [`Msg::Copied`].
    Copy(String),
    /// Save these entries of the journal, and these updates, as a table.
    Export(Vec<Entry>, Vec<Update>),
    /// Save what a list has left over as a table.
    SaveRest(Vec<Rest>),
    /// Put it on the clipboard as a table; answers with [`bulk::Msg::Copied`].
    CopyRest(Vec<Rest>),
    /// Tell the worker whenever the network comes back.
    WatchNetwork,
    /// Say which tab is there, now and whenever it is another or at another
    /// address; answers with [`super::panel::Msg::Turned`].
    WatchTab,
    /// Let the worker finish what waits for the network; what comes of it is in the
    /// journal.
    Finish,
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The first field that needs attention.
    Invalid,
    /// The records that were found.
    Matches,
    /// The way back from signing out.
    Stay,
    /// What was written just now.
    Updated,
}

/// Keeps a draft.
pub fn keep(draft: &Draft) -> Command {
    Command::KeepDraft(draft.key.clone(), json::write(draft))
}

/// The message that a reply becomes.
pub type Then = message::Then<Msg>;

/// Asks the worker; its reply arrives as this message.
pub fn ask<A: Ask>(request: A, to: impl Fn(Answer<A::Reply>) -> Msg + 'static) -> Command {
    let (request, then) = message::then(request, to);
    Command::Ask(request, then)
}
