use super::*;
use crate::port::Area;
use crate::port::fake::Fake;
use crate::problem::Saved;
use crate::salesforce::identity::Org;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

fn block<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

type Scripted = Result<(u16, &'static str), HttpFailure>;

const EXPIRED: Scripted = Ok((
    401,
    r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#,
));
const NOT_FOR_API: Scripted = Ok((
    401,
    r#"[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]"#,
));
const BUSY: Scripted = Ok((
    403,
    r#"[{"message":"ConcurrentPerOrgLongTxn Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#,
));
const SPENT: Scripted = Ok((
    403,
    r#"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#,
));
const DOWN: Scripted = Ok((
    503,
    r#"[{"message":"Server Unavailable","errorCode":"SERVER_UNAVAILABLE"}]"#,
));
const PAGE: Scripted = Ok((200, "<!doctype html><title>Maintenance</title>"));
/// What stands before Salesforce answers in Salesforce's place.
const FRONT: Scripted = Ok((503, "<html>Service Unavailable</html>"));
const TOO_MANY: Scripted = Ok((429, "<html>Too Many Requests</html>"));
const HALF: Scripted = Ok((200, r#"{"records": ["#));
const GOOD: Scripted = Ok((200, r#"{"records": [], "compositeResponse": []}"#));
const CUT: Scripted = Err(HttpFailure::Cut);
const LATE: Scripted = Err(HttpFailure::TimedOut);
/// From what stands between, perhaps after it was carried out.
const LOG_IN: Scripted = Ok((401, "<!doctype html><title>Proxy</title>"));
/// My Domain was renamed.
const MOVED: Scripted = Ok((302, ""));
const WITHHELD: Scripted = Err(HttpFailure::Withheld);
const OFFLINE: Scripted = Err(HttpFailure::Offline);

/// An outside with a session; REST answers as scripted, refreshing works.
fn outside(script: &[Scripted]) -> Fake {
    let script: Rc<RefCell<VecDeque<Scripted>>> =
        Rc::new(RefCell::new(script.iter().cloned().collect()));
    let fake = Fake::serving(move |request| {
        let (status, body) = if request.url.contains("/services/oauth2/token") {
            (
                200,
                r#"{"access_token":"access-new","token_type":"Bearer"}"#,
            )
        } else {
            script
                .borrow_mut()
                .pop_front()
                .expect("an answer for each request")?
        };
        let usage = (
            "sforce-limit-info".to_owned(),
            "api-usage=12/15000".to_owned(),
        );
        Ok(HttpResponse {
            status,
            headers: vec![usage],
            body: body.to_owned(),
        })
    });
    let owner = json!({
        "loginHost": "https://login.salesforce.com", "clientId": "key",
        "who": { "displayName": "Riley", "username": "riley@example.com", "userId": "005i0000001A4JvAAK",
            "organizationId": "00Di0000000fHiaEAE", "instanceUrl": "https://acme.my.salesforce.com", "sandbox": false },
    });
    fake.put(
        Area::Session,
        "access",
        json!({ "token": "access-old", "owner": owner }),
    );
    fake.put(
        Area::Local,
        "refresh",
        json!({ "token": "refresh-1", "owner": owner }),
    );
    fake
}

fn org() -> Org {
    Org {
        client_id: "key".to_owned(),
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

/// Whether it went well, and how often REST and the token endpoint were asked.
fn run(script: &[Scripted], write: bool) -> (Result<(), Problem>, usize, usize, Fake) {
    let fake = outside(script);
    let sessions = Sessions::default();
    let org = org();
    let clock = ServerClock::default();
    let (usage, session) = (Cell::default(), RefCell::default());
    let rest = Rest {
        port: &fake,
        sessions: &sessions,
        clock: &clock,
        usage: &usage,
        target: target(&org),
        user: None,
        session: &session,
    };
    let answer = block(async {
        if write {
            rest.write(vec![]).await.map(drop)
        } else {
            rest.query::<Value>(&Query::select(&["Id"], "Lead"))
                .await
                .map(drop)
        }
    });
    let count = |part: &str| {
        let sent = fake.sent.borrow();
        sent.iter()
            .filter(|request| request.url.contains(part))
            .count()
    };
    let (asked, refreshed) = (count("/services/data/"), count("/oauth2/token"));
    (answer, asked, refreshed, fake)
}

#[test]
fn reads_are_repeated_where_that_helps_and_writes_never() {
    // What REST answers, whether it is a write, how it ends, requests, refreshes.
    type Case = (&'static [Scripted], bool, Option<Kind>, usize, usize);
    let cases: &[Case] = &[
        (&[GOOD], false, None, 1, 0),
        (&[DOWN, CUT, GOOD], false, None, 3, 0),
        (&[DOWN, DOWN, DOWN], false, Some(Kind::Unavailable), 3, 0),
        (&[CUT, CUT, CUT], false, Some(Kind::Unreachable), 3, 0),
        (&[LATE, LATE, LATE], false, Some(Kind::TimedOut), 3, 0),
        (&[BUSY, GOOD], false, None, 2, 0),
        (&[OFFLINE], false, Some(Kind::Offline), 1, 0),
        (&[SPENT], false, Some(Kind::AllowanceSpent), 1, 0),
        (&[PAGE], false, Some(Kind::NotJson), 1, 0),
        (&[HALF], false, Some(Kind::BrokenJson), 1, 0),
        (&[EXPIRED, GOOD], false, None, 2, 1),
        (&[EXPIRED, EXPIRED], false, Some(Kind::SessionEnded), 2, 1),
        (&[NOT_FOR_API], false, Some(Kind::SessionNotForApi), 1, 0),
        (&[GOOD], true, None, 1, 0),
        // A 401 was not carried out, so that even a create may follow it.
        (&[EXPIRED, GOOD], true, None, 2, 1),
        (&[CUT], true, Some(Kind::AnswerLost), 1, 0),
        (&[LATE], true, Some(Kind::TimedOut), 1, 0),
        (&[FRONT], true, Some(Kind::AnswerLost), 1, 0),
        // The next sending goes out under the new session.
        (&[MOVED], true, Some(Kind::AnswerLost), 1, 1),
        (&[LOG_IN], true, Some(Kind::AnswerLost), 1, 1),
        (&[TOO_MANY], true, Some(Kind::AnswerLost), 1, 0),
        (&[DOWN], true, Some(Kind::AnswerLost), 1, 0),
        (&[PAGE], true, Some(Kind::AnswerLost), 1, 0),
        (&[HALF], true, Some(Kind::AnswerLost), 1, 0),
        (&[BUSY], true, Some(Kind::Busy), 1, 0),
        (&[SPENT], true, Some(Kind::AllowanceSpent), 1, 0),
        (&[OFFLINE], true, Some(Kind::Offline), 1, 0),
        // What was sent to the old address was not carried out.
        (&[MOVED, GOOD], false, None, 2, 1),
        (&[MOVED, MOVED], false, Some(Kind::OrgMoved), 2, 1),
        (&[WITHHELD], false, Some(Kind::AccessWithheld), 1, 0),
        (&[WITHHELD], true, Some(Kind::AccessWithheld), 1, 0),
        (&[NOT_FOR_API], true, Some(Kind::SessionNotForApi), 1, 0),
    ];
    for (script, write, kind, asked, refreshed) in cases {
        let (answer, requests, refreshes, _) = run(script, *write);
        let case = format!("{script:?} write: {write}");
        let problem = answer.err();
        assert_eq!(
            problem.as_ref().map(|problem| problem.kind),
            *kind,
            "{case}"
        );
        assert_eq!((requests, refreshes), (*asked, *refreshed), "{case}");
        if let Some(problem) = problem {
            let lost = matches!(problem.kind, Kind::AnswerLost | Kind::TimedOut);
            assert_eq!(problem.saved == Saved::Unknown, lost && *write, "{case}");
        }
    }
}

#[test]
fn pauses_grow_and_are_left_to_chance() {
    let (_, _, _, fake) = run(&[DOWN, DOWN, DOWN], false);
    let first = PAUSE.as_secs_f64() * 1000.0;
    let waited = fake.time.get();
    // Half of 1 + 2 pauses at the least, all of them at the most.
    assert!((first * 1.5..=first * 3.0).contains(&waited), "{waited}");
}

#[test]
fn every_request_says_who_asks_and_the_meter_is_kept() {
    let (_, _, _, fake) = run(&[GOOD], false);
    let sent = fake.sent.borrow();
    let request = &sent[0];
    assert!(
        request
            .url
            .starts_with("https://acme.my.salesforce.com/services/data/v68.0/query?q=SELECT")
    );
    let header = |name: &str| {
        request
            .headers
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(header("Sforce-Call-Options"), Some("client=AddToCRM"));
    assert_eq!(header("Authorization"), Some("Bearer access-old"));
    assert_eq!(
        fake.stored(Area::Session, API_USAGE),
        None,
        "nobody waits for the meter"
    );
}

#[test]
fn a_call_is_made_as_its_own_user_or_not_at_all() {
    let who = |user: &str| User {
        display_name: String::new(),
        username: String::new(),
        user_id: user.to_owned(),
        organization_id: "00Di0000000fHiaEAE".to_owned(),
        organization_name: None,
        instance_url: "https://acme.my.salesforce.com".to_owned(),
        sandbox: false,
    };
    for (user, kind) in [
        ("005i0000001A4JvAAK", None),
        ("005i0000009ZZZZAAK", Some(Kind::UserChanged)),
    ] {
        let fake = outside(&[GOOD]);
        let (sessions, clock) = (Sessions::default(), ServerClock::default());
        let (usage, session) = (Cell::default(), RefCell::default());
        let (org, user) = (org(), who(user));
        let rest = Rest {
            port: &fake,
            sessions: &sessions,
            clock: &clock,
            usage: &usage,
            target: target(&org),
            user: Some(&user),
            session: &session,
        };
        let answer = block(rest.write(vec![]));
        assert_eq!(answer.err().map(|problem| problem.kind), kind);
        assert_eq!(fake.sent.borrow().len(), usize::from(kind.is_none()));
    }
}

/// Whatever answers in Salesforce's place has a clock of its own.
#[test]
fn the_time_is_taken_from_salesforces_own_answers_alone() {
    const PAGE: &str = "<!doctype html><title>Proxy</title>";
    const LIMIT: Option<&str> = Some("api-usage=12/15000");
    const VERSIONS: &str = r#"[{"version":"68.0"}]"#;
    let noon = 1_795_521_600_000.0;
    for (asks, status, limit, body, known) in [
        (false, 200, LIMIT, r#"{"records": []}"#, Some(noon)),
        (
            false,
            400,
            LIMIT,
            r#"[{"errorCode":"INVALID_FIELD"}]"#,
            Some(noon),
        ),
        (false, 200, None, PAGE, None),
        (false, 403, None, PAGE, None),
        (true, 200, None, VERSIONS, Some(noon)),
        (true, 200, None, PAGE, None),
        (true, 302, None, "", None),
        (true, 503, None, "{}", None),
    ] {
        let fake = Fake::serving(move |_| {
            let limit = limit.map(|limit| ("sforce-limit-info".to_owned(), limit.to_owned()));
            let date = "Tue, 24 Nov 2026 12:00:00 GMT".to_owned();
            Ok(HttpResponse {
                status,
                headers: limit
                    .into_iter()
                    .chain([("date".to_owned(), date)])
                    .collect(),
                body: body.to_owned(),
            })
        });
        let held = outside(&[]);
        *fake.stored.borrow_mut() = held.stored.take();
        let (sessions, clock) = (Sessions::default(), ServerClock::default());
        let (usage, session) = (Cell::default(), RefCell::default());
        let org = org();
        let rest = Rest {
            port: &fake,
            sessions: &sessions,
            clock: &clock,
            usage: &usage,
            target: target(&org),
            user: None,
            session: &session,
        };
        block(async {
            match asks {
                true => {
                    let who = sessions.who(&fake, target(&org)).await.unwrap().unwrap();
                    let answer = rest.server_time(&who).await;
                    assert_eq!(answer.ok(), known, "{status} {body}");
                }
                false => {
                    let query = Query::select(&["Id"], "Lead");
                    let answer = rest.query::<Value>(&query).await;
                    assert_eq!(answer.is_ok(), status == 200 && limit.is_some());
                }
            }
        });
        assert_eq!(clock.now(&fake), known, "{status} {body}");
    }
}
