//! The frame of every page: the name, who is signed in, the way to the settings.

use yew::prelude::*;

use super::text::{beside, t, t_with};
use crate::salesforce::identity::User;

/// The page's head; `buttons` stand at its end.
pub fn header(who: Option<&User>, buttons: Html) -> Html {
    html! {
        <header class="head">
            <img src="/icons/48.png" alt="" width="28" height="28" />
            <div class="head-text">
                <p class="brand">{ t("name") }</p>
                if let Some(who) = who {
                    <p class="who" title={beside(&[&who.display_name, &t_with("who_title", &[&who.username, &who.organization_id])])}>
                        <span dir="auto">{ beside(&[&who.display_name, who.org()]) }</span>
                        { " " }
                        <span class={if who.sandbox { "badge sandbox" } else { "badge" }}>
                            { t(if who.sandbox { "sandbox" } else { "production" }) }
                        </span>
                    </p>
                }
            </div>
            { buttons }
        </header>
    }
}

/// Something takes longer than a moment; `hint`: a second, quieter sentence.
pub fn busy(text: &str, hint: Option<&str>) -> Html {
    html! {
        <div class="busy" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <p>{ text }</p>
            if let Some(hint) = hint { <p class="quiet">{ hint }</p> }
        </div>
    }
}
