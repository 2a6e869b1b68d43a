//! What stands before a name without being a part of it: salutations and titles.

use super::credentials::{is_capitals, is_credential, is_degree_with_stops};
use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::listed;
use crate::person::letters::fold;

/// Before a name, always a salutation.
const SALUTATIONS: &str = "a/prof maga drin mr mister uyesi mrs ms mx miss dr rev reverend hon honorable honourable rt prof professor doctor sir dame herr frau \
    monsieur madame mme mlle maitre docteur professeur doktor senor senora senorita sra srta \
    senhor senhora dott dottssa dottore dottoressa sig sigra signor signora profssa \
    judr mudr phdr rndr paeddr mvdr thdr univ-prof dr-ing drs engr sheikh sheik shri smt \
    dato dato' datuk datin encik puan tunku tengku atty rabbi sayin mevr mevrouw dhr \
    д-р проф г-н г-жа доктор профессор пан пані пани \
    δρ καθ الدكتور الدكتورة دكتور دكتورة الأستاذ الأستاذة المهندس المهندسة مهندس السيد السيدة الشيخ الحاج الحاجة \
    ד״ר דר פרופ פרופ׳ עו״ד גב׳ גב' श्री श्रीमती डॉ डॉक्टर प्रो آقای خانم دکتر مهندس bapak ibu др ดร คุณ นาย นาง นางสาว";

/// Salutations only with a full stop behind them: words of a name just as well.
const WITH_STOP: &str = "mw me fr hr col eng mag arch ing dipl bc lt maj hon ir rev capt avv sgt dra \
    mgr adv er ar sr engr rag geom atty doc gen arq lic abg dkfm sen gov hj doç uzm op mmag di dir adm cmdr cpt \
    pr inz av barr engr evang alh asst assoc ts ths gs pgs conf id ogr gor ars ord yrd κ κα د أد م أ";

/// Salutations only where a whole name is left behind them.
const BEFORE_A_NAME: &str = "pr docent daw khun chief ir ifj ratu pastor captain colonel judge father lord lady doc pan pani dona \
    fru מר magister ing mag dra sr me adv baron baroness count countess imam sister brother uncle aunt \
    prince princess bishop archbishop cardinal duchess viscount sheriff deacon admiral lieutenant corporal chef swami maulana ustad haji madam maestro general commander sergeant \
    president minister senator lic adj lt col capt maj sgt brig barrister alhaji alhaja hajiya countess";

/// Of these, ranks and those that are names as well.
const RANKS: &str = "bishop archbishop cardinal duchess viscount sheriff deacon admiral lieutenant corporal captain colonel judge baron baroness count countess prince princess general commander \
    sergeant president minister senator chef imam maestro father brother sister uncle aunt";

/// Letters before a name that are a profession when they are capitals and the
/// name is not.
const CAPITALS: &str = "CA CS CMA DI DDr PD RA StB WP";

/// Behind a name in East Asia.
const HONORIFICS: &[&str] = &[
    "先生",
    "老师",
    "老師",
    "女士",
    "小姐",
    "博士",
    "教授",
    "さん",
    "様",
    "씨",
    "님",
    "박사",
    "교수",
    "변호사",
];

/// For comparing with the lists: no full stops, no raised endings, no marks.
pub(super) fn key(word: &str) -> String {
    let word: String = word
        .chars()
        .filter(|c| !matches!(c, '.' | ',' | 'ª' | 'º' | '\u{970}'))
        .collect();
    fold(&word)
}

/// "Baron Aue", "Sister Agnes": a title, or a name?
pub(super) fn may_be_title(word: &str) -> bool {
    listed(BEFORE_A_NAME, &key(word))
        || is_title_or_given(word)
        || listed(
            "duke bishop major maid king queen pope marshal sheriff cardinal canon deacon reverend earl graf \
             grafin freiherr viscount viscountess marquis marquess archduke tsar sultan emir",
            &key(word),
        )
}

/// "Jane Doctor": a title at the end of a name is more likely no part of it.
pub(super) fn is_address(word: &str) -> bool {
    listed(
        "doctor professor mister miss madam madame senora reverend",
        &key(word),
    )
}

/// "Old Mc Donald", "The Whitlocks": a word that is nobody's given name.
pub(super) fn is_no_given(word: &str) -> bool {
    listed(
        "old young big little great the saint uncle aunt grandpa grandma team dear our my doctors familie famille familia \
         family famiglia",
        &key(word),
    )
}

/// "Don", "Guru": a title before some names, the given name in others.
pub(super) fn is_title_or_given(word: &str) -> bool {
    listed("don guru dom dean major", &key(word))
}

/// "Captain", "Baroness", "Prince": whether it is a title shows in no page.
pub(super) fn is_doubtful(salutation: &str) -> bool {
    let mut words = salutation.split(' ');
    salutation.starts_with("Tan ")
        || words.any(|word| {
            listed(RANKS, &key(word)) && !word.ends_with('.')
                // "CA Ravi Jha": a title, or initials?
                || word.len() == 2 && is_capitals(word) && is_credential(word, false)
        })
}

fn begins_low(word: &str) -> bool {
    super::casing::begins_small(word)
}

/// How many of the words begin a salutation.
fn salutation(words: &[&str]) -> bool {
    let Some(word) = words.first() else {
        return false;
    };
    // "D.R. Andrews": initials.
    if super::is_initials(word) && word.trim_end_matches('.').contains('.') {
        return false;
    }
    let key = key(word);
    // "Prince T. Sibanda": a given name.
    if words.len() == 3 && super::is_initial(words[1]) && listed(BEFORE_A_NAME, &key) {
        return false;
    }
    let stopped = word.ends_with(['.', 'ª', 'º', '/']);
    // "mgr inż. Łukasz": Polish and Dutch write titles small.
    let small = begins_low(word) && words.len() > 2;
    // "Dipl.-Ing.", "Priv.-Doz.": but "J.-P." is a name.
    let joined = word.find(".-").is_some_and(|at| at >= 2) && stopped;
    listed(SALUTATIONS, &key)
        || ((stopped || small) && listed(WITH_STOP, key.trim_end_matches('/')))
        || (key == "the" && words.len() > 2 && salutation(&words[1..]))
        || joined
        || (words.len() >= 3 && (listed(BEFORE_A_NAME, &key) || listed(CAPITALS, word)))
        // "CPA Lucy Gichuki", "KTT Heikki Aro"
        || (words.len() >= 3
            && is_capitals(word)
            && is_credential(word, false)
            && !words[1..].iter().all(|word| is_capitals(word)))
}

/// Takes the salutation off the front; never the last word.
pub(super) fn take_salutation(words: &mut Vec<String>, names: &Frequencies) -> String {
    let mut taken: Vec<String> = Vec::new();
    while words.len() > 1 || words.first().is_some_and(|word| glued(word).is_some()) {
        // "Prof.Dr.", "Dr.med.", "Dr.Anna".
        if let Some((title, rest)) = glued(&words[0]) {
            words[0] = rest;
            words.insert(0, title);
        }
        // "M.Sc. Jana"
        if words.len() > 2 && is_degree_with_stops(&words[0]) {
            words.remove(0);
            continue;
        }
        let seen: Vec<&str> = words.iter().map(String::as_str).collect();
        // "Dr. rer. nat.", "Dr. h. c.": what follows a title in small letters.
        let learned = !taken.is_empty() && begins_low(seen[0]) && seen[0].ends_with('.');
        let mult = taken.len() > 1 && matches!(seen[0], "mult" | "med" | "phil" | "jur");
        // "Tan Sri Hassan Ali", "Dato' Seri", "Sr. D. Alberto Campos"
        let honour = seen.len() > 2
            && (seen[0] == "Tan" && seen[1] == "Sri"
                || matches!(seen[0], "Sri" | "Seri")
                    && taken.last().is_some_and(|last| {
                        listed("tan dato dato' datuk datin puan toh", &key(last))
                    })
                || matches!(seen[0], "D." | "Dª" | "Dña.") && !taken.is_empty())
            // "Don Fernando Echegaray Lozano"
            || seen.len() > 3
                && matches!(seen[0], "D." | "Don" | "Dña." | "Doña")
                && [1, seen.len() - 1]
                    .iter()
                    .all(|at| names.of(seen[*at]).is_of(tongue::SPANISH))
                && families::lean(seen[1], names) >= Lean::RatherGiven;
        if !learned && !mult && !honour && !salutation(&seen) && !is_unknown_title(&seen, names) {
            break;
        }
        taken.push(words.remove(0).replace('/', "."));
    }
    taken.join(" ")
}

/// Given names that are written short.
const SHORT: &str = "ed al jo ch ph fr th je an md mohd muhd ma mª wm chas thos geo jos fco alex edw jas benj saml robt danl natl fred theo chr joh \
    aug fra gius ant mst ste st xav wilh hch";

/// "Rag. Giulia Marchetti": what no list holds, and a whole name behind it.
fn is_unknown_title(words: &[&str], names: &Frequencies) -> bool {
    let [title, given, .., family] = words else {
        return false;
    };
    let letters = title.trim_end_matches('.');
    let given = families::lean(given, names);
    let family = families::lean(family, names);
    // "Civ.ing.", "Tekn.dr", "К.т.н."
    let joined = letters.split_once('.').is_some_and(|(front, back)| {
        back.starts_with(char::is_lowercase) && front.chars().all(char::is_alphabetic)
    });
    // "C.P. Andrés Ruiz": a profession in Spanish.
    let spanish = super::is_initials(letters)
        && letters.contains('.')
        && names.of(words[1]).is_of(tongue::IBERIAN)
        && family <= Lean::RatherFamily;
    if joined || spanish {
        return given > Lean::RatherFamily && family < Lean::RatherGiven;
    }
    title.ends_with('.')
        && letters.chars().count() > 1
        && letters.chars().all(char::is_alphabetic)
        && !listed(SHORT, &key(title))
        && !names.of(letters).known()
        && given >= Lean::RatherGiven
        && family < Lean::RatherGiven
}

/// A title that stands before the next word without a space.
fn glued(word: &str) -> Option<(String, String)> {
    // Thai writes no space behind "Mr", "Miss" and "Mrs".
    let thai = ["นางสาว", "นาย", "นาง", "ดร.", "คุณ"]
        .iter()
        .find_map(|title| Some((*title, word.strip_prefix(title)?)))
        // A vowel sign cannot begin a word.
        .filter(|(_, rest)| {
            !rest.starts_with(|c| matches!(c, '\u{e30}'..='\u{e3a}' | '\u{e45}'..='\u{e4e}'))
        });
    let (title, rest) = match thai {
        Some(found) => found,
        None => {
            let at = word.find(['.', '/'])? + 1;
            let (title, rest) = word.split_at(at);
            let front = key(title);
            let before_name = rest.chars().count() > 2
                && !begins_low(rest)
                && front.chars().count() > 1
                && listed(WITH_STOP, &front);
            let known =
                listed(SALUTATIONS, &key(word)) || !(listed(SALUTATIONS, &front) || before_name);
            // One letter before a name is a title only in Arabic.
            let arabic = title.starts_with(['د', 'م', 'أ']);
            if (known && !arabic) || rest.starts_with('-') {
                return None;
            }
            (title, rest)
        }
    };
    (!rest.is_empty()).then(|| (title.replace('/', "."), rest.to_owned()))
}

/// Takes an honorific off the end of an East Asian name.
pub(super) fn take_honorific(words: &mut Vec<String>) -> String {
    for title in HONORIFICS {
        let Some(last) = words.last_mut() else { break };
        if let Some(rest) = last.strip_suffix(title) {
            if !rest.is_empty() {
                *last = rest.to_owned();
                return (*title).to_owned();
            }
            if rest.is_empty() && words.len() > 1 {
                words.pop();
                return (*title).to_owned();
            }
        }
    }
    String::new()
}

/// "Smith, John, Dr."
pub(super) fn is_salutation_alone(words: &[String]) -> bool {
    matches!(words, [word] if salutation(&[word]))
}
