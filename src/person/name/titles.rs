//! What stands before and behind a name without being a part of it:
//! salutations, degrees and certificates, suffixes, jobs.

use super::families::{self, Lean};
use super::frequencies::{Frequencies, tongue};
use super::listed;
use crate::person::letters::fold;
use crate::platform::case;

/// Before a name, always a salutation.
const SALUTATIONS: &str = "maga drin mr mister uyesi mrs ms mx miss dr rev reverend hon honorable honourable rt prof professor doctor sir dame herr frau \
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
    pr inz av barr engr evang alh asst assoc ts ogr gor ars ord yrd κ κα د أد م أ";

/// Salutations only where a whole name is left behind them.
const BEFORE_A_NAME: &str = "pastor captain colonel judge father lord lady doc pan pani dona \
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

const SUFFIXES: &str =
    "jr sr ii iii iv vi vii viii ix jnr snr junior senior hijo filho neto pere fils";

/// Suffixes that are family names too, or words of another use, where nothing
/// sets them apart.
const SUFFIX_NAMES: &str = "junior senior hijo filho neto vi pere fils";

/// Degrees and certificates in any case of letters.
const DEGREES: &str = "phd dphil mphil msc bsc emba esq esquire pharmd shrm-cp shrm-scp btech mtech \
    meng beng llm llb mba";

/// Degrees and certificates in capitals; names or words otherwise.
const CREDENTIALS: &str = "md mph ma ba bs ms jd cpa cfa cfp pmp cissp cism cisa csm cspo psm pe rn \
    bsn msn dds dmd dvm do edd dba aca acca fcca cima sphr phr mcipd fcipd itil prince2 safe cscp \
    cpim cipp cams chfc clu mdes march frsa obe mbe cbe faia aia leed ap rpa ccie ccna ccnp frm \
    caia mpa mpp mfa bfa csp cmc gphr ceng be me bca mca bcom mcom bba pgdm ca cs cma gcb kbe dbe \
    qc kc mp fca acs od np pa aprn lcsw lpc mft pt dpt ot rd cae cfe cia gsec oscp ceh pmi-acp \
    ccim sior cbap itcp pgmp capm crm aif cima ra mai afa drs sm safe sphri mrics frics mcips fcips mciob mice ceng ieng mieee miet fiet cgma fcma acma fia pgce \
    cmi fcmi cipm cipt csw lmft lmsw ccnp ccsp crisc cgeit cfre cmp cpp cbcp cpo cpl cmt cqf cpacc micheme mbcs fbcs dl jp mvo cvo lvo \
    frcs frcp mrcs mrcp mrcgp frcgp bds mfds bcps bcop facp facs faan rdn ldn peng ccc-slp otr otr/l";

/// Jobs, kinds of companies and what else people and firms write into a name.
const JOBS: &str = "ceo cto cfo coo cmo cio founder cofounder co-founder owner president vp svp evp \
    director manager recruiter recruiting recruitment hiring consultant consulting engineer \
    developer designer analyst advisor adviser coach speaker author investor entrepreneur realtor \
    broker attorney lawyer accountant specialist expert trainer strategist marketer sales \
    marketing hr talent headhunter freelancer freelance student intern leader head lead chief \
    officer executive assistant coordinator inc ltd llc gmbh corp corporation company group team \
    solutions services agency media official support university institute foundation academy \
    studio studios partners ventures technologies systems software sigma belt labs careers jobs opentowork \
    certified scrum master agile mentor evangelist keynote ambassador blogger influencer remote \
    berater beraterin geschaftsfuhrer geschaftsfuhrerin inhaber inhaberin grunder grunderin \
    hotel restaurant hospital clinic shop magazine radio digital global international club srl kft user anonymous unknown hidden deleted \
    directeur directrice gerant fondateur fondatrice consultante directora gerente fundador \
    fundadora ingeniero titolare direttore consulente fondatore retired avocat avocate rechtsanwalt \
    rechtsanwaltin notar notaire abogado abogada advogado advogada avvocato prokurist prokuristin";

/// For comparing with the lists: no full stops, no raised endings, no marks.
fn key(word: &str) -> String {
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
        || words.any(|word| listed(RANKS, &key(word)) && !word.ends_with('.'))
}

pub(super) fn is_job(word: &str) -> bool {
    listed(JOBS, &key(word))
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
                || matches!(seen[0], "D." | "Dª" | "Dña.") && !taken.is_empty());
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
        && names.of(words[1]).tongues & tongue::IBERIAN != 0
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
            if rest.chars().count() >= 2 {
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

/// "Ph.D", "M.Sc", "S.Kom": but "J.R." may be initials.
fn is_degree_with_stops(word: &str) -> bool {
    word.trim_end_matches('.').contains('.')
        && !word.contains(".-")
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().any(char::is_lowercase)
}

/// "MIMechE", "FRCPath", "MEng": two capitals and small letters behind them, but
/// not "IJsbrand".
fn is_degree_by_capitals(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = |c: Option<char>| c.is_some_and(|c| c.is_ascii_uppercase());
    capital(letters.next())
        && capital(letters.next())
        && !word.starts_with("IJ")
        && word.len() > 3
        && word.chars().all(|c| c.is_ascii_alphabetic())
        && word.chars().any(char::is_lowercase)
}

/// Whether the word can only be a degree or a certificate where it stands.
pub(super) fn is_credential(word: &str, behind_comma: bool) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.chars().all(|c| c.is_ascii_digit()) || letters.chars().any(|c| c.is_ascii_digit()) {
        return true;
    }
    let key = key(word);
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let small = letters.chars().any(char::is_lowercase);
    let stops = word.trim_end_matches('.').contains('.');
    let vowel = letters
        .chars()
        .any(|c| "AEIOUYaeiouy".contains(c) || !c.is_ascii());
    listed(DEGREES, &key)
        || (listed(CREDENTIALS, &key) && (capitals >= 2 || behind_comma))
        || is_degree_by_capitals(word)
        || key.starts_with("dipl-") && !word.ends_with('.')
        || is_degree_with_stops(word)
        || (capitals >= 3 && !small && !vowel)
        || (behind_comma && (capitals >= 2 || stops) && letters.len() <= 10 && !word.contains('-'))
}

/// Whether all of a part behind a comma is no part of the name. Behind a single
/// word ("SMITH, JOHN") capitals alone do not tell.
pub(super) fn beside_the_name(words: &[&str], behind_single: bool) -> bool {
    // "John Smith, Ph. D."
    let whole: String = words.iter().map(|word| key(word)).collect();
    let stopped = words.iter().all(|word| word.ends_with('.'));
    words.len() > 1 && (listed(DEGREES, &whole) || stopped && listed(CREDENTIALS, &whole))
        || words.iter().all(|word| {
            is_credential(word, !behind_single) || is_suffix(word, true) || is_job(word)
        })
        || words.iter().any(|word| is_job(word))
        || (is_credential(words[0], false) && !behind_single)
}

pub(super) fn is_suffix(word: &str, set_apart: bool) -> bool {
    let plain = key(word);
    let as_written = word.trim_end_matches('.');
    // "Smith, J.R."
    if super::is_initials(word) && as_written.contains('.') {
        return false;
    }
    if listed("ii iii viii", &plain) {
        return true;
    }
    listed(SUFFIXES, &plain)
        && (set_apart
            || !listed(SUFFIX_NAMES, &plain)
            || matches!(as_written, "père" | "fils" | "VI"))
        && (plain.starts_with(['j', 's', 'f', 'n', 'p', 'h']) || as_written == case::upper(&plain))
}

/// Takes degrees, suffixes and jobs off the end; a word stays, and two before a
/// job. The suffix, and whether a job stood there with nothing to set it apart.
pub(super) fn take_tail(words: &mut Vec<String>) -> (String, bool) {
    let (mut suffix, mut job) = (String::new(), false);
    let mut degree = false;
    let loud = words[0].chars().filter(|c| c.is_lowercase()).count() == 0;
    while words.len() > 1 {
        let last = &words[words.len() - 1];
        let pieces = degree_in_pieces(words);
        if pieces > 0 {
            words.truncate(words.len() - pieces + 1);
        } else if words.len() > 2 && listed("mr mrs ms miss retd", &key(last)) {
            // "Paul M Lewis Mr"
        } else if is_suffix(last, false) {
            suffix = last.trim_end_matches(',').to_owned();
        } else if words.len() > 2 && is_job(last) {
            job = true;
        } else if degree && words.len() > 2 && !loud && is_capitals(last) {
            // "John Doe LUTC CLU": beside a degree capitals are another.
        } else if !is_credential(last, false) || words.len() == 2 && !is_surely_credential(last) {
            break;
        } else {
            degree = true;
        }
        words.pop();
    }
    (suffix, job)
}

fn is_capitals(word: &str) -> bool {
    word.len() > 2 && word.chars().all(char::is_uppercase)
}

/// How many of the last words are one degree: "Ph. D.", "M. B. A.".
fn degree_in_pieces(words: &[String]) -> usize {
    (2..=3)
        .rev()
        .find(|count| {
            let Some(at) = words.len().checked_sub(*count).filter(|at| *at > 0) else {
                return false;
            };
            let pieces = &words[at..];
            let short = pieces
                .iter()
                .all(|piece| piece.len() <= 4 && piece.starts_with(char::is_uppercase));
            let stopped = pieces[0].ends_with('.');
            let whole: String = pieces.iter().map(|piece| key(piece)).collect();
            short
                && (listed(DEGREES, &whole)
                    || stopped && listed(CREDENTIALS, &whole) && whole.len() > *count
                    || stopped && pieces[1].ends_with('.') && listed("md ma jd", &whole))
        })
        .unwrap_or(0)
}

/// Behind a single word too.
fn is_surely_credential(word: &str) -> bool {
    let key = key(word);
    listed(DEGREES, &key)
        || is_degree_with_stops(word)
        || key.len() > 2 && listed(CREDENTIALS, &key)
}

/// "João Souza Neto": a grandson, or a family name?
pub(super) fn may_be_suffix(word: &str) -> bool {
    listed(SUFFIX_NAMES, &key(word))
}

/// Takes a suffix or a numeral out from between the names ("John Smith Jr.
/// Whitlock", "Henry III Aue"); whoever wrote it there may mean anything.
pub(super) fn take_inner_suffix(words: &mut Vec<String>) -> Option<(usize, String)> {
    let at = (1..words.len().saturating_sub(1)).find(|at| {
        let plain = key(&words[*at]);
        listed("jr sr ii iii iv vii viii ix jnr snr", &plain) && is_suffix(&words[*at], true)
    })?;
    Some((at, words.remove(at)))
}

/// "Smith, John, Dr."
pub(super) fn is_salutation_alone(words: &[String]) -> bool {
    matches!(words, [word] if salutation(&[word]))
}
