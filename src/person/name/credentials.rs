//! What stands behind a name without being a part of it: degrees and certificates,
//! suffixes, jobs.

use super::listed;
use super::titles::key;
use crate::platform::case;

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
    gaicd faicd cmi fcmi cipm cipt csw lmft lmsw ccnp ccsp crisc cgeit cfre cmp cpp cbcp cpo cpl cmt cqf cpacc micheme mbcs fbcs dl jp mvo cvo lvo \
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

pub(super) fn is_job(word: &str) -> bool {
    listed(JOBS, &key(word))
}

/// "Ph.D", "M.Sc", "S.Kom": but "J.R." may be initials.
pub(super) fn is_degree_with_stops(word: &str) -> bool {
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
    (listed(DEGREES, &key) && !is_surname(word))
        || (listed(CREDENTIALS, &key) && (capitals >= 2 || behind_comma))
        || is_degree_by_capitals(word)
        || key.starts_with("dipl-") && !word.ends_with('.')
        || is_degree_with_stops(word)
        || (capitals >= 3 && !small && !vowel)
        || (behind_comma && (capitals >= 2 || stops) && letters.len() <= 10 && !word.contains('-'))
        // "NEA-BC"
        || (behind_comma && capitals >= 4 && !small && letters.len() <= 6)
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
        } else if is_suffix(last, false) || words.len() > 2 && listed("ml. st.", last) {
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

pub(super) fn is_capitals(word: &str) -> bool {
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

/// "Fangzhou Meng": written as a name, and no degree.
fn is_surname(word: &str) -> bool {
    matches!(word, "Meng" | "Beng")
}

/// Behind a single word too.
fn is_surely_credential(word: &str) -> bool {
    let key = key(word);
    listed(DEGREES, &key) && !is_surname(word)
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
