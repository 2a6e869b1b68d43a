//! What tells that words are the name of a company or another body.

use super::east_asia::named_in_east_asia;
use super::industries::{BEHIND, ONE_WORD, SMALL_BODIES, WITHIN, is_name, is_ordinary};
use super::joins::INSIDE;
use super::roles::{any, bare, begins_large, has, is_dated, is_known_role, is_listed_role};
use super::statements::DEPARTMENTS;
use super::{AREAS, FIELDS};
use crate::person::legal_forms::{is_form, is_form_before, without_joined};
use crate::person::letters::fold;
use crate::person::listed;
use crate::person::words::words;

words! {
    /// Words that begin the names of bodies, in many languages.
    pub(super) IN_FRONT = "city_of town_of county_of state_of village_of borough_of department_of office_of university ministry museum museo musee muzeum embassy mairie \
    prefecture hopitaux clinica centro grupo groupe gruppo grupa gruppe koncern holding banco banca banque bank sparkasse volksbank raiffeisenbank \
    cabinet bureau studio atelier ateliers agence agencia agenzia agentura kanzlei anwaltskanzlei steuerkanzlei construtora constructora transportes \
    transports laboratorios laboratoires laboratoire industrias industries ministerio ministere ministero ministerium ministerstvo ministerie \
    ayuntamiento prefeitura comune municipio gemeente gemeinde stadtwerke stadtverwaltung landratsamt universidad universidade universite universita \
    universitat universiteit universitetet univerzita uniwersytet hochschule fachhochschule politecnico politechnika instituto institut istituto \
    instytut clinique klinik klinikum klinika hospital hopital ospedale szpital nemocnice ziekenhuis krankenhaus fundacion fundacao fondation \
    fondazione fundacja stiftung stichting nadace colegio escuela escola ecole lycee scuola szkola asociacion associacao associazione verband verein \
    cervejaria pizzaria pizzeria joalheria drogaria marcenaria serralheria lavanderia gioielleria panaderia carniceria ferreteria papeleria libreria lojas pekarny pekarstvi praxis apotheke autohaus verlag brouwerij bakkerij zorggroep woningcorporatie padaria restaurante ristorante hotel fabrica fabrika zaklady zaklad \
    przedsiebiorstwo schreinerei backerei baeckerei brauerei pekarna librairie editions editora edizioni colegiul liceul chu grupul compania fundatia \
    universitatea spitalul primaria ministerul asociatia banka bankasi skupina skola skupnost drustvo zavod univerza bolnisnica bolnica sveuciliste \
    fakultet fakulta univerzitet ministarstvo opstina grupp sihtasutus sa ulikool fondas viesoji grupe kumpulan yayasan universitas kementerian dinas \
    rumah_sakit tap_doan ngan_hang benh_vien dai_hoc truong_dai truong ομιλοσ τραπεζα πανεπιστημιο νοσοκομειο δημοσ υπουργειο קבוצת בנק אוניברסיטת \
    עיריית משרד מכללת רשת بیمارستان دانشگاه گروه بانک بنك المجموعة холдинг университет больница министерство администрация університет лікарня \
    міністерство група компанія університетська банка болница община azienda empresas empresa supermercados seguros assurances asigurari towarzystwo \
    centrum شركة مجموعة مصرف مؤسسة جامعة مستشفى مستشفي وزارة هيية هيئة مدرسة группа компания банк завод фабрика domaine chateau maison garage \
    etablissements constructions pharmacie ehpad ville_de conseil_departemental centre_hospitalier etude conseil_regional chambre_de cooperative \
    bodegas bodega envases lacteos aceites cementos plasticos construcciones conservas talleres muebles ceramica frutas agricola metalurgica minera \
    bufete residencia distribuciones distribuidora estudio comercializadora cooperativa diputacion junta_de camara_de quinta fazenda usina laticinios \
    moveis construcoes escritorio carpintaria livraria transportadora camara_municipal farmacia ceramiche tessitura cartiere fonderia officine \
    autotrasporti trasporti costruzioni impresa tenuta cantina consorzio molino liceo comune_di provincia_di citta_di stadt kreis elektro weingut \
    spedition diakonie kita basisschool advocaten advokatfirma gmina urzad pracownia piekarnia mleczarnia apteka hurtownia zakladni_skola \
    materska_skola krajsky_urad stredni_skola mestsky_urad sklarny strojirny pivovar lekarna obec grup scoala комбинат школа гимназия лицей агентство \
    пекарня аптека ресторан клиника фонд институт детский_сад торговый_дом театр студія клініка міська_рада ινστιτουτο κεντρο κλινικη ξενοδοχειο \
    φαρμακειο kancelaria kancelarija ferma gospodarstwo mutuelle mutua mutualidad provincie provinsi waterschap cafe sma smk smp sd sman smkn \
    madrasah pesantren sekolah кофейня кафе студия магазин клуб ферма типография мастерская пиццерия салон кав'ярня arztpraxis gasthaus gasthof \
    department_for institute_of university_of bank_of college_of school_of academy_of bureau_of museum_of house_of port_of diocese_of parish_of court_of church_of panaderia peluqueria pasteleria libreria restaurant brasserie boulangerie patisserie pizzeria trattoria osteria panificio \
    falegnameria oficina confeitaria serraria clube chirurgie kulturverein musikschule kapsalon slagerij drukkerij loodgietersbedrijf";
}

words! {
    /// Words that end the names of bodies.
    pub(super) AT_THE_END = "gazette herald tribune charity notarissen makelaars architecten notariat treuhand airport lojistik otomotiv mobilya turizm kimya gida enerji energi energia logistik logistiikka maschinenbau strojirny advokatfirma center centre centers centres clinic infirmary kommune kommun soft tech teknoloji teknolojileri yazilim outfitters realty robotics aerospace advisory group groep gruppe gruppen holdings holding \
    partners ventures industries labs associates bank university college school hospital institute foundation council agency ministry studios studio \
    mutual union hotel resort lodge inn cafe restaurant gallery theatre theater library hospice authority railways railway chambers commission federation brothers bros enterprises airlines airways motors pharmaceuticals hotels brewing brewery winery bakery freight textiles cement steel foods dairy mills \
    publishing ingenierie avocats notaires abogados advogados asociados associados architectes arquitectos arquitetos avvocati advokater advocaten \
    rechtsanwalte stadtwerke verlag konsern koncernen concern yhtiot konserni tekstil insaat holding'i homes seafood yliopisto sairaala kaupunki pankki \
    ryhma universitet sjukhus hogskola banken universitesi hastanesi belediyesi bankasi grup grubu csoport egyetem bygg byg bouw stavby";
}

words! {
    /// Before such an end: a kind of body and not its name.
    pub(super) KINDS = "big deep new edge food-tech fin-tech health-tech climate green clean prop ag ed ins legal women women's high-tech commercial high primary middle \
    elementary secondary public private central investment retail consumer strategic strategy channel business law medical art graduate children's state \
    local national regional global corporate growth special working user focus peer target age interest support affinity trade community higher art-school \
    nursing grammar junior senior food real health healthcare it human cross international creative technology alliance solution solutions implementation \
    media delivery ecosystem credit teachers student students european labour labor trades";
}

words! {
    /// Bodies whose names go on with "for".
    BODIES = "department office ministry center centre institute society foundation council association academy bank alliance";
}

words! {
    /// Small words within names.
    SMALL = "of départemental régional hospitalier škola úřad дом рада the компаний компаній đoàn hàng viện học de du des la les le ty phần nhiệm hữu hạn kommune kommun di della del do da dos van von der den für & a/s aan sur nad nr";
}

words! {
    /// Companies that are none.
    NO_COMPANY = "nothing everything stealth confidential undisclosed self self-employed freelance various multiple least my your \
    our own many several solving making helping what being creating finding turning getting building fixing numbers \
    people unemployed sabbatical selbststandig myself";
}

words! {
    /// Words that no company has: somebody else, or a sentence goes on.
    NO_PART = "ceo cto cfo coo founder advisor adviser author mentor investor speaker student board i we my now who and und et \
    y ex former";
}

words! {
    /// What such a body is for or of.
    OF_WHAT = "do dos das of for de del della di du da des der für van voor per av";
}

words! {
    /// What is done in companies, besides [`DEPARTMENTS`], and what such a part of
    /// one is called.
    pub(super) WORK = "housing services facilities sourcing strategic category chain regulatory clinical environmental supplier demand inventory distribution fulfilment fulfillment fleet learning benefits infrastructure cloud intelligence \
    information nursing tax credit technik finanzen property financiere financier financiero risk compliance audit treasury controlling reporting transformation digitalisation digitalization digitalisierung digital field front back \
    head office pmo payments platform project program programme portfolio maintenance planning purchasing payroll production operations warehouse \
    division unit section corporate central abteilung bereich beschaffung personal instandhaltung entwicklung planung forschung departement direction \
    informatique ufficio reparto settore area departamento dipartimento calidad mantenimiento financeira financeiro financiera comercial qualidade \
    manutencao manutenzione afdeling kwaliteit onderhoud avdelningen avdelning ekonomiavdelningen afdelingen produktion oddeleni oddelku kvality \
    vyroby nakupu prodeje zakupow sprzedazy produkcji jakosci kadr logistyki marketingu ksiegowosci отдел отделе продаж закупок маркетинга логистики \
    кадров відділ відділі продажу закупівель قسم والتدريب التدريب de di e y et und i en des da do";
}

words! {
    /// Words that begin or end the name of a part of a company, of a project, or kinds
    /// of companies.
    UNITS = "project projekt proyecto projet progetto projeto projektu проект abteilung ufficio reparto dzial dziale oddeleni oddelku odjel odjelu \
    oddelek отдел отделе відділ відділі отделот afdeling avdelning avdelningen osasto osztaly qism قسم إدارة ادارة bolumu departmani מחלקת projektet \
    platform squad team workstream banks firms startups start-ups scaleups corporations corporates clients customers smes unternehmen konzern \
    mittelstand empresas aziende bedrijven foretag virksomhed yritys firma bankach компаниях банках";
}

/// What is done in companies, by one of the lists.
#[inline(never)]
pub(super) fn is_work(word: &&str) -> bool {
    has(&DEPARTMENTS, word) || has(&FIELDS, word) || has(&WORK, word)
}

/// "Service & Parts": what somebody is in charge of.
pub(super) fn is_of_work(words: &[&str]) -> bool {
    let area = |word: &&str| is_work(word) || has(&AREAS, word);
    words.iter().all(area) || words.len() > 2 && is_work(&words[0]) && words[1] == "&"
}

/// "Finance Transformation", "Project Phoenix", "Large Banks": a part of a company,
/// a project or a kind of companies, and no name.
pub(super) fn is_part_or_kind(words: &[&str]) -> bool {
    let ends = [words[0], words[words.len() - 1]];
    !has_form(words)
        && words[0] != "The"
        // "Project Management Institute"
        && (words.iter().all(is_work) || !is_body(words) && any(&UNITS, &ends))
}

/// "And" within a name.
const JOINTS: &str = "and und et e y en og och a i и та ve & +";

words! {
    /// Who stands behind it, in the names of companies.
    KIN = "partner partners wspolnicy wspolnik associes asociados associados associati syn syni synove synovia synowie sohne soehne sohn fils figli hijos filhos zonen zoon sonner sonnen soner sons son daughters daughter hija hijas \
    tochter irmaos hermanos hermano ogullari сыновья сини синове fii fiu fiai fia pojat sinovi";
}

/// Words that are the name of a company: it has a legal form, or says what it is.
pub(super) fn is_named_company(words: &[&str]) -> bool {
    is_company(words) && (has_form(words) || is_body(words) || named_in_east_asia(words))
}

/// "Arztpraxis Dr. Huber", "Bouwbedrijf Hemmelaar"
#[inline(never)]
pub(super) fn begins_body(words: &[&str]) -> bool {
    words.len() > 1 && (has(&IN_FRONT, words[0]) || WITHIN.end(&bare(words[0]))) && is_body(words)
}

/// "Grupo Almazán", "Kirkfield Capital Partners", "Tarnwick Systems"
#[inline(never)]
pub(super) fn is_body(words: &[&str]) -> bool {
    let [first, rest @ ..] = words else {
        return false;
    };
    if *first == "The" && rest.len() > 1 {
        return is_body(rest);
    }
    let [front, back] = [first, rest.last().unwrap_or(first)].map(|word| bare(word));
    let Some(last) = rest.last() else {
        return front.chars().count() > 7 && ONE_WORD.end(&front);
    };
    // "Holzbau Huber und Söhne", "Kanzlei Berger & Partner"
    let kin = rest.len() > 1 && KIN.hold(&back) && listed(JOINTS, rest[rest.len() - 2]);
    let role = words[..words.len() - usize::from(kin)].iter().any(|word| {
        let plain = bare(word);
        is_listed_role(&plain)
            && !IN_FRONT.hold(&plain)
            && !AT_THE_END.hold(&plain)
            && !BEHIND.hold(&plain)
    });
    // "Bouwbedrijf Hemmelaar"
    let built = (WITHIN.end(&front) || SMALL_BODIES.end(&front))
        && !FIELDS.hold(&front)
        && !AT_THE_END.hold(&front);
    let name = |word: &str| is_name(word) && (built || !is_known_role(&bare(word)));
    let front = (built || IN_FRONT.hold(&front))
        && rest.iter().any(|word| {
            if OF_WHAT.hold(rest[0]) {
                begins_large(word)
            } else {
                name(word)
            }
        });
    let known = AT_THE_END.hold(&back)
        && !(has(&KINDS, words[words.len() - 2]) && (words.len() < 3 || has(&KINDS, first)))
        && (words.len() > 2 || !is_ordinary(first) || has(&KINDS, first))
        && !has(&DEPARTMENTS, first)
        && !has(&FIELDS, first);
    let end = (begins_large(last) || SMALL_BODIES.end(&back))
        && (known
            || (BEHIND.hold(&back) || WITHIN.end(&back) || SMALL_BODIES.end(&back)) && name(first));
    // "City of Springfield", "Tập đoàn An Thịnh"
    let group = words.len() > 2 && IN_FRONT.hold(&format!("{}_{}", bare(first), bare(words[1])));
    (begins_large(first) || front && begins_large(rest[0]))
        && !role
        && (front || end || group || kin)
}

#[inline(never)]
pub(super) fn has_form(words: &[&str]) -> bool {
    let plain = |word: &&str| bare(word).replace('.', "");
    words.last().is_some_and(|word| is_form(&plain(word)))
        || words.len() > 1 && words.first().is_some_and(|word| is_form_before(&plain(word)) && !word.ends_with('.'))
        || words.iter().any(|word| without_joined(word).1)
        // "Công ty TNHH Contoso", "Fabrikam Sp. z o.o."
        || words.len() > 2 && fold(words[0]) == "cong" && fold(words[1]) == "ty"
        || words.len() > 2 && words.ends_with(&["z", "o.o."])
        || words.len() > 1 && words.ends_with(&["e.U."])
}

/// "S.A. de C.V.", "Tic. Ltd. Şti.": a legal form and no name before it.
pub(super) fn is_only_form(words: &[&str]) -> bool {
    words.iter().all(|word| {
        let plain = bare(word).replace('.', "");
        is_form(&plain) || listed("de y ve i san tic &", &plain)
    })
}

#[inline(never)]
pub(super) fn is_company(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    // "eBay", "iRobot"
    let brand = first
        .trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-')
        .starts_with(char::is_uppercase)
        && first.find(char::is_uppercase) < Some(3);
    // "contoso.com"
    let host = first.rsplit_once('.').is_some_and(|(front, end)| {
        front.len() > 2 && listed("com net org io ai co app dev", &end.to_ascii_lowercase())
    });
    let form = has_form(words);
    let inside = &words[..words.len() - 1];
    // "Fabrikam, Inc.", "Nixon, Porter & Schneider LLP": no other comma, and no
    // end of a sentence within.
    let partners = (form || has(&KIN, words[words.len() - 1]))
        && words.len() > 3
        && words.iter().any(|word| listed(JOINTS, word));
    let parted = inside.iter().enumerate().any(|(at, word)| {
        word.ends_with('.') && word.len() > 4 && !is_form(&bare(word)) && *word != "Bros."
            || word.ends_with(',') && !(is_only_form(&words[at + 1..]) || partners)
    });
    let last = words[words.len() - 1];
    let ends = last.ends_with(',')
        || (last.ends_with('.') && !form && !last.trim_end_matches('.').contains('.'));
    // "АО «Заречный хлебозавод»"
    let quoted = words
        .iter()
        .position(|word| word.starts_with('«') && last.ends_with('»'));
    // "Ministry of Transport and Works", "Stavby Horák a syn"
    let body = has(&IN_FRONT, first) && words.get(1).is_some_and(|word| OF_WHAT.hold(word));
    let joint = |at: usize| {
        words
            .get(at + 1)
            .is_some_and(|next| listed(JOINTS, words[at]) && (body || has(&KIN, next)))
    };
    // "gemeente Oosterkade", "кофейня «Тёплый двор»"
    let body_name = has(&IN_FRONT, first) && words.get(1).is_some_and(|next| begins_large(next));
    // All large but for articles and the like: else a sentence goes on.
    let name = words.iter().enumerate().skip(1).all(|(at, word)| {
        begins_large(word)
            || quoted.is_some_and(|quoted| at > quoted)
            || SMALL.hold(word)
            // "Pastificio Granaroli d'Alba"
            || word.split_once('\'').is_some_and(|(front, name)| front.len() < 5 && begins_large(name))
            || at + 1 == words.len() && SMALL_BODIES.end(&bare(word))
            || *word == "for" && words[..at].iter().any(|word| has(&BODIES, word))
            || joint(at)
            || listed("w we", word) && body_name
            || has(&KIN, word) && joint(at - 1)
            || form && listed("z s o.o. r.o. ve", word)
            || is_form(&bare(word).replace('.', ""))
            // "Doubravské strojírny a.s."
            || form && words.len() < 5 && !word.is_ascii() && !is_known_role(&bare(word))
            // "UAB Žaliasis krantas"
            || words.len() < 5 && is_form_before(&bare(first).replace('.', ""))
    });
    (begins_large(first) || brand || host || body_name)
        && words.len() <= if form || body { 8 } else { 6 }
        && !parted
        && !is_dated(last)
        && !ends
        && name
        && !words.iter().any(|word| word.contains('(') && !form)
        && !words.iter().enumerate().any(|(at, word)| {
            let plain = bare(word);
            let and = form && listed("and und et y", &plain) || joint(at);
            !and && (plain.starts_with("ex-") || NO_PART.hold(&plain))
        })
        && !has(&NO_COMPANY, first)
        && (words.len() > 1 || !has(&INSIDE, first))
}
