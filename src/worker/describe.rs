//! The org's describe of an object, trimmed and cached per org and user.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use futures_util::lock::Mutex;

use super::{Context, Handle};
use crate::json;
use crate::message::Describe;
use crate::policy::Settings;
use crate::port::{Area, Ports};
use crate::problem::{Answer, Kind};
use crate::salesforce::describe::record_type::{
    default_record_type, for_record_type, is_offered, trim_picklists,
};
use crate::salesforce::describe::trim_describe;
use crate::salesforce::error;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::salesforce::soql::{Condition, Query};
use crate::text::encoding::percent;

/// A cached describe is asked about again after a day.
const FRESH_FOR: f64 = 24.0 * 3600.0 * 1000.0;
/// How an org writes its countries changes seldom: while its describe stays as it
/// is, that is asked again after a week.
const SPELT_FOR: f64 = 7.0 * FRESH_FOR;

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cached {
    /// Milliseconds since 1970.
    asked_at: f64,
    /// Salesforce's own `Last-Modified`, sent back as it came.
    last_modified: Option<String>,
    /// As [`trim_describe`] leaves it.
    describe: Value,
    /// When it was answered how the org writes countries, in milliseconds since 1970.
    #[serde(default)]
    spelt_at: f64,
    /// The fields that it has besides, by name.
    #[serde(default)]
    also: Vec<String>,
    /// Per record type, the choices that it leaves.
    #[serde(default)]
    picklists: Map<String, Value>,
}

/// The describe with the fields that refusals have named.
fn with_asked(mut describe: Value, asked: &[String]) -> Option<Value> {
    if !asked.is_empty() {
        let fields = describe.as_object_mut()?;
        fields.insert("asked".to_owned(), json::write(&asked));
    }
    Some(describe)
}

impl Cached {
    /// Whether nothing of these was pruned.
    fn holds(&self, own: &[String], asked: &[String]) -> bool {
        own.iter().chain(asked).all(|name| self.also.contains(name))
    }

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

/// Where something of an object is kept, of an org and user. Lead's keys are
/// older than there were others.
fn key(prefix: &str, object: Object, who: &User) -> String {
    let of = format!("{prefix}:{}:{}", who.organization_id, who.user_id);
    match object {
        Object::Lead => of,
        other => format!("{of}:{}", other.name()),
    }
}

/// Where the fields are kept that refusals have named.
fn asked_key(object: Object, who: &User) -> String {
    key("asked", object, who)
}

/// More named fields than this are no rule of an org.
const ASKED: usize = 20;

/// The fields of the admin's own.
fn own_fields(object: Object, settings: &Settings) -> Vec<String> {
    let Some(fields) = settings.objects.get(object.name()) else {
        return Vec::new();
    };
    let names = fields.own.iter().map(|own| own.field.clone());
    fields.link.iter().cloned().chain(names).collect()
}

/// What is cached, and the fields that refusals have named.
async fn read(
    port: &impl Ports,
    object: Object,
    who: &User,
) -> Answer<(Option<Cached>, Vec<String>)> {
    let (cached, asked) = (cache_key(object, who), asked_key(object, who));
    let mut stored = port.read(Area::Local, &[&cached, &asked]).await?;
    let asked = stored.remove(&asked).and_then(json::read);
    let cached = stored.remove(&cached).and_then(json::read);
    Ok((cached, asked.unwrap_or_default()))
}

fn cache_key(object: Object, who: &User) -> String {
    key("describe", object, who)
}

async fn keep(port: &impl Ports, object: Object, who: &User, cached: &Cached) -> Answer<()> {
    let entry = (cache_key(object, who), json::write(cached));
    Ok(port.set(Area::Local, vec![entry]).await?)
}

/// The cache, and the lock of it: one describe at a time.
#[derive(Default)]
pub(super) struct DescribeCache {
    lock: Mutex<()>,
}

impl DescribeCache {
    /// What is cached for the user's default record type, whatever its age.
    pub(super) async fn cached(
        &self,
        port: &impl Ports,
        object: Object,
        who: &User,
        settings: &Settings,
    ) -> Answer<Option<Value>> {
        let (cached, asked) = read(port, object, who).await?;
        let whole = cached.filter(|cached| cached.holds(&own_fields(object, settings), &asked));
        Ok(whole.and_then(|cached| with_asked(cached.under(None)?, &asked)))
    }

    /// A refusal has named these fields; those that the form lacks are in it from
    /// now on.
    pub(super) async fn ask_for(
        &self,
        port: &impl Ports,
        object: Object,
        who: &User,
        fields: &[String],
    ) -> Answer<()> {
        if fields.is_empty() {
            return Ok(());
        }
        let _one = self.lock.lock().await;
        let (cached, mut asked) = read(port, object, who).await?;
        let held = cached.map(|cached| cached.describe);
        let in_form = |name: &String| {
            let fields = held.iter().filter_map(|held| held["fields"].as_array());
            fields
                .flatten()
                .any(|field| field["name"] == *name.as_str())
        };
        let before = asked.len();
        for name in fields {
            if !in_form(name) && !asked.contains(name) && asked.len() < ASKED {
                asked.push(name.clone());
            }
        }
        if asked.len() == before {
            return Ok(());
        }
        let entry = (asked_key(object, who), json::write(&asked));
        Ok(port.set(Area::Local, vec![entry]).await?)
    }

    /// The describe as it is for a record type; asks the org if the cache is
    /// older than a day, or if `fresh`. An unchanged describe answers 304
    /// without a body. A record type's choices are asked for once.
    pub(super) async fn get<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        object: Object,
        fresh: bool,
        record_type: Option<&str>,
    ) -> Answer<Value> {
        let _one = self.lock.lock().await;
        let who = cx.signed_in()?;
        let (mut cached, asked) = base(cx, object, who, fresh).await?;
        let internal = || Kind::Internal.into();
        if let Some(describe) = cached.under(record_type) {
            return with_asked(describe, &asked).ok_or_else(internal);
        }
        let id = cached.chosen(record_type).unwrap_or_default().to_owned();
        let path = format!(
            "/ui-api/object-info/{}/picklist-values/{}",
            object.name(),
            percent(&id)
        );
        let picklists = match cx.rest().read::<Value>(&path).await {
            Ok(answer) => trim_picklists(&answer, &cached.describe),
            // An org without this API still has its describe, and refuses a
            // choice that the type does not have.
            Err(problem) if matches!(problem.kind, Kind::Refused | Kind::VersionMissing) => None,
            Err(problem) => return Err(problem),
        };
        let Some(picklists) = picklists else {
            let describe = for_record_type(cached.describe, &id, &Value::Null);
            return with_asked(describe, &asked).ok_or_else(internal);
        };
        cached.picklists.insert(id, picklists);
        keep(cx.port(), object, who, &cached).await?;
        cached
            .under(record_type)
            .and_then(|describe| with_asked(describe, &asked))
            .ok_or_else(internal)
    }
}

/// The describe without regard to record types.
async fn base<P: Ports>(
    cx: &Context<'_, P>,
    object: Object,
    who: &User,
    fresh: bool,
) -> Answer<(Cached, Vec<String>)> {
    let port = cx.port();
    let own = own_fields(object, &cx.settings);
    let (cached, asked) = read(port, object, who).await?;
    // "Not modified" would not bring the fields that were pruned.
    let cached = cached.filter(|cached| cached.holds(&own, &asked));
    if let Some(cached) = &cached
        && !fresh
        && (0.0..FRESH_FOR).contains(&(port.now() - cached.asked_at))
    {
        return Ok((cached.clone(), asked));
    }
    let also: Vec<String> = own.into_iter().chain(asked.iter().cloned()).collect();
    let headers = cached
        .as_ref()
        .and_then(|cached| cached.last_modified.clone())
        .map(|since| vec![("If-Modified-Since", since)])
        .unwrap_or_default();
    let rest = cx.rest();
    let (response, _) = rest
        .get(&format!("{}/describe", object.path()), headers)
        .await?;
    let now = match cached {
        Some(cached) if response.status == 304 => Cached {
            asked_at: port.now(),
            ..cached
        },
        _ => Cached {
            asked_at: port.now(),
            last_modified: response.header("last-modified").map(str::to_owned),
            describe: json::parse(&response.body)
                .and_then(|describe| trim_describe(object, describe, &also))
                .ok_or_else(|| error::unreadable(&response))?,
            spelt_at: 0.0,
            also,
            picklists: Map::new(),
        },
    };
    let spelt = !fresh && (0.0..SPELT_FOR).contains(&(port.now() - now.spelt_at));
    let now = match spelt {
        true => now,
        false => with_countries(cx, object, now).await,
    };
    keep(port, object, who, &now).await?;
    Ok((now, asked))
}

/// Records whose countries are read, the newest ones, and how far back they go.
const LATEST: u32 = 500;
const SINCE_MS: f64 = 90.0 * 24.0 * 3_600_000.0;

/// Where a country is text, how the org writes it: as its newest records do, for
/// which CreatedDate has an index. Without an answer it is asked another day.
async fn with_countries<P: Ports>(cx: &Context<'_, P>, object: Object, mut now: Cached) -> Cached {
    let fields = now.describe["fields"].as_array();
    let has = |name: &str| fields.is_some_and(|all| all.iter().any(|own| own["name"] == name));
    let field = object.field("Country");
    if has(object.country_code()) || !has(field) {
        return now;
    }
    let query = Query::select(&[field], object.name())
        .where_(&Condition::since("CreatedDate", cx.port().now() - SINCE_MS))
        .latest("CreatedDate", LATEST);
    let Ok(rows) = cx.rest().query::<Value>(&query).await else {
        return now;
    };
    let mut spellings: Vec<(usize, &str)> = Vec::new();
    for own in rows.iter().filter_map(|row| row[field].as_str()) {
        match spellings.iter_mut().find(|(_, known)| *known == own) {
            Some((times, _)) => *times += 1,
            None => spellings.push((1, own)),
        }
    }
    spellings.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    let spellings: Vec<&str> = spellings.into_iter().map(|(_, own)| own).collect();
    now.describe["countries"] = spellings.into();
    now.spelt_at = cx.port().now();
    now
}

impl<P: Ports> Handle<P> for Describe {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Value> {
        let describes = &cx.worker.describes;
        describes
            .get(cx, self.object, self.fresh, self.record_type.as_deref())
            .await
    }
}
