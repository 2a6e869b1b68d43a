//! What a rep has typed and not sent. Pages keep it in session storage, which
//! ends with the browser, and also with an update of the extension: over that
//! one it is carried.

use serde_json::{Map, Value};

use super::Worker;
use crate::json;
use crate::port::{Area, Ports};
use crate::problem::Answer;

/// Session storage: a draft, by its profile.
const DRAFT: &str = "draft:";
/// Local storage, while an update is being installed: the drafts.
const CARRIED: &str = "drafts";
/// No more are kept: session storage has 10 MB for all.
const LIMIT: usize = 200;

impl<P: Ports> Worker<P> {
    /// An update is about to be installed: drafts are put where they outlive it.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn carry_drafts(&self) -> Answer<()> {
        let drafts: Map<String, Value> = self.drafts().await?.into_iter().collect();
        if drafts.is_empty() {
            return Ok(());
        }
        let entry = vec![(CARRIED.to_owned(), Value::Object(drafts))];
        Ok(self.port.set(Area::Local, entry).await?)
    }

    /// It is installed: they are put back, and leave the disk.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn put_drafts_back(&self) -> Answer<()> {
        let carried = self.port.get(Area::Local, CARRIED).await?;
        if let Some(carried) = carried.and_then(json::read::<Map<String, Value>>) {
            let drafts = carried
                .into_iter()
                .filter(|(key, _)| key.starts_with(DRAFT));
            self.port.set(Area::Session, drafts.collect()).await?;
        }
        Ok(self.port.remove(Area::Local, &[CARRIED]).await?)
    }

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
