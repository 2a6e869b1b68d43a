//! The org's describe of Lead, trimmed and cached per org and user.

use crate::problem::Answer;
use crate::salesforce::identity::Who;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Context, Worker};
use crate::json;
use crate::port::{Area, Ports};
use crate::problem::Kind;
use crate::salesforce::describe::record_type::{
    default_record_type, for_record_type, is_offered, trim_picklists,
};
use crate::salesforce::describe::trim_describe;
use crate::salesforce::error;
use crate::text::encoding::percent;

/// A cached describe is asked about again after a day.
const FRESH_FOR: f64 = 24.0 * 3600.0 * 1000.0;

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cached {
    /// Milliseconds since 1970.
    asked_at: f64,
    /// Salesforce's own `Last-Modified`, sent back as it came.
    last_modified: Option<String>,
    /// As [`trim_describe`] leaves it.
    describe: Value,
    /// Per record type, the choices that it leaves.
    #[serde(default)]
    picklists: Map<String, Value>,
}

impl Cached {
    /// The describe as it is for a record type; `None`: the type's choices are
    /// not known here.
    fn under(&self, record_type: Option<&str>) -> Option<Value> {
        let describe = self.describe.clone();
        let Some(id) = self.chosen(record_type) else {
            return Some(describe);
        };
        let picklists = self.picklists.get(id)?;
        Some(for_record_type(describe, id, picklists))
    }

    /// The wanted record type if it is the user's, or else their default.
    fn chosen<'a>(&'a self, wanted: Option<&'a str>) -> Option<&'a str> {
        wanted
            .filter(|id| is_offered(&self.describe, id))
            .or_else(|| default_record_type(&self.describe))
    }
}

fn cache_key(who: &Who) -> String {
    format!("describe:{}:{}", who.organization_id, who.user_id)
}

impl<P: Ports> Worker<P> {
    /// What is cached for the user's default record type, whatever its age.
    pub(super) async fn cached_describe(&self, who: &Who) -> Answer<Option<Value>> {
        let cached = self.cached(who).await?;
        Ok(cached.and_then(|cached| cached.under(None)))
    }

    async fn cached(&self, who: &Who) -> Answer<Option<Cached>> {
        let value = self.port.get(Area::Local, &cache_key(who)).await?;
        Ok(value.and_then(json::read))
    }

    /// The describe as it is for a record type; asks the org if the cache is
    /// older than a day, or if `fresh`. An unchanged describe answers 304
    /// without a body. A record type's choices are asked for once.
    pub(super) async fn describe(
        &self,
        cx: &Context<'_, P>,
        fresh: bool,
        record_type: Option<&str>,
    ) -> Answer<Value> {
        let _one = self.describing.lock().await;
        let mut cached = self.base(cx, fresh).await?;
        if let Some(describe) = cached.under(record_type) {
            return Ok(describe);
        }
        let id = cached.chosen(record_type).unwrap_or_default().to_owned();
        let path = format!("/ui-api/object-info/Lead/picklist-values/{}", percent(&id));
        let picklists = match cx.rest.read::<Value>(&path).await {
            Ok(answer) => trim_picklists(&answer, &cached.describe),
            // An org without this API still has its describe, and refuses a
            // choice that the type does not have.
            Err(problem) if problem.kind == Kind::Refused => None,
            Err(problem) => return Err(problem),
        };
        let Some(picklists) = picklists else {
            return Ok(for_record_type(cached.describe, &id, &Value::Null));
        };
        cached.picklists.insert(id, picklists);
        let who = self
            .sessions
            .session(&self.port, cx.settings.target())
            .await?
            .who;
        self.port
            .set(Area::Local, vec![(cache_key(&who), json::write(&cached))])
            .await?;
        cached
            .under(record_type)
            .ok_or_else(|| Kind::Internal.into())
    }

    /// The describe without regard to record types.
    async fn base(&self, cx: &Context<'_, P>, fresh: bool) -> Answer<Cached> {
        let who = self
            .sessions
            .who(&self.port, cx.settings.target())
            .await?
            .ok_or(Kind::SignedOut)?;
        let cached = self.cached(&who).await?;
        if let Some(cached) = &cached
            && !fresh
            && (0.0..FRESH_FOR).contains(&(self.port.now() - cached.asked_at))
        {
            return Ok(cached.clone());
        }
        let headers = cached
            .as_ref()
            .and_then(|cached| cached.last_modified.clone())
            .map(|since| vec![("If-Modified-Since", since)])
            .unwrap_or_default();
        let (response, who) = cx.rest.get("/sobjects/Lead/describe", headers).await?;
        let now = match cached {
            Some(cached) if response.status == 304 => Cached {
                asked_at: self.port.now(),
                ..cached
            },
            _ => Cached {
                asked_at: self.port.now(),
                last_modified: response.header("last-modified").map(str::to_owned),
                describe: json::parse(&response.body)
                    .and_then(trim_describe)
                    .ok_or_else(|| error::unreadable(&response))?,
                picklists: Map::new(),
            },
        };
        self.port
            .set(Area::Local, vec![(cache_key(&who), json::write(&now))])
            .await?;
        Ok(now)
    }
}
