//! Legal forms of companies. They tell companies of a group apart for a court,
//! not for a rep; in a headline they tell that a text is a company.

use super::words::words;

words! {
    /// Behind a name, in small letters without marks and full stops.
    BEHIND = "unipersonale unipersonal लिमिटेड persero dooel дооел cc opc жшс ххк осоо slf osk αεβε αβεε οε εε μονικε saic arl slp scoop ctcp teoranta teo cpt lmtd осоо гмбх лимитед شمم شمل شذمم jusikhoesa partnerschaft mbb cva sha shk saica sacifi sacv \
    unternehmerges unternehmergesellschaft haftungsbeschrankt haftungsbeschr aktienges gug egbr ekfm ekfr egen mmc \
    asc еад адсиц кда дззд фоп yoaj haao incorporado incorp llcs dtnn usaldusuhing jscb pjscb cyfyngedig المحدودة \
    შპს kb ibc psc ultd abp slhf sgr npc pcc sezc cyf vvag invag kommg sce eeig ewiv geie aeie sicaf fcp psa gesbr \
    rlllp incorporation incorporee enkeltpersonforetak einzelfirma einzelunternehmen scp secs aisbl доо одо аат зат \
    чуп ذمم og keg ulc ltee limitee scarl scpa saa sau saoc saog sll scl scrl cvba vzw asbl ivzw commv gcv cvoa \
    ebvba shpk jdoo dno ivs amba smba fmba mtu tuh uu mchj pbc l3c rllp ad od cie bvba sapa sgps unipessoal ei \
    sarlau aks jv ltdsti кд сд ет дп ват gesmbh partg partgmbb partnerschaftsgesellschaft seca ska jtd ek coop hb \
    ans sac eurl vos dac cic clg enk ky ay bt kkt rt dd kv ec aktsiaselts hlutafelag einkahlutafelag osauhing \
    reszvenytarsasag interessentskab snp scc selarl selas sci ab ag aps as asa a/s bhd bv cv co company corp \
    corporation doo ead eg eirl eireli eood epe epp ev fze fzco fzc fzllc gbr gie gmbh ggmbh hf ehf iks inc \
    incorporated limitada jsc pjsc ojsc cjsc kd kdd kda kf kft kg kgaa kk gk kollektivgesellschaft ks lda limited \
    llc llp lllp lp ltd ltda mb mbh nuf nv nyrt oe oeg ohg ood ou oy oyj ab/oy pc plc pllc pte pty pvt qfc sa sab \
    sae sal sagl sadecv sarl sarlu sas sasu sca scop scs sdn se sendirian berhad si sia sicav sl slu slne snc spa \
    spj spk spol spzoo spka sprl srl srls sro tbk ug uab unlimited unltd vof wll zrt aktiengesellschaft aktiebolag \
    aktieselskab aktieselskap aksjeselskap allmennaksjeselskap anpartsselskab handelsbolag osakeyhtio osakeyhtiot \
    besloten naamloze genossenschaft ooo oao zao pao nao ооо ао пао зао оао ип тов пат прат еоод оод ад αε επε ικε \
    ltd-sti sti בעמ";
}

/// Behind a name, where companies are compared alone: in a headline these letters
/// are a state or a word.
const BEHIND_TO_COMPARE: &str = "ua cooperative compania sirketi lc sp sj sc";

/// Behind a name where a form follows.
const BEFORE_FORMS: &str = "private μονοπροσωπη gemeinnutzige gemeinnuetzige part partg partnerschaft public proprietary nonprofit julkinen ges u pub eingetragene";

words! {
    /// Before a name.
    BEFORE = "aktiebolaget شركت חברת osauhing aktsiaselts cooperatie ou tmi earl eurl sci nv bv firma fa شركة شركه شرکت ctcp vsi jsc ojsc pjsc cjsc llc srl sarl oy ab kb hb pt cv ud ooo oao zao pao uab sia as ao mb sc ооо ао пао зао оао ип \
    тов пат прат чп фоп тоо шп";
}

/// Forms in their long spelling are made of few words, which languages and offices
/// put in ever new orders. A star stands for any ending. First the kinds that may
/// begin a form.
const KINDS_IN_FRONT: &str = "limite* limita* ltd unlimited public publicly private exempted proprietary gemeinnutzig* gemeinnuetzig* \
    aktien ochiq yopiq ortacko javno eenpersoons openbare otwarta panstwowa evropeysko avatud halka akc privee \
    akciov* akcine akciju delniska dionicko akcionar* aktsi* akcioner* aksiyadorlik anonim anonymi kolektif \
    komandit* kommandit* besloten naamloze commanditaire cooperatieve eingetragen* offene stille registered \
    prosta julkinen verejna avoin ansvarlig korlatolt beteti kozkereseti zartkoru* nyilvanos* uzdaroji atviroji \
    kabushiki godo yugen goshi jednostavno ednolichno zakryt* zakrit* otkryt* otkrit* publichn* vidkrit* sahmdar \
    səhmdar açıq aciq qapali акци* masuliyati акціон* акцыян* ацыян* закрыт* открыт* публичн* непубличн* закрит* \
    відкрит* публічн* адкрыт* командитн* еднолично събирателно ортачко ανωνυμ* ομορρυθμ* ετερορρυθμ* ιδιωτικ*";

/// Kinds that stand within a form.
const KINDS_WITHIN: &str = "han begraens* beschraenk* odpow* cooperativ* omejen* neomejen* liab* guarantee shares stock stk haftung* \
    berufshaftung haft resp beschrank* beschr burgerlich* anonim* anonym* responsab* raspund* respund* actions \
    acciones acoes azioni actiuni aktien aandelen aansprakelijk* akcyjn* komandyt* jawn* ogranic* odgovorn* \
    otgovorn* otvet* rucen* obmedz* omezen* ierobez* atbildib* felelosseg* vidpovid* obmez* abmez* adkaz* ansvar \
    pergjegjesi comandit* commandite accomandita colectiv* collettiv* collectif nominat* simplifi* semplific* \
    unipersona* unipersonnel* civil civile promotora bursatil cerrada abierta quotas simples cyfyngedig \
    cyhoeddus terbuka terbatas tnhh phan huu firma aksionare cheklangan огр* от*ю отве* مسوولي* محدودة مساهمة \
    خفية отговорн* одговорн* обмеж* відповід* абмеж* адказ* κεφαλαιουχικ* περιορισμεν* ευθυν*";

/// What a form says that somebody has.
const BODIES: &str = "comandita ges andelsselskab company companies corporation partnership gesellschaft* kommanditgesellschaft \
    aktiengesellschaft handelsgesellschaft vennootschap genossenschaft sociedad* societ* soc compania companhia \
    empresa entreprise co corp comp partnerschaft* intreprinder* شركة spolka spolecnost* spolocnost* drustv* \
    druzba druz*estvo druj*estvo tarsasag* reszvenytarsasag bendrov* sabiedriba sirket* ortaklik selskab selskap \
    bolag yhtio aktsiaselts obsch* obsh* tovar* tavar* jamiyat* cəmiyyəti shoqeri* kaisha gaisha perseroan \
    perusahaan cwmni cong cty eteria общес* товар* тавар* друштв* дружеств* компан* εταιρ*";

words! {
    /// What stands between these.
    BETWEEN = "publique publica trgovacko mit met med me s z sa so a de of by pe cu en del la par per por c con in nome nom ar \
    za zo w capital variable inversion comercial individual simple simpla semplice des rechts obchodni mukodo een \
    sociaal oogmerk and od mot thanh vien ty trach nhiem han co auf ev op onder beperkte du dari с з сa са типа tipa \
    joint jt jnt open closed ذات الاسم acik pergjegjesi te kufizuar";
}

/// In several words, the longest first among those that share their end.
const PHRASES: &str = "san ve tic|sanayi ve ticaret|san tic|sanayi ticaret|ltda me|tnhh mtv|cong ty tnhh mtv|bv io|co op|ذات مسوولية محدودة|ذات المسوولية المحدودة|प्राइवेट लिमिटेड|प्रा लि|ekonomisk forening|ek for|p ltd|سهامي خاص|سهامی خاص|cong ty cp|cty cp|free zone company|free zone enterprise|free zone establishment|free zone co|\
    free zone limited liability company|private limited by guarantee|\
    professional service corporation|professional services corporation|non profit corporation|\
    benefit corporation|business corporation|societe a responabilite limitee|societe europeenne|\
    societa europea|societas europaea|societe cooperative europeenne|s de rl mi|sab sofom er|\
    sa sofom er|s en c de cv|cia s en c|evropska spolecnost|komanditsabiedriba|\
    kollektivgesellsch|partnerschaftsgesellschaft mbb|limited by guarantee|liability company|\
    professional corporation|public benefit corporation|cia ltda|y cia|s en c por a|s en c|\
    soc coop|stiftung and co kg|sa de cv sofom enr|sapi de cv sofom enr|sh pk|\
    eingetragener verein|sa rl|spolka z oo|s coop|partg mbb|community interest company|\
    designated activity company|eingetragener kaufmann|i s|fz llc|sa de cv|s de rl de cv|\
    s de rl|sapi de cv|sab de cv|sp z oo sp k|sp z o o|sp z oo|sp zoo|spol s ro|\
    private limited|osakeyhtio julkinen|publ|ve ticaret as|sanayi ve ticaret as|\
    sanayi ve ticaret ltd sti|ш р л|perusahaan perseroan|בע מ|comm v|comm va|kom sti|\
    free economic zone llc|special economic zone llc|doanh nghiep tu nhan|хувьцаат компани|акциядорлик жамияти|\
    хязгаарлагдмал хариуцлагатаи компани|масъулияти чекланган жамият|სააქციო საზოგადოება|\
    შეზღუდული პასუხისმგებლობის საზოგადოება|limited by shares|sp j|sp k|fz establishment|closed jsc";

/// In scripts that put no space between words.
const JOINED: &str = "有限責任事業組合|兩合公司|无限公司|無限公司|有限合伙|合伙企业|股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|有限会社|\
    合同会社|合資会社|合名会社|一般社団法人|주식회사|합자회사|합명회사|บริษัท|จำกัด|(มหาชน)|유한회사|유한책임회사|\
    บจก.|บมจ.|หจก.|㈱|㈲|㈜|(株)|（株）|(有)|（有）|(주)|（주）|(유)";

/// Whether a word, in small letters without marks and full stops, is a form that
/// stands behind a name.
pub(crate) fn is_form(word: &str) -> bool {
    BEHIND.hold(word) || word.starts_with("kommandi")
}

/// Whether it stands before a name.
pub(crate) fn is_form_before(word: &str) -> bool {
    BEFORE.hold(word)
}

/// Whether a list with stars holds the word.
fn known(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|one| match one.split_once('*') {
            Some((start, end)) => word.starts_with(start) && word.ends_with(end),
            None => one == word,
        })
}

/// How many words at the end, or at the start, are a form in its long spelling.
fn spelt_out(words: &[String], at_end: bool) -> usize {
    let front = |word: &str| known(KINDS_IN_FRONT, word);
    let kind = |word: &str| front(word) || known(KINDS_WITHIN, word);
    let body = |word: &str| known(BODIES, word);
    let may_begin =
        |word: &str| front(word) || body(word) || super::listed("joint jt jnt open closed", word);
    let part = |word: &&String| kind(word) || body(word) || BETWEEN.hold(word);
    let is_form = |form: &[String]| {
        form.first().is_some_and(|word| may_begin(word))
            && form.iter().any(|word| body(word))
            && form.iter().any(|word| kind(word))
    };
    if at_end {
        let most = words.iter().rev().take_while(part).count();
        let start = words.len() - most;
        (start..words.len())
            .find(|at| is_form(&words[*at..]))
            .map_or(0, |at| words.len() - at)
    } else {
        let most = words.iter().take_while(part).count();
        // What follows a form may begin as its words do: "Sociedad Anónima La Paz".
        (1..=most)
            .rev()
            .find(|count| {
                let last = &words[count - 1];
                (kind(last) || body(last)) && is_form(&words[..*count])
            })
            .unwrap_or(0)
    }
}

/// The words without the forms around them; empty where there was nothing else.
pub(crate) fn without_forms(all: &[String]) -> &[String] {
    let mut words = all;
    let joint = |word: &String| matches!(word.as_str(), "and" | "und" | "et" | "y");
    loop {
        let count = words.len();
        for phrase in PHRASES.split('|') {
            let pieces = phrase.split(' ').count();
            if pieces > words.len() {
                continue;
            }
            let is = |part: &[String]| part.iter().map(String::as_str).eq(phrase.split(' '));
            if is(&words[words.len() - pieces..]) {
                words = &words[..words.len() - pieces];
            } else if is(&words[..pieces]) {
                words = &words[pieces..];
            }
        }
        words = &words[..words.len() - spelt_out(words, true)];
        words = &words[spelt_out(words, false)..];
        if let Some((last, rest)) = words.split_last()
            && (is_form(last) || super::listed(BEHIND_TO_COMPARE, last) || joint(last))
        {
            words = rest;
            // "gemeinnützige GmbH"
            if let Some((before, rest)) = words.split_last()
                && super::listed(BEFORE_FORMS, before)
                && !rest.is_empty()
            {
                words = rest;
            }
        }
        if let Some((first, rest)) = words.split_first()
            && (is_form_before(first) && !rest.is_empty())
            // "SC Fabrikam SRL" of Romania
            && (first != "sc" || words.last() != all.last())
        {
            words = rest;
        }
        if words.len() == count {
            return words;
        }
    }
}

/// Takes the forms out of a text that puts no space between words; whether there
/// was one.
pub(crate) fn without_joined(text: &str) -> (String, bool) {
    let mut plain = text.to_owned();
    for form in JOINED.split('|') {
        plain = plain.replace(form, " ");
    }
    let found = plain != text;
    (plain, found)
}
