//! The options page.

use crate::problem::Answer;
use crate::salesforce::identity::Who;
use serde_json::{Map, Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

use super::controls::Panel;
use super::health_view::Failures;
use crate::browser::messaging::ask;
use crate::browser::ports::Browser;
use crate::browser::{api, clipboard, own};
use crate::message::{Connection, EraseHistory, Open, Opened, SignIn, SignOut, TestConnection};
use crate::page::page_rules;
use crate::policy::import::{VERSION, VERSION_KEY, Wrong, import, migrate};
use crate::policy::rollout::Place;
use crate::policy::{Policy, SETTINGS, apply};
use crate::port::{Area, Store, StoreFailure};
use crate::problem::Problem;
use crate::ui::frame::{busy, header};
use crate::ui::problem_view::problem_card;

/// The options page.
pub struct Options {
    pub(super) policy: Option<Policy>,
    pub(super) who: Option<Who>,
    pub(super) busy: Option<&'static str>,
    pub(super) connection: Option<Connection>,
    /// How things stand for who is signed in, as it was last asked.
    pub(super) opened: Opened,
    /// Signing out was asked for while Leads are not done.
    pub(super) leaving: bool,
    pub(super) problem: Option<Problem>,
    /// The key whose value was refused, and why.
    refused: Option<(String, String)>,
    /// The key whose text is being typed, and the text so far.
    typing: Option<(&'static str, String)>,
    /// What was done last, for everybody to hear.
    said: &'static str,
    /// What is wrong with the file that was to be imported.
    pub(super) wrong: Vec<Wrong>,
    /// The policy that is shown.
    pub(super) place: Place,
    listener: Option<Closure<dyn Fn(JsValue, String)>>,
}

/// What happens on the page.
pub enum Event {
    /// The settings were read.
    Policy(Answer<Policy>),
    /// Who is signed in was asked.
    Opened(Option<Box<Opened>>),
    /// A text is being typed.
    Typing(&'static str, String),
    /// A setting was changed.
    Set(&'static str, Value),
    /// It was kept, or not.
    Kept(Result<(), (String, String)>),
    /// "Test the connection", "Sign in as someone else".
    SignIn {
        /// Ask for the login page in any case.
        someone_else: bool,
    },
    /// The connection was tested.
    Tested(Answer<Connection>),
    /// Whether to sign out is asked, or not any more.
    Leave(bool),
    /// "Sign out".
    SignOut,
    /// Signed out.
    SignedOut(Answer<()>),
    /// "Erase history".
    EraseHistory,
    /// It was erased.
    Erased(Answer<()>),
    /// "Copy", of this text.
    Copy(String),
    /// It is on the clipboard, or the browser has refused.
    Copied(bool),
    /// A place for the policy was chosen.
    Place(Place),
    /// A file was chosen to import settings from.
    Import(web_sys::File),
    /// It was read, and kept if all of it is right.
    Imported(Result<(), Vec<Wrong>>),
}

impl Component for Options {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        context
            .link()
            .send_future(async { Event::Policy(Policy::load(&Browser).await) });
        context.link().send_future(async {
            Event::Opened(
                ask(Open {
                    key: None,
                    address: None,
                })
                .await
                .ok()
                .map(Box::new),
            )
        });
        let listener =
            Closure::<dyn Fn(JsValue, String)>::new(move |changes: JsValue, area: String| {
                let ours = area == "managed"
                    || (area == "local"
                        && js_sys::Reflect::has(&changes, &SETTINGS.into()).unwrap_or(false));
                if ours {
                    link.send_future(async { Event::Policy(Policy::load(&Browser).await) });
                }
            });
        api::on_storage_changed(listener.as_ref().unchecked_ref());
        Options {
            policy: None,
            who: None,
            busy: None,
            connection: None,
            opened: Opened::default(),
            leaving: false,
            problem: None,
            refused: None,
            typing: None,
            said: "",
            wrong: Vec::new(),
            place: remembered_place(),
            listener: Some(listener),
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(listener) = self.listener.take() {
            api::off_storage_changed(listener.as_ref().unchecked_ref());
        }
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        match event {
            Event::Policy(Ok(policy)) => self.policy = Some(policy),
            Event::Policy(Err(problem)) => self.problem = Some(problem),
            Event::Opened(opened) => {
                let mut opened = opened.map(|opened| *opened).unwrap_or_default();
                let who = opened.who.take();
                // What is being typed is not to be drawn over for nothing.
                let news = (&opened, &who) != (&self.opened, &self.who);
                (self.opened, self.who) = (opened, who);
                return news || self.problem.is_some();
            }
            Event::Typing(key, text) => self.typing = Some((key, text)),
            Event::Set(key, value) => {
                self.refused = None;
                self.said = "";
                // Shown at once: a control must not spring back until storage
                // has answered. A refused value leaves the old one in force.
                if let Some(policy) = &mut self.policy
                    && let Err(why) = apply(&mut policy.settings, key, &value)
                {
                    self.refused = Some((key.to_owned(), why));
                    return true;
                }
                self.typing = None;
                context
                    .link()
                    .send_future(async move { Event::Kept(keep(key, value).await) });
            }
            Event::Kept(Ok(())) => self.said = "Saved.",
            Event::Kept(Err(refused)) => {
                self.refused = Some(refused);
                context
                    .link()
                    .send_future(async { Event::Policy(Policy::load(&Browser).await) });
            }
            Event::SignIn { someone_else } => {
                self.problem = None;
                self.connection = None;
                self.busy = Some("Asking Salesforce\u{2026}");
                let signed_in = self.who.is_some() && !someone_else;
                context.link().send_future(async move {
                    if !signed_in && let Err(problem) = ask(SignIn { someone_else }).await {
                        return Event::Tested(Err(problem));
                    }
                    Event::Tested(ask(TestConnection {}).await)
                });
            }
            Event::Tested(answer) => {
                self.busy = None;
                match answer {
                    Ok(connection) => {
                        self.who = Some(connection.who.clone());
                        self.opened.describe = Some(connection.describe.clone());
                        self.opened.allowance = connection.allowance;
                        self.connection = Some(connection);
                    }
                    Err(problem) => {
                        self.problem = Some(problem);
                        context.link().send_future(async {
                            Event::Opened(
                                ask(Open {
                                    key: None,
                                    address: None,
                                })
                                .await
                                .ok()
                                .map(Box::new),
                            )
                        });
                    }
                }
            }
            Event::Leave(leaving) => self.leaving = leaving,
            Event::SignOut => {
                self.leaving = false;
                self.busy = Some("Signing out\u{2026}");
                context
                    .link()
                    .send_future(async { Event::SignedOut(ask(SignOut {}).await) });
            }
            Event::SignedOut(answer) => {
                self.busy = None;
                self.who = None;
                self.connection = None;
                self.opened = Opened::default();
                self.problem = answer.err();
                self.said = "Signed out.";
            }
            Event::EraseHistory => {
                self.said = "";
                context
                    .link()
                    .send_future(async { Event::Erased(ask(EraseHistory {}).await) });
            }
            Event::Erased(Ok(())) => self.said = "The history is erased.",
            Event::Erased(Err(problem)) => self.problem = Some(problem),
            Event::Copy(text) => {
                self.said = "";
                context
                    .link()
                    .send_future(async move { Event::Copied(clipboard::copy(&text).await) });
            }
            Event::Copied(done) => self.said = if done { "Copied." } else { "" },
            Event::Place(place) => {
                own::remember(PLACE, place.file());
                self.place = place;
            }
            Event::Import(file) => {
                self.said = "";
                self.wrong.clear();
                context
                    .link()
                    .send_future(async move { Event::Imported(import_file(file).await) });
            }
            Event::Imported(Ok(())) => self.said = "Imported.",
            Event::Imported(Err(wrong)) => self.wrong = wrong,
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let on = context.link().callback(|event| event);
        let Some(policy) = &self.policy else {
            return match &self.problem {
                Some(problem) => problem_card(problem, Html::default()),
                None => busy("Reading the settings\u{2026}", None),
            };
        };
        let panel = Panel {
            policy,
            refused: self.refused.as_ref(),
            typing: self.typing.as_ref(),
            on: on.clone(),
        };
        html! {
            <>
                { header(self.who.as_ref(), Html::default()) }
                <main class="options">
                    <h1>{ "Settings" }</h1>
                    <p class="quiet">
                        { "For administrators: the " }<a href="/help/admin-guide.html" target="_blank">{ "admin guide" }</a>
                        { " has each step. What is read, sent and kept: " }<a href="/help/privacy.html" target="_blank">{ "privacy" }</a>{ "." }
                    </p>
                    <p class="said" role="status">{ self.said }</p>
                    { ignored(policy) }
                    { self.salesforce(&panel) }
                    { self.lead_creation(&panel) }
                    { self.history(&panel) }
                    <Failures />
                    { self.session(&on) }
                    { self.roll_out(&panel) }
                </main>
            </>
        }
    }
}

/// Under what name the place is remembered that an admin chose last.
const PLACE: &str = "place";

fn remembered_place() -> Place {
    let file = own::recall(PLACE);
    let all = Place::ALL.into_iter();
    let mut known = all.filter(|place| file.as_deref() == Some(place.file()));
    known.next().unwrap_or(Place::Windows)
}

/// Keeps a value that was checked: the whole document is written at once.
async fn keep(key: &'static str, value: Value) -> Result<(), (String, String)> {
    let refused = |failure: StoreFailure| {
        let problem = Problem::from(failure);
        (key.to_owned(), problem.row().happened.to_owned())
    };
    let kept = Browser.get(Area::Local, SETTINGS).await.map_err(refused)?;
    let mut document = match kept {
        Some(Value::Object(document)) => document,
        _ => Map::new(),
    };
    migrate(&mut document);
    // An empty text takes the setting back.
    let empty = value == "";
    match key.split_once('.') {
        Some((group, part)) => {
            let group = document.entry(group).or_insert_with(|| json!({}));
            if !group.is_object() {
                *group = json!({});
            }
            if let Some(group) = group.as_object_mut() {
                group.remove(part);
                if !empty {
                    group.insert(part.to_owned(), value);
                }
            }
        }
        None if empty => {
            document.remove(key);
        }
        None => {
            document.insert(key.to_owned(), value);
        }
    }
    keep_all(document).await.map_err(refused)
}

/// Writes the whole document with its version.
async fn keep_all(mut document: Map<String, Value>) -> Result<(), StoreFailure> {
    document.insert(VERSION_KEY.to_owned(), json!(VERSION));
    let entry = (SETTINGS.to_owned(), Value::Object(document));
    Browser.set(Area::Local, vec![entry]).await
}

/// Takes the settings of a file, all of them or none.
async fn import_file(file: web_sys::File) -> Result<(), Vec<Wrong>> {
    let wrong = |why: &str| {
        let (place, why) = ("the file".to_owned(), why.to_owned());
        vec![Wrong { place, why }]
    };
    let text = wasm_bindgen_futures::JsFuture::from(file.text()).await;
    let text = text.ok().and_then(|text| text.as_string());
    let text = text.ok_or_else(|| wrong("The browser could not read it."))?;
    keep_all(import(&text)?)
        .await
        .map_err(|failure| wrong(Problem::from(failure).row().happened))
}

fn ignored(policy: &Policy) -> Html {
    let (_, sites) = page_rules(&policy.settings.sites);
    if policy.ignored.is_empty() && sites.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problem" role="alert">
            <h2>{ "Some settings are not valid and were left out" }</h2>
            <ul>
                { for policy.ignored.iter().map(|ignored| html! {
                    <li>
                        <code>{ &ignored.key }</code>
                        { if ignored.managed { " in your administrator\u{2019}s policy: " } else { ": " } }
                        { &ignored.why }
                    </li>
                }) }
                { for sites.iter().map(|(at, why)| html! {
                    <li><code>{ format!("sites[{at}]") }</code>{ ": " }{ why }</li>
                }) }
            </ul>
        </section>
    }
}
