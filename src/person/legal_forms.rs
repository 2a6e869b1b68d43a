//! Legal forms of companies. They tell companies of a group apart for a court,
//! not for a rep; in a headline they tell that a text is a company.

use super::words::words;

words! {
    /// Behind a name, in small letters without marks and full stops.
    BEHIND = "bpk beperk dmcc ksc kscc kscp bsc bsct qsc qpsc suarl սպը փբը սս लि লিমিটেড லிமிடெட் لمیٹڈ لميتد too тоо unipersonale unipersonal लिमिटेड persero \
    dooel дооел cc opc жшс ххк осоо slf osk αεβε αβεε οε εε μονικε saic arl slp scoop ctcp teoranta teo cpt lmtd гмбх лимитед شمم شمل شذمم jusikhoesa \
    partnerschaft mbb cva sha shk saica sacifi sacv unternehmerges unternehmergesellschaft haftungsbeschrankt haftungsbeschr aktienges gug egbr ekfm ekfr \
    egen mmc asc еад адсиц кда дззд фоп yoaj haao incorporado incorp llcs dtnn usaldusuhing jscb pjscb cyfyngedig المحدودة შპს kb ibc psc ultd abp slhf \
    sgr npc pcc sezc cyf vvag invag kommg sce eeig ewiv geie aeie sicaf fcp psa gesbr rlllp incorporation incorporee enkeltpersonforetak einzelfirma \
    einzelunternehmen scp secs aisbl доо одо аат зат чуп ذمم og keg ulc ltee limitee scarl scpa saa sau saoc saog sll scl scrl cvba vzw asbl ivzw commv \
    gcv cvoa ebvba shpk jdoo dno ivs amba smba fmba mtu tuh uu mchj pbc l3c rllp ad od cie bvba sapa sgps unipessoal ei sarlau aks jv ltdsti кд сд ет дп \
    ват gesmbh partg partgmbb partnerschaftsgesellschaft seca ska jtd ek coop hb ans sac eurl vos dac cic clg enk ky ay bt kkt rt dd kv ec aktsiaselts \
    hlutafelag einkahlutafelag osauhing reszvenytarsasag interessentskab snp scc selarl selas sci ab ag aps as asa a/s bhd bv cv co company corp \
    corporation doo ead eg eirl eireli eood epe epp ev fze fzco fzc fzllc gbr gie gmbh ggmbh hf ehf iks inc incorporated limitada jsc pjsc ojsc cjsc kd \
    kdd kda kf kft kg kgaa kk gk kollektivgesellschaft ks lda limited llc llp lllp lp ltd ltda mb mbh nuf nv nyrt oe oeg ohg ood ou oy oyj ab/oy pc plc \
    pllc pte pty pvt qfc sa sab sae sal sagl sadecv sarl sarlu sas sasu sca scop scs sdn se sendirian berhad si sia sicav sl slu slne snc spa spj spk spol \
    spzoo spka sprl srl srls sro tbk ug uab unlimited unltd vof wll zrt aktiengesellschaft aktiebolag aktieselskab aktieselskap aksjeselskap \
    allmennaksjeselskap anpartsselskab handelsbolag osakeyhtio osakeyhtiot besloten naamloze genossenschaft ooo oao zao pao nao ооо ао пао зао оао ип тов \
    пат прат еоод оод ад αε επε ικε ltd-sti sti בעמ";
}

/// Behind a name, where companies are compared alone: in a headline these letters
/// are a state or a word.
const BEHIND_TO_COMPARE: &str = "me mei ua cooperative compania sirketi lc sp sj sc";

words! {
    /// Behind a name where a form follows.
    BEFORE_FORMS = "private μονοπροσωπη gemeinnutzige gemeinnuetzige part partg partnerschaft public proprietary nonprofit julkinen ges u pub eingetragene";
}

words! {
    /// Before a name.
    BEFORE = "pphu phu ppuh ppu fhu тзов موسسة genossenschaft too тоо sas sasu selarl scop snc scs doo gmbh messrs htx dntn koperasi perum fie mtu фгуп гуп муп ано нко пп чао прат ет сд սպը შპს жшс \
    aktiebolaget شركت חברת osauhing aktsiaselts cooperatie ou tmi earl eurl sci nv bv firma fa شركة شركه شرکت ctcp vsi jsc ojsc pjsc cjsc llc srl sarl oy \
    ab kb hb pt cv ud ooo oao zao pao uab sia as ao mb sc ооо ао пао зао оао ип тов пат чп фоп шп";
}

words! {
    /// Forms in their long spelling are made of few words, which languages and offices
    /// put in ever new orders. First the kinds that may begin a form.
    KINDS_IN_FRONT = "ltd unlimited public publicly private exempted proprietary aktien ochiq yopiq ortacko javno eenpersoons \
    openbare otwarta panstwowa evropeysko avatud halka akc privee akcine akciju delniska dionicko aksiyadorlik \
    anonim anonymi kolektif besloten naamloze commanditaire cooperatieve offene stille registered prosta \
    julkinen verejna avoin ansvarlig korlatolt beteti kozkereseti uzdaroji atviroji kabushiki godo yugen goshi \
    jednostavno ednolichno sahmdar səhmdar açıq aciq qapali masuliyati еднолично събирателно ортачко";
}

words! {
    /// The same: starts of words.
    KINDS_IN_FRONT_BEGIN = "limite limita gemeinnutzig gemeinnuetzig akciov akcionar aktsi akcioner komandit kommandit eingetragen \
    zartkoru nyilvanos zakryt zakrit otkryt otkrit publichn vidkrit акци акціон акцыян ацыян закрыт открыт \
    публичн непубличн закрит відкрит публічн адкрыт командитн ανωνυμ ομορρυθμ ετερορρυθμ ιδιωτικ";
}

words! {
    /// Kinds that stand within a form.
    KINDS_WITHIN = "han guarantee shares stock stk berufshaftung haft resp beschr actions acciones acoes azioni actiuni aktien \
    aandelen ansvar pergjegjesi commandite accomandita collectif civil civile promotora bursatil cerrada abierta \
    quotas simples cyfyngedig cyhoeddus terbuka terbatas tnhh phan huu firma aksionare cheklangan محدودة مساهمة \
    خفية";
}

words! {
    /// The same: starts of words.
    KINDS_WITHIN_BEGIN = "begraens beschraenk odpow cooperativ omejen neomejen liab haftung beschrank burgerlich anonim anonym \
    responsab raspund respund aansprakelijk akcyjn komandyt jawn ogranic odgovorn otgovorn otvet rucen obmedz \
    omezen ierobez atbildib felelosseg vidpovid obmez abmez adkaz comandit colectiv collettiv nominat simplifi \
    semplific unipersona unipersonnel огр ответственностью отве مسوولي отговорн одговорн обмеж відповід абмеж \
    адказ κεφαλαιουχικ περιορισμεν ευθυν";
}

words! {
    /// What a form says that somebody has.
    BODIES = "comandita ges andelsselskab company companies corporation partnership kommanditgesellschaft \
    aktiengesellschaft handelsgesellschaft vennootschap genossenschaft soc compania companhia empresa entreprise \
    co corp comp شركة spolka druzba reszvenytarsasag sabiedriba ortaklik selskab selskap bolag yhtio aktsiaselts \
    cəmiyyəti kaisha gaisha perseroan perusahaan cwmni cong cty eteria";
}

words! {
    /// The same: starts of words.
    BODIES_BEGIN = "gesellschaft sociedad societ partnerschaft intreprinder spolecnost spolocnost drustv druzestvo druzhestvo \
    drujestvo drujhestvo tarsasag bendrov sirket obsch obsh tovar tavar jamiyat shoqeri общес товар тавар друштв \
    дружеств компан εταιρ";
}

words! {
    /// What stands between these.
    BETWEEN = "publique publica trgovacko mit met med me s z sa so a de of by pe cu en del la par per por c con in nome nom ar \
    za zo w capital variable inversion comercial individual simple simpla semplice des rechts obchodni mukodo een \
    sociaal oogmerk and od mot thanh vien ty trach nhiem han co auf ev op onder beperkte du dari с з сa са типа tipa \
    joint jt jnt open closed ذات الاسم acik pergjegjesi te kufizuar";
}

words! {
    /// In several words.
    PHRASES = "e_cia and_cia and_c gesellschaft_mbh ges_mbh edms_bpk edms_beperk koll_sti san_ve_tic sanayi_ve_ticaret san_tic sanayi_ticaret ltda_me tnhh_mtv cong_ty_tnhh_mtv bv_io co_op \
    ذات_مسوولية_محدودة ذات_المسوولية_المحدودة प्राइवेट_लिमिटेड प्रा_लि ekonomisk_forening ek_for p_ltd سهامي_خاص \
    سهامی_خاص cong_ty_cp cty_cp free_zone_company free_zone_enterprise free_zone_establishment free_zone_co \
    free_zone_limited_liability_company private_limited_by_guarantee professional_service_corporation \
    professional_services_corporation non_profit_corporation benefit_corporation business_corporation \
    societe_a_responabilite_limitee societe_europeenne societa_europea societas_europaea \
    societe_cooperative_europeenne s_de_rl_mi sab_sofom_er sa_sofom_er s_en_c_de_cv cia_s_en_c \
    evropska_spolecnost komanditsabiedriba kollektivgesellsch partnerschaftsgesellschaft_mbb \
    limited_by_guarantee liability_company professional_corporation public_benefit_corporation cia_ltda y_cia \
    s_en_c_por_a s_en_c soc_coop stiftung_and_co_kg sa_de_cv_sofom_enr sapi_de_cv_sofom_enr sh_pk \
    eingetragener_verein sa_rl spolka_z_oo s_coop partg_mbb community_interest_company \
    designated_activity_company eingetragener_kaufmann i_s fz_llc sa_de_cv s_de_rl_de_cv s_de_rl sapi_de_cv \
    sab_de_cv sp_z_oo_sp_k sp_z_o_o sp_z_oo sp_zoo spol_s_ro private_limited osakeyhtio_julkinen publ \
    ve_ticaret_as sanayi_ve_ticaret_as sanayi_ve_ticaret_ltd_sti ш_р_л perusahaan_perseroan בע_מ comm_v comm_va \
    kom_sti free_economic_zone_llc special_economic_zone_llc doanh_nghiep_tu_nhan хувьцаат_компани \
    акциядорлик_жамияти хязгаарлагдмал_хариуцлагатаи_компани масъулияти_чекланган_жамият სააქციო_საზოგადოება \
    შეზღუდული_პასუხისმგებლობის_საზოგადოება limited_by_shares sp_j sp_k fz_establishment closed_jsc";
}

/// How many words the longest of them has.
const LONGEST: usize = 5;

/// In scripts that put no space between words.
const JOINED: &str = "有限責任事業組合|医療法人社団|医療法人|学校法人|社会福祉法人|一般財団法人|公益財団法人|兩合公司|无限公司|無限公司|有限合伙|合伙企业|股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|有限会社|\
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

/// How many words at the end, or at the start, are a form in its long spelling.
fn spelt_out(words: &[String], at_end: bool) -> usize {
    let front = |word: &str| KINDS_IN_FRONT.hold(word) || KINDS_IN_FRONT_BEGIN.begin(word);
    let within = |word: &str| {
        // "ответственностью" in all its misspellings
        KINDS_WITHIN.hold(word)
            || KINDS_WITHIN_BEGIN.begin(word)
            || word.starts_with("от") && word.ends_with('ю')
    };
    let kind = |word: &str| front(word) || within(word);
    let body = |word: &str| BODIES.hold(word) || BODIES_BEGIN.begin(word);
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
        for pieces in (1..=LONGEST.min(words.len())).rev() {
            let (front, last) = words.split_at(words.len() - pieces);
            if PHRASES.hold(&last.join("_")) {
                words = front;
                break;
            }
            let (first, rest) = words.split_at(pieces);
            if PHRASES.hold(&first.join("_")) {
                words = rest;
                break;
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
                && BEFORE_FORMS.hold(before)
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
