//! A headline is what a person likes to say of themselves, seldom a title. Only
//! clear shapes are taken, and in doubt: "Title at Company" with one join, a title
//! that names a role and a company that is a name; a title alone; the orders of
//! East Asia. Of several parts the first that is clear counts.

use super::legal_forms::{is_form, is_form_before, without_joined};
use super::letters::{fold, readable};
use super::{Doubt, Job, Known, Source, listed};
use crate::platform::case;

/// What joins title and company in one of several languages, and nothing else.
const JOINS: &str = "at @ bei beim chez presso hos bij w på στην στη στο";

/// Joins that stand within titles as well ("Ingeniero en Sistemas"): only before
/// a name in capitals that is no field, or where the company has a legal form.
const LOOSE_JOINS: &str = "en em i na no in a la v ve u в у на der";

/// What may stand between a join and the company: "в компании", "la empresa".
const THE_COMPANY: &str = "компании компанию компания фирме společnosti firme firmie spolce empresa der die das la el \
    l'entreprise societe spolecnosti firma";

/// Fields that people work in, behind "en", "in": no companies.
const FIELDS: &str = "sistemas marketing ventas vendas finanzas financas recursos derecho direito economia \
    ingenieria engenharia ciencias informatica administracion administracao gestion gestao comercio salud \
    saude educacion educacao tecnologia ti it rh rrhh seguridad seguranca logistica medicina psicologia \
    contabilidad contabilidade comunicacion comunicacao design diseno arquitectura arquitetura sales engineering \
    finance data digital business software vertrieb ia ai transition formation charge management supply \
    customer product operations technology healthcare education research training residence";

/// Signs within a part that make it no clear statement.
const NOT_CLEAR: &[char] = &[
    '!', '?', ':', '"', '“', '”', '„', '+', '%', '[', ']', '=', '…', '_', '\\', '{', '}', '<', '>',
    '*', '#', '→',
];

/// Signs between the parts of a headline; a dash and a slash where spaces stand
/// around them.
const BETWEEN: &[char] = &[
    '|', '｜', '•', '·', ';', '►', '★', '☆', '▪', '●', '∙', '‧', '~', '\n',
];

/// Fields and departments: nobody's title.
const DEPARTMENTS: &str = "software strategy growth partnerships analytics quality security consulting technology \
    innovation communications events talent recruiting hr rh ventes comercial vendite acquisti operations product design legal procurement accounting sales marketing engineering finance it research development support logistics team \
    department vertrieb einkauf vertrieb ventas vendas people business data customer success and & of the";

/// Bodies whose names go on with "for".
const BODIES: &str =
    "center centre institute society foundation council association academy bank alliance";

/// Between two "at", the first of them within the title.
const INSIDE: &str = "scale home work law large heart night sea";

/// Endings of Nordic titles.
const NORDIC: &str = "chef sjef chefen ledare leder direktor direktør konsult konsulent utvecklare utvikler udvikler \
    ansvarig ansvarlig radgivare radgiver ingenjor ingenior ingeniør koordinator saljare selger sælger johtaja paallikko \
    ceo cto cfo vd";

/// Endings of titles in Chinese, Japanese and Korean.
const EAST_ASIAN: &str = "总监 總監 经理 經理 主管 总裁 總裁 工程师 工程師 董事长 董事長 创始人 創始人 創辦人 首席执行官 执行官 顾问 顧問 \
    专员 專員 主任 设计师 設計師 分析师 分析師 合伙人 合夥人 代表 部長 課長 取締役 社長 マネージャー マネジャー エンジニア 係長 室長 \
    執行役員 ディレクター デザイナー コンサルタント リーダー 担当 部长 课长 대표 이사 부장 차장 과장 대리 팀장 매니저 엔지니어 디자이너 개발자 \
    본부장 실장 컨설턴트 대표이사 プロデューサー 관 师 師 工 员 員 원 사 가 通訳 研究員 研究员 律师 弁護士 教授 사장 부사장 상무 전무 연구원 プランナー トレーナー アナウンサー ライター エディター アナリスト スペシャリスト セラピスト スタイリスト シャン \
    カウンセラー アドバイザー オペレーター プログラマー プログラマ アーキテクト ドライバー 士 者 官 長 作家 助理 司机 司機 编辑 編輯 记者 記者 \
    会计 會計 医生 醫生 护士 護士 主播 설계자 운영자 관리자 기획자 기술자 회계사";

/// Behind "at", and in a title alone: no job.
const LAW: &str = "hiring hirer available wanted opportunities opportunity";

/// Words that begin a slogan, in the form of [`fold`].
const SLOGAN_STARTS: &str = "i i'm i've we we're my the your our just proud passionate award-winning not \
    always never currently open let's ask hire join follow ich wir je nous yo soy nosotros eu \
    on love loving obsessed good great best better happy better-known world's why how what when \
    born life living top auf suche soker en op buscando busco lucky blessed excited enthusiastic dedicated driven results-driven \
    award serial back new now em in";

/// Words that make a past, a future or a wish of a title, or no job.
const NO_JOB: &str = "rentner rentnerin pensionar pensionarin retraite retraitee jubilado jubilada pensionato pensionata \
    emeryt emerytka duchodce пенсионер пенсіонер ex former formerly previously retired past until aspiring incoming future \
    seeking looking soon-to-be ehemals ehemalige ehemaliger ehemaligen ancien ancienne antiguo antigua \
    anterior voormalig tidigare tidligere byly dawny бывший ex-ceo \
    student students studentin studierende studierender etudiant etudiante estudiante estudante studente \
    studentessa studerende studentka alumnus alumna alumni alum candidate applicant bewerber undergraduate \
    laureato laureata laureado licenciado licenciada graduado graduada formado formada mestre diplomato diplomata diplome \
    graduate absolvent absolventin студент \
    eski speaker szukam pracy sirketinde futur future futura futuro byvaly byvala entinen volt колишніи колишній колишня бывшая πρωην vaga busca cerca lavoro trabajo empleo mom mum mother dad father husband wife parent lover enthusiast dreamer believer geek nerd foodie \
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

/// Words that name a role or its field, in the form of [`fold`].
const ROLES: &str = "impiegata mudur comptable juez empleado empleada abogada avvocato avvocata avocat avocate advogado advogada arquitecto arquitecta arquiteto \
    arquiteta medico medica enfermera profesor profesora professore ingeniera sef kurye avukat doktor mimar ogretmen \
    adjunct captain editor journalist photographer plumber electrician carpenter farmer writer artist actor musician \
    pharmacist midwife tolk laege lege lakare jurist advokat tandlege larer laerer laakari opettaja juristi \
    lekarz lekar pravnik odvetnik tlumacz dziennikarz orvos ugyved tanar advocaat huisarts tandarts docent \
    врач юрист учитель повар водитель лікар вчитель адвокат юрист δικηγοροσ μηχανικοσ γιατροσ \
    ceo cto cfo coo cmo cio ciso cpo cro chro vp svp evp avp gm md head lead chief president \
    partner owner founder cofounder co-founder chair chairman chairwoman member fellow associate assistant \
    analyst architect buyer clerk coach counsel nurse pilot scientist chemist principal dean professor \
    teacher paramedic technician surgeon lecturer rep executive secretary mechanic paralegal dentist vet cashier host fellow liaison lawyer attorney representative agent staff specialist expert intern trainee apprentice volunteer \
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
    istin entin ero era ere iere ier sjef chef ator yst man woman eure aire mestre log nik telj tel arz ezo ozo irto ajto \
    ci men meni peut peuta iatr urg tija tekti mestari ttaja logi dekaani \
    ник ист ер ор тель лог ец граф гог ант ент щий ниця ιατροσ εασ ικοσ";

/// Ends of words for occupations in any case of letters.
const OCCUPATIONS: &str = "ologist apist icist omist rtist alist urist ntist grapher editor writer worker officer planner \
    advisor operator inspector teacher driver trader lawyer surveyor auditor instructor supervisor nurse \
    anwalt anwaltin arzt arztin pfleger pflegerin kauffrau kaufmann fachkraft fachfrau fachmann kundige verpleger \
    ador adora eiro eira apeuta poradce urednik pracovnik spravca vedouci veduci reditel riaditel ucitel konatel \
    intezo vezeto elemzo gondozo oktato apolo szerelo kezelo elado tervezo fejleszto takarito tisztito arus mernok technikus doktoru memuru manazer dizajner psychoterapeut fyzik inspektor tehnicar mehanicar savjetnik knjiznicar \
    restaurator suradnik nadzornik arkkitehti asiantuntija yonetmeni uzmani muduru ogretmeni asistani sekreteri \
    manager engineer developer designer director ingenieur entwickler berater \
    bankert spravce ingeniero desarrollador analista abogado enfermero tecnico asistente secretario \
    ktin ztin altin terin mernok paallikko suunnittelija johtaja hoitaja insinoori inzenyr inzynier bankeř banker \
    cien cienne ario aria ista grafo grafa logo loga tecnico tecnica cista mista programista ksiegowy ksiegowa \
    rzeczoznawca przedstawiciel muhendisi mimari muduru yoneticisi danismani tasarimci uzmani mci mcu ekonom \
    vecklare vikler mmerare arkitekt konsulent konsult assistent hoofd secretaresse adviseur hoofd ledare handler \
    администратор цевт тер ист юрист чик щик арь ач вед арка ница адвокат економіст лікар ογοσ ουργοσ τησ βοηθοσ συμβουλοσ";

/// Longest headline that can be clear, in characters.
const LONGEST: usize = 120;

/// The job in a headline of a clear shape; a title without company where only
/// that is clear.
pub fn job(headline: &str) -> Option<Job> {
    let text = readable(headline, LONGEST * 4);
    if headline.chars().count() > LONGEST * 4 {
        return None;
    }
    let parts = parts(&text);
    // A sentence about more than the present.
    let mut alone: Option<(String, Option<String>)> = None;
    for (at, part) in parts.iter().enumerate() {
        let part = without_doubling(part.trim_start_matches(['/', ' ']));
        let past = ["전 ", "前", "元"]
            .iter()
            .any(|word| part.starts_with(word));
        if past
            || part.chars().count() > LONGEST
            || part.contains(NOT_CLEAR)
            || part.contains(" in training")
        {
            continue;
        }
        if let Some((title, company)) = with_company(part) {
            // "CEO at Fabrikam / Northwind": two companies?
            let next = parts.get(at + 1).and_then(|next| next.strip_prefix('/'));
            let role = |word: &str| listed(ROLES, &bare(word));
            if next.is_some_and(|next| !next.split_whitespace().any(role)) {
                return None;
            }
            return Some(found(title, Some(company)));
        }
        // Behind others a single word may be anything.
        let single =
            at > 0 && !part.contains(' ') && part.is_ascii() && !listed(ROLES, &bare(part));
        // "Sales Manager - DACH at Contoso": what follows belongs to it.
        let goes_on = parts.get(at + 1).is_some_and(|next| {
            let joined = next.split_whitespace().any(|word| listed(JOINS, word));
            joined && with_company(next).is_none() && !next.starts_with('/')
        });
        if alone.is_none() && goes_on && title_alone(part) {
            return None;
        }
        if alone.is_none() && !single && title_alone(part) {
            // "Vertriebsleiter | Musterwerk GmbH"
            let before = at.checked_sub(1).and_then(|at| parts.get(at));
            let beside = [parts.get(at + 1), before];
            let company = beside
                .into_iter()
                .flatten()
                .map(|part| part.trim())
                .find(|part| {
                    let words: Vec<&str> = part.split_whitespace().collect();
                    has_form(&words) && is_company(&words)
                });
            alone = Some((part.trim().to_owned(), company.map(str::to_owned)));
        }
    }
    let (title, company) = alone?;
    Some(found(title, company))
}

fn found(title: String, company: Option<String>) -> Job {
    let doubted = |text: String| {
        Known::certain(text, Source::Headline).map(|known| known.doubted(Doubt::FromHeadline))
    };
    Job {
        title: doubted(title),
        company: company.and_then(doubted),
        page: None,
    }
}

/// The parts of a headline, without emoji and hashtags.
fn parts(text: &str) -> Vec<String> {
    // "CTO @Fabrikam"
    let text = text.replace(" @", " @ ");
    let mut parts = vec![String::new()];
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if word.chars().all(|c| matches!(c, '-' | '–' | '—' | '―')) {
            parts.push(String::new());
            continue;
        }
        if word == "/" {
            parts.push("/".to_owned());
            continue;
        }
        // A hashtag within a statement leaves it unclear.
        let within = words.peek().is_some_and(|next| is_join(next, JOINS));
        if word.starts_with('#') && word.len() > 1 && !within {
            parts.push(String::new());
            continue;
        }
        let mut rest = word;
        while let Some((at, sign)) = rest
            .char_indices()
            .find(|(_, c)| BETWEEN.contains(c) || is_symbol(*c) && !NOT_CLEAR.contains(c))
        {
            add(&mut parts, &rest[..at]);
            parts.push(String::new());
            rest = &rest[at + sign.len_utf8()..];
        }
        add(&mut parts, rest);
    }
    parts.retain(|part| part.chars().any(char::is_alphabetic));
    parts
}

fn add(parts: &mut [String], word: &str) {
    if let Some(part) = parts.last_mut()
        && !word.is_empty()
    {
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
}

/// A text shown twice, once for screen readers.
fn without_doubling(text: &str) -> &str {
    let middle = text.len() / 2;
    for at in [middle, middle + 1] {
        if text.len() > 9
            && let (Some(first), Some(second)) = (text.get(..at), text.get(at..))
            && first.trim_end() == second.trim_start()
        {
            return first.trim_end();
        }
    }
    text
}

/// Title and company of a part.
fn with_company(part: &str) -> Option<(String, String)> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let plain: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !matches!(*word, "@" | "at"))
        .collect();
    if let Some(found) = east_asian(&plain) {
        return Some(found);
    }
    let joins: Vec<usize> = (1..words.len().saturating_sub(1))
        .filter(|at| is_join(words[*at], JOINS))
        .collect();
    let joined = match joins.as_slice() {
        [] => whole(loosely(&words)).or_else(|| by_comma(&words)),
        [at] => whole(split(&words, *at)),
        // "Head of Data at Scale at Fabrikam": what stands between names no company.
        [first, at] if listed(INSIDE, &bare(words[first + 1])) && first + 2 == *at => {
            whole(split(&words, *at))
        }
        // Twice "at": two jobs, or a sentence.
        _ => None,
    };
    joined.map(|(title, company)| (title.join(" "), named(&company)))
}

/// The words around a join, where they are a title and a company.
fn split<'a>(words: &'a [&'a str], at: usize) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let (title, company) = (
        &words[..at],
        without_brackets(after_article(&words[at + 1..])),
    );
    // Before a legal form any words are a title, but for fields of work alone.
    let formal = has_form(company)
        && is_statement(title)
        && !title
            .iter()
            .all(|word| is_field(word) || !is_role(word) && listed(DEPARTMENTS, &bare(word)))
        && !title.iter().any(|word| word.ends_with(','));
    let department = title
        .iter()
        .all(|word| listed(DEPARTMENTS, &bare(word)) || matches!(*word, "&" | "/"));
    (!department && (formal || is_title(title)) && is_company(company)).then_some((title, company))
}

/// "Contoso (YC W21)": what stands in brackets behind the company is no part of it.
fn without_brackets<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    match words.iter().position(|word| word.starts_with('(')) {
        Some(at)
            if at > 0
                && !words[at..].iter().any(|word| {
                    let plain = bare(word);
                    plain.starts_with("ex-") || listed(NO_JOB, &plain) || listed(LAW, &plain)
                })
                && words.last().is_some_and(|last| last.ends_with(')'))
                && !has_form(words) =>
        {
            &words[..at]
        }
        _ => words,
    }
}

/// By a join that stands within titles as well.
fn loosely<'a>(words: &'a [&'a str]) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let at = (1..words.len().saturating_sub(1))
        .rev()
        .find(|at| is_join(words[*at], LOOSE_JOINS))?;
    let (title, company) = split(words, at)?;
    let plain = bare(company[0]);
    // "в компании Кремер"
    let said = at + 1 < words.len() - company.len();
    let named = !listed(FIELDS, &plain)
        && (said || !is_role(company[0]))
        && title.iter().any(|word| is_person(word))
        && words[at] != "der";
    // "Manager in Berlin" may be a place; the Romance and Slavic joins seldom are.
    let place = listed("in a i la", words[at]) && at + 1 == words.len() - company.len();
    (has_form(company) || named && !place).then_some((title, company))
}

/// "Säljchef, Fabrikam AB": a comma before a company with a legal form, and in
/// the Nordic languages before any.
fn by_comma<'a>(words: &[&'a str]) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
    let at = (1..words.len()).rev().find(|at| {
        words[at - 1].ends_with(',')
            && !(at + 1 == words.len() && is_form(&bare(words[*at]).replace('.', "")))
    })?;
    let (title, company) = words.split_at(at);
    let mut title = title.to_vec();
    let last = title.last_mut()?;
    *last = last.trim_end_matches(',');
    let nordic = NORDIC
        .split_ascii_whitespace()
        .any(|end| bare(last).ends_with(end));
    let one = !title.iter().any(|word| word.ends_with(','));
    let formal =
        has_form(company) && is_statement(&title) && title.iter().any(|word| !is_field(word));
    (one && (formal || nordic && title.len() < 4 && is_title(&title))
        && is_company(company)
        && !company.iter().any(|word| listed(ROLES, &bare(word))))
    .then(|| (title, company.to_vec()))
}

fn whole<'a>(halves: Option<(&[&'a str], &[&'a str])>) -> Option<(Vec<&'a str>, Vec<&'a str>)> {
    halves.map(|(title, company)| (title.to_vec(), company.to_vec()))
}

fn after_article<'a>(words: &'a [&'a str]) -> &'a [&'a str] {
    let count = words
        .iter()
        .take_while(|word| listed(THE_COMPANY, &fold(word)) && !begins_large(word))
        .count();
    if count < words.len() {
        &words[count..]
    } else {
        words
    }
}

/// The company's words, without what stands in brackets behind it.
fn named(words: &[&str]) -> String {
    words.join(" ").trim_end_matches(',').to_owned()
}

/// "Fabrikam株式会社 営業部長": title and company in Han, kana or Hangul, parted by
/// a space, the title known by its ending.
fn east_asian(words: &[&str]) -> Option<(String, String)> {
    let asian = |word: &str| {
        word.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let ends = |word: &str| {
        EAST_ASIAN
            .split_ascii_whitespace()
            .any(|end| word.ends_with(end))
    };
    // "赵氏机械有限公司的工程师"
    if let [word] = words
        && let Some((company, title)) = word.split_once("公司的")
        && ends(title)
    {
        return Some((title.to_owned(), format!("{company}公司")));
    }
    if !words.iter().any(|word| asian(word)) || !(2..=5).contains(&words.len()) {
        return None;
    }
    let last = words.len() - 1;
    let formal = |words: &[&str]| {
        words.iter().any(|word| {
            without_joined(word).1
                || ["公司", "集团", "集團", "銀行", "银行"]
                    .iter()
                    .any(|end| word.ends_with(end))
        })
    };
    let clear = |title: &[&str], company: &[&str]| {
        title.iter().all(|word| asian(word))
            && title.last().is_some_and(|word| ends(word))
            && !company
                .iter()
                .any(|word| ends(word) && !without_joined(word).1)
            && (formal(company) || company.len() == 1 && !asian(company[0]))
            // "주식회사 예시": the form is a word of its own.
            && !without_joined(&company.concat()).0.trim().is_empty()
            && !formal(title)
    };
    (1..=last).find_map(|at| {
        let (front, back) = words.split_at(at);
        if clear(back, front) {
            // "Fabrikam 的销售总监"
            let title = back.join(" ");
            let title = title.strip_prefix('的').unwrap_or(&title).to_owned();
            Some((title, front.join(" ")))
        } else if clear(front, back) && formal(back) {
            Some((front.join(" "), back.join(" ")))
        } else {
            None
        }
    })
}

/// A title and nothing else: a person's role, in capitals or by a known word.
fn title_alone(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let han = |word: &&str| {
        word.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let asian = words.len() <= 4
        && words.iter().all(han)
        && !words.iter().any(|word| without_joined(word).1)
        && EAST_ASIAN
            .split_ascii_whitespace()
            .any(|end| part.ends_with(end))
        && part.chars().count() < 20;
    let joined = words
        .iter()
        .any(|word| is_join(&case::lower(word), JOINS) || word.ends_with(',') && words.len() > 5)
        || words
            .windows(2)
            .any(|pair| is_join(pair[0], LOOSE_JOINS) && listed(THE_COMPANY, &fold(pair[1])));
    asian
        || words.len() <= 7
            && !joined
            && is_title(&words)
            && words.iter().any(|word| is_person(word))
            && !part.ends_with(['.', ','])
            // "VP, Engineering", but not "Sales Manager, Fabrikam".
            && part.split_once(',').is_none_or(|(_, after)| after.split_whitespace().any(is_role))
            && !words.iter().any(|word| word.contains('.') && word.len() > 4)
            && words.iter().filter(|word| !begins_large(word)).all(|word| {
                listed("of the and & for de del di du des da do dos der und et e y i of in og och van для по и la le s", word) || is_role(word) || !word.is_ascii() || word.len() > 4
            })
            && !has_form(&words)
            && !words.iter().any(|word| listed(LAW, &bare(word)))
}

/// Emoji, arrows, decorative signs.
fn is_symbol(c: char) -> bool {
    matches!(u32::from(c), 0xa0..=0xa9 | 0xac..=0xb9 | 0xbc..=0xbf | 0x2000..=0x200f | 0x2020..=0x2bff | 0x3000..=0x3004 | 0x3010..=0x303f | 0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0x1f000..)
}

/// "at", and "At" in a headline of Capitals.
fn is_join(word: &str, joins: &str) -> bool {
    listed(joins, word) || (word == "At" && listed(joins, "at"))
}

fn bare(word: &str) -> String {
    fold(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn begins_large(word: &str) -> bool {
    word.trim_start_matches(['«', '('])
        .starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
}

/// A role by the list, by a part of a compound, or by its ending.
fn is_role(word: &str) -> bool {
    let plain = bare(word);
    listed(ROLES, &plain)
        || plain.split(['-', '\'']).any(|part| listed(ROLES, part))
        || (plain.chars().count() > 4
            && OCCUPATIONS
                .split_ascii_whitespace()
                .any(|end| plain.ends_with(end)))
        || (plain.chars().count() > 5
            && begins_large(word)
            && !plain.ends_with("ment")
            && ENDINGS
                .split_ascii_whitespace()
                .any(|ending| plain.ends_with(ending)))
}

fn is_title(words: &[&str]) -> bool {
    is_statement(words) && words.iter().any(|word| is_role(word)) && one_role(words)
}

/// What stands before a join and may be a title, whatever its words mean.
fn is_statement(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let start = bare(first);
    let slogan = listed(SLOGAN_STARTS, &fold(&first.replace('\u{2019}', "'")))
        || (start.ends_with("ing")
            && !listed(TITLES_ON_ING, &start)
            // "Letting Agent"
            && !(words.len() == 2 && words[1..].iter().all(|word| is_person(word))));
    // "Master in Finance"
    let studied = words.len() > 2 && start == "master" && listed("in of en em", words[1]);
    let no_job = studied
        || words.iter().any(|word| {
            let plain = bare(word);
            listed(NO_JOB, &plain) || plain.starts_with("ex-") || plain.ends_with("'m")
        });
    // "Sr. Engineer", but not "Sales leader. Engineer".
    let sentence = words.iter().any(|word| {
        word.ends_with('.') && (word.len() > 6 || (word.len() > 4 && !begins_large(word)))
    });
    let verb = words.iter().any(|word| {
        listed(
            "on for is are am was who that which helps help helped loves love makes make i we you your",
            &bare(word),
        )
    });
    first.starts_with(char::is_alphabetic)
        && begins_large(first)
        && !slogan
        && !no_job
        && !sentence
        && !verb
        && words.len() <= 9
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
    let plain = |word: &&str| bare(word).replace('.', "");
    words.last().is_some_and(|word| is_form(&plain(word)))
        || words.len() > 1 && words.first().is_some_and(|word| is_form_before(&plain(word)) && !word.ends_with('.'))
        || words.iter().any(|word| without_joined(word).1)
        // "Fabrikam Sp. z o.o."
        || words.len() > 2 && words.ends_with(&["z", "o.o."])
}

/// A role that a person has, not a field of work.
fn is_person(word: &str) -> bool {
    is_role(word) && !is_field(word)
}

fn is_company(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    // "eBay", "iRobot"
    let brand = first.chars().nth(1).is_some_and(char::is_uppercase);
    // "contoso.com"
    let host = first.rsplit_once('.').is_some_and(|(front, end)| {
        front.len() > 2 && listed("com net org io ai co app dev", &end.to_ascii_lowercase())
    });
    let form = has_form(words);
    let inside = &words[..words.len() - 1];
    // "Fabrikam, Inc.", "Nixon, Porter & Schneider LLP": no other comma, and no
    // end of a sentence within.
    let partners = form && words.len() > 3 && words.iter().any(|word| matches!(*word, "&" | "and"));
    let parted = inside.iter().enumerate().any(|(at, word)| {
        word.ends_with('.') && word.len() > 4
            || word.ends_with(',') && !(form && at + 2 == words.len() || partners)
    });
    let last = words[words.len() - 1];
    let ends = last.ends_with(',')
        || (last.ends_with('.') && !form && !last.trim_end_matches('.').contains('.'));
    // All large but for articles and the like: else a sentence goes on.
    let name = words[1..].iter().all(|word| {
        begins_large(word)
            || listed(
                "of the de du des la les le di della del do da dos van von der den für & a/s",
                word,
            )
            || *word == "for" && listed(BODIES, &bare(first))
            || form && listed("z s o.o. r.o.", word)
            || is_form(&bare(word).replace('.', ""))
    });
    (begins_large(first) || brand || host)
        && words.len() <= 6
        && !parted
        && !ends
        && name
        && !words.iter().any(|word| word.contains('(') && !form)
        && !words.iter().any(|word| {
            let plain = bare(word);
            plain.starts_with("ex-") || listed("ceo cto cfo coo founder advisor adviser author mentor investor speaker student board i we my now who and und et y ex former", &plain)
        })
        && !listed(NO_COMPANY, &bare(first))
}
