//! What a rep has typed and not sent. Pages keep it in session storage, which
//! ends with the browser; `extension/worker.js` carries it over an update.

use serde_json::Value;

use super::Worker;
use crate::port::{Area, Ports};
use crate::problem::Answer;

/// Session storage: a draft, by its profile.
const DRAFT: &str = "draft:";
/// No more are kept: session storage has 10 MB for all.
const LIMIT: usize = 200;

impl<P: Ports> Worker<P> {
    /// Takes out drafts beyond what is kept, those first that were begun first.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn trim_drafts(&self) -> Answer<()> {
        let mut drafts = self.drafts().await?;
        drafts.sort_by(|(_, one), (_, other)| kept_at(one).total_cmp(&kept_at(other)));
        let over = drafts.len().saturating_sub(LIMIT);
        let gone: Vec<&str> = drafts
            .iter()
            .take(over)
            .map(|(key, _)| key.as_str())
            .collect();
        match gone.is_empty() {
            true => Ok(()),
            false => Ok(self.port.remove(Area::Session, &gone).await?),
        }
    }

    async fn drafts(&self) -> Answer<Vec<(String, Value)>> {
        let all = self.port.all(Area::Session).await?;
        let drafts = all.into_iter().filter(|(key, _)| key.starts_with(DRAFT));
        Ok(drafts.collect())
    }
}

/// When a draft was kept last, in milliseconds since 1970.
fn kept_at(draft: &Value) -> f64 {
    draft["keptAt"].as_f64().unwrap_or_default()
}
