//! The section about who is signed in.

use yew::prelude::*;

use super::state::{Msg, State};

/// The section.
pub fn view(state: &State, on: &Callback<Msg>) -> Html {
    html! {
        <section class="card" aria-labelledby="session">
            <h2 id="session">{ "CRM settings" }</h2>
            if let Some(who) = &state.opened.who {
                <dl>
                    <dt>{ "Signed in as" }</dt><dd>{ format!("{} ({})", who.display_name, who.username) }</dd>
                    <dt>{ "Instance" }</dt><dd>{ &who.instance_url }</dd>
                </dl>
                if state.leaving {
                    <div class="note" role="alert">
                        <p>{ format!("Leads that are not done: {}. They stay on this computer and are finished when you sign in again as the same user.", state.opened.open) }</p>
                        <div class="actions">
                            <button type="button" onclick={on.reform(|_| Msg::ConfirmSignOut(true))}>{ "Sign out all the same" }</button>
                            <button type="button" onclick={on.reform(|_| Msg::ConfirmSignOut(false))}>{ "Stay signed in" }</button>
                        </div>
                    </div>
                }
                <div class="actions">
                    <button type="button" onclick={on.reform(|_| Msg::SignOut)}>{ "Sign out" }</button>
                    <button type="button" onclick={on.reform(|_| Msg::SignInAsSomeoneElse)}>{ "Sign in as someone else" }</button>
                </div>
            } else {
                <p>{ "Nobody is signed in to Salesforce." }</p>
            }
        </section>
    }
}
