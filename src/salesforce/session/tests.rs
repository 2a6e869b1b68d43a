use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};

use super::*;
use crate::port::fake::Fake;
use crate::port::{Body, HttpRequest, HttpResponse};
use crate::problem::Detail;
use crate::salesforce::identity::Org;

mod renewed;

const OURS: &str = "00Di0000000fHiaEAE";
const OTHER: &str = "00D8W0000000ABCUA2";
const USER: &str = "005i0000001A4JvAAK";
const INSTANCE: &str = "https://acme.my.salesforce.com";

fn block<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn org() -> Org {
    Org {
        organization_id: OURS[..15].to_owned(),
        client_id: "3MVG9.key_of_the_app_1234567890".to_owned(),
        ..Org::default()
    }
}

/// The org, with a refresh token that is kept.
fn target(org: &Org) -> Target<'_> {
    Target {
        org,
        keep_refresh: true,
    }
}

/// A Salesforce that signs in one user, and what it was asked.
#[derive(Clone)]
struct Salesforce {
    organization: &'static str,
    instance: &'static str,
    /// The status and body of the next answers of the token endpoint.
    token: Rc<RefCell<Vec<(u16, String)>>>,
    rotate: bool,
    issued: Rc<Cell<u32>>,
}

impl Salesforce {
    fn new() -> Self {
        Salesforce {
            organization: OURS,
            instance: INSTANCE,
            token: Rc::default(),
            rotate: false,
            issued: Rc::default(),
        }
    }

    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let ok = |value: Value| HttpResponse {
            status: 200,
            headers: Vec::new(),
            body: value.to_string(),
        };
        let (_, path) = request.url.split_once(".salesforce.com").unwrap();
        if path == "/services/oauth2/token" {
            if let Some((status, body)) = self.token.borrow_mut().pop() {
                return HttpResponse {
                    status,
                    headers: Vec::new(),
                    body,
                };
            }
            let number = self.issued.get() + 1;
            self.issued.set(number);
            let Body::Form(form) = &request.body else {
                panic!("{request:?}");
            };
            let mut body = json!({
                "access_token": format!("access-{number}"), "token_type": "Bearer",
                "instance_url": self.instance,
                "id": format!("https://login.salesforce.com/id/{}/{USER}", self.organization),
            });
            if self.rotate || form.contains("authorization_code") {
                body["refresh_token"] = json!(format!("refresh-{number}"));
            }
            return ok(body);
        }
        if path == "/services/oauth2/revoke" {
            return ok(Value::Null);
        }
        assert_eq!(path, format!("/id/{}/{USER}", self.organization));
        ok(
            json!({ "organization_id": self.organization, "user_id": USER, "username": "riley@example.com", "display_name": "Riley" }),
        )
    }

    /// The outside with this server and a window that allows.
    fn outside(&self) -> Fake {
        let server = self.clone();
        let fake = Fake::serving(move |request| Ok(server.answer(request)));
        for _ in 0..3 {
            fake.window(allow);
        }
        fake
    }
}

fn allow(url: &str) -> Result<String, WindowFailure> {
    let (_, state) = url.split_once("state=").unwrap();
    let state = state.split('&').next().unwrap();
    Ok(format!(
        "https://extension.chromiumapp.org/salesforce?code=aPrx123&state={state}"
    ))
}

fn paths(fake: &Fake) -> Vec<String> {
    let path = |request: &HttpRequest| {
        let (_, path) = request.url.split_once(".salesforce.com").unwrap();
        path.to_owned()
    };
    fake.sent.borrow().iter().map(path).collect()
}

fn token(fake: &Fake, area: Area, key: &str) -> Option<String> {
    Some(fake.stored(area, key)?["token"].as_str()?.to_owned())
}

#[test]
fn tokens_are_kept_where_the_setting_says() {
    for (stay, local, session) in [
        (true, Some("refresh-1"), None),
        (false, None, Some("refresh-1")),
    ] {
        block(async {
            let fake = Salesforce::new().outside();
            let org = org();
            let target = Target {
                org: &org,
                keep_refresh: stay,
            };
            let who = Sessions::default()
                .sign_in(&fake, target, false)
                .await
                .unwrap();
            assert_eq!((who.display_name.as_str(), who.sandbox), ("Riley", false));
            assert_eq!(
                token(&fake, Area::Session, ACCESS).as_deref(),
                Some("access-1")
            );
            assert_eq!(token(&fake, Area::Local, REFRESH).as_deref(), local);
            assert_eq!(token(&fake, Area::Session, REFRESH).as_deref(), session);
            // A worker that was stopped knows nothing but what is stored.
            let after = Sessions::default().session(&fake, target).await.unwrap();
            assert_eq!(after.access.expose(), "access-1");
        });
    }
}

#[test]
fn another_org_is_refused_and_its_token_given_back() {
    let cases = [
        (OTHER, INSTANCE, Kind::WrongOrg),
        (
            OURS,
            "https://acme.my.salesforce.com.evil.example.com",
            Kind::InstanceRefused,
        ),
        (OURS, "http://acme.my.salesforce.com", Kind::InstanceRefused),
    ];
    for (organization, instance, kind) in cases {
        block(async {
            let server = Salesforce {
                organization,
                instance,
                ..Salesforce::new()
            };
            let fake = server.outside();
            let problem = Sessions::default()
                .sign_in(&fake, target(&org()), false)
                .await
                .unwrap_err();
            assert_eq!(problem.kind, kind);
            assert!(token(&fake, Area::Session, ACCESS).is_none());
            assert!(token(&fake, Area::Local, REFRESH).is_none());
            assert_eq!(paths(&fake).last().unwrap(), "/services/oauth2/revoke");
            if kind == Kind::WrongOrg {
                let detail = problem.more().and_then(|more| more.detail.clone());
                let expected = Detail::Orgs {
                    expected: OURS[..15].to_owned(),
                    found: OTHER.to_owned(),
                    server: INSTANCE.to_owned(),
                };
                assert_eq!(detail, Some(expected));
                assert_eq!(paths(&fake).last().unwrap(), "/services/oauth2/revoke");
                let sent = fake.sent.borrow();
                assert_eq!(
                    sent.last().unwrap().body,
                    Body::Form("token=refresh-1".to_owned())
                );
            }
        });
    }
}

#[test]
fn a_window_that_fails_has_its_own_sentence_and_nothing_is_sent() {
    for (failure, kind) in [
        (WindowFailure::Closed, Kind::SignInClosed),
        (WindowFailure::NotLoaded, Kind::SignInNotLoaded),
        (WindowFailure::Withheld, Kind::AccessWithheld),
        (WindowFailure::Other("?".into()), Kind::SignInWindowFailed),
    ] {
        block(async {
            let fake = Fake::default();
            fake.window(move |_| Err(failure));
            let sessions = Sessions::default();
            let answer = sessions.sign_in(&fake, target(&org()), false).await;
            assert_eq!(answer.unwrap_err().kind, kind);
            assert!(fake.sent.borrow().is_empty());
            // The next popup is told, once.
            let (open, told) = sessions.sign_in_state(&fake).await.unwrap();
            assert_eq!(
                (open, told.map(|problem| problem.kind)),
                (false, Some(kind))
            );
            assert_eq!(sessions.sign_in_state(&fake).await.unwrap(), (false, None));
        });
    }
}

#[test]
fn a_second_sign_in_joins_the_first() {
    block(async {
        let fake = Salesforce::new().outside();
        let sessions = Sessions::default();
        let org = org();
        let (one, two) = futures_util::future::join(
            sessions.sign_in(&fake, target(&org), false),
            sessions.sign_in(&fake, target(&org), true),
        )
        .await;
        assert_eq!(one.unwrap(), two.unwrap());
        assert_eq!(
            fake.windows.borrow().len(),
            2,
            "one of three windows was used"
        );
    });
}

#[test]
fn a_worker_that_was_stopped_during_the_window_says_so() {
    block(async {
        let fake = Fake::default();
        mark(&fake, true, None).await.unwrap();
        let (open, told) = Sessions::default().sign_in_state(&fake).await.unwrap();
        assert_eq!(
            (open, told.map(|problem| problem.kind)),
            (false, Some(Kind::SignInInterrupted))
        );
    });
}

#[test]
fn a_refresh_token_leaves_the_disk_when_the_setting_says_so() {
    block(async {
        let fake = Salesforce::new().outside();
        let sessions = Sessions::default();
        let org = org();
        sessions.sign_in(&fake, target(&org), false).await.unwrap();
        for (keep_refresh, local, session) in [
            (false, None, Some("refresh-1")),
            (true, Some("refresh-1"), None),
        ] {
            let target = Target {
                org: &org,
                keep_refresh,
            };
            sessions.settle(&fake, target).await.unwrap();
            assert_eq!(token(&fake, Area::Local, REFRESH).as_deref(), local);
            assert_eq!(token(&fake, Area::Session, REFRESH).as_deref(), session);
        }
    });
}

#[test]
fn session_storage_that_is_full_keeps_nobody_from_signing_in() {
    for (keep_refresh, signs_in) in [(true, true), (false, false)] {
        block(async {
            let fake = Salesforce::new().outside();
            let org = org();
            let target = Target {
                org: &org,
                keep_refresh,
            };
            let sessions = Sessions::default();
            fake.full.borrow_mut().push(Area::Session);
            let answer = sessions.sign_in(&fake, target, false).await;
            assert_eq!(answer.is_ok(), signs_in, "{answer:?}");
            let kept = token(&fake, Area::Local, REFRESH);
            assert_eq!(kept.is_some(), signs_in, "what is kept was not given back");
            let session = sessions.session(&fake, target).await;
            assert_eq!(session.is_ok(), signs_in, "{session:?}");
            if let Err(problem) = answer {
                assert_eq!(problem.kind, Kind::StorageFull);
                assert_eq!(paths(&fake).last().unwrap(), "/services/oauth2/revoke");
            }
        });
    }
}
