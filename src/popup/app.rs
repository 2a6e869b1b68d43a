//! The popup's whole state, what each message makes of it, and what is shown.

use super::bulk::{self, Bulk};
use super::command::{Command, Focus, ask};
use super::panel::{self, Panel};
use super::person::{self, PersonScreen};
use super::recent::{self, Recent};
use super::shell::Shell;
use crate::message::{Open, SignIn, SignOut};
use crate::page::{Reading, Report};
use crate::person::Person;
use crate::policy::Policy;
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::identity::User;
use serde_json::Value;

/// The popup's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct App {
    /// What holds whoever is shown.
    pub shell: Shell,
    /// What the page in the tab is.
    pub page: Page,
    /// The person whose card is shown; leaving them drops their state.
    pub person: Option<Box<PersonScreen>>,
    /// What stands over all of it.
    pub overlay: Option<Overlay>,
    /// What went wrong while nobody was chosen.
    pub problem: Option<Problem>,
    /// In the side panel: what it knows of the tab.
    pub panel: Option<Panel>,
}

/// What the page in the tab is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Page {
    /// It is being read.
    #[default]
    Reading,
    /// It shows nobody to add: why.
    Nobody(Kind),
    /// One person, who stands in [`App::person`].
    Person,
    /// Several people.
    List(Box<Bulk>),
    /// A list that the rules no longer fit.
    Changed(Report),
}

/// What stands over the page's people.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// The recent Leads.
    Recent(Recent),
    /// Really sign out?
    SignOut,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The settings were read, at the start or because they changed.
    Policy(Answer<Policy>),
    /// The page was read.
    Page(Answer<Reading>),
    /// The journal has changed, here or in the worker: these keys, and what they
    /// hold now.
    JournalChanged(Vec<(String, Option<Value>)>),
    /// "Sign in to Salesforce", perhaps as somebody else.
    SignIn,
    /// The sign-in has ended.
    SignedIn(Answer<User>),
    /// "Sign out".
    SignOut,
    /// "Sign out" although Leads are pending; `false`: stay.
    ConfirmSignOut(bool),
    /// The sign-out has ended.
    SignedOut(Answer<()>),
    /// "Recent records", or back from there.
    ShowRecent(bool),
    /// "Try again" after a problem with nobody chosen.
    Retry,
    /// "Copy", of this text.
    Copy(String),
    /// It is on the clipboard.
    Copied(String),
    /// The rep chose a person of the list.
    Choose(usize),
    /// Back to the list.
    BackToList,
    /// What concerns the list.
    List(bulk::Msg),
    /// What concerns the recent Leads.
    Recent(recent::Msg),
    /// What concerns the person of this profile.
    Person(String, person::Msg),
    /// What concerns the side panel.
    Panel(panel::Msg),
}

/// What is shown.
#[derive(Debug, PartialEq)]
pub enum Screen<'a> {
    /// Settings or page are being read.
    Reading,
    /// Nothing to do here: the problem says what and where to go.
    Stopped(Problem),
    /// A list of people to choose from.
    List(&'a Bulk),
    /// A list that the rules no longer fit, with the report for the admin.
    Changed(&'a Report),
    /// A person.
    Person(&'a PersonScreen),
    /// The recent Leads.
    Recent(&'a Recent),
    /// Really sign out?
    SignOut,
}

impl App {
    /// What a new popup does first.
    pub fn begin() -> (App, Vec<Command>) {
        let commands = vec![Command::LoadPolicy, Command::WatchNetwork];
        (App::default(), commands)
    }

    /// What is shown.
    pub fn screen(&self) -> Screen<'_> {
        let Some(policy) = &self.shell.policy else {
            return self.reading();
        };
        match &self.overlay {
            Some(Overlay::Recent(recent)) => return Screen::Recent(recent),
            Some(Overlay::SignOut) => return Screen::SignOut,
            None => {}
        }
        if !policy.settings.lead_creation {
            return Screen::Stopped(Kind::LeadCreationOff.into());
        }
        if !policy.settings.salesforce.configured() {
            return Screen::Stopped(Kind::NotConfigured.into());
        }
        if let Some(person) = &self.person {
            return Screen::Person(person);
        }
        match &self.page {
            Page::List(_) if self.turns() => self.reading(),
            Page::Reading | Page::Person => self.reading(),
            Page::Nobody(kind) => Screen::Stopped((*kind).into()),
            Page::List(list) => Screen::List(list),
            Page::Changed(report) => Screen::Changed(report),
        }
    }

    fn reading(&self) -> Screen<'_> {
        match &self.problem {
            Some(problem) => Screen::Stopped(problem.clone()),
            None => Screen::Reading,
        }
    }

    /// Whether there is a list to go back to.
    pub fn has_list(&self) -> bool {
        self.list().is_some()
    }

    /// The list, whether or not it is what is shown.
    pub fn list(&self) -> Option<&Bulk> {
        match &self.page {
            Page::List(list) => Some(list),
            _ => None,
        }
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg) -> Vec<Command> {
        match msg {
            Msg::Policy(Ok(policy)) => self.policy_came(policy),
            Msg::Page(Ok(reading)) => self.page_came(reading),
            Msg::Policy(Err(problem)) => self.fail(problem),
            Msg::Page(Err(problem)) => self.page_failed(problem),
            Msg::JournalChanged(changes) => self.journal_changed(&changes),
            Msg::SignIn => self.sign_in(),
            Msg::SignedIn(answer) => self.signed_in(answer),
            Msg::SignOut if self.shell.open > 0 => {
                self.overlay = Some(Overlay::SignOut);
                vec![Command::Focus(Focus::Stay)]
            }
            Msg::SignOut => vec![sign_out()],
            Msg::ConfirmSignOut(sure) => {
                self.overlay = None;
                if sure { vec![sign_out()] } else { Vec::new() }
            }
            Msg::SignedOut(answer) => self.signed_out(answer),
            Msg::ShowRecent(true) => {
                let (recent, command) = Recent::begin();
                self.overlay = Some(Overlay::Recent(recent));
                vec![command]
            }
            Msg::ShowRecent(false) => {
                self.overlay = None;
                Vec::new()
            }
            Msg::Retry => self.retry(),
            Msg::Copy(text) => vec![Command::Copy(text)],
            Msg::Copied(text) => {
                self.shell.copied = Some(text);
                Vec::new()
            }
            Msg::Choose(at) => self.choose(at),
            Msg::BackToList => match (self.person.take(), &mut self.page) {
                (Some(person), Page::List(list)) => list.take_back(&person, &self.shell),
                _ => Vec::new(),
            },
            Msg::List(msg) => match &mut self.page {
                Page::List(list) => list.update(msg, &mut self.shell),
                _ => Vec::new(),
            },
            Msg::Recent(msg) => match &mut self.overlay {
                Some(Overlay::Recent(recent)) => recent.update(msg),
                // Its answer stands in the journal.
                _ => Vec::new(),
            },
            Msg::Person(key, msg) => match (&mut self.person, &mut self.page) {
                (Some(person), _) if person.draft.key == key => person.update(msg, &mut self.shell),
                (_, Page::List(list)) if list.is_shared(&key) => {
                    list.update_shared(msg, &mut self.shell)
                }
                // For somebody who is no longer shown: what became of it stands
                // in the journal, and is read when they are chosen again.
                _ => Vec::new(),
            },
            Msg::Panel(msg) => self.update_panel(msg),
        }
    }

    fn policy_came(&mut self, policy: Policy) -> Vec<Command> {
        let runs = policy.settings.lead_creation && policy.settings.salesforce.configured();
        let sites = policy.settings.sites.clone();
        self.shell.policy = Some(policy);
        self.problem = None;
        if !runs {
            return Vec::new();
        }
        match &mut self.person {
            // Changed while open: the form may look different now.
            Some(person) => person.settings_changed(&self.shell),
            None => {
                let mut commands = vec![Command::ReadPage(sites)];
                if let Page::List(list) = &mut self.page {
                    commands.extend(list.settings_changed(&self.shell));
                }
                commands
            }
        }
    }

    /// A row opens to its own card, of the object that the rep has chosen for all.
    fn choose(&mut self, at: usize) -> Vec<Command> {
        let Page::List(list) = &self.page else {
            return Vec::new();
        };
        let object = list.shared.draft.object;
        let person = match list.rows.get(at) {
            Some(row) if !row.elsewhere => row.person.clone(),
            _ => return Vec::new(),
        };
        let commands = self.show(person, None);
        if let (Some(object), Some(screen)) = (object, &mut self.person) {
            screen.prefer(object, &self.shell);
        }
        commands
    }

    fn page_came(&mut self, reading: Reading) -> Vec<Command> {
        if let Some(again) = self.is_left_over(&reading) {
            return again;
        }
        self.has_turned();
        if let Page::List(list) = &mut self.page
            && !list.takes(&reading)
        {
            return self.beside_list(reading);
        }
        self.problem = None;
        self.person = None;
        let before = std::mem::replace(&mut self.page, Page::Person);
        match reading {
            Reading::Person { person } => return self.show(*person, None),
            Reading::Changed { report, person } => match (person, report.key.clone()) {
                (Some(person), _) => return self.show(*person, Some(report)),
                (None, Some(key)) => {
                    let person = Person {
                        key,
                        link: report.link.clone(),
                        ..Person::default()
                    };
                    return self.show(person, Some(report));
                }
                (None, None) => self.page = Page::Changed(report),
            },
            Reading::People { people, unrendered } => {
                let (list, commands) = match before {
                    Page::List(mut list) => {
                        let commands = list.read_again(people, unrendered);
                        (list, commands)
                    }
                    _ => {
                        let (list, commands) = Bulk::begin(people, unrendered, &self.shell);
                        (Box::new(list), commands)
                    }
                };
                self.page = Page::List(list);
                self.list_is_here();
                return commands;
            }
            Reading::NoPerson => self.page = Page::Nobody(Kind::NoPerson),
            Reading::Loading => self.page = Page::Nobody(Kind::PageLoading),
            Reading::Blocked { .. } => self.page = Page::Nobody(Kind::PageBlocked),
        }
        Vec::new()
    }

    /// A list stays, whatever the page shows by now; a person stands over it.
    fn beside_list(&mut self, reading: Reading) -> Vec<Command> {
        let Page::List(list) = &mut self.page else {
            return Vec::new();
        };
        list.moved = true;
        let asked = std::mem::take(&mut list.reading);
        let nobody = match reading {
            Reading::Person { person } => return self.show(*person, None),
            Reading::Changed { report, person } => match person {
                Some(person) => return self.show(*person, Some(report)),
                None => Kind::PageChanged,
            },
            Reading::People { .. } => return Vec::new(),
            Reading::NoPerson => Kind::NoPerson,
            Reading::Loading => Kind::PageLoading,
            Reading::Blocked { .. } => Kind::PageBlocked,
        };
        self.problem = asked.then(|| nobody.into());
        Vec::new()
    }

    fn page_failed(&mut self, problem: Problem) -> Vec<Command> {
        self.has_turned();
        let asked = match &mut self.page {
            Page::List(list) => std::mem::take(&mut list.reading),
            _ => true,
        };
        // The list says that the page is another; more is told who has asked.
        match asked {
            true => self.fail(problem),
            false => Vec::new(),
        }
    }

    fn show(&mut self, person: Person, report: Option<Report>) -> Vec<Command> {
        self.problem = None;
        let (screen, commands) = PersonScreen::begin(person, report, &self.shell);
        self.person = Some(Box::new(screen));
        commands
    }

    fn journal_changed(&mut self, changes: &[(String, Option<Value>)]) -> Vec<Command> {
        let mut commands = Vec::new();
        if let Some(Overlay::Recent(_)) = self.overlay {
            commands.push(recent::read());
        }
        if let Some(person) = &mut self.person {
            commands.extend(person.journal_changed());
        }
        if let Page::List(list) = &mut self.page {
            commands.extend(list.journal_changed(changes));
        }
        commands
    }

    fn sign_in(&mut self) -> Vec<Command> {
        let last = match &mut self.person {
            Some(person) => person.problem.take(),
            None => self.problem.take(),
        };
        // Salesforce remembers the user of the wrong org: it must ask.
        let someone_else = last.is_some_and(|problem| problem.kind == Kind::WrongOrg);
        self.shell.signed_out = false;
        self.shell.signing_in = true;
        vec![ask(SignIn { someone_else }, Msg::SignedIn)]
    }

    fn signed_in(&mut self, answer: Answer<User>) -> Vec<Command> {
        self.shell.signing_in = false;
        match answer {
            Ok(who) => {
                self.problem = None;
                self.shell.who = Some(who);
                self.shell.describes.clear();
                let mut commands = Vec::new();
                if let Page::List(list) = &mut self.page {
                    commands = list.user_changed(None);
                }
                if let Some(person) = &mut self.person {
                    commands.extend(person.user_changed(None));
                }
                commands
            }
            Err(problem) => self.fail(problem),
        }
    }

    fn signed_out(&mut self, answer: Answer<()>) -> Vec<Command> {
        self.shell.who = None;
        self.shell.describes.clear();
        self.shell.signed_out = answer.is_ok();
        match (&mut self.person, &mut self.page) {
            (Some(person), _) => person.user_gone(answer.err()),
            (None, Page::List(list)) => list.user_gone(answer.err()),
            (None, _) => self.problem = answer.err(),
        }
        Vec::new()
    }

    fn fail(&mut self, problem: Problem) -> Vec<Command> {
        match &mut self.person {
            Some(person) => person.fail(problem, &mut self.shell),
            None => {
                self.problem = Some(problem);
                Vec::new()
            }
        }
    }

    fn retry(&mut self) -> Vec<Command> {
        self.problem = None;
        match &self.shell.policy {
            None => vec![Command::LoadPolicy],
            Some(policy) => {
                self.page = Page::Reading;
                vec![Command::ReadPage(policy.settings.sites.clone())]
            }
        }
    }
}

/// Asks how things stand for this profile.
pub fn open(key: &str) -> Command {
    let open = Open {
        key: Some(key.to_owned()),
        address: None,
    };
    let key = key.to_owned();
    ask(open, move |answer| {
        Msg::Person(key.clone(), person::Msg::Opened(answer.map(Box::new)))
    })
}

fn sign_out() -> Command {
    ask(SignOut {}, Msg::SignedOut)
}

#[cfg(test)]
mod tests;
