//! Which words are family names or given names, and what that says about the
//! order. A list never decides alone that a name stands the other way round: it
//! puts the name in doubt.

use super::frequencies::{Frequencies, Use};
use super::listed;
use super::particles::particle;
use crate::person::letters::fold;
use crate::platform::case;

/// Family names that are hardly ever given names, of peoples that write them
/// first and of those whose forms do.
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
    smith jones williams brown johnson miller thompson wright \
    muller schmidt schneider fischer weber meyer maier schulz schulze hoffmann schaefer koch bauer \
    klein schroeder neumann zimmermann braun hofmann huber mayer lehmann krause \
    garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez torres flores gomez \
    diaz vazquez ruiz jimenez moreno gutierrez ortiz munoz navarro dominguez castillo fernandez \
    alvarez romero herrera medina aguilar vargas mendoza rojas chavez ramos reyes ibanez serrano \
    silva santos oliveira souza pereira ferreira almeida costa rodrigues gomes ribeiro carvalho \
    rossi russo ferrari esposito bianchi romano colombo ricci marino greco conti \
    dubois durand moreau lefebvre fournier girard dupont lefevre mercier \
    sharma gupta patel reddy iyer mishra verma agarwal banerjee mukherjee chatterjee joshi mehta \
    singh kaur rao shah naidu nair menon pillai chowdhury kapoor malhotra ghosh bose desai yadav \
    pandey tiwari trivedi kulkarni patil \
    nowak kowalski popescu ionescu yilmaz \
    hansen jensen nielsen andersen johansson andersson karlsson nilsson jansen bakker visser \
    כהן לוי מזרחי ביטון דהן פרידמן";

/// Family names that are given names as well: only beside a word of the same
/// languages do they tell anything.
const EITHER: &str = "kim lee li jo han lin ma jung chung chan sun song lam ho le ly ha mai min oh \
    hong long yu yi hu he fan fu jin qin shi tao bai sung yoo ryu nam im shim son ko koo chu an \
    chang hsu tsai wei jia xi mo ai gu hou kong mao meng nie pei qiao qiu shao tong wan wen xiang \
    xiong xue yan yao yin yue zhan zhong zhuang zou bi bo cui fang geng gong guan hua ji lei lai mu \
    ning pang feng peng cheng yuan xiao tian ren shin dong tang dai du su ye ding lu pan cai moon seo abe \
    gan khoo chin seah sim yap ooi chew low foo kwan tay sng chia chee cheah phua quek soh yeo loh leow lui sze qian qu ruan sheng shu si teng xia xing zhen zuo bong yoo sohn ji ok";

/// Given names that are hardly ever family names.
const GIVEN: &str = "mary jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty \
    margaret sandra emily donna michelle carol amanda melissa deborah stephanie rebecca sharon \
    laura cynthia kathleen amy angela anna brenda pamela emma nicole helen samantha katherine \
    christine catherine carolyn janet heather diane olivia julie victoria christina evelyn ann anne \
    jane john michael christopher matthew andrew joshua kevin brian ronald timothy jason jeffrey \
    eric jonathan justin nicholas zachary peter david daniel robert richard william \
    hans jurgen wolfgang klaus uwe horst dieter helmut gerhard gunther bernd heinz manfred rainer \
    katharina sabine petra monika ursula brigitte renate ingrid heike birgit anja katja stefanie \
    christiane annette matthias andreas stefan sebastian florian tobias jens jorg sven lars thomas \
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
    jan piotr krzysztof andrzej tomasz pawel michal katarzyna agnieszka malgorzata magdalena \
    joanna ewa pavel jiri petr tomas zdenek vaclav lukas katerina lenka hana dmitry dmitri \
    vladimir sergey sergei aleksandr alexey nikolay mikhail andrey evgeny olga tatiana svetlana \
    ekaterina natalia irina anastasia yulia oleg igor yuri oleksandr ivan \
    laszlo istvan zoltan gabor attila agnes zsolt katalin zsuzsanna balazs tamas gergo andras \
    ferenc sandor janos jozsef mihaly judit ildiko erzsebet eszter reka dora krisztina bence mate \
    marton csaba tibor gyula bela imre lajos karoly orsolya viktoria adam akos \
    bjorn nils kirsten astrid sigrid karin birgitta gunnar pieter hendrik marieke sanne femke \
    jeroen mehmet mustafa ahmet ayse fatma emine zeynep gheorghe mihai alexandru ioana \
    hiroshi takashi kenji kenta yuki yuko akira satoshi takeshi kazuo naoki daisuke keiko yoko \
    haruka sakura ayumi taro ichiro jiro hiro haruki \
    иван александр сергей дмитрий андрей алексей михаил николай владимир евгений олег игорь юрий \
    пётр петр павел ольга елена наталья татьяна ирина светлана мария анна екатерина юлия анастасия \
    оксана олександр дмитро микола сергій андрій наталія тетяна георги иванка богдан тарас ярослав виктор вячеслав антон артём артем даниил денис \
    роман никита илья кирилл степан василий григорий валерий виталий станислав руслан константин \
    людмила галина марина виктория дарья полина вера лариса валентина софия ксения вероника \
    γιωργοσ δημητρησ νικοσ γιαννησ κωστασ μαρια ελενη κατερινα αννα παναγιωτησ χρηστοσ βασιλησ \
    σοφια γεωργιοσ ιωαννησ νικολαοσ κωνσταντινοσ δημητριοσ";

/// Family names of two syllables of China and Korea, in Latin letters.
const COMPOUND: &str = "ouyang sima zhuge shangguan situ huangfu linghu gongsun xiahou dongfang murong \
    namgung namkung hwangbo hwangpo jegal seonu sunwoo dokgo auyeung auyong szeto soto";

/// The same in two words: "Au Yeung Ka-wai".
const COMPOUND_APART: &str = "au-yeung au-yong ou-yang si-ma zhu-ge shang-guan si-tu sze-to";

/// Given names of Tibet and Bhutan, where hardly anybody has a family name.
const TIBETAN: &str = "tenzin tashi dorje dorji dorjee pema lobsang lhamo karma sonam tsering dolma \
    dolkar choden wangchuk wangmo yangchen gyatso gyaltsen norbu nyima phuntsok thinley thupten \
    ugyen jigme kinley kinzang tshering tshewang wangdi yeshe yeshi dawa dechen deki jampa jamyang \
    kelsang kunga namgyal ngawang palden passang rinchen rinzin samten topden tsewang tsomo zangmo \
    zangpo chimi chime chodon penpa migmar lhakpa";

/// Of these, those that are common family names in English.
const GIVEN_OR_FAMILY: &str = "thomas david daniel adam robert richard william john michael";

/// Endings that only family names have.
const ENDINGS: &str = "dottir sson ov ova ev eva sky skaya skyi enko ski ska cki cka wicz czyk escu opoulos oglu \
    shvili vic vich yan moto mura yama kawa gawa saki zaki shita bayashi shima jima guchi sawa zawa \
    matsu ов ова ев ева ёв ёва ский ская цкий цкая ський ська енко чук οπουλοσ οπουλου ιδησ ιδου ακησ ακη \
     յան შვილი ძე";

/// A list's words in the names of China and Korea, in Latin letters.
const INITIALS: &str = "zh ch sh b p m f d t n l g k h j q x r z c s y w ph th tr nh ng gi kh qu v";
const FINALS: &str = "yeong iang iong uang uyen uong ienh yeon yeok yung oung eong ang eng ong anh enh inh onh ien iet uoc iao ian ing uai uan eun \
    eon eok yun yuk ook oon wan wha hwa ai ei ao ou an en ia ie iu in ua uo ui un ue eo oo ee ae yu \
    ye yo ya ok uk ik im om am ul il al eok ung a o e i u";

/// "Jean Paul": a given name in two words, or a family name behind one?
pub(super) fn is_double_given(one: &str, other: &str) -> bool {
    listed("jean hans karl", &fold(one))
        && listed(
            "paul marc luc michel martin joseph louis henri georg",
            &fold(other),
        )
}

pub(super) fn is_family(word: &str) -> bool {
    listed(FAMILY, &fold(word))
}

pub(super) fn is_given(word: &str) -> bool {
    let word = fold(word);
    word.split('-').all(|part| listed(GIVEN, part))
}

/// A Spanish family name by its shape.
pub(super) fn is_iberian(word: &str) -> bool {
    let word = fold(word);
    word.len() > 4 && word.ends_with("ez")
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

/// By the lists here, by its ending, by the frequencies.
pub(super) fn lean(word: &str, names: &Frequencies) -> Lean {
    if is_family(word) {
        return Lean::Family;
    }
    let folded = fold(word);
    if ["al-", "el-", "ad-", "as-", "o'", "mac-"]
        .iter()
        .any(|article| folded.starts_with(article))
    {
        return Lean::RatherFamily;
    }
    let doubtful = listed(GIVEN_OR_FAMILY, &folded);
    if is_given(word) && !doubtful {
        return Lean::Given;
    }
    let entry = names.of(word);
    match entry.usage {
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

/// "Kim Min-jun", "Jin Wei": words of China or Korea, a family name in front.
pub(super) fn is_eastern(head: &str, tail: &str) -> bool {
    is_east_family(head) && is_syllables(&fold(tail), 2) && !is_family(tail)
}

/// A family name of China or Korea.
pub(super) fn is_east_family(word: &str) -> bool {
    listed(EITHER, &fold(word)) || is_family(word) && is_syllables(&fold(word), 2)
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

/// Letters that tell a Hungarian name from its cousins.
pub(super) fn is_hungarian(words: &[String]) -> bool {
    words.iter().any(|word| {
        word.contains([
            'á', 'é', 'í', 'ó', 'ö', 'ő', 'ú', 'ü', 'ű', 'Á', 'É', 'Ö', 'Ő', 'Ü', 'Ű',
        ])
    })
}

pub(super) fn is_tibetan(word: &str) -> bool {
    listed(TIBETAN, &fold(word))
}

fn has_family_ending(word: &str) -> bool {
    let word = fold(word);
    ENDINGS.split_ascii_whitespace().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|front| front.chars().count() >= 3)
    })
}

/// One to three syllables of Chinese or Korean.
fn is_syllables(word: &str, left: usize) -> bool {
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

/// Whether the family name may stand first, by the lists and by shape; `given`
/// where the first word is known as a given name.
pub(super) fn may_stand_first(words: &[String], given: bool) -> bool {
    let (Some(head), Some(tail)) = (words.first(), words.last()) else {
        return false;
    };
    let folded = fold(tail);
    // "Fabrizio De Luca"
    let led = words.len() > 2 && particle(&words[words.len() - 2]).is_some();
    is_family(head)
        || (is_given(tail) && !led && !listed(GIVEN_OR_FAMILY, &case::lower(tail)))
        || is_korean(head, tail)
        || (has_family_ending(head) && !has_family_ending(tail) && !given)
        || (listed(EITHER, &fold(head)) && is_syllables(&folded, 2) && !is_family(tail))
}
