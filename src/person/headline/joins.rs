//! Title and company in one part of a headline: around a word that joins them, a
//! comma, or in the orders of East Asia.

use super::asides::PAST;
use super::beside::{Beside, beside, leads};
use super::companies::{
    IN_FRONT, begins_body, has_form, is_body, is_company, is_only_form, is_part_or_kind, is_work,
};
use super::east_asia::{east_asian, named_in_east_asia};
use super::industries::is_name;
use super::parts::words_in;
use super::roles::{
    ROLES, any, any_person, bare, begins_large, has, is_field, is_known_role, is_person, is_role,
};
use super::statements::{
    DEPARTMENTS, FOUNDERS, LAW, NO_JOB, is_statement, is_title, is_title_before, title_alone,
};
use super::{AREAS, FIELDS};
use crate::person::letters::fold;
use crate::person::listed;
use crate::person::words::words;

/// What joins title and company in one of several languages, and nothing else.
pub(super) const JOINS: &str = "tại ที่ אצל at @ bei beim chez presso hos bij w på στην στη στο";

words! {
    /// Joins that stand within titles as well ("Ingeniero en Sistemas"): only before
    /// a name in capitals that is no field, or where the company has a legal form.
    pub(super) LOOSE_JOINS = "op společnosti spoločnosti firmy spółki компании компанії компанія kompanije tvrtke podjetja društva an בחברת ved vo am im à au aux all' nell' with در ב- во në en em i na no in a la v ve u в у на der في لدى";
}

/// Joins that stand within titles far more often: only before a legal form.
pub(super) const OF: &str =
    "av af firmy der of dell' d' de di du do da del della dei dello degli delle von van dos";

/// Between two roles of one person.
const AND: &str = "y e et en und &";

words! {
    /// Whoever stands before what is theirs, by a word of [`OF`].
    pub(super) OWNERS = "socio-fundador socia-fundadora socio-fundadora co-fundadora socio-diretor fundador-diretor socio socia \
    cofundador cofundadora co-fundador fondatore cofondatore co-fondateur titolare propietario propietaria \
    proprietario proprietaria proprietaire dueno duena dono dona mitgrunder mitgrunderin medeoprichter \
    amministratore delegato gerant gerante";
}

words! {
    /// What may stand between a join and the company: "в компании", "la empresa".
    pub(super) THE_COMPANY = "the de het l' kompaniji podjetju tvrtki kompanii firmi spolocnosti компанії фірмі компании компанию компания фирме společnosti firme firmie spolce empresa der die das la el l'entreprise societe \
    spolecnosti firma";
}

words! {
    /// Endings of Nordic titles.
    NORDIC = "chef sjef chefen ledare leder direktor direktør konsult konsulent utvecklare utvikler udvikler \
    ansvarig ansvarlig radgivare radgiver ingenjor ingenior ingeniør koordinator saljare selger sælger johtaja paallikko \
    ceo cto cfo vd";
}

words! {
    /// Between two "at", the first of them within the title.
    pub(super) INSIDE = "scale home work law large heart night sea life last first once";
}

/// Title and company of a part.
pub(super) fn with_company(part: &str) -> Option<(String, String)> {
    let words = words_of(part);
    let plain: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !matches!(*word, "@" | "at"))
        .collect();
    if let Some(found) = east_asian(&plain) {
        return Some(found);
    }
    // "Founder of Northwind Paper", "Managing Partner of Osgood Search"
    let founder =
        |word: &&str| has(&FOUNDERS, word) || matches!(*word, "&" | "and" | "Managing" | "Partner");
    let of = words.iter().position(|word| *word == "of").filter(|at| {
        let (title, company) = (&words[..*at], &words[at + 1..]);
        title.iter().all(founder) && is_own(company) || beside(title, company) == Beside::Company
    });
    // "Akdoru Tekstil A.Ş. şirketinde Satın Alma Müdürü"
    if let Some(at) = words
        .iter()
        .position(|word| matches!(*word, "şirketinde" | "firmasında" | "bünyesinde"))
    {
        let (company, title) = (&words[..at], &words[at + 1..]);
        return (is_title(title) && !company.is_empty() && is_company(company))
            .then(|| (whole_words(title), whole_words(company)));
    }
    let joins: Vec<usize> = (1..words.len().saturating_sub(1))
        .filter(|at| is_join(words[*at], JOINS))
        .collect();
    let joined = match joins.as_slice() {
        [] => of
            .and_then(|at| split(&words, at))
            .or_else(|| loosely(&words))
            .or_else(|| of_company(&words))
            .or_else(|| before_body(&words))
            .or_else(|| by_comma(&words)),
        [at] => split(&words, *at),
        // "Head of Data at Scale at Fabrikam": what stands between names no company.
        [first, at] if has(&INSIDE, words[first + 1]) && first + 2 == *at => split(&words, *at),
        // "Supervisor at Fabrikam at Fabrikam"
        [first, at] if words[first + 1..*at] == words[at + 1..] => split(&words[..*at], *first),
        // "Operations Manager at Operations Manager at Fabrikam"
        [first, at] if words[..*first] == words[first + 1..*at] => {
            split(&words[first + 1..], at - first - 1)
        }
        // Twice "at": two jobs, or a sentence.
        _ => None,
    };
    joined.map(|(title, company)| (whole_words(title), whole_words(company)))
}

/// What stands before a word without a space: "l'Université", "ב-", in the order
/// of the longest.
const CLITICS: &[&str] = &["dell'", "nell'", "all'", "l'", "d'", "ב-"];

/// The words of a part, what is put before them apart.
fn words_of(part: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in words_in(part) {
        let clitic = CLITICS.iter().find(|clitic| word.starts_with(**clitic));
        match clitic.filter(|clitic| word.len() > clitic.len()) {
            Some(clitic) => words.extend([&word[..clitic.len()], &word[clitic.len()..]]),
            None => words.push(word),
        }
    }
    words
}

/// The words joined as they stood.
fn whole_words(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(word);
        if !CLITICS.contains(word) {
            text.push(' ');
        }
    }
    text.trim_end_matches([',', ' ']).to_owned()
}

/// What somebody has founded: of a single word no field, area or people.
pub(super) fn is_own(company: &[&str]) -> bool {
    company.len() > 1
        || company.first().is_some_and(|word| {
            let plain = bare(word);
            begins_large(word)
                && !(is_role(word) || plain.ends_with('s') || AREAS.hold(&plain) || is_work(word))
        })
}

/// The words around a join, where they are a title and a company.
fn split<'a>(words: &'a [&'a str], at: usize) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let (title, company) = (
        &words[..at],
        without_brackets(after_article(&words[at + 1..])),
    );
    // Before a legal form any words are a title, but for fields of work alone.
    let formal = has_form(company)
        && is_statement(title)
        && !title
            .iter()
            .all(|word| is_field(word) || !is_role(word) && has(&DEPARTMENTS, word))
        && !has_comma(title);
    let department = title
        .iter()
        .all(|word| has(&DEPARTMENTS, word) || matches!(*word, "&" | "/"));
    let clear = !department && (formal || is_title_before(title));
    // "Arquitecta en Estudio Lindero y profesora en …": two jobs.
    let two = title
        .iter()
        .position(|word| LOOSE_JOINS.hold(word))
        .is_some_and(|at| {
            let mut pairs = title[at..].windows(2);
            pairs.any(|pair| listed(AND, pair[0]) && is_role(pair[1]))
        });
    // "Maître de chai, Domaine de la Ronce"
    let two = two
        || title
            .windows(2)
            .any(|pair| pair[0].ends_with(',') && has(&IN_FRONT, pair[1]));
    (clear && !two && is_company(company) && !is_only_form(company) && !is_part_or_kind(company))
        .then_some((title, company))
}

/// "Contoso (YC W21)": what stands in brackets behind the company is no part of it.
fn without_brackets<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    match words.iter().position(|word| word.starts_with('(')) {
        Some(at)
            if at > 0
                // "Contoso (formerly Fabrikam)", but not "Contoso (former)"
                && (words.len() > at + 1 && has(&PAST, words[at]) && begins_large(words[at + 1])
                    || !words[at..].iter().any(|word| {
                        let plain = bare(word);
                        plain.starts_with("ex-") || NO_JOB.hold(&plain) || LAW.hold(&plain)
                    }))
                && words.last().is_some_and(|last| last.ends_with(')'))
                && !has_form(words) =>
        {
            &words[..at]
        }
        _ => words,
    }
}

/// By a join that stands within titles as well.
fn loosely<'a>(words: &'a [&'a str]) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let at = (1..words.len().saturating_sub(1))
        .rev()
        .find(|at| LOOSE_JOINS.hold(words[*at]))?;
    // "à la Mairie", "ve společnosti Kremer"
    let before = words[at - 1];
    let said = THE_COMPANY.hold(&fold(words[at])) && LOOSE_JOINS.hold(before);
    let at = if at > 1 && (said || words[at] == "la" && listed("de del per", before)) {
        at - 1
    } else {
        at
    };
    let (title, company) = split(words, at)?;
    let plain = bare(company[0]);
    // "в компании Кремер"
    let said = at + 1 < words.len() - company.len();
    let named = !FIELDS.hold(&plain)
        && (said || !is_known_role(&plain))
        && any_person(title)
        && words[at] != "der";
    // "Manager in Berlin" may be a place; the Romance and Slavic joins seldom are.
    let place = listed("in a i la", words[at]) && at + 1 == words.len() - company.len();
    // "Software Engineer in Research", "خبير في التسويق": in scripts without large
    // letters, and behind what seldom stands before a company.
    let clear = has_form(company) || is_body(company) || named_in_east_asia(company);
    let seldom = listed(
        "à au aux all' nell' ved am im an vom with of في در",
        words[at],
    );
    let with = words[at] == "with";
    (if with {
        has_form(company) || is_body(company)
    } else {
        clear && (named || has_form(company)) || named && !place && !seldom
    })
    .then_some((title, company))
}

/// "Säljchef, Fabrikam AB": a comma before a company with a legal form, and in
/// the Nordic languages before any.
fn by_comma<'a>(words: &'a [&'a str]) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let at = (1..words.len())
        .rev()
        .find(|at| words[at - 1].ends_with(',') && !is_only_form(&words[*at..]))?;
    let (title, company) = words.split_at(at);
    let mut title = title.to_vec();
    let last = title.last_mut()?;
    *last = last.trim_end_matches(',');
    let nordic = NORDIC.end(&bare(last));
    let one = !has_comma(&title) || has_form(company) && title_alone(&whole_words(&title));
    let formal =
        has_form(company) && is_statement(&title) && title.iter().any(|word| !is_field(word));
    let body = is_body(company)
        && is_title(&title)
        && (any_person(&title) || title.as_slice() == ["Principal"]);
    // "Owner, Rosie's Cupcakes"
    let own = beside(&title, company) == Beside::Company;
    let nordic = nordic && !any(&AREAS, company);
    (one && (formal || body || own || nordic && title.len() < 4 && is_title(&title))
        && is_company(company)
        && (body || !any(&ROLES, company)))
    .then_some(words.split_at(at))
}

/// "Amministratore Delegato di Bellandi S.p.A.": a small word that stands within
/// titles as well, only before a legal form, and where no other could be meant; and
/// whoever has founded something.
fn of_company<'a>(words: &'a [&'a str]) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let of =
        |at: &usize| listed(OF, words[*at]) && begins_large(after_article(&words[at + 1..])[0]);
    let mut joins = (1..words.len().saturating_sub(1)).filter(of);
    let at = joins.next()?;
    let (title, company) = (&words[..at], after_article(&words[at + 1..]));
    let founder = |word: &&str| has(&FOUNDERS, word) || listed(AND, word);
    let founder = title.iter().all(founder);
    // "Managing Director of Contoso Ltd"
    let led = words[at] == "of" && has_form(company) && leads(title) && !is_work(&company[0]);
    let own = title
        .iter()
        .all(|word| has(&OWNERS, word) || has(&FOUNDERS, word) || listed(AND, word))
        && (company.len() > 1 || founder && is_own(company))
        && !company.iter().any(|word| {
            is_known_role(&bare(word)) && !has(&IN_FRONT, word)
                || begins_large(word) && is_work(word)
        });
    let formal = joins.next().is_none()
        && (has_form(company) || is_body(company))
        && is_person(title[0])
        && !has_comma(title);
    ((own || formal || led) && is_statement(title) && is_company(company))
        .then_some((title, company))
}

/// "Inhaber Autohaus Huber", "Filialleiter Raiffeisenbank Talheim eG": without a
/// join, behind whoever leads one, or before a legal form.
fn before_body<'a>(words: &'a [&'a str]) -> Option<(&'a [&'a str], &'a [&'a str])> {
    (1..words.len().saturating_sub(1))
        .map(|at| words.split_at(at))
        .find(|(title, company)| {
            let body = begins_body(company);
            let short =
                (company.len() == 2 || leads(title)) && is_name(company[0]) && !is_role(company[0]);
            let formal = has_form(company)
                && (body || short)
                && is_title(title)
                // "Kranzegger Fördertechnik GmbH"
                && title
                    .last()
                    .is_some_and(|word| is_known_role(&bare(word)) && !is_field(word));
            (formal || body && leads(title))
                && !has_comma(title)
                && is_company(company)
                && !is_only_form(company)
                && !is_part_or_kind(company)
        })
}

#[inline(never)]
pub(super) fn has_comma(words: &[&str]) -> bool {
    words.iter().any(|word| word.ends_with(','))
}

#[inline(never)]
pub(super) fn has_join(words: &[&str]) -> bool {
    words.iter().any(|word| listed(JOINS, word))
}

#[inline(never)]
pub(super) fn after_article<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    let count = words
        .iter()
        .take_while(|word| THE_COMPANY.hold(&fold(word)) && !begins_large(word))
        .count();
    if count < words.len() {
        &words[count..]
    } else {
        words
    }
}

/// "at", and "At" in a headline of Capitals.
pub(super) fn is_join(word: &str, joins: &str) -> bool {
    listed(joins, word) || (word == "At" && listed(joins, "at"))
}
