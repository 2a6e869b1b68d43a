//! Where the extension opens.

use serde::{Deserialize, Serialize};

/// What the toolbar button, its key and the button in pages open. Each opens the
/// other, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OpensIn {
    /// The popup, which closes with the next click elsewhere.
    #[default]
    Popup,
    /// The browser's side panel, which stays and follows the tab.
    Panel,
}
