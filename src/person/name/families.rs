//! Which words are family names and which are given names: by short lists, by
//! endings, and by the table of frequencies.

use std::sync::LazyLock;

use super::frequencies::{Frequencies, Use};
use super::listed;
use super::syllables::is_syllables;
use crate::person::letters::{fold, lower};

/// Family names of the East that are hardly ever given names, and some of which the
/// table says otherwise.
const FAMILY: &str = "nguyen tran pham hoang huynh vo dang bui ngo duong phan vu truong dinh \
    wang zhang liu chen yang huang zhao wu zhou xu zhu guo gao zheng xie cao deng \
    jiang shen luo liang zeng \
    lim goh tan ng ong chua koh teo chong wong chow cheung leung lam kwok tsang yeung fung cheong \
    park choi jeong kang yoon jang kwon hwang ahn bae baek noh yun cho \
    kiss varga marques stocker tanaka takahashi sharma verma reddy desai trivedi";

/// Words in the middle of a name that are given names there, though family names
/// as well: "Billy Ray Colton", "Fatemeh Sadat Razavi".
const MIDDLE_TOO: &str =
    "lee ray lynn sadat jo mae jean kay gene dean earl wayne dale glenn scott grant";

/// Given names that lists of family names hold more often.
const GIVEN_TOO: &str = "lee blake";

/// Given names that are common family names in English.
const GIVEN_OR_FAMILY: &str = "thomas david daniel adam robert richard william john michael";

/// Given names that tens of thousands bear as a family name in English: behind
/// another given name they are read as one.
const ENGLISH_FAMILY: &str = "james ryan oliver dennis bryan tyler owen terry craig gregory logan cameron mathis bruce roy \
    wyatt glenn keith shannon avery hayden herbert gerard malcolm allison douglas gilbert lloyd \
    joyce byron thomas scott kelly lawrence henry austin sawyer haley";

/// Endings that only family names have.
const ENDINGS: &str = "zade nyi dottir sson ov ova ev eva sky skaya skyi enko ski ska cki cka wicz czyk escu eanu icaru ocaru aconu opoulos oglu \
    shvili vic vich yan moto mura yama kawa gawa saki zaki shita bayashi shima jima guchi sawa zawa \
    matsu aitis auskas iene aite akis idis ides oglou adze idze poulou nen quist qvist strom berg gren blad stedt lund mann elli etti ucci azzi toni roni \
    meier meyer sma stra inga huis veld kamp dijk hof brink horst rud haug bakk gaard skov toft iadis atos \
    ић ёў оў аў еў віч скі цкі єнко енка ιαδησ ατοσ ов ова ев ева ёв ёва ский ская цкий цкая ський ська енко чук οπουλοσ οπουλου ιδησ ιδου ακησ ακη \
     յան შვილი ძე";

/// "Jean Paul": a given name in two words, or a family name behind one?
pub(super) fn is_double_given(one: &str, other: &str) -> bool {
    listed("jean hans karl", &fold(one))
        && listed(
            "paul marc luc michel martin joseph louis henri georg",
            &fold(other),
        )
}

/// The list sorted: every name asks for its words many times.
static FAMILY_SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut words: Vec<&str> = FAMILY.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
});

pub(super) fn is_family(word: &str) -> bool {
    FAMILY_SORTED.binary_search(&fold(word).as_str()).is_ok()
}

/// Whether one of the lists here holds the word.
pub(super) fn is_listed(word: &str) -> bool {
    is_family(word) || is_given_or_family(word)
}

/// "Jimmy Bryan"
pub(super) fn is_english_family(word: &str) -> bool {
    listed(ENGLISH_FAMILY, &fold(word))
}

/// "Lee Whitlock"
pub(super) fn is_given_too(word: &str) -> bool {
    listed(GIVEN_TOO, &fold(word))
}

/// What a word rather is, from family to given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lean {
    Family,
    RatherFamily,
    /// In lists of both kinds.
    Either,
    /// In no list.
    Unknown,
    RatherGiven,
    Given,
}

/// "Al-Dosari", "O'Brien", "Ben-Haim"
pub(super) fn has_article(word: &str) -> bool {
    let folded = fold(word);
    ["al-", "el-", "ad-", "as-", "o'", "mac-", "ben-", "bar-"]
        .iter()
        .any(|article| folded.starts_with(article))
}

/// By the lists here, by its ending, by the frequencies.
pub(super) fn lean(word: &str, names: &Frequencies) -> Lean {
    if is_family(word) {
        return Lean::Family;
    }
    if has_article(word) {
        return Lean::RatherFamily;
    }
    let folded = fold(word);
    let doubtful = listed(GIVEN_OR_FAMILY, &folded);
    if listed(
        "seyed seyyed sayed syed mª ma. md. mohd. moh. wm. chas. thos. geo. henrique nonato nonata aparecido aparecida",
        &lower(word),
    ) {
        return Lean::Given;
    }
    let entry = names.of(word);
    match entry.usage() {
        _ if !entry.known() && doubtful => Lean::RatherGiven,
        _ if !entry.known() && has_family_ending(word) => Lean::RatherFamily,
        _ if !entry.known() => Lean::Unknown,
        Use::Given => Lean::Given,
        Use::RatherGiven => Lean::RatherGiven,
        Use::Either => Lean::Either,
        Use::RatherFamily => Lean::RatherFamily,
        Use::Family => Lean::Family,
    }
}

/// "Anna Lee Hargrove"
pub(super) fn is_middle_too(word: &str) -> bool {
    listed(MIDDLE_TOO, &fold(word))
}

/// "Kowalski", "Bergström", "Prikić"
pub(super) fn has_family_ending(word: &str) -> bool {
    // "Prikić"
    if word.chars().count() > 4 && word.ends_with('ć') {
        return true;
    }
    let word = fold(word);
    // "Mingyan Liu": two syllables of Chinese.
    if word.ends_with("yan") && is_syllables(&word, 2) {
        return false;
    }
    ENDINGS.split_ascii_whitespace().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|front| front.chars().count() >= 3)
    })
}

/// "Тихонова", "Sidorov", "Aliyev", "Шевченко": of Russia and its neighbours, by its ending.
pub(super) fn is_family_by_shape(word: &str) -> bool {
    let word = fold(word);
    let ends = "ова ева ёва ина ов ев ин ёв ский ская цкий цкая ски ска ић енко ко чук \
        ov ev ova eva sky skiy skaya skii yev yeva yova enko chuk zade zada";
    word.chars().count() > 4
        && ends
            .split_ascii_whitespace()
            .any(|ending| word.ends_with(ending))
}

/// "John Thomas": a given name that tells nothing at the end of a name.
pub(super) fn is_given_or_family(word: &str) -> bool {
    listed(GIVEN_OR_FAMILY, &fold(word))
}
