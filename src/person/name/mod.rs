//! From a name as a page shows it to First and Last Name.
//!
//! First everything that is no name is taken off (`clean`, `titles`), then the
//! rest is split by rules (`particles`, `scripts`, `stands`, `order`). Middle names and
//! their initials stay with the First Name, nicknames and maiden names are left
//! out, particles belong to the Last Name. Where the rules leave more than one
//! reading, the most likely one carries a [`Doubt`]: the rep sees it marked, and
//! open.

pub mod agree;
mod brackets;
mod casing;
mod clean;
mod credentials;
mod customs;
mod double;
mod east;
mod families;
pub mod frequencies;
mod order;
mod pairs;
mod particles;
mod peoples;
mod scripts;
mod several;
mod stands;
mod syllables;
mod titles;
mod turned;

use super::letters::lower;
use super::{Doubt, Known, Person, Source, listed};
use families::Lean;
use frequencies::Frequencies;
use scripts::Script;

/// A name, split.
#[derive(Debug, Default, PartialEq, Eq)]
struct Split {
    first: String,
    last: String,
    doubt: Option<Doubt>,
}

impl Split {
    fn certain(first: impl Into<String>, last: impl Into<String>) -> Split {
        Split {
            first: first.into(),
            last: last.into(),
            doubt: None,
        }
    }

    fn doubted(first: impl Into<String>, last: impl Into<String>, doubt: Doubt) -> Split {
        Split {
            doubt: Some(doubt),
            ..Split::certain(first, last)
        }
    }
}

/// The parts of a name.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    salutation: String,
    name: Split,
    suffix: String,
}

/// Reads a shown name into a person's fields.
pub fn read(shown: &str, source: Source, names: &Frequencies, person: &mut Person) {
    let clean = clean::clean(shown, names);
    let parts = split(&clean, names);
    let known = |value: String, doubt: Option<Doubt>| {
        Known::certain(value, source).map(|known| match doubt {
            Some(doubt) => known.doubted(doubt),
            None => known,
        })
    };
    person.shown_name = clean.text.replace(',', "").trim().to_owned();
    person.salutation = known(parts.salutation, None);
    let Split { first, last, doubt } = parts.name;
    // An initial leaves the other name certain.
    let initial = |name: &str| doubt != Some(Doubt::Initial) || is_initials(name);
    let (first_doubt, last_doubt) = (
        doubt.filter(|_| initial(&first)),
        doubt.filter(|_| initial(&last)),
    );
    person.first_name = known(first, first_doubt);
    person.last_name = known(clean.respaced(&last), last_doubt);
    person.suffix = known(parts.suffix, None);
}

fn is_initial(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| matches!(c, '\u{300}'..='\u{36f}'))
}

/// "J.", "J.-P.", "J.R.R."
fn is_initials(words: &str) -> bool {
    words
        .split([' ', '.', '-'])
        .filter(|piece| !piece.is_empty())
        .all(|piece| piece.chars().count() == 1)
}

/// Splits a clean name.
fn split(clean: &clean::Clean, names: &Frequencies) -> Parts {
    let mut parts = Parts::default();
    let mut sections = clean
        .text
        .split(',')
        .map(|section| section.split_whitespace().collect::<Vec<_>>())
        .filter(|section| !section.is_empty());
    let Some(head) = sections.next() else {
        return parts;
    };
    let mut words: Vec<String> = head.into_iter().map(str::to_owned).collect();
    let mut doubt = clean.doubt;
    let mut given: Option<Vec<String>> = None;
    // Degrees first: what is left behind a title must be a name.
    let (suffix, job) = credentials::take_tail(&mut words);
    parts.suffix = suffix;
    parts.salutation = titles::take_salutation(&mut words, names);
    for section in sections {
        let small = words[0].starts_with(char::is_lowercase);
        let single = words.len() == 1
            || particles::particle(&words[0]).is_some() && (small || words.len() > 2);
        if let Some(suffix) = section
            .iter()
            .find(|word| credentials::is_suffix(word, true))
        {
            if parts.suffix.is_empty() {
                (*suffix).clone_into(&mut parts.suffix);
            }
            if section.len() == 1 {
                continue;
            }
        }
        if credentials::beside_the_name(&section, single && given.is_none()) {
            continue;
        }
        let mut section: Vec<String> = section.into_iter().map(str::to_owned).collect();
        let title = titles::take_salutation(&mut section, names);
        if parts.salutation.is_empty() {
            parts.salutation = title;
        }
        let plausible = section.len() <= 4 && section.iter().all(|word| is_plain(word));
        // "Dana Fields, Berlin": only a given name turns two words round.
        let iberian = words.len() == 2
            && section.len() == 1
            && families::lean(&words[0], names) <= Lean::RatherFamily;
        let swapped = single || iberian || families::lean(&section[0], names) >= Lean::RatherGiven;
        if titles::is_salutation_alone(&section) {
            parts.salutation = section.join(" ");
        } else if given.is_none() && plausible && swapped {
            given = Some(section);
        } else {
            // "John Smith, Berlin"
            doubt = doubt.or(Some(Doubt::NameSplit));
        }
    }
    let honorific = titles::take_honorific(&mut words);
    if parts.salutation.is_empty() {
        parts.salutation = honorific;
    }
    if titles::is_doubtful(&parts.salutation)
        || words.len() > 2 && titles::is_title_or_given(&words[0])
    {
        doubt = doubt.or(Some(Doubt::NameSplit));
    }
    // "Larry James Johnson I"
    if parts.suffix.is_empty()
        && words.len() > 3
        && let [.., family, numeral] = words.as_slice()
        && matches!(numeral.as_str(), "I" | "V" | "i" | "v")
        && families::lean(family, names) == Lean::Family
    {
        parts.suffix = words.pop().unwrap_or_default();
    }
    let inner = credentials::take_inner_suffix(&mut words);
    if job || inner.is_some() {
        doubt = doubt.or(Some(Doubt::NameSplit));
    }
    // "Downey Jr. Robert": it stands behind the family name.
    let family_first = matches!(inner, Some((1, _))) && words.len() == 2;
    if let Some((_, inner)) = inner
        && parts.suffix.is_empty()
    {
        parts.suffix = inner;
    }
    if family_first && given.is_none() {
        given = words.pop().map(|word| vec![word]);
    }
    if let Some(given) = &mut given {
        // "Bergen, Pennie MD"
        if given.len() == 2
            && casing::is_capitals(&given[1])
            && credentials::is_credential(&given[1], false)
            && !casing::is_capitals(&given[0])
        {
            given.pop();
        }
        let (suffix, _) = credentials::take_tail(given);
        if parts.suffix.is_empty() {
            parts.suffix = suffix;
        }
    }
    if given.is_none() && clean::one_script(&mut words) {
        doubt = doubt.or(Some(Doubt::Several));
    }
    let latin = |text: &str| scripts::of_word(text) == Some(Script::Latin);
    parts.name = match given {
        // "Chan Ka Wai, Vincent": the family name, and the own one in two languages.
        Some(given)
            if words.len() > 2
                && families::lean(&given[0], names) == Lean::Given
                && east::is_surely_turned(&words[0], &words[1..], names) =>
        {
            Split::certain([&words[1..], &given].concat().join(" "), words[0].clone())
        }
        Some(given) => by_comma(words, given, names),
        None => one_order(
            words,
            names,
            &parts.salutation,
            if clean.leads { &clean.beside } else { "" },
        ),
    };
    // "J.W. (Jan Willem) Schipper": what the initials stand for, or the name of every day.
    if matches!(parts.name.doubt, Some(Doubt::Initial | Doubt::NameSplit))
        && is_initials(&parts.name.first)
        && !clean.leads
        && latin(&clean.beside)
        && clean
            .beside
            .split(' ')
            .all(|word| families::lean(word, names) >= Lean::RatherGiven)
    {
        parts.name.doubt = None;
    }
    parts.name.doubt = doubt.or(parts.name.doubt);
    parts
}

/// "Smith, John", "Berg, Jan van der".
fn by_comma(mut family: Vec<String>, mut given: Vec<String>, names: &Frequencies) -> Split {
    while given.len() > 1
        && given.last().is_some_and(|word| {
            particles::particle(word).is_some()
                && word.len() > 1
                && word.starts_with(char::is_lowercase)
        })
    {
        family.insert(0, given.pop().unwrap_or_default());
    }
    let heads = family
        .iter()
        .filter(|word| particles::particle(word).is_none());
    let lean = |word: &String| families::lean(word, names);
    let (heads, least, most) = heads.fold(
        (0, Lean::Given, Lean::Family),
        |(count, least, most), word| (count + 1, least.min(lean(word)), most.max(lean(word))),
    );
    let first = lean(&given[0]);
    let initial = is_initials(&given[0]);
    // "St. Clair, Jennifer"
    let (least, most) = if heads < family.len() {
        (Lean::Family, most.min(Lean::RatherFamily))
    } else {
        (least, most)
    };
    // "Smith, Jordan", "Whitlock, Anna": one of the two is known for what it is.
    // "Doe-Ray, Barrington P."
    let middle = given.len() == 2 && is_initial(&given[1]) && given[1].ends_with('.');
    let surely = |word: &String| families::is_family(word) || names.of(word).odds() < -4.0;
    // "HSU, PEI-SHAN"
    let eastern = given.len() == 1 && east::is_two_bound(&given[0]);
    let known = (initial || middle || eastern || first >= Lean::RatherGiven)
        && most < Lean::RatherGiven
        || least <= Lean::RatherFamily
            && most <= Lean::RatherFamily
            && (first > Lean::Either || first == Lean::Either && family.iter().all(surely));
    let certain = known
        && (heads == 1 || most <= Lean::RatherFamily)
        && family.iter().chain(&given).all(|word| is_plain(word))
        && !family.iter().any(|word| titles::is_address(word))
        && !(given.len() == 1
            && titles::may_be_title(&given[0])
            && !titles::is_title_or_given(&given[0]));
    let count = family.len();
    family.append(&mut given);
    let capitals = casing::recase(&mut family, names);
    let given = family.split_off(count);
    let doubt = if capitals.unclear {
        Some(Doubt::Capitals)
    } else if certain && given.iter().all(|word| is_initials(word)) {
        Some(Doubt::Initial)
    } else {
        (!certain).then_some(Doubt::FamilyFirst)
    };
    Split {
        first: given.join(" "),
        last: family.join(" "),
        doubt,
    }
}

/// A name whose words stand in one order or the other.
fn one_order(mut words: Vec<String>, names: &Frequencies, salutation: &str, beside: &str) -> Split {
    let capitals = casing::recase(&mut words, names);
    let mut split = match words.as_slice() {
        _ if words.iter().all(|word| is_east_asian(word)) => scripts::east_asian(&words),
        [word] => single(word, names, salutation, beside),
        _ => order::order(&words, &capitals, names),
    };
    // A full stop behind a whole word ended a sentence.
    if let Some(word) = split.last.strip_suffix('.')
        && !word.contains('.')
        && !is_initials(word.rsplit(' ').next().unwrap_or_default())
    {
        split.last = word.to_owned();
    }
    let other = if capitals.unclear {
        Some(Doubt::Capitals)
    } else if words.iter().all(|word| looks_like_a_name(word)) {
        None
    } else {
        Some(Doubt::NameSplit)
    };
    // An initial alone would leave the other name certain.
    split.doubt = match split.doubt {
        Some(Doubt::Initial) | None => other.or(split.doubt),
        doubt => doubt,
    };
    split
}

fn is_east_asian(word: &str) -> bool {
    matches!(scripts::of_word(word), Some(Script::Han | Script::Hangul))
}

/// One word: the first name, except behind a "Mr" and behind a nickname, and
/// where it is known as a family name.
fn single(word: &str, names: &Frequencies, salutation: &str, beside: &str) -> Split {
    let titled = !salutation.is_empty() && !salutation.starts_with(['S', 'D', 'L'])
        || salutation.starts_with("Dr");
    // `"Bob" Hale`: the nickname is the only first name.
    if !beside.is_empty()
        && beside.chars().all(char::is_alphabetic)
        && looks_like_a_name(beside)
        && families::lean(word, names) < Lean::Given
        && scripts::of_word(beside) == scripts::of_word(word)
    {
        return Split::doubted(beside, word, Doubt::NameSplit);
    }
    let lean = families::lean(word, names);
    // "Sutrisno": of Java, whose one name forms ask for as the family's.
    if titled && lean < Lean::RatherGiven
        || lean <= Lean::RatherFamily
        || peoples::is_javanese(word)
    {
        Split::doubted("", word, Doubt::SingleName)
    } else {
        Split::doubted(word, "", Doubt::SingleName)
    }
}

/// A word that could be one of a name: large at its front (a particle may be
/// small), of one script, no digits, no job.
fn looks_like_a_name(word: &str) -> bool {
    // "Vali oglu", "a/l Muthusamy"
    if scripts::is_of_the_father(word)
        || clean::is_shortened(word)
        || listed("a/l a/p s/o d/o", &lower(word))
    {
        return true;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let begins_large = !casing::begins_small(word)
        || particles::is_particle_word(word)
        || word.contains(['\'', '-']) && capitals > 0;
    // "Er.Rohit": two words, or one?
    let glued = capitals > 1
        && word
            .split_once('.')
            .is_some_and(|(front, back)| front.chars().count() > 1 && back.chars().count() > 2);
    begins_large && is_plain(word) && !glued && (capitals <= 2 || word.contains(['-', '\'', '.']))
}

/// Letters of one script, and no job.
fn is_plain(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '\'')
        && !word.chars().any(|c| c.is_numeric() || c == '/')
        && !credentials::is_job(word)
        && !word.ends_with("'s")
        && !scripts::is_mixed(word)
}
