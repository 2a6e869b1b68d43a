//! What stands in a headline besides the job: certificates and degrees, sentences,
//! what was before, a second job.

use super::companies::{has_form, is_named_company};
use super::joins::{JOINS, is_join, with_company};
use super::parts::{without_doubling, words_in};
use super::roles::{any_person, bare, begins_large, has};
use super::statements::{ARTICLES, LAW, SLOGANS_ON_ING, is_seeking, title_alone};
use crate::person::listed;
use crate::person::words::words;

words! {
    /// Behind a comma: what was, and is no longer.
    pub(super) PAST = "ex former formerly previously prev past anteriormente antes zuvor vorher fruher ehemals ehem voorheen tidigare \
    tidligere anciennement precedemment precedentemente dawniej wczesniej";
}

words! {
    /// Degrees and certificates behind a comma.
    pub(super) CERTIFICATES = "pmp bed med edd mph mbbs md mrcp mcips cips pcc icf cpa cfa mba emba bsc msc phd dba cissp csm cspo cka ckad ccna itil prince2 acca fcca aca cima \
    shrm cipd psm rn bsn msn esq jd llm pe aia leed gphr phr sphr cfp ccie cism cisa crisc mrics frics fca cma cisi pgmp capm safe ceng dds dmd m.ed \
    b.ed ph.d m.sc b.sc m.a dpt otd otr fcips fcipd mcipd assoc.cipd chrp chrl cams cfe cebs rpa rcdd acp cpim cscp cltd frm cbap togaf cqe cqa cssbb cssgb ssbb \
    ssgb lcsw lmft lpc msw bcba dnp aprn fnp pharmd rph llb ll.b ll.m mpa mpp mfa meng beng m.eng b.eng p.eng peng p.e p.geo r.n lpn facs faap frcs frcp mrcgp icaew aat att cta ctp \
    tep chfc clu cpcu riba aicp csp cih chmm nebosh cmiosh cmgr fcmi mcmi fcii acii cpp ccim crpc fmva cipp cisi hcde ccs cpc ba bs bba btech mtech \
    cmrp rdn ldn cscs fciob mciob micee mice mieaust";
}

words! {
    /// Degrees before a name or a title, besides those.
    DEGREES = "dipl dr drs mag ing fh univ di bakk bakk.phil mmag lic dott dott.ssa prof bc mgr inz ir";
}

/// "PMP®", "SHRM-CP", "LL.M."
#[inline(never)]
fn is_certificate(word: &str) -> bool {
    let plain = bare(word);
    let large = word.chars().filter(|c| c.is_uppercase()).count();
    let known = CERTIFICATES.hold(&plain)
        || plain
            .split(['-', '/'])
            .next()
            .is_some_and(|first| CERTIFICATES.hold(first));
    known && (large > 1 || large == 1 && plain.ends_with('2') || word.len() > 2 && plain == "esq")
        || large > 1 && word.ends_with('®')
}

/// A headline without the certificates and degrees behind a comma or before one:
/// "Project Manager, PMP® at Contoso", "Dipl.-Ing. (FH), Werkleiter". And without
/// "(we're hiring!)".
pub(super) fn without_certificates(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut words = text.split(' ').peekable();
    let mut degrees = true;
    let mut hiring = false;
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or_default();
        hiring |= word.starts_with('(') && !word.ends_with(')') && has(&LAW, next);
        if hiring {
            hiring = !word.ends_with(')');
            continue;
        }
        let comma = word.ends_with(',');
        let certificate = is_certificate(word);
        degrees &= certificate || DEGREES.hold(&bare(word)) || word.starts_with("Dipl.-");
        if degrees && comma && !next.is_empty() {
            kept.clear();
            continue;
        }
        let join = is_join(word, JOINS);
        if let Some(last) = kept.last_mut()
            && let Some(plain) = last.strip_suffix(',')
        {
            let ends = comma
                || is_join(next, JOINS)
                || !next.contains(char::is_alphanumeric)
                || next.starts_with('#');
            // "Senior Associate, Employment Law, at Contoso"
            if join || certificate && ends && !comma {
                *last = plain;
            }
            if certificate && ends {
                continue;
            }
        }
        kept.push(word);
    }
    kept.join(" ")
}

/// A part without what was before, other sentences, and a listing.
pub(super) fn without_asides(part: &str) -> &str {
    let part = without_later(last_sentence(without_doubling(part)));
    // "Now Strategy Lead at Contoso"
    let part = match part.split_once(' ') {
        Some(("Now", rest)) if with_company(rest).is_some() => rest,
        _ => part,
    };
    // "Software Engineer!"
    let part = match part.strip_suffix('!') {
        Some(calm) if calm.ends_with(char::is_alphanumeric) && title_alone(calm) => calm,
        _ => part,
    };
    // "CFO at Contoso (NYSE: CTSO)"
    match part.rsplit_once(" (") {
        Some((front, listing))
            if listing.contains(": ") && !listing.contains(char::is_lowercase) =>
        {
            front
        }
        _ => part,
    }
}

/// "Jane of all trades. VP Marketing at Contoso": the job in the last sentence, and
/// nobody in those before.
#[inline(never)]
fn last_sentence(part: &str) -> &str {
    let mut ends = part.match_indices(' ').filter(|(at, _)| {
        let last = part[..*at].rsplit(' ').next().unwrap_or_default();
        let point = last.len() > 4
            && last.ends_with('.')
            && !has_form(&["", last])
            && !listed("bros corp dept univ dipl prof assoc", &bare(last));
        (point || last.ends_with(['!', '?'])) && begins_large(&part[at + 1..])
    });
    let Some((at, _)) = ends.next_back() else {
        return part;
    };
    let (front, back) = (words_in(&part[..at]), &part[at + 1..]);
    let back = match back.strip_suffix('.') {
        Some(calm) if !has_form(&words_in(calm)) => calm,
        _ => back,
    };
    // "Creator. Engineer at Fabrikam"
    if front.len() > 1 && !is_seeking(part) && !any_person(&front) && with_company(back).is_some() {
        back
    } else {
        part
    }
}

/// "Consultant at Fabrikam, previously at Contoso": without what was before, and
/// without a second job.
#[inline(never)]
pub(super) fn without_later(part: &str) -> &str {
    let commas = part.match_indices(", ").map(|(at, _)| part.split_at(at));
    for (front, back) in commas {
        let back = back.trim_start_matches([',', ' ']);
        let first = back.split([' ', '-']).next().unwrap_or_default();
        let before = has(&PAST, first);
        // "CEO of Orchidly, the workspace for clinics"
        let tail = back.contains(' ')
            && (ARTICLES.hold(first) || SLOGANS_ON_ING.hold(first))
            && !is_seeking(back);
        // "Musterwerk AG, ehem. Contoso"
        if before && is_named_company(&words_in(front)) {
            return front;
        }
        if (before || tail || with_company(back).is_some()) && with_company(front).is_some() {
            return front;
        }
    }
    part
}
