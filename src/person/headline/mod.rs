//! A headline is what a person likes to say of themselves, seldom a title. Only
//! clear shapes are taken, and in doubt: "Title at Company" with one join, a title
//! that names a role and a company that is a name; a title alone; the orders of
//! East Asia. Of several parts the first that is clear counts. A title beside words
//! that may be its company, or not, gives nothing: who reads "CTO" and no company
//! would think that there is none.

mod asides;
mod beside;
mod companies;
mod east_asia;
mod industries;
mod joins;
mod parts;
mod roles;
mod statements;
mod trades;

use super::letters::readable;
use super::words::words;
use super::{Doubt, Job, Known, Source};
use asides::{without_asides, without_certificates, without_later};
use beside::{Near, is_area, is_field_or_area, near};
use companies::{begins_body, has_form, is_company, is_named_company, is_work};
use joins::{LOOSE_JOINS, has_join, with_company};
use parts::{between, parts, words_in};
use roles::{ROLES, any, any_person, bare, has, is_field, is_known_role, is_person, may_be_person};
use statements::{FOUNDERS, NO_JOB, NO_TITLE_WORDS, is_seeking, is_statement, title_alone};
use trades::is_office;

words! {
    /// What somebody is besides a job.
    BESIDES = "board advisor adviser advisory mentor trustee member investor non-executive ned nxd conselheira conselheiro consejera consejero consigliere beirat beiratin \
    beiratsmitglied aufsichtsrat aufsichtsratin administrateur administratrice bestuurslid commissaris toezichthouder styrelsemedlem styrelseledamot styreleder styremedlem bestyrelsesmedlem \
    bestyrelsesformand hallituksen fellow volunteer ambassador host guest visiting speaker lecturer";
}

words! {
    /// As what people speak of themselves, one beside the other.
    PERSONAS = "consultant konzultant kouc trainerin speakerin mum dad ομιλητησ εκπαιδευτησ speaker author host mentor coach podcaster blogger youtuber storyteller writer investor advisor adviser trainer artist poet keynote creator influencer spreker auteur ponente conferencista palestrante escritor escritora autor autora redner rednerin autorin relatore autore conferencier";
}

words! {
    /// Parts of the world that people are in charge of: no companies.
    pub(crate) AREAS = "north south east west northern southern eastern western central america americas europe asia africa \
    pacific emea apac amer dach latam mena nordics benelux iberia uk usa us anz international worldwide global \
    middle southeast south-east southeastern northeast north-east northwest north-west southwest south-west midwest \
    global regional national ireland france germany italy spain india china japan brazil mexico canada australia deutschland \
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

/// The title in a headline of a clear shape.
pub fn title(headline: &str) -> Option<Known> {
    job(headline)?.title
}

/// The job in a headline of a clear shape; a title without company where only
/// that is clear, and a company alone that has a legal form or says what it is.
pub fn job(headline: &str) -> Option<Job> {
    let text = readable(headline, LONGEST * 4);
    if headline.chars().count() > LONGEST * 4 {
        return None;
    }
    let parts = parts(&without_certificates(&text));
    let mut alone: Option<(String, Option<&str>)> = None;
    let parts: Vec<(Option<char>, &str)> = parts
        .iter()
        .map(|part| {
            let (sign, part) = between(part);
            (sign, without_later(part))
        })
        .collect();
    // "Open to work | Product Manager": no longer, or not yet.
    if parts.first().is_some_and(|(_, part)| is_seeking(part)) {
        return None;
    }
    for (at, (sign, part)) in parts.iter().copied().enumerate() {
        let part = without_asides(part);
        let past = ["전 ", "前", "元", "曾", "退休"]
            .iter()
            .any(|word| part.starts_with(word));
        if past
            || part.chars().count() > LONGEST
            || is_unclear(part)
            || part.contains(" in training")
        {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| parts.get(at));
        let next = parts.get(at + 1);
        if let Some((title, company)) = with_company(part) {
            // "CEO at Fabrikam / Northwind": two companies?
            let two = next.is_some_and(|(sign, next)| {
                *sign == Some('/') && with_company(next).is_none() && !any(&ROLES, &words_in(next))
            });
            // "Ingeniero en Minas - Compañía Minera Quebrada S.A."
            if next.is_some_and(|(sign, _)| sign.is_some())
                && !has_form(&words_in(&company))
                && !has_join(&words_in(part))
                && let Some((title, company)) = before_form(&parts[at..])
            {
                return Some(found(title.to_owned(), company.map(str::to_owned)));
            }
            // "Founder @ Fabrikam | CMO @ Contoso": which of them?
            let another = parts[at + 1..].iter().any(|(_, other)| {
                with_company(without_later(other)).is_some_and(|(title, other)| {
                    other != company && !any(&BESIDES, &words_in(&title))
                })
            });
            if two || another {
                return None;
            }
            // "Assistant Manager - Accounts Payable at Fabrikam"
            // "Principal Consultant / Owner at Fabrikam"
            let person = any_person(&words_in(&title));
            let title = match (before, sign) {
                (Some((_, before)), Some('-' | '–' | '—' | '/'))
                    if title_alone(before) && (sign == Some('/') || !person) =>
                {
                    // "Founder / CEO / Chairman at Fabrikam"
                    if parts[at - 1].0 == Some('/') {
                        return None;
                    }
                    joined(before, sign, &title)
                }
                // "Purchase at Fabrikam Ltd", behind what may be the title
                (Some(_), Some(_)) if !person => return None,
                _ => title,
            };
            return Some(found(title, Some(company)));
        }
        if alone.is_some() {
            continue;
        }
        // Behind others a single word may be anything.
        let single = !part.contains(' ') && part.is_ascii();
        // "Speaker | Author | Coach", "Manager - Risk - North": no title.
        let singles = || parts.iter().filter(|(_, part)| !part.contains(' '));
        let listed_roles =
            single && singles().count() > 2 && singles().any(|(_, word)| has(&NO_JOB, word));
        let divided = single
            && parts.len() > at + 2
            && parts[at + 1..].iter().all(|(sign, other)| {
                sign.is_some_and(|sign| sign != '/') && !is_named_company(&words_in(other))
            });
        // "Keynote Speaker | Author | Podcast Host"
        let persona = |(_, part): &(Option<char>, &str)| {
            words_in(part)
                .last()
                .is_some_and(|last| has(&PERSONAS, last))
        };
        // "Barista / Actor / Writer", "Content Creator | Coach | Mum of 3"
        let aside = |part: &(Option<char>, &str)| persona(part) || any(&NO_JOB, &words_in(part.1));
        let role = |part: &(Option<char>, &str)| {
            let words = words_in(part.1);
            persona(part) || words.len() < 4 && any_person(&words)
        };
        let slashed = next.is_some_and(|(sign, _)| *sign == Some('/'));
        let others = &parts[1..];
        // "Nurse / Yoga Teacher", "Electrician | Plumber | Handyman"
        let by_slash = parts.get(1).is_some_and(|(sign, _)| *sign == Some('/'));
        let trade = |part: &(Option<char>, &str)| {
            let words = words_in(part.1);
            words.len() < if by_slash { 4 } else { 3 }
                && words.last().is_some_and(|word| is_person(word))
                && !is_office(&words)
        };
        let trades = others.len() > usize::from(!by_slash) && parts.iter().all(trade);
        let personas = at > 0 && parts[..=at].iter().all(persona)
            || others.len() > 1
                && (slashed && parts.iter().all(role)
                    || others.iter().all(persona)
                    || persona(&parts[0]) && others.iter().all(aside));
        // "CEO | Speaker | Author"
        if (listed_roles || personas) && !has(&FOUNDERS, part)
            || divided
            || trades
            || !title_alone(part)
        {
            continue;
        }
        // "Senior Manager - Supply Chain at Fabrikam", "VP Sales / Cloud / Data at
        // Contoso": what follows belongs to it.
        let tail = &parts[at + 1..];
        // "Responsable de Compras / Almacén en Grupo Ribera"
        let joins = |(sign, part): &(Option<char>, &str)| {
            let words = words_in(part);
            let loose = |word: &&str| LOOSE_JOINS.hold(word);
            has_join(&words) || *sign == Some('/') && words.len() > 2 && words.iter().any(loose)
        };
        let slashes = tail
            .iter()
            .take_while(|next| next.0 == Some('/') && !joins(next))
            .count();
        if let Some(last @ (sign, next)) = tail.get(slashes)
            && (slashes == 0 || *sign == Some('/'))
            && joins(last)
            && with_company(next).is_none()
        {
            let (title, company) = with_company(&format!("{part} {next}"))?;
            let mut clear = sign.is_some();
            let mut whole = part.to_owned();
            let last = (*sign, title.strip_prefix(part)?.trim());
            for (sign, field) in tail[..slashes].iter().chain([&last]) {
                clear &= is_field_or_area(field);
                whole = joined(&whole, *sign, field);
            }
            return clear.then(|| found(whole, Some(company)));
        }
        if at > 0 && single && !has(&ROLES, part) {
            continue;
        }
        // "Commercial Director – EMEA – Fabrikam Coatings", "CEO / Founder / Dreamer",
        // "Lekarz – specjalista chirurgii"
        let area = next.filter(|(sign, next)| {
            let words = words_in(next);
            match sign {
                None => false,
                Some('/') => is_office(&words_in(part)) && is_office(&words) && title_alone(next),
                Some(_) => {
                    is_area(&words)
                        || next.starts_with(char::is_lowercase) && may_be_person(words[0])
                }
            }
        });
        let title = match area {
            Some((sign, area)) => joined(part, *sign, area),
            None => part.to_owned(),
        };
        let Near { company, clear } = near(&parts, at, usize::from(area.is_some()));
        if !clear {
            return None;
        }
        alone = Some((title, company));
        if company.is_some() {
            break;
        }
    }
    // "Oakhurst Fasteners Ltd"
    if let [(_, company)] = parts.as_slice()
        && is_company_alone(company)
    {
        return Some(found(String::new(), Some((*company).to_owned())));
    }
    let (title, company) = alone.or_else(|| {
        let (title, company) = before_form(&parts)?;
        Some((title.to_owned(), company))
    })?;
    Some(found(title, company.map(str::to_owned)))
}

/// A company with a legal form, or that says what it is, and nobody in it.
fn is_company_alone(company: &str) -> bool {
    let words = words_in(company);
    let other = |word: &&str| is_known_role(&bare(word)) || has(&NO_JOB, word);
    company < "\u{2e80}"
        && words.len() > 1
        && (has_form(&words) || begins_body(&words))
        && is_company(&words)
        && !words.iter().any(other)
}

/// The two parts of a title around their dash.
#[inline(never)]
fn joined(front: &str, sign: Option<char>, back: &str) -> String {
    format!("{front} {} {back}", sign.unwrap_or('-'))
}

/// Signs that leave a statement unclear; a quotation mark between Hebrew letters
/// is none.
fn is_unclear(part: &str) -> bool {
    let hebrew = |c: Option<char>| c.is_some_and(|c| ('א'..='ת').contains(&c));
    part.match_indices(NOT_CLEAR).any(|(at, sign)| {
        sign != "\""
            || !(hebrew(part[..at].chars().next_back()) && hebrew(part[at + 1..].chars().next()))
    })
}

/// "Juge | Fabrikam SAS": before a company with a legal form any words are a
/// title, but for fields of work alone.
fn before_form<'a>(parts: &[(Option<char>, &'a str)]) -> Option<(&'a str, Option<&'a str>)> {
    let [title, company, ..] = parts else {
        return None;
    };
    let [(_, title), (sign, company)] = [title, company];
    let [words, of_company] = [title, company].map(|part| words_in(part));
    let sentence = |word: &&&str| has(&NO_TITLE_WORDS, word) || word.ends_with(',');
    let work = |word: &&str| is_field(word) || is_work(word);
    let clear = *sign != Some('/')
        && words.len() < 6
        && !is_unclear(title)
        && !has_form(&words)
        && is_statement(&words)
        && !words.iter().all(work)
        && words.iter().find(sentence).is_none()
        && has_form(&of_company)
        && is_company(&of_company);
    clear.then_some((title, Some(company)))
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
