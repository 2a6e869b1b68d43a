//! The options page in the browser: holds the state, carries out its commands,
//! and listens for settings that change elsewhere.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::rollout_view::FILE;
use super::state::{Command, Msg, State};
use super::view;
use crate::browser::locks::exclusively;
use crate::browser::messaging::ask_worker;
use crate::browser::ports::Browser;
use crate::browser::{api, clipboard, own};
use crate::json;
use crate::page::health::FAILURES;
use crate::policy::document::keep;
use crate::policy::rollout::Place;
use crate::policy::{KEPT, Policy, SETTINGS};
use crate::port::{Area, Store};
use crate::problem::Problem;
use crate::ui::dom::focus;
use crate::ui::text::speak;

/// The options page.
pub struct Options {
    state: State,
    listener: Option<Closure<dyn Fn(JsValue, String)>>,
}

impl Component for Options {
    type Message = Msg;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (state, commands) = State::begin(remembered_place());
        let back = context.link().callback(|msg| msg);
        for command in commands {
            run(command, back.clone());
        }
        let listener =
            Closure::<dyn Fn(JsValue, String)>::new(move |changes: JsValue, area: String| {
                let has = |key: &str| js_sys::Reflect::has(&changes, &key.into()).unwrap_or(false);
                if area == "managed" || (area == "local" && KEPT.into_iter().any(has)) {
                    back.emit(Msg::SettingsChanged);
                }
            });
        api::on_storage_changed(listener.as_ref().unchecked_ref());
        Options {
            state,
            listener: Some(listener),
        }
    }

    fn update(&mut self, context: &Context<Self>, msg: Msg) -> bool {
        for command in self.state.update(msg) {
            run(command, context.link().callback(|msg| msg));
        }
        true
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(listener) = self.listener.take() {
            api::off_storage_changed(listener.as_ref().unchecked_ref());
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        view::view(&self.state, &context.link().callback(|msg| msg))
    }
}

/// Carries out one command; what it answers comes back as a message.
fn run(command: Command, back: Callback<Msg>) {
    spawn_local(async move {
        match command {
            Command::Ask(request, then) => back.emit(then.message(ask_worker(*request).await)),
            Command::LoadPolicy => {
                let policy = Policy::load(&Browser).await;
                speak(&policy).await;
                back.emit(Msg::Policy(policy));
            }
            Command::LoadFailures => {
                // Without them the page has one section less.
                let kept = Browser.get(Area::Local, FAILURES).await.ok().flatten();
                if let Some(failures) = kept.and_then(json::read) {
                    back.emit(Msg::Failures(failures));
                }
            }
            Command::Keep(change) => {
                // The settings may be open in two tabs.
                let kept = exclusively(SETTINGS, keep(&Browser, change)).await;
                back.emit(Msg::Kept(kept.map_err(Problem::from)));
            }
            Command::ReadFile => back.emit(Msg::FileRead(read_file().await)),
            Command::Copy(text) => back.emit(Msg::Copied(clipboard::copy(&text).await)),
            Command::RememberPlace(place) => own::remember(PLACE, place.file()),
            Command::FocusSpot => focus("[data-spot]"),
        }
    });
}

/// Under what name the place is remembered that an admin chose last.
const PLACE: &str = "place";

fn remembered_place() -> Place {
    let file = own::recall(PLACE);
    let mut all = Place::ALL.into_iter();
    all.find(|place| file.as_deref() == Some(place.file()))
        .unwrap_or(Place::Windows)
}

/// The text of the file that was chosen last.
async fn read_file() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let input = document.get_element_by_id(FILE)?;
    let input = input.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    // The same file can be chosen again once it is corrected.
    input.set_value("");
    JsFuture::from(file.text()).await.ok()?.as_string()
}
