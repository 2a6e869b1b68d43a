//! The one place that sends to Salesforce's REST API.

use super::identity::Target;
use crate::problem::Answer;
use crate::salesforce::identity::User;
use std::cell::{Cell, RefCell};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::clock::ServerClock;
use super::error::{self, Unauthorized};
use super::limits::ApiUsage;
use super::session::{Session, Sessions};
use super::soql::Query;
use super::sosl::Search;
use crate::json;
use crate::port::{Body, HttpFailure, HttpRequest, HttpResponse, Method, Ports};
use crate::problem::{Kind, Problem};

mod composite;

pub use composite::{SubResponse, get_subrequest, named, patch_subrequest};

use composite::Composite;

/// The pinned API version, Winter '27. A version lives three years or more; a
/// retired one answers 410.
pub const VERSION: &str = "v68.0";

/// How the org's logs name this client.
const CALL_OPTIONS: &str = "client=AddToCRM";

/// Session storage: the last [`ApiUsage`] seen.
pub const API_USAGE: &str = "allowance";

/// A read answers within this time, or is repeated.
const READ_TIMEOUT: Duration = Duration::from_secs(20);
/// A create may run an org's triggers and flows; Salesforce itself stops a
/// transaction after ten minutes, and nobody waits that long.
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);
/// A read is sent this many times at the most.
const READ_ATTEMPTS: u32 = 3;
/// The first pause before a read is repeated; doubled each time.
const PAUSE: Duration = Duration::from_millis(400);

/// A caller of the API under the rep's own token.
pub struct Rest<'a, P> {
    /// The outside.
    pub port: &'a P,
    /// Where tokens come from.
    pub sessions: &'a Sessions,
    /// What time it is at Salesforce.
    pub clock: &'a ServerClock,
    /// The last meter that was seen. Whoever made this keeps it, once nothing
    /// that matters more is to be written down.
    pub usage: &'a Cell<Option<ApiUsage>>,
    /// Which org.
    pub target: Target<'a>,
    /// Whose calls these are; under another session none is made. `None`: of
    /// whoever is signed in.
    pub user: Option<&'a User>,
    /// The session, once it is known.
    pub session: &'a RefCell<Option<Session>>,
}

/// What became of a record that was sent with an `Idempotency-Key`.
#[derive(Debug)]
pub enum KeyedOutcome {
    /// It is there; as it was read back.
    Saved(Value),
    /// The org takes no such keys, and has written nothing for this request.
    NoKeys,
    /// There is nothing that this user may see: what was saved may belong to
    /// somebody else by now.
    OutOfSight,
}

/// Whether a request may be sent again when its answer is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Yes,
    /// Unless it has run out of time: it would again.
    UnlessSlow,
    /// By its key; not at once, since it may be under way.
    ByKey,
    Never,
}

impl Repeat {
    /// What writes is sent once, and waits longer.
    fn writes(self) -> bool {
        matches!(self, Repeat::ByKey | Repeat::Never)
    }
}

impl<P: Ports> Rest<'_, P> {
    /// Reads `path` (below the version). The answer's status is 200 or 304.
    pub async fn get(
        &self,
        path: &str,
        headers: Vec<(&'static str, String)>,
    ) -> Answer<(HttpResponse, User)> {
        let (response, who) = self
            .call(Method::Get, path, headers, Body::Empty, Repeat::Yes)
            .await?;
        match response.status {
            200 | 304 => Ok((response, who)),
            _ => Err(error::problem(&response)),
        }
    }

    /// Reads `path` and takes the answer apart.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Answer<T> {
        let (response, _) = self.get(path, Vec::new()).await?;
        json::parse_as(&response.body).ok_or_else(|| error::unreadable(&response))
    }

    /// The records of a query.
    pub async fn query<T: DeserializeOwned>(&self, query: &Query) -> Answer<Vec<T>> {
        Ok(self.read::<Records<T>>(&query.path()).await?.records)
    }

    /// Sends subrequests that only read, as one call of the allowance. Each has
    /// a status of its own.
    pub async fn ask(&self, subrequests: Vec<Value>) -> Answer<Vec<SubResponse>> {
        self.asked(subrequests, Repeat::Yes).await
    }

    async fn asked(&self, subrequests: Vec<Value>, repeat: Repeat) -> Answer<Vec<SubResponse>> {
        let response = self.composite(subrequests, repeat).await?;
        if response.status != 200 {
            return Err(error::problem(&response));
        }
        let composite: Composite =
            json::parse_as(&response.body).ok_or_else(|| error::unreadable(&response))?;
        Ok(composite.composite_response)
    }

    /// As [`ask`](Self::ask), and once where the time is up: for questions that an
    /// org may be too large for.
    pub async fn ask_unless_slow(&self, subrequests: Vec<Value>) -> Answer<Vec<SubResponse>> {
        self.asked(subrequests, Repeat::UnlessSlow).await
    }

    /// The records that the search index knows, as `attributes.type` tells them
    /// apart. A call of its own: `/composite` takes queries and records alone
    /// ("Send Multiple Requests Using Composite").
    pub async fn search(&self, search: &Search) -> Answer<Vec<Value>> {
        Ok(self.read::<Hits>(&search.path()).await?.search_records)
    }

    /// Sends subrequests that write: once. A problem says whether anything may
    /// be saved.
    pub async fn write(&self, subrequests: Vec<Value>) -> Answer<Vec<SubResponse>> {
        let response = self.composite(subrequests, Repeat::Never).await?;
        let body = written(&response)?;
        let composite: Option<Composite> = json::read(body);
        let answers = composite.ok_or_else(|| lost(Kind::BrokenJson.into()))?;
        Ok(answers.composite_response)
    }

    /// Sends one record, once. Headers as `Sforce-Auto-Assign`.
    pub async fn post(
        &self,
        path: &str,
        headers: Vec<(&'static str, String)>,
        record: &Value,
    ) -> Answer<Value> {
        let body = Body::Json(json::to_text(record));
        let sent = self.call(Method::Post, path, headers, body, Repeat::Never);
        written(&sent.await?.0)
    }

    /// Changes one record, once. Headers as `If-Unmodified-Since`. A success has no
    /// body.
    pub async fn patch(
        &self,
        path: &str,
        headers: Vec<(&'static str, String)>,
        fields: &Value,
    ) -> Answer<()> {
        let body = Body::Json(json::to_text(fields));
        let sent = self.call(Method::Patch, path, headers, body, Repeat::Never);
        let response = sent.await?.0;
        match response.status {
            200..=299 => Ok(()),
            // Whatever its body says: the header's condition does not hold.
            412 => Err(Kind::RecordChanged.into()),
            _ => written(&response).map(drop),
        }
    }

    /// Sends one record with a key by which Salesforce tells whether it has
    /// carried this request out already: then the first answer comes again, for
    /// 30 days. A problem says whether anything may be saved.
    pub async fn post_with_key(
        &self,
        path: &str,
        key: &str,
        record: &Value,
    ) -> Answer<KeyedOutcome> {
        let headers = vec![("Idempotency-Key", key.to_owned())];
        let body = Body::Json(json::to_text(record));
        let sent = self.call(Method::Post, path, headers, body, Repeat::ByKey);
        let response = sent.await?.0;
        if (400..500).contains(&response.status)
            && let Some(body) = json::parse(&response.body)
            && let Some(errors) = error::rest_errors(&body)
        {
            if error::takes_no_keys(&errors) {
                return Ok(KeyedOutcome::NoKeys);
            }
            if response.status == 404 {
                return Ok(KeyedOutcome::OutOfSight);
            }
            if error::is_about_the_key(response.status, &errors) {
                return Err(lost(error::problem(&response)));
            }
        }
        written(&response).map(KeyedOutcome::Saved)
    }

    /// Milliseconds since 1970 at Salesforce. Asks, where it is not known, for
    /// the list of API versions, which needs no session and is not counted.
    pub async fn server_time(&self, who: &User) -> Answer<f64> {
        if let Some(now) = self.clock.now(self.port) {
            return Ok(now);
        }
        let answer = self
            .port
            .send(HttpRequest {
                method: Method::Get,
                url: format!("{}/services/data", who.instance_url),
                headers: Vec::new(),
                body: Body::Empty,
                timeout: READ_TIMEOUT,
            })
            .await;
        let response = answer.map_err(|failure| Problem::new(unsent(failure)))?;
        // A page in Salesforce's place has a date of its own.
        let list = json::parse(&response.body).is_some_and(|body| body.is_array());
        let seen = (response.status == 200 && list).then(|| self.see_date(&response));
        seen.flatten().ok_or_else(|| error::unreadable(&response))
    }

    fn see_date(&self, response: &HttpResponse) -> Option<f64> {
        self.clock.saw(response.header("date")?, self.port)
    }

    async fn composite(&self, subrequests: Vec<Value>, repeat: Repeat) -> Answer<HttpResponse> {
        let body = json!({ "allOrNone": false, "compositeRequest": subrequests });
        let body = Body::Json(json::to_text(&body));
        let sent = self.call(Method::Post, "/composite", Vec::new(), body, repeat);
        Ok(sent.await?.0)
    }

    /// One call; once more under a new session where the old one has expired, or
    /// the org lives elsewhere by now, which the login host knows. What writes goes
    /// out again only if Salesforce itself says that it has not carried it out:
    /// whatever answers in its place may stand behind it.
    async fn call(
        &self,
        method: Method,
        path: &str,
        headers: Vec<(&'static str, String)>,
        body: Body,
        repeat: Repeat,
    ) -> Answer<(HttpResponse, User)> {
        let session = self.own(None).await?;
        let response = self
            .send(&session, method, path, &headers, &body, repeat)
            .await?;
        let expired = match error::unauthorized(&response) {
            Some(Unauthorized::NotForApi) => return Err(error::problem(&response)),
            Some(Unauthorized::Expired) => true,
            None => false,
        };
        if !expired && !error::has_moved(&response) {
            return Ok((response, session.who));
        }
        let renewed = self.own(Some(&session)).await;
        let refused = expired && error::is_salesforces(&response);
        if repeat.writes() && !refused {
            return Ok((response, session.who));
        }
        let session = renewed?;
        let response = self
            .send(&session, method, path, &headers, &body, repeat)
            .await?;
        Ok((response, session.who))
    }

    /// The session of the user whose calls these are; another one in place of
    /// `expired`.
    async fn own(&self, expired: Option<&Session>) -> Answer<Session> {
        let known = self.session.borrow().clone();
        let session = match (expired, known) {
            (None, Some(session)) => session,
            (None, None) => self.sessions.session(self.port, self.target).await?,
            (Some(expired), _) => {
                let refreshed =
                    self.sessions
                        .refresh(self.port, self.target, Some(&expired.access));
                refreshed.await?
            }
        };
        let same = |user: &User| {
            (&user.organization_id, &user.user_id)
                == (&session.who.organization_id, &session.who.user_id)
        };
        if !self.user.is_none_or(same) {
            return Err(Kind::UserChanged.into());
        }
        *self.session.borrow_mut() = Some(session.clone());
        Ok(session)
    }

    async fn send(
        &self,
        session: &Session,
        method: Method,
        path: &str,
        headers: &[(&'static str, String)],
        body: &Body,
        repeat: Repeat,
    ) -> Answer<HttpResponse> {
        let attempts = if repeat.writes() { 1 } else { READ_ATTEMPTS };
        let mut attempt = 1;
        loop {
            let mut all = vec![
                (
                    "Authorization",
                    format!("Bearer {}", session.access.expose()),
                ),
                ("Accept", "application/json".to_owned()),
                ("Sforce-Call-Options", CALL_OPTIONS.to_owned()),
            ];
            all.extend_from_slice(headers);
            let answer = self
                .port
                .send(HttpRequest {
                    method,
                    url: format!("{}/services/data/{VERSION}{path}", session.who.instance_url),
                    headers: all,
                    body: body.clone(),
                    timeout: if repeat.writes() {
                        WRITE_TIMEOUT
                    } else {
                        READ_TIMEOUT
                    },
                })
                .await;
            if let Ok(response) = &answer {
                let usage = response.header("sforce-limit-info");
                if usage.is_some() {
                    // Salesforce's own: whatever answers in its place has another clock.
                    self.see_date(response);
                }
                let usage = usage.and_then(|header| ApiUsage::parse(header, self.port.now()));
                if usage.is_some() {
                    self.usage.set(usage);
                }
            }
            let passing = match &answer {
                Ok(response) => {
                    response.status >= 500
                        || (matches!(response.status, 403 | 429)
                            && error::problem(response).kind == Kind::Busy)
                }
                Err(HttpFailure::TimedOut) => repeat != Repeat::UnlessSlow,
                Err(failure) => !matches!(failure, HttpFailure::Offline | HttpFailure::Withheld),
            };
            // Who asks to be left alone is: for longer than a page waits.
            let asked = answer.as_ref().ok().and_then(error::retry_after);
            if !passing || attempt >= attempts || asked.is_some_and(|seconds| seconds > 1) {
                return answer.map_err(|failure| match (&failure, repeat) {
                    (HttpFailure::Cut, Repeat::ByKey | Repeat::Never) => {
                        lost(Kind::AnswerLost.into())
                    }
                    (HttpFailure::TimedOut, Repeat::ByKey | Repeat::Never) => {
                        Problem::new(Kind::TimedOut).maybe_saved()
                    }
                    _ => unsent(failure).into(),
                });
            }
            self.pause(attempt).await;
            attempt += 1;
        }
    }

    /// The pause after this attempt, counted from 1. Doubles, and half of it is left to chance, so that
    /// many reps do not come back at once.
    pub async fn pause(&self, attempt: u32) {
        let [chance] = self.port.random::<1>();
        let whole = PAUSE * 2u32.pow(attempt - 1);
        let half = whole / 2;
        self.port
            .sleep(half + half.mul_f64(f64::from(chance) / 255.0))
            .await;
    }
}

/// The problem of a request that left nothing behind.
fn unsent(failure: HttpFailure) -> Kind {
    match failure {
        HttpFailure::Offline => Kind::Offline,
        HttpFailure::Withheld => Kind::AccessWithheld,
        HttpFailure::TimedOut => Kind::TimedOut,
        HttpFailure::Cut => Kind::Unreachable,
    }
}

/// An answer that says nothing about whether the create was carried out.
pub fn lost(problem: Problem) -> Problem {
    problem.maybe_saved().under(Kind::AnswerLost)
}

/// The answer to a request that writes. That nothing was written is believed of
/// Salesforce's own words alone: a page, a redirect, half an answer or a server's
/// error may come after the record was saved, from whatever stands in between.
fn written(response: &HttpResponse) -> Answer<Value> {
    let body = json::parse(&response.body);
    match (response.status, body) {
        (200..=299, Some(body)) => Ok(body),
        (400..=499, Some(body)) if error::rest_errors(&body).is_some() => {
            Err(error::problem(response))
        }
        _ => Err(lost(error::problem(response))),
    }
}

/// The answer to a query.
#[derive(serde::Deserialize)]
struct Records<T> {
    records: Vec<T>,
}

/// The answer to a search.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hits {
    search_records: Vec<Value>,
}

#[cfg(test)]
mod tests;
