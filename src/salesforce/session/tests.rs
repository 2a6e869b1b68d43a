use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};

use super::*;
use crate::port::fake::Fake;
use crate::port::{Body, HttpRequest, HttpResponse};
use crate::problem::Detail;
use crate::salesforce::identity::Org;

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
fn any_number_of_waiting_calls_make_one_refresh() {
    for (rotate, refresh) in [(false, "refresh-1"), (true, "refresh-2")] {
        block(async {
            let server = Salesforce {
                rotate,
                ..Salesforce::new()
            };
            let fake = server.outside();
            let sessions = Sessions::default();
            let org = org();
            sessions.sign_in(&fake, target(&org), false).await.unwrap();
            let expired = Secret::new("access-1".to_owned());
            let calls = (0..5).map(|_| sessions.refresh(&fake, target(&org), Some(&expired)));
            for session in futures_util::future::join_all(calls).await {
                assert_eq!(session.unwrap().access.expose(), "access-2");
            }
            assert_eq!(server.issued.get(), 2);
            assert_eq!(token(&fake, Area::Local, REFRESH).as_deref(), Some(refresh));
            assert_eq!(
                token(&fake, Area::Session, ACCESS).as_deref(),
                Some("access-2")
            );
        });
    }
}

#[test]
fn only_salesforces_own_no_ends_a_session() {
    let cases = [
        (
            400,
            r#"{"error":"invalid_grant","error_description":"expired access/refresh token"}"#,
            Kind::SessionEnded,
            false,
        ),
        (
            400,
            r#"{"error":"inactive_user","error_description":"user is inactive"}"#,
            Kind::InactiveUser,
            true,
        ),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"ip restricted"}"#,
            Kind::LoginRestricted,
            true,
        ),
        (
            400,
            r#"{"error":"invalid_app_access","error_description":"user is not admin approved to access this app"}"#,
            Kind::AppBlocked,
            true,
        ),
        (
            503,
            "<html>Down for maintenance</html>",
            Kind::Unavailable,
            true,
        ),
        (
            200,
            "<html>A wireless network's own page</html>",
            Kind::NotJson,
            true,
        ),
        (500, "", Kind::Unavailable, true),
    ];
    for (status, body, kind, kept) in cases {
        block(async {
            let server = Salesforce::new();
            let fake = server.outside();
            let sessions = Sessions::default();
            let org = org();
            sessions.sign_in(&fake, target(&org), false).await.unwrap();
            server.token.borrow_mut().push((status, body.to_owned()));
            let expired = Secret::new("access-1".to_owned());
            let problem = sessions
                .refresh(&fake, target(&org), Some(&expired))
                .await
                .unwrap_err();
            assert_eq!(problem.kind, kind, "{status} {body}");
            assert_eq!(
                sessions.who(&fake, target(&org)).await.unwrap().is_some(),
                kept,
                "{body}"
            );
        });
    }
}

#[test]
fn a_refresh_that_names_another_org_ends_the_session() {
    block(async {
        let server = Salesforce::new();
        let fake = server.outside();
        let sessions = Sessions::default();
        let org = org();
        sessions.sign_in(&fake, target(&org), false).await.unwrap();
        let body = json!({ "access_token": "access-of-another", "token_type": "Bearer",
            "id": format!("https://login.salesforce.com/id/{OTHER}/{USER}") });
        server.token.borrow_mut().push((200, body.to_string()));
        let problem = sessions.refresh(&fake, target(&org), None).await;
        // Without an expired token, the one that is there is used.
        assert_eq!(problem.unwrap().access.expose(), "access-1");
        let expired = Secret::new("access-1".to_owned());
        let problem = sessions
            .refresh(&fake, target(&org), Some(&expired))
            .await
            .unwrap_err();
        assert_eq!(problem.kind, Kind::WrongOrg);
        assert_eq!(sessions.who(&fake, target(&org)).await.unwrap(), None);
    });
}

#[test]
fn settings_that_name_another_org_leave_no_session() {
    block(async {
        let fake = Salesforce::new().outside();
        let sessions = Sessions::default();
        let mut org = org();
        sessions.sign_in(&fake, target(&org), false).await.unwrap();
        org.organization_id = OTHER.to_owned();
        assert_eq!(sessions.who(&fake, target(&org)).await.unwrap(), None);
        let kind = sessions
            .session(&fake, target(&org))
            .await
            .unwrap_err()
            .kind;
        assert_eq!(kind, Kind::SignedOut);
    });
}

#[test]
fn signing_out_forgets_even_when_salesforce_is_out_of_reach() {
    for reachable in [true, false] {
        block(async {
            let fake = Salesforce::new().outside();
            let sessions = Sessions::default();
            let org = org();
            sessions.sign_in(&fake, target(&org), false).await.unwrap();
            if !reachable {
                *fake.server.borrow_mut() = None;
            }
            let answer = sessions.sign_out(&fake).await;
            assert_eq!(answer.is_ok(), reachable);
            assert_eq!(paths(&fake).last().unwrap(), "/services/oauth2/revoke");
            assert_eq!(sessions.who(&fake, target(&org)).await.unwrap(), None);
            let tokens = fake
                .stored
                .borrow()
                .values()
                .any(|value| value.to_string().contains("refresh-1"));
            assert!(!tokens);
        });
    }
}

#[test]
fn a_refresh_that_is_overtaken_touches_nobody_elses_session() {
    let dead = r#"{"error":"invalid_grant","error_description":"expired"}"#;
    for (refreshes, signs_in) in [(true, false), (false, false), (true, true), (false, true)] {
        block(async {
            let server = Salesforce::new();
            let fake = Rc::new(server.outside());
            let sessions = Sessions::default();
            let org = org();
            let who = sessions.sign_in(&*fake, target(&org), false).await.unwrap();
            let theirs = fake.stored(Area::Local, REFRESH).unwrap();
            let outside = Rc::downgrade(&fake);
            *fake.server.borrow_mut() = Some(Box::new(move |request| {
                // While Salesforce is being asked, the person signs out; or out
                // and in again.
                let fake = outside.upgrade().unwrap();
                fake.stored.borrow_mut().clear();
                if signs_in {
                    for (area, key, token) in [
                        (Area::Local, REFRESH, "refresh-new"),
                        (Area::Session, ACCESS, "access-new"),
                    ] {
                        let mut entry = theirs.clone();
                        entry["token"] = json!(token);
                        fake.put(area, key, entry);
                    }
                }
                if !refreshes {
                    server.token.borrow_mut().push((400, dead.to_owned()));
                }
                Ok(server.answer(request))
            }));
            let expired = Secret::new("access-1".to_owned());
            let answer = sessions.refresh(&*fake, target(&org), Some(&expired)).await;
            let kept = token(&fake, Area::Local, REFRESH);
            if signs_in {
                let session = answer.unwrap();
                assert_eq!(session.access.expose(), "access-new");
                assert_eq!(session.who, who);
                assert_eq!(kept.as_deref(), Some("refresh-new"));
            } else {
                assert_eq!(answer.unwrap_err().kind, Kind::SignedOut);
                assert_eq!(kept, None);
                assert_eq!(token(&fake, Area::Session, ACCESS), None);
            }
        });
    }
}

#[test]
fn a_refresh_that_meets_another_one_is_tried_again() {
    let busy = r#"{"error":"invalid_grant","error_description":"token request is already being processed"}"#;
    for (times, kind) in [(1, None), (2, Some(Kind::SessionBusy))] {
        block(async {
            let server = Salesforce::new();
            let fake = server.outside();
            let sessions = Sessions::default();
            let org = org();
            sessions.sign_in(&fake, target(&org), false).await.unwrap();
            for _ in 0..times {
                server.token.borrow_mut().push((400, busy.to_owned()));
            }
            let expired = Secret::new("access-1".to_owned());
            let answer = sessions.refresh(&fake, target(&org), Some(&expired)).await;
            assert_eq!(answer.err().map(|problem| problem.kind), kind);
            assert!(token(&fake, Area::Local, REFRESH).is_some());
        });
    }
}

#[test]
fn a_grant_that_is_let_go_is_given_back() {
    let revoked = |fake: &Fake| -> Vec<Body> {
        let sent = fake.sent.borrow();
        let revokes = sent.iter().filter(|sent| sent.url.ends_with("/revoke"));
        revokes.map(|sent| sent.body.clone()).collect()
    };
    let body = |token: &str| Body::Form(format!("token={token}"));
    block(async {
        let fake = Salesforce::new().outside();
        let sessions = Sessions::default();
        let org = org();
        sessions.sign_in(&fake, target(&org), false).await.unwrap();
        // Somebody signs in in place of somebody.
        sessions.sign_in(&fake, target(&org), true).await.unwrap();
        assert_eq!(revoked(&fake), [body("refresh-1")]);
        // The settings name another org.
        let mut other = org.clone();
        other.organization_id = OTHER.to_owned();
        sessions.settle(&fake, target(&other)).await.unwrap();
        assert_eq!(revoked(&fake), [body("refresh-1"), body("refresh-2")]);
        assert_eq!(token(&fake, Area::Local, REFRESH), None);
    });
}

/// What a refresh was granted for another org, or at a host that is none of
/// Salesforce's, and what it came in place of.
#[test]
fn a_renewed_grant_that_is_refused_is_given_back_with_the_old_one() {
    for (instance, id, kind) in [
        (INSTANCE, OTHER, Kind::WrongOrg),
        (
            "https://acme.my.salesforce.com.example.net",
            OURS,
            Kind::InstanceRefused,
        ),
    ] {
        block(async {
            let server = Salesforce::new();
            let fake = server.outside();
            let sessions = Sessions::default();
            let org = org();
            sessions.sign_in(&fake, target(&org), false).await.unwrap();
            let body = json!({ "access_token": "access-new", "refresh_token": "refresh-new",
                "token_type": "Bearer", "instance_url": instance,
                "id": format!("https://login.salesforce.com/id/{id}/{USER}") });
            server.token.borrow_mut().push((200, body.to_string()));
            let expired = Secret::new("access-1".to_owned());
            let renewed = sessions.refresh(&fake, target(&org), Some(&expired)).await;
            assert_eq!(renewed.unwrap_err().kind, kind);
            let sent = fake.sent.borrow();
            let revoked: Vec<&Body> = sent
                .iter()
                .filter(|sent| sent.url.ends_with("/revoke"))
                .map(|sent| &sent.body)
                .collect();
            let body = |token: &str| Body::Form(format!("token={token}"));
            assert_eq!(revoked, [&body("refresh-new"), &body("refresh-1")]);
            assert_eq!(token(&fake, Area::Local, REFRESH), None);
        });
    }
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
