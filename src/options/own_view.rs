//! The section of the admin's own fields: for each object the field that takes
//! the profile's link, the fields in their order, and a search for more.

mod search;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use self::search::search;
use super::controls::{Panel, checked};
use super::own::{Done, KEY, Msg, Spot, Way, link_fields, misfit};
use super::state::Msg as PageMsg;
use crate::field::{Input, PicklistValue};
use crate::lead::form::Misfit;
use crate::policy::own::{ObjectFields, OwnField, PageValue};
use crate::salesforce::describe::OrgField;
use crate::salesforce::object::Object;
use crate::ui::dom::value_of;
use crate::ui::text::{list, number, sentence, t, t_with};

/// The section.
pub fn view(panel: &Panel<'_>) -> Html {
    let done = panel.state.own.done.as_ref().map(said);
    html! {
        <section class="card own" aria-labelledby="own-fields">
            <h2 id="own-fields">{ t("own_fields_label") }</h2>
            <p class="hint">{ t("own_fields_hint") }</p>
            { panel.hint(KEY, "") }
            <p class="hint" role="status">{ done }</p>
            { object(panel, Object::Lead) }
            { object(panel, Object::Contact) }
        </section>
    }
}

fn said(done: &Done) -> String {
    match done {
        Done::Added(label) => t_with("own_added", &[label]),
        Done::Removed(label) => t_with("own_removed", &[label]),
        Done::Moved(label, at, many) => t_with(
            "own_moved",
            &[label, &number(*at as u32), &number(*many as u32)],
        ),
    }
}

/// One object's part. The org is asked for its fields when somebody gets here.
fn object(panel: &Panel<'_>, object: Object) -> Html {
    let own = panel.policy.settings.objects.get(object.name());
    let own = own.cloned().unwrap_or_default();
    let id = format!("own-{}", object.name());
    let words = t(object.key());
    let list = &own.own;
    html! {
        <section aria-labelledby={id.clone()} onfocusin={own_msg(panel, move |_: FocusEvent| Msg::Open(object))}>
            <h3 id={id}>{ words.clone() }</h3>
            { link(panel, object, &own) }
            if list.is_empty() {
                <p class="hint">{ t("own_none") }</p>
            } else {
                <ol aria-label={t_with("own_list", &[&words])}>
                    { for list.iter().enumerate().map(|(at, one)| row(panel, object, one, at, list.len())) }
                </ol>
            }
            { search(panel, object) }
        </section>
    }
}

/// The field for the link, and whether *Match* writes it.
fn link(panel: &Panel<'_>, object: Object, own: &ObjectFields) -> Html {
    let id = format!("own-{}-link", object.name());
    let locked = panel.locked(KEY);
    let chosen = own.link.as_deref().unwrap_or_default();
    let describe = panel.state.own.org(object);
    let fields: Vec<&OrgField> = describe.into_iter().flat_map(link_fields).collect();
    let held = describe.and_then(|describe| describe.field(chosen));
    let wrong = describe.is_some() && !chosen.is_empty() && {
        let takes = |one: &&OrgField| one.name == chosen;
        !fields.iter().any(takes)
    };
    let unindexed = held.is_some_and(|field| !field.indexed);
    html! {
        <>
            <div class="field">
                <label for={id.clone()}>{ t("own_link") }</label>
                <select id={id.clone()} disabled={locked} aria-describedby={format!("{id}-hint")}
                    onchange={own_msg(panel, move |event: Event| Msg::Link(object, value_of(&event)))}>
                    <option value="" selected={chosen.is_empty()}>{ t("own_link_none") }</option>
                    if !chosen.is_empty() && fields.iter().all(|one| one.name != chosen) {
                        <option value={chosen.to_owned()} selected=true>{ chosen.to_owned() }</option>
                    }
                    { for fields.iter().map(|one| html! {
                        <option key={one.name.clone()} value={one.name.clone()} selected={one.name == chosen}>{ named(one) }</option>
                    }) }
                </select>
                <p id={format!("{id}-hint")} class="hint">
                    if wrong { <span class="error">{ t("own_link_wrong") }</span><br /> }
                    if unindexed { <span class="doubt">{ t("own_link_no_index") }</span><br /> }
                    { t("own_link_hint") }
                </p>
            </div>
            <div class="field switch">
                <input id={format!("{id}-write")} type="checkbox" checked={own.write_link} disabled={locked || chosen.is_empty()}
                    aria-describedby={format!("{id}-write-hint")}
                    onchange={own_msg(panel, move |event: Event| Msg::WriteLink(object, checked(&event)))} />
                <label for={format!("{id}-write")}>{ t("own_write_link") }</label>
                <p id={format!("{id}-write-hint")} class="hint">{ t("own_write_link_hint") }</p>
            </div>
        </>
    }
}

/// "Headline (Headline__c)".
fn named(field: &OrgField) -> String {
    t_with("own_field", &[&field.label, &field.name])
}

/// One field of the list.
fn row(panel: &Panel<'_>, object: Object, own: &OwnField, at: usize, many: usize) -> Html {
    let describe = panel.state.own.org(object);
    let field = describe.and_then(|describe| describe.field(&own.field));
    let label = field.map_or(own.field.as_str(), |field| field.label.as_str());
    let locked = panel.locked(KEY);
    let id = format!("own-{}-{}", object.name(), own.field);
    let spot = |spot: Spot| (panel.state.own.spot.as_ref() == Some(&spot)).then_some("");
    let name = || own.field.clone();
    let moved = |up: bool| {
        let name = name();
        own_msg(panel, move |_: MouseEvent| {
            Msg::Move(object, name.clone(), up)
        })
    };
    let removed = {
        let name = name();
        own_msg(panel, move |_: MouseEvent| {
            Msg::Remove(object, name.clone())
        })
    };
    let wrong = describe.and_then(|describe| misfit(own, describe));
    let wrong = wrong.map(|misfit| misfit_words(&misfit));
    html! {
        <li key={own.field.clone()} aria-label={label.to_owned()}>
            <div class="own-head">
                <strong dir="auto">{ label }</strong>
                <span class="actions">
                    <button type="button" disabled={locked || at == 0} data-spot={spot(Spot::Up(object, name()))}
                        aria-label={t_with("own_up", &[label])} onclick={moved(true)}>{ "\u{2191}" }</button>
                    <button type="button" disabled={locked || at + 1 == many} data-spot={spot(Spot::Down(object, name()))}
                        aria-label={t_with("own_down", &[label])} onclick={moved(false)}>{ "\u{2193}" }</button>
                    <button type="button" disabled={locked} aria-label={t_with("own_remove", &[label])} onclick={removed}>{ "\u{d7}" }</button>
                </span>
            </div>
            { way(panel, object, own, field, &id, spot(Spot::Way(object, name()))) }
            { value(panel, object, own, field, &id) }
            if own.ask {
                <div class="switch">
                    <input id={format!("{id}-required")} type="checkbox" checked={own.required} disabled={locked} onchange={
                        let name = name();
                        own_msg(panel, move |event: Event| Msg::Required(object, name.clone(), checked(&event)))
                    } />
                    <label for={format!("{id}-required")}>{ t_with("own_required", &[label]) }</label>
                </div>
            }
            <p id={format!("{id}-goes")} class="hint">{ goes(own, field) }</p>
            if let Some(wrong) = wrong { <p id={format!("{id}-wrong")} class="error" role="alert">{ wrong }</p> }
        </li>
    }
}

/// How the field is filled in.
fn way(
    panel: &Panel<'_>,
    object: Object,
    own: &OwnField,
    field: Option<&OrgField>,
    id: &str,
    spot: Option<&'static str>,
) -> Html {
    let chosen = Way::of(own);
    let input = field.and_then(|field| field.input.as_ref());
    // What the type cannot take is not offered, unless the settings say it.
    let fits =
        |from: &PageValue| input.is_none_or(|input| from.fits(input)) || chosen == Way::Page(*from);
    let from: Vec<PageValue> = PageValue::ALL.into_iter().filter(fits).collect();
    let mut ways = vec![Way::Ask, Way::Fixed];
    ways.extend(from.iter().map(|from| Way::Page(*from)));
    let label = field.map_or(own.field.as_str(), |field| field.label.as_str());
    let name = own.field.clone();
    let option = |at: usize, words: String| {
        html! { <option value={at.to_string()} selected={ways[at] == chosen}>{ words }</option> }
    };
    let all = ways.clone();
    html! {
        <div class="field">
            <label for={format!("{id}-way")}>{ t_with("own_way", &[label]) }</label>
            <select id={format!("{id}-way")} data-spot={spot} disabled={panel.locked(KEY)} aria-describedby={format!("{id}-goes")}
                onchange={own_msg(panel, move |event: Event| {
                    let at = value_of(&event).parse::<usize>().unwrap_or(0);
                    Msg::Way(object, name.clone(), all.get(at).copied().unwrap_or(Way::Ask))
                })}>
                { option(0, t("own_way_ask")) }
                { option(1, t("own_way_fixed")) }
                if !from.is_empty() {
                    <optgroup label={t("own_way_page")}>
                        { for from.iter().enumerate().map(|(at, from)| option(at + 2, from_words(*from))) }
                    </optgroup>
                }
            </select>
        </div>
    }
}

fn from_words(from: PageValue) -> String {
    t(match from {
        PageValue::Link => "own_from_link",
        PageValue::Headline => "own_from_headline",
        PageValue::Place => "own_from_place",
        PageValue::City => "own_from_city",
        PageValue::Region => "own_from_region",
        PageValue::Company => "own_from_company",
        PageValue::CompanyPage => "own_from_company_page",
        PageValue::About => "own_from_about",
    })
}

/// The fixed value, or the default of a field that the rep is asked for, by the
/// control of its type.
fn value(
    panel: &Panel<'_>,
    object: Object,
    own: &OwnField,
    field: Option<&OrgField>,
    id: &str,
) -> Html {
    let input = field.and_then(|field| field.input.as_ref());
    let is_lookup = matches!(input, Some(Input::Lookup { .. }));
    // A record that the rep is to look for has no default: its name is not known.
    if own.from.is_some() || (own.ask && is_lookup) {
        return Html::default();
    }
    let label = field.map_or(own.field.as_str(), |field| field.label.as_str());
    let words = match own.ask {
        true => t_with("own_default", &[label]),
        false => t_with("own_value", &[label]),
    };
    let set = own.value.as_ref().or(own.default.as_ref());
    let typing = panel.state.own.typing.as_ref();
    let typing = typing.filter(|(of, name, _)| *of == object && *name == own.field);
    let shown = typing.map(|(_, _, text)| text).or(set);
    let shown = shown.cloned().unwrap_or_default();
    let locked = panel.locked(KEY);
    let id = format!("{id}-value");
    let name = own.field.clone();
    let changed = own_msg(panel, move |event: Event| {
        Msg::Value(object, name.clone(), value_of(&event))
    });
    let name = own.field.clone();
    let typed = own_msg(panel, move |event: InputEvent| {
        Msg::Typing(object, name.clone(), value_of(&event))
    });
    let text = |kind: &'static str, mode: &'static str, list: Option<String>| {
        html! {
            <input id={id.clone()} type={kind} inputmode={mode} {list} dir="auto" value={shown.clone()} readonly={locked}
                autocomplete="off" spellcheck="false" oninput={typed.clone()} onchange={changed.clone()} />
        }
    };
    let control = match input {
        Some(Input::Checkbox) => {
            let name = own.field.clone();
            return html! {
                <div class="switch">
                    <input id={id.clone()} type="checkbox" checked={shown == "true"} disabled={locked} onchange={own_msg(panel, move |event: Event| {
                        let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                        Msg::Value(object, name.clone(), on.to_string())
                    })} />
                    <label for={id}>{ words }</label>
                </div>
            };
        }
        Some(Input::Picklist { options, open, .. }) if !open => html! {
            <select id={id.clone()} disabled={locked} onchange={changed}>
                <option value="" selected={shown.is_empty()}>{ "\u{2013}" }</option>
                { stale(options, &shown) }
                { choices(options, &[shown.as_str()]) }
            </select>
        },
        Some(Input::Picklist { options, .. }) => html! {
            <>
                { text("text", "text", Some(format!("{id}-list"))) }
                <datalist id={format!("{id}-list")}>
                    { for options.iter().map(|one| html! { <option value={one.value.clone()} /> }) }
                </datalist>
            </>
        },
        Some(Input::MultiPicklist { options, .. }) => {
            let name = own.field.clone();
            let chosen: Vec<&str> = shown.split(';').collect();
            html! {
                <select id={id.clone()} multiple=true size="4" disabled={locked} onchange={own_msg(panel, move |event: Event| {
                    let select: HtmlSelectElement = event.target_unchecked_into();
                    let all = select.selected_options();
                    let values = (0..all.length()).filter_map(|at| all.item(at)?.get_attribute("value"));
                    Msg::Value(object, name.clone(), values.collect::<Vec<_>>().join(";"))
                })}>
                    { choices(options, &chosen) }
                </select>
            }
        }
        Some(Input::TextArea { .. }) => html! {
            <textarea id={id.clone()} rows="3" dir="auto" value={shown.clone()} readonly={locked} oninput={typed.clone()} onchange={changed.clone()} />
        },
        Some(Input::Date) => text("date", "text", None),
        Some(Input::DateTime) => text("datetime-local", "text", None),
        Some(Input::Time) => text("time", "text", None),
        Some(Input::Integer { .. }) => text("text", "numeric", None),
        Some(Input::Decimal { .. }) => text("text", "decimal", None),
        Some(Input::Email { .. }) => text("email", "email", None),
        Some(Input::Url { .. }) => text("url", "url", None),
        _ => text("text", "text", None),
    };
    html! {
        <div class="field">
            <label for={id.clone()}>{ words }</label>
            { control }
            if is_lookup { <p class="hint">{ t("own_value_id") }</p> }
        </div>
    }
}

fn choices(options: &[PicklistValue], chosen: &[&str]) -> Html {
    let one = |one: &PicklistValue| {
        html! {
            <option key={one.value.clone()} dir="auto" value={one.value.clone()}
                selected={chosen.contains(&one.value.as_str())}>{ &one.label }</option>
        }
    };
    options.iter().map(one).collect()
}

/// A value that the org no longer has.
fn stale(options: &[PicklistValue], shown: &str) -> Html {
    if shown.is_empty() || options.iter().any(|one| one.value == shown) {
        return Html::default();
    }
    html! { <option value={shown.to_owned()} selected=true>{ shown.to_owned() }</option> }
}

/// What goes where, and what becomes of a text that is too long.
fn goes(own: &OwnField, field: Option<&OrgField>) -> String {
    let Some(field) = field else {
        return own.field.clone();
    };
    let (name, kind) = (named(field), kind_words(field));
    let Some(from) = own.from else {
        let key = match own.ask {
            true => "own_goes_ask",
            false => "own_goes_fixed",
        };
        return t_with(key, &[&name, &kind]);
    };
    let from_page = from_words(from);
    let max = field.input.as_ref().and_then(Input::max);
    match max.filter(|max| *max < from.longest()) {
        Some(max) => {
            let key = match from.is_address() {
                true => "own_goes_page_whole",
                false => "own_goes_page_cut",
            };
            t_with(key, &[&from_page, &name, &kind, &max.to_string()])
        }
        None => t_with("own_goes_page", &[&from_page, &name, &kind]),
    }
}

/// A field's type as a person says it.
fn kind_words(field: &OrgField) -> String {
    let one = |key: &str, number: u32| t_with(key, &[&number.to_string()]);
    match &field.input {
        Some(Input::Text { max }) => one("type_text", *max),
        Some(Input::TextArea { max }) => one("type_text_area", *max),
        Some(Input::Email { .. }) => t("type_email"),
        Some(Input::Phone { .. }) => t("type_phone"),
        Some(Input::Url { max }) => one("type_url", *max),
        Some(Input::Checkbox) => t("type_checkbox"),
        Some(Input::Integer { digits }) => one("type_integer", *digits),
        Some(Input::Decimal { .. }) => t("type_decimal"),
        Some(Input::Date) => t("type_date"),
        Some(Input::DateTime) => t("type_datetime"),
        Some(Input::Time) => t("type_time"),
        Some(Input::Picklist { .. }) => t("type_picklist"),
        Some(Input::MultiPicklist { .. }) => t("type_multipicklist"),
        Some(Input::Lookup { objects }) => t_with("type_lookup", &[&list(objects)]),
        None => t_with("type_other", &[&field.kind]),
    }
}

fn misfit_words(misfit: &Misfit) -> String {
    match misfit {
        Misfit::NoField => t("own_misfit_no_field"),
        Misfit::NotCreateable => t("own_misfit_not_createable"),
        Misfit::Kind(_) => t("own_misfit_kind"),
        Misfit::NoValue => t("own_misfit_no_value"),
        Misfit::Value(why) => t_with("own_misfit_value", &[&sentence(why)]),
    }
}

fn own_msg<E>(panel: &Panel<'_>, msg: impl Fn(E) -> Msg + 'static) -> Callback<E> {
    panel.on.reform(move |event| PageMsg::Own(msg(event)))
}
