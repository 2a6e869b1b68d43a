//! Names of companies and bodies that say what is made or done there: "Tarnwick
//! Systems", "Ceramiche Valdosca", "Bouwbedrijf Hemmelaar".

use super::beside::is_known;
use super::companies::{IN_FRONT, WORK};
use super::roles::{bare, begins_large};
use super::statements::NO_JOB;
use crate::person::words::words;

words! {
    /// Behind a name: "Tarnwick Systems".
    pub(super) BEHIND = "emballages plastiques menuiserie charpente nettoyage traiteur nurseries homecare systems software technologies solutions networks communications electronics instruments devices construction builders contractors interiors \
    roofing joinery plumbing electrical farms foods beverages utilities energy power renewables solar oil gas water waste recycling mining minerals \
    metals castings foundry tooling tools machinery fasteners valves pumps turbines bearings engines packaging plastics paper paints coatings \
    chemicals ceramics timber furniture apparel fashion cosmetics logistics shipping haulage transport trucking marine aviation automotive stores \
    supply supplies retail trading films press entertainment travel tours restaurants pharma biotech therapeutics diagnostics healthcare health \
    hospitals medical dental veterinary pharmacy trust capital finance financial insurance investments equity accountants solicitors architects \
    consultants consulting engineers engineering design designs recruitment staffing security services analytics data cloud digital dynamics \
    properties estates housing council district department lisesi society association academy schools church cooperative verpackungen spedition \
    immobilien versicherungen elektronik kunststoffe verpakkingen techniek makelaars zorg vastgoed maskin teknik industri kraft mobler plast \
    emballage eiendom fastigheter entreprenad entreprenor entreprise anlegg livsmedel mekaniska rakennus konepaja ohjelmistot ambalaj makina makine \
    plastik elektrik celik dokum nakliyat tarim madencilik sigorta muhendislik mimarlik danismanlik yapi emlak gayrimenkul insaat ingenieria \
    zuivel mutual inmobiliaria engenharia construcoes alimentos";
}

words! {
    /// Ends of words that say the same, before a name or behind one.
    pub(super) WITHIN = "bedrijf bureau buro zentrum schule gymnasium heim stift praxis kanzlei klinik kliniken unternehmen technik werke erei erij erie eries ificio betrieb betriebe \
    college firmaet firman bolaget huset bank werk bouw bygg handel fabrik fabriek fabrikk fabriken gimnazium verband verein bau kreis hoeve haus";
}

words! {
    /// Ends of the same that are written small as well: "Solbakkli sykehjem".
    pub(super) SMALL_BODIES = "skolan skola skole skolen sykehus sykehuset sjukhus sjukhuset sygehus sykehjem plejehjem barnehage bornehave bornehaven vardcentral \
    kommune kommun koulu lukio sairaala kunta kaupunki kirjasto seurakunta bibliotek museum gymnas kirke";
}

words! {
    /// Ends of names in one word.
    pub(super) ONE_WORD = "skolan монтаж строй пром торг снаб сервис инвест банк нефть энерго металл хим софт телеком маш транс буд пласт";
}

words! {
    /// Before such a word no name but what is made or done: "Wood Packaging".
    ORDINARY = "digitale wood fire air road fleet fuel plant pet beauty home house airport airline bridge tunnel pipeline battery vehicle truck car robot sensor space \
    army grid wind heat window door luxury sport film video audio print internet network store market import export credit loan land site lab test \
    order storage cargo container cold fresh frozen fish fruit tea patient drug cancer modern smart enterprise heavy custom free secure fast control \
    live family metro offshore onshore model mass system urban youth child neue";
}

words! {
    /// Ends of such words.
    ADJECTIVES = "ic ed ive ing ary ory ous less ful ity tion sion ment ness ance ence ism ica ico icas ici iche ique ivo iva aire aires elle isch ische licher ige \
    eur ware ial ual nal ral cal mal gal ble";
}

/// What is done somewhere, or how: no name.
#[inline(never)]
pub(super) fn is_ordinary(word: &str) -> bool {
    let plain = bare(word);
    is_known(&word)
        || ORDINARY.hold(&plain)
        || BEHIND.hold(&plain)
        || WORK.hold(&plain)
        || plain.chars().count() > 4 && ADJECTIVES.end(&plain)
}

/// A name and no ordinary word.
#[inline(never)]
pub(super) fn is_name(word: &str) -> bool {
    let plain = bare(word);
    let capitals = plain.len() < 5 && !word.contains(char::is_lowercase);
    begins_large(word)
        && !capitals
        && !is_ordinary(word)
        && !NO_JOB.hold(&plain)
        && !IN_FRONT.hold(&plain)
}
