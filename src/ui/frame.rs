//! The frame of every page: the name, who is signed in, the way to the settings.

use crate::salesforce::identity::Who;
use yew::prelude::*;

/// Properties of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// Who is signed in.
    #[prop_or_default]
    pub who: Option<Who>,
    /// What stands at the right.
    #[prop_or_default]
    pub children: Html,
}

/// The page's head.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    html! {
        <header class="head">
            <img src="/icons/48.png" alt="" width="28" height="28" />
            <div class="head-text">
                <p class="brand">{ "Add to CRM" }</p>
                if let Some(who) = &props.who {
                    <p class="who" title={format!("{} \u{2013} org {}", who.username, who.organization_id)}>
                        <span>{ format!("{} \u{b7} {}", who.display_name, who.org()) }</span>
                        <span class={classes!("badge", who.sandbox.then_some("sandbox"))}>
                            { if who.sandbox { "Sandbox" } else { "Production" } }
                        </span>
                    </p>
                }
            </div>
            { props.children.clone() }
        </header>
    }
}

/// Properties of [`Busy`].
#[derive(Properties, PartialEq)]
pub struct BusyProps {
    /// What is going on.
    pub text: AttrValue,
    /// A second, quieter sentence.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// Something takes longer than a moment.
#[component]
pub fn Busy(props: &BusyProps) -> Html {
    html! {
        <div class="busy" role="status">
            <span class="spinner" aria-hidden="true"></span>
            <p>{ &props.text }</p>
            if let Some(hint) = &props.hint {
                <p class="quiet">{ hint }</p>
            }
        </div>
    }
}
