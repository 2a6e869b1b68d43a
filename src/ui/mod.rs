//! What both pages share: starting, the problem card, the frame.

pub mod frame;
pub mod problem_view;

/// Starts the page that was opened.
pub fn start() {
    let path = web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default();
    if path.ends_with("options.html") {
        yew::Renderer::<crate::options::view::Options>::new().render();
    } else {
        crate::browser::tabs::mark_own_window();
        yew::Renderer::<crate::popup::view::Popup>::new().render();
    }
}
