//! A headline is what a person likes to say of themselves, seldom a title. Only
//! the clear shape "Title at Company" is taken, and in doubt.

use super::{Doubt, Job, Known, Source};

/// What joins title and company in one of several languages.
const JOINS: &[&str] = &[
    " at ", " @ ", " bei ", " chez ", " presso ", " hos ", " bij ", " w ", " på ",
];

/// Signs of more than one statement, or of a slogan.
const MORE_THAN_ONE: &[char] = &[
    '|', '•', '·', '/', ';', '!', '?', '→', '►', '★', '\n', '&', '#', ':', '"', '“', '+',
];

/// Words that begin a slogan and no title.
const SLOGANS: &[&str] = &[
    "helping",
    "i ",
    "i'm",
    "we ",
    "making",
    "building",
    "driving",
    "empowering",
    "passionate",
    "looking",
    "open to",
    "seeking",
    "ex-",
    "former",
    "formerly",
    "aspiring",
    "proud",
    "on a mission",
    "connecting",
    "creating",
    "turning",
    "transforming",
    "leading",
    "working",
    "currently",
    "student",
    "studying",
    "interested",
    "incoming",
    "retired",
    "previously",
    "past",
    "let's",
    "my ",
    "the ",
];

/// The job in a headline of the clear shape.
pub fn job(headline: &str) -> Option<Job> {
    let text = headline.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > 120
        || text.contains(MORE_THAN_ONE)
        || text.contains(" - ")
        || text.contains(" – ")
        || text.contains(" — ")
    {
        return None;
    }
    let lower = text.to_lowercase();
    if SLOGANS.iter().any(|slogan| lower.starts_with(slogan)) || lower.contains("ex-") {
        return None;
    }
    let mut found = JOINS.iter().filter_map(|join| {
        let at = text.find(join)?;
        Some((at, join.len()))
    });
    let (at, length) = found.next()?;
    let (title, company) = (text[..at].trim(), text[at + length..].trim());
    // Twice "at", or two languages: not clear.
    if found.next().is_some() || JOINS.iter().any(|join| company.contains(join)) {
        return None;
    }
    let begins_large = |text: &str| {
        text.chars()
            .next()
            .is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric())
    };
    let words = |text: &str| text.split(' ').count();
    let clear = begins_large(title)
        && begins_large(company)
        && words(title) <= 8
        && words(company) <= 6
        && !title.contains(['.', '@'])
        && !company.contains(',');
    let doubted =
        |text: &str| Known::certain(text, Source::Headline).map(|k| k.doubted(Doubt::FromHeadline));
    clear.then(|| Job {
        title: doubted(title),
        company: doubted(company),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_clear_shape_is_taken() {
        for (headline, expected) in [
            (
                "Head of Sales at Northwind Paper",
                Some(("Head of Sales", "Northwind Paper")),
            ),
            (
                "VP, Engineering at Fabrikam",
                Some(("VP, Engineering", "Fabrikam")),
            ),
            (
                "Vertriebsleiter bei Musterwerk GmbH",
                Some(("Vertriebsleiter", "Musterwerk GmbH")),
            ),
            ("CTO @ Fabrikam", Some(("CTO", "Fabrikam"))),
            ("Helping founders scale | ex-Google", None),
            ("Helping teams win at Fabrikam", None),
            ("Head of Sales at Northwind | Speaker", None),
            ("Good at numbers", None),
            ("Engineer at Fabrikam, advisor at Northwind", None),
            ("Sales leader. Looking at the future", None),
            ("Ex-Fabrikam, now at Northwind", None),
            ("Head of Sales", None),
            ("", None),
        ] {
            let job = job(headline);
            let got = job.as_ref().map(|job| {
                let value = |k: &Option<Known>| k.as_ref().unwrap().value.clone();
                (value(&job.title), value(&job.company))
            });
            assert_eq!(
                got,
                expected.map(|(t, c)| (t.to_owned(), c.to_owned())),
                "{headline}"
            );
        }
    }
}
