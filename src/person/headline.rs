//! A headline is what a person likes to say of themselves, seldom a title. Only
//! the clear shape "Title at Company" is taken, and in doubt: one join, a title
//! that names a role, a company that is a name, and nothing else.

use super::letters::fold;
use super::{Doubt, Job, Known, Source, listed};

/// What joins title and company in one of several languages, and nothing else.
const JOINS: &str = "at @ bei beim chez presso hos bij w på στην στη στο";

/// Joins that stand within titles as well ("Ingeniero en Sistemas"): only where
/// the company has a legal form.
const LOOSE_JOINS: &str = "en em na no in a la v ve u в у на";

/// Signs of more than one statement, of a slogan, or of another language's
/// order.
const NOT_CLEAR: &[char] = &[
    '|', '｜', '•', '·', '/', ';', '!', '?', '→', '►', '★', '#', ':', '"', '“', '”', '„', '«', '+',
    '%', '(', '[', '~', '=', '…', '_', '\\', '{', '<', '>', '*', '–', '—', '、', '，',
];

/// Words that begin a slogan, in the form of [`fold`].
const SLOGAN_STARTS: &str = "i i'm i've we we're my the your our just proud passionate award-winning not \
    always never currently open let's ask hire join follow ich wir je nous yo soy nosotros eu \
    on love loving obsessed good great best better happy better-known world's why how what when \
    born life living top auf suche en op buscando busco lucky blessed excited enthusiastic dedicated driven results-driven \
    award serial back new now";

/// Words that make a past, a future or a wish of a title, or no job.
const NO_JOB: &str = "ex former formerly previously retired past until aspiring incoming future \
    seeking looking soon-to-be ehemals ehemalige ehemaliger ehemaligen ancien ancienne antiguo antigua \
    anterior voormalig tidigare tidligere byly dawny бывший ex-ceo \
    student students studentin studierende studierender etudiant etudiante estudiante estudante studente \
    studentessa studerende studentka alumnus alumna alumni alum candidate applicant bewerber undergraduate \
    graduate absolvent absolventin студент \
    mom mum mother dad father husband wife parent lover enthusiast dreamer believer geek nerd foodie \
    runner traveler traveller gamer thinker learner winner fan lifelong addict better happier \
    stronger smarter faster bigger greater harder together day night";

/// English words on -ing that begin titles; all others begin slogans.
const TITLES_ON_ING: &str = "marketing engineering accounting consulting purchasing nursing banking \
    managing acting operating recruiting training trading manufacturing planning pricing branding \
    advertising sourcing shipping mining billing staffing founding supervising leasing lending licensing \
    programming testing writing teaching merchandising controlling";

/// Companies that are none.
const NO_COMPANY: &str = "heart large home work night scale law life nothing everything stealth \
    confidential undisclosed self self-employed freelance various multiple least last first once sea \
    solving making helping what being creating finding turning getting building fixing numbers people \
    unemployed sabbatical selbststandig myself";

/// Legal forms of companies, in the form of [`fold`], without full stops.
const FORMS: &str = "inc llc ltd limited corp corporation co gmbh ag kg se sa sl sas sarl srl spa bv nv ab as \
    a/s oy oyj plc ltda lda sro kft doo zrt pty pvt ooo ооо ао sau slu mbh ug ohg asa aps eireli";

/// Words that name a role or its field, in the form of [`fold`].
const ROLES: &str = "ceo cto cfo coo cmo cio ciso cpo cro chro vp svp evp avp gm md head lead chief president \
    partner owner founder cofounder co-founder chair chairman chairwoman member fellow associate assistant \
    analyst architect buyer clerk coach counsel nurse pilot scientist chemist principal dean professor \
    teacher lecturer rep executive secretary mechanic paralegal dentist vet cashier host fellow liaison lawyer attorney representative agent staff specialist expert intern trainee apprentice volunteer \
    sales marketing hr finance operations engineering product design legal procurement accounting \
    leitung leiter leiterin geschaftsfuhrer geschaftsfuhrung inhaber vorstand prokurist referent \
    werkstudent einkauf vertrieb chef cheffe responsable gerant directrice charge chargee adjoint fondateur \
    fondatrice associe gerente jefe jefa socio socia director directora fundador fundadora encargado \
    encargada diretor diretora chefe coordinador coordinadora capo titolare responsabile addetto \
    impiegato socio hoofd oprichter eigenaar medewerker chef saljare vd daglig leder direktor \
    dyrektor kierownik prezes kierowniczka specjalista menedzer reditel vedouci igazgato vezeto \
    директор менеджер руководитель начальник основатель инженер διευθυντησ υπευθυνοσ υπευθυνη διευθυντρια controller";

/// Endings of words for people who do something.
const ENDINGS: &str = "er or eur euse rice ist ista iste ent ant ante ente ician arian dor tore ledare lare dora tor iker erin orin eurin \
    istin entin ero era ere iere ier sjef chef ator yst man woman ник ист ер ор тель лог";

/// Longest headline that can be clear, in characters.
const LONGEST: usize = 120;

/// The job in a headline of the clear shape.
pub fn job(headline: &str) -> Option<Job> {
    if headline.chars().count() > LONGEST * 4 {
        return None;
    }
    // "CTO @Fabrikam"
    let text = headline.replace(" @", " @ ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() > LONGEST
        // A slash stands in the Danish form of a company alone.
        || whole.replace("A/S", "").contains(NOT_CLEAR)
        || !whole
            .chars()
            .all(|c| c.is_alphanumeric() || " .,-&@'\u{2019}".contains(c) || !is_symbol(c))
        || words.iter().any(|word| word.chars().all(|c| c == '-'))
    {
        return None;
    }
    let joins: Vec<usize> = (1..words.len().saturating_sub(1))
        .filter(|at| is_join(words[*at], JOINS))
        .collect();
    let (at, loose) = match joins.as_slice() {
        [at] => (*at, false),
        [] => {
            let last = (1..words.len().saturating_sub(1))
                .rev()
                .find(|at| is_join(words[*at], LOOSE_JOINS))?;
            (last, true)
        }
        // Twice "at": two jobs, or a sentence.
        _ => return None,
    };
    let (title, company) = (&words[..at], &words[at + 1..]);
    if !is_title(title) || !is_company(company) || (loose && !has_form(company)) {
        return None;
    }
    let doubted = |words: &[&str]| {
        Known::certain(words.join(" "), Source::Headline)
            .map(|known| known.doubted(Doubt::FromHeadline))
    };
    Some(Job {
        title: doubted(title),
        company: doubted(company),
    })
}

/// Emoji, arrows, decorative signs.
fn is_symbol(c: char) -> bool {
    matches!(u32::from(c), 0xa0..=0xbf | 0x2000..=0x2bff | 0x3000..=0x303f | 0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0x1f000..)
}

/// "at", and "At" in a headline of Capitals.
fn is_join(word: &str, joins: &str) -> bool {
    listed(joins, word) || (word == "At" && listed(joins, "at"))
}

fn bare(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn begins_large(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
}

/// A role by the list, by a part of a compound, or by its ending.
fn is_role(word: &str) -> bool {
    let plain = bare(word);
    listed(ROLES, &plain)
        || plain.split(['-', '\'']).any(|part| listed(ROLES, part))
        || (plain.chars().count() > 5
            && begins_large(word)
            && !plain.ends_with("ment")
            && ENDINGS
                .split_ascii_whitespace()
                .any(|ending| plain.ends_with(ending)))
}

fn is_title(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let start = bare(first);
    let slogan = listed(SLOGAN_STARTS, &fold(&first.replace('\u{2019}', "'")))
        || (start.ends_with("ing") && !listed(TITLES_ON_ING, &start));
    let no_job = words.iter().any(|word| {
        let plain = bare(word);
        listed(NO_JOB, &plain) || plain.starts_with("ex-") || plain.ends_with("'m")
    });
    // "Sr. Engineer", but not "Sales leader. Engineer".
    let sentence = words.iter().any(|word| {
        word.ends_with('.') && (word.len() > 6 || (word.len() > 4 && !begins_large(word)))
    });
    let verb = words.iter().any(|word| {
        listed(
            "is are am was who that which helps help helped loves love makes make i we you your",
            &bare(word),
        )
    });
    first.starts_with(char::is_alphabetic)
        && begins_large(first)
        && !slogan
        && !no_job
        && !sentence
        && !verb
        && words.len() <= 8
        && words.iter().any(|word| is_role(word))
        && one_role(words)
        && !words.iter().any(|word| word.contains('@'))
}

/// "VP, Engineering", but not "Speaker, Author, Engineer".
fn one_role(words: &[&str]) -> bool {
    let commas: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].ends_with(','))
        .collect();
    match commas.as_slice() {
        [] => true,
        [at] => {
            let (before, after) = words.split_at(at + 1);
            let person = |words: &[&str]| words.iter().any(|word| is_role(word) && !is_field(word));
            after.first().is_some_and(|word| begins_large(word))
                && !(person(before) && person(after))
        }
        _ => false,
    }
}

/// Of the roles, those that are fields of work.
fn is_field(word: &str) -> bool {
    listed(
        "sales marketing hr finance operations engineering product design legal procurement accounting \
         einkauf vertrieb principal staff",
        &bare(word),
    )
}

fn has_form(words: &[&str]) -> bool {
    words
        .last()
        .is_some_and(|word| listed(FORMS, &bare(word).replace('.', "")))
}

fn is_company(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    // "eBay", "iRobot"
    let brand = first.chars().nth(1).is_some_and(char::is_uppercase);
    let form = has_form(words);
    let inside = &words[..words.len() - 1];
    // "Fabrikam, Inc.": no other comma, and no end of a sentence within.
    let parted = inside.iter().enumerate().any(|(at, word)| {
        word.ends_with('.') && word.len() > 4
            || word.ends_with(',') && !(form && at + 2 == words.len())
    });
    let last = words[words.len() - 1];
    let ends = last.ends_with(',')
        || (last.ends_with('.') && !form && !last.trim_end_matches('.').contains('.'));
    // All large but for articles and the like: else a sentence goes on.
    let name = words[1..].iter().all(|word| {
        begins_large(word)
            || listed(
                "of the for de du des la le les di della del do da dos van von der den für & a/s",
                word,
            )
            || has_form(&[word])
    });
    (begins_large(first) || brand)
        && words.len() <= 6
        && !parted
        && !ends
        && name
        && !words.iter().any(|word| {
            let plain = bare(word);
            plain.starts_with("ex-") || listed("ceo cto cfo coo founder advisor adviser author mentor investor speaker student board i we my now who and und et y ex former", &plain)
        })
        && !listed(NO_COMPANY, &bare(first))
}
