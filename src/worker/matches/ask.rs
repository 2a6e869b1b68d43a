//! What one call asks of the org's records, and what its answers say.

use super::columns::{hidden, hide, learn, link_field, note_unfilterable};
use crate::matching::account::{self, AccountQuery, Accounts};
use crate::matching::query::{self, LIMIT, filterable, unfilterable};
use crate::matching::rank::{Record, Row};
use crate::matching::{Candidate, MatchQuery, MatchReason};
use crate::port::Ports;
use crate::problem::{Answer, Kind};
use crate::salesforce::id::is_record_id;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::salesforce::rest::{SubResponse, get_subrequest};
use crate::salesforce::soql::{Condition, Query};
use crate::worker::Context;
use serde_json::Value;

/// What one call found.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) records: Vec<Record>,
    /// What a query of deleted records says of the matched one; `None`: it was
    /// not asked, or not answered.
    pub(super) gone: Option<Vec<Gone>>,
    pub(super) leads_alone: bool,
    pub(super) more: bool,
    pub(super) unchecked: Vec<String>,
    pub(super) similar_unchecked: bool,
    /// Of each person, in their order; nobody's, if that was not asked.
    pub(super) accounts: Vec<Option<Accounts>>,
}

/// A record that only a query of deleted ones finds.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Gone {
    pub(super) is_deleted: bool,
    #[serde(default)]
    pub(super) master_record_id: Option<String>,
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

/// One call: both objects by name, email and match, and by the profile's link;
/// also what became of a single person's match that is gone, or the Accounts of
/// the companies. Five queries, as many as a call holds.
pub(super) async fn call<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
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
                let query = query::select(object, &Condition::any(&any), &hidden, link);
                questions.push(get_subrequest(object.name(), &query.path()));
            }
            // By itself: the field may have no index, and what is joined by OR
            // is as slow as its slowest part.
            if let Some(field) = link.filter(|field| filterable(field, &hidden))
                && !too_slow
                && let Some(linked) = query::by_link(field, people)
            {
                let query = query::select(object, &linked, &hidden, link);
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
            let query =
                Query::select(columns, link.object.name()).where_(&Condition::is("Id", &link.id));
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
pub(super) async fn similar<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
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
        search = query::returning(search, object, &hidden, link);
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
    who: &User,
) -> Vec<Option<Accounts>> {
    let found = match answer.map(|answer| answer.records::<Value>()) {
        None => Ok(None),
        Some(Ok(records)) => Ok(Some(account::AccountRows::of(records, limit))),
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

pub(super) async fn records<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
    ids: Vec<String>,
    why: MatchReason,
) -> Answer<Vec<Candidate>> {
    let mut questions = Vec::new();
    for object in Object::ALL {
        let fits = |id: &&String| is_record_id(id) && Object::of(id) == Some(object);
        let own: Vec<String> = ids.iter().filter(fits).cloned().collect();
        if !own.is_empty() {
            let hidden = hidden(cx.port(), who, object).await?;
            let query = query::select(object, &Condition::among("Id", &own), &hidden, None);
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

/// How the question for Accounts is called.
const ACCOUNTS: &str = "accounts";

/// How the question by the profile's link is called, before the object.
const LINKED: &str = "linked";

pub(super) fn linked_to(object: Object) -> String {
    format!("{LINKED}{}", object.name())
}
