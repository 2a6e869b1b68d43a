//! Lead or Contact, the Accounts that were found, and the Opportunities of the
//! one that is chosen.

use yew::prelude::*;

use super::Msg as PersonMsg;
use super::contact::{ACCOUNT, Contact, Msg, Offered, chosen_role};
use super::view::Parts;
use crate::contact::opportunity::{Opportunities, Opportunity};
use crate::matching::account::{Account, AccountReason};
use crate::popup::view::open_record;
use crate::salesforce::object::Object;
use crate::ui::dom::value_of;
use crate::ui::parts::{button, said};
use crate::ui::text::{beside, happened, number, t, t_with};

/// Lead or Contact, where the admin allows both. `hint`: why a Contact is proposed.
#[inline(never)]
pub fn choice(parts: Parts<'_>, hint: Option<String>) -> Html {
    let Parts {
        person, shell, on, ..
    } = parts;
    if !shell.allows_contacts() {
        return Html::default();
    }
    let contact = &person.contact;
    let radio = |object: Object, label: &str| {
        let choose = on.reform(move |_: Event| PersonMsg::Contact(Msg::Object(object)));
        html! {
            <label>
                <input type="radio" name="object" value={object.name()} checked={person.object == object}
                    disabled={person.is_sending()} onchange={choose} />
                { t(label) }
            </label>
        }
    };
    let of_settings = shell
        .policy
        .as_ref()
        .map(|policy| policy.settings.created());
    let order = of_settings.unwrap_or_default();
    html! {
        <fieldset class="objects" aria-describedby="object-reason">
            <legend>{ t("create_as") }</legend>
            { for order.into_iter().map(|object| radio(object, object.key())) }
            <p id="object-reason" class="hint" role="status">
                if let Some(problem) = &contact.refused {
                    { t_with("contact_refused", &[&happened(problem.kind)]) }
                } else if let Some(hint) = hint {
                    { hint }
                }
            </p>
        </fieldset>
    }
}

/// Why a Contact is proposed for a person.
pub fn proposed(contact: &Contact) -> Option<String> {
    let account = contact.proposed()?;
    Some(t_with("contact_proposed", &[&account.name]))
}

/// What tells an Account from another of its name, in a line.
pub fn account_words(account: &Account) -> String {
    let owner = account.owner.as_ref();
    let owner = owner.map(|owner| t_with("record_owner", &[owner]));
    let name = Some(account.name.clone());
    let parts = [name, account.place.clone(), account.host(), owner];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" \u{b7} ")
}

/// Above the search box: the Accounts that the company may be.
pub fn accounts(parts: Parts<'_>) -> Html {
    let Parts { person, on, .. } = parts;
    let Some(found) = &person.contact.accounts else {
        return Html::default();
    };
    let chosen = person.draft.value(ACCOUNT);
    html! {
        <div class="accounts">
            if found.unchecked {
                { said("quiet", "accounts_unchecked") }
            } else if found.near.is_empty() {
                { said("quiet", "accounts_none") }
            }
            if found.more { <p class="quiet">{ t("accounts_more") }</p> }
            { for found.near.iter().map(|account| {
                let choose = {
                    let account = account.clone();
                    on.reform(move |_: MouseEvent| PersonMsg::Contact(Msg::Account(account.clone())))
                };
                account_card(account, account.id == chosen, choose)
            }) }
        </div>
    }
}

/// An Account, with the button that chooses it.
pub fn account_card(account: &Account, chosen: bool, choose: Callback<MouseEvent>) -> Html {
    let owner = account.owner.as_ref();
    let owner = owner.map(|owner| t_with("record_owner", &[owner]));
    let more = [account.place.clone(), account.host(), owner];
    let more = beside(
        &more
            .each_ref()
            .map(|one| one.as_deref().unwrap_or_default()),
    );
    html! {
        <article key={account.id.clone()} class={classes!("record", chosen.then_some("chosen"))}
            aria-label={t_with("account_label", &[&account.name])}>
            <p><strong dir="auto">{ &account.name }</strong></p>
            if !more.is_empty() { <p class="quiet">{ more }</p> }
            <p class="why">{ t(reason(account.why)) }</p>
            <div class="actions">
                { open_record(&account.url, "button") }
                <button type="button" aria-pressed={chosen.to_string()} onclick={choose}>
                    { t(if chosen { "account_chosen" } else { "account_choose" }) }
                </button>
            </div>
        </article>
    }
}

fn reason(why: AccountReason) -> &'static str {
    match why {
        AccountReason::NameAndWebsite => "account_name_and_website",
        AccountReason::Name => "account_name",
        AccountReason::Website => "account_website",
        AccountReason::SimilarName => "account_similar",
    }
}

/// Below the form's fields: a part in one of the Account's Opportunities.
#[inline(never)]
pub fn opportunity(parts: Parts<'_>) -> Html {
    let Parts { person, on, .. } = parts;
    let account = person.draft.value(ACCOUNT);
    if person.object != Object::Contact || account.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset class="asks">
            <legend>{ t("opportunity_optional") }</legend>
            { match person.contact.offered(account) {
                None => button("", "opportunity_show", on.reform(|_| PersonMsg::Contact(Msg::ShowOpportunities))),
                Some(Offered::Loading) => said("", "opportunity_asking"),
                Some(Offered::Failed(problem)) => html! {
                    <p class="note" role="status">{ t_with("opportunity_failed", &[&happened(problem.kind)]) }</p>
                },
                Some(Offered::Loaded(found)) if found.no_access => said("note", "opportunity_no_access"),
                Some(Offered::Loaded(found)) if found.open.is_empty() => said("quiet", "opportunity_none"),
                Some(Offered::Loaded(found)) => chosen(parts, found),
            } }
        </fieldset>
    }
}

fn chosen(parts: Parts<'_>, found: &Opportunities) -> Html {
    let Parts { person, on, .. } = parts;
    let role = chosen_role(&person.draft);
    let opportunity = role.map(|role| role.opportunity.as_str());
    let of_role = role.map_or("", |role| role.role.as_str());
    let words = |one: &Opportunity| {
        let amount = one.amount.map(number).unwrap_or_default();
        beside(&[&one.name, one.stage.as_deref().unwrap_or_default(), &amount])
    };
    let choose = on.reform(|event: Event| PersonMsg::Contact(Msg::Opportunity(value_of(&event))));
    let choose_role = on.reform(|event: Event| PersonMsg::Contact(Msg::Role(value_of(&event))));
    html! {
        <>
            <div class="field">
                <label for="opportunity">{ t("opportunity") }</label>
                <select id="opportunity" onchange={choose}>
                    <option value="" selected={opportunity.is_none()}>{ "\u{2013}" }</option>
                    { for found.open.iter().map(|one| html! {
                        <option key={one.id.clone()} dir="auto" value={one.id.clone()} selected={opportunity == Some(one.id.as_str())}>{ words(one) }</option>
                    }) }
                </select>
            </div>
            if role.is_some() {
                <div class="field">
                    <label for="opportunity-role">{ t("opportunity_role") }</label>
                    <select id="opportunity-role" onchange={choose_role}>
                        <option value="" selected={of_role.is_empty()}>{ "\u{2013}" }</option>
                        { for found.roles.iter().map(|(value, label)| html! {
                            <option key={value.clone()} dir="auto" value={value.clone()} selected={value == of_role}>{ label }</option>
                        }) }
                    </select>
                </div>
            }
        </>
    }
}
