//! The options page.

fn main() {
    #[cfg(target_arch = "wasm32")]
    yew::Renderer::<add_to_crm::options::runtime::Options>::new().render();
}
