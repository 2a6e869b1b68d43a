//! Metropolitan areas, by the city that they are named after.

use super::tables::{CITIES, REGIONS};

/// What an area's name begins with, in the languages of the pages.
const BEFORE: &str = "greater |metropolitan area of |metro |city of |grossraum |grosraum |metropolregion |\
    metropolitanregion |grossregion |raum |region |ville de |region de |\
    agglomeration de |metropole de |grand |area metropolitana de |\
    area metropolitana di |zona metropolitana de |zona metropolitana del |\
    region metropolitana de |regiao metropolitana de |regiao de |area de |gran |grande |\
    regio |metropoolregio |groot-|groot |omgeving |stor-|stor|aglomeracja |buyuk |\
    большая |communaute urbaine de |area of |oblasc |the |대|大|d'|de |of ";

/// What an area's name ends with.
const BEHIND: &str = "\x20metropolitan area| metropolitan region| metropolitan| metroplex| metro area| metro|\
    \x20area| bay area| region| and surroundings| et peripherie| et sa region|\
    \x20und umgebung| y alrededores| e dintorni| e regiao| e regiao metropolitana|\
    \x20en omgeving| med omnejd| og omegn| och omnejd|omradet|-omradet|sområdet| i okolice|\
    \x20a okoli| ve cevresi| metropolregion| storstadsomrade| metropole| metropolialue|\
    \x20и окрестности| metropolitan alani|都市圏|首都圏|圏|都会区|大都会区|地区|及周边地区| 수도권| suburbs| seutu| es kornyeke| province";

/// The country of a city that is known by name, also within its area.
pub(super) fn city_of(name: &str) -> Option<&'static str> {
    named(name).or_else(|| area(name))
}

/// Some cities are regions as well.
fn named(name: &str) -> Option<&'static str> {
    CITIES.code(name).or_else(|| REGIONS.code(name))
}

/// The country of a metropolitan area's name.
pub(super) fn area(name: &str) -> Option<&'static str> {
    let mut core = name;
    loop {
        let shorter = BEHIND
            .split('|')
            .find_map(|end| core.strip_suffix(end))
            .or_else(|| BEFORE.split('|').find_map(|start| core.strip_prefix(start)))?;
        core = shorter.trim();
        if let Some(code) = named(core) {
            return Some(code);
        }
    }
}
