//! The search for one more field of the org.

use yew::prelude::*;

use super::{kind_words, named, own_msg};
use crate::options::controls::Panel;
use crate::options::own::{Described, KEY, Msg, Spot, Taken};
use crate::options::state::Msg as PageMsg;
use crate::salesforce::object::Object;
use crate::ui::dom::value_of;
use crate::ui::text::{count, happened, t, t_with};

/// The search for a field: a text box, and below it what was found, for mouse,
/// keys and screen readers alike (ARIA's combobox).
pub(super) fn search(panel: &Panel<'_>, object: Object) -> Html {
    let id = format!("own-{}-search", object.name());
    let state = &panel.state.own;
    let search = state.search.as_ref().filter(|one| one.object == object);
    let hits = match search {
        Some(_) => panel.state.hits(),
        None => Vec::new(),
    };
    let active = search.map_or(0, |search| search.active);
    let open = !hits.is_empty();
    let option = |at: usize| format!("{id}-{at}");
    let said = match (state.described(object), search) {
        (None, _) if panel.state.opened.who.is_none() => t("own_search_signed_out"),
        (Some(Described::Asking), _) => t("own_search_asking"),
        (Some(Described::Failed(problem)), _) => happened(problem.kind),
        (Some(Described::Known(_)), Some(_)) if open => count("own_search_found", hits.len(), &[]),
        (Some(Described::Known(_)), Some(_)) => t("own_search_none"),
        _ => t("own_search_hint"),
    };
    let on = panel.on.clone();
    let searching = search.is_some();
    let keys = move |event: KeyboardEvent| {
        let msg = match event.key().as_str() {
            "ArrowDown" if !searching => Msg::Search(object, String::new()),
            "ArrowDown" => Msg::Step(true),
            "ArrowUp" => Msg::Step(false),
            "Enter" => Msg::Pick(None),
            "Escape" => Msg::Close,
            _ => return,
        };
        event.prevent_default();
        on.emit(PageMsg::Own(msg));
    };
    let spot = (state.spot == Some(Spot::Search(object))).then_some("");
    let text = search.map(|search| search.text.clone()).unwrap_or_default();
    html! {
        <div class="field lookup">
            <label for={id.clone()}>{ t_with("own_search", &[&t(object.key())]) }</label>
            <input id={id.clone()} type="text" role="combobox" dir="auto" autocomplete="off" spellcheck="false" data-spot={spot}
                value={text} readonly={panel.locked(KEY)} aria-expanded={open.to_string()} aria-autocomplete="list"
                aria-controls={format!("{id}-list")} aria-activedescendant={open.then(|| option(active))}
                aria-describedby={format!("{id}-said")} onkeydown={keys}
                oninput={own_msg(panel, move |event: InputEvent| Msg::Search(object, value_of(&event)))}
                onblur={own_msg(panel, move |_: FocusEvent| Msg::Close)} />
            <ul id={format!("{id}-list")} role="listbox" aria-label={t("own_search_list")} hidden={!open}>
                { for hits.iter().enumerate().map(|(at, hit)| {
                    let name = hit.field.name.clone();
                    let pick = panel.on.reform(move |event: MouseEvent| {
                        // Before the text box loses the focus.
                        event.prevent_default();
                        PageMsg::Own(Msg::Pick(Some(name.clone())))
                    });
                    let beside = hit.taken.map_or_else(|| kind_words(hit.field), taken_words);
                    html! {
                        <li id={option(at)} role="option" aria-selected={(at == active).to_string()}
                            aria-disabled={hit.taken.is_some().then_some("true")} onmousedown={pick}>
                            <span dir="auto">{ named(hit.field) }</span><span class="quiet">{ beside }</span>
                        </li>
                    }
                }) }
            </ul>
            <p id={format!("{id}-said")} class="hint" role="status">{ said }</p>
        </div>
    }
}

fn taken_words(taken: Taken) -> String {
    t(match taken {
        Taken::There => "own_taken_there",
        Taken::Eight => "own_taken_eight",
        Taken::Itself => "own_taken_itself",
        Taken::NotCreateable => "own_taken_not_createable",
        Taken::Kind => "own_taken_kind",
    })
}
