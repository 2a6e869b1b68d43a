//! The popup and the options page: one module, two pages.

fn main() {
    #[cfg(target_arch = "wasm32")]
    add_to_crm::ui::start();
}
