//! The syllables of Chinese and Korean in Latin letters.

use crate::person::letters::fold;

/// What a syllable begins with, and what it ends with.
const INITIALS: &str =
    "zh ch sh ts hs b p m f d t n l g k h j q x r z c s y w ph th tr nh ng gi kh qu v";
const FINALS: &str = "wang wok won uen oh oi eck ock yeong iang iong ieh uang uyen uong ienh yeon yeok yung oung eong ang eng ong anh enh inh onh ien iet uoc iao ian ing uai uan eun \
    eon eok ew eung eui yun yuk ook oon wan wha hwa ai ei ao ou an en ia ie iu in ua uo ui un ue eo oo ee ae yu \
    ye yo ya ok uk ik im om am ul il al eok ung a o e i u";

/// One syllable, in any case of letters.
pub(super) fn is_one_syllable(word: &str) -> bool {
    is_syllables(&fold(word), 1)
}

/// At most so many syllables.
pub(super) fn is_syllables(word: &str, left: usize) -> bool {
    if word.is_empty() {
        return true;
    }
    if left == 0 {
        return false;
    }
    let word = word.strip_prefix(['-', '\'']).unwrap_or(word);
    std::iter::once("")
        .chain(INITIALS.split_ascii_whitespace())
        .filter_map(|initial| word.strip_prefix(initial))
        .any(|rest| {
            FINALS
                .split_ascii_whitespace()
                .filter_map(|end| rest.strip_prefix(end))
                .any(|rest| is_syllables(rest, left - 1))
        })
}
