//! Access tokens that are renewed, and grants that end.

use super::*;

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
