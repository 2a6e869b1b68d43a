//! What is a title, and what a slogan, a wish, a past or a field of work.

use super::AREAS;
use super::asides::PAST;
use super::beside::leads;
use super::companies::{begins_body, has_form, is_body, is_of_work, is_work};
use super::joins::{JOINS, LOOSE_JOINS, OF, THE_COMPANY, after_article, has_comma, is_join};
use super::parts::words_in;
use super::roles::{
    any, any_person, any_role, bare, begins_large, ends_in_east_asia, has, is_dated, is_field,
    is_known_role, is_person, is_role, is_worker, of_woman,
};
use super::trades::two_trades;
use crate::person::legal_forms::without_joined;
use crate::person::letters::fold;
use crate::person::listed;
use crate::person::words::words;
use crate::platform::case;

words! {
    /// Fields and departments: nobody's title.
    pub(super) DEPARTMENTS = "المبيعات التسويق المالية المحاسبة الموارد البشرية human resources relations public affairs administration admin communication service buchhaltung logistik produktion verwaltung compras produccion administracion contabilidad recursos humanos amministrazione produzione acquisto qualita qualite achats comptabilite logistique inkoop verkoop administratie logistiek forsaljning ekonomi inkop salg okonomi indkob myynti markkinointi sprzedaz zakupy ksiegowosc kadry prodej nakup ucetnictvi predaj ertekesites penzugy beszerzes vanzari achizitii contabilitate pazarlama muhasebe продажи маркетинг финансы бухгалтерия закупки кадры software strategy growth partnerships analytics quality security consulting technology innovation \
    communications events talent recruiting hr rh ventes comercial vendite acquisti operations product design \
    legal procurement accounting sales marketing engineering finance it research development support logistics \
    team department vertrieb einkauf ventas vendas people business data customer success and & of the";
}

words! {
    /// Behind "at", and in a title alone: no job; "in the sales department".
    pub(super) LAW = "hiring hirer available wanted opportunities opportunity departmaninda bolumunde biriminde";
}

words! {
    /// Words that begin a slogan, in the form of [`fold`].
    pub(super) SLOGAN_STARTS = "immediate libero libera j'aide j'accompagne aiuto accompagno ayudo acompano ajudo helpe hjalper hjelper autan pomagam pomaham segitek ajut yardimci помогаю допомагаю помагам βοηθω أساعد اساعد עוזר עוזרת membantu leidenschaftliche leidenschaftlicher begeisterte begeisterter motivierte motivierter motivated engagierter engagierte gepassioneerd gepassioneerde \
    enthousiast enthousiaste zapalony zapalona nadseny nadsena i i'm i've we we're my the your our just proud passionate award-winning not always never \
    currently open let's ask hire join follow ich wir je nous yo soy nosotros eu on love loving obsessed good great best better happy better-known world's \
    why how what when born life living top auf en op lucky blessed excited enthusiastic dedicated driven results-driven award serial back a an new now em \
    in ihr ihre dein deine unser unsere votre vos notre nos su tu sus vuestro seu seus nosso nossa vostro vostra jouw uw din din's ditt vores teidan";
}

words! {
    /// Words that make a past, a future or a wish of a title, or no job.
    pub(super) NO_JOB = "paro desempleo desemprego chomage arbeitslos arbeitslose arbeitsloser disoccupazione werkloos arbetslos arbeidsledig arbejdslos tyoton bezrobotny bezrobotna nezamestnany безработный безробітній 自由职业者 自由職業者 フリーランス 学生 學生 turned solver doer shaker changemaker troublemaker disruptor rockstar ninja ondernemer semi-retired pensjonist pensionist elakelainen rentner rentnerin pensionar pensionarin retraite retraitee \
    jubilado jubilada pensionato pensionata emeryt emerytka duchodce пенсионер пенсіонер ex former formerly previously retired past until aspiring \
    incoming future seeking looking soon-to-be ehemals ehemalige ehemaliger ehemaligen ancien ancienne antiguo antigua anterior voormalig tidigare \
    tidligere byly dawny бывший ex-ceo student students studentin studierende studierender etudiant etudiante estudiante estudante studente studentessa \
    studerende studentka alumnus alumna alumni alum candidate applicant bewerber undergraduate laureato laureata laureado licenciado licenciada graduado \
    graduada formado formada mestre diplomato diplomata diplome graduate absolvent absolventin студент eski speaker szukam pracy sirketinde futur futura \
    futuro byvaly byvala entinen volt колишніи колишній колишня бывшая πρωην vaga busca cerca lavoro trabajo empleo mom mum mother dad father husband wife \
    parent lover enthusiast dreamer believer geek nerd foodie runner traveler traveller gamer thinker learner winner fan drinker seeker taker herder \
    trailblazer game-changer gamechanger go-getter self-starter starter demandeur demandeuse arbeitssuchender arbeitsuchender jobsuchender arbetssokande \
    arbeidssoker jobsoger jobsogende tyonhakija allaskereso werkzoekende traumer querdenker macher geniesser weltenbummler netzwerker idealist feminist \
    abenteurer entdecker amante amoureux amoureuse amateur apasionado apasionada apaixonado apaixonada appassionato appassionata passionne passionnee \
    viajero viajera viajante aventurero aventurera sonador sonadora sonhador sonhadora creyente reveur reveuse voyageur voyageuse sognatore sognatrice \
    viaggiatore viaggiatrice levensgenieter reiziger dromer drommare livsnjutare milovnik milovnicka nadsenec nadsenkyne cestovatel dobrodruh ljubitelj \
    sanjar putnik milosnik milosniczka sinh mahasiswa mahasiswi pelajar opiskelija hallgato hallgatoja egyetemista diak ogrenci ogrencisi ogrencisiyim \
    φοιτητησ φοιτητρια طالب طالبة סטודנט סטודנטית студентка ученик studentas ucenik dijak uliopilane tudeng học neolaureato neolaureata laureando \
    laureanda छात्र छात्रा विद्यार्थी دانشجو telebe verbinder bruggenbouwer denker doener aanpakker marzyciel marzycielka podroznik podrozniczka pasjonat \
    любитель любительница любител megejas rajongo utazo almodozo iubitor iubitoare visator calator harrastaja alskare elsker drommer absolwent absolwentka \
    absolventka maturant maturantka byla выпускник выпускница випускник випускниця мечтатель путешественник emekli emerytowany emerytowana nyugdijas fost \
    fosta f.d fhv gepensioneerd bivsi bivsa umirovljeni سابق سابقا سابقة متقاعد lifelong addict optimist passionate upcoming beginner newbie better \
    happier stronger smarter faster bigger greater harder together day night";
}

words! {
    /// English words on -ing that begin titles; all others begin slogans.
    TITLES_ON_ING = "marketing engineering accounting consulting purchasing nursing banking managing acting operating recruiting \
    training trading manufacturing planning pricing branding advertising sourcing shipping mining billing staffing \
    founding supervising leasing lending licensing programming testing writing teaching merchandising controlling";
}

words! {
    /// English words on -ing that begin slogans whatever follows them.
    pub(super) SLOGANS_ON_ING = "helping empowering making driving leading creating connecting turning bringing transforming enabling inspiring \
    growing delivering scaling solving changing mentoring guiding supporting serving finding getting working looking \
    seeking loving living doing giving sharing telling exploring disrupting reimagining redefining unlocking \
    maximizing accelerating championing simplifying putting taking keeping starting running becoming being aspiring \
    hiring expanding improving shaping saving using celebrating partnering offering protecting securing fighting \
    raising";
}

words! {
    /// Short small words that no title has: a sentence.
    pub(super) NO_TITLE_WORDS = "with that this from your what when have make them they been into more than then time good best love life help \
    need want very just only each ever ours mine to my at by as so if not but our out up we us me it is be do go can \
    will who how why all any one que qui mes mon mi mis mein mit meus";
}

words! {
    /// Words that make a sentence of a title.
    VERBS = "on via for is are am was who that which helps help helped loves love makes make we you your";
}

words! {
    /// Small words that no English title has.
    ABROAD = "de des du del di da do dos en em w na dla van voor het au aux par para por con pro za ds. z ze s k u v ve på av af ved \
                 pre pri pod od po ja для в по на из за и с";
}

words! {
    /// Small words within titles.
    WITHIN = "of the and & web for de del di du des da do dos der und et e y i in og och van для по и la le s";
}

words! {
    /// Starts of slogans in Chinese.
    SLOGANS_IN_EAST_ASIA = "热爱 熱愛 专注 專注 致力 帮助 幫助 喜欢 喜歡 热衷 助力 探索 追求 努力";
}

words! {
    /// Whoever looks for a job begins with one of these, or with two of them.
    SEEKERS = "open_to open_for opentowork seeking looking actively jobseeker jobseeking unemployed in_transition between_jobs currently_seeking currently_looking \
    currently_unemployed available_for available_from available_immediately auf_der auf_jobsuche auf_suche jobsuchend arbeitssuchend arbeitsuchend \
    arbeitssuchende arbeitssuchender suche offen_fur en_recherche a_la_recherche a_la a_l'ecoute disponible ouvert_a ouverte_a ouvert_aux ouverte_aux \
    demandeur demandeuse en_busqueda en_busca buscando busco abierto_a abierta_a desempleado desempleada em_busca a_procura procuro aberto_a aberta_a \
    disponivel em_transicao desempregado desempregada in_cerca alla_ricerca cerco disponibile aperto_a aperta_a disoccupato disoccupata op_zoek \
    beschikbaar werkzoekend werkzoekende open_voor soker letar oppen_for arbetssokande soger pa_utkikk pa_udkig apen_for aben_for jobsogende jobsoger \
    arbeidssoker arbeidssokende ledig etsin avoin tyonhakija tyonhaussa szukam poszukuje poszukujaca poszukujacy w_poszukiwaniu otwarta_na otwarty_na \
    hledam hledajici otevreny otevrena hladam hladajuci keresek allaskereso munkakereso uj_kihivast in_cautare in_cautarea caut disponibil is_ariyorum \
    is_arayan is_arayisinda yeni_firsatlara firsatlara acik trazim u_potrazi otvoren_za otvorena_za iscem ieskau ieskantis ieskanti mekleju otsin ищу \
    в_поиске в_поисках открыт открыта рассматриваю шукаю в_пошуку у_пошуку відкрита відкритии відкритий безработныи безработный тражим у_потрази търся \
    отворен отворена барам αναζητω σε_αναζητηση ανοιχτοσ ανοιχτη ψαχνω ανεργοσ أبحث ابحث باحث باحثة متاح متاحة جویای به_دنبال آماده מחפש מחפשת פתוח פתוחה \
    זמין זמינה בחיפוש בין_עבודות काम_की नौकरी रोजगार 求职中 求職中 待业 待業 正在找 正在找工作 找工作 寻找 尋找 寻找新机会 尋找新機會 在找工作 求職活動中 転職活動中 就職活動中 転職 求職 구직중 구직 취업 취준생 dang_tim \
    tim_kiem tim_viec mencari sedang_mencari siap siap_kerja siap_bekerja terbuka terbuka_untuk belum_bekerja กำลังหางาน หางาน มองหา กำลังมองหา naghahanap";
}

/// "Open to work", "En búsqueda activa de empleo".
pub(super) fn is_seeking(part: &str) -> bool {
    let words = words_in(part);
    let first = words.first().copied().unwrap_or_default();
    has(&SEEKERS, first)
        || words
            .get(1)
            .is_some_and(|second| SEEKERS.hold(&format!("{}_{}", bare(first), bare(second))))
}

words! {
    /// What is done for students, by others.
    FOR_STUDENTS = "services affairs success support engagement recruitment life";
}

words! {
    /// Whoever stands before a name of their own.
    pub(super) FOUNDERS = "agare delagare innehavare indehaver eier medeier cofundador cofundadora co-fundador co-fundadora cofondatore medeoprichter mitgrunder mitgrunderin grundare stifter grunnlegger perustaja zakladatel zakladatelka zalozyciel zalozycielka alapito fondator fondatoare kurucu osnivac ustanovitelj wlasciciel wlascicielka majitel majitelka cofondatrice cofondateur pdg founder cofounder co-founder owner ceo inhaber inhaberin grunder grunderin fondateur fondatrice fundador \
    fundadora oprichter eigenaar";
}

words! {
    /// Parts of companies, before what is done there.
    DIVISIONS = "departamento departement departament dipartimento abteilung ufficio reparto afdeling avdeling avdelning oddeleni dzial отдел відділ osasto osztaly";
}

words! {
    /// Alone they name no job.
    pub(super) ALONE = "entrepreneur entrepreneuse freelancer volunteer storyteller investor mentor unternehmer unternehmerin empresario empresaria \
    emprendedor emprendedora empreendedor empreendedora imprenditore imprenditrice przedsiebiorca podnikatel podnikatelka предприниматель \
    підприємець предприемач girisimci yrittaja vallalkozo antreprenor wolontariusz voluntario voluntaria volontario volontaria benevole \
    vrijwilliger freiwilliger freiberufler freiberuflerin frilanser frilansare freelancerka";
}

/// "For" and its likes, before an article a field and no part of a title.
const FOR: &str = "voor pour para für för til per";
words! {
    /// Articles, before a field.
    pub(super) ARTICLES = "the a an our de het la le les el los las die das den o os as il lo gli i l'";
}

words! {
    /// Whoever knows about something, and how that is joined: no title.
    EXPERTS = "consultant consulente consultor consultora consultante conseiller conseillere berater beraterin adviseur konsult konsulent radgiver radgivare \
    doradca poradce poradca konzultant tanacsado консультант consilier advisor adviser coach leader expert experte expertin experta esperto esperta \
    especialista specialist spezialist lider ekspert expertka professional thought-leader أخصائي أخصائية اخصائية اخصايي اخصائي خبير خبيرة";
}
words! {
    /// Their joins.
    IN = "for fur für voor pour para för til per dla pro za для innenfor inom innen indenfor in en em w v we ve в у i nel nella nell' dans no na at of في";
}
words! {
    /// "Branch", behind such a join.
    SECTORS = "formacao formacion formazione ausbildung opleiding branzy oboru odvetvi sfere oblasti сфере сфері области отрасли галузі settore secteur domaine sector setor branche bransjen branschen bereich area \
    departamento dziale oddeleni oddelku odjelu отделе відділі департаменте департаменті управлении управлінні отдел";
}

/// A title and nothing else: a person's role, in capitals or by a known word.
pub(super) fn title_alone(part: &str) -> bool {
    let words = words_in(part);
    let han = |word: &&str| {
        word.chars()
            .any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    let asian = words.len() <= 4
        && words.iter().all(han)
        && !words
            .iter()
            .any(|word| without_joined(word).1 || word.contains("公司"))
        && ends_in_east_asia(part)
        && !words.iter().any(|word| NO_JOB.hold(word))
        // "热爱互联网,专注用户增长"
        && !part.contains([',', '。', '的', 'を', 'が'])
        && !SLOGANS_IN_EAST_ASIA.begin(part)
        && part.chars().count() < 20;
    let law = ["ey at Law", "or at Law", " à la Cour"]
        .iter()
        .any(|end| part.ends_with(end))
        && words.len() < 5;
    let joined = words.iter().any(|word| {
        // "The company's head": what company?
        listed("شرکت شركة شركت חברת ved", word)
            || !law && is_join(&case::lower(word), JOINS)
            || word.ends_with(',') && words.len() > 5
    }) || !law
        && words.windows(3).any(|three| {
            // "Inginer la Contoso", "Adviseur voor de zorg"
            three[1] == "la" && begins_large(three[2]) && !listed("de a en per", three[0])
                || listed(FOR, three[0]) && ARTICLES.hold(three[1])
        })
        || words.windows(2).any(|pair| {
            // "Leader in Logistics", "Manager w branży medycznej"
            has(&EXPERTS, pair[0]) && IN.hold(pair[1]) || has(&SECTORS, pair[1]) && IN.hold(pair[0])
            || !law && LOOSE_JOINS.hold(pair[0]) && THE_COMPANY.hold(&fold(pair[1]))
                    // "Ingeniero en Sistemas": a field, or a company?
                    || listed("en em w v we ve u в у au aux à chez", pair[0]) && begins_large(pair[1].trim_start_matches("l'"))
        });
    // "Maquinista de tren": no English.
    let first = words.first().is_some_and(|word| is_person(word));
    let abroad = first && words.iter().any(|word| ABROAD.hold(word));
    // "Founder Fabrikam": what they have founded, and no part of the title.
    let founded = words
        .iter()
        .rposition(|word| bare(word).split('-').any(|part| FOUNDERS.hold(part)))
        .is_some_and(|at| {
            let mut behind = words[at + 1..].iter();
            let named = |word: &&&str| begins_large(word) && !word.starts_with('(');
            behind.clone().any(|word| named(&word)) && !behind.any(|word| is_role(word))
        });
    // "CEO y cofundador de Tramontia", "Proprietária da Padaria Aurora"
    let owned = (1..words.len().saturating_sub(1)).any(|at| {
        let named = |word: &str| begins_large(word) && !is_work(&word) && !has(&AREAS, word);
        listed(OF, words[at])
            && after_article(&words[at + 1..])
                .first()
                .is_some_and(|word| named(word))
            && leads(&words[..at])
    });
    let alone = matches!(words.as_slice(), [one] if has(&ALONE, one));
    asian
        || !founded
            && !alone
            && !two_trades(&words)
            && !(0..words.len()).any(|at| begins_body(&words[at..]))
            && !owned
            && !DIVISIONS.hold(&bare(words[0]))
            && words[words.len() - 1] != "generation"
            && (words.len() <= 7 || words.len() <= 9 && first)
            && !joined
            && is_title(&words)
            // "City of Ferrismoor"
            && (words.get(1) != Some(&"of") || is_role(words[0]) || is_known_role(&bare(words[words.len() - 1])))
            && any_person(&words)
            && !part.ends_with(['.', ','])
            // "Engineer targeting startups"
            && (words.last().is_some_and(|word| is_person(word))
                || !words.windows(2).any(|pair| {
                    pair[0].ends_with("ing")
                        && !begins_large(pair[0])
                        && !TITLES_ON_ING.hold(pair[0])
                        && !listed("van en voor", pair[1])
                }))
            && !words.iter().any(|word| word.trim_end_matches(',').contains(','))
            // "VP, Engineering", but not "Sales Manager, Fabrikam".
            && part.split_once(',').is_none_or(|(_, after)| {
                let after = words_in(after);
                // "General Manager, Service & Parts"
                any_role(&after) && !is_body(&after) || is_of_work(&after)
            })
            && !words.iter().any(|word| word.contains('.') && word.len() > 4)
            && words.iter().filter(|word| !begins_large(word)).all(|word| {
                law ||
                WITHIN.hold(word)
                    || is_role(word)
                    || !word.is_ascii()
                    || word.len() > 4
                    || abroad && !NO_TITLE_WORDS.hold(word)
            })
            && !has_form(&words)
            && !any(&LAW, &words)
}

#[inline(never)]
pub(super) fn is_title(words: &[&str]) -> bool {
    is_statement(words) && any_role(words) && one_role(words)
}

/// A title before "at" and a company: there a word in small letters may be the
/// role as well, "Pet trainer at …".
pub(super) fn is_title_before(words: &[&str]) -> bool {
    // "VP of Sales for North America"
    if let Some(at) = words.iter().position(|word| *word == "for") {
        let (front, area) = words.split_at(at);
        return any_person(front)
            && is_title(front)
            && area.len() > 1
            && area[1..]
                .iter()
                .all(|word| has(&AREAS, word) || *word == "and");
    }
    let asian = words.len() < 4 && !words.iter().any(|word| word.is_ascii());
    if asian && words.last().is_some_and(|word| ends_in_east_asia(word)) {
        return true;
    }
    let worker = (2..6).contains(&words.len())
        && words.last().is_some_and(|word| is_worker(word))
        && !has_comma(words);
    is_title(words) || worker && is_statement(words)
}

/// What stands before a join and may be a title, whatever its words mean.
pub(super) fn is_statement(words: &[&str]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let start = bare(first);
    // "Life Coach"
    let life = start == "life" && words.len() == 2 && is_role(words[1]);
    let slogan = !life && SLOGAN_STARTS.hold(&fold(&first.replace('\u{2019}', "'")))
        || (start.ends_with("ing")
            && !TITLES_ON_ING.hold(&start)
            // "Letting Agent", "Clothing Shop Manager"
            && (SLOGANS_ON_ING.hold(&start)
                || words.len() > 5
                || words.len() > 3 && words.contains(&"as")
                || !words[1..].last().is_some_and(|word| is_person(word) || is_worker(word))));
    // "Master in Finance"
    let studied = words.len() > 2 && start == "master" && listed("in of en em", words[1]);
    let no_job = studied
        || PAST.hold(&start)
        || words.iter().enumerate().any(|(at, word)| {
            let plain = bare(word);
            // "Student Affairs Director"
            let of_students = plain.starts_with("student")
                && words
                    .get(at + 1)
                    .is_some_and(|next| has(&FOR_STUDENTS, next));
            is_dated(word)
                || NO_JOB.hold(&plain) && !of_students && (at > 0 || !listed("day night", &plain))
                || of_woman(&plain).is_some_and(|man| NO_JOB.hold(&man))
                || plain.starts_with("ex-")
                || plain.starts_with("экс-")
                || plain.starts_with("екс-")
                // "Exgerente"
                || plain.strip_prefix("ex").is_some_and(|rest| {
                    is_known_role(rest) || rest.starts_with("president")
                })
                || plain.ends_with("'m")
                // "Masterstudent", but not "Werkstudent"
                || ["student", "studentin"].iter().any(|end| plain.ends_with(end)) && !of_students && !plain.starts_with("werk")
        });
    // "Sr. Engineer", but not "Sales leader. Engineer".
    let sentence = words.iter().any(|word| {
        word.ends_with('.') && (word.len() > 6 || (word.len() > 4 && !begins_large(word)))
    });
    let verb = words.iter().any(|word| has(&VERBS, word) || *word == "I");
    first.starts_with(char::is_alphabetic)
        && begins_large(first)
        && !slogan
        && !SEEKERS.hold(&start)
        && !no_job
        && !sentence
        && !verb
        && words.len() <= 9
        && !words.iter().any(|word| word.contains('@'))
}

/// "VP, Engineering", but not "Speaker, Author, Engineer".
fn one_role(words: &[&str]) -> bool {
    let commas: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].ends_with(','))
        .collect();
    match commas.as_slice() {
        [] => true,
        [at] => {
            let (before, after) = words.split_at(at + 1);
            let person = |words: &[&str]| words.iter().any(|word| is_role(word) && !is_field(word));
            after.first().is_some_and(|word| begins_large(word))
                && !(person(before) && person(after))
        }
        _ => false,
    }
}
