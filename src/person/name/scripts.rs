//! Scripts, and the names whose order their script tells.

use super::Split;
use super::families::{self, Lean};
use super::frequencies::Frequencies;
use crate::person::Doubt;
use crate::platform::case;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Script {
    /// Han, with or without kana.
    Han,
    Hangul,
    Latin,
    Cyrillic,
    Greek,
    Other,
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}' | '々')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

fn of_char(c: char) -> Option<Script> {
    match c {
        c if is_han(c) || is_kana(c) => Some(Script::Han),
        '\u{ac00}'..='\u{d7a3}' => Some(Script::Hangul),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
        c if !c.is_alphabetic() => None,
        '\0'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => Some(Script::Latin),
        _ => Some(Script::Other),
    }
}

/// The script of a word's first letter.
pub(super) fn of_word(word: &str) -> Option<Script> {
    word.chars().find_map(of_char)
}

/// Armenian, Georgian, Devanagari, Bengali, Gurmukhi, Gujarati, Telugu, Kannada: whose
/// names end with one family name. Tamil and Malayalam ones may end with the own.
pub(super) fn has_one_family(word: &str) -> bool {
    word.starts_with(|c| {
        matches!(c, '\u{530}'..='\u{58f}' | '\u{10a0}'..='\u{10ff}' | '\u{900}'..='\u{aff}'
            | '\u{c00}'..='\u{cff}')
    })
}

/// Letters of two scripts in one word: a joke, a slip, or a forgery.
pub(super) fn is_mixed(word: &str) -> bool {
    let first = of_word(word);
    word.chars()
        .filter_map(of_char)
        .any(|one| Some(one) != first)
}

/// Chinese family names of two characters, and Korean ones.
const DOUBLE: &str = "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 东方 東方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 \
    남궁 황보 제갈 선우 독고 사공 서문";

/// Chinese family names that begin hardly any Japanese one.
const CHINESE: &str = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫朱胡郭何罗羅郑鄭梁谢謝宋许許邓鄧韩韓冯馮\
    曹彭曾萧蕭董袁潘于蒋蔣蔡余杜叶程苏蘇魏吕丁任沈姚卢盧姜崔钟鐘鍾谭譚陆陸汪范廖贾賈韦邹鄒孟邱尹薛闫段雷\
    侯龙史陶黎贺賀顾顧郝龚龔邵万钱錢严嚴覃戴莫孔汤湯翟骆駱阎閻邢祁佘冉毕畢卞褚晏娄婁闵閔邬鄔聂聶颜顏倪芦鲍鮑俞涂霍裴\
    甄项項谈談单單阮詹耿祝賴赖莊庄柯翁藍蓝游凌";

/// Chinese family names that begin Japanese ones too.
const SHARED: &str = "高林田马馬唐金石夏付方白熊秦江毛武葉向呂洪康施文牛樊葛安常温易乔齐";

/// Characters that only Chinese writes so: they tell that a name is no Japanese.
const SIMPLIFIED: &str = "伟丽军华红艳强涛鹏辉飞凤兰梦晓颖琼莹荣龙亚庆玮刚东义书诗语轩娇师张刘陈杨赵吴孙罗\
    郑谢许邓韩冯萧蒋叶苏吕卢钟谭陆贾邹龚贺顾钱严马宁云建俊杰伦鸿维锋鑫磊婷娜燕芳霞敏";

/// Korean family names; foreign given names seldom begin so.
const KOREAN: &str = "김이박최정강윤장임한오서신권황송류전홍고문양손배백허남심노곽성차주우구민진\
    변금채원천방공현함염여추석설길연위표명반왕옥육맹탁국은편용예봉안유조하";

/// Syllables that foreign names have and Korean ones have not.
const FOREIGN: &str = "핀슈스카터드르크트프클톤더티디벨델브즈츠젤렌단필니라리로루레로";

/// Japanese family names, most frequent first.
const JAPANESE: &str = "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 \
    松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 \
    後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 \
    中山 和田 石田 森田 上田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 今井 工藤 高田 増田 丸山 \
    杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 市川 \
    菊地 杉本 古川 大西 島田 水野 桜井 高野 吉川 山内 西田 飯田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 \
    中田 久保田 服部 川崎 岩田 土屋 福島 本田 樋口 秋山 永井 山中 中西 吉村 川上 石原 大橋 松岡 馬場 浜田 \
    森本 星野 矢野 浅野 大久保 吉岡 野田 小野寺 小野田 黒田 熊谷 林 森 原";

fn listed(list: &str, name: &str) -> bool {
    super::listed(list, name)
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| SIMPLIFIED.contains(c))
}

/// What Japanese family names of two characters end with, and given names of one.
const JAPANESE_ENDS: &[char] = &[
    '田', '原', '山', '川', '本', '村', '井', '野', '口', '島', '崎', '沢', '藤', '谷', '木', '上',
    '下', '部', '橋', '尾', '岡', '松', '内', '瀬', '浦', '塚', '屋', '林',
];
const JAPANESE_GIVEN: &[char] = &[
    '実', '健', '誠', '稔', '茂', '勇', '進', '隆', '豊', '薫', '翼', '翔', '蓮', '陽', '葵', '凛',
    '樹', '悟', '昇', '清', '弘', '博', '修', '剛', '聡', '徹', '亮', '渉', '愛', '恵', '萌', '遥',
];

/// A name in Han, kana or Hangul.
pub(super) fn east_asian(words: &[String]) -> Split {
    match words {
        [word] if word.contains(['\u{30fb}', '·']) => foreign(word),
        [word] => together(word),
        [front, back] => apart(front, back),
        [front, rest @ ..] => Split::doubted(rest.join(" "), front, Doubt::FamilyFirst),
        [] => Split::default(),
    }
}

/// "マイケル・スミス": a foreign name in its own order.
fn foreign(word: &str) -> Split {
    match word.split(['\u{30fb}', '·']).collect::<Vec<_>>().as_slice() {
        // "高橋・一郎"
        [first, last] if listed(JAPANESE, first) && last.chars().all(is_han) => {
            Split::certain(*last, *first)
        }
        [first, last] if !first.is_empty() && !last.is_empty() => Split::certain(*first, *last),
        parts => {
            let (last, first) = parts.split_last().unwrap_or((&"", &[]));
            Split::doubted(first.join("\u{30fb}"), *last, Doubt::NameSplit)
        }
    }
}

/// A family name of these characters that is known as one.
fn known_family(name: &str, other: &str) -> bool {
    let mut characters = name.chars();
    match (characters.next(), characters.next()) {
        (Some(one), None) => {
            CHINESE.contains(one)
                || (KOREAN.contains(one) && !other.chars().any(|c| FOREIGN.contains(c)))
                || (SHARED.contains(one) && is_chinese(other))
                || listed(JAPANESE, name)
        }
        _ => listed(DOUBLE, name) || listed(JAPANESE, name),
    }
}

fn apart(front: &str, back: &str) -> Split {
    match (known_family(front, back), known_family(back, front)) {
        (true, false) => Split::certain(back, front),
        // Sites put the given name first for a reader of another language.
        (false, true) if front.chars().count() > 1 => Split::certain(front, back),
        // "高原 恭子": a space between two words of Han stands in Japan, where the
        // family name is first.
        (false, false)
            if front.chars().count() > 1 && front.chars().chain(back.chars()).all(is_han) =>
        {
            Split::certain(back, front)
        }
        // "飯島 さくら": in kana a given name behind a family name in Han.
        (false, false) if front.chars().all(is_han) && back.chars().all(is_kana) => {
            Split::certain(back, front)
        }
        _ => Split::doubted(back, front, Doubt::FamilyFirst),
    }
}

/// Written without a space: a family name of one character, or of more where it
/// is known. Certain where no other language's custom could split elsewhere.
fn together(word: &str) -> Split {
    let characters: Vec<char> = word.chars().collect();
    let count = characters.len();
    if !(2..=6).contains(&count) || characters.iter().all(|c| is_kana(*c)) {
        return Split::doubted(word, "", Doubt::SingleName);
    }
    let cut = |at: usize| {
        let text = |part: &[char]| part.iter().collect::<String>();
        (text(&characters[..at]), text(&characters[at..]))
    };
    let japanese = (1..count)
        .rev()
        .map(cut)
        .find(|(family, _)| family.chars().count() > 1 && listed(JAPANESE, family));
    let double = DOUBLE
        .split_ascii_whitespace()
        .any(|name| word.starts_with(name));
    if let Some((family, given)) = japanese {
        // Of three characters it may be Chinese.
        return if count > 3 {
            Split::certain(given, family)
        } else {
            Split::doubted(given, family, Doubt::FamilyFirst)
        };
    }
    let han = characters.iter().take_while(|c| is_han(**c)).count();
    // "林田健": rather Japanese; "황보라": rather of one syllable.
    let theirs = count == 3
        && JAPANESE_ENDS.contains(&characters[1])
        && JAPANESE_GIVEN.contains(&characters[2]);
    let one = count == 3 && word.starts_with("황보");
    let at = if (double && count > 2 && !one) || count > 3 || theirs || han == 2 && count > 2 {
        2
    } else {
        1
    };
    let (family, given) = cut(at);
    let hangul = of_word(word) == Some(Script::Hangul);
    let kana = characters.iter().any(|c| is_kana(*c));
    let certain = if hangul {
        // "선우진": a family name of one syllable or of two?
        count == 3 && !double && known_family(&family, &given) || count == 4 && double
    } else {
        // "飯島さくら"
        han == 2 && count > 3 && characters[2..].iter().all(|c| is_kana(*c))
            || !kana
                && (double && count > 2 && count < 5
                || count < 4 && known_family(&family, &given) && japanese_free(word)
                // "衡烨霖": whoever writes so is Chinese, and one character is the
                // family name.
                || count == 3 && !double && is_chinese(&given) && japanese_free(word))
    };
    // "慧敏": no family name, as far as anybody knows.
    if count == 2 && !hangul && !known_family(&family, &given) && !SHARED.contains(&family) {
        return Split::doubted(word, "", Doubt::SingleName);
    }
    if double && count == 2 {
        return Split::doubted("", word, Doubt::SingleName);
    }
    if certain && !theirs {
        Split::certain(given, family)
    } else {
        Split::doubted(given, family, Doubt::FamilyFirst)
    }
}

/// No Japanese family name of two characters begins the word.
fn japanese_free(word: &str) -> bool {
    let two: String = word.chars().take(2).collect();
    !listed(JAPANESE, &two) && !listed("林 森 原 関", word.get(..3).unwrap_or_default())
        || is_chinese(word)
}

/// Names after the father whose ending others share.
const FATHERS: &str =
    "ильич кузьмич лукич фомич фокич никитич саввич ilyich ilich kuzmich lukich fomich nikitich";

/// "Иванович", "Петровна", "Sergeevich": after the father.
pub(super) fn is_patronymic(word: &str) -> bool {
    let word = case::lower(word);
    [
        "ович",
        "евич",
        "ёвич",
        "ьич",
        "овна",
        "евна",
        "ична",
        "івна",
        "аўна",
        "авіч",
        "uly",
        "kyzy",
        "ұлы",
        "қызы",
        "ївна",
        "йович",
        "еўна",
        "owna",
        "owiç",
        "ewna",
        "ewiç",
        "ovich",
        "evich",
        "ovych",
        "ovna",
        "evna",
        "ivna",
        "ichna",
    ]
    .iter()
    .any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|front| front.chars().count() >= 3)
    }) || listed(FATHERS, &word)
}

/// "Aliyev Rashad Vali oğlu": the son or daughter of, behind the father's name.
const OF_THE_FATHER: &str = "oglu oğlu ogly ogli o'g'li ogʻli o'gli uly uulu kizi kızı qizi kyzy qızı оглы огли ўғли улы уулу кизи \
    кызы қизи қызы";

/// "oğlu", "оглы"
pub(super) fn is_of_the_father(word: &str) -> bool {
    listed(OF_THE_FATHER, &case::lower(word))
}

/// "Иванов Иван Иванович", "Иван Иванович Иванов", "Aliyev Rashad Vali oğlu".
pub(super) fn with_patronymic(words: &[String], names: &Frequencies) -> Option<Split> {
    if let [family, given @ .., _, child] = words
        && !given.is_empty()
        && is_of_the_father(child)
    {
        return Some(Split {
            first: words[1..].join(" "),
            last: family.clone(),
            doubt: (!families::is_family_by_shape(family)).then_some(Doubt::FamilyFirst),
        });
    }
    // "Günel Vaqif qızı Hüseynova"
    if let [.., child, family] = words
        && words.len() == 4
        && is_of_the_father(child)
    {
        return Some(Split::certain(words[..3].join(" "), family));
    }
    // "Тамара Ивановна": no family name.
    if let [_, father] = words
        && is_patronymic(father)
        && case::lower(father).ends_with(['а', 'a'])
    {
        return Some(Split::doubted(words.join(" "), "", Doubt::SingleName));
    }
    let [one, two, three] = words else {
        return None;
    };
    // "Bektur uulu Azamat"
    if is_of_the_father(two) && words[1].starts_with(char::is_lowercase) {
        return Some(Split::certain(three, format!("{one} {two}")));
    }
    // "Азамат Бакыт уулу"
    if is_of_the_father(three) {
        return Some(Split::certain(one, format!("{two} {three}")));
    }
    // "Афанасий Анисимович Адамович": a family name may sound like a father's.
    if is_patronymic(two) {
        return Some(Split::certain(format!("{one} {two}"), three));
    }
    // "Пламен Иванов Дончев": so fathers are named in Bulgaria.
    let father = case::lower(two);
    let bulgarian = of_word(one) == Some(Script::Cyrillic)
        && ["ов", "ев", "ова", "ева"]
            .iter()
            .any(|end| father.ends_with(end))
        && [two, three]
            .into_iter()
            .all(|word| families::is_family_by_shape(word))
        && !families::is_family_by_shape(one);
    if bulgarian {
        return Some(Split::certain(format!("{one} {two}"), three));
    }
    if !is_patronymic(three) {
        return None;
    }
    // "Jovana Petrović": in the Balkans a family name, and no middle name before it.
    let latin = of_word(three) == Some(Script::Latin);
    let family =
        families::is_family_by_shape(one) || !latin || families::lean(one, names) < Lean::Unknown;
    let given = !latin || families::lean(two, names) >= Lean::RatherGiven;
    let turned = family || families::lean(one, names) == Lean::Unknown && given;
    turned.then(|| Split {
        first: format!("{two} {three}"),
        last: one.clone(),
        doubt: (!(family && given)).then_some(Doubt::FamilyFirst),
    })
}
