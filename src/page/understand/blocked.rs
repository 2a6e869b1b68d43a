//! What a site asks for before it shows anybody.

use serde::{Deserialize, Serialize};

use crate::page::rules::{RawPage, SiteRules};
use crate::page::sites::WEB;
use crate::platform::case;

/// What a site asks for before it shows anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Blocked {
    /// A security check.
    Checkpoint,
    /// A sign-in to the site.
    SignIn,
}

/// Whether an address is one of the site's blocked states.
pub fn blocked(address: &str) -> Option<Blocked> {
    let (host, path) = address.strip_prefix("https://")?.split_once('/')?;
    if host != "linkedin.com" && !host.ends_with(".linkedin.com") {
        return None;
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
    if begins(&["checkpoint/", "sales/checkpoint/", "security/"]) {
        Some(Blocked::Checkpoint)
    } else if begins(&[
        "authwall",
        "login",
        "uas/",
        "m/login",
        "signup",
        "sales/login",
    ]) {
        Some(Blocked::SignIn)
    } else {
        None
    }
}

/// How the sites head a page that asks for a check, in lower case.
const CHECKS: &[&str] = &[
    "security verification",
    "security check",
    "sicherheitsüberprüfung",
    "sicherheitsverifizierung",
    "vérification de sécurité",
    "contrôle de sécurité",
    "verificación de seguridad",
    "verificação de segurança",
    "verifica di sicurezza",
    "beveiligingscontrole",
    "beveiligingsverificatie",
    "säkerhetsverifiering",
    "säkerhetskontroll",
    "weryfikacja bezpieczeństwa",
    "güvenlik doğrulaması",
    "проверка безопасности",
    "セキュリティ",
    "安全验证",
    "보안 인증",
    "التحقق الأمني",
];

/// The page shows a check in place of what its address says.
pub(super) fn asks_for_check(rules: &SiteRules, raw: &RawPage) -> bool {
    let heads = raw.headings.iter().map(|text| case::lower(text));
    let sites_own = rules.site != WEB || raw.address.contains(".linkedin.com/");
    raw.blocked
        || sites_own
            && heads
                .into_iter()
                .any(|text| CHECKS.iter().any(|check| text.contains(check)))
}
