//! The popup's frame and the screen in it. Views are plain functions over the
//! borrowed state.

use yew::prelude::*;

use super::app::{App, Msg, Overlay, Screen, Shell};
use super::{bulk, panel_view, person, recent};
use crate::browser::{access, panel, tabs};
use crate::page::Report;
use crate::problem::{Kind, Next, Problem};
use crate::ui::frame::header;
use crate::ui::problem_view::problem_card;
use crate::ui::text::{count, happened, t};

/// All of it.
pub fn view(app: &App, on: &Callback<Msg>) -> Html {
    let shell = &app.shell;
    let sending = app
        .person
        .as_ref()
        .is_some_and(|person| person.is_sending());
    let buttons = html! {
        <>
            if !matches!(app.overlay, Some(Overlay::Recent(_))) {
                { icon("recent", "recent_title", on.reform(|_| Msg::ShowRecent(true))) }
            }
            if panel::exists() && !panel::is_this() {
                { icon("panel", "open_panel", Callback::from(|_| panel::open(tabs::named()))) }
            }
            if shell.who.is_some() && !sending {
                { icon("sign-out", "sign_out", on.reform(|_| Msg::SignOut)) }
            }
            { icon("settings", "settings", Callback::from(|_| open_options())) }
        </>
    };
    html! {
        <>
            { header(shell.who.as_ref(), buttons) }
            <main>{ screen(app, on) }</main>
            if app.panel.is_some() { { panel_view::keys() } }
        </>
    }
}

/// A button of the head; the stylesheet draws its picture.
fn icon(picture: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    let label = t(label);
    html! {
        <button type="button" class={classes!("icon", picture)} aria-label={label.clone()} title={label} {onclick}></button>
    }
}

fn screen(app: &App, on: &Callback<Msg>) -> Html {
    match app.screen() {
        Screen::Reading => skeleton(),
        Screen::Stopped(problem) => {
            let button = next_button(&app.shell, &problem, true, Msg::Retry, on);
            problem_card(&problem, button)
        }
        Screen::List(list) => bulk::view::view(list, &app.shell, app.problem.as_ref(), on),
        Screen::Changed(report) => page_changed(&app.shell, report, "changed_list_action", on),
        Screen::Person(shown) => person::view::view(shown, &app.shell, app.has_list(), on),
        Screen::Recent(shown) => recent::view::view(shown, &app.shell, on),
        Screen::SignOut => confirm_sign_out(app.shell.open, on),
    }
}

/// The form's place before it is there, as `static/popup.html` has it; what takes
/// longer than a moment is said.
pub fn skeleton() -> Html {
    html! {
        <div class="skeleton">
            <p role="status">{ t("reading_page") }</p>
            <i class="half"></i><i class="half"></i>
            { for (0..5).map(|_| html! { <i></i> }) }
        </div>
    }
}

/// The button for what the person can do next.
pub fn next_button(
    shell: &Shell,
    problem: &Problem,
    primary: bool,
    retry: Msg,
    on: &Callback<Msg>,
) -> Html {
    let (label, onclick) = match problem.next() {
        Next::OpenSettings => (
            "open_settings",
            Callback::from(|_: MouseEvent| open_options()),
        ),
        Next::TryAgain => ("try_again", on.reform(move |_| retry.clone())),
        Next::SignIn => ("sign_in", on.reform(|_| Msg::SignIn)),
        Next::AllowAccess => return access_button(shell, primary, retry, on),
        _ => return Html::default(),
    };
    html! { <button type="button" class={classes!(primary.then_some("primary"))} {onclick}>{ t(label) }</button> }
}

/// Has the browser ask for access to Salesforce's hosts; with it comes the
/// message.
pub fn access_button(shell: &Shell, primary: bool, then: Msg, on: &Callback<Msg>) -> Html {
    let policy = shell.policy.as_ref();
    let login_host = policy.map(|policy| policy.settings.salesforce.login_host.clone());
    let login_host = login_host.unwrap_or_default();
    let on = on.clone();
    let onclick = move |_: MouseEvent| {
        let (on, then) = (on.clone(), then.clone());
        access::request(&login_host, move || on.emit(then));
    };
    html! { <button type="button" class={classes!(primary.then_some("primary"))} {onclick}>{ t("allow_access") }</button> }
}

/// The page has changed: the report is the admin's to repair the rules with.
pub fn page_changed(
    shell: &Shell,
    report: &Report,
    action: &'static str,
    on: &Callback<Msg>,
) -> Html {
    let text = report.words();
    html! {
        <section class="problem calm" role="status">
            <h2>{ happened(Kind::PageChanged) }</h2>
            <p>{ t(action) }</p>
            <details>
                <summary>{ t("report_summary") }</summary>
                <pre>{ &text }</pre>
            </details>
            <div class="actions">
                { copy_button(shell, "report_copy", text.clone(), on) }
            </div>
        </section>
    }
}

/// The button that copies a text, and says when that is done.
pub fn copy_button(shell: &Shell, label: &'static str, text: String, on: &Callback<Msg>) -> Html {
    let copied = shell.copied.as_ref() == Some(&text);
    html! {
        <button type="button" aria-live="polite" onclick={on.reform(move |_: MouseEvent| Msg::Copy(text.clone()))}>
            { t(if copied { "copied" } else { label }) }
        </button>
    }
}

/// The link from a person back to the list.
pub fn back_to_list(has_list: bool, on: &Callback<Msg>) -> Html {
    if !has_list {
        return Html::default();
    }
    html! {
        <button type="button" class="link back" onclick={on.reform(|_| Msg::BackToList)}>{ t("back_to_list") }</button>
    }
}

/// The link that opens a record in a tab of its own.
pub fn open_record(url: &str, class: Classes) -> Html {
    let address = url.to_owned();
    html! {
        <a {class} href={url.to_owned()} target="_blank" rel="noopener"
            onclick={move |event: MouseEvent| {
                event.prevent_default();
                let address = address.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    // The browser says itself why a tab cannot be opened.
                    let _opened = tabs::open(&address).await;
                });
            }}>{ t("open_in_salesforce") }</a>
    }
}

/// Before signing out with Leads that are pending.
fn confirm_sign_out(open: usize, on: &Callback<Msg>) -> Html {
    html! {
        <section class="card" role="alertdialog" aria-labelledby="leaving">
            <h2 id="leaving">{ count("leads_pending", open, &[]) }</h2>
            <p>{ count("sign_out_keeps", open, &[]) }</p>
            <div class="actions">
                <button type="button" onclick={on.reform(|_| Msg::ConfirmSignOut(true))}>{ t("sign_out") }</button>
                <button id="stay" type="button" class="primary" onclick={on.reform(|_| Msg::ConfirmSignOut(false))}>{ t("stay_signed_in") }</button>
            </div>
        </section>
    }
}

fn open_options() {
    wasm_bindgen_futures::spawn_local(async {
        // The browser opens its own error page where it cannot.
        let _opened = tabs::open_options().await;
    });
}
