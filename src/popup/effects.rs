//! Carries out the popup's effects and comes back with events.

use crate::problem::Answer;
use std::time::Duration;

use serde_json::{Value, json};
use yew::Callback;

use super::state::{Effect, Event, JournalEvent, LookupEvent, MatchEvent};
use crate::browser::messaging::ask;
use crate::browser::ports::Browser;
use crate::browser::regions::Intl;
use crate::browser::{clipboard, file, network, page, tabs, zone};
use crate::journal::csv;
use crate::json;
use crate::lead::{Draft, Form, form};
use crate::message::{
    Describe, Find, FindMatches, Finish, GiveUp, Match, Open, ReadRecords, Recent, Resume, SignIn,
    SignOut, Unmatch,
};
use crate::page::understand::blocked;
use crate::page::{Reading, page_rules, rules_for, understand};
use crate::policy::Policy;
use crate::port::{Area, Clock, Store};
use crate::problem::{Kind, Problem};
use crate::salesforce::describe::parse_describe;

/// A rep who has not typed for this long waits for an answer.
const TYPING: Duration = Duration::from_millis(250);

/// Carries out one effect; every answer comes back as an event.
pub fn run(effect: Effect, policy: Option<Policy>, back: Callback<Event>) {
    wasm_bindgen_futures::spawn_local(async move {
        match effect {
            Effect::ReadPolicy => back.emit(Event::Policy(Policy::load(&Browser).await)),
            Effect::ReadPage => back.emit(Event::Page(read_page(policy).await)),
            Effect::Open(key) => {
                let mut opened = ask(Open { key: Some(key) }).await;
                let describe = opened
                    .as_mut()
                    .ok()
                    .and_then(|opened| opened.describe.take());
                let form = describe.and_then(|describe| to_form(describe, policy.as_ref()));
                back.emit(Event::Opened(opened.map(Box::new), form));
            }
            Effect::LoadDraft(key) => back.emit(Event::Kept(load_draft(&key).await)),
            Effect::KeepDraft(draft) => {
                let entry = vec![(draft_key(&draft.key), json!(draft))];
                if let Err(failure) = Browser.set(Area::Session, entry).await {
                    back.emit(Event::Page(Err(failure.into())));
                }
            }
            Effect::DropDraft(key) => {
                // What stays behind is gone when the browser ends.
                let _left = Browser.remove(Area::Session, &[&draft_key(&key)]).await;
            }
            Effect::SignIn { someone_else } => {
                back.emit(Event::SignedIn(ask(SignIn { someone_else }).await));
            }
            Effect::SignOut => back.emit(Event::SignedOut(ask(SignOut {}).await)),
            Effect::GetForm(record_type) => {
                let fresh = false;
                let described = ask(Describe { fresh, record_type }).await;
                back.emit(Event::Form(described.and_then(|describe| {
                    to_form(describe, policy.as_ref()).ok_or_else(|| Kind::Internal.into())
                })));
            }
            Effect::Create(mut create, moments) => {
                for name in moments {
                    if let Some(local) = create.fields.get_mut(&name) {
                        let moment = local.as_str().and_then(zone::utc);
                        *local = moment.map_or(Value::Null, Value::String);
                    }
                }
                back.emit(Event::Created(ask(create).await));
            }
            Effect::Soon(event) => {
                Browser.sleep(TYPING).await;
                back.emit(event.into());
            }
            Effect::Find {
                field,
                objects,
                text,
            } => {
                let found = Find {
                    objects,
                    text: text.clone(),
                };
                back.emit(LookupEvent::Hits(field, text, ask(found).await).into());
            }
            Effect::FocusInvalid => focus("[aria-invalid=true]"),
            Effect::FocusMatches => focus("#matches"),
            Effect::FocusStay => focus("#stay"),
            Effect::Look(people) => {
                let answer = ask(FindMatches {
                    people: people.clone(),
                });
                let answer = MatchEvent::Looked(people, answer.await);
                back.emit(Event::Matching(answer));
            }
            Effect::ReadRecords(ids) => {
                let answer = MatchEvent::Duplicates(ask(ReadRecords { ids }).await);
                back.emit(Event::Matching(answer));
            }
            Effect::Match(key, record) => {
                let record = *record;
                let answer = MatchEvent::Matched(ask(Match { key, record }).await);
                back.emit(Event::Matching(answer));
            }
            Effect::Resume(id, allow_duplicates) => {
                let request = Resume {
                    id: id.clone(),
                    allow_duplicates,
                };
                back.emit(JournalEvent::Resumed(id, ask(request).await).into());
            }
            Effect::GiveUp(id) => back.emit(JournalEvent::GivenUp(ask(GiveUp { id }).await).into()),
            Effect::WatchNetwork => network::on_online(|| {
                wasm_bindgen_futures::spawn_local(async {
                    // What comes of it is in the journal.
                    let _told = ask(Finish {}).await;
                });
            }),
            Effect::Copy(text) => {
                // Where the browser refuses, the button goes on saying "Copy".
                if clipboard::copy(&text).await {
                    back.emit(Event::Copied(text));
                }
            }
            Effect::Export(entries) => {
                // The browser says itself what becomes of a download.
                let _saved = file::save("leads.csv", &csv::export(entries.iter(), zone::iso));
            }
            Effect::Recent => back.emit(JournalEvent::Came(ask(Recent {}).await).into()),
            Effect::Unmatch(key) => {
                let answer = MatchEvent::Unmatched(ask(Unmatch { key }).await);
                back.emit(Event::Matching(answer));
            }
        }
    });
}

/// The form of a describe under the settings in force.
fn to_form(describe: Value, policy: Option<&Policy>) -> Option<Form> {
    Some(form::form(&parse_describe(describe)?, &policy?.settings))
}

fn draft_key(key: &str) -> String {
    format!("draft:{key}")
}

async fn load_draft(key: &str) -> Option<Draft> {
    let kept = Browser.get(Area::Session, &draft_key(key)).await.ok()??;
    json::read(kept)
}

async fn read_page(policy: Option<Policy>) -> Answer<Reading> {
    let closed = || Problem::new(Kind::PageClosed);
    let tab = tabs::current().await.map_err(|_| closed())?;
    let tab = tab.ok_or_else(closed)?;
    let Some(address) = tab.url.clone() else {
        return Err(closed());
    };
    if let Some(by) = blocked(&address) {
        return Ok(Reading::Blocked { by });
    }
    let own = policy.map(|policy| policy.settings.sites);
    let (sites, _) = page_rules(&own.unwrap_or_default());
    let Some(mut rules) = rules_for(&address, &sites) else {
        return Ok(Reading::NoPerson);
    };
    // The page may turn to an address of other rules while it is read.
    for _ in 0..2 {
        let raw = page::read(&tab, &rules).await.ok_or_else(closed)?;
        match rules_for(&raw.address, &sites) {
            Some(now) if now.id != rules.id => rules = now,
            _ => return Ok(understand(&rules, &raw, &Intl::default())),
        }
    }
    Ok(Reading::Loading)
}

/// After the next frame, when what is to be seen stands in the page.
fn focus(selector: &'static str) {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    let focus = Closure::once_into_js(|| {
        let first = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.query_selector(selector).ok()?)
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(first) = first {
            // An element that cannot take the focus leaves it where it is.
            let _left = first.focus();
        }
    });
    if let Some(window) = web_sys::window() {
        let _handle = window.request_animation_frame(focus.unchecked_ref());
    }
}
