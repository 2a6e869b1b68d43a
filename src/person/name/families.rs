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
    namgung namkung namgoong hwangbo hwangpo jegal seonu sunwoo dokgo auyeung auyong szeto soto";

/// The same in two words: "Au Yeung Ka-wai".
const COMPOUND_APART: &str = "au-yeung au-yong ou-yang si-ma zhu-ge shang-guan si-tu sze-to";

/// Given names of Tibet and Bhutan, where hardly anybody has a family name.
const TIBETAN: &str = "tenzin tashi dorje dorji dorjee pema lobsang lhamo karma sonam tsering dolma \
    dolkar choden wangchuk wangmo yangchen gyatso gyaltsen norbu nyima phuntsok thinley thupten \
    ugyen jigme kinley kinzang tshering tshewang wangdi yeshe yeshi dawa dechen deki jampa jamyang \
    kelsang kunga namgyal ngawang palden passang rinchen rinzin samten topden tsewang tsomo zangmo \
    zangpo chimi chime chodon penpa migmar lhakpa";

/// Pieces of Mongolian names, in both scripts: a father's name stands before the
/// own at home, and behind it abroad.
const MONGOLIAN: &str = "enkh munkh monkh erdene baatar bayar chuluun ochir jargal tsetseg tseren tsend tsog oyun delger \
    dorj dulmaa tuya tuul batb batd batm gantu ganbol ganbaa ganzor gankh purev davaa sukhb sukhe otgon saikhan khishig \
    lkhag byamb uyang sarnai ganbat \
    энх монх мунх мөнх эрдэнэ баатар баяр чулуун очир жаргал сурэн сүрэн цэцэг цэрэн цэнд оюун дэлгэр дорж \
    дулмаа туяа батб батд батм бат- ганб ганз ганх пурэв пүрэв даваа сүх отгон хишиг лхаг бямба";

/// Khmer family names that hardly anybody else bears.
const KHMER: &str = "sok chea heng keo prak prum chhim chhun chhay hun meas nhem nuon oum ouk pech phan pich pok ros \
    sar seng suon tep thach touch ung uy yem yim huot khiev khim khun kuch leang mam mok ngin nget sorn srey tith vong \
    chum chhin nou phon phay sao soeun soun tum";

/// Names of the order of birth in Bali: whoever bears one has no family name.
const BALINESE: &str = "wayan made nyoman ketut putu gede komang kadek luh gusti nengah";

/// Words in the middle of an English name that are given names there, though
/// family names as well: "Billy Ray Colton".
const MIDDLE_TOO: &str = "lee ray lynn jo mae jean kay gene dean earl wayne dale glenn scott grant";

/// Given names of the Muslim world that stand behind the own one as the father's.
const FATHERS: &str = "mohamed mohammed muhammad mohammad mohamud mahmoud mahmud ahmed ahmad ali hassan hasan hussein \
    hussain omar umar osman othman ibrahim ismail yusuf yousef youssef abdi abdullah abdallah khalid said saeed salem \
    salim hamza bilal karim mustafa musa isa jama farah warsame aden nur";

/// Yoruba names are sentences, and most of them stand in either place.
const YORUBA: &str = "ade olu ola ayo akin ogun oye ife omo odu abi adu folo folu fola opey temi titi idow kehi taiw";

/// Vietnamese family names, and which of them no Vietnamese bears as a given name.
const VIETNAMESE: &str = "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh truong \
    trinh dao luu doan";
const VIETNAMESE_ONLY: &str = "nguyen tran pham huynh vo dang bui phan";

/// Words that stand between given and family name in India, as a part of the
/// given name.
const INDIAN_MIDDLE: &str = "kumar kumari singh kaur devi prasad lal chandra nath bahadur ram raj mohan rani bai \
    krishna venkata sai shankar narayan pratap bhai ben rao reddy";

/// Portuguese family names whose form is Spanish as well, or of no language.
const PORTUGUESE: &str = "silva santos souza sousa costa lima rocha cunha melo mello barros freitas martins andrade \
    moura cavalcanti cavalcante falcao branco machado pinto sampaio brito matos mattos bastos faria leite macedo \
    lobo neves reis amaral azevedo barbosa cardoso coelho xavier queiroz \
    carvalho araujo ribeiro borges";

/// Spanish family names that other languages know as given names.
const SPANISH_TOO: &str = "martin gil vidal marin marcos vicente pascual lorenzo roman blanco rey leon \
    santiago santana ramon alonso esteban benito bernal duran prado fonseca";

/// Family names of the East that are given names less often.
const MOSTLY_FAMILY: &str = "mok li lee kim lin ma hu he song tang cai su lu xiao pan dong du ye cheng yuan han kong qian \
    ren jia fan peng fu dai wan chang chu tsai hsu seo moon son ryu shin im ho le ha mai";

/// Given names that lists of family names hold more often.
const GIVEN_TOO: &str = "lee blake drew reed reid cole grant clay wade dale glenn ross clark craig keith wes \
    troy kirk neal brooks hunter parker tanner carter chase";

/// Of these, those that are common family names in English.
const GIVEN_OR_FAMILY: &str = "thomas david daniel adam robert richard william john michael";

/// Endings that only family names have.
const ENDINGS: &str = "dottir sson ov ova ev eva sky skaya skyi enko ski ska cki cka wicz czyk escu opoulos oglu \
    shvili vic vich yan moto mura yama kawa gawa saki zaki shita bayashi shima jima guchi sawa zawa \
    matsu aitis auskas iene aite akis idis ides oglou adze idze poulou nen quist qvist strom berg gren blad stedt lund mann elli etti ucci azzi toni roni \
    meier meyer ов ова ев ева ёв ёва ский ская цкий цкая ський ська енко чук οπουλοσ οπουλου ιδησ ιδου ακησ ακη \
     յան შვილი ძე";

/// A list's words in the names of China and Korea, in Latin letters.
const INITIALS: &str = "zh ch sh b p m f d t n l g k h j q x r z c s y w ph th tr nh ng gi kh qu v";
const FINALS: &str = "yeong iang iong uang uyen uong ienh yeon yeok yung oung eong ang eng ong anh enh inh onh ien iet uoc iao ian ing uai uan eun \
    eon eok ew eung eui yun yuk ook oon wan wha hwa ai ei ao ou an en ia ie iu in ua uo ui un ue eo oo ee ae yu \
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

/// "Martín", "Gil": behind another Spanish family name one as well.
pub(super) fn is_spanish_too(word: &str) -> bool {
    listed(SPANISH_TOO, &fold(word))
}

/// "Yang Liu", "Lin Chen": of two family names of the East either may be one.
pub(super) fn may_be_east_family(head: &str, tail: &str) -> bool {
    east_rank(head) > 1 || !is_family(tail)
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

/// "I Made Wirawan", "Putu Gede Arya"
pub(super) fn is_balinese(words: &[String]) -> bool {
    words[..words.len().min(2)]
        .iter()
        .any(|word| listed(BALINESE, &fold(word)))
}

/// "Anna Lee Hargrove"
pub(super) fn is_middle_too(word: &str) -> bool {
    listed(MIDDLE_TOO, &fold(word))
}

/// "Oluwaseun": by its beginning a given name.
pub(super) fn is_yoruba_given(word: &str) -> bool {
    fold(word).starts_with("oluwa")
}

/// "Sok Dara"
pub(super) fn is_khmer_family(word: &str) -> bool {
    listed(KHMER, &fold(word))
}

/// "Ali Hassan Mohamud": the last word is the grandfather's name.
pub(super) fn is_fathers(word: &str) -> bool {
    listed(FATHERS, &fold(word))
}

/// Letters that only Turkish and its cousins have.
pub(super) fn is_turkish(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| word.contains(['ı', 'ş', 'ğ', 'İ', 'Ş']))
}

/// "Llosa", "Obrador": a word that no list holds, but not against Spanish.
pub(super) fn has_spanish_shape(word: &str) -> bool {
    let word = fold(word);
    word.ends_with(['a', 'o', 'e', 'z', 'r', 'n', 's', 'l'])
        && !word.contains(['k', 'w', 'y', 'h'])
        && !["sson", "sen", "son", "er"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// "Oluwaseun", "Adebayo"
pub(super) fn is_yoruba(word: &str) -> bool {
    let word = fold(word);
    word.len() > 5
        && YORUBA
            .split_ascii_whitespace()
            .any(|front| word.starts_with(front))
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
        || listed(PORTUGUESE, &plain)
        || word.contains(['ã', 'õ', 'ç'])
        || ["lh", "nh"].iter().any(|pair| plain.contains(pair))
}

/// "Guðrún Anna Jónsdóttir": after the father, whatever stands in the middle.
pub(super) fn is_icelandic(words: &[String]) -> bool {
    words.last().is_some_and(|last| {
        let plain = fold(last);
        plain.ends_with("dottir")
            || plain.ends_with("son")
                && words
                    .iter()
                    .any(|word| word.contains(['ð', 'þ', 'Þ', 'æ', 'á', 'í', 'ú', 'ý', 'ó', 'ö']))
    })
}

/// One syllable of China or Korea.
pub(super) fn is_one_syllable(word: &str) -> bool {
    is_syllables(&fold(word), 1)
}

pub(super) fn is_tibetan(word: &str) -> bool {
    listed(TIBETAN, &fold(word))
}

fn has_family_ending(word: &str) -> bool {
    // "Prikić", "Novotný"
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
