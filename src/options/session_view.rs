//! The section about who is signed in.

use serde_json::json;
use yew::prelude::*;

use super::controls::Panel;
use super::state::Msg;
use crate::policy::LANGUAGES;
use crate::ui::dom::value_of;
use crate::ui::text::{count, t, t_with};

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let (state, on) = (panel.state, panel.on);
    html! {
        <section class="card" aria-labelledby="session">
            <h2 id="session">{ t("session_title") }</h2>
            if let Some(who) = &state.opened.who {
                <dl>
                    <dt>{ t("signed_in_as") }</dt><dd>{ t_with("own_field", &[&who.display_name, &who.username]) }</dd>
                    <dt>{ t("instance") }</dt><dd>{ &who.instance_url }</dd>
                </dl>
                if state.leaving {
                    <div class="note" role="alert">
                        <p>{ count("leads_pending", state.opened.open, &[]) }{ " " }{ count("sign_out_keeps", state.opened.open, &[]) }</p>
                        <div class="actions">
                            <button type="button" onclick={on.reform(|_| Msg::ConfirmSignOut(true))}>{ t("sign_out_anyway") }</button>
                            <button type="button" onclick={on.reform(|_| Msg::ConfirmSignOut(false))}>{ t("stay_signed_in") }</button>
                        </div>
                    </div>
                }
                <div class="actions">
                    <button type="button" onclick={on.reform(|_| Msg::SignOut)}>{ t("sign_out") }</button>
                    <button type="button" onclick={on.reform(|_| Msg::SignInAsSomeoneElse)}>{ t("sign_in_as_someone_else") }</button>
                </div>
            } else {
                <p>{ t("nobody_signed_in") }</p>
            }
            { language(panel) }
        </section>
    }
}

/// Each language is offered in its own words.
fn language(panel: &Panel<'_>) -> Html {
    let key = "language";
    let chosen = panel.policy.settings.language.as_deref();
    html! {
        <div class="field">
            <label for={key}>{ t("language_label") }</label>
            <select id={key} disabled={panel.locked(key)} aria-describedby="language-hint"
                onchange={panel.set(key, |event| json!(value_of(event)))}>
                <option value="" selected={chosen.is_none()}>{ t("language_browser") }</option>
                { for LANGUAGES.iter().map(|(tag, name)| html! {
                    <option value={*tag} lang={*tag} selected={chosen == Some(*tag)}>{ *name }</option>
                }) }
            </select>
            { panel.hint(key, &t("language_hint")) }
        </div>
    }
}
