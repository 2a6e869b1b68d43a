//! The search box of a lookup field: a text box, and below it the records that
//! were found, for mouse, keys and screen readers alike (ARIA's combobox).

use yew::prelude::*;

use super::Msg as PersonMsg;
use super::lookup::{Hits, Msg};
use super::view::Parts;
use crate::message::LookupHit;
use crate::ui::dom::value_of;
use crate::ui::text::{count, happened, t};

/// What the field says of its control.
pub struct Described {
    /// The control's id.
    pub id: String,
    /// `aria-required`.
    pub required: Option<&'static str>,
    /// `aria-invalid`.
    pub invalid: Option<&'static str>,
    /// `aria-describedby`.
    pub described: Option<String>,
}

/// The search box.
pub fn search_box(control: &Described, name: &str, parts: Parts<'_>) -> Html {
    let Parts { person, on, .. } = parts;
    let id = &control.id;
    let entry = person.draft.entries.get(name);
    let shown = entry.and_then(|entry| entry.shown.clone());
    let chosen = entry.is_some_and(|entry| !entry.value.is_empty());
    let lookup = person.lookup.as_ref().filter(|lookup| lookup.field == name);
    let hits = lookup.map(|lookup| &lookup.hits);
    let list: &[LookupHit] = match hits {
        Some(Hits::Loaded(list)) => list,
        _ => &[],
    };
    let active = lookup.map_or(0, |lookup| lookup.active);
    let option = |at: usize| format!("{id}-hit-{at}");
    let said = match hits {
        Some(Hits::Short) => Some(t("lookup_short")),
        Some(Hits::Asking) => Some(t("lookup_asking")),
        Some(Hits::Loaded(list)) if list.is_empty() => Some(t("lookup_none")),
        Some(Hits::Loaded(list)) => Some(count("lookup_found", list.len(), &[])),
        Some(Hits::Failed(problem)) => Some(happened(problem.kind)),
        None if chosen => None,
        None => Some(t("lookup_hint")),
    };
    let field = name.to_owned();
    let typed = on.reform(move |event: InputEvent| {
        PersonMsg::Lookup(Msg::Type(field.clone(), value_of(&event)))
    });
    let open = !list.is_empty();
    let on_keys = on.clone();
    let keys = move |event: KeyboardEvent| {
        let key = match event.key().as_str() {
            "ArrowDown" => Msg::Move(true),
            "ArrowUp" => Msg::Move(false),
            "Enter" => Msg::Pick(None),
            "Escape" => Msg::Close,
            _ => return,
        };
        // Outside the list, Enter sends the form and Escape closes the popup.
        if open {
            event.prevent_default();
            on_keys.emit(PersonMsg::Lookup(key));
        }
    };
    html! {
        <div class="lookup">
            <input id={id.clone()} type="text" role="combobox" dir="auto" autocomplete="off" spellcheck="false"
                value={shown.unwrap_or_default()} aria-expanded={open.to_string()} aria-autocomplete="list"
                aria-controls={format!("{id}-hits")} aria-activedescendant={open.then(|| option(active))}
                aria-required={control.required} aria-invalid={control.invalid}
                aria-describedby={control.described.clone()} oninput={typed} onkeydown={keys} />
            <ul id={format!("{id}-hits")} role="listbox" aria-label={t("lookup_list")} hidden={!open}>
                { for list.iter().enumerate().map(|(at, hit)| html! {
                    <li id={option(at)} role="option" aria-selected={(at == active).to_string()}
                        // Before the text box loses the focus.
                        onmousedown={on.reform(move |event: MouseEvent| {
                            event.prevent_default();
                            PersonMsg::Lookup(Msg::Pick(Some(at)))
                        })}>
                        { &hit.name }<span class="badge">{ &hit.object }</span>
                    </li>
                }) }
            </ul>
            <p class="hint" role="status">{ said }</p>
        </div>
    }
}
