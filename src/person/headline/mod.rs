//! A headline is what a person likes to say of themselves, seldom a title. Only
//! clear shapes are taken, and in doubt: "Title at Company" with one join, a title
//! that names a role and a company that is a name; a title alone; the orders of
//! East Asia. Of several parts the first that is clear counts.

mod companies;
mod east_asia;
mod joins;
mod parts;
mod roles;
mod statements;

use super::letters::{fold, readable};
use super::words::words;
use super::{Doubt, Job, Known, Source, listed};
use companies::{has_form, is_company, is_named_company};
use joins::{JOINS, with_company};
use parts::{between, parts, without_doubling};
use roles::{ROLES, bare, begins_large, is_field, is_person, is_role};
use statements::{DEPARTMENTS, NO_JOB, NO_TITLE_WORDS, is_statement, title_alone};

words! {
    /// Behind a comma: what was, and is no longer.
    PAST = "ex former formerly previously prev past anteriormente antes zuvor vorher fruher ehemals voorheen tidigare \
    tidligere anciennement precedemment precedentemente dawniej wczesniej";
}

words! {
    /// Parts of the world that people are in charge of: no companies.
    AREAS = "north south east west northern southern eastern western central america americas europe asia africa \
    pacific emea apac amer dach latam mena nordics benelux iberia uk usa us anz international worldwide global \
    middle ireland france germany italy spain india china japan brazil mexico canada australia deutschland \
    osterreich schweiz norden sverige norge danmark suomi";
}

words! {
    /// Fields that people work in, behind "en", "in": no companies.
    FIELDS = "sistemas marketing ventas vendas finanzas financas recursos derecho direito economia \
    ingenieria engenharia ciencias informatica administracion administracao gestion gestao comercio salud \
    saude educacion educacao tecnologia ti it rh rrhh seguridad seguranca logistica medicina psicologia \
    contabilidad contabilidade comunicacion comunicacao design diseno arquitectura arquitetura sales engineering \
    finance data digital business software vertrieb ia ai transition formation charge management supply \
    customer product operations technology healthcare education research training residence";
}

/// Signs within a part that make it no clear statement.
const NOT_CLEAR: &[char] = &[
    '!', '?', ':', '"', '“', '”', '„', '+', '%', '[', ']', '=', '…', '_', '\\', '{', '}', '<', '>',
    '*', '#', '→',
];

/// Longest headline that can be clear, in characters.
const LONGEST: usize = 120;

/// The job in a headline of a clear shape; a title without company where only
/// that is clear.
pub fn job(headline: &str) -> Option<Job> {
    let text = readable(headline, LONGEST * 4);
    if headline.chars().count() > LONGEST * 4 {
        return None;
    }
    let parts = parts(&text);
    // A sentence about more than the present.
    let mut alone: Option<(String, Option<String>)> = None;
    for (at, part) in parts.iter().enumerate() {
        let (sign, part) = between(part);
        let part = without_later(without_doubling(part));
        // "Software Engineer!"
        let part = match part.strip_suffix('!') {
            Some(calm) if calm.ends_with(char::is_alphanumeric) && title_alone(calm) => calm,
            _ => part,
        };
        // "CFO at Contoso (NYSE: CTSO)"
        let part = match part.rsplit_once(" (") {
            Some((front, listing))
                if listing.contains(": ") && !listing.contains(char::is_lowercase) =>
            {
                front
            }
            _ => part,
        };
        let past = ["전 ", "前", "元", "曾", "退休"]
            .iter()
            .any(|word| part.starts_with(word));
        if past
            || part.chars().count() > LONGEST
            || part.contains(NOT_CLEAR)
            || part.contains(" in training")
        {
            continue;
        }
        if let Some((title, company)) = with_company(part) {
            // "CEO at Fabrikam / Northwind": two companies?
            let next = parts.get(at + 1).map(|next| between(next));
            let role = |word: &str| ROLES.hold(&bare(word));
            if next
                .is_some_and(|(sign, next)| sign == Some('/') && !next.split_whitespace().any(role))
            {
                return None;
            }
            // "Assistant Manager - Accounts Payable at Fabrikam"
            let before = at.checked_sub(1).and_then(|at| parts.get(at));
            let before = before.map(|before| between(before).1);
            let title = match (before, sign) {
                (Some(before), Some('-' | '–' | '—'))
                    if title_alone(before) && !title.split_whitespace().any(is_person) =>
                {
                    format!("{before} {} {title}", sign.unwrap_or('-'))
                }
                _ => title,
            };
            return Some(found(title, Some(company)));
        }
        // Behind others a single word may be anything.
        let single = at > 0 && !part.contains(' ') && part.is_ascii() && !ROLES.hold(&bare(part));
        // "Speaker | Author | Coach", "Manager - Risk - North": no title.
        let bare_role = !part.contains(' ') && part.is_ascii();
        let singles = parts
            .iter()
            .map(|part| between(part).1)
            .filter(|part| !part.contains(' '));
        let listed_roles = bare_role
            && singles.clone().count() > 2
            && singles.clone().any(|word| NO_JOB.hold(&bare(word)));
        let divided = bare_role
            && parts.len() > at + 2
            && parts[at + 1..]
                .iter()
                .all(|next| between(next).0.is_some_and(|sign| sign != '/'));
        if listed_roles || divided {
            continue;
        }
        // "Sales Manager - DACH at Contoso": what follows belongs to it.
        let goes_on = parts.get(at + 1).is_some_and(|next| {
            let joined = next.split_whitespace().any(|word| listed(JOINS, word));
            let (sign, next) = between(next);
            joined && with_company(next).is_none() && sign != Some('/')
        });
        if alone.is_none() && goes_on && title_alone(part) {
            return None;
        }
        if alone.is_none() && !single && title_alone(part) {
            // "Vertriebsleiter | Musterwerk GmbH"
            let before = at.checked_sub(1).and_then(|at| parts.get(at));
            let beside = [parts.get(at + 1), before];
            let company = beside
                .into_iter()
                .flatten()
                .map(|part| between(part).1)
                .find(|part| is_named_company(&part.split_whitespace().collect::<Vec<_>>()));
            // "Chef de projet | Contoso | ex-Fabrikam"
            let company = company.or_else(|| {
                let next = between(parts.get(at + 1)?).1;
                let past = between(parts.get(at + 2)?).1;
                let first = past.split([' ', '-']).next().unwrap_or_default();
                let words: Vec<&str> = next.split_whitespace().collect();
                let name = words
                    .iter()
                    .all(|word| begins_large(word) && !is_role(word));
                (PAST.hold(first) && !begins_large(first) && name && is_company(&words))
                    .then_some(next)
            });
            alone = Some((part.trim().to_owned(), company.map(str::to_owned)));
            if alone.as_ref().is_some_and(|(_, company)| company.is_some()) {
                break;
            }
        }
    }
    let (title, company) = alone.or_else(|| before_form(&parts))?;
    Some(found(title, company))
}

/// "Juge | Fabrikam SAS": before a company with a legal form any words are a
/// title, but for fields of work alone.
fn before_form(parts: &[String]) -> Option<(String, Option<String>)> {
    let [title, company, ..] = parts else {
        return None;
    };
    let [(_, title), (sign, company)] = [title, company].map(|part| between(part));
    let [words, of_company] =
        [title, company].map(|part| part.split_whitespace().collect::<Vec<_>>());
    let sentence = |word: &&&str| NO_TITLE_WORDS.hold(&bare(word)) || word.ends_with(',');
    let work =
        |word: &&str| is_field(word) || DEPARTMENTS.hold(&bare(word)) || FIELDS.hold(&bare(word));
    let clear = sign != Some('/')
        && words.len() < 6
        && !title.contains(NOT_CLEAR)
        && !has_form(&words)
        && is_statement(&words)
        && !words.iter().all(work)
        && words.iter().find(sentence).is_none()
        && has_form(&of_company)
        && is_company(&of_company);
    clear.then(|| (title.to_owned(), Some(company.to_owned())))
}

fn found(title: String, company: Option<String>) -> Job {
    let doubted = |text: String| {
        Known::certain(text, Source::Headline).map(|known| known.doubted(Doubt::FromHeadline))
    };
    Job {
        title: doubted(title),
        company: company.and_then(doubted),
        page: None,
    }
}

/// "Consultant at Fabrikam, previously at Contoso": without what was before, and
/// without a second job.
fn without_later(part: &str) -> &str {
    let commas = part.match_indices(", ").map(|(at, _)| part.split_at(at));
    for (front, back) in commas {
        let back = back.trim_start_matches([',', ' ']);
        let first = back.split([' ', '-']).next().unwrap_or_default();
        let before = PAST.hold(&fold(first));
        if (before || with_company(back).is_some()) && with_company(front).is_some() {
            return front;
        }
    }
    part
}
