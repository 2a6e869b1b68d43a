//! The popup.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        add_to_crm::browser::tabs::mark_own_window();
        yew::Renderer::<add_to_crm::popup::runtime::Popup>::new().render();
    }
}
