//! Customs of peoples whose names do not end with one family name, or not with
//! that alone, and how their names are known.

use super::listed;
use crate::person::letters::fold;

/// Given names of Tibet and Bhutan, where hardly anybody has a family name.
const TIBETAN: &str = "tenzin tashi dorje dorji dorjee pema lobsang lhamo karma sonam tsering dolma \
    dolkar choden wangchuk wangmo yangchen gyatso gyaltsen norbu nyima phuntsok thinley thupten \
    ugyen jigme kinley kinzang tshering tshewang wangdi yeshe yeshi dawa dechen deki jampa jamyang \
    kelsang kunga namgyal ngawang palden passang rinchen rinzin samten topden tsewang tsomo zangmo \
    zangpo lhamu chimi chime chodon penpa migmar lhakpa";

/// Pieces of Mongolian names, in both scripts: a father's name stands before the
/// own at home, and behind it abroad.
const MONGOLIAN: &str = "enkh munkh monkh erdene baatar bayar chuluun ochir jargal tsetseg tseren tsend tsog oyun delger \
    dorj dulmaa tuya tuul batb batd batm gantu ganbol ganbaa ganzor gankh purev davaa sukhb sukhe otgon saikhan khishig \
    lkhag byamb uyang sarnai ganbat \
    энх монх мунх мөнх эрдэнэ баатар баяр чулуун очир жаргал сурэн сүрэн цэцэг цэрэн цэнд оюун дэлгэр дорж \
    дулмаа туяа батб батд батм бат- ганб ганз ганх пурэв пүрэв даваа сүх отгон хишиг лхаг бямба";

/// Names of the order of birth in Bali: whoever bears one has no family name.
const BALINESE: &str = "wayan made nyoman ketut putu gede komang kadek luh gusti nengah";

/// Words of Burmese names, of which none is the family's.
const BURMESE: &str = "aung san thant zaw win htun kyaw min myint thiha moe naing soe khin mar hlaing oo lwin maung tin \
    than thura ye phyo su ei nyein wai nay htet htoo swe mya kyi myo thein thu ko zin yin hein phyu htwe thida thandar thiri";

/// Words that stand between given and family name in India, as a part of the
/// given name.
const INDIAN_MIDDLE: &str = "kumar kumari singh kaur devi prasad lal chandra nath bahadur ram raj mohan rani bai \
    krishna venkata sai shankar narayan pratap bhai ben rao reddy";

/// Spanish family names that other languages know as given names.
const SPANISH_TOO: &str = "martin simon abril gil vidal marin marcos vicente pascual lorenzo roman blanco rey leon \
    santiago santana ramon alonso esteban benito bernal duran prado fonseca lara";

/// A Spanish family name by its shape.
pub(super) fn is_iberian(word: &str) -> bool {
    let word = fold(word);
    word.len() > 4 && word.ends_with("ez")
}

/// "Martín", "Gil": behind another Spanish family name one as well.
pub(super) fn is_spanish_too(word: &str) -> bool {
    listed(SPANISH_TOO, &fold(word))
}

/// What names of Thailand, Laos and Indonesia begin and end with.
const BEGINNINGS: &str = "chai som phom sri rat boun thanh wanna";
const ENDINGS: &str = "porn thong chai kul siri phong sak wong thai chanh anok yut sri rat yono yanto wati yanti \
    adhan udin ningsih putra putri hidayat nugroho santoso saputra pratama kusuma atun";

/// A name of a people that has the given name in front at home as well: of
/// Thailand, Laos, Indonesia, Hawaii.
pub(super) fn never_turns(words: &[String]) -> bool {
    let plain: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let polynesian = |word: &String| {
        word.len() > 5
            && word.ends_with(['a', 'e', 'i', 'o', 'u'])
            && word.chars().all(|c| "aeiouhklmnpw'".contains(c))
    };
    let southern = |word: &String| {
        let of = |list: &'static str| list.split_ascii_whitespace();
        word.len() > 5
            && (of(BEGINNINGS).any(|front| word.starts_with(front))
                || of(ENDINGS).any(|end| word.ends_with(end)))
    };
    plain.iter().all(polynesian) || plain.iter().any(southern)
}

/// Letters that tell a Hungarian name from its cousins.
pub(super) fn is_hungarian(words: &[String]) -> bool {
    words.iter().any(|word| {
        word.contains([
            'á', 'é', 'í', 'ó', 'ö', 'ő', 'ú', 'ü', 'ű', 'Á', 'É', 'Ö', 'Ő', 'Ü', 'Ű',
        ])
    })
}

/// "Bat-Erdene", "Enkhtuya", "Дорж"
pub(super) fn is_mongolian(word: &str) -> bool {
    let word = fold(word);
    MONGOLIAN
        .split_ascii_whitespace()
        .any(|piece| word.contains(piece) && (piece.len() > 4 || word.starts_with(piece)))
        || word.starts_with("bat-")
        || listed("bold bat gan болд бат ган", &word)
}

/// "Aung San Thant"
pub(super) fn is_burmese(word: &str) -> bool {
    listed(BURMESE, &fold(word))
}

/// "I Made Wirawan", "Putu Gede Arya"
pub(super) fn is_balinese(words: &[String]) -> bool {
    words[..words.len().min(2)]
        .iter()
        .any(|word| listed(BALINESE, &fold(word)))
}

/// Given names that are written so in Turkey alone.
const TURKISH: &str = "ahmet aylin ayse aysegul ayten baran baris belma berk berna betul bulent burak burcu busra cagla cem \
    cengiz ceren cigdem deniz derya dilek duygu ebru ece elcin elif emine emrah emre ercan erdal erkan \
    erol ersin esra ezgi fatih ferhat filiz funda gizem gokhan gulay gulsah gursel hakan halil hande \
    hatice hulya huseyin ilkay ilker irem kemal kerem koray kubra levent mehmed mehmet melis meltem \
    meral mert merve metin muge murat nalan nese nihal nihat nuray nurten oguz okan onder onur orhan \
    ozan ozge ozgun ozgur pelin pinar recep refik seda selcuk selin serkan sevda sevgi sevil sibel sinan \
    sinem sukru suleyman taner tayfun tolga tuba tugba tugce tulay tuncay turgut ufuk ugur ulku umit \
    umut vedat volkan yagmur yalcin yasemin yavuz yeliz yesim yigit zafer zeynep zuhal";

/// "Burcu", "Hakan"
pub(super) fn is_turkish_given(word: &str) -> bool {
    listed(TURKISH, &fold(word))
}

/// Letters that only Turkish and its cousins have, and names that are written so
/// there alone.
pub(super) fn is_turkish(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| word.contains(['ı', 'ş', 'ğ', 'İ', 'Ş']) || is_turkish_given(word))
}

/// "Llosa", "Obrador": a word that no list holds, but not against Spanish.
pub(super) fn has_spanish_shape(word: &str) -> bool {
    if word.contains('ñ') {
        return true;
    }
    let word = fold(word);
    word.ends_with(['a', 'o', 'e', 'z', 'r', 'n', 's', 'l'])
        && !word.contains(['k', 'w', 'y', 'h'])
        && !["sson", "sen", "son", "er"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// "Mohammad Reza", "Ali Akbar": one given name of Persian in two words.
pub(super) fn is_persian_pair(one: &str, other: &str) -> bool {
    listed(
        "mohammad mohamad amir ali gholam seyed محمد امیر علی سید",
        &fold(one),
    ) && listed(
        "reza hossein hosein mahdi mehdi javad sadegh taghi bagher kazem amin asghar akbar رضا حسین مهدی جواد صادق تقی باقر امین اصغر اکبر",
        &fold(other),
    )
}

/// What Persian family names end with.
const PERSIAN: &str =
    "zadeh pour nejad nezhad manesh doost abadi vand nia far yan khani poor rezaei ipour";

/// "Benhaddou", "Bouazza"
pub(super) fn is_maghrebi_family(word: &str) -> bool {
    let word = fold(word);
    word.len() > 5 && (word.starts_with("ben") || word.starts_with("bou"))
}

/// "Esfandiari", "Ghasemi", "Mirjalili"
pub(super) fn is_persian_family(word: &str) -> bool {
    let word = fold(word);
    word.chars().count() > 4
        // Of Indonesia.
        && !["putri", "stari"].iter().any(|end| word.ends_with(end))
        && (word.ends_with('i')
            || PERSIAN
                .split_ascii_whitespace()
                .any(|end| word.ends_with(end)))
}

pub(super) fn is_indian_middle(word: &str) -> bool {
    listed(INDIAN_MIDDLE, &fold(word))
}

/// Rather Portuguese than Spanish: "Gomes", "Nogueira", "Falcão". There the word
/// between the given name and the last is as often one more given name.
pub(super) fn is_portuguese(word: &str) -> bool {
    let plain = fold(word);
    let ends = ["es", "eira", "eiro", "eiros", "eiras"]
        .iter()
        .any(|end| plain.ends_with(end))
        && !listed(
            "torres flores reyes robles cortes montes valdes morales rosales canales gonzales nogales angeles paredes fuentes cervantes benavides rosales casares linares olivares palomares iglesias",
            &plain,
        );
    plain.len() > 4 && ends
        || word.contains(['ã', 'õ', 'ç'])
        || ["lh", "nh"].iter().any(|pair| plain.contains(pair))
}

/// "Guðrún Anna Jónsdóttir": after the father, whatever stands in the middle.
pub(super) fn is_icelandic(words: &[String]) -> bool {
    words.last().is_some_and(|last| {
        let plain = fold(last);
        plain.ends_with("dottir")
            || plain.ends_with("ason") && plain.len() > 7
            || plain.ends_with("son")
                && words
                    .iter()
                    .any(|word| word.contains(['ð', 'þ', 'Þ', 'æ', 'á', 'í', 'ú', 'ý', 'ó', 'ö']))
    })
}

/// "Sutrisno", "Hartanto", "Suharyanto": a man of Java.
pub(super) fn is_javanese(word: &str) -> bool {
    let word = fold(word);
    let ends = [
        "anto", "arto", "isno", "arno", "arjo", "yono", "yoto", "oso", "adi", "jono",
    ];
    (word.starts_with("su") || word.ends_with("anto"))
        && word.len() > 5
        && ends.iter().any(|end| word.ends_with(end))
}

pub(super) fn is_tibetan(word: &str) -> bool {
    listed(TIBETAN, &fold(word))
}
