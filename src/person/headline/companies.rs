//! What tells that words are the name of a company or another body.

use super::roles::{bare, begins_large, is_known_role};
use super::statements::DEPARTMENTS;
use super::{FIELDS, has_form, is_company};
use crate::person::words::words;

words! {
    /// Words that begin the names of bodies, in many languages.
    IN_FRONT = "grupo groupe gruppo grupa gruppe koncern holding banco banca banque bank sparkasse volksbank raiffeisenbank \
    cabinet bureau studio atelier ateliers agence agencia agenzia agentura kanzlei anwaltskanzlei steuerkanzlei \
    construtora constructora transportes transports laboratorios laboratoires laboratoire industrias industries \
    ministerio ministere ministero ministerium ministerstvo ministerie ayuntamiento prefeitura mairie comune \
    municipio gemeente gemeinde stadtwerke stadtverwaltung landratsamt universidad universidade universite \
    universita universitat universiteit universitetet univerzita uniwersytet hochschule fachhochschule \
    politecnico politechnika instituto institut istituto instytut clinica clinique klinik klinikum klinika \
    hospital hopital ospedale szpital nemocnice ziekenhuis krankenhaus fundacion fundacao fondation \
    fondazione fundacja stiftung stichting nadace colegio escuela escola ecole lycee scuola szkola \
    asociacion associacao associazione verband verein praxis apotheke autohaus verlag brouwerij bakkerij \
    zorggroep woningcorporatie padaria restaurante ristorante hotel fabrica fabrika zaklady zaklad \
    przedsiebiorstwo schreinerei backerei baeckerei brauerei pekarna librairie editions editora edizioni \
    azienda empresas empresa supermercados seguros assurances asigurari towarzystwo centrum \
    شركة مجموعة بنك مصرف مؤسسة جامعة مستشفى مستشفي وزارة هيية هيئة مدرسة группа компания банк завод фабрика";
}

words! {
    /// Words that end the names of bodies.
    AT_THE_END = "group groep gruppe gruppen holdings holding partners ventures industries labs associates bank university \
    college school hospital institute foundation council agency ministry studios studio brothers bros \
    enterprises airlines airways motors pharmaceuticals hotels brewing brewery winery bakery freight \
    textiles cement steel foods dairy mills publishing ingenierie avocats notaires abogados advogados \
    asociados associados architectes arquitectos arquitetos avvocati advokater advocaten rechtsanwalte \
    stadtwerke verlag konsern koncernen concern yhtiot konserni tekstil insaat holding'i";
}

words! {
    /// Before such an end: a kind of body and not its name.
    KINDS = "high primary middle elementary secondary public private central investment retail consumer commercial \
    strategic strategy channel business law medical art graduate children's state local national regional global \
    corporate growth special working user focus peer target age interest support affinity trade working community \
    higher art-school nursing grammar junior senior food real health healthcare it human cross international \
    creative technology alliance solution solutions implementation media delivery ecosystem";
}

/// Words that are the name of a company: it has a legal form, or says what it is.
pub(super) fn is_named_company(words: &[&str]) -> bool {
    is_company(words) && (has_form(words) || is_body(words))
}

/// "Grupo Almazán", "Kirkfield Capital Partners"
pub(super) fn is_body(words: &[&str]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let role = words.iter().any(|word| {
        let plain = bare(word);
        is_known_role(&plain) && !IN_FRONT.hold(&plain) && !AT_THE_END.hold(&plain)
    });
    let of_work = |word: &str| {
        let plain = bare(word);
        DEPARTMENTS.hold(&plain) || FIELDS.hold(&plain)
    };
    let front = IN_FRONT.hold(&bare(first))
        && !of_work(words[1.min(words.len() - 1)])
        && words[1..].iter().any(|word| begins_large(word));
    let end = AT_THE_END.hold(&bare(last))
        && begins_large(last)
        && !KINDS.hold(&bare(words[words.len().saturating_sub(2)]))
        && !of_work(first);
    words.len() > 1 && begins_large(first) && !role && (front || end)
}
