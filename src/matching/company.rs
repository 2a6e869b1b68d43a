//! When two texts name the same company.

use super::names::plain;
use crate::person::legal_forms::{is_form, is_form_before, without_forms, without_joined};
use crate::person::listed;
use crate::platform::case;

/// What people write where there is no company.
const NONE: &str = "na none noneatall nocompany nocompanyyet nil null unknown notapplicable notspecified notprovided \
    selfemployed selfemployment self freelance freelancer freelancing independent independentconsultant \
    independentcontractor independentprofessional unemployed notemployed notworking retired stealth stealthmode \
    stealthstartup stealthmodestartup stealthcompany confidential confidentialcompany undisclosed various \
    variouscompanies privateperson private individual student jobseeker jobseeking seekingopportunities \
    opentowork lookingforwork lookingforopportunities careerbreak sabbatical inbetweenjobs betweenjobs \
    homemaker tbd tba xxx test selbststandig selbststaendig selbstandig selbstaendig freiberuflich freiberufler freiberuflerin arbeitslos \
    arbeitssuchend keine kein privat independant independante autoentrepreneur sansemploi aucune freelanceur \
    autonomo autonoma independiente desempleado ninguna ninguno porcuentapropia libreroprofesional \
    desempregado nenhuma liberoprofessionista disoccupato nessuna zzp zelfstandig zelfstandige werkloos geen \
    egenforetagare egenforetagaresjalvstandig arbetssokande ingen inget selvstendig selvstaendig ledig \
    wlasnadzialalnosc samozatrudniony bezrobotny brak serbestcalisan yok самозанятыи самозанятый безработныи безработный \
    нет фрилансер 無 无 自由职业 自由職業 個人 フリーランス なし 프리랜서 없음";

/// Articles: alone they name nobody, and in front they tell nobody apart.
const ARTICLES: &str = "the";
const BARE_ARTICLES: &str =
    "the a an der die das le la les l el los il lo gli o os as de het en ett";

/// Ends of host names, where a host stands for the company.
const HOSTS: &str = "com net org io ai co app dev biz info eu tech cloud online shop xyz";

/// The name without legal forms, punctuation, accents and case: equal for two
/// texts that name one company. Empty for a text that names none: a placeholder,
/// a legal form, an article. An umlaut is the same as it written out.
pub fn core(company: &str) -> String {
    // "fabrikam.com", "Fabrikam.com plc"
    let company = company.replace(['\u{2122}', '\u{ae}', '\u{a9}', '\u{2120}'], " ");
    // "Eriksson I/S", "Huber e.U.": the letters alone would be a word.
    let mut company = company.trim();
    for form in [" I/S", " P/S", " e.U.", " e. U.", " C.A.", " C. A."] {
        company = company.strip_suffix(form).unwrap_or(company);
    }
    let (first, rest) = company.split_once(' ').unwrap_or((company, ""));
    let (company, _) = without_joined(&format!("{} {rest}", host(first.trim_end_matches(','))));
    let mut spaced = String::new();
    for c in plain(&company).chars() {
        match c {
            '&' | '+' => spaced.push_str(" and "),
            '.' | '\'' | '\u{2019}' => {}
            c if c.is_alphanumeric() || makes_another_letter(c) => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let words = join_letters(&spaced);
    let mut words = without_forms(&words);
    while let Some((first, rest)) = words.split_first()
        && (listed(ARTICLES, first) && !rest.is_empty())
    {
        words = rest;
    }
    // "Łoś" is no article, though its plain letters are.
    let article = listed(BARE_ARTICLES, &case::lower(company.trim()));
    let core = match words {
        [one] if is_form(one) || is_form_before(one) || article => String::new(),
        words => words.concat(),
    };
    if core.is_empty() || listed(NONE, &core) {
        return String::new();
    }
    let joint = |word: &str| matches!(word, "und" | "et" | "og" | "och");
    words
        .iter()
        .map(|word| {
            if joint(word) {
                "and".to_owned()
            } else {
                without_spelt_out(word)
            }
        })
        .collect()
}

/// Marks that make another letter: the Japanese ones of voice, and the vowels of
/// South and South-East Asia.
fn makes_another_letter(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17d3}')
        && !c.is_ascii_punctuation()
}

/// "https://www.fabrikam.example/about": what stands before the end of the host.
fn host(text: &str) -> &str {
    if text.contains(char::is_whitespace) {
        return text;
    }
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = bare
        .get(..4)
        .filter(|front| front.eq_ignore_ascii_case("www."))
        .map_or(bare, |_| &bare[4..]);
    let is_end = |end: &str| {
        let end = end.to_ascii_lowercase();
        listed(HOSTS, &end) || end.len() == 2 && end.bytes().all(|b| b.is_ascii_lowercase())
    };
    let Some((front, _)) = bare
        .rsplit_once('.')
        .filter(|(front, end)| front.len() > 2 && is_end(end))
    else {
        return text;
    };
    // "fabrikam.co.uk"
    match front.rsplit_once('.') {
        Some((name, second))
            if listed("co com org net ac gov or ne", &second.to_ascii_lowercase()) =>
        {
            name
        }
        // "St.Gallen.ag" is no host, "shop.fabrikam.com" is.
        Some((_, name)) if name.len() > 2 => name,
        Some(_) => text,
        None => front,
    }
}

/// "Mueller" as "Muller": after the accents are gone, an umlaut written out is
/// one vowel too many between two consonants.
fn without_spelt_out(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let consonant = |at: usize| {
        letters
            .get(at)
            .is_none_or(|c| c.is_ascii_lowercase() && !"aeiou".contains(*c))
    };
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let vowel = matches!(letters[at], 'a' | 'o' | 'u')
            && letters.get(at + 1) == Some(&'e')
            && consonant(at + 2)
            && at + 2 < letters.len()
            && (at == 0 || consonant(at - 1) && letters[at - 1] != 'q');
        out.push(letters[at]);
        at += if vowel { 2 } else { 1 };
    }
    out
}

/// The words, single letters in a row joined: "s a" is "sa".
fn join_letters(spaced: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for word in spaced.split_whitespace() {
        let single = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && open => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        open = single;
    }
    words
}
