//! The org's describe of Lead, pruned and cached per org and user.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Worker;
use crate::json;
use crate::message::{Answer, Who};
use crate::port::{Area, Outside};
use crate::problem::Kind;
use crate::salesforce::describe::prune;
use crate::salesforce::error;
use crate::salesforce::rest::Rest;

/// A cached describe is asked about again after a day.
const FRESH_FOR: f64 = 24.0 * 3600.0 * 1000.0;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cached {
    /// Milliseconds since 1970.
    asked_at: f64,
    /// Salesforce's own `Last-Modified`, sent back as it came.
    last_modified: Option<String>,
    /// As [`prune`] leaves it.
    pub(super) describe: Value,
}

fn cache_key(who: &Who) -> String {
    format!("describe:{}:{}", who.organization_id, who.user_id)
}

impl<P: Outside> Worker<P> {
    /// What is cached, whatever its age.
    pub(super) async fn cached(&self, who: &Who) -> Answer<Option<Cached>> {
        let value = self.port.get(Area::Local, &cache_key(who)).await?;
        Ok(value.and_then(json::read))
    }

    /// The describe; asks the org if the cache is older than a day, or if `fresh`.
    /// An unchanged describe answers 304 without a body.
    pub(super) async fn describe(&self, rest: &Rest<'_, P>, fresh: bool) -> Answer<Value> {
        let _one = self.describing.lock().await;
        let who = self
            .sessions
            .who(&self.port, rest.settings)
            .await?
            .ok_or(Kind::SignedOut)?;
        let cached = self.cached(&who).await?;
        if let Some(cached) = &cached
            && !fresh
            && (0.0..FRESH_FOR).contains(&(self.port.now() - cached.asked_at))
        {
            return Ok(cached.describe.clone());
        }
        let headers = cached
            .as_ref()
            .and_then(|cached| cached.last_modified.clone())
            .map(|since| vec![("If-Modified-Since", since)])
            .unwrap_or_default();
        let (response, who) = rest.get("/sobjects/Lead/describe", headers).await?;
        let now = match cached {
            Some(cached) if response.status == 304 => Cached {
                asked_at: self.port.now(),
                ..cached
            },
            _ => Cached {
                asked_at: self.port.now(),
                last_modified: response.header("last-modified").map(str::to_owned),
                describe: json::parse(&response.body)
                    .and_then(prune)
                    .ok_or_else(|| error::unreadable(&response))?,
            },
        };
        self.port
            .set(Area::Local, vec![(cache_key(&who), json::write(&now))])
            .await?;
        Ok(now.describe)
    }
}
