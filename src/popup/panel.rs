//! The side panel: the popup's people beside the page, for as long as the rep
//! likes. It follows the tab: what it shows is always of the page that is there
//! now, and a page that turns without loading is believed only when its person
//! has turned, too.

use super::app::{App, Msg as AppMsg, Overlay, Page};
use super::command::Command;
use super::person::{self, form};
use crate::page::{Reading, profile_key};
use crate::person::Person;

/// How often a page is read that still shows the person before: for ten seconds,
/// four times in each. Then two people do have the same name.
const PATIENCE: u32 = 40;

/// What a panel knows beyond a popup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The tab and its address, as far as the browser tells it.
    tab: Option<(i32, Option<String>)>,
    /// Who was shown when the page turned, and how often they have been read since.
    before: Option<(Person, u32)>,
    /// The page has turned under a person who stood over a list, and is being read.
    turns: bool,
    /// Where the list was read.
    list: Option<(i32, Option<String>)>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The browser shows this tab at this address; the page has just been
    /// loaded, or somebody asks for it to be read.
    Turned {
        /// The browser's number of it.
        tab: i32,
        /// Without access to the page it is not told.
        address: Option<String>,
        /// Read again even where nothing has turned.
        again: bool,
    },
    /// The person before stood there still, or the tab was away for a moment: read
    /// once more.
    Again,
    /// A key was pressed that the panel knows.
    Key(Key),
}

/// The keys of the panel, beside those that every page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Control or Command and Enter: "Create lead".
    Create,
    /// Escape: back to where the rep came from.
    Back,
}

impl Key {
    /// By the key's name, with or without Control or Command.
    pub fn of(name: &str, control: bool) -> Option<Key> {
        match (name, control) {
            ("Enter", true) => Some(Key::Create),
            ("Escape", false) => Some(Key::Back),
            _ => None,
        }
    }
}

/// Whether it is the same tab, at an address that shows the same.
pub fn is_same_page(one: &(i32, Option<String>), other: &(i32, Option<String>)) -> bool {
    match (one, other) {
        ((one, Some(was)), (other, Some(now))) => one == other && shows_the_same(was, now),
        (one, other) => one == other,
    }
}

/// The same profile, or the same page but for its fragment.
fn shows_the_same(one: &str, other: &str) -> bool {
    match (profile_key(one), profile_key(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.split('#').next() == other.split('#').next(),
        _ => false,
    }
}

impl App {
    /// What a new side panel does first.
    pub fn begin_panel() -> (App, Vec<Command>) {
        let (app, mut commands) = App::begin();
        commands.push(Command::WatchTab);
        let panel = Some(Panel::default());
        (App { panel, ..app }, commands)
    }

    /// Takes a message of the panel.
    pub(super) fn update_panel(&mut self, msg: Msg) -> Vec<Command> {
        match msg {
            Msg::Turned {
                tab,
                address,
                again,
            } => self.turned(tab, address, again),
            Msg::Again if self.awaits_reading() => self.read_page(),
            Msg::Again => Vec::new(),
            Msg::Key(key) => self.key(key),
        }
    }

    fn turned(&mut self, tab: i32, address: Option<String>, again: bool) -> Vec<Command> {
        let Some(panel) = &mut self.panel else {
            return Vec::new();
        };
        let now = (tab, address);
        let was = panel.tab.replace(now.clone());
        let stays = was.as_ref().is_some_and(|was| is_same_page(was, &now));
        // Where nobody is shown, somebody may be by now.
        let nobody = self.person.is_none() && !matches!(self.page, Page::List(_));
        if stays && !(again && nobody) {
            return Vec::new();
        }
        let mut commands = Vec::new();
        let in_the_same_tab = was.is_some_and(|(was, _)| was == tab);
        let screen = self.person.take();
        let mut back = false;
        if let Page::List(list) = &mut self.page {
            // It stays, with what was done in it.
            back = panel
                .list
                .as_ref()
                .is_some_and(|own| is_same_page(own, &now));
            list.moved = !back;
            panel.turns |= screen.is_some();
            commands = screen
                .as_ref()
                .map_or_else(Vec::new, |card| list.take_back(card, &self.shell));
        } else {
            self.page = Page::Reading;
        }
        let shown = screen.map(|screen| screen.person);
        if !stays {
            // Nobody was read since the last turn: who was there before it may be.
            let last = panel.before.take().map(|(person, _)| person);
            let before = shown.or(last).filter(|_| in_the_same_tab);
            panel.before = before.map(|person| (person, 0));
        }
        self.problem = None;
        match back {
            true => self.has_turned(),
            false => commands.extend(self.read_page()),
        }
        commands
    }

    /// The page has been read.
    pub(super) fn has_turned(&mut self) {
        if let Some(panel) = &mut self.panel {
            panel.turns = false;
        }
    }

    /// A list was read, where the tab is now.
    pub(super) fn list_is_here(&mut self) {
        if let Some(panel) = &mut self.panel {
            panel.list.clone_from(&panel.tab);
        }
    }

    /// Whether the page has turned under a person who stood over a list, and is
    /// being read.
    pub(super) fn turns(&self) -> bool {
        self.panel.as_ref().is_some_and(|panel| panel.turns)
    }

    /// Whether somebody waits for what the page shows.
    fn awaits_reading(&self) -> bool {
        match &self.page {
            Page::List(list) => list.reading || self.turns(),
            _ => self.person.is_none(),
        }
    }

    fn read_page(&self) -> Vec<Command> {
        let settings = self.shell.policy.as_ref().map(|policy| &policy.settings);
        let runs = settings.filter(|one| one.lead_creation && one.salesforce.configured());
        // Without settings nothing is read; with them the page is read anyway.
        let sites = runs.map(|settings| settings.sites.clone());
        sites.map(Command::ReadPage).into_iter().collect()
    }

    /// Whether a reading may be shown. A page that has turned without loading can
    /// show the person before for a moment under the new address: it is read
    /// again, until somebody else stands there.
    pub(super) fn is_left_over(&mut self, reading: &Reading) -> Option<Vec<Command>> {
        let (before, tries) = self.panel.as_mut()?.before.as_mut()?;
        let now = match reading {
            Reading::Person { person } => Some(&**person),
            Reading::Changed { person, .. } => person.as_deref(),
            _ => None,
        };
        let left_over = now.is_some_and(|now| {
            now.key != before.key && now.shown_name == before.shown_name && now.jobs == before.jobs
        });
        if left_over && *tries < PATIENCE {
            *tries += 1;
            return Some(vec![Command::Soon(Box::new(AppMsg::Panel(Msg::Again)))]);
        }
        None
    }

    fn key(&mut self, key: Key) -> Vec<Command> {
        match (key, &self.overlay, &self.person) {
            (Key::Back, Some(Overlay::Recent(_)), _) => self.update(AppMsg::ShowRecent(false)),
            (Key::Back, Some(Overlay::SignOut), _) => self.update(AppMsg::ConfirmSignOut(false)),
            (Key::Back, None, Some(_)) if self.has_list() => self.update(AppMsg::BackToList),
            (Key::Create, None, Some(person)) => {
                let create = form::Msg::Create {
                    allow_duplicates: false,
                };
                let create = person.msg(person::Msg::Form(create));
                self.update(create)
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
