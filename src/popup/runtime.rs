//! The popup in the browser: holds the state, carries out its commands, and
//! listens for what changes outside.

use std::cell::Cell;
use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use serde_json::json;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::app::{App, Msg};
use super::command::{Command, Focus, Then};
use super::panel::Msg::{Again, Key as Pressed, Turned};
use super::panel::{Key, is_same_page};
use super::{bulk, person, recent, standing, view};
use crate::browser::messaging::{ask, ask_worker};
use crate::browser::names;
use crate::browser::page::Unread;
use crate::browser::ports::Browser;
use crate::browser::regions::Intl;
use crate::browser::tabs::Tab;
use crate::browser::{api, clipboard, early, file, network, page, panel, scroll, tabs, zone};
use crate::journal::batch::is_batch;
use crate::journal::{INDEX, csv, is_entry};
use crate::json;
use crate::lead::Draft;
use crate::message::{Finish, Open, Request};
use crate::page::health::{FAILURES, note};
use crate::page::understand::blocked;
use crate::page::{Reading, Report, page_rules, rules_for, understand};
use crate::person::Regions;
use crate::platform::js_value;
use crate::policy::{KEPT, Policy};
use crate::port::{Area, Clock, Store};
use crate::problem::{Answer, Kind, Problem};
use crate::salesforce::session::STANDING;
use crate::ui::dom::focus;
use crate::ui::text::speak;
use serde_json::Value;

/// A rep who has not typed for this long waits for an answer.
const TYPING: Duration = Duration::from_millis(250);

thread_local! {
    /// Counts the readings of a page: only the last one's answer is shown.
    static READING: Cell<u32> = const { Cell::new(0) };
}

/// The popup.
pub struct Popup {
    app: App,
    listener: Option<Closure<dyn Fn(JsValue, String)>>,
}

impl Component for Popup {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (app, commands) = match panel::is_this() {
            true => App::begin_panel(),
            false => App::begin(),
        };
        let back = context.link().callback(|msg| msg);
        for command in commands {
            run(command, back.clone());
        }
        // A policy, a setting or a Lead that changes shows in the open popup.
        let listener =
            Closure::<dyn Fn(JsValue, String)>::new(move |changes: JsValue, area: String| {
                let has = |key: &str| js_sys::Reflect::has(&changes, &key.into()).unwrap_or(false);
                if area == "managed" || (area == "local" && KEPT.into_iter().any(has)) {
                    run(Command::LoadPolicy, back.clone());
                } else if area == "local" {
                    let changes = journal_in(&changes);
                    if !changes.is_empty() {
                        back.emit(Msg::JournalChanged(changes));
                    }
                }
            });
        api::on_storage_changed(listener.as_ref().unchecked_ref());
        let back = context.link().callback(Msg::List);
        scroll::on_scrolled(bulk::view::ROWS, {
            let back = back.clone();
            move |seen| back.emit(bulk::Msg::Seen((seen.from, seen.to), seen.heights))
        });
        if !panel::is_this() {
            tabs::on_turned(move || back.emit(bulk::Msg::Moved));
        }
        Popup {
            app,
            listener: Some(listener),
        }
    }

    fn update(&mut self, context: &Context<Self>, msg: Msg) -> bool {
        let window = |app: &App| app.list().map(bulk::Bulk::window);
        let scrolled = matches!(msg, Msg::List(bulk::Msg::Seen(..)));
        let before = scrolled.then(|| window(&self.app));
        for command in self.app.update(msg) {
            run(command, context.link().callback(|msg| msg));
        }
        // Most of the scrolling shows what is drawn already.
        before.is_none_or(|before| before != window(&self.app))
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(listener) = self.listener.take() {
            api::off_storage_changed(listener.as_ref().unchecked_ref());
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        view::view(&self.app, &context.link().callback(|msg| msg))
    }
}

/// What has changed of the journal. The index stays as it is where an entry is
/// open before and after.
fn journal_in(changes: &JsValue) -> Vec<(String, Option<Value>)> {
    let mut found = Vec::new();
    for pair in js_sys::Object::entries(changes.unchecked_ref::<js_sys::Object>()) {
        let pair: js_sys::Array = pair.unchecked_into();
        let Some(key) = pair.get(0).as_string() else {
            continue;
        };
        if key == INDEX || is_entry(&key) || is_batch(&key) {
            let now = js_sys::Reflect::get(&pair.get(1), &"newValue".into());
            let now = now.ok().filter(|now| !now.is_undefined());
            found.push((key, now.and_then(js_value::value)));
        }
    }
    found
}

/// Carries out one command; what it answers comes back as a message. Each is a
/// future behind a pointer: the code of all in one function would be compiled at the
/// first of them, while the form is waited for.
fn run(command: Command, back: Callback<Msg>) {
    let work: LocalBoxFuture<'static, ()> = match command {
        Command::Ask(Request::Open(open), then) => Box::pin(ask_how_things_stand(open, then, back)),
        Command::Ask(request, then) => Box::pin(async move {
            back.emit(then.message(ask_worker(request).await));
        }),
        Command::LoadPolicy => Box::pin(async move {
            let policy = load_policy().await;
            speak(&policy).await;
            back.emit(Msg::Policy(policy));
        }),
        Command::ReadPage(sites) => Box::pin(read_tab(sites, back)),
        Command::LoadDraft(key) => Box::pin(async move {
            // Without one the form need not be drawn again.
            if let Some(draft) = load_draft(&key).await {
                let draft = person::form::Msg::Draft(draft);
                back.emit(Msg::Person(key, person::Msg::Form(draft)));
            }
        }),
        Command::LoadDrafts(keys) => Box::pin(async move {
            let drafts = load_drafts(&keys).await;
            if !drafts.is_empty() {
                back.emit(Msg::List(bulk::Msg::Drafts(drafts)));
            }
        }),
        Command::KeepDraft(key, draft) => Box::pin(keep_draft(key, draft, back)),
        Command::DropDraft(key) => Box::pin(async move {
            // What stays behind is gone when the browser ends.
            let _left = Browser.remove(Area::Session, &[&draft_key(&key)]).await;
        }),
        Command::Soon(msg) => Box::pin(async move {
            Browser.sleep(TYPING).await;
            back.emit(*msg);
        }),
        Command::Copy(text) => Box::pin(async move {
            // Where the browser refuses, the button goes on saying "Copy".
            if clipboard::copy(&text).await {
                back.emit(Msg::Copied(text));
            }
        }),
        Command::CopyRest(rows) => Box::pin(async move {
            if clipboard::copy(&bulk::view::table(rows, csv::To::Clipboard)).await {
                back.emit(Msg::List(bulk::Msg::Copied));
            }
        }),
        Command::Focus(place) => Box::pin(async move {
            focus(match place {
                Focus::Invalid => "[aria-invalid=true]",
                Focus::Matches => "#matches",
                Focus::Stay => "#stay",
                Focus::Updated => "#updated",
            });
        }),
        Command::Export(entries, updates) => Box::pin(async move {
            let words = recent::view::csv_words();
            let table = csv::export(entries.iter(), updates.iter(), zone::iso, &words);
            // The browser says itself what becomes of a download.
            let _saved = file::save("leads.csv", &table);
        }),
        Command::SaveRest(rows) => Box::pin(async move {
            let table = bulk::view::table(rows, csv::To::File);
            // The same.
            let _saved = file::save("leads.csv", &table);
        }),
        Command::WatchTab => Box::pin(async move {
            watch_keys(back.clone());
            tabs::watch(move |tab, again| {
                back.emit(Msg::Panel(Turned {
                    tab: tab.id,
                    address: tab.url,
                    again,
                }));
            });
        }),
        Command::WatchNetwork => Box::pin(async move {
            network::on_online(move || run(Command::Finish, back.clone()));
        }),
        Command::Finish => Box::pin(async {
            let _told = ask(Finish {}).await;
        }),
    };
    spawn_local(work);
}

async fn read_tab(sites: Vec<Value>, back: Callback<Msg>) {
    let turn = READING.get().wrapping_add(1);
    READING.set(turn);
    let tab = current_tab().await;
    let page = match &tab {
        Ok(tab) => read_page(tab, &sites).await,
        Err(problem) => Err(problem.clone()),
    };
    let gone = panel::is_this() && !still_there(&tab).await;
    // The page has turned meanwhile, and is read by another command.
    if READING.get() != turn {
        return;
    }
    if gone {
        // The tab may be back before the browser has told that it was away.
        Browser.sleep(TYPING).await;
        if READING.get() == turn {
            back.emit(Msg::Panel(Again));
        }
        return;
    }
    if let Ok(Reading::Changed { report, .. }) = &page {
        note_failure(report).await;
    }
    back.emit(Msg::Page(page));
}

async fn keep_draft(key: String, mut draft: Value, back: Callback<Msg>) {
    // The worker takes out the oldest where there are too many.
    draft["keptAt"] = json!(Browser.now());
    let entry = vec![(draft_key(&key), draft)];
    if let Err(failure) = Browser.set(Area::Session, entry).await {
        let failed = person::form::Msg::NotKept(failure.into());
        back.emit(Msg::Person(key, person::Msg::Form(failed)));
    }
}

/// The panel's keys, where nothing in the page has taken them already.
fn watch_keys(back: Callback<Msg>) {
    let pressed = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        let control = event.ctrl_key() || event.meta_key();
        let key = Key::of(&event.key(), control).filter(|_| !event.default_prevented());
        if let Some(key) = key {
            event.prevent_default();
            back.emit(Msg::Panel(Pressed(key)));
        }
    });
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        // Without it the keys do nothing; the buttons are there.
        let _listening =
            document.add_event_listener_with_callback("keydown", pressed.as_ref().unchecked_ref());
    }
    pressed.forget();
}

/// The settings in force: as they were asked for early, or from storage.
async fn load_policy() -> Answer<Policy> {
    let (managed, local) = (early::take("managed").await, early::take("local").await);
    let object = |value: JsValue| match js_value::value(value) {
        Some(Value::Object(entries)) => Some(entries),
        _ => None,
    };
    let early = managed.and_then(object).zip(local.and_then(object));
    match early {
        Some((managed, local)) => Ok(Policy::of_areas(&managed, &local)),
        None => Policy::load(&Browser).await,
    }
}

/// Asks how things stand. Where the worker has not answered yet, and may have to be
/// started first, it is as it was for the last popup, until the answer says
/// otherwise.
async fn ask_how_things_stand(open: Open, then: Then, back: Callback<Msg>) {
    let before = early::take("standing").await.and_then(js_value::value);
    let shown = match (&before, &open.key) {
        (Some(before), Some(profile)) if !early::worker_has_answered() => {
            opened_as_before(before, profile).await
        }
        _ => None,
    };
    if let Some(shown) = &shown {
        back.emit(then.message(Ok(shown.clone())));
    }
    let answer = match early_opened(&open).await {
        Some(opened) => Ok(opened),
        None => ask_worker(open.into()).await,
    };
    let now = answer.as_ref().ok().and_then(standing::kept);
    if shown.as_ref() != answer.as_ref().ok() || shown.is_none() {
        back.emit(then.message(answer));
    }
    if let Some(now) = now.filter(|now| before.as_ref() != Some(now)) {
        // A help only: without it the next popup waits for its worker.
        let entry = vec![(STANDING.to_owned(), now)];
        let _kept = Browser.set(Area::Session, entry).await;
    }
}

async fn opened_as_before(before: &Value, profile: &str) -> Option<Value> {
    let who = standing::user(before)?;
    let keys = standing::keys(&who, profile);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let local = Browser.read(Area::Local, &keys).await.ok()?;
    standing::opened(before, &who, profile, local)
}

/// How things stand, if the worker was asked early and about this profile.
async fn early_opened(open: &Open) -> Option<Value> {
    let mut answer = js_value::value(early::take("opened").await?)?;
    if early::journal_changed() {
        return None;
    }
    let opened = answer.get_mut("reply")?.take();
    (opened["key"].as_str() == open.key.as_deref()).then_some(opened)
}

fn draft_key(key: &str) -> String {
    format!("draft:{key}")
}

async fn load_draft(key: &str) -> Option<Draft> {
    let kept = Browser.get(Area::Session, &draft_key(key)).await.ok()??;
    json::read(kept)
}

async fn load_drafts(keys: &[String]) -> Vec<Draft> {
    let keys: Vec<String> = keys.iter().map(|key| draft_key(key)).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    // Drafts that cannot be read are as good as none.
    let kept = Browser.read(Area::Session, &keys).await.unwrap_or_default();
    kept.into_iter()
        .filter_map(|(_, draft)| json::read(draft))
        .collect()
}

/// Keeps for the admin which rules have failed.
async fn note_failure(report: &Report) {
    let kept = Browser.get(Area::Local, FAILURES).await.ok().flatten();
    let kept = kept.and_then(json::read).unwrap_or_default();
    let day = zone::iso(Browser.now());
    let day = day.get(..10).unwrap_or_default();
    let failures = json::write(&note(kept, report, day));
    // A list that could not be written is no trouble of the rep's.
    let _kept = Browser
        .set(Area::Local, vec![(FAILURES.to_owned(), failures)])
        .await;
}

async fn current_tab() -> Answer<Tab> {
    let closed = || Problem::new(Kind::PageClosed);
    let tab = tabs::current().await.map_err(|_| closed())?;
    tab.ok_or_else(closed)
}

/// Whether the tab that was read is in front and where it was.
async fn still_there(tab: &Answer<Tab>) -> bool {
    match (tab, current_tab().await) {
        (Ok(read), Ok(now)) => is_same_page(&(read.id, read.url.clone()), &(now.id, now.url)),
        (read, now) => read.is_err() && now.is_err(),
    }
}

async fn read_page(tab: &Tab, own: &[Value]) -> Answer<Reading> {
    let closed = || Problem::new(Kind::PageClosed);
    let Some(address) = tab.url.clone() else {
        return Err(closed());
    };
    if let Some(by) = blocked(&address) {
        return Ok(Reading::Blocked { by });
    }
    let (sites, _) = page_rules(own);
    let Some(mut rules) = rules_for(&address, &sites) else {
        return Ok(Reading::NoPerson);
    };
    // The page may turn to an address of other rules while it is read.
    for _ in 0..2 {
        let raw = page::read(tab, &rules).await.map_err(|why| match why {
            Unread::Closed => closed(),
            Unread::Silent => Problem::new(Kind::PageSilent),
        })?;
        let turned = raw.address != address;
        match turned.then(|| rules_for(&raw.address, &sites)).flatten() {
            Some(now) if now.id != rules.id => rules = now,
            _ => {
                let mut world = Intl::default();
                if let Some(names) = names::early().await {
                    world = world.with_names(names);
                }
                let reading = understand(&rules, &raw, &world);
                if !world.names().missed() {
                    return Ok(reading);
                }
                // A name that its shape does not settle.
                let world = world.with_names(names::load().await);
                return Ok(understand(&rules, &raw, &world));
            }
        }
    }
    Ok(Reading::Loading)
}
