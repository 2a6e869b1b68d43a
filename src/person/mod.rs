//! Who a page shows: each value with where it came from and whether it is
//! certain. Nothing here guesses: what could not be read with certainty says so.

use std::fmt;

use serde::{Deserialize, Serialize};

use name::frequencies::Frequencies;

pub mod country;
pub mod headline;
pub(crate) mod legal_forms;
mod letters;
pub mod name;
pub(crate) mod words;

/// Whether a list of words, parted by spaces, holds the word.
pub(crate) fn listed(list: &str, word: &str) -> bool {
    // By bytes: half of the time of reading a name goes here, and letters cost more.
    let mut words = list.as_bytes().split(u8::is_ascii_whitespace);
    !word.is_empty() && words.any(|one| one == word.as_bytes())
}

/// What stays the same from visit to visit of a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileKey {
    /// The rules' id, "sales-navigator".
    pub site: String,
    /// The site's own key of the person.
    pub id: String,
}

impl fmt::Display for ProfileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.site, self.id)
    }
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// The profile's head.
    TopCard,
    /// The current role.
    CurrentRole,
    /// The list of experience.
    Experience,
    /// The headline, where it has the clear shape "Title at Company".
    Headline,
    /// The contact info.
    ContactInfo,
    /// A row of a list.
    Row,
    /// Data for machines in the page.
    StructuredData,
    /// The rep typed it.
    Rep,
    /// A record of the CRM.
    Crm,
}

/// Why a value is not certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Doubt {
    /// The name may be split elsewhere.
    NameSplit,
    /// Only one word: first or last name?
    SingleName,
    /// The last name is only an initial.
    Initial,
    /// The family name may stand first.
    FamilyFirst,
    /// Written in capitals; spelling was inferred.
    Capitals,
    /// From the headline, which people write as they like.
    FromHeadline,
    /// Several values of the same kind stood there.
    Several,
    /// Longer than any real value; cut.
    Cut,
    /// The page does not say whether it is a company of now, of before, or a
    /// school.
    Unlabelled,
    /// The page's title names somebody else.
    OtherTitle,
    /// Whoever has written the page, which may be about somebody else.
    Author,
    /// The site's rules found nothing: read by what stands near the name.
    WithoutRules,
}

impl Doubt {
    /// The key of a sentence for the rep.
    pub fn key(self) -> &'static str {
        match self {
            Doubt::NameSplit => "doubt_name_split",
            Doubt::SingleName => "doubt_single_name",
            Doubt::Initial => "doubt_initial",
            Doubt::FamilyFirst => "doubt_family_first",
            Doubt::Capitals => "doubt_capitals",
            Doubt::FromHeadline => "doubt_from_headline",
            Doubt::Several => "doubt_several",
            Doubt::Cut => "doubt_cut",
            Doubt::Unlabelled => "doubt_unlabelled",
            Doubt::OtherTitle => "doubt_other_title",
            Doubt::Author => "doubt_author",
            Doubt::WithoutRules => "doubt_without_rules",
        }
    }
}

/// A value that was read; certain when there is no doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The value.
    pub value: String,
    /// Where it came from.
    pub source: Source,
    /// Why it is not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
}

impl Known {
    /// A certain value; `None` if it is empty.
    pub fn certain(value: impl Into<String>, source: Source) -> Option<Known> {
        let value = value.into();
        (!value.is_empty()).then_some(Known {
            value,
            source,
            doubt: None,
        })
    }

    /// The same value, in doubt.
    pub fn doubted(mut self, doubt: Doubt) -> Known {
        self.doubt = Some(doubt);
        self
    }
}

/// A current job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Known>,
    /// The company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<Known>,
    /// The address of the company's own page on the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
}

impl Job {
    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.company.is_none()
    }

    /// Whether it is the same job, whatever is known of its company's page.
    pub fn is(&self, other: &Job) -> bool {
        self.title == other.title && self.company == other.company
    }
}

/// A person as a page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Person {
    /// What stays the same from visit to visit.
    pub key: ProfileKey,
    /// An https address that opens the profile again.
    pub link: String,
    /// The name as the page shows it, cleaned of what is no name.
    pub shown_name: String,
    /// "Dr."
    #[serde(skip_serializing_if = "Option::is_none")]
    pub salutation: Option<Known>,
    /// First Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Known>,
    /// Last Name, particles included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Known>,
    /// "Jr."
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<Known>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Known>,
    /// The same country's English name, for an org whose Country is text: one
    /// language for all reps, so that reports add up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_name: Option<Known>,
    /// The headline as the page says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The place as the page says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What they say of themselves at length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The current jobs in the page's order; the first is proposed.
    pub jobs: Vec<Job>,
    /// Email.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Known>,
    /// Phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Known>,
    /// Companies of the jobs, each with the address of its own website.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub websites: Vec<(String, String)>,
}

static NO_NAMES: Frequencies = Frequencies::none();

impl Person {
    /// The address of a company's own website, where the page shows it.
    pub fn website(&self, company: &str) -> Option<&str> {
        let mut all = self.websites.iter();
        let (_, website) = all.find(|(of, _)| of == company)?;
        Some(website)
    }

    /// Puts every value that is certain in doubt.
    pub fn doubt(&mut self, doubt: Doubt) {
        let own = [
            &mut self.salutation,
            &mut self.first_name,
            &mut self.last_name,
            &mut self.suffix,
            &mut self.country,
            &mut self.country_name,
            &mut self.email,
            &mut self.phone,
        ];
        let jobs = self.jobs.iter_mut();
        let jobs = jobs.flat_map(|job| [&mut job.title, &mut job.company]);
        for known in own.into_iter().chain(jobs).flatten() {
            known.doubt.get_or_insert(doubt);
        }
    }
}

/// What is known of the world outside the code: what its languages call the
/// countries (`Intl.DisplayNames` in the browser), and which words are names.
pub trait Regions {
    /// The ISO 3166-1 alpha-2 code of a country's name in the form of
    /// [`country::key`], in the page's language
    /// ("de-DE"), English or the country's own.
    fn code(&self, name: &str, page_language: &str) -> Option<String>;
    /// The English name of a code.
    fn name(&self, code: &str) -> Option<String>;
    /// A place's country, found by `find` unless it has been asked for before: the
    /// rows of a list share a few places.
    fn of_place(&self, _place: &str, find: &dyn Fn() -> Option<String>) -> Option<String> {
        find()
    }
    /// How often words are given and family names; empty until it is loaded.
    fn names(&self) -> &Frequencies {
        &NO_NAMES
    }
}
