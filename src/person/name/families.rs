//! Which words are family names and which are given names: by lists of those that
//! hardly ever are the other, by endings, and by the table of frequencies.

use std::sync::LazyLock;

use super::frequencies::{Frequencies, Use};
use super::listed;
use super::syllables::is_syllables;
use crate::person::letters::{fold, lower};

/// Family names that are hardly ever given names, of peoples that write them
/// first, and of those who bear two or have other customs.
const FAMILY: &str = "nguyen tran pham hoang huynh vo dang bui ngo duong phan vu truong dinh \
    wang zhang liu chen yang huang zhao wu zhou xu zhu guo gao zheng xie cao deng \
    jiang shen luo liang zeng \
    lim goh tan ng ong chua koh teo chong wong chow cheung leung lam kwok tsang yeung fung cheong \
    park choi jeong kang yoon jang kwon hwang ahn bae baek noh yun cho \
    nagy kovacs szabo toth horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz \
    lakatos meszaros szalai fekete olah racz fazekas torok veres \
    sato satou suzuki takahashi tanaka watanabe yamamoto nakamura kobayashi ito itou kato katou \
    yoshida yamada sasaki saito saitou matsumoto inoue kimura hayashi shimizu mori ikeda \
    hashimoto ishikawa ogawa okada hasegawa fujita goto endo aoki sakamoto murakami ota kaneko \
    fujii fukuda miura takeuchi nishimura ueda morita hara ono maeda \
    garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez torres flores gomez \
    diaz vazquez ruiz jimenez moreno gutierrez ortiz munoz navarro dominguez castillo fernandez \
    alvarez romero herrera medina aguilar vargas mendoza rojas chavez ramos reyes ibanez serrano \
    silva santos oliveira souza pereira ferreira almeida costa rodrigues gomes ribeiro carvalho \
    sharma gupta patel reddy iyer mishra verma agarwal banerjee mukherjee chatterjee joshi mehta \
    singh kaur rao shah naidu nair menon pillai chowdhury kapoor malhotra ghosh bose desai yadav \
    pandey tiwari trivedi kulkarni patil \
    כהן לוי מזרחי ביטון דהן פרידמן";

/// Given names that are hardly ever family names.
const GIVEN: &str = "mary jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty \
    margaret sandra emily donna michelle carol amanda melissa deborah stephanie rebecca sharon \
    laura cynthia kathleen amy angela anna brenda pamela emma nicole helen samantha katherine \
    christine catherine carolyn janet heather diane olivia julie victoria christina evelyn ann anne \
    jane john michael christopher matthew andrew joshua kevin brian ronald timothy jason jeffrey \
    eric jonathan justin nicholas zachary peter david daniel robert richard william \
    jean pierre jacques philippe marie christophe frederic stephane isabelle nathalie sylvie \
    valerie sandrine veronique celine aurelie emilie chloe manon lea julien sebastien thierry \
    didier claude francoise \
    giuseppe giovanni francesco alessandro matteo marco luca davide stefano riccardo chiara \
    francesca giulia valentina federica elisa paola silvia giovanna \
    juan carlos jose luis maria ana carmen pilar javier alejandro diego sergio eduardo jesus \
    isabel lucia elena cristina beatriz patricia gabriela alejandra guadalupe claudia monica \
    fernanda daniela mariana sofia valeria camila paula antonio manuel miguel fernando alberto \
    francisco enrique ignacio ricardo henrique luiz augusto cesar pablo jorge rosa teresa \
    joao pedro paulo rodrigo thiago felipe marcelo leonardo vinicius fabio leticia juliana larissa \
    priscila vanessa aline clara helena luisa luise eugenia ines dolores mercedes lourdes \
    alicia irene raquel susana adriana carolina catalina eva lena louise kate charlotte sophie \
    elisabeth franziska theresa johanna antonia \
    laszlo istvan zoltan gabor attila agnes zsolt katalin zsuzsanna balazs tamas gergo andras \
    ferenc sandor janos jozsef mihaly judit ildiko erzsebet eszter reka dora krisztina bence mate \
    marton csaba tibor gyula bela imre lajos karoly orsolya viktoria adam akos \
    bjorn nils kirsten astrid sigrid karin birgitta gunnar pieter hendrik marieke sanne femke \
    jeroen mehmet mustafa ahmet ayse fatma emine zeynep gheorghe mihai alexandru ioana \
    hiroshi takashi kenji kenta yuki yuko akira satoshi takeshi kazuo naoki daisuke keiko yoko \
    haruka sakura ayumi taro ichiro jiro hiro haruki";

/// Words in the middle of a name that are given names there, though family names
/// as well: "Billy Ray Colton", "Fatemeh Sadat Razavi".
const MIDDLE_TOO: &str =
    "lee ray lynn sadat jo mae jean kay gene dean earl wayne dale glenn scott grant";

/// Given names that lists of family names hold more often.
const GIVEN_TOO: &str = "lee blake drew reed reid cole grant clay wade dale glenn ross clark craig keith wes \
    troy kirk neal brooks hunter parker tanner carter chase";

/// Given names that are common family names in English.
const GIVEN_OR_FAMILY: &str = "thomas david daniel adam robert richard william john michael";

/// Given names that tens of thousands bear as a family name in English: behind
/// another given name they are read as one.
const ENGLISH_FAMILY: &str = "james ryan oliver dennis bryan tyler owen terry craig gregory logan cameron mathis bruce \
    roy wyatt glenn keith barry shannon nolan avery hayden herbert gerard malcolm allison douglas gilbert lloyd joyce byron \
    thomas scott kelly jordan lawrence henry casey austin sawyer haley lindsey christie grant";

/// Endings that only family names have.
const ENDINGS: &str = "dottir sson ov ova ev eva sky skaya skyi enko ski ska cki cka wicz czyk escu opoulos oglu \
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

/// The two long lists sorted: every name asks for its words.
static FAMILY_SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(FAMILY));
static GIVEN_SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| sorted(GIVEN));

fn sorted(list: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = list.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
}

pub(super) fn is_family(word: &str) -> bool {
    FAMILY_SORTED.binary_search(&fold(word).as_str()).is_ok()
}

pub(super) fn is_given(word: &str) -> bool {
    let word = fold(word);
    word.split('-')
        .all(|part| GIVEN_SORTED.binary_search(&part).is_ok())
}

/// Whether one of the lists here holds the word.
pub(super) fn is_listed(word: &str) -> bool {
    is_family(word) || is_given(word) || is_given_or_family(word)
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
        "seyed seyyed sayed syed mª ma. md. mohd. moh. wm. chas. thos. geo.",
        &lower(word),
    ) {
        return Lean::Given;
    }
    if is_given(word) && !doubtful {
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
        ov ev ova eva sky skiy skaya skii yev yeva yova enko zade";
    word.chars().count() > 4
        && ends
            .split_ascii_whitespace()
            .any(|ending| word.ends_with(ending))
}

/// "John Thomas": a given name that tells nothing at the end of a name.
pub(super) fn is_given_or_family(word: &str) -> bool {
    listed(GIVEN_OR_FAMILY, &fold(word))
}
