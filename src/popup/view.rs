//! The popup's frame and the screen in it. Views are plain functions over the
//! borrowed state.
//!
//! A screen or card that is not always shown is not inlined (`#[inline(never)]`): in
//! one function with the others it would be compiled whenever any of them is drawn.

use yew::prelude::*;

use super::app::{App, Msg, Overlay, Screen};
use super::shell::Shell;
use super::{bulk, panel_view, person, recent};
use crate::browser::{access, panel, tabs};
use crate::page::Report;
use crate::problem::{Kind, Next, Problem};
use crate::ui::frame::header;
use crate::ui::parts::{button, said};
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
                { icon(RECENT, "recent_title", on.reform(|_| Msg::ShowRecent(true))) }
            }
            if panel::exists() && !panel::is_this() {
                { icon(PANEL, "open_panel", Callback::from(|_| panel::open(tabs::named()))) }
            }
            if shell.who.is_some() && !sending {
                { icon(SIGN_OUT, "sign_out", on.reform(|_| Msg::SignOut)) }
            }
            { icon(SETTINGS, "settings", Callback::from(|_| open_options())) }
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

/// The pictures of the head, as lines in a square of 24: a file each would be
/// fetched and drawn as a document while the form is waited for.
const RECENT: &str = "M12 21a9 9 0 1 0-9-9m0-5v5h5m4-5v5l3.5 2";
const PANEL: &str = "M4 4h16v16H4zM14 4v16";
const SIGN_OUT: &str = "M10 4H5v16h5M15 8l4 4-4 4M19 12H9";
const SETTINGS: &str = "M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm7.4-2.6a7.5 7.5 0 0 0 0-1.8l2-1.5-2-3.4-2.3 1a7.6 7.6 0 0 0-1.6-1L15.2 3h-4l-.4 2.6a7.6 7.6 0 0 0-1.6 1l-2.3-1-2 3.4 2 1.5a7.5 7.5 0 0 0 0 1.8l-2 1.5 2 3.4 2.3-1c.5.4 1 .7 1.6 1l.4 2.4h4l.4-2.4c.6-.3 1.1-.6 1.6-1l2.3 1 2-3.4-2-1.5Z";

/// A button of the head.
fn icon(lines: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    let label = t(label);
    html! {
        <button type="button" class="icon" aria-label={label.clone()} title={label} {onclick}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d={lines} /></svg>
        </button>
    }
}

fn screen(app: &App, on: &Callback<Msg>) -> Html {
    match app.screen() {
        Screen::Reading => skeleton(),
        Screen::Stopped(problem) => {
            let button = next_button(&app.shell, &problem, true, on.reform(|()| Msg::Retry), on);
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
            { said("", "reading_page") }
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
    retry: Callback<()>,
    on: &Callback<Msg>,
) -> Html {
    let (label, onclick) = match problem.next() {
        Next::OpenSettings => (
            "open_settings",
            Callback::from(|_: MouseEvent| open_options()),
        ),
        Next::TryAgain => ("try_again", retry.reform(|_| ())),
        Next::SignIn => ("sign_in", on.reform(|_| Msg::SignIn)),
        Next::AllowAccess => return access_button(shell, primary, retry),
        _ => return Html::default(),
    };
    button(class_of(primary), label, onclick)
}

fn class_of(primary: bool) -> &'static str {
    if primary { "primary" } else { "" }
}

/// Has the browser ask for access to Salesforce's hosts, and goes on with it.
pub fn access_button(shell: &Shell, primary: bool, then: Callback<()>) -> Html {
    let policy = shell.policy.as_ref();
    let login_host = policy.map(|policy| policy.settings.salesforce.login_host.clone());
    let login_host = login_host.unwrap_or_default();
    let onclick = Callback::from(move |_: MouseEvent| {
        let then = then.clone();
        access::request(&login_host, move || then.emit(()));
    });
    button(class_of(primary), "allow_access", onclick)
}

/// The page has changed: the report is the admin's to repair the rules with.
#[inline(never)]
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
                <pre dir="ltr">{ &text }</pre>
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
    button("link back", "back_to_list", on.reform(|_| Msg::BackToList))
}

/// The link that opens a record in a tab of its own.
pub fn open_record(url: &str, class: &'static str) -> Html {
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
#[inline(never)]
fn confirm_sign_out(open: usize, on: &Callback<Msg>) -> Html {
    html! {
        <section class="card" role="alertdialog" aria-labelledby="leaving">
            <h2 id="leaving">{ count("leads_pending", open, &[]) }</h2>
            <p>{ count("sign_out_keeps", open, &[]) }</p>
            <div class="actions">
                { button("", "sign_out", on.reform(|_| Msg::ConfirmSignOut(true))) }
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
