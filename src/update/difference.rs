//! What a page says that a record does not: pure, from the person, the record and
//! the settings.

use super::{Line, Record, own_fields, rule};
use crate::lead::draft::page_value;
use crate::matching::company::core;
use crate::matching::{Candidate, link, names};
use crate::person::{Doubt, Known, Person, country};
use crate::policy::Settings;
use crate::policy::own::PageValue;
use crate::policy::updates::{STANDARD, UpdateRule};
use crate::salesforce::describe::ObjectDescribe;
use crate::salesforce::object::Object;
use crate::text::cut_at_word;

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What is written if the rep ticks it. A Contact's Account has no value yet:
    /// the rep chooses it.
    pub line: Line,
    /// Why the page's value is not certain.
    pub doubt: Option<Doubt>,
    /// It is ticked from the start: nothing is lost by it, and the page was read
    /// with certainty.
    pub ticked: bool,
}

/// Characters of the standard fields that a text must fit in, as Salesforce makes
/// them.
fn longest(row: &str) -> usize {
    match row {
        "Title" => 128,
        "Country" | "Email" => 80,
        "Phone" => 40,
        _ => 255,
    }
}

/// Whether the person has left the record's company: none of the jobs of now is
/// there. A page without a job says nothing of it.
pub fn has_left(person: &Person, company: &str) -> bool {
    let held = core(company);
    let mut now = person.jobs.iter().filter_map(|job| job.company.as_ref());
    !held.is_empty() && person.jobs.iter().any(|job| job.company.is_some()) && {
        now.all(|known| core(&known.value) != held)
    }
}

/// Everything that differs and that the admin has offered, in the form's order;
/// `job` is the chosen one of several jobs. `describe` gives the org's labels and
/// lengths, if it is known.
pub fn differences(
    person: &Person,
    job: usize,
    record: &Record,
    settings: &Settings,
    describe: Option<&ObjectDescribe>,
) -> Vec<Difference> {
    let mut all = Vec::new();
    // A person account's fields are written on the Account.
    if record.person_account {
        return all;
    }
    for row in STANDARD {
        if let Some(known) = of_page(person, job, row, record)
            && let Some(found) = standard(row, &known, person, record, settings, describe)
        {
            all.push(found);
        }
    }
    for (field, from) in own_fields(settings, record.object) {
        let known = page_value(person, job, from);
        if let Some(known) = known
            && let Some(found) = own(&field, from, &known, record, settings, describe)
        {
            all.push(found);
        }
    }
    all
}

/// What the page says of a row.
fn of_page(person: &Person, job: usize, row: &str, record: &Record) -> Option<Known> {
    let of_job = || person.jobs.get(job);
    match row {
        "Title" => of_job()?.title.clone(),
        "Company" => {
            let known = of_job()?.company.clone()?;
            let here = !record.company().is_empty() && !has_left(person, record.company());
            (!here && !core(&known.value).is_empty()).then_some(known)
        }
        "Country" => person.country_name.clone(),
        "Email" => person.email.clone(),
        "Phone" => person.phone.clone(),
        _ => None,
    }
}

fn standard(
    row: &str,
    known: &Known,
    person: &Person,
    record: &Record,
    settings: &Settings,
    describe: Option<&ObjectDescribe>,
) -> Option<Difference> {
    let object = record.object;
    let code = object.country_code();
    let by_code = row == "Country" && record.fields.contains_key(code);
    let field = match by_code {
        true => code,
        false => object.field(row),
    };
    let held = record.fields.get(field)?;
    let shown = match (object, row) {
        (Object::Contact, "Company") => &record.account,
        (_, "Country") => record.fields.get(object.field(row)).unwrap_or(held),
        _ => held,
    };
    let says = fitted(&known.value, row, field, describe);
    let value = match (object, row) {
        // An Account is chosen, and never found by its name alone.
        (Object::Contact, "Company") => String::new(),
        (_, "Country") if by_code => person.country.as_ref()?.value.clone(),
        _ => says.clone(),
    };
    let same = match row {
        "Country" if by_code => held.eq_ignore_ascii_case(&value),
        "Country" => {
            let code = person.country.as_ref().map(|code| code.value.as_str());
            same(row, shown, &says) || (code.is_some() && country::code(shown) == code)
        }
        _ => same(row, shown, &says),
    };
    let line = Line {
        row: row.to_owned(),
        field: field.to_owned(),
        label: label(row, field, object, describe),
        old: shown.clone(),
        new: says,
        value,
    };
    offered(line, same, known, rule(settings, row))
}

fn own(
    field: &str,
    from: PageValue,
    known: &Known,
    record: &Record,
    settings: &Settings,
    describe: Option<&ObjectDescribe>,
) -> Option<Difference> {
    let held = record.fields.get(field)?;
    let says = match from {
        // Half an address leads nowhere.
        PageValue::Link => known.value.clone(),
        _ => fitted(&known.value, field, field, describe),
    };
    let same = match from {
        PageValue::Link => link::same(held, &says),
        PageValue::Company => same("Company", held, &says),
        _ => same(field, held, &says),
    };
    let line = Line {
        row: field.to_owned(),
        field: field.to_owned(),
        label: label(field, field, record.object, describe),
        old: held.clone(),
        value: says.clone(),
        new: says,
    };
    offered(line, same, known, rule(settings, field))
}

fn offered(line: Line, same: bool, known: &Known, rule: UpdateRule) -> Option<Difference> {
    let empty = line.old.trim().is_empty();
    let offered = match rule {
        UpdateRule::Offer => true,
        UpdateRule::Empty => empty,
        UpdateRule::Never => false,
    };
    let doubt = known.doubt;
    (offered && !same && !line.new.trim().is_empty()).then(|| Difference {
        ticked: empty && doubt.is_none() && !line.value.is_empty(),
        line,
        doubt,
    })
}

/// The text as the field can hold it.
fn fitted(text: &str, row: &str, field: &str, describe: Option<&ObjectDescribe>) -> String {
    let of_org = describe.and_then(|describe| describe.field(field)?.input.as_ref()?.max());
    let max = of_org.map_or(longest(row), |max| max as usize);
    cut_at_word(text, max).unwrap_or_else(|| text.to_owned())
}

fn label(row: &str, field: &str, object: Object, describe: Option<&ObjectDescribe>) -> String {
    let of_org = describe.and_then(|describe| describe.field(field));
    match (object, row) {
        (Object::Contact, "Company") => "Account".to_owned(),
        (_, "Country") => "Mailing Country".to_owned(),
        _ => of_org.map_or(row, |field| field.label.as_str()).to_owned(),
    }
}

/// Whether two texts say the same of a row.
fn same(row: &str, held: &str, says: &str) -> bool {
    match row {
        "Company" => {
            let (held, says) = (core(held), core(says));
            !held.is_empty() && held == says
        }
        "Country" => country::key(held) == country::key(says),
        "Phone" => same_phone(held, says),
        // Marks and the spaces around them are nobody's title.
        _ => names::exact(held) == names::exact(says),
    }
}

/// By their digits: a number with its country's code is the one without, whose
/// leading zero is the trunk's. Of two countries no numbers are the same.
fn same_phone(one: &str, other: &str) -> bool {
    let (one, other) = (Phone::of(one), Phone::of(other));
    if one.abroad && other.abroad {
        return one.forms().any(|form| other.forms().any(|own| own == form));
    }
    let (short, long) = match one.digits.len() <= other.digits.len() {
        true => (one.digits, other.digits),
        false => (other.digits, one.digits),
    };
    short == long || (short.len() >= 7 && long.ends_with(&short))
}

/// A phone number as it is compared.
struct Phone {
    /// It begins with its country's code.
    abroad: bool,
    /// Without leading zeros and without "(0)", which nobody dials from abroad.
    digits: String,
}

impl Phone {
    fn of(text: &str) -> Phone {
        let text = text.trim();
        let abroad = text.starts_with('+') || text.starts_with("00");
        let text = match abroad {
            true => text.replace("(0)", ""),
            false => text.to_owned(),
        };
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0').to_owned();
        Phone { abroad, digits }
    }

    /// As it stands, and without the trunk's zero behind a country's code of one to
    /// three digits: "+64 03 331 6005".
    fn forms(&self) -> impl Iterator<Item = String> {
        let cut = (1..4).filter_map(|at| {
            let (code, rest) = self.digits.split_at_checked(at)?;
            Some(format!("{code}{}", rest.strip_prefix('0')?))
        });
        std::iter::once(self.digits.clone()).chain(cut)
    }
}

/// Whether a row of a list shows that a record is out of date, by what both of
/// them say: its title or company, as far as the admin has them offered.
pub fn is_out_of_date(person: &Person, record: &Candidate, settings: &Settings) -> bool {
    let Some(job) = person.jobs.first() else {
        return false;
    };
    let held = |text: &Option<String>| text.clone().unwrap_or_default();
    let differs = |row: &str, held: &str, known: Option<&Known>| {
        let Some(known) = known.filter(|known| known.doubt.is_none()) else {
            return false;
        };
        let offered = match rule(settings, row) {
            UpdateRule::Offer => true,
            UpdateRule::Empty => held.trim().is_empty(),
            UpdateRule::Never => false,
        };
        offered && !same(row, held, &known.value)
    };
    let company = held(&record.company);
    let moved = match company.is_empty() {
        true => job.company.is_some(),
        false => has_left(person, &company),
    };
    differs("Title", &held(&record.title), job.title.as_ref())
        || (moved && differs("Company", &company, job.company.as_ref()))
}

#[cfg(test)]
mod tests;
