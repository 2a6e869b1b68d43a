//! Legal forms of companies. They tell companies of a group apart for a court,
//! not for a rep; in a headline they tell that a text is a company.

/// Behind a name, in small letters without marks and full stops.
const BEHIND: &str = "kb ibc psc ultd abp slhf sgr npc pcc sezc cyf vvag invag kommg sce eeig ewiv geie aeie sicaf fcp psa gesbr rlllp \
    incorporation incorporee enkeltpersonforetak einzelfirma einzelunternehmen scp secs aisbl \
    доо одо аат зат чуп ذمم og keg ulc ltee limitee scarl scpa saa sau saoc saog sll scl scrl cvba vzw asbl ivzw commv gcv cvoa ebvba shpk \
    jdoo dno ivs amba smba fmba mtu tuh uu mchj pbc l3c rllp ad od cie bvba sapa sgps unipessoal ei sarlau aks jv ltdsti \
    кд сд ет дп ват gesmbh partg partgmbb partnerschaftsgesellschaft seca ska jtd ek coop hb ans sac eurl vos dac cic clg enk ky ay bt kkt rt dd kv ec \
    kommanditgesellschaft kommanditselskab kommandittselskap kommanditbolag aktsiaselts hlutafelag einkahlutafelag \
    osauhing reszvenytarsasag kommandiittiyhtio interessentskab snp scc selarl selas sci ky ab ag aps as asa a/s bhd bv bvba cv co company corp corporation doo ead eg eirl eireli \
    eood epe epp ev fze fzco fzc fzllc gbr gie gmbh ggmbh hf ehf iks inc incorporated limitada jsc pjsc ojsc cjsc kd kdd \
    kda kf kft kg kgaa kk gk kollektivgesellschaft ks lda limited llc llp lllp lp ltd ltda mb mbh nl nuf nv nyrt \
    oe oeg ohg ood ou oy oyj ab/oy pc plc pllc pte pty pvt qfc rt sa sab sae sal sagl sadecv sarl sarlu sas sasu \
    sca scop scrl scs sdn se sendirian berhad si sia sicav sl slu slne snc spa spj spk spol spzoo spka sprl \
    srl srls sro as tbk ug uab unlimited unltd vof wll zrt \
    aktiengesellschaft aktiebolag aktieselskab aktieselskap aksjeselskap allmennaksjeselskap anpartsselskab \
    handelsbolag kommanditbolag osakeyhtio osakeyhtiot besloten naamloze genossenschaft \
    ooo oao zao pao nao ооо ао пао зао оао ип тов пат прат еоод оод ад αε επε ικε \
    as ltdsti ltd-sti sti בעמ";

/// Behind a name, where companies are compared alone: in a headline these letters
/// are a state or a word.
const BEHIND_TO_COMPARE: &str = "lc sp sj sc";

/// Before a name.
const BEFORE: &str = "oy ab kb hb pt cv ud ooo oao zao pao uab sia as ao mb sc ооо ао пао зао оао ип тов пат прат чп фоп тоо ао шп";

/// In several words, the longest first among those that share their end.
const PHRASES: &str = "registered limited liability limited partnership|limited liability limited partnership|\
    registered limited liability partnership|public limited liability company|\
    public company limited by guarantee|private company limited by guarantee|\
    private limited by guarantee|ltd liability co|unlimited liability company|\
    professional service corporation|professional services corporation|nonprofit corporation|\
    non profit corporation|benefit corporation|business corporation|ltd partnership|\
    societe a responabilite limitee|societe en commandite simple|societe europeenne|societa europea|\
    societas europaea|societe cooperative europeenne|sociedad comercial de responsabilidad limitada|\
    sociedad en comandita por acciones|sociedad en comandita simple|sociedad comanditaria simple|\
    sociedad anonima promotora de inversion bursatil|sociedad anonima promotora de inversion|\
    sociedad anonima unipersonal|sociedad anonima bursatil|s de rl mi|sab sofom er|sa sofom er|\
    s en c de cv|cia s en c|empresa individual de responsabilidade limitada|empresa unipersonal|\
    sociedade simples|prosta spolka akcyjna|evropska spolecnost|komanditna druzba|komanditna spolocnost|\
    komanditsabiedriba|societate in comandita simpla|societate in comandita pe actiuni|\
    gesellschaft des burgerlichen rechts|stille gesellschaft|gmbh und co kg|kollektivgesellsch|\
    soc nom collectif|soc nome collettivo|limited sirket|cooperatieve vennootschap|\
    vennootschap met beperkte aansprakelijkheid|commanditaire vennootschap op aandelen|\
    naamloze vennootschap met een sociaal oogmerk|cwmni cyfyngedig cyhoeddus|perseroan terbuka|\
    ομορρυθμη εταιρεια|ομορρυθμη εταιρια|ετερορρυθμη εταιρεια|ιδιωτικη κεφαλαιουχικη εταιρεια|\
    командитно друштво|еднолично акционерно дружество|еднолично дружество с ограничена отговорност|\
    partnerschaftsgesellschaft mbb|limited by guarantee|limited liability co|liability company|\
    professional corporation|public benefit corporation|cia ltda|y cia|s en c por a|s en c|\
    societa cooperativa|soc coop|stiftung and co kg|sa de cv sofom enr|sapi de cv sofom enr|sh pk|\
    nonprofit kft|nonprofit zrt|gesellschaft mit beschrankter haftung und co kg|\
    gesellschaft mit beschrankter haftung|gesellschaft burgerlichen rechts|offene handelsgesellschaft|\
    unternehmergesellschaft haftungsbeschrankt|ug haftungsbeschrankt|eingetragener verein|\
    societe par actions simplifiee unipersonnelle|societe par actions simplifiee|\
    societe a responsabilite limitee|societe anonyme|sociedad anonima de capital variable|\
    sociedad de responsabilidad limitada|sociedad anonima cerrada|sociedad anonima|sociedad limitada|\
    sociedad por acciones simplificada|sa rl|spolka z oo|spolka jawna|\
    besloten vennootschap met beperkte aansprakelijkheid|s coop|partg mbb|ansvarlig selskap|\
    dionicko drustvo|nyilvanosan mukodo reszvenytarsasag|beteti tarsasag|kozkereseti tarsasag|\
    uzdaroji akcine bendrove|akcine bendrove|sabiedriba ar ierobezotu atbildibu|akciju sabiedriba|\
    druzba z omejeno odgovornostjo|delniska druzba|spolocnost s rucenim obmedzenym|akciova spolocnost|\
    verejna obchodni spolecnost|komanditni spolecnost|societate cu raspundere limitata|\
    societate pe actiuni|дружество с ограничена отговорност|акционерно дружество|ανωνυμη εταιρεια|\
    ανωνυμη εταιρια|εταιρεια περιορισμενης ευθυνης|community interest company|\
    designated activity company|unlimited company|avoin yhtio|\
    entreprise unipersonnelle a responsabilite limitee|societe en nom collectif|\
    societe en commandite par actions|societe civile|societa in nome collettivo|\
    societa in accomandita semplice|commanditaire vennootschap|vennootschap onder firma|unipessoal lda|\
    empresa individual de responsabilidad limitada|eingetragene genossenschaft|eingetragener kaufmann|\
    k s|i s|fz llc|sa de cv|s de rl de cv|s de rl|sapi de cv|sab de cv|sociedade anonima|\
    sociedade por quotas|sociedade limitada|companhia limitada|societa per azioni|\
    societa a responsabilita limitata semplificata|societa a responsabilita limitata|\
    besloten vennootschap|naamloze vennootschap|\
    spolka z ograniczona odpowiedzialnoscia spolka komandytowa|spolka z ograniczona odpowiedzialnoscia|\
    spolka akcyjna|spolka komandytowa|sp z oo sp k|sp z o o|sp z oo|sp zoo|\
    spolecnost s rucenim omezenym|akciova spolecnost|spol s ro|spol sro|korlatolt felelossegu tarsasag|\
    zartkoruen mukodo reszvenytarsasag|drustvo s ogranicenom odgovornoscu|d o o|\
    limited liability company|limited liability partnership|limited partnership|public limited company|\
    public company limited|private limited company|private limited|pte limited|proprietary limited|\
    joint stock company|company limited|free zone company|osakeyhtio julkinen|julkinen osakeyhtio|publ|\
    anonim sirketi|limited sirketi|ve ticaret as|sanayi ve ticaret as|sanayi ve ticaret ltd sti|ltd sti|\
    a s|kabushiki kaisha|kabushiki gaisha|godo kaisha|yugen gaisha|sendirian berhad|sdn bhd|\
    общество с ограниченнои ответственностью|общество с ограниченной ответственностью|\
    публичное акционерное общество|закрытое акционерное общество|открытое акционерное общество|\
    акционерное общество|товариство з обмеженою відповідальністю|ш р л|perseroan terbatas|\
    perusahaan perseroan";

/// In scripts that put no space between words.
const JOINED: &[&str] = &[
    "無限公司",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "주식회사",
    "유한회사",
    "유한책임회사",
    "㈱",
    "㈲",
    "㈜",
    "(株)",
    "（株）",
    "(有)",
    "（有）",
    "(주)",
    "（주）",
    "(유)",
];

/// Whether a word, in small letters without marks and full stops, is a form that
/// stands behind a name.
pub(crate) fn is_form(word: &str) -> bool {
    super::listed(BEHIND, word)
}

/// Whether it stands before a name.
pub(crate) fn is_form_before(word: &str) -> bool {
    super::listed(BEFORE, word)
}

/// The words without the forms around them; empty where there was nothing else.
pub(crate) fn without_forms(mut words: &[String]) -> &[String] {
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
        if let Some((last, rest)) = words.split_last()
            && (is_form(last) || super::listed(BEHIND_TO_COMPARE, last) || joint(last))
        {
            words = rest;
        }
        if let Some((first, rest)) = words.split_first()
            && (is_form_before(first) && !rest.is_empty())
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
    for form in JOINED {
        plain = plain.replace(form, " ");
    }
    let found = plain != text;
    (plain, found)
}
