//! Words that begin a family name, and those that join two.

use super::listed;
use crate::person::letters::{fold, lower};

/// Particles, in lower case in most languages and in upper case in some.
const PARTICLES: &str = "bar dela delos van von vom zu zum zur auf de del della delle dello degli dei di da das do dos \
    du des d' dal dalla dall' la las los le les lo ter ten te den der het 't 's op aan uit vande \
    vanden vander ver af av in bin bint binti binte bte bt ibn ben abu abou al el as ash ul ur st saint ní ui uí nic mhic \
    mac mc ó o' ap wa ka na ya á við abi ould ouled mint bou anak ait aït a/l a/p s/o d/o z ze y e i und en graf gräfin freiherr freifrau baron prinz prinzessin בן אבן אבו בת بن بنت أبو ابن آل ابو";

/// Particles that are given or family names too when they are capitalised: the
/// name is split before them, and in doubt.
const NAMES_TOO: &str = "wa ka na ya abi bar ben ash mac al del e i y saint lo te ten ap as do ur ul das le la du ver z \
    en op i auf st den graf baron prinz in bou";

/// The same, but so seldom a name in the middle of one that the split stands.
const HARDLY_NAMES: &str = "mac al le lo st du la del abi te bou";

/// What binds a family name to the word before it.
const JOINTS: &[&str] = &["y", "e", "i"];

/// Names of Mary and other saints behind "del", "de los": given names.
const DEVOTIONS: &str = "carmen pilar mar rosario dios jesus angeles socorro carmo ceu mercedes \
    dolores lourdes fatima guadalupe rocio sol valle consuelo cassia conceicao gracia dieu deus";

/// Whose devotions they are.
const DEVOTED: &str = "maria mª ana rosa rita josefa mary marie ma luz flor juan joao jean jose";

/// A word of the list in any case of letters.
pub(super) fn is_particle_word(word: &str) -> bool {
    listed(PARTICLES, &lower(word.trim_end_matches('.')))
}

fn small(word: &str) -> bool {
    !word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether the word begins a family name, and whether that is sure.
pub(super) fn particle(word: &str) -> Option<bool> {
    let lower = lower(word.trim_end_matches('.'));
    if !listed(PARTICLES, &lower) {
        return None;
    }
    Some(small(word) || !listed(NAMES_TOO, &lower) || listed(HARDLY_NAMES, &lower))
}

/// Where the family name begins, and whether that is sure. Only words between
/// the first and the last count. `is_given` and `is_family` say what is known of
/// the word at a place.
pub(super) fn family_begins(
    words: &[String],
    is_given: &dyn Fn(usize) -> bool,
    is_family: &dyn Fn(usize) -> bool,
    is_surely_family: &dyn Fn(usize) -> bool,
) -> Option<(usize, bool)> {
    let last = words.len() - 1;
    let (at, certain) = (1..last)
        // "Amy E. Maid"
        .filter(|at| !(super::is_initial(&words[*at]) && words[*at].is_ascii()))
        .find_map(|at| {
            let certain = particle(&words[at])?;
            // "Op 't Veld"
            Some((
                at,
                certain || small(&words[at + 1]) && particle(&words[at + 1]).is_some(),
            ))
        })?;
    // "Ortega y Gasset": the word before belongs to the family.
    if JOINTS.contains(&words[at].as_str()) {
        let from = at.saturating_sub(1).max(1);
        return Some((from, at > 1 && (1..from).all(is_given) && at + 1 == last));
    }
    let after = words[at..]
        .iter()
        .position(|word| particle(word).is_none())
        .map_or(last, |count| at + count);
    // "María del Carmen López": the particle belongs to the given name.
    let both = after + 2 == last && is_family(last - 1) && is_family(last);
    // "Rocío del Pilar Barragán Luna"
    let devoted = listed(DEVOTED, &fold(&words[0]))
        || both
            && is_given(0)
            && listed("del de do da", &lower(&words[at]))
            && listed(
                "carmen pilar rosario socorro consuelo rocio lourdes fatima guadalupe carmo conceicao",
                &fold(&words[after]),
            );
    if at == 1 && listed(DEVOTIONS, &fold(&words[after])) && devoted {
        // "María del Carmen Rodríguez Sánchez"
        return Some((after + 1, after + 1 == last || both));
    }
    // "Yuleidy del Carmen Urdaneta", "Rocío del Valle Hinojosa"
    let devotion = listed("carmen valle graca conceicao", &fold(&words[after]));
    if at == 1 && devotion && listed("del da", &lower(&words[at])) && after + 1 == last {
        return Some((last, fold(&words[after]) != "valle"));
    }
    // "de Souza Lima": one family name, or two? "de Jong-van Dijk": one.
    let bound = words[after]
        .rsplit_once('-')
        .is_some_and(|(_, end)| particle(end).is_some());
    let one_name = after == last || bound && after + 1 == last;
    // "Dana in Berlin"
    let place = words[at] == "in" && after == at + 1;
    let certain = certain && !place;
    let lineage = listed(
        "bin binti bint binte bte bt ibn a/l a/p s/o d/o بن بنت",
        lower(&words[at]).trim_end_matches('.'),
    );
    // "Nurul Aisyah binti Mohd Yusof": all of it is the father's name, but for a
    // family name with its own article.
    if lineage && certain {
        let own = (at + 1..=last).find(|own| {
            let word = &words[*own];
            particle(word).is_some() && !listed("bin binti bint ibn abu", &lower(word))
                // "Nouf bint Saad Alqahtani"
                || word.starts_with("Al") && is_family(*own) && *own > at + 1
                || (word.starts_with("ال") || super::families::has_article(word)) && *own > at + 1
        });
        // "Salim bin Nasser Al-Busaidi": the family's name stands behind the father's.
        return Some((own.unwrap_or(at), own.is_none_or(|own| own + 1 >= last)));
    }
    let initials = words[1..at].iter().all(|word| super::is_initial(word));
    let given = (1..at).all(is_given);
    let more = words[after..].iter().any(|word| particle(word).is_some());
    // "Hajar El Alaoui El Mdaghri", "Ines Ben Youssef Jaziri"
    let all = given && (more || !listed("el al", &lower(&words[at])));
    // "García de la Torre" behind a given name: both are of the family.
    if at > 1 && is_family(at - 1) && listed("de del da do dos das", &lower(&words[at])) {
        let sure = certain && (1..at - 1).all(is_given) && is_surely_family(at - 1);
        return Some((at - 1, sure));
    }
    // "Éleuthère Irénée du Pont": where these stand, one family name goes before
    // them hardly ever.
    let northern = listed("du von zu vom", &words[at])
        || listed(
            "abi abu ould mint bou anak ait aït ben el te",
            &lower(&words[at]),
        );
    let northern = northern && (1..at).all(|at| !is_family(at));
    // "Elana de Souza Medeiros"
    let both = given && after + 1 == last && is_family(after) && is_family(last);
    let one_name = one_name || both && !more || all;
    Some((
        at,
        certain && one_name && at < 4 && (initials || given || northern),
    ))
}
