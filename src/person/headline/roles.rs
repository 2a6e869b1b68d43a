//! Words that name a role, by lists and by endings.

use crate::person::letters::fold;
use crate::person::words::{List, words};

words! {
    /// Endings of titles in Chinese, Japanese and Korean.
    EAST_ASIAN = "长 负责人 負責人 经纪人 經紀人 教练 教練 创办人 アシスタント インストラクター パートナー スタッフ コーチ 秘書 理事 デベロッパー 센터장 지점장 원장 파트장 교수 담당자 창업자 연구자 기자 코치 디렉터 프로그래머 애널리스트 주임 어시스턴트 总监 總監 经理 經理 主管 总裁 \
    總裁 创始人 創始人 創辦人 顾问 顧問 主任 合伙人 合夥人 代表 取締役 マネージャー マネジャー エンジニア ディレクター デザイナー コンサルタント リーダー 担当 대표 부장 차장 과장 대리 팀장 매니저 엔지니어 디자이너 개발자 실장 컨설턴트 プロデューサー 관 师 師 工 员 員 \
    원 사 가 通訳 教授 사장 상무 전무 プランナー トレーナー アナウンサー ライター エディター アナリスト スペシャリスト セラピスト スタイリスト シャン カウンセラー アドバイザー オペレーター プログラマー プログラマ アーキテクト ドライバー 士 者 官 長 作家 助理 司机 司機 \
    编辑 編輯 会计 會計 医生 醫生 主播 설계자 운영자 관리자 기획자 기술자";
}

words! {
    /// Small words with the endings of people that name nobody.
    NO_WORKERS = "solitare compare prepare declare software hardware healthcare better later never over under other another together whether after before bigger faster smarter stronger \
    greater higher lower customer consumer computer paper water power number matter summer winter center offer \
    order cover career color colour behavior sector factor vendor error honor motor indoor outdoor major minor \
    prior superior interior exterior labor harbor floor poor enter consider deliver discover empower remember \
    transfer answer filter layer server router laser fiber cyber super corner border tender gender cancer silver \
    river mother father sister brother lover winner dreamer thinker believer learner forever however rather \
    further junior senior former newer easier healthier happier safer cleaner greener cheaper player lifestyle list most best \
    human german event talent plant giant client patient student content different important moment market";
}

words! {
    /// Words that name a role or its field, in the form of [`fold`].
    pub(super) ROLES = "maestra maestro treasurer bursar registrar provost warden comptroller curator notaris notaire notar notarin notario notaria notaio notariusz noter delagare medeier gestor gestora agm dgm cgm dga rendszergazda ejecutivo ejecutiva kupiec concejal concejala beleidsmedewerker dsi drh daf rssi ortak technico-commercial technico-commerciale maitre medecin musavir geometra inkopare rehtori sde swe sdet realtor vyvojar vyvojarka ky luat tro pho toan mayor councillor senator burgermeister burgermeisterin maire alcalde alcaldesa sindaco prefeito starosta primar trustee adwokat adwokatka mestra bac مدیرعامل uctovnicka juge babica jockey operative architetto architetta myyja radca odvjetnica zdravnica advocada \
    contabil contabila medic ospatar bucatar frizer tamplar zidar arhitecta kock kokk kok arst arsts gramatvedis gramatvede novinar kuhar lekar ljekar \
    racunovoda лекар metge cap tecnic arquitecte enginyer enginyera zastupce zastupca ucetni sestra muhasebeci yonetici kurucu satici gazeteci hemsire \
    eczaci muhendis uzman mudiri menecer muhasib muhəndis manajer direktur pengurus jurutera dosen dokter perawat akuntan pengacara insinyur kepala staf \
    penulis peneliti arsitek apoteker teknisi sekretaris wartawan pemilik pendiri konsultan pengembang perancang desainer pegawai eksekutif penyelia \
    penasihat akauntan peguam pensyarah ketua truong giam vien chuyen tich υπαλληλοσ στελεχοσ διευθυνων αρχιτεκτονασ φαρμακοποιοσ מגשר מגשרת מנהל מנהלת מנכל סמנכל \
    מנכלית סמנכלית יור סגן סגנית מהנדס מהנדסת עורך עורכת רואה רואת יועץ יועצת מפתח מפתחת מעצב מעצבת מורה אחות רופא רופאה רופאת כלכלן כלכלנית מתכנת מתכנתת \
    ראש מייסד מייסדת בעלים שותף שותפה סוכן סוכנת נציג נציגת אדריכל אדריכלית מרצה פרופסור חוקר חוקרת אנליסט אנליסטית מזכיר מזכירה פסיכולוג פסיכולוגית מטפל \
    מטפלת טכנאי רכז רכזת עיתונאי עיתונאית مدیر مهندس حسابدار کارشناس رئیس رییس معلم پزشک وکیل مشاور برنامهنویس طراح معاون پرستار سرپرست موسس روانشناس \
    معمار مصممة مطورة محللة منسقة أخصائي أخصائية اخصائية ممرض ممرضة محامية محام محاسبه مسؤول مسؤولة مبرمج مبرمجة صحفي صحفية صيدلي صيدلانية معلمه مشرفة \
    سكرتيرة مترجم مترجمة शिक्षक शिक्षिका प्रबंधक इंजीनियर अभियंता डॉक्टर वकील लेखाकार निदेशक अधिकारी संस्थापक सलाहकार पत्रकार प्रोफेसर प्राध्यापक नर्स \
    चिकित्सक मैनेजर डेवलपर डिजाइनर लेखक व्यवस्थापक zuzendari irakasle ingeniari arduradun mediku abokatu kennari pergjegjes експерт person detective aide \
    orderly waitstaff cook baker mover miner tailor sailor tutor diver rider mgr deckhand electrician roofer judge roughneck dealer broker usher priest \
    pastor chef barber butler welder fitter joiner piloto pilote artesano artesana analyste boucher artiste moniteur monteur autor autorka artysta doradca \
    osoba pracownik technik listonosz kovac architekt aktor malarz kucharz muzyk fryzjer rolnik impiegata mudur comptable juez empleado empleada abogada \
    avvocato avvocata avocat avocate advogado advogada arquitecto arquitecta arquiteto arquiteta medico medica enfermera profesor profesora professore \
    ingeniera sef kurye avukat doktor mimar ogretmen adjunct captain plumber carpenter farmer actor musician pharmacist midwife tolk laege lege lakare \
    advokat tandlege larer laakari juristi lekarz pravnik odvetnik tlumacz dziennikarz orvos ugyved tanar advocaat huisarts tandarts docent врач повар \
    δικηγοροσ μηχανικοσ γιατροσ ceo cto cfo coo cmo cio ciso cpo cro chro vp svp evp avp gm md head lead chief president partner owner founder cofounder \
    co-founder chair chairman chairwoman member fellow associate assistant analyst architect buyer clerk coach counsel pilot chemist principal dean \
    professor paramedic surgeon lecturer rep executive secretary mechanic paralegal vet cashier host liaison attorney representative agent staff expert \
    intern trainee apprentice volunteer sales marketing hr finance operations engineering product design legal procurement accounting leitung leiter \
    geschaftsfuhrer geschaftsfuhrung inhaber vorstand referent werkstudent einkauf vertrieb cheffe responsable gerant directrice charge chargee adjoint \
    fondateur fondatrice associe gerente jefe jefa socio socia directora encargado encargada diretor diretora chefe capo titolare responsabile addetto \
    impiegato oprichter medewerker saljare vd daglig leder direktor dyrektor kierownik prezes kierowniczka menedzer директор менеджер начальник инженер \
    υπευθυνοσ υπευθυνη controller مدير مديرة المدير رئيس رئيسة الرييس الرئيس مهندسة محاسب محاسبة مستشار مستشارة طبيب طبيبة معلمة مؤسس محلل مطور مصمم مشرف \
    مدرس استاذ أستاذ ممثل منسق اخصايي اخصائي محامي سكرتير مساعد ingegnere geschaftsfuhrerin jednatel jednatelka inginer";
}

words! {
    /// Endings of words for people who do something.
    ENDINGS = "rare gog arica jnica eemik graf lare nare tare gare kare lija kija aaja arka ciel atyk kar char cian er or eur euse rice ist iste ent ant ante ente \
    arian tore graphe dora erin orin eurin istin entin ero era ere sjef chef yst man eure aire mestre log nik telj tel arz ezo ozo irto ajto ci men \
    meni peut peuta iatr urg tija tekti mestari logi dekaani ник ер ор тель лог ец граф гог ант ент щий ниця ιατροσ εασ ικοσ vac jac zac avec alec \
    avka alka icar ridic kyne kyna kinja tehnica";
}

words! {
    /// Ends of words for occupations in any case of letters.
    OCCUPATIONS = "leiter leiterin titian angestellte angestellter leitung raar loog elaar enaar daktor aceut olist apeute ometre ditor diser emikas antas ejas kars grafs arst tograf toare temsilcisi sorumlusu koordinatoru \
    elemani teknikeri analisti direktoru baskani editoru gelistiricisi tasarimcisi gorevlisi lideri konyvelo programozo ertekesito tanito fordito vizsgalo \
    rendezo epitesz jogtanacsos asszisztens titkar menedzser igazgato szakacs asztalos lakatos gepesz kutato edzo fodrasz skoterska plejerske pleier arie \
    attori ultti ikko entti mies nauczyciel wlasciciel owca dawca ists ktors ators enieris edzeris konsultante vejs veja teris tere torė ndaja ldaja \
    pidaja stjori ingur gjafi ьор литик ітик вець аник ντρια ιστρια ητρια γραφοσ ჯერი ტორი ნერი ისტი ლოგი մենեջեր տնօրեն ինժեներ հաշվապահ նویس گر ssora \
    ordinator practitioner technician trainer assembler upholsterer stocker piloot functionaris adviseuse aanklager ologue tolk hjaelper handler kupec \
    planovac ologus nyelvesz bekcisi fikcisi teknisyeni iscisi operatoru ologist apist icist omist rtist alist urist ntist grapher writer worker officer \
    planner advisor operator inspector teacher driver trader lawyer surveyor instructor supervisor nurse anwalt arzt pfleger pflegerin kauffrau kaufmann \
    fachkraft fachfrau fachmann kundige verpleger ador adora eiro eira apeuta poradce urednik pracovnik spravca vedouci veduci reditel riaditel ucitel \
    konatel intezo vezeto elemzo gondozo oktato apolo szerelo kezelo elado tervezo fejleszto takarito tisztito arus mernok technikus doktoru memuru \
    manazer dizajner psychoterapeut fyzik inspektor tehnicar mehanicar savjetnik knjiznicar restaurator suradnik nadzornik arkkitehti asiantuntija \
    yonetmeni uzmani muduru ogretmeni asistani sekreteri manager engineer developer designer director ingenieur entwickler berater bankert spravce \
    ingeniero abogado enfermero tecnico asistente ktin ztin altin terin suunnittelija insinoori inzenyr inzynier bankeř banker cien cienne ario aria ista \
    grafo grafa logo loga tecnica ksiegowy ksiegowa rzeczoznawca przedstawiciel muhendisi mimari yoneticisi danismani mci mcu ekonom vecklare vikler \
    mmerare arkitekt konsulent konsult assistent hoofd secretaresse adviseur ledare администратор цевт тер ист чик щик ininkas ininke specialistas \
    operatorius operatore inzinierius inziniere vadovas vadove technikas tojas toja meistras analitikas direktorius asistentas tajs taja nieks niece \
    tehnikis analitikis haldur operaator insener juht tootleja munkatars jogasz nevelo kereskedo iranyito felelos szerkeszto tanacsado ellenor szakerto \
    gyarto szakember obsluha inzenir strokovnjak svetovalec upravljavec vodja strucnjak savjetnica opravar udrzbar analyticka technicka manazerka \
    rukovatelj specialistka specijalistica ител итель атель ятель терапевт дизайнер продуцент мениджър помощник ansvarlig laerer forer montor arbejder \
    arbetare tekniker loge арь ач вед арка ница адвокат економіст лікар ογοσ ουργοσ τησ βοηθοσ συμβουλοσ";
}

words! {
    /// Of these endings those of one who works, also in small letters.
    WORKERS = "er or eur euse rice ist ista iste cian man arz nik";
}

/// A title in Chinese, Japanese or Korean, also before "CEO".
pub(super) fn ends_in_east_asia(title: &str) -> bool {
    let title = ["CEO", "CTO", "CFO", "COO"]
        .iter()
        .find_map(|end| title.strip_suffix(end))
        .unwrap_or(title);
    EAST_ASIAN.end(title.trim_end_matches('兼'))
}

pub(super) fn bare(word: &str) -> String {
    // "סמנכ\"ל"
    fold(word.trim_matches(|c: char| !c.is_alphanumeric())).replace(['"', '\u{5f4}'], "")
}

/// Whether a list holds a word, as [`bare`] leaves it.
#[inline(never)]
pub(super) fn has(list: &List<'_>, word: &str) -> bool {
    list.hold(&bare(word))
}

/// Whether a list holds one of the words.
#[inline(never)]
pub(super) fn any(list: &List<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| has(list, word))
}

#[inline(never)]
pub(super) fn any_role(words: &[&str]) -> bool {
    words.iter().any(|word| is_role(word))
}

#[inline(never)]
pub(super) fn any_person(words: &[&str]) -> bool {
    words.iter().any(|word| is_person(word))
}

/// "Fabrikam'22": of a year, so no longer.
pub(super) fn is_dated(word: &str) -> bool {
    word.contains('\'') && word.ends_with(|c: char| c.is_ascii_digit())
}

pub(super) fn begins_large(word: &str) -> bool {
    word.trim_start_matches(['«', '('])
        .starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase())
}

/// "Ředitelka", "direktorica", "pracovnice", "операторка": of Slavic words the
/// woman's, where the man's is a role.
pub(super) fn of_woman(plain: &str) -> Option<String> {
    let man = match plain.strip_suffix("nice") {
        Some(stem) => format!("{stem}nik"),
        None => ["ka", "ica", "ка"]
            .iter()
            .find_map(|end| plain.strip_suffix(end))?
            .to_owned(),
    };
    // "Logística" and "Tecnológica" are no women.
    let ends = ["ktor", "ator", "zer", "jer", "elj"];
    let field = plain.ends_with("ica") && !ends.iter().any(|end| man.ends_with(end));
    (man.chars().count() > 5 && !field).then_some(man)
}

/// A role by the list, or by the end of a word for an occupation.
pub(super) fn is_known_role(plain: &str) -> bool {
    ROLES.hold(plain) || plain.chars().count() > 4 && OCCUPATIONS.end(plain)
}

/// A role by a whole word: "Manager", not "Hemmelaar".
pub(super) fn is_listed_role(plain: &str) -> bool {
    ROLES.hold(plain) || OCCUPATIONS.hold(plain)
}

words! {
    /// What titles begin with in Thai.
    THAI = "ผู้ นัก วิศวกร พนักงาน เจ้าหน้าที่ หัวหน้า ที่ปรึกษา กรรมการ ประธาน อาจารย์ แพทย์ พยาบาล ทนาย สถาปนิก ช่าง เลขา โปรแกรมเมอร์ ครู";
}

/// A role by the list, by a part of a compound, or by its ending.
pub(super) fn is_role(word: &str) -> bool {
    let plain = bare(word);
    let large = begins_large(word);
    // Students begin as workers do.
    if THAI.begin(word)
        && !["นักศึกษา", "นักเรียน"]
            .iter()
            .any(|start| word.starts_with(start))
    {
        return true;
    }
    of_people(&plain, large) || of_woman(&plain).is_some_and(|man| of_people(&man, large))
}

/// By its ending or by a list a person, also in small letters.
pub(super) fn may_be_person(word: &str) -> bool {
    let plain = bare(word);
    !is_field(word)
        && (of_people(&plain, true) || of_woman(&plain).is_some_and(|man| of_people(&man, true)))
}

fn of_people(plain: &str, large: bool) -> bool {
    is_known_role(plain)
        || plain.split(['-', '\'', '/']).any(|part| ROLES.hold(part))
        || (plain.chars().count() > 5
            && large
            && !plain.ends_with("ment")
            // "Strategischer Einkauf", but "Fischer"
            && !(plain.len() > 9 && plain.ends_with("ischer"))
            && !NO_WORKERS.hold(plain)
            && ENDINGS.end(plain))
}

/// "Pet trainer", "Aircraft seat upholsterer": by its ending a person, in small
/// letters.
pub(super) fn is_worker(word: &str) -> bool {
    let plain = bare(word);
    plain.chars().count() > 4 && !NO_WORKERS.hold(&plain) && WORKERS.end(&plain)
}

words! {
    /// Of the roles, those that are fields of work.
    OF_WORK = "sales marketing hr finance operations engineering product design legal procurement accounting einkauf vertrieb principal staff";
}

pub(super) fn is_field(word: &str) -> bool {
    has(&OF_WORK, word)
}

/// A role that a person has, not a field of work.
pub(super) fn is_person(word: &str) -> bool {
    is_role(word) && !is_field(word)
}
