//! The service worker's WASM. `extension/worker.js` registers the listeners and
//! calls what is exported here.

#[cfg(target_arch = "wasm32")]
mod glue {
    use add_to_crm::browser::ports::{Browser, close_local_storage};
    use add_to_crm::browser::{panel, tabs, words};
    use add_to_crm::json;
    use add_to_crm::message::Request;
    use add_to_crm::platform::js_value;
    use add_to_crm::policy::opens_in::OpensIn;
    use add_to_crm::port::Clock;
    use add_to_crm::problem::{Kind, Problem};
    use add_to_crm::worker::{Trigger, Worker};
    use serde_json::json;
    use std::cell::Cell;
    use std::time::Duration;
    use wasm_bindgen::prelude::*;

    thread_local! {
        static WORKER: &'static Worker<Browser> = Box::leak(Box::new(Worker::new(Browser)));
        static SPEAKS: Cell<bool> = const { Cell::new(false) };
        /// How often matches have changed since buttons began to look.
        static LOOKS: Cell<u32> = const { Cell::new(0) };
    }

    /// Between two looks of the buttons in open pages.
    const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

    fn worker() -> &'static Worker<Browser> {
        WORKER.with(|worker| *worker)
    }

    /// Takes the words of the settings' language, once a life of the worker.
    async fn speak() {
        if !SPEAKS.get() {
            SPEAKS.set(true);
            words::speak(&worker().policy().await).await;
        }
    }

    /// What the button in pages says.
    #[wasm_bindgen]
    pub async fn button_words() -> JsValue {
        speak().await;
        words::of_button()
    }

    /// Answers a message of one of the extension's own pages:
    /// `{reply}` or `{problem}`.
    #[wasm_bindgen]
    pub async fn answer(message: JsValue) -> JsValue {
        let answer = match js_value::value(message).and_then(json::read::<Request>) {
            Some(request) => {
                let signs_in = matches!(request, Request::SignIn(_));
                let sends = matches!(request, Request::CreateMany(_) | Request::ResumeBatch(_));
                let answer = worker().handle(request).await;
                if signs_in && answer.is_ok() {
                    wasm_bindgen_futures::spawn_local(retry_due(true));
                }
                if sends && answer.is_ok() {
                    // Goes on without the page that asked for it.
                    wasm_bindgen_futures::spawn_local(run_batch());
                }
                answer
            }
            None => Err(Problem::new(Kind::NotAllowed)),
        };
        js_value::object(&match answer {
            Ok(reply) => json!({ "reply": reply }),
            Err(problem) => json!({ "problem": problem }),
        })
    }

    /// The button in a page was clicked.
    #[wasm_bindgen]
    pub async fn button(tab: i32, window: i32) {
        let policy = worker().policy().await;
        let on =
            policy.is_ok_and(|policy| policy.settings.lead_creation && policy.settings.page_button);
        if on {
            // A tab that was closed meanwhile needs no popup.
            let _closed = tabs::open_popup(tab, Some(window)).await;
        }
    }

    /// Whether the profile at this address is matched to a record.
    #[wasm_bindgen]
    pub async fn matched(address: &str) -> bool {
        worker().is_matched(address).await.unwrap_or(false)
    }

    /// A match has come or gone: the buttons in open pages look again. Where many
    /// come in a row, they do so once in a while.
    #[wasm_bindgen]
    pub async fn look() {
        LOOKS.set(LOOKS.get() + 1);
        if LOOKS.get() > 1 {
            return;
        }
        let mut told = 0;
        while told < LOOKS.get() {
            told = LOOKS.get();
            let _gone = tabs::tell_buttons("look").await;
            Browser.sleep(BETWEEN_LOOKS).await;
        }
        LOOKS.set(0);
    }

    /// Carries on with what is in the journal; `network`: also with what waits for
    /// the network.
    #[wasm_bindgen]
    pub async fn retry_due(network: bool) {
        let trigger = if network {
            Trigger::Network
        } else {
            Trigger::Time
        };
        speak().await;
        // Storage that fails now is tried again at the next start or alarm.
        let _tried = worker().retry_due(trigger).await;
    }

    async fn run_batch() {
        // What became of each Lead stands in the journal, and what is left over
        // is carried on with at the next start or alarm.
        let _run = worker().run_batch(None).await;
    }

    /// Takes out of the journal what is too old.
    #[wasm_bindgen]
    pub async fn prune() {
        // The same.
        let _tried = worker().prune().await;
        let _tried = worker().trim_drafts().await;
    }

    /// Brings the browser in line with the settings; `start`: the browser has just
    /// started, and a managed policy may still be on its way.
    #[wasm_bindgen]
    pub async fn settle(start: bool) {
        // Older browsers have no access levels for local storage.
        let _kept_open = close_local_storage().await;
        settle_once().await;
        if worker().remember_policy(start).await.unwrap_or(false) {
            settle_once().await;
        }
    }

    async fn settle_once() {
        let policy = worker().policy().await;
        words::speak(&policy).await;
        if let Ok(policy) = policy {
            let wanted = policy.settings.lead_creation && policy.settings.page_button;
            // Tried again at the next start and at the next change.
            let in_panel = policy.settings.opens_in == OpensIn::Panel;
            let _tried = panel::in_place_of_the_popup(in_panel).await;
            let _tried = tabs::page_button(wanted).await;
            let _gone = tabs::tell_buttons("words").await;
            let _tried = worker().settle().await;
        }
    }
}

fn main() {}
