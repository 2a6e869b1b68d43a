//! Codes of countries and of their states.

use super::table::count;
use crate::person::listed;
use crate::person::words::Words;

/// ISO 3166-1: the two letters of each country, without spaces for their bytes, and
/// which letter its code of three has besides: a capital behind them, a small one
/// between them.
const COUNTRIES: &str = "\
    ADnAErAFGAGtAIAALBAMrAOgAQ-ARGASMATuAUSAWbAX-AZEBA-BBrBDgBELBFABGRBHRBIdBJ-BLMBMUBNrBOL\
    BQ-BRABShBTNBVTBWABY-BZlCANCCKCDoCFaCGoCHECIVCKoCLhCMRCNhCOLCRICUBCVpCWuCXRCYPCZEDEUDJI\
    DKnDMADOMDZAECUEE-EGYEHsERIESPETHFINFJIFKlFMsFOrFRAGABGBRGDrGEOGFuGGYGHAGIBGLrGMBGNiGPl\
    GQnGRCGS-GTMGUMGW-GYuHKGHMDHNDHRVHTIHUNIDNIE-IL-IMNINDIOTIQrIRNISLITAJEYJMaJORJPNKENKGZ\
    KHMKIRKM-KNAKP-KRoKWTKY-KZaLAOLBNLCALIELKALRbLSOLTULUXLVALYbMARMCOMDAMEnMFaMGdMHLMKDMLI\
    MMRMNGMO-MPnMQtMRTMSRMTlMUSMVdMWIMXeMYSMZoNAMNCLNERNFKNGANICNLDNORNPLNRUNUiNZLOMNPANPER\
    PFyPGnPHLPKaPLoPM-PNcPRIPSEPTrPWlPYrQATREUROURS-RUSRWASAUSBlSCySDNSEwSGPSHNSI-SJMSKvSLE\
    SMRSNeSOMSRuSSDSTPSVlSXMSYRSZwTCATDcTF-TGOTHATJKTKLTLSTMkTNuTONTRuTTOTVuTWNTZAUA-UGAUMI\
    USAUYrUZBVATVCTVENVGBVIRVNMVUTWFlWSMYEMYT-ZAFZMBZWE";

/// The codes of the others.
const OTHERS: &str = "AQATAAXALABABIHBJBENBQBESBYBLREEESTGSSGSGWGNBIEIRLILISRKMCOMKPPRKKYCYMMOMACPMSPMRSSRB\
    SISVNTFATFUAUKRYTMYT";

/// Codes of states and provinces, as they stand behind a city, with their country.
static SUBDIVISIONS: Words<{ count(&[("", include_str!("subdivisions.txt"))]) }, 16> =
    Words::of_lines(include_str!("subdivisions.txt"));

/// The countries whose codes stand behind cities that nobody need know, on pages in
/// this language; the others' are hardly written but behind a city that is known.
const WIDELY: &[(&str, &str)] = &[
    ("US", ""),
    ("CA", ""),
    ("AU", ""),
    ("BR", "pt"),
    ("DE", "de"),
    ("IT", "it"),
];

/// States and provinces whose codes are also written with full stops.
const DOTTED: &str = "US-N.J. US-N.Y. US-N.C. US-N.H. US-N.M. US-R.I. CA-B.C. CA-N.S. \
    CA-N.B. CA-P.E.I. AU-W.A. AU-S.A. AU-N.S.W. PR-P.R.";

/// The country that writes this code with full stops behind a city.
pub(super) fn dotted(code: &str) -> Option<&'static str> {
    let mut pairs = DOTTED.split(' ').map(|pair| pair.split_at(3));
    pairs.find(|pair| pair.1 == code).map(|pair| &pair.0[..2])
}

/// Territories with a code of their own, behind that of the state they belong to.
const TERRITORIES: &str = "FR-GP FR-MQ FR-GF FR-RE FR-YT FR-PM FR-NC FR-PF \
    US-PR US-GU US-VI GB-JE GB-GG GB-IM GB-GI GB-BM GB-KY \
    NL-AW NL-CW NL-SX NL-BQ DK-FO DK-GL FI-AX NO-SJ CN-HK CN-MO";

/// Whether the territory is that state's.
pub(super) fn is_within(territory: &str, state: &str) -> bool {
    listed(TERRITORIES, &[state, "-", territory].concat())
}

/// All codes of two letters.
pub fn all() -> impl Iterator<Item = &'static str> {
    parts(COUNTRIES, 3).map(|country| &country[..2])
}

fn parts(text: &'static str, size: usize) -> impl Iterator<Item = &'static str> {
    (0..text.len())
        .step_by(size)
        .map(move |at| &text[at..at + size])
}

/// Which of them a code is, for tables that are made while compiling: a code that
/// no country has does not compile.
pub(super) const fn number(first: u8, second: u8) -> u8 {
    let (codes, mut at) = (COUNTRIES.as_bytes(), 0);
    while codes[at * 3] != first || codes[at * 3 + 1] != second {
        at += 1;
    }
    at as u8
}

pub(super) fn is_alpha2(code: &str) -> bool {
    all().any(|one| one == code)
}

pub(super) fn of_alpha3(code: &str) -> Option<&'static str> {
    let regular = |country: &&str| {
        let [first, second, more] = country.as_bytes() else {
            return false;
        };
        match more.is_ascii_uppercase() {
            true => [*first, *second, *more] == *code.as_bytes(),
            false => [*first, more.to_ascii_uppercase(), *second] == *code.as_bytes(),
        }
    };
    let other = |country: &&str| &country[2..] == code;
    let found = parts(COUNTRIES, 3).find(regular);
    let found = found.or_else(|| parts(OTHERS, 5).find(other));
    found.map(|country| &country[..2])
}

/// Whether the country writes this code behind a city.
pub(super) fn has_subdivision(country: &str, code: &str) -> bool {
    SUBDIVISIONS.hold(&[country, " ", code].concat())
}

/// The countries that a code behind a city may mean.
pub(super) fn meanings(code: &str, language: &str) -> Vec<&'static str> {
    let itself = all().find(|one| *one == code);
    let states = WIDELY
        .iter()
        .filter(|(country, own)| language.starts_with(own) && has_subdivision(country, code))
        .map(|(country, _)| *country);
    itself.into_iter().chain(states).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_three_letters_have_their_country() {
        let cases = "ANDAD AUTAT BIHBA DEUDE GBRGB IRLIE KORKR POLPL SRBRS SWESE UKRUA ZAFZA";
        for case in cases.split(' ') {
            let (three, two) = case.split_at(3);
            assert_eq!(of_alpha3(three), Some(two));
        }
        for strange in ["", "DE", "XXX", "DEUX", "deu"] {
            assert_eq!(of_alpha3(strange), None, "{strange}");
        }
        assert_eq!(super::all().count(), 249);
    }

    #[test]
    fn no_other_code_is_a_subdivision() {
        let text = include_str!("subdivisions.txt");
        let lines: Vec<(&str, &str)> = text
            .lines()
            .filter_map(|line| line.split_once(' '))
            .collect();
        let letters = || ('A'..='Z').map(String::from);
        let twos: Vec<String> = letters()
            .flat_map(|one| letters().map(move |two| format!("{one}{two}")))
            .collect();
        let threes = twos
            .iter()
            .flat_map(|two| letters().map(move |one| format!("{two}{one}")));
        let all: Vec<String> = threes.chain(twos.iter().cloned()).collect();
        for country in super::all() {
            let own = lines.iter().find(|(one, _)| *one == country);
            let own: Vec<&str> = own.map_or(Vec::new(), |(_, codes)| codes.split('|').collect());
            for code in &all {
                let is_own = own.contains(&code.as_str());
                // Of three letters a stranger may be taken for one.
                if is_own || code.len() == 2 && !own.is_empty() {
                    assert_eq!(has_subdivision(country, code), is_own, "{country} {code}");
                }
            }
        }
    }
}
