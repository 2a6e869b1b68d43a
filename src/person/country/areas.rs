//! Metropolitan areas, by the city that they are named after.

use super::tables::beside;
use crate::person::words::{Words, count};

/// What an area's name begins with, in the languages of the pages.
const BEFORE_WORDS: &str = "region_metropolitaine_de_ kt_ lkr_ bezirk_ jud_ prov_de_ pcia_de_ hl_m_ kalakhang_ lungsod_ bei_ nahe_ near_ pres_de_ cerca_de_ perto_de_ vicino_a_ interior_de_ гр_ di_ co_ county_ lembah_ ضواحي_ אזור_ metropolia_ agglomeration_ vung_ area_metropolitana_del_ greater_ \
    metropolitan_area_of_ metro_ city_of_ grossraum_ grosraum_ metropolregion_ metropolitanregion_ \
    grossregion_ raum_ region_ ville_de_ grand_ \
    zona_metropolitana_del_ \
    region_metropolitana_de_ regiao_metropolitana_de_ regiao_de_ gran_ grande_ regio_ metropoolregio_ \
    groot- groot_ omgeving_ stor- stor aglomeracja_ buyuk_ большая_ communaute_urbaine_de_ oblasc_ \
    the_ 대 大 d' de_ of_ citta_metropolitana_di_ منطقة_ محافظة_ مدينة_ الكبرى_ العاصمة_ okres_ powiat_ гор_ \
    город_ м_ obszar_metropolitalny_ distrito_de_ wilayah_ kota_ lungsod_ng_ \
    thanh_pho_ tp_ tinh_ province_of_ province_de_ provincia_del_ departamento_de_ departamento_del_ \
    departement_de_ estado_de_ estado_do_ state_of_ judetul_ downtown_ central_ inner_ suburban_ suburbs_of_ \
    outskirts_of_ district_of_ umland_ umgebung_ kreis_ stadt_ kanton_ umgebung_von_ \
    wirtschaftsraum_ agglo_ canton_ departement_du_ banlieue_de_ peripherie_de_ environs_de_ \
    pays_de_ metropole_ le_grand_ commune_de_ area_metropolitana_ alrededores_de_ comunidad_de_ ciudad_de_ \
    municipio_de_ zona_ comuna_de_ conurbacion_ provincia_ cidade_de_ zona_metropolitana_ \
    area_metropolitana_do_ regiao_metropolitana_do_ regiao_do_ concelho_de_ arredores_de_ distrito_do_ rm_de_ \
    hinterland_ cantone_ comune_di_ dintorni_di_ regione_ area_ provincie_ gemeente_ agglomeratie_ stadsregio_ \
    suur- nagy- okolice_ wojewodztwo_ woj_ miasto_ rejon_ okoli_ kraj_ mesto_ metropolitni_oblast_ okolie_ \
    municipiul_ orasul_ regiunea_ imprejurimile_ област_ община_ столична_община_ район_ околностите_на_ \
    okolica_ grad_ sire_podrucje_ mestna_obcina_ obcina_ град_ шире_подручје_ околина_ ευρυτερη_περιοχη_ \
    περιοχη_ μητροπολιτικη_περιοχη_ νομοσ_ δημοσ_ τησ_ του_ г_ регион_ окрестности_ пригород_ большой_ \
    агломерация_ місто_ околиці_ агломерація_ ولاية_ إمارة_ جهة_ מחוז_ העיר_ מטרופולין_ סביבת_ استان_ شهر_ \
    کلان‌شهر_ حومه_ شهرستان_ বৃহত্তর_ จังหวัด เขต เมือง จ อำเภอเมือง khu_vuc_ thu_do_ ngoai_thanh_ do_thi_ \
    regiao_autonoma_da_ regiao_autonoma_dos_ kabupaten_ provinsi_ kawasan_ kab_ sekitar_ negeri_ bandar_ bandaraya_ lalawigan_ng_ wilayah_metropolitan_";
static BEFORE: Words<{ count(BEFORE_WORDS) }, 16> = Words::new(BEFORE_WORDS);

/// What an area's name ends with.
const BEHIND_WORDS: &str = "_и_область _si_imprejurimi _bolgesi _ir_apylinkes _un_apkartne _ja_lahiumbrus _και_περιχωρα _وضواحيها \
    _רבתי _بزرگ และปริมณฑล _raya _et_environs _e_provincia _und_region _агломерация _агломерація 都市圈 _capitale \
    _महानगर _metropolitan _metroplex _metro _area \
    _bay_area _region _and_surroundings _et_peripherie _et_sa_region _und_umgebung _y_alrededores _e_dintorni \
    _e_regiao _en_omgeving _med_omnejd _og_omegn _och_omnejd omradet -omradet sområdet \
    _i_okolice _a_okoli _ve_cevresi _metropolregion _storstadsomrade _metropole _metropolialue _и_окрестности \
    _metropolitan_alani 都市圏 首都圏 圏 都会区 大都会区 地区 _수도권 _suburbs _seutu _es_kornyeke _province _الكبرى \
    _والسبيرة _והסביבה _وحومه _و_حومه _agglomeration _agglomeratie _и_област _та_околиці _и_околина _i_okolica \
    _in_okolica _urban_area _hoofdstedelijk_gewest _peruspiiri 市 시 區 区 _aglomeracja \
    _aglomerace _governorate _oblast _voivodeship _prefecture -ken _ken 県 _umland _umgebung _stadt _und_umland \
    _ballungsraum _land _et_alentours _agglo _et_banlieue _et_sa_banlieue _et_region _y_area_metropolitana \
    _y_cercanias _ciudad _e_arredores _e_area_metropolitana _e_hinterland _provincia _en_omstreken _eo _regio \
    _omgeving _en_regio -regionen regionen sregionen _regionen _med_omgivning _og_omgivelser _og_omland \
    _kommune _kommun _och_omgivningar _alue _seutukunta _ymparisto _ja_lahiseutu _ja_ymparisto _i_przedmiescia \
    _i_region _a_blizke_okoli _a_okolie _okolie _mesto _megye _agglomeracio _kornyeke _belvaros \
    _si_imprejurimile _si_zona_metropolitana _sector _sectorul -kreis _valley _am_rhein _am_main _am_neckar _i_br _an_der_ruhr _i_blizu _и_околностите _и_регион _област _община \
    _i_okolina _z_okolico _regionas _rajons _και_τα_περιχωρα _κεντρο _ili _anadolu_yakasi _avrupa_yakasi \
    _merkez _civari _и_пригород _и_пригороды _область _обл _край _і_околиці _і_область _та_область \
    _та_передмістя _والضواحي _وما_حولها _והקריות _و_اطراف _و_اطراف_آن _क्षेत्र \
    _महानगरीय_क्षेत्र _और_आसपास _और_आसपास_का_क्षेत्र _के_आसपास _जिला _एनसीआर _शहर _মহানগর _এলাকা \
    _ও_আশেপাশে _ও_পার্শ্ববর্তী_এলাকা _বিভাগ _জেলা _महानगर_प्रदेश _परिसर _आणि_परिसर _जिल्हा _ప్రాంతం \
    _మహానగర_ప్రాంతం _మరియు_పరిసరాలు _జిల్లా _ਖੇਤਰ _ਜ਼ਿਲ੍ਹਾ และพื้นที่ใกล้เคียง และใกล้เคียง とその周辺 周辺 近郊 エリア 地域 \
    広域圏 地方 府 都 道 及周边 周边 都会圈 新区 城区 及附近 地區 及周邊 都會區 縣 县 省 附近 町 村 _및_인근_지역 _지역 _및_주변 \
    _광역권 _및_근교 광역시 특별시 _인근 도 군 구 _일대 _권 권 _va_vung_lan_can _va_vung_phu_can _va_phu_can _va_cac_vung_lan_can \
    _mo_rong _dan_sekitarnya _metropolitana _dan_kawasan_sekitar _at_karatig_lugar _at_paligid \
    _at_mga_karatig_lugar _district _city _downtown _centre _center _centrum \
    _zentrum _centro _centar _state _emirate _et_agglomeration _lan _capital _stad _и_региона _και_προαστια -gebiet _gebiet _ও_আশেপাশের_এলাকা _ncr _and_environs _and_suburbs _and_nearby _suburban_area \
    _metropolis _greater_area _commuter_belt _столичний_регіон _регіон";
static BEHIND: Words<{ count(BEHIND_WORDS) }, 16> = Words::new(BEHIND_WORDS);

/// The country of a city that is known by name, also within its area.
pub(super) fn city_of(name: &str) -> Option<&'static str> {
    beside(name).or_else(|| area(name))
}

/// Whether a name says nothing but that it is an area.
pub(super) fn is_area(name: &str) -> bool {
    let word = name.replace(' ', "_");
    BEFORE.hold(&[&word, "_"].concat()) || BEHIND.hold(&["_", &word].concat())
}

/// The country of a metropolitan area's name.
pub(super) fn area(name: &str) -> Option<&'static str> {
    let mut core = name;
    loop {
        let joined = core.replace(' ', "_");
        let cuts = || core.char_indices().map(|(at, _)| at);
        let shorter = || {
            let ends = cuts().filter(|at| BEHIND.hold(&joined[*at..]));
            let starts = cuts().rev().filter(|at| BEFORE.hold(&joined[..*at]));
            let fronts = ends.map(|at| core[..at].trim());
            fronts.chain(starts.map(|at| core[at..].trim()))
        };
        // Of two ends the one before which a name is known: "大阪都市圏".
        let mut first = None;
        let known = shorter().find(|core| {
            first = first.or(Some(*core));
            beside(core).is_some()
        });
        core = known.or(first)?;
        // "D'Ávila" and "De Lillo" are people.
        let known = match name.len() - core.len() {
            0..3 => None,
            3 => beside(core),
            _ => beside(core).or_else(|| inflected(core)),
        };
        if known.is_some() {
            return known;
        }
    }
}

/// The country of a city in another case: "okolice Warszawy", "Stockholms", "Αθήνας",
/// "Київський".
fn inflected(name: &str) -> Option<&'static str> {
    let adjective = ["ський", "ська", "ське", "ский", "ская", "ское"];
    let mut stems = adjective.iter().filter_map(|end| name.strip_suffix(end));
    stems
        .find_map(|stem| with_end(stem, &beside))
        .or_else(|| case(name, &beside))
}

/// What is known of a name in another case.
pub(super) fn case(
    name: &str,
    known: &dyn Fn(&str) -> Option<&'static str>,
) -> Option<&'static str> {
    let cuts = name.char_indices().rev().map(|(at, _)| &name[..at]);
    // "Marawi", "Garden" are no cases of four letters and two.
    let stems = cuts
        .zip(4..6)
        .filter(|(stem, least)| stem.chars().count() >= *least);
    let mut stems = stems.map(|(stem, _)| stem);
    stems.find_map(|stem| with_end(stem, known))
}

fn with_end(stem: &str, known: &dyn Fn(&str) -> Option<&'static str>) -> Option<&'static str> {
    ["", "a", "o", "e", "i", "σ", "а", "ь", "я", "ск"]
        .iter()
        .filter(|end| end.is_empty() || end.is_ascii() == stem.is_ascii())
        .find_map(|end| known(&[stem, end].concat()))
}
