//! Looks for people among the org's Leads and Contacts, and remembers which
//! record a profile belongs to. Writes nothing to Salesforce but the profile's
//! link, where the settings say so.

use futures_util::lock::Mutex;

use super::{Context, Handle, Worker};
use crate::json;
use crate::matching::account::{self, AccountQuery, Accounts};
use crate::matching::{
    self, Candidate, Change, LIMIT, MatchQuery, MatchReason, MatchResult, MatchResults, Record,
    Row, filterable, match_key, unfilterable,
};
use crate::message::{FindMatches, LinkWritten, Match, Matched, ReadRecords, Unmatch};
use crate::page::profile_key;
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::problem::{Kind, Problem};
use crate::salesforce::id::is_record_id;
use crate::salesforce::identity::Who;
use crate::salesforce::object::Object;
use crate::salesforce::rest::{SubResponse, get_subrequest, patch_subrequest};
use crate::salesforce::soql::{Condition, Query};
use serde_json::{Map, Value};

/// People asked for in one call: their conditions must fit a query's address.
pub(super) const PEOPLE: usize = 25;

/// Session storage: the columns that an object hides from this user.
fn hidden_key(who: &Who, object: Object) -> String {
    format!("hidden:{}:{}", who.user_id, object.name())
}

/// The field of an object that takes the profile's link, unless it is hidden
/// from the user.
fn link_field<'a, P>(cx: &'a Context<'_, P>, object: Object, hidden: &[String]) -> Option<&'a str> {
    let field = cx.settings.link_field(object.name())?;
    (!hidden.iter().any(|own| own == field)).then_some(field)
}

/// What one call found.
#[derive(Default)]
struct Answers {
    records: Vec<Record>,
    /// What a query of deleted records says of the matched one; `None`: it was
    /// not asked, or not answered.
    gone: Option<Vec<Gone>>,
    leads_alone: bool,
    more: bool,
    unchecked: Vec<String>,
    similar_unchecked: bool,
    /// Of each person, in their order; nobody's, if that was not asked.
    accounts: Vec<Option<Accounts>>,
}

/// How far a search goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::worker) enum Depth {
    /// To those who are certainly or very likely the same person.
    Near,
    /// And to similar names, of a single person of whom nobody near was found: a
    /// call more.
    Similar,
}

/// A record that only a query of deleted ones finds.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Gone {
    is_deleted: bool,
    #[serde(default)]
    master_record_id: Option<String>,
}

/// The matches, and the lock of them: one change at a time.
#[derive(Default)]
pub(super) struct Matches {
    lock: Mutex<()>,
}

impl Answers {
    /// Takes up an object's records, each once; `link` is the field that takes the
    /// profile's link.
    fn add(&mut self, object: Object, rows: Vec<Value>, link: Option<&str>) -> Answer<()> {
        self.more |= rows.len() >= LIMIT as usize;
        for row in rows {
            let row = Row::read(row, link).ok_or(Kind::BrokenJson)?;
            if !self.records.iter().any(|known| known.row.id == row.id) {
                self.records.push(Record::new(object, row));
            }
        }
        Ok(())
    }
}

impl Matches {
    /// The record that a profile is matched to, as it was last seen.
    pub(super) async fn get(
        &self,
        port: &impl Ports,
        who: &Who,
        key: &str,
    ) -> Answer<Option<Candidate>> {
        let value = port.get(Area::Local, &match_key(who, key)).await?;
        Ok(value.and_then(json::read))
    }

    /// Looks for these people, 25 a call.
    pub(super) async fn find<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        people: &[MatchQuery],
        depth: Depth,
    ) -> Answer<MatchResults> {
        let who = cx.signed_in()?;
        let mut looked = MatchResults {
            at: cx.port().now() as i64,
            ..MatchResults::default()
        };
        for people in people.chunks(PEOPLE) {
            let keys: Vec<String> = people
                .iter()
                .map(|wanted| match_key(who, &wanted.key))
                .collect();
            let all: Vec<&str> = keys.iter().map(String::as_str).collect();
            let mut stored = cx.port().read(Area::Local, &all).await?;
            let links: Vec<Option<Candidate>> = keys
                .iter()
                .map(|key| stored.remove(key).and_then(json::read))
                .collect();
            let mut answers = self.call(cx, who, people, &links).await?;
            if let ([wanted], [None], Depth::Similar) = (people, &links[..], depth)
                && !wanted
                    .ranked(&answers.records, who)
                    .iter()
                    .any(|one| one.why.is_strong())
            {
                self.similar(cx, who, wanted, &mut answers).await?;
            }
            looked.leads_alone |= answers.leads_alone;
            looked.more |= answers.more;
            looked.similar_unchecked |= answers.similar_unchecked;
            for part in &answers.unchecked {
                if !looked.unchecked.contains(part) {
                    looked.unchecked.push(part.clone());
                }
            }
            let mut accounts = std::mem::take(&mut answers.accounts).into_iter();
            for (wanted, link) in people.iter().zip(links) {
                let mut found = self.found(cx, who, wanted, link, &answers).await?;
                found.accounts = accounts.next().flatten();
                looked.people.push(found);
            }
        }
        Ok(looked)
    }

    /// One call: both objects by name, email and match, and by the profile's link;
    /// also what became of a single person's match that is gone, or the Accounts of
    /// the companies. Five queries, as many as a call holds.
    async fn call<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        people: &[MatchQuery],
        links: &[Option<Candidate>],
    ) -> Answer<Answers> {
        // Each round learns of one column that the user may not see.
        let mut too_slow = false;
        loop {
            let mut questions = Vec::new();
            let mut by_link = false;
            for object in Object::ALL {
                let hidden = hidden(cx.port(), who, object).await?;
                let link = link_field(cx, object, &hidden);
                let mut any: Vec<Condition> = people
                    .iter()
                    .filter_map(|wanted| wanted.condition(&hidden))
                    .collect();
                let ids: Vec<String> = links
                    .iter()
                    .flatten()
                    .filter(|link| link.object == object)
                    .map(|link| link.id.clone())
                    .collect();
                if !ids.is_empty() {
                    any.push(Condition::among("Id", &ids));
                }
                if !any.is_empty() {
                    let query = matching::query(object, &Condition::any(&any), &hidden, link);
                    questions.push(get_subrequest(object.name(), &query.path()));
                }
                // By itself: the field may have no index, and what is joined by OR
                // is as slow as its slowest part.
                if let Some(field) = link.filter(|field| filterable(field, &hidden))
                    && !too_slow
                    && let Some(linked) = matching::by_link(field, people)
                {
                    let query = matching::query(object, &linked, &hidden, link);
                    questions.push(get_subrequest(&linked_to(object), &query.path()));
                    by_link = true;
                }
            }
            // Of people without a match; with a single one's there is a query of
            // deleted records in its place, and a call holds five.
            let companies = match cx.settings.contact_creation {
                true => companies(people, links),
                false => Vec::new(),
            };
            let wanted: Vec<AccountQuery> = companies.iter().flatten().cloned().collect();
            let of_accounts = account::query(&wanted);
            if let Some((query, _)) = &of_accounts {
                questions.push(get_subrequest(ACCOUNTS, &query.path()));
            }
            if let [Some(link)] = links {
                let columns: &[&str] = &["IsDeleted", "MasterRecordId"];
                let query = Query::select(columns, link.object.name())
                    .where_(&Condition::is("Id", &link.id));
                questions.push(get_subrequest("gone", &query.path_with_deleted()));
            }
            if questions.is_empty() {
                let mut none = Answers::default();
                note_unfilterable(cx.port(), who, &mut none).await?;
                return Ok(none);
            }
            let asked = match by_link {
                true => cx.rest().ask_unless_slow(questions).await,
                false => cx.rest().ask(questions).await,
            };
            let mut answers = match asked {
                Ok(answers) => answers,
                // The time was up before Salesforce's own: the certain answers are
                // asked for without what may have taken it.
                Err(problem) if by_link && problem.kind == Kind::TimedOut => {
                    too_slow = true;
                    continue;
                }
                Err(problem) => return Err(problem),
            };
            if too_slow {
                // It was the link: nobody waits for it again.
                for object in Object::ALL {
                    if let Some(field) = cx.settings.link_field(object.name()) {
                        hide(cx.port(), who, object, unfilterable(field)).await?;
                    }
                }
            }
            if !learn(cx, who, &answers).await? {
                let answer = answers.iter().position(|own| own.reference_id == ACCOUNTS);
                let answer = answer.map(|at| answers.swap_remove(at));
                let mut read = read(cx, answers)?;
                let limit = of_accounts.map_or(0, |(_, limit)| limit);
                read.accounts = accounts(companies, answer, limit, who);
                note_unfilterable(cx.port(), who, &mut read).await?;
                return Ok(read);
            }
        }
    }

    /// Adds who is of a similar name, by the search index. Without it what was
    /// found stands, and is said to be all that was looked at.
    async fn similar<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        wanted: &MatchQuery,
        answers: &mut Answers,
    ) -> Answer<()> {
        let Some(mut search) = wanted.similar() else {
            return Ok(());
        };
        for object in Object::ALL {
            if object == Object::Contact && answers.leads_alone {
                continue;
            }
            let hidden = hidden(cx.port(), who, object).await?;
            let link = link_field(cx, object, &hidden);
            search = matching::returning(search, object, &hidden, link);
        }
        let Ok(rows) = cx.rest().search(&search).await else {
            answers.similar_unchecked = true;
            return Ok(());
        };
        for object in Object::ALL {
            let own = |row: &&Value| row["attributes"]["type"] == object.name();
            let own: Vec<Value> = rows.iter().filter(own).cloned().collect();
            answers.add(object, own, cx.settings.link_field(object.name()))?;
        }
        Ok(())
    }

    async fn found<P: Ports>(
        &self,
        cx: &Context<'_, P>,
        who: &Who,
        wanted: &MatchQuery,
        link: Option<Candidate>,
        answers: &Answers,
    ) -> Answer<MatchResult> {
        let mut found = MatchResult {
            key: wanted.key.clone(),
            candidates: wanted.ranked(&answers.records, who),
            ..MatchResult::default()
        };
        let Some(link) = link else {
            // Meanwhile a Lead of this profile may have been created, or the rep
            // has matched it in another window.
            found.matched = self.get(cx.port(), who, &wanted.key).await?;
            if found.matched.is_some() {
                return Ok(found);
            }
            // Somebody of the org has created or matched it, here or elsewhere.
            let by_link = |one: &&Candidate| one.why == MatchReason::Link;
            if let Some(known) = found.candidates.iter().find(by_link).cloned() {
                self.keep(cx.port(), who, &wanted.key, &known).await?;
                found.matched = Some(known);
            }
            return Ok(found);
        };
        let of = |id: &str| answers.records.iter().find(|record| record.row.id == id);
        if let Some(record) = of(&link.id) {
            let mut now = record.row.candidate(record.object, link.why, who);
            if now.id != link.id {
                found.change = Some(Change::Converted);
                if let Some(contact) = of(&now.id) {
                    now = contact.row.candidate(contact.object, link.why, who);
                    now.converted = true;
                }
            }
            found.matched = self.renew(cx.port(), who, &wanted.key, &link, now).await?;
            if found.matched.is_none() {
                found.change = None;
            }
        } else if let Some(gone) = answers.gone.as_deref()
            && gone.iter().all(|gone| gone.is_deleted)
        {
            // A record that nobody can see any more is no match either.
            let into = gone.iter().find_map(|gone| gone.master_record_id.clone());
            let into = into.into_iter().collect();
            match records(cx, who, into, link.why).await?.pop() {
                Some(master) => {
                    found.matched = self
                        .renew(cx.port(), who, &wanted.key, &link, master)
                        .await?;
                    found.change = found.matched.as_ref().map(|_| Change::Merged);
                }
                None => {
                    self.forget(cx, who, &wanted.key).await?;
                    found.change = Some(Change::Deleted);
                }
            }
        } else {
            found.matched = Some(link);
        }
        Ok(found)
    }

    /// Ties a profile to a record, here alone.
    async fn keep(
        &self,
        port: &impl Ports,
        who: &Who,
        key: &str,
        record: &Candidate,
    ) -> Answer<()> {
        let _one = self.lock.lock().await;
        write(port, who, key, record).await
    }

    /// Keeps a match as the org has it now, unless it was undone or changed
    /// while the org was being asked: then there is nothing to say of it.
    async fn renew(
        &self,
        port: &impl Ports,
        who: &Who,
        key: &str,
        asked: &Candidate,
        now: Candidate,
    ) -> Answer<Option<Candidate>> {
        let _one = self.lock.lock().await;
        let still = self.get(port, who, key).await?;
        if still.is_none_or(|still| still.id != asked.id) {
            return Ok(None);
        }
        write(port, who, key, &now).await?;
        Ok(Some(now))
    }

    /// Undoes that. A Lead that was created from here is no longer the profile's
    /// either.
    async fn forget<P: Ports>(&self, cx: &Context<'_, P>, who: &Who, key: &str) -> Answer<()> {
        let _one = self.lock.lock().await;
        let link = match_key(who, key);
        cx.port().remove(Area::Local, &[link.as_str()]).await?;
        cx.worker.journal.archive(cx.port(), who, key).await
    }
}

async fn write(port: &impl Ports, who: &Who, key: &str, record: &Candidate) -> Answer<()> {
    let entry = (match_key(who, key), json::write(record));
    Ok(port.set(Area::Local, vec![entry]).await?)
}

/// Whose company is to be looked for among the Accounts: of those without a match.
fn companies(people: &[MatchQuery], links: &[Option<Candidate>]) -> Vec<Option<AccountQuery>> {
    let pairs = people.iter().zip(links);
    let of = pairs.map(|(wanted, link)| {
        link.is_none()
            .then(|| AccountQuery::of(&wanted.company, &wanted.email, &wanted.website))
    });
    of.collect()
}

/// The Accounts that each company may be, the nearest first.
fn accounts(
    companies: Vec<Option<AccountQuery>>,
    answer: Option<SubResponse>,
    limit: u32,
    who: &Who,
) -> Vec<Option<Accounts>> {
    let found = match answer.map(|answer| answer.records::<Value>()) {
        None => Ok(None),
        Some(Ok(records)) => Ok(Some(account::Found::of(records, limit))),
        // No access to Accounts, or too many to look at: no other answer is lost.
        Some(Err(_)) => Err(()),
    };
    let of = |company: AccountQuery| match &found {
        Ok(Some(found)) => company.ranked(found, who),
        Ok(None) => Accounts::default(),
        Err(()) => Accounts {
            unchecked: true,
            ..Accounts::default()
        },
    };
    companies
        .into_iter()
        .map(|company| company.map(of))
        .collect()
}

/// Notes the fields that nothing was filtered by.
async fn note_unfilterable(port: &impl Ports, who: &Who, read: &mut Answers) -> Answer<()> {
    for object in Object::ALL {
        let hidden = hidden(port, who, object).await?;
        let fields = hidden.iter().filter_map(|field| field.strip_prefix('~'));
        for field in fields {
            let named = format!("{}.{field}", object.name());
            if !read.unchecked.contains(&named) {
                read.unchecked.push(named);
            }
        }
    }
    Ok(())
}

/// Columns that Salesforce has refused to this user before.
async fn hidden(port: &impl Ports, who: &Who, object: Object) -> Answer<Vec<String>> {
    let key = hidden_key(who, object);
    let known = port.get(Area::Session, &key).await?;
    Ok(known.and_then(json::read).unwrap_or_default())
}

/// Notes a column as hidden. Whether that is news.
async fn hide(port: &impl Ports, who: &Who, object: Object, column: String) -> Answer<bool> {
    let mut hidden = hidden(port, who, object).await?;
    if hidden.contains(&column) {
        return Ok(false);
    }
    hidden.push(column);
    let entry = (hidden_key(who, object), json::write(&hidden));
    port.set(Area::Session, vec![entry]).await?;
    Ok(true)
}

/// Whether an answer has refused a column that was not known to be hidden. A
/// field for the link that takes too long is noted, for this session of the
/// browser, and what was answered stands.
async fn learn<P: Ports>(cx: &Context<'_, P>, who: &Who, answers: &[SubResponse]) -> Answer<bool> {
    let port = cx.port();
    for object in Object::ALL {
        let link = cx.settings.link_field(object.name());
        let (mut refused, mut slow) = (None, None);
        for answer in answers {
            let by_link = answer.reference_id == linked_to(object);
            let code = answer.body[0]["errorCode"].as_str();
            let message = answer.body[0]["message"].as_str().unwrap_or_default();
            if by_link && code == Some("QUERY_TIMEOUT") {
                slow = link.map(unfilterable);
            }
            let own = by_link || answer.reference_id == object.name();
            if own && code == Some("INVALID_FIELD") {
                let link = link.filter(|field| message.contains(&format!("'{field}'")));
                let column = matching::hidden_by(object, message).or(link);
                refused = refused.or(column.map(|column| {
                    match message.contains("can not be filtered") {
                        true => unfilterable(column),
                        false => column.to_owned(),
                    }
                }));
            }
        }
        if let Some(slow) = slow {
            hide(port, who, object, slow).await?;
        }
        if let Some(column) = refused
            && hide(port, who, object, column).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn read<P: Ports>(cx: &Context<'_, P>, answers: Vec<SubResponse>) -> Answer<Answers> {
    let mut read = Answers::default();
    // One question that failed takes no other's answer along.
    let mut failed = None;
    let mut answered = false;
    for answer in answers {
        let asked = answer.reference_id.as_str();
        let Some(object) = Object::named(asked.strip_prefix(LINKED).unwrap_or(asked)) else {
            // Without it a missing match is only not confirmed.
            read.gone = answer.records().ok();
            continue;
        };
        let by_link = asked != object.name();
        let no_object = answer.body[0]["errorCode"] == "INVALID_TYPE";
        if object == Object::Contact && no_object {
            read.leads_alone = true;
            continue;
        }
        let link = cx.settings.link_field(object.name());
        let rows: Vec<Value> = match answer.records() {
            Ok(rows) => rows,
            Err(problem) => {
                let field = link.filter(|_| by_link);
                let field = field.map(|field| format!(".{field}"));
                read.unchecked
                    .push(object.name().to_owned() + &field.unwrap_or_default());
                if !by_link {
                    failed = Some(problem);
                }
                continue;
            }
        };
        answered |= !by_link || !rows.is_empty();
        read.add(object, rows, link)?;
    }
    if let Some(problem) = failed.filter(|_| !answered) {
        return Err(problem);
    }
    Ok(read)
}

async fn records<P: Ports>(
    cx: &Context<'_, P>,
    who: &Who,
    ids: Vec<String>,
    why: MatchReason,
) -> Answer<Vec<Candidate>> {
    let mut questions = Vec::new();
    for object in Object::ALL {
        let fits = |id: &&String| is_record_id(id) && Object::of(id) == Some(object);
        let own: Vec<String> = ids.iter().filter(fits).cloned().collect();
        if !own.is_empty() {
            let hidden = hidden(cx.port(), who, object).await?;
            let query = matching::query(object, &Condition::among("Id", &own), &hidden, None);
            questions.push(get_subrequest(object.name(), &query.path()));
        }
    }
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let read = read(cx, cx.rest().ask(questions).await?)?;
    let card = |record: &Record| record.row.candidate(record.object, why, who);
    Ok(read.records.iter().map(card).collect())
}

impl<P: Ports> Handle<P> for FindMatches {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<MatchResults> {
        let matches = &cx.worker.matches;
        matches.find(cx, &self.people, Depth::Similar).await
    }
}

/// The Leads and Contacts that Salesforce has named, the last changed first.
impl<P: Ports> Handle<P> for ReadRecords {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Vec<Candidate>> {
        let who = cx.signed_in()?;
        records(cx, who, self.ids, MatchReason::DuplicateRule).await
    }
}

impl<P: Ports> Handle<P> for Match {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Matched> {
        let who = cx.signed_in()?;
        let record = *self.record;
        if !is_record_id(&record.id) || Object::of(&record.id) != Some(record.object) {
            return Err(Problem::new(Kind::NotAllowed));
        }
        let record = Candidate {
            url: format!("{}/{}", who.instance_url, record.id),
            why: MatchReason::Matched,
            ..record
        };
        let matches = &cx.worker.matches;
        matches.keep(cx.port(), who, &self.key, &record).await?;
        // The profile is matched, whatever becomes of its link.
        let link = match cx.settings.written_link(record.object.name()) {
            Some(field) => Some(write_link(cx, &record, field, &self.link).await),
            None => None,
        };
        Ok(Matched { record, link })
    }
}

/// Writes the profile's link into a record whose field for it is empty, and
/// nothing else: the change takes the record's id from a query that finds it so,
/// in the same call, and fails where it finds none.
async fn write_link<P: Ports>(
    cx: &Context<'_, P>,
    record: &Candidate,
    field: &str,
    link: &str,
) -> LinkWritten {
    let object = record.object.name();
    // A text with `@{` is a reference to Salesforce.
    if !link.starts_with("https://") || link.contains("@{") {
        return LinkWritten::No(Kind::NotAllowed.into());
    }
    let empty = [Condition::is("Id", &record.id), Condition::is_empty(field)];
    let query = Query::select(&["Id"], object).where_(&Condition::all(&empty));
    let mut body = Map::new();
    body.insert(field.to_owned(), link.into());
    let change = patch_subrequest(
        "change",
        &format!("{}/@{{empty.records[0].Id}}", record.object.path()),
        &Value::Object(body),
    );
    let calls = vec![get_subrequest("empty", &query.path()), change];
    let answers = match cx.rest().write(calls).await {
        Ok(answers) => answers,
        Err(problem) => return LinkWritten::No(problem),
    };
    match &answers[..] {
        [empty, _] if empty.http_status_code != 200 => LinkWritten::No(empty.problem()),
        [empty, _] if empty.body["records"][0].is_null() => LinkWritten::Held,
        [_, change] if (200..300).contains(&change.http_status_code) => LinkWritten::Yes,
        [_, change] => LinkWritten::No(change.problem()),
        _ => LinkWritten::No(Kind::BrokenJson.into()),
    }
}

impl<P: Ports> Handle<P> for Unmatch {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<()> {
        let who = cx.signed_in()?;
        cx.worker.matches.forget(cx, who, &self.key).await
    }
}

impl<P: Ports> Worker<P> {
    /// Whether the profile that an address shows is matched, for the button in
    /// the page. The address is untrusted, and the answer is only yes or no.
    ///
    /// # Errors
    /// Storage that cannot be read.
    pub async fn is_matched(&self, address: &str) -> Answer<bool> {
        let settings = self.policy().await?.settings;
        let who = self.sessions.who(&self.port, settings.target()).await?;
        let Some(who) = who else {
            return Ok(false);
        };
        match profile_key(address) {
            Some(key) => {
                let key = key.to_string();
                let matched = self.matches.get(&self.port, &who, &key).await?;
                Ok(matched.is_some())
            }
            None => Ok(false),
        }
    }
}

/// How the question for Accounts is called.
const ACCOUNTS: &str = "accounts";

/// How the question by the profile's link is called, before the object.
const LINKED: &str = "linked";

fn linked_to(object: Object) -> String {
    format!("{LINKED}{}", object.name())
}
