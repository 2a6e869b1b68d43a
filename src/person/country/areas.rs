//! Metropolitan areas, by the city that they are named after.

use super::tables::{CITIES, LONE, REGIONS};
use crate::person::words::words;

words! {
    /// What an area's name begins with, in the languages of the pages.
    BEFORE = "kalakhang_ lembah_ ضواحي_ אזור_ metropolia_ agglomeration_ vung_ area_metropolitana_del_ greater_ metropolitan_area_of_ metro_ city_of_ grossraum_ grosraum_ metropolregion_ metropolitanregion_ \
    grossregion_ raum_ region_ ville_de_ region_de_ agglomeration_de_ metropole_de_ grand_ \
    area_metropolitana_de_ area_metropolitana_di_ zona_metropolitana_de_ zona_metropolitana_del_ \
    region_metropolitana_de_ regiao_metropolitana_de_ regiao_de_ area_de_ gran_ grande_ regio_ metropoolregio_ \
    groot- groot_ omgeving_ stor- stor aglomeracja_ buyuk_ большая_ communaute_urbaine_de_ area_of_ oblasc_ the_ \
    대 大 d' de_ of_ citta_metropolitana_di_ منطقة_ محافظة_ مدينة_ الكبرى_ العاصمة_ okres_ powiat_ гор_ город_ м_ \
    obszar_metropolitalny_ distrito_de_ provincia_de_ provincia_di_ wilayah_ kota_ lungsod_ng_ thanh_pho_ tp_ \
    tinh_";
}

words! {
    /// What an area's name ends with.
    BEHIND = "_и_область _si_imprejurimi _bolgesi _ir_apylinkes _un_apkartne _ja_lahiumbrus _και_περιχωρα _وضواحيها _רבתי _بزرگ และปริมณฑล _raya _et_environs _e_provincia _und_region _агломерация _агломерація 都市圈 _capitale _महानगर _metropolitan_area _metropolitan_region _metropolitan _metroplex _metro_area _metro _area _bay_area _region \
    _and_surroundings _et_peripherie _et_sa_region _und_umgebung _y_alrededores _e_dintorni _e_regiao \
    _e_regiao_metropolitana _en_omgeving _med_omnejd _og_omegn _och_omnejd omradet -omradet sområdet _i_okolice \
    _a_okoli _ve_cevresi _metropolregion _storstadsomrade _metropole _metropolialue _и_окрестности \
    _metropolitan_alani 都市圏 首都圏 圏 都会区 大都会区 地区 及周边地区 _수도권 _suburbs _seutu _es_kornyeke _province _الكبرى \
    _والسبيرة _והסביבה _وحومه _و_حومه _agglomeration _agglomeratie _и_област _та_околиці _и_околина _i_okolica \
    _in_okolica _urban_area _capital_region _hoofdstedelijk_gewest _peruspiiri 市 시 區 区 _aglomeracja \
    _aglomerace";
}

/// The country of a city that is known by name, also within its area.
pub(super) fn city_of(name: &str) -> Option<&'static str> {
    named(name).or_else(|| area(name))
}

/// Some cities are regions as well.
fn named(name: &str) -> Option<&'static str> {
    LONE.code(name)
        .or_else(|| CITIES.code(name))
        .or_else(|| REGIONS.code(name))
}

/// The country of a metropolitan area's name.
pub(super) fn area(name: &str) -> Option<&'static str> {
    let mut core = name;
    loop {
        let ends = || {
            let cuts = core.char_indices().rev().map(|(at, _)| core.split_at(at));
            cuts.filter(|(_, end)| BEHIND.hold(&end.replace(' ', "_")))
        };
        let mut starts = core.char_indices().rev().map(|(at, _)| core.split_at(at));
        // Of two ends the one before which a name is known: "大阪都市圏".
        let shorter = ends()
            .find(|(front, _)| named(front.trim()).is_some())
            .or_else(|| ends().next())
            .map(|(front, _)| front)
            .or_else(|| {
                let start = starts.find(|(start, _)| BEFORE.hold(&start.replace(' ', "_")));
                start.map(|(_, rest)| rest)
            })?;
        core = shorter.trim();
        if let Some(code) = named(core) {
            return Some(code);
        }
    }
}
