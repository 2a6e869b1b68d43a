//! The long official names of states: "Republic of Kenya".

use super::super::listed;
use super::super::words::words;
use super::areas::case;
use super::place::{JOINTS, Place};
use super::tables::{alone, ambiguous};

impl Place<'_> {
    /// "Republic of Kenya", "Koninkrijk der Nederlanden", "Suomen tasavalta".
    #[inline(never)]
    pub(super) fn long(&self, name: &str) -> Option<&'static str> {
        let whole = name.replace(' ', "_");
        let mut core = whole.as_str();
        for kind in AROUND.split(' ') {
            core = core.strip_suffix(kind).unwrap_or(core);
            core = core.strip_prefix(kind).unwrap_or(core);
        }
        let mut is_long = core.len() < whole.len();
        let (mut rest, mut joint) = (String::new(), 0);
        for word in core.split('_') {
            let is_kind = KINDS.hold(word);
            is_long |= is_kind;
            if !(is_kind || rest.is_empty() && LINKS.hold(word)) {
                if JOINTS.hold(word) {
                    joint = rest.len();
                }
                if !rest.is_empty() {
                    rest.push(' ');
                }
                rest.push_str(word);
            }
        }
        // "Jordan Union" may be a club.
        let last = name.rsplit(' ').next()?;
        let is_club = listed("union state kingdom federation commonwealth", last);
        if is_club || !is_long || ambiguous(&rest).is_some() {
            return None;
        }
        // "Großbritannien und Nordirland"
        if joint > 0 && self.own(&rest[..joint]) == Some("GB") {
            return Some("GB");
        }
        // "المملكة المغربية", "الجمهورية التونسية"
        let bare = rest.strip_prefix("ال").unwrap_or(&rest);
        let own = |rest: &str| self.own(rest);
        let found = own(&rest)
            .or_else(|| alone(&rest).filter(|_| name.ends_with(&rest)))
            .or_else(|| case(&rest, 4, &own))
            .or_else(|| own(bare))
            .or_else(|| case(bare, 4, &own));
        // Those of the others have names of their own: "République de Chine".
        found.filter(|code| *code != "CN" && (*code != "KR" || !name.contains("democratic")))
    }
}

/// What stands around the name of a state without a space, or with several words.
const AROUND: &str =
    "共和国 공화국 _ 연방 _ 連邦 社会主義 ประเทศ cong_hoa_ xa_hoi_chu_nghia_ lien_bang_";

words! {
    /// What stands between a kind and a name.
    LINKS = "of the de la du des del della di do da dos der des los van het von d' της του των";
}

words! {
    /// Words of the long names of states besides the short one.
    KINDS = "republic kingdom state commonwealth federation emirate sultanate principality duchy union united \
    people's peoples democratic federal islamic socialist hashemite bolivarian arab co-operative cooperative independent grand \
    republik bundesrepublik konigreich vereinigtes furstentum grossherzogtum grosherzogtum freistaat \
    republique royaume principaute grand-duche etat federale islamique royaume-uni unido unito \
    republica reino principado estado federativa islamica popular \
    repubblica regno principato granducato stato \
    republika republiek volksrepubliek bondsrepubliek koninkrijk vorstendom groothertogdom \
    kongeriket kongeriget republikken forbundsrepublikken konungariket kungariket republiken forbundsrepubliken \
    krolestwo rzeczpospolita federalna spolkova kralovstvi kralovstvo kraljevina savezna zvezna \
    regatul federala principatul koztarsasag kiralysag szovetsegi tasavalta liittotasavalta kuningaskunta \
    vabariik kuningriik respublika karalyste karaliste cumhuriyeti kralligi respublikasi kerajaan negara \
    республика королевство федеративная исламская государство республіка королівство федеративна америки ameryki \
    americke република кралство обединеното федерална американски краљевина савезна \
    δημοκρατια βασιλειο ομοσπονδιακη جمهورية الجمهورية مملكة المملكة دولة الهاشمية العربية الإسلامية الاتحادية \
    الديمقراطية الشعبية جمهوری اسلامی פדרלית רפובליקת מדינת ממלכת गणराज्य";
}
