//! Names of China, Korea, Vietnam and Cambodia in Latin letters: the family name
//! stands first at home, and its words are those of given names as well.

use super::families::is_family;
use super::frequencies::{Frequencies, tongue};
use super::listed;
use super::syllables::{is_one_syllable, is_syllables};
use crate::person::letters::{fold, lower};

/// Family names that are given names as well: only beside a word of the same
/// languages do they tell anything.
const EITHER: &str = "kim lee li jo han lin ma jung chung chan sun song lam ho le ly ha mai min oh \
    hong long yu yi hu he fan fu jin qin shi tao bai sung yoo ryu nam im shim son ko koo chu an \
    chang hsu tsai wei jia xi mo ai gu hou kong mao meng nie pei qiao qiu shao tong wan wen xiang \
    xiong xue yan yao yin yue zhan zhong zhuang zou bi bo cui fang geng gong guan hua ji lei lai mu \
    ning pang feng peng cheng yuan xiao tian ren shin dong tang dai du su ye ding lu pan cai moon seo abe \
    gan khoo chin seah sim yap ooi chew low foo kwan tay sng chia chee cheah phua quek soh yeo loh leow lui sze qian qu ruan sheng shu si teng xia xing zhen zuo bong yoo sohn ji ok";

/// Family names of two syllables of China and Korea, in Latin letters.
const COMPOUND: &str = "ouyang sima zhuge shangguan situ huangfu linghu gongsun xiahou dongfang murong \
    namgung namkung namgoong hwangbo hwangpo jegal seonu sunwoo dokgo auyeung auyong szeto soto";

/// The same in two words: "Au Yeung Ka-wai".
const COMPOUND_APART: &str =
    "ton-nu ton-that au-yeung au-yong ou-yang si-ma zhu-ge shang-guan si-tu sze-to";

/// Khmer family names that hardly anybody else bears.
const KHMER: &str = "sok chea heng keo prak prum chhim chhun chhay hun meas nhem nuon oum ouk pech phan pich pok ros \
    sar seng suon tep thach touch ung uy yem yim huot khiev khim khun kuch leang mam mok ngin nget sorn srey tith vong \
    chum chhin nou phon phay sao soeun soun tum";

/// Vietnamese family names.
const VIETNAMESE: &str = "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh truong \
    trinh dao luu doan luong phung";

/// The same with their marks: "Trương" is a family, "Trường" a given name.
const VIETNAMESE_MARKED: &str = "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương \
    trịnh đào lưu đoàn lương phùng vương tạ tô cao tăng châu lâm thái quách kiều nghiêm triệu mạc từ";

/// Those that no Vietnamese bears as a given name.
const VIETNAMESE_ONLY: &str = "nguyen tran pham huynh vo dang bui phan";

/// Family names of the East that are given names less often.
const MOSTLY_FAMILY: &str = "tay koh goh toh teo chua seah quek loh sng phua khoo ooi cheah leow low foo chew kok teoh yap mok li lee kim lin ma hu he song tang cai su lu xiao pan dong du ye cheng yuan han kong qian \
    ren jia fan peng fu dai wan chang chu tsai hsu seo moon son ryu shin im ho le ha mai";

/// Family names as Singapore and Malaysia spell them: no name of the mainland.
const SOUTHERN: &str = "tan lim ng goh koh ong chua teo teoh yeoh toh tay seah quek kwek khoo ooi phua cheah leow loh low sng liew foong \
    yap yeap chong cheong chew foo neo";

/// Letters that hardly any other language of the Latin script has.
const VIETNAMESE_LETTERS: &[char] = &[
    'ă', 'đ', 'Đ', 'ơ', 'ư', 'ạ', 'ả', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ', 'ẹ', 'ẻ',
    'ẽ', 'ế', 'ề', 'ể', 'ễ', 'ệ', 'ỉ', 'ị', 'ọ', 'ỏ', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ', 'ớ', 'ờ', 'ở', 'ỡ',
    'ợ', 'ụ', 'ủ', 'ứ', 'ừ', 'ử', 'ữ', 'ự', 'ỳ', 'ỵ', 'ỷ', 'ỹ', 'Ứ', 'Ư',
];

/// "Yang Liu", "Lin Chen": of two family names of the East either may be one.
pub(super) fn may_be_east_family(head: &str, tail: &str) -> bool {
    east_rank(head) > 1 || !is_family(tail)
}

/// "Kim Min-jun", "Jin Wei": words of China or Korea, a family name in front.
pub(super) fn is_eastern_pair(head: &str, tail: &str) -> bool {
    is_east_family(head) && is_syllables(&fold(tail), 2) && !is_family(tail)
}

/// A family name of China or Korea.
pub(super) fn is_east_family(word: &str) -> bool {
    east_rank(word) > 0
}

/// How sure a word is a family name of China, Korea or Vietnam: three for one
/// that is hardly ever anything else, none for none.
pub(super) fn east_rank(word: &str) -> u8 {
    let word = fold(word);
    if is_family(&word) && (is_syllables(&word, 2) || word == "park") {
        3
    } else if listed(MOSTLY_FAMILY, &word) {
        2
    } else {
        listed(EITHER, &word).into()
    }
}

/// Of how many words the family name of two syllables is that stands in front:
/// "Ouyang Nana", "Au Yeung Ka-wai".
pub(super) fn compound_front(words: &[String]) -> Option<usize> {
    if listed(COMPOUND, &fold(&words[0])) {
        return Some(1);
    }
    (words.len() > 2 && listed(COMPOUND_APART, &fold(&words[..2].join("-")))).then_some(2)
}

/// "Park Ji-soo", "Bong Joon-ho": only given names have such a hyphen.
pub(super) fn is_korean(head: &str, tail: &str) -> bool {
    tail.contains('-')
        && tail.chars().filter(|c| c.is_uppercase()).count() == 1
        && is_syllables(&fold(tail), 2)
        && is_syllables(&fold(head), 1)
}

/// "Kyong-ae", "Heung-min", "Ka-wai": so only given names of the East are written.
pub(super) fn is_hyphenated_given(word: &str) -> bool {
    let plain = fold(word);
    let Some((front, back)) = plain.split_once('-') else {
        return false;
    };
    !listed("al el abu ben bin ibn ad as jean", front)
        && (word.chars().filter(|c| c.is_uppercase()).count() == 1
            // "Wing-Yan"
            || [front, back].iter().all(|part| is_syllables(part, 1) && !is_family(part)))
        && front.len().max(back.len()) < 7
        && !back.contains('-')
}

/// "Jasmine Tan Kai Xin", "Kathy Nguyen Ngoc Anh": the family name between a name
/// of the West and two syllables.
pub(super) fn is_family_inside(words: &[String], names: &Frequencies) -> bool {
    let [_, family, one, two] = words else {
        return false;
    };
    let own = |word: &String| {
        is_one_syllable(word)
            || has_one_vowel(word) && !names.of(word).is_of(tongue::WESTERN | tongue::IBERIAN)
    };
    let entry = names.of(family);
    (is_east_family(family)
        || listed(SOUTHERN, &fold(family))
        || entry.is_of(tongue::EASTERN) && entry.odds() < 0.0)
        && own(one)
        && own(two)
        && !is_family(two)
}

/// "Kelvin Chi Ho Tsang": two syllables between a name of the West and a family name of
/// the East.
pub(super) fn is_family_behind(words: &[String], names: &Frequencies) -> bool {
    let [_, one, two, family] = words else {
        return false;
    };
    let entry = names.of(family);
    let syllable = |word: &String| has_one_vowel(word) && !listed("van von bin", &fold(word));
    (east_rank(family) > 2 || entry.is_only_of(tongue::EASTERN) && entry.odds() < -2.0)
        && syllable(one)
        && syllable(two)
        && is_syllables(&fold(one), 1)
}

/// As long as a syllable of Singapore may be: "Siew", "Hoon".
fn has_one_vowel(word: &str) -> bool {
    let plain = fold(word);
    if listed("tsz sze ng", &plain) {
        return true;
    }
    let vowel = |c: char| "aeiouy".contains(c);
    plain.split(vowel).filter(|piece| !piece.is_empty()).count() <= 2
        && plain.trim_matches(|c| !vowel(c)).chars().all(vowel)
        && plain.chars().any(vowel)
        && plain.chars().count() < 7
}

/// Syllables with letters that are Vietnamese.
fn are_marked(words: &[String]) -> bool {
    words.iter().any(|word| word.contains(VIETNAMESE_LETTERS))
        && words.iter().all(|word| has_one_vowel(word))
}

/// "Quách Thị Hồng Nhung": by its letters, with no family name behind; of families that
/// lists forget, too.
pub(super) fn is_marked_vietnamese(words: &[String]) -> bool {
    let family = |tail: &String| listed(VIETNAMESE_MARKED, &lower(tail));
    are_marked(words) && !words.last().is_none_or(family)
}

/// "Mạc Thùy Dương": the same with a word behind that is a family name as well.
pub(super) fn may_be_marked_vietnamese(words: &[String]) -> bool {
    let family = |tail: &String| listed(VIETNAMESE_ONLY, &fold(tail));
    are_marked(words) && !words.last().is_none_or(family)
}

/// "Doan Van Thang": a Vietnamese family name, and syllables.
pub(super) fn is_vietnamese_without_marks(words: &[String]) -> bool {
    is_vietnamese_family(&words[0]) && words.iter().all(|word| has_one_vowel(word))
}

/// "Tan Wei Liang", "Yeoh Kian Seng": a family name of Singapore or Malaysia before
/// two syllables that are none.
pub(super) fn is_southern(head: &str, rest: &[String]) -> bool {
    let family = |word: &str| listed(SOUTHERN, &fold(word));
    rest.len() == 2 && family(head) && rest.iter().all(|word| has_one_vowel(word) && !family(word))
}

/// "Jia Hui Toh": the same behind.
pub(super) fn is_southern_behind(words: &[String]) -> bool {
    let [one, two, last] = words else {
        return false;
    };
    let family = |word: &str| listed(SOUTHERN, &fold(word));
    family(last)
        && [one, two]
            .iter()
            .all(|word| has_one_vowel(word) && !family(word))
}

/// Whether the head is surely the family name, at home in front: "Choi Eun-kyung",
/// "Zhou Xiaoling", "Ng Siew Hoon", "Nguyen Thi Lan Huong".
pub(super) fn is_surely_turned(head: &str, rest: &[String], names: &Frequencies) -> bool {
    let rank = east_rank(head);
    // "Hoàng Minh Đức", "Vũ Đình Quang"
    let vietnamese = is_vietnamese_family(head)
        && (rest.iter().any(|word| word.contains(VIETNAMESE_LETTERS))
            || listed(VIETNAMESE_ONLY, &fold(head))
            || listed("thi van", &fold(&rest[0])));
    let words = [&[head.to_owned()], rest].concat();
    if (vietnamese || is_marked_vietnamese(&words)) && rest.len() > 1 {
        return true;
    }
    if is_southern(head, rest) {
        return true;
    }
    let family = |word: &String| east_rank(word) > 2;
    if rest.iter().any(family) {
        return false;
    }
    let entry = names.of(head);
    let theirs_alone = entry.is_only_of(tongue::EASTERN);
    match rest {
        // "Prak Sokhon"; but "Sok Dara"
        [tail] if is_khmer_family(head) && fold(head) != "sok" => {
            !names.of(tail).is_of(tongue::WESTERN) && tail.chars().count() > 4
        }
        [tail] if is_hyphenated_given(tail) => rank > 0,
        [tail] => {
            let family =
                rank > 2 || listed(COMPOUND, &fold(head)) || theirs_alone && entry.odds() < -2.0;
            // "Trần Hà"
            let vietnamese = listed(VIETNAMESE_ONLY, &fold(head)) && is_one_syllable(tail);
            let theirs = !names.of(tail).is_of(tongue::WESTERN);
            vietnamese
                || (family || rank == 2 && theirs)
                    && !is_vietnamese_family(head)
                    && is_two_syllables(tail)
        }
        // "Koh Zhi Hao Adrian"
        [one, two, western] => {
            (rank > 1 || theirs_alone && entry.odds() < -1.0)
                && has_one_vowel(one)
                && has_one_vowel(two)
                && names.of(western).is_of(tongue::WESTERN)
                && names.of(western).odds() > 2.0
        }
        [one, two] => {
            let theirs = |word: &String| {
                let entry = names.of(word);
                let western = entry.is_of(tongue::WESTERN) && entry.odds() > 1.0;
                has_one_vowel(word) && (!western || is_syllables(&fold(word), 1))
            };
            (rank > 1 || is_family(head) || names.of(head).odds() < -2.0)
                && theirs(one)
                && theirs(two)
        }
        _ => false,
    }
}

/// "Hye Jin Cho", "Minh Anh Vũ": two syllables that are no family name, before one
/// that is hardly anything else.
pub(super) fn is_surely_abroad(words: &[String], names: &Frequencies) -> bool {
    let family = |word: &String, least: f32| {
        let entry = names.of(word);
        east_rank(word) > 2
            || entry.is_of(tongue::EASTERN) && entry.odds() < least
            || listed(COMPOUND, &fold(word))
    };
    let [one, two, last] = words else {
        return false;
    };
    let own = |word: &String| !family(word, -2.0) && has_one_vowel(word);
    family(last, -1.0) && own(one) && own(two)
}

/// "Shih-Ming", "Ming-Hua": two syllables with a hyphen.
pub(super) fn is_two_bound(word: &str) -> bool {
    fold(word)
        .split_once('-')
        .is_some_and(|(front, back)| is_one_syllable(front) && is_one_syllable(back))
}

/// "Minjun", "Xiaoling": a given name of China or Korea by its sound, and no
/// family name.
pub(super) fn is_two_syllables(word: &str) -> bool {
    let plain = fold(word);
    is_syllables(&plain, 2) && !is_syllables(&plain, 1) && !is_east_family(word)
}

/// "Sok Dara"
pub(super) fn is_khmer_family(word: &str) -> bool {
    listed(KHMER, &fold(word))
}

/// Whether a pair or a chain of words of China, Korea or Vietnam stands in the
/// order of the West: "Linh Nguyen".
pub(super) fn is_vietnamese_abroad(head: &str, tail: &str) -> bool {
    listed(VIETNAMESE_ONLY, &fold(tail)) && !listed(VIETNAMESE, &fold(head))
}

/// "Le Thi Hoa", "Le Hoang"
pub(super) fn is_vietnamese_family(word: &str) -> bool {
    listed(VIETNAMESE, &fold(word))
}

/// "Jin Wei": one of the words that are family names too, and syllables behind it.
pub(super) fn begins_with_family(head: &str, tail: &str) -> bool {
    listed(EITHER, &fold(head)) && is_syllables(&fold(tail), 2) && !is_family(tail)
}
