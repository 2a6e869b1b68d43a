use crate::text::encoding::percent;
use proptest::prelude::*;

use super::*;
use crate::port::fake::Fake;

fn org() -> Org {
    Org {
        client_id: "3MVG9practice.Add_To_CRM".to_owned(),
        ..Org::default()
    }
}

const REDIRECT: &str = "https://extension.chromiumapp.org/salesforce";

fn block<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn flow(someone_else: bool) -> Flow {
    block(Flow::start(
        &Fake::default(),
        &org(),
        REDIRECT,
        someone_else,
    ))
}

#[test]
fn the_challenge_is_that_of_rfc_7636_appendix_b() {
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let got = block(challenge(&Fake::default(), verifier));
    assert_eq!(got, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn the_authorize_address_says_everything_and_no_secret() {
    let flow = flow(true);
    let (head, query) = flow.url.split_once('?').unwrap();
    assert_eq!(
        head,
        "https://login.salesforce.com/services/oauth2/authorize"
    );
    let parameters = form_decode(query).unwrap();
    let get = |name: &str| {
        let found = parameters.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    };
    for (name, value) in [
        ("response_type", Some("code")),
        ("client_id", Some("3MVG9practice.Add_To_CRM")),
        ("redirect_uri", Some(REDIRECT)),
        ("scope", Some("api refresh_token id")),
        ("state", Some(flow.state.as_str())),
        ("code_challenge_method", Some("S256")),
        ("prompt", Some("login")),
        ("client_secret", None),
        ("code_verifier", None),
    ] {
        assert_eq!(get(name), value, "{name}");
    }
    assert!(!flow.url.contains(flow.verifier.expose().as_str()));
    assert_eq!(flow.verifier.expose().len(), 43);
    assert!(!self::flow(false).url.contains("prompt"));
}

#[test]
fn only_the_answer_to_this_sign_in_gives_a_code() {
    let flow = flow(false);
    let state = &flow.state;
    let cases = [
        (format!("{REDIRECT}?code=abc&state={state}"), Ok("abc")),
        (format!("{REDIRECT}?code=a%3D%3D&state={state}"), Ok("a==")),
        (format!("{REDIRECT}?code=abc&state={state}#x"), Ok("abc")),
        (
            format!("{REDIRECT}?code=abc&state=other"),
            Err(Kind::SignInWrongState),
        ),
        (format!("{REDIRECT}?code=abc"), Err(Kind::SignInWrongState)),
        (
            format!("{REDIRECT}?code=abc&state={state}&state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!("{REDIRECT}?code=abc&code=def&state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!("{REDIRECT}?state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!("{REDIRECT}?code=&state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!("{REDIRECT}?code=%zz&state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!("https://other.chromiumapp.org/salesforce?code=abc&state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!("{REDIRECT}.example.com/?code=abc&state={state}"),
            Err(Kind::SignInUnreadable),
        ),
        (
            format!(
                "{REDIRECT}?error=access_denied&error_description=end-user+denied+authorization&state={state}"
            ),
            Err(Kind::SignInDenied),
        ),
        (
            format!("{REDIRECT}?error=OAUTH_EC_APP_NOT_FOUND"),
            Err(Kind::AppNotFound),
        ),
    ];
    for (address, expected) in cases {
        let got = flow.code(&address);
        let got = got.as_ref().map(|code| code.expose().as_str());
        assert_eq!(got.map_err(|problem| problem.kind), expected, "{address}");
    }
}

fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse {
        status,
        headers: Vec::new(),
        body: body.to_owned(),
    }
}

#[test]
fn a_token_answer_is_taken_whole_or_not_at_all() {
    let with = |key: &str, value: &str| {
        let mut body = serde_json::json!({
            "access_token": "00Dxx!access", "refresh_token": "5Aepxxrefresh",
            "instance_url": "https://acme.my.salesforce.com", "token_type": "Bearer",
            "id": "https://login.salesforce.com/id/00Di0000000fHiaEAE/005i0000001A4JvAAK",
        });
        if !key.is_empty() {
            body[key] = serde_json::json!(value);
        }
        body.to_string()
    };
    let cases = [
        (200, with("", ""), None),
        (
            200,
            with("instance_url", "https://acme.my.salesforce.com.example.com"),
            Some(Kind::InstanceRefused),
        ),
        (
            200,
            with("instance_url", "http://acme.my.salesforce.com"),
            Some(Kind::InstanceRefused),
        ),
        (
            200,
            with(
                "id",
                "https://example.com/id/00Di0000000fHiaEAE/005i0000001A4JvAAK",
            ),
            Some(Kind::SignInUnreadable),
        ),
        (
            200,
            with(
                "id",
                "https://login.salesforce.com/id/00Di0000000fHiaEAA/005i0000001A4JvAAK",
            ),
            Some(Kind::SignInUnreadable),
        ),
        (
            200,
            with(
                "id",
                "https://login.salesforce.com/id/00Di0000000fHiaEAE/../x",
            ),
            Some(Kind::SignInUnreadable),
        ),
        (200, with("token_type", "mac"), Some(Kind::SignInUnreadable)),
        (
            200,
            with("access_token", "with\nnew line"),
            Some(Kind::SignInUnreadable),
        ),
        (200, with("access_token", ""), Some(Kind::SignInUnreadable)),
        (200, "{}".to_owned(), Some(Kind::BrokenJson)),
        (200, "<html>".to_owned(), Some(Kind::NotJson)),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"expired authorization code"}"#
                .to_owned(),
            Some(Kind::SessionBusy),
        ),
        (503, String::new(), Some(Kind::Unavailable)),
    ];
    for (status, body, expected) in cases {
        let got = grant(&answer(status, &body))
            .err()
            .map(|refused| refused.problem.kind);
        assert_eq!(got, expected, "{status} {body}");
    }
}

#[test]
fn no_token_is_printed() {
    let body = r#"{"access_token":"00Dxx!access","refresh_token":"5Aepxxrefresh"}"#;
    let printed = format!("{:?}", grant(&answer(200, body)).unwrap());
    assert!(
        !printed.contains("00Dxx") && !printed.contains("5Aep"),
        "{printed}"
    );
}

proptest! {
    #[test]
    fn base64_url_and_percent_lose_nothing(bytes in prop::collection::vec(any::<u8>(), 0..64), text in any::<String>()) {
        let encoded = base64_url(&bytes);
        prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        prop_assert_eq!(encoded.len(), (bytes.len() * 4).div_ceil(3));
        prop_assert_eq!(form_decode(&percent(&text)), Some(if text.is_empty() { Vec::new() } else { vec![(text, String::new())] }));
    }

    #[test]
    fn no_redirect_gives_a_code_without_the_state(tail in any::<String>(), query in "[a-z=&%+#?0-9]{0,60}") {
        let flow = flow(false);
        for address in [tail.clone(), format!("{REDIRECT}?{tail}"), format!("{REDIRECT}?code=x&{query}")] {
            prop_assert!(flow.code(&address).is_err());
        }
    }

    #[test]
    fn no_answer_makes_the_parsers_panic(status in 100u16..600, body in any::<String>(), json in "[\\[\\]{}\":,a-z0-9 ]{0,80}") {
        for body in [&body, &json] {
            prop_assert!(grant(&answer(status, body)).is_err());
            let _problem = error::problem(&answer(status, body));
        }
    }
}
