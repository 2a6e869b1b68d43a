//! One word of a company's name spelt in several ways: short, misspelt, with its
//! umlauts written out, in other letters.

use crate::person::listed;

/// Words as they are often shortened, and what they stand for; words that are one
/// and the same come to the first.
const SHORT: &str = "international intl int|brothers bros|associates assoc assocs|association assn|\
    university univ universitat universite universidad universidade universita universiteit|saint st sankt sint|\
    creditunion cu|center centre ctr|manufacturing mfg|management mgmt|services service svcs svc|group grp|\
    institute inst|foundation fdn|hospital hosp|government govt|national natl|industries inds|\
    brodrene brdr|cooperativa coop|broderna brod|αφοι αδελφοι|nigeria nig|gebruder gebr gebroeders|kardesler kard|hermanos hnos|etablissements ets|fratelli flli|engineering eng engg|theater theatre|\
    mount mt|technology tech technologies|laboratories labs|compagnie cie|compania cia|sainte ste|department dept|\
    doctor dr|systems sys|insurance ins|holdings hldgs|holding hldg|construction const constr|enterprises ent|\
    academy acad|development dev|american amer|fort ft|building bldg|electric elec electrical|chemicals chem chemical|transport transp|medical med|ministry min";

/// "And" between two words, in several languages.
const JOINTS: &str = "and und et og och y e ve en a i и та και";

/// The long form of a word that is often shortened.
pub(super) fn expanded(word: &str, between: bool) -> &str {
    if between && listed(JOINTS, word) {
        return "and";
    }
    SHORT
        .split('|')
        .find(|words| listed(words, word))
        .and_then(|words| words.split(' ').next())
        .unwrap_or(word)
}

/// Long words of legal forms, as they are often misspelt.
const LONG: &str = "limited company incorporated corporation gesellschaft beschrankter aktiengesellschaft \
    unternehmergesellschaft kommanditgesellschaft aktiebolag aktieselskab aksjeselskap vennootschap besloten naamloze \
    responsabilite responsabilidad responsabilidade responsabilita responsabilitate raspundere limitata limitada \
    osakeyhtio odpowiedzialnoscia ograniczona obmedzenym omezenym felelossegu tarsasag reszvenytarsasag общество \
    ограниченнои ответственностью акционерное";

/// Gives a word of a legal form that is one letter off its right spelling, and a
/// Cyrillic word its own letters in the place of Latin ones that look alike.
pub(super) fn spell(word: &mut String) {
    if !word.is_ascii() && word.contains(|c| matches!(c, '\u{430}'..='\u{45f}')) {
        *word = word
            .chars()
            .map(|c| {
                let at = "aeopcxykmthb".find(c);
                at.and_then(|at| "аеорсхукмтнв".chars().nth(at))
                    .unwrap_or(c)
            })
            .collect();
    }
    if word.len() < 6 || listed(LONG, word) {
        return;
    }
    let near = LONG
        .split_ascii_whitespace()
        .find(|right| one_off(word, right));
    if let Some(right) = near {
        right.clone_into(word);
    }
}

/// Whether one letter is left out, added, another, or changes place with the next.
fn one_off(word: &str, right: &str) -> bool {
    if word.len().abs_diff(right.len()) > 2 || word == right {
        return false;
    }
    let [word, right]: [Vec<char>; 2] = [word, right].map(|text| text.chars().collect());
    let same = word.iter().zip(&right).take_while(|(a, b)| a == b).count();
    let (word, right) = (&word[same..], &right[same..]);
    match (word, right) {
        ([_, rest @ ..], right) if rest == right => true,
        (word, [_, rest @ ..]) if word == rest => true,
        ([_, left @ ..], [_, rest @ ..]) if left == rest => true,
        ([a, b, left @ ..], [c, d, rest @ ..]) => a == d && b == c && left == rest,
        _ => false,
    }
}

/// "Mueller" as "Muller": after the accents are gone, an umlaut written out is
/// one vowel too many between two consonants.
pub(super) fn without_spelt_out(word: &str) -> String {
    // "Skovgaard", "Aarhus", "Aalund"
    let word = word.replace("gaard", "gard");
    let word = word
        .strip_prefix('a')
        .filter(|rest| rest.starts_with('a'))
        .unwrap_or(&word);
    let letters: Vec<char> = word.chars().collect();
    let consonant = |at: usize| {
        letters
            .get(at)
            .is_none_or(|c| c.is_ascii_lowercase() && !"aeiou".contains(*c))
    };
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while at < letters.len() {
        let vowel = matches!(letters[at], 'a' | 'o' | 'u')
            && letters.get(at + 1) == Some(&'e')
            && consonant(at + 2)
            && at + 2 < letters.len()
            && (at == 0 || consonant(at - 1) && letters[at - 1] != 'q');
        out.push(letters[at]);
        at += if vowel { 2 } else { 1 };
    }
    out
}

/// Cyrillic and Greek letters as companies write their names in Latin ones, and
/// Arabic letters that are written for each other.
const LETTERS: &str = "аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya \
    іi єye ґg јj љlj њnj ћc ђdj џdz αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo \
    ةه ىي یي کك";

/// Letters that some languages write otherwise, behind those that tell that it is
/// theirs.
const OTHERWISE: &[(&str, &str)] = &[("јљњћђџ", "жz цc чc шs хh"), ("іє", "гh иy")];

/// Chinese letters as Taiwan and Hong Kong write them, and as the mainland does:
/// those that companies often have in their names.
const HAN: &str = "電电 國国 華华 貿贸 雲云 嵐岚 灣湾 臺台 業业 實实 發发 際际 聯联 東东 龍龙 廣广 億亿 豐丰 寶宝 達达 資资 訊讯 術术 網网 軟软 體体 設设 計计 \
    製制 藥药 醫医 學学 銀银 險险 證证 產产 環环 機机 車车 運运 輸输 飛飞 馬马 鋼钢 鐵铁 紙纸 傳传 務务 營营 遠远 進进 開开 關关 陽阳 鴻鸿 興兴 \
    農农 漁渔 線线 綠绿 藍蓝 紅红 錦锦 銘铭 門门 風风 萬万 創创 動动 勝胜 島岛 數数 榮荣 樂乐 橋桥 歐欧 氣气 漢汉 潔洁 澤泽 統统 聖圣 藝艺 蘇苏 \
    蘭兰 衛卫 裝装 語语 誠诚 貨货 輝辉 銷销 長长 飯饭 魚鱼 麗丽 專专 師师 張张 陳陈 劉刘 黃黄 吳吴 匯汇";

/// The same in two bytes a letter, the first of each pair, then the second.
static SIMPLE: [[u16; HAN.len().div_ceil(7)]; 2] = {
    let mut letters = [[0; HAN.len().div_ceil(7)]; 2];
    let text = HAN.as_bytes();
    let mut at = 0;
    while at < letters[0].len() {
        let mut of = 0;
        while of < 2 {
            let byte = at * 7 + of * 3;
            let [first, second, third] = [text[byte], text[byte + 1], text[byte + 2]];
            letters[of][at] =
                (first as u16 & 15) << 12 | (second as u16 & 63) << 6 | third as u16 & 63;
            of += 1;
        }
        at += 1;
    }
    letters
};

/// A letter as the mainland writes it.
pub(super) fn simple(c: char) -> char {
    let [full, simple] = &SIMPLE;
    let at = full
        .iter()
        .position(|letter| u32::from(*letter) == u32::from(c));
    at.and_then(|at| char::from_u32(u32::from(simple[at])))
        .unwrap_or(c)
}

/// A core in Latin letters.
pub(super) fn in_latin(core: &str) -> String {
    if !core.contains(|c| matches!(c, '\u{3b1}'..='\u{491}' | '\u{620}'..='\u{6ff}')) {
        return core.to_owned();
    }
    let own = |(signs, _): &&(&str, &str)| core.contains(|c| signs.contains(c));
    let otherwise = OTHERWISE.iter().find(own);
    let letters = format!("{} {LETTERS}", otherwise.map_or("", |(_, letters)| letters));
    // "Невский" is "Nevsky".
    let core = core
        .strip_suffix("ии")
        .map_or(core.to_owned(), |stem| format!("{stem}ы"));
    let mut out = String::new();
    let mut last = ' ';
    for c in core.chars() {
        let pair = letters.split(' ').find(|pair| pair.starts_with(c));
        match (last, c, pair) {
            ('ο', 'υ', _) => out.push('u'),
            ('α' | 'ε', 'υ', _) => out.push('v'),
            (_, _, Some(pair)) => out.push_str(&pair[c.len_utf8()..]),
            _ => out.push(c),
        }
        last = c;
    }
    out
}
