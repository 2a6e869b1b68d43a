//! The section about who is signed in.

use yew::prelude::*;

use super::state::{Msg, State};
use crate::ui::text::{count, t};

/// The section.
pub fn view(state: &State, on: &Callback<Msg>) -> Html {
    html! {
        <section class="card" aria-labelledby="session">
            <h2 id="session">{ t("session_title") }</h2>
            if let Some(who) = &state.opened.who {
                <dl>
                    <dt>{ t("signed_in_as") }</dt><dd>{ format!("{} ({})", who.display_name, who.username) }</dd>
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
        </section>
    }
}
