//! The controls of a setting: its label, its hint, who has set it, and what is
//! wrong with a value that was refused.

use serde_json::{Value, json};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::state::{Msg, State};
use crate::policy::Policy;
use crate::text::sentence::Sentence;
use crate::ui::dom::value_of;
use crate::ui::text::{sentence, t, t_with};

/// What every control needs to know.
pub struct Panel<'a> {
    /// The page's state.
    pub state: &'a State,
    /// The settings that it shows.
    pub policy: &'a Policy,
    /// Takes the messages.
    pub on: &'a Callback<Msg>,
}

/// Whether the checkbox an event comes from is checked.
pub fn checked(event: &web_sys::Event) -> bool {
    event.target_unchecked_into::<HtmlInputElement>().checked()
}

impl Panel<'_> {
    /// The administrator's policy sets it.
    pub fn locked(&self, key: &str) -> bool {
        self.policy.is_locked(key)
    }

    /// Why the key's last value was refused.
    pub fn refused(&self, key: &str) -> Option<&Sentence> {
        let refused = self.state.refused.as_ref();
        let refused = refused.filter(|(of, _)| *of == key);
        refused.map(|(_, why)| why)
    }

    /// Sets a key to what is made of an event.
    pub fn set(
        &self,
        key: &'static str,
        value: impl Fn(&web_sys::Event) -> Value + 'static,
    ) -> Callback<web_sys::Event> {
        self.on
            .reform(move |event: web_sys::Event| Msg::Set(key, value(&event)))
    }

    /// What a control of text shows: what is being typed, or else the setting. An
    /// answer that comes meanwhile must not take the text away.
    pub fn shown(&self, key: &str, setting: &str) -> String {
        let typing = self.state.typing.as_ref().filter(|(of, _)| *of == key);
        typing.map_or(setting, |(_, text)| text.as_str()).to_owned()
    }

    /// Notes the text of a key while it is typed.
    pub fn typing(&self, key: &'static str) -> Callback<InputEvent> {
        self.on
            .reform(move |event: InputEvent| Msg::Typing(key, value_of(&event)))
    }

    /// What stands below a control, under its id with `-hint`.
    pub fn hint(&self, key: &str, hint: &str) -> Html {
        html! {
            <p id={format!("{}-hint", id(key))} class="hint">
                if let Some(why) = self.refused(key) { <span class="error" role="alert">{ t_with("not_saved", &[&sentence(why)]) }</span><br /> }
                if self.locked(key) { <span class="locked-by">{ t("set_by_administrator") }</span><br /> }
                { hint.to_owned() }
            </p>
        }
    }

    /// A line of text.
    pub fn text(&self, key: &'static str, label: &str, value: &str, hint: &str) -> Html {
        self.input(key, label, value, hint, "text", |event| {
            json!(value_of(event))
        })
    }

    /// A whole number.
    pub fn number(&self, key: &'static str, label: &str, value: u32, hint: &str) -> Html {
        self.input(key, label, &value.to_string(), hint, "number", |event| {
            let text = value_of(event);
            text.parse::<u32>()
                .map_or(json!(text), |number| json!(number))
        })
    }

    fn input(
        &self,
        key: &'static str,
        label: &str,
        value: &str,
        hint: &str,
        kind: &'static str,
        made: fn(&web_sys::Event) -> Value,
    ) -> Html {
        let id = id(key);
        let refused = self.refused(key).is_some();
        html! {
            <div class="field">
                <label for={id.clone()}>{ label.to_owned() }</label>
                <input id={id.clone()} type={kind} value={self.shown(key, value)} oninput={self.typing(key)} readonly={self.locked(key)} spellcheck="false" dir="auto"
                    autocomplete="off" aria-describedby={format!("{id}-hint")} aria-invalid={refused.then_some("true")}
                    onchange={self.set(key, made)} />
                { self.hint(key, hint) }
            </div>
        }
    }

    /// On or off.
    pub fn switch(&self, key: &'static str, label: &str, value: bool, hint: &str) -> Html {
        let id = id(key);
        html! {
            <div class="field switch">
                <input id={id.clone()} type="checkbox" checked={value} disabled={self.locked(key)} aria-describedby={format!("{id}-hint")}
                    onchange={self.set(key, |event| json!(checked(event)))} />
                <label for={id}>{ label.to_owned() }</label>
                { self.hint(key, hint) }
            </div>
        }
    }

    /// One of a few, each with its value and its words.
    pub fn radios(
        &self,
        key: &'static str,
        legend: &str,
        value: &str,
        choices: &[(&'static str, String)],
        hint: &str,
    ) -> Html {
        let locked = self.locked(key);
        html! {
            <fieldset class="field" aria-describedby={format!("{}-hint", id(key))}>
                <legend>{ legend.to_owned() }</legend>
                { for choices.iter().map(|(choice, words)| {
                    let choice = *choice;
                    html! {
                        <label class="choice">
                            <input type="radio" name={key} checked={value == choice} disabled={locked}
                                onchange={self.set(key, move |_| json!(choice))} />
                            { words }
                        </label>
                    }
                }) }
                { self.hint(key, hint) }
            </fieldset>
        }
    }
}

/// The id of a key's control.
pub fn id(key: &str) -> String {
    key.replace('.', "-")
}
