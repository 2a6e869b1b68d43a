//! Metropolitan areas, by the city that they are named after.

use super::place::JOINTS;
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
    کلان‌شهر_ حومه_ شهرستان_ বৃহত্তর_ ग्रेटर_ वृहत्तर_ จังหวัด เขต เมือง จ อำเภอเมือง khu_vuc_ thu_do_ ngoai_thanh_ do_thi_ \
    regiao_autonoma_da_ regiao_autonoma_dos_ kabupaten_ provinsi_ kawasan_ kab_ sekitar_ negeri_ bandar_ bandaraya_ lalawigan_ng_ wilayah_metropolitan_ \
    edo_ обл_ diy_ daerah_istimewa_ wp_ wilayah_persekutuan_ pulau_ dept_de_ dpto_de_ depto_de_ prov_ zona_de_ periferia_de_ arredores_do_ entorno_de_ cercanias_de_ perto_do_ blizko_ w_okolicach_ in_jurul_ около_ возле_ республика_ респ_ obl_ oblast_ διαμερισμα_ thi_xa_ khu_do_thi_ vung_ven_ แถว ใกล้";
static BEFORE: Words<{ count(BEFORE_WORDS) }, 16> = Words::new(BEFORE_WORDS);

/// What an area's name ends with.
const BEHIND_WORDS: &str = "_область _imprejurimi _bolgesi _apylinkes _apkartne _lahiumbrus _περιχωρα _وضواحيها _רבתי _بزرگ \
    และปริมณฑล _raya _environs _provincia _region _агломерация _агломерація 都市圈 _capitale _महानगर \
    _metropolitan _metroplex _metro _area _bay_area _surroundings _peripherie _sa_region _umgebung \
    _alrededores _dintorni _regiao _omgeving _med_omnejd _omegn _omnejd omradet -omradet sområdet _okolice \
    _okoli _cevresi _metropolregion _storstadsomrade _metropole _metropolialue _окрестности \
    _metropolitan_alani 都市圏 首都圏 圏 都会区 大都会区 地区 _수도권 _suburbs _seutu _kornyeke _province _الكبرى _والسبيرة \
    _והסביבה _وحومه _حومه _agglomeration _agglomeratie _област _околиці _околина _okolica _urban_area \
    _hoofdstedelijk_gewest _peruspiiri 市 시 區 区 _aglomeracja _aglomerace _governorate _oblast _voivodeship \
    _prefecture -ken _ken 県 _umland _stadt _ballungsraum _land _alentours _agglo _banlieue _sa_banlieue \
    _area_metropolitana _cercanias _ciudad _arredores _hinterland _omstreken _eo _regio -regionen regionen \
    sregionen _regionen _med_omgivning _omgivelser _omland _kommune _kommun _omgivningar _alue _seutukunta \
    _ymparisto _lahiseutu _przedmiescia _blizke_okoli _okolie _mesto _megye _agglomeracio _belvaros \
    _imprejurimile _sector _sectorul -kreis _valley _am_rhein _am_main _am_neckar _br \
    _an_der_ruhr _blizu _околностите _регион _община _okolina _z_okolico _regionas _rajons _τα_περιχωρα \
    _κεντρο _ili _anadolu_yakasi _avrupa_yakasi _merkez _civari _пригород _пригороды _обл _край _передмістя \
    _والضواحي _وما_حولها _והקריות _اطراف _اطراف_آن _क्षेत्र _महानगरीय_क्षेत्र _और_आसपास _और_आसपास_का_क्षेत्र \
    _के_आसपास _जिला _एनसीआर _शहर _মহানগর _এলাকা _ও_আশেপাশে _ও_পার্শ্ববর্তী_এলাকা _বিভাগ _জেলা _महानगर_प्रदेश \
    _परिसर _आणि_परिसर _जिल्हा _ప్రాంతం _మహానగర_ప్రాంతం _మరియు_పరిసరాలు _జిల్లా _ਖੇਤਰ _ਜ਼ਿਲ੍ਹਾ \
    และพื้นที่ใกล้เคียง และใกล้เคียง とその周辺 周辺 近郊 エリア 地域 広域圏 地方 府 都 道 及周边 周边 都会圈 新区 城区 及附近 地區 及周邊 都會區 縣 县 省 附近 \
    町 村 _인근_지역 _지역 _주변 _광역권 _근교 광역시 특별시 _인근 도 군 구 _일대 _권 권 _vung_lan_can _vung_phu_can _phu_can \
    _cac_vung_lan_can _mo_rong _sekitarnya _metropolitana _kawasan_sekitar _karatig_lugar _paligid \
    _mga_karatig_lugar _district _city _downtown _centre _center _centrum _zentrum _centro _centar _state \
    _emirate _lan _capital _stad _региона _προαστια -gebiet _gebiet _ও_আশেপাশের_এলাকা _ncr _nearby \
    _suburban_area _metropolis _greater_area _commuter_belt _столичний_регіон _регіон _околности _lahialueet \
    _lahialue _sekitar _zupanija _r _raj _rajonas _apskritis _sav _savivaldybe _novads \
    _nov _maakond _vald _ker _kerulet _lankomraden \
    _okruzenje _oblasti _obvod _jaras _a_d_ruhr _a_d_saale _a_d_donau \
    _an_der_saale _an_der_donau _ilcesi _zupnija _provinsi _umkreis \
    _vicinanze _zona _rejon _suburbii _comuna \
    _и_околностей _околица _околината _предградия _סביבה _יישובי_הסביבה _و_توابع _উপজেলা _সদর \
    _नगर_निगम _महानगरपालिका _तालुका _郊外 _郊区 _郡 _市内 _全域 _전역 _시내";
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
            // A stranger may be taken for such a word; "Guatemala" is not in LA.
            let starts = cuts().rev().filter(|at| {
                (joined.len() - at > 2 || joined[..*at].ends_with('_'))
                    && BEFORE.hold(&joined[..*at])
            });
            let fronts = ends.map(|at| without_joint(core[..at].trim()));
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

/// "Turku ja" of "Turku ja lähialueet", without the joint.
fn without_joint(name: &str) -> &str {
    let cut = name.rsplit_once(' ').filter(|cut| JOINTS.hold(cut.1));
    cut.map_or(name, |cut| cut.0)
}

/// The country of a city in another case: "okolice Warszawy", "Stockholms", "Αθήνας",
/// "Київський".
fn inflected(name: &str) -> Option<&'static str> {
    let adjective = ["ський", "ська", "ське", "ский", "ская", "ское"];
    let mut stems = adjective.iter().filter_map(|end| name.strip_suffix(end));
    stems
        .find_map(|stem| with_end(stem, &beside))
        .or_else(|| case(name, 5, &beside))
}

/// What is known of a name in another case, which has at least so many letters without
/// an ending of two.
pub(super) fn case(
    name: &str,
    least: usize,
    known: &dyn Fn(&str) -> Option<&'static str>,
) -> Option<&'static str> {
    let cuts = name.char_indices().rev().map(|(at, _)| &name[..at]);
    // "Marawi", "Garden" are no cases of four letters and two.
    let stems = cuts
        .zip([4, least])
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
