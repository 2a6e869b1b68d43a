//! What a rep has typed and not sent. Pages keep it in session storage, which
//! ends with the browser, and also with an update of the extension. An update is
//! installed without a word where nothing of the extension runs: so each draft
//! stands in local storage as well, until the browser starts again.

use serde_json::{Map, Value};

use super::Worker;
use crate::port::{Area, Ports};
use crate::problem::Answer;

/// Session storage: a draft, by its profile.
const DRAFT: &str = "draft:";
/// Local storage: the same draft, by this and its key there.
const CARRIED: &str = "carried:";
/// No more are kept: session storage has 10 MB for all.
const LIMIT: usize = 200;

impl<P: Ports> Worker<P> {
    /// These keys of session storage have changed: of the drafts among them, local
    /// storage has what they are now.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn carry_drafts(&self, changed: &[String]) -> Answer<()> {
        let drafts: Vec<&str> = changed
            .iter()
            .map(String::as_str)
            .filter(|key| key.starts_with(DRAFT))
            .collect();
        let now = self.port.read(Area::Session, &drafts).await?;
        let (there, gone): (Vec<&str>, Vec<&str>) =
            drafts.iter().partition(|key| now.contains_key(**key));
        if !there.is_empty() {
            let copies = now.into_iter().map(|(key, draft)| (carried(&key), draft));
            self.port.set(Area::Local, copies.collect()).await?;
        }
        self.forget(&gone.into_iter().map(carried).collect::<Vec<_>>())
            .await
    }

    /// An update is installed: drafts are back where pages look for them.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn put_drafts_back(&self) -> Answer<()> {
        let drafts: Map<String, Value> = self
            .carried()
            .await?
            .into_iter()
            .filter_map(|(key, draft)| Some((key.strip_prefix(CARRIED)?.to_owned(), draft)))
            .collect();
        match drafts.is_empty() {
            true => Ok(()),
            false => Ok(self
                .port
                .set(Area::Session, drafts.into_iter().collect())
                .await?),
        }
    }

    /// The browser has started: drafts of the time before have ended.
    ///
    /// # Errors
    /// Storage that cannot be read or written.
    pub async fn end_drafts(&self) -> Answer<()> {
        let copies = self.carried().await?.into_iter().map(|(key, _)| key);
        self.forget(&copies.collect::<Vec<_>>()).await
    }

    async fn forget(&self, copies: &[String]) -> Answer<()> {
        let keys: Vec<&str> = copies.iter().map(String::as_str).collect();
        match keys.is_empty() {
            true => Ok(()),
            false => Ok(self.port.remove(Area::Local, &keys).await?),
        }
    }

    async fn carried(&self) -> Answer<Vec<(String, Value)>> {
        let all = self.port.all(Area::Local).await?;
        let copies = all.into_iter().filter(|(key, _)| key.starts_with(CARRIED));
        Ok(copies.collect())
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

/// Under which key local storage has this draft.
fn carried(draft: &str) -> String {
    format!("{CARRIED}{draft}")
}
