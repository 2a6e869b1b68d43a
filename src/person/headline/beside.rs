//! What stands beside a title, in a part of its own or behind a comma, and has no
//! mark of a company: known to be none, the company of whoever leads one, or
//! nobody can tell.

use super::asides::{CERTIFICATES, PAST};
use super::companies::{
    AT_THE_END, IN_FRONT, KINDS, has_form, is_company, is_named_company, is_work,
};
use super::industries::{BEHIND, is_ordinary};
use super::joins::{OWNERS, has_comma, has_join, is_own};
use super::parts::words_in;
use super::roles::{
    any, any_person, bare, begins_large, has, is_field, is_known_role, is_person, is_role,
};
use super::statements::{
    ALONE, DEPARTMENTS, FOUNDERS, NO_JOB, NO_TITLE_WORDS, SLOGAN_STARTS, SLOGANS_ON_ING,
};
use super::{AREAS, BESIDES as BESIDES_A_JOB, FIELDS, PERSONAS};
use crate::person::words::words;

words! {
    /// Skills, tools, certificates and sectors, and what people say of themselves: no
    /// companies.
    SKILLS = "soporte redes node js sigma asset acquisition planning budgeting forecasting negotiation clients spirits beverage civil care sourcing assurance reliability improvement \
    continuous excellence operational ehs hse fmcg cpg merchandising lead generation linux gdpr psychology cnc plc bim autocad storytelling \
    illustration web mentoring engagement employee turnaround python sql java javascript typescript react reactjs angular vue aws azure gcp google \
    microsoft kubernetes docker terraform devops agile scrum kanban lean six saas b2b b2c d2c fintech healthtech edtech crm erp sap salesforce oracle \
    tableau excel seo sem ml iot blockchain web3 cyber cybersecurity machine learning automation fullstack full-stack frontend backend front-end \
    back-end mern mobile ios android open source nodejs express dsa competitive programming stack coder contributor maker hacker advocate evangelist \
    builder snowflake databricks dbt bau ux ui ecommerce e-commerce renewable sustainability esg banking telecom manufacturing estate property \
    tourism gaming sports nonprofit ngo government defense sciences istqb transformation change leadership culture diversity inclusion payments \
    payroll tax audit risk compliance governance privacy copywriting content brand branding social performance project program process freelance \
    full-time part-time certified photography music writing blog building qa cad digitalisierung mittelstand ki nachhaltigkeit fuhrung \
    projektmanagement personalentwicklung erneuerbare energien numerique developpement durable strategie changement transformacion liderazgo \
    innovacion inteligencia artificial sostenibilidad energias renovables transformacao lideranca inovacao sustentabilidade formazione duurzaamheid \
    leiderschap hallbarhet ledarskap affarsutveckling digitalisering baerekraft ledelse johtaminen strategia zarzadzanie projektami vezetes iletisim \
    e-ticaret yonetimi разработка аналитика управление проектами стратегия управління аналітика στρατηγικη تسويق محاسبة مبيعات تدقيق تصميم ادارة \
    إدارة שיווק מכירות נדלן דיגיטל ניהול 数据分析 数据 人工智能 互联网 电商 区块链 供应链 市场营销 跨境电商 新能源 金融 教育 产品 运营 マーケティング 新規事業 人事 採用 営業 データ分析 마케팅 데이터 기획 영업 인사 디자인 개발 \
    스타트업 safety certification belt black iso bestselling top voice award proud happy coffee dog packaging recruitment recruiting equity biotech power \
    cloud renewables energy insurance construction travel entertainment trust immobilien";
}

words! {
    /// Whoever leads a company, in words that lead nothing else.
    LEADERS = "vorstand vorstandin daglig 首席执行官 創始人 创始人 創始人 创办人 創辦人 执行长 執行長 代表取締役 社長 대표 대표이사 창업자 president chairman chairwoman coo cfo cto cmo md managing geschaftsfuhrer geschaftsfuhrerin \
    geschaftsfuhrender geschaftsfuhrende gesellschafter gesellschafterin toimitusjohtaja vd prezes jednatel jednatelka konatel konatelka ugyvezeto \
    tulajdonos genel omistaja yrittaja генеральный генеральныи генеральнии владелец власник засновник засновниця основатель основательница собственик \
    управител ιδρυτησ ιδρυτρια ιδιοκτητησ διευθυνων מנכל מנכלית מייסד מייסדת בעלים مؤسس مؤسسة التنفيذي pendiri pemilik vlasnik vlasnica ustanoviteljica \
    savininkas savininke asutaja dibinataja ipasnieks";
}

words! {
    /// What may stand beside such words: "Managing Partner", "Ügyvezető igazgató".
    BESIDES = "leder and und et y e i a en og och и та ja ve và και و of the partner director general executive officer chief co mudur ortak igazgato delegato unico \
    zarzadu директор συμβουλοσ adjunct joint gesellschafter mede directeur directrice direktor principal";
}

/// Of the words of a title, each says that somebody leads a company.
#[inline(never)]
pub(super) fn leads(title: &[&str]) -> bool {
    let parts = || title.iter().map(|word| bare(word.trim_end_matches(',')));
    let leader = |plain: &str| {
        LEADERS.hold(plain)
            || OWNERS.hold(plain)
            || plain.split(['-', '/']).any(|part| FOUNDERS.hold(part))
            || FOUNDERS.hold(plain)
    };
    let asian = matches!(title, [title] if *title > "\u{2e80}" && LEADERS.end(title));
    asian
        || parts().any(|plain| leader(&plain))
            && parts().all(|plain| plain.is_empty() || leader(&plain) || BESIDES.hold(&plain))
}

/// What words beside a title are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// No company: skills, another role, a statement.
    Other,
    /// A name that nothing marks as a company's, beside whoever leads one.
    Company,
    /// It may be a company's name, or not.
    Unknown,
}

/// A skill, a field, an area or a certificate.
#[inline(never)]
pub(super) fn is_known(word: &&str) -> bool {
    let plain = bare(word);
    let mut parts = plain.split(['-', '/', '.']);
    plain.is_empty()
        || SKILLS.hold(&plain)
        || CERTIFICATES.hold(&plain)
        || KINDS.hold(&plain)
        || AT_THE_END.hold(&plain)
        || parts.any(|part| {
            SKILLS.hold(part)
                || AREAS.hold(part)
                || FIELDS.hold(part)
                || DEPARTMENTS.hold(part)
                || NO_TITLE_WORDS.hold(part)
        })
}

/// What `words` are beside a title, where they have no mark of a company.
#[inline(never)]
pub(super) fn beside(title: &[&str], words: &[&str]) -> Beside {
    // "The Copper Kettle"
    let words = match words {
        ["The", rest @ ..] if !rest.is_empty() => rest,
        [] => return Beside::Other,
        words => words,
    };
    let large = |word: &&str| !word.is_ascii() && !word.contains(char::is_lowercase);
    let uncased = words.len() > 3 && words.iter().any(large);
    let other = |word: &&str| {
        let plain = bare(word);
        word.contains(char::is_numeric)
            || is_known_role(&plain) && !is_field(word)
            || NO_JOB.hold(&plain)
            || PERSONAS.hold(&plain)
            || ALONE.hold(&plain)
    };
    // "Freelancer", but also "Brenner".
    let role = |word: &&str| words.len() > 1 && is_role(word);
    // "Branding & Packaging"
    let field = words.contains(&"&") && (is_known(&words[0]) || has(&BEHIND, words[0]));
    // A mark of a company in a name that is not clear: "Doubravské strojírny a.s. Brno"
    if (has_form(words) || has(&IN_FRONT, words[0])) && !has_join(words) && !has_comma(words) {
        return Beside::Unknown;
    }
    if uncased
        || field
        || !is_company(words)
        || has(&SLOGAN_STARTS, words[0])
        || has(&SLOGANS_ON_ING, words[0])
        || words.iter().any(other)
        || words.iter().all(|word| is_known(word) || role(word))
            && !(words.len() > 2 && has(&AT_THE_END, words[words.len() - 1]))
        || words.len() == 1 && has(&BEHIND, words[0])
        // "Digital Transformation", but not "Metro Bank", "Smart Energy"
        || words.len() > 1
            && is_known(&words[words.len() - 1])
            && !has(&AT_THE_END, words[words.len() - 1])
            && !has(&BEHIND, words[words.len() - 1])
            && words.iter().all(|word| is_ordinary(word))
    {
        Beside::Other
    } else if leads(title) && !is_known(&words[0]) && is_own(words) {
        Beside::Company
    } else {
        Beside::Unknown
    }
}

/// The company in the parts around a title; unclear where one may stand there.
pub(super) struct Near<'a> {
    pub(super) company: Option<&'a str>,
    pub(super) clear: bool,
}

/// What stands around the title in the part `at` and in `more` parts behind it.
pub(super) fn near<'a>(parts: &[(Option<char>, &'a str)], at: usize, more: usize) -> Near<'a> {
    let title = words_in(parts[at].1);
    let behind = &parts[at + more + 1..];
    let before = at.checked_sub(1).and_then(|at| parts.get(at));
    // "Vertriebsleiter | Musterwerk GmbH"
    let around = || {
        behind
            .first()
            .into_iter()
            .chain(before)
            .map(|(_, part)| *part)
    };
    let mut company = around().find(|part| is_named_company(&words_in(part)));
    let mut clear = true;
    if company.is_some() {
        return Near { company, clear };
    }
    // "Chef de projet | Contoso | ex-Fabrikam"
    let later = behind
        .get(1)
        .and_then(|(_, later)| later.split([' ', '-']).next());
    let was = later.is_some_and(|word| PAST.hold(word));
    for other in around() {
        match beside(&title, &words_in(other)) {
            Beside::Other => {}
            Beside::Unknown if !was => clear = false,
            _ => company = Some(other),
        }
    }
    if company.is_some() || !clear {
        return Near { company, clear };
    }
    // "Advokat | Partner | Musterwerk Advokater", but of "Buyer – Valves – Musterwerk
    // GmbH" the field would be missing.
    let mut field = false;
    for (sign, part) in behind {
        let words = words_in(part);
        if is_named_company(&words) {
            (company, clear) = (Some(*part), !field);
            break;
        }
        let skill = |word: &&str| has(&SKILLS, word) || has(&CERTIFICATES, word);
        field |= sign.is_some() && !words.iter().all(skill) && !any_person(&words);
        let other = any(&BESIDES_A_JOB, &words) || any(&PERSONAS, &words);
        if other || has_join(&words) || beside(&title, &words) != Beside::Other {
            break;
        }
    }
    Near { company, clear }
}

/// "EMEA", "Western Canada", "Treasury, Tax & Risk": what somebody is in charge of.
#[inline(never)]
pub(super) fn is_area(words: &[&str]) -> bool {
    words.iter().all(|word| {
        matches!(*word, "&" | "and") || begins_large(word) && (has(&AREAS, word) || is_work(word))
    })
}

/// "Business Development", "Cloud", behind a title and before "at".
pub(super) fn is_field_or_area(field: &str) -> bool {
    let words = words_in(field);
    words.len() < 5
        && words
            .iter()
            .all(|word| (begins_large(word) || matches!(*word, "&" | "and")) && !is_person(word))
}
