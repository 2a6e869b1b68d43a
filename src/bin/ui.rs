//! The popup and the options page: one module, two pages.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        let path = web_sys::window()
            .and_then(|window| window.location().pathname().ok())
            .unwrap_or_default();
        if path.ends_with("options.html") {
            yew::Renderer::<add_to_crm::options::view::Options>::new().render();
        } else {
            add_to_crm::browser::tabs::mark_own_window();
            yew::Renderer::<add_to_crm::popup::runtime::Popup>::new().render();
        }
    }
}
