//! When two texts name the same company.

mod spelling;

use super::names::plain;
use crate::person::headline::AREAS;
use crate::person::legal_forms::{is_form, is_form_before, without_forms, without_joined};
use crate::person::listed;
use crate::person::words::words;
use crate::platform::case;
use crate::platform::normalize::composed;
use spelling::{expanded, in_latin, simple, spell, without_spelt_out};

words! {
    /// What people write where there is no company.
    NONE = "my privatier entredostrabajos adefinir inpensione geheim namaterskedovolene materskadovolena nghihuu iburumahtangga ไม่ระบุ 無所属 找工作中 正在找工作 취준생 전업주부 주부 \
    vertraulich vertrauliche vertraulicher vertrauliches vertrouwelijk confidentiel confidentielle confidencial confidenciais confidenziale riservato \
    riservata fortroligt fortrolig konfidentiell konfidentiellt konfidentielt konfidensielt konfidentiel hemlig luottamuksellinen poufne poufna poufny \
    duverne doverne bizalmas titkos confidentiala gizli povjerljivo poverljivo zaupno konfidencialu konfidentsiaalne konfidenciali конфиденциально \
    конфиденциальная конфиденциальнои конфіденциино конфіденціино поверително εμπιστευτικο εμπιστευτικη سري سرية סודי חסוי 保密 机密 機密 非公開 非公开 匿名 비공개 비밀 \
    rahasia sulit baomat anonym anonymous anonimo nichtangegeben nonrenseigne nonprecise noespecificado naoinformado nonspecificato ejangivet ejuppgivet \
    eitiedossa brakdanych neuvedeno неуказана prefernottosay tobeannounced tobedetermined comingsoon currentlyunemployed currentlynone seekingnewrole \
    seekinganewrole seekingwork lookingforajob lookingforanewrole opentoopportunities opentonewopportunities aufjobsuche aufdersuche jobsuche \
    alarecherchedunemploi enrecherche rechercheemploi sokerjobb sokerarbete jobbsokande etsintoita tyonhaussa szukampracy hledampraci keresekallast \
    allastkeresek isariyorum tragimposao ищуработу шукаюроботу ψαχνωεργασια αναζητηση estudiante estudante etudiant etudiante studente studentessa \
    studentin schuler studerande studerende opiskelija studentka hallgato ogrenci студент студентка φοιτητησ φοιτητρια طالب طالبة סטודנט סטודנטית 学生 學生 학생 \
    sinhvien mahasiswa pelajar empresapropia negociopropio minegocio cuentapropia incercadioccupazione incercadilavoro disoccupata egenbedrift \
    eigenesunternehmen eigen_ eigenes_ propia_ propria_ propio_ egen_ oma_ wlasna_ wlasne_ vlastni_ sajat_ eigenebedrijf zaposlenprisebi \
    αυτοαπασχολουμενοσ αυτοαπασχολουμενη ανεργη συνταξιουχοσ ιδιωτησ issizim безработная пенсионерка домохозяика самозаинята амозаиняти фоп ип elternzeit \
    congeparental maternityleave parentalleave foraldraledig mammaledig casalinga amadecasa donadecasa huisvrouw hemmafru 无公司 暂无公司 無所屬 无所属 karyawanswasta \
    kerjasendiri tudoanhnghiep lamtudo kinhdoanhtudo raniusaha unternehmer ownbusiness myowncompany myown mycompany mybusiness businessowner \
    privatepractice ownaccount variousclients companyname retraite retraitee pensionar pensionaer rentner rentnerin jubilado jubilada enparo nihil nincs \
    zaden zadna пенсионер временнонеработаю بدون אין 暂无 暫無 ไม่มี อิสระ ฟรีแลนซ์ khong khongco tidakada vapaa eimitaan unabhangigerberater \
    currentlybetweenjobs notcurrentlyemployed lookingfornewopportunities hausfrau mamanaufoyer pensionato pensionata emeryt emerytka gepensioneerd \
    pensioneret pensjonist pensionist elakkeella elakelainen nyugdijas duchodce emekli aposentado aposentada reformado reformada desempregada desempleada \
    arbeitsuchend jobsuchend samozatrudnienie wolnyzawod vrijberoep eigenzaak egetfirma egenfirma enkeltmandsvirksomhed enskildfirma nezaposlen \
    nezaposlena munkakereso pekerjalepas bekerjasendiri اعمالحرة مستقل باحثعنعمل عاطل עצמאית מובטל מובטלת פנסיונר מחפשעבודה स्वरोजगार フリー 求職者 主婦 待業 自營 自雇 \
    自僱 失业 백수 구직자 자유직업 na none noneatall nocompany nocompanyyet nil null unknown selfemployed selfemployment self freelance freelancer freelancing \
    independent independentconsultant independentcontractor independentprofessional unemployed retired stealth stealthmode stealthstartup \
    stealthmodestartup stealthcompany confidential confidentialcompany undisclosed various variouscompanies privateperson private individual student \
    jobseeker jobseeking seekingopportunities opentowork lookingforwork lookingforopportunities careerbreak sabbatical inbetweenjobs betweenjobs homemaker \
    tbd tba xxx test selbststandig selbststaendig selbstandig selbstaendig freiberuflich freiberufler freiberuflerin arbeitslos arbeitssuchend keine kein \
    privat independant independante autoentrepreneur aucune freelanceur autonomo autonoma independiente desempleado ninguna ninguno porcuentapropia \
    libreroprofesional desempregado nenhuma liberoprofessionista disoccupato nessuna zzp zelfstandig zelfstandige werkloos geen egenforetagare \
    egenforetagaresjalvstandig arbetssokande ingen inget selvstendig selvstaendig ledig wlasnadzialalnosc samozatrudniony bezrobotny brak serbestcalisan \
    yok самозанятыи самозанятый безработныи безработный itsenainenyrittaja toiminimi tyoton egyenivallalkozo munkanelkuli osvc nezamestnany szco pfa \
    liberprofesionist somer serbestmeslek issiz trabalhadorindependente profissionalliberal lavoratoreautonomo partitaiva frilans frilansare \
    selvstaendigerhvervsdrivende selvstendignaeringsdrivende zelfstandigondernemer fie pasnodarbinatais samozaposlen wiraswasta ελευθεροσεπαγγελματιασ \
    עצמאי 個人事業主 無職 自営業 个体户 個體戶 自由职业者 自由職業者 待业 자영업 무직 zzper eigenbaas selbststandiger selbstandiger einzelunternehmer freiermitarbeiter aufstellensuche \
    amoncompte travailleurindependant microentrepreneur professionliberale enrecherchedemploi demandeurdemploi trabajadorautonomo trabajadorindependiente \
    enbusqueda buscandoempleo emtransicao inproprio piva nessunaazienda wlasnadzialalnoscgospodarcza jednoosobowadzialalnoscgospodarcza jdg navolnenoze \
    zivnostnik egetforetag egenvirksomhed jobsogende arbeidsledig arbeidssoker tyonhakija tyotontyonhakija yrittaja serbest впоискеработы частнаяпрактика \
    фриланс работаюнасебя самозаинятии безробітнии フリーランサー 自営 求職中 无业 無業 구직중 thatnghiep szabaduszo ανεργοσ عملحر לאעובד פרילנסר ว่างงาน 개인사업자 нет фрилансер \
    無 无 自由职业 自由職業 個人 フリーランス なし 프리랜서 없음";
}

/// What stands for something else, or for nothing; the last ones in Malaysia,
/// Singapore and India.
const SIGNS: &str = "\u{2122}= |\u{ae}= |\u{a9}= |\u{2120}= |(TM)= |(R)= |&amp;=&|F.lli=Flli|f.lli=flli|\
    (M) S=Malaysia S|(S) P=Singapore P|(I) P=India P|(P) =Private ";

/// Forms whose letters alone would be a word.
const FORMS_BEHIND: &str =
    " I/S| P/S| e.U.| e. U.| C.A.| C. A.| P/F| i.L.| i. L.| i.G.| & C.| e C.";
const FORMS_BEFORE: &str = "M/s |M/s. |M/S |Messrs |Messrs. ";

words! {
    /// "No", "without", before [`WORK`].
    NO = "no not non none sin sem senza sans pas ohne kein keine nicht zonder geen niet utan ingen inte uten ikke uden ilman ei bez nie nincs nem nu fara without yok degil не без немає нет δεν χωρισ \
    بدون لا ללא אין לא tidak belum tanpa khong bukan nav pole nera";
}

words! {
    /// Work, a company, or what is said of either.
    WORK = "work working job employed employer employment applicable available specified disclosed provided stated given relevant empleo trabajo trabajando \
    empresa aplica aplicable emprego trabalho aplicavel lavoro occupazione azienda applicabile impiego emploi travail entreprise societe arbeit anstellung \
    firma angabe angaben zutreffend erwerbstatig werk baan bedrijf toepassing van arbete jobb anstallning foretag tillampligt arbejde oplyst oppgitt \
    arbeid bedrift angivet tyota yritysta ilmoitettu tyossa pracy pracuje firmy dotyczy prace zamestnani uvedeno praca zamestnania munka munkahely \
    alkalmazhato loc munca cazul is sirket isyeri calismiyorum работы работаю компании указано роботи працюю вказано компанії εργασια εργαζομαι εταιρεια \
    עבודה חברה רלוונטי عمل وظيفة شركة يوجد bekerja pekerjaan perusahaan tersedia viec lam cong dang di";
}

words! {
    /// "Company", in the texts of those who name none.
    COMPANY = "company companies firm firma firmy unternehmen firmen entreprise entreprises societe empresa empresas compania azienda aziende societa \
    bedrijf bedrijven foretag bedrift virksomhed selskab yritys yrityksia spolecnost spolocnost vallalat ceg companie sirket компания компании компанія фирма \
    εταιρεια εταιρια شركة חברה 公司 会社 会社名 기업 회사 perusahaan client clients customer kunden kunde clienti clientes";
}

/// Articles: alone they name nobody, and in front they tell nobody apart.
const ARTICLE: &str = "the";
words! {
    BARE_ARTICLES = "the a an der die das le la les l el los il lo gli o os as de het en ett";
}

words! {
    /// Ends of host names, where a host stands for the company.
    HOSTS = "com net org io ai co app dev biz info eu tech cloud online shop xyz";
}

/// The name without legal forms, punctuation, accents and case: equal for two
/// texts that name one company. Empty for a text that names none: a placeholder,
/// a legal form, an article. An umlaut is the same as it written out.
pub fn core(company: &str) -> String {
    let mut company = without_tail(company.trim()).to_owned();
    for (sign, meant) in SIGNS.split('|').filter_map(|pair| pair.split_once('=')) {
        company = company.replace(sign, meant);
    }
    // "Eriksson I/S", "Huber e.U.": the letters alone would be a word.
    let mut company = company.trim();
    for form in FORMS_BEHIND.split('|') {
        company = company.strip_suffix(form).unwrap_or(company);
    }
    for form in FORMS_BEFORE.split('|') {
        company = company.strip_prefix(form).unwrap_or(company);
    }
    // "fabrikam.com", "Fabrikam.com plc"
    let (first, rest) = company.split_once(' ').unwrap_or((company, ""));
    let (company, _) = without_joined(&format!("{} {rest}", host(first.trim_end_matches(','))));
    let mut spaced = String::new();
    let text = plain(&company);
    let initials = begins_with_initials(&text);
    let letters: Vec<char> = text.chars().collect();
    for (at, c) in letters.iter().copied().enumerate() {
        match c {
            // "Sp.z o.o.", "Co.KG": a word ends, but not between single letters.
            '.' if letters_before(&letters, at) > 1 || letters_behind(&letters, at) > 1 => {
                spaced.push(' ');
            }
            // "Data+"
            '+' if letters_before(&letters, at) > 1 && letters_behind(&letters, at) == 0 => {
                spaced.push_str(" plus ");
            }
            '&' | '+' => spaced.push_str(" and "),
            // "C# Labs"
            '#' if at > 0 && letters[at - 1].is_alphabetic() => spaced.push_str("sharp"),
            '.' | '\'' | '\u{2019}' => {}
            // "Ελεύθερος επαγγελματίας": joined, a word's end is none.
            'ς' => spaced.push('σ'),
            c if c.is_alphanumeric() || makes_another_letter(c) => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let mut words = join_letters(&spaced);
    for word in words.iter_mut().skip(1) {
        spell(word);
    }
    // "Fabrikam Ltd (NZ)", "Fabrikam Inc. USA"
    if let [.., _, form, last] = &*words
        && (company.ends_with(')') || AREAS.hold(last))
        && is_form(form)
    {
        words.remove(words.len() - 2);
    }
    // "A. O. Smith" is no "АО".
    let (front, words) = words.split_at(usize::from(initials));
    let mut words = without_forms(words);
    while words.len() > 1 && words[0] == ARTICLE {
        words = &words[1..];
    }
    // "Les Entreprises Fabrikam"
    if words.len() > 2 && words[0] == "les" {
        words = &words[1..];
    }
    // "Contoso Group, The"
    if words.len() > 1 && words[words.len() - 1] == ARTICLE {
        words = &words[..words.len() - 1];
    }
    // "Łoś" is no article, though its plain letters are.
    let article = BARE_ARTICLES.hold(&case::lower(company.trim()));
    if let [one] = words
        && front.is_empty()
        && (article || is_form(one) || is_form_before(one))
    {
        return String::new();
    }
    let words = [front, words].concat();
    // "Vertrauliches Unternehmen"
    let mut said = String::new();
    for word in words.iter().filter(|word| !COMPANY.hold(word)) {
        said.push_str(word);
    }
    let none = |core: &str| core.is_empty() || NONE.hold(&composed(core));
    let core = words.concat();
    // "Freelance Designer"
    let own = ["selfemployed", "freelance"]
        .iter()
        .any(|start| core.starts_with(start));
    let no_work = words.split_first().is_some_and(|(first, rest)| {
        NO.hold(first) && !rest.is_empty() && rest.iter().all(|word| WORK.hold(word))
    });
    if own
        || no_work
        || none(&core)
        || words.len() > 1 && (none(&said) || NONE.hold(&format!("{said}_")))
    {
        return String::new();
    }
    let core: String = words
        .iter()
        .enumerate()
        .map(|(at, word)| without_spelt_out(expanded(word, at > 0 && at + 1 < words.len())))
        .collect();
    in_latin(&core).chars().map(simple).collect()
}

/// A name without what is said of it behind it: "Fabrikam Inc. (NASDAQ: FBRK)",
/// "Fabrikam d.o.o. (Zagreb)", "Fabrikam (formerly Contoso)", "Fabrikam, a Contoso
/// company", "Fabrikam Inc. / Aliments Fabrikam Inc.".
fn without_tail(company: &str) -> &str {
    let formal = |name: &str| {
        let last = name.rsplit(' ').next().unwrap_or_default();
        is_form(&case::lower(&last.replace('.', "")))
    };
    let mut name = company;
    for mark in ", a |, an |, part of | - part of | – part of ".split('|') {
        name = name.split_once(mark).map_or(name, |(front, _)| front);
    }
    // "Fratelli Rossi S.n.c. di Rossi Marco & C."
    if let Some((front, _)) = name.split_once(" di ")
        && formal(front)
    {
        name = front;
    }
    for mark in " d/b/a | dba | DBA | t/a | T/A | trading as ".split('|') {
        name = name.split_once(mark).map_or(name, |(_, behind)| behind);
    }
    if let Some((front, other)) = name.split_once(" / ")
        && formal(front)
        && formal(other)
    {
        name = front;
    }
    match name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("))
    {
        Some((front, aside))
            if aside.contains(": ")
                || aside.starts_with("YC ")
                || aside.contains(' ') && aside.starts_with(char::is_lowercase)
                // A country tells companies of a group apart.
                || formal(front) && !aside.contains(' ') && aside.len() > 3 && !AREAS.hold(&case::lower(aside)) =>
        {
            front
        }
        _ => name,
    }
}

/// Letters in a row that end before, or begin behind, a place.
fn letters_before(text: &[char], at: usize) -> usize {
    let letters = text[..at].iter().rev();
    letters.take_while(|c| c.is_alphabetic()).count()
}

fn letters_behind(text: &[char], at: usize) -> usize {
    let letters = text[at + 1..].iter();
    letters.take_while(|c| c.is_alphabetic()).count()
}

/// "A. O. Smith", "a.b.dick": two letters with full stops before a word, but for
/// what stands before the names of Romania.
fn begins_with_initials(text: &str) -> bool {
    if text.starts_with("s.c.") || text.starts_with("s. c.") {
        return false;
    }
    let mut parts = text.splitn(3, '.').map(str::trim);
    let single =
        |part: Option<&str>| part.is_some_and(|part| part.chars().count() == 1 && part.is_ascii());
    single(parts.next())
        && single(parts.next())
        && parts
            .next()
            .is_some_and(|rest| rest.chars().take_while(|c| c.is_alphabetic()).count() > 1)
}

/// Marks that make another letter: the Japanese ones of voice, and the vowels of
/// South and South-East Asia.
fn makes_another_letter(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17d3}')
        && !c.is_ascii_punctuation()
}

/// "https://www.fabrikam.example/about": what stands before the end of the host.
fn host(text: &str) -> &str {
    if text.contains(char::is_whitespace) {
        return text;
    }
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let bare = bare
        .get(..4)
        .filter(|front| front.eq_ignore_ascii_case("www."))
        .map_or(bare, |_| &bare[4..]);
    let is_end = |end: &str| {
        let end = end.to_ascii_lowercase();
        HOSTS.hold(&end) || end.len() == 2 && end.bytes().all(|b| b.is_ascii_lowercase())
    };
    let Some((front, _)) = bare
        .rsplit_once('.')
        .filter(|(front, end)| front.len() > 2 && is_end(end))
    else {
        return text;
    };
    // "fabrikam.co.uk"
    match front.rsplit_once('.') {
        Some((name, second))
            if listed("co com org net ac gov or ne", &second.to_ascii_lowercase()) =>
        {
            name
        }
        // "St.Gallen.ag" is no host, "shop.fabrikam.com" is.
        Some((_, name)) if name.len() > 2 => name,
        Some(_) => text,
        None => front,
    }
}

/// The words, single letters in a row joined: "s a" is "sa".
fn join_letters(spaced: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for word in spaced.split_whitespace() {
        let single = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && open => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        open = single;
    }
    words
}
