//! Codes of countries and of their states.

/// ISO 3166-1: two letters and three, of each country, without spaces for their bytes.
const COUNTRIES: &str = "\
    ADANDAEAREAFAFGAGATGAIAIAALALBAMARMAOAGOAQATAARARGASASMATAUTAUAUSAWABWAXALAAZAZEBABIH\
    BBBRBBDBGDBEBELBFBFABGBGRBHBHRBIBDIBJBENBLBLMBMBMUBNBRNBOBOLBQBESBRBRABSBHSBTBTNBVBVT\
    BWBWABYBLRBZBLZCACANCCCCKCDCODCFCAFCGCOGCHCHECICIVCKCOKCLCHLCMCMRCNCHNCOCOLCRCRICUCUB\
    CVCPVCWCUWCXCXRCYCYPCZCZEDEDEUDJDJIDKDNKDMDMADODOMDZDZAECECUEEESTEGEGYEHESHERERIESESP\
    ETETHFIFINFJFJIFKFLKFMFSMFOFROFRFRAGAGABGBGBRGDGRDGEGEOGFGUFGGGGYGHGHAGIGIBGLGRLGMGMB\
    GNGINGPGLPGQGNQGRGRCGSSGSGTGTMGUGUMGWGNBGYGUYHKHKGHMHMDHNHNDHRHRVHTHTIHUHUNIDIDNIEIRL\
    ILISRIMIMNININDIOIOTIQIRQIRIRNISISLITITAJEJEYJMJAMJOJORJPJPNKEKENKGKGZKHKHMKIKIRKMCOM\
    KNKNAKPPRKKRKORKWKWTKYCYMKZKAZLALAOLBLBNLCLCALILIELKLKALRLBRLSLSOLTLTULULUXLVLVALYLBY\
    MAMARMCMCOMDMDAMEMNEMFMAFMGMDGMHMHLMKMKDMLMLIMMMMRMNMNGMOMACMPMNPMQMTQMRMRTMSMSRMTMLT\
    MUMUSMVMDVMWMWIMXMEXMYMYSMZMOZNANAMNCNCLNENERNFNFKNGNGANINICNLNLDNONORNPNPLNRNRUNUNIU\
    NZNZLOMOMNPAPANPEPERPFPYFPGPNGPHPHLPKPAKPLPOLPMSPMPNPCNPRPRIPSPSEPTPRTPWPLWPYPRYQAQAT\
    REREUROROURSSRBRURUSRWRWASASAUSBSLBSCSYCSDSDNSESWESGSGPSHSHNSISVNSJSJMSKSVKSLSLESMSMR\
    SNSENSOSOMSRSURSSSSDSTSTPSVSLVSXSXMSYSYRSZSWZTCTCATDTCDTFATFTGTGOTHTHATJTJKTKTKLTLTLS\
    TMTKMTNTUNTOTONTRTURTTTTOTVTUVTWTWNTZTZAUAUKRUGUGAUMUMIUSUSAUYURYUZUZBVAVATVCVCTVEVEN\
    VGVGBVIVIRVNVNMVUVUTWFWLFWSWSMYEYEMYTMYTZAZAFZMZMBZWZWE";

/// Codes of states and provinces, as they stand behind a city.
const SUBDIVISIONS: &[(&str, &str)] = &[
    (
        "US",
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ \
         NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC",
    ),
    ("CA", "AB BC MB NB NL NS NT NU ON PE QC SK YT"),
    ("AU", "NSW VIC QLD WA SA TAS ACT NT"),
    (
        "BR",
        "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO",
    ),
    (
        "CH",
        "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH",
    ),
    ("DE", "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"),
    ("GB", "NI"),
    (
        "IN",
        "AP AS BR CG CH DL GA GJ HP HR JH JK KA KL MH MP OD OR PB RJ TG TN TS UK UP WB",
    ),
    (
        "IT",
        "MI RM TO NA BO FI VE GE PD VR BG BS MO RE PR PC PV VA CO MB LC LO CR MN TN BZ TV VI UD TS \
         PI LI LU PG AN BA CT PA ME CA SS CE SA LE VT RI OR",
    ),
];

/// Of these the codes are asked for only on a page in this language, or behind a
/// city that is known to be there: elsewhere they are hardly written.
const AT_HOME: &[(&str, &str)] = &[
    ("BR", "pt"),
    ("CH", "-"),
    ("DE", "-"),
    ("GB", "-"),
    ("IN", "-"),
    ("IT", "it"),
];

/// All codes of two letters.
pub fn all() -> impl Iterator<Item = &'static str> {
    both().map(|(two, _)| two)
}

fn both() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = COUNTRIES;
    std::iter::from_fn(move || {
        let (one, others) = rest.split_at_checked(5)?;
        rest = others;
        Some(one.split_at(2))
    })
}

/// Which of them a code is, for tables that are made while compiling: a code that
/// no country has does not compile.
pub(super) const fn number(first: u8, second: u8) -> u8 {
    let (codes, mut at) = (COUNTRIES.as_bytes(), 0);
    while codes[at * 5] != first || codes[at * 5 + 1] != second {
        at += 1;
    }
    at as u8
}

pub(super) fn is_alpha2(code: &str) -> bool {
    all().any(|one| one == code)
}

pub(super) fn of_alpha3(code: &str) -> Option<&'static str> {
    both().find(|(_, three)| *three == code).map(|(two, _)| two)
}

/// Whether the country writes this code behind a city.
pub(super) fn has_subdivision(country: &str, code: &str) -> bool {
    SUBDIVISIONS
        .iter()
        .any(|(one, codes)| *one == country && codes.split(' ').any(|one| one == code))
}

/// The countries that a code behind a city may mean.
pub(super) fn meanings(code: &str, language: &str) -> Vec<&'static str> {
    let itself = all().find(|one| *one == code);
    let states = SUBDIVISIONS.iter().filter_map(|(country, _)| {
        let home = AT_HOME
            .iter()
            .find(|(one, _)| one == country)
            .is_none_or(|(_, own)| language.starts_with(own));
        (home && has_subdivision(country, code)).then_some(*country)
    });
    itself.into_iter().chain(states).collect()
}
