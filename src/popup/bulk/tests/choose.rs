//! Who is chosen, what a row lacks, and what all of them share.

use super::*;

#[test]
fn rows_ticked_on_the_page_are_ticked_and_only_the_new_ones_count() {
    let mut app = at_list(three());
    // Until the answer is there nothing is created.
    assert!(!list(&app).may_create(&app.shell));
    let near: &[(&str, MatchReason)] = &[("00Q000000000009EAA", MatchReason::NameAndCompany)];
    let far: &[(&str, MatchReason)] = &[("00Q000000000008EAA", MatchReason::SimilarName)];
    found(
        &mut app,
        &[
            ("s:1", Some("00Q000000000001EAA"), &[]),
            ("s:2", None, far),
            ("s:3", None, near),
        ],
    );
    let standings: Vec<bool> = list(&app).rows.iter().map(Row::may_be_chosen).collect();
    assert_eq!(standings, [false, true, false]);
    assert!(matches!(list(&app).rows[0].standing(), Standing::Known(_)));
    assert!(matches!(
        list(&app).rows[2].standing(),
        Standing::Perhaps(_, 1)
    ));
    assert_eq!((list(&app).count_new(), list(&app).chosen()), (1, 0));
    send(&mut app, Msg::TickAll(true));
    assert_eq!(list(&app).chosen(), 1);
    // Nobody is ticked who may not be.
    send(&mut app, Msg::Tick("s:1".to_owned(), true));
    let made = orders(&send(&mut app, Msg::Create));
    assert_eq!(keys(&made), ["s:2"]);
    assert_eq!(made[0].asked, 1000.0);
    // Twice at once is once.
    assert_eq!(send(&mut app, Msg::Create), []);
}

#[test]
fn a_row_that_lacks_something_is_filled_in_where_it_stands() {
    let mut nameless = of("2", "Bo", "", true);
    nameless.person.last_name = None;
    nameless.person.jobs.clear();
    let mut app = at_list(vec![of("1", "Ada", "Byron", false), nameless]);
    found(&mut app, &[("s:1", None, &[]), ("s:2", None, &[])]);
    assert_eq!(list(&app).rows[1].standing(), Standing::Lacks);
    assert_eq!(list(&app).rows[1].fields(), ["LastName", "Company"]);
    assert_eq!(list(&app).chosen(), 0);
    for (field, text) in [("LastName", "Berg"), ("Company", "Looms")] {
        let typed = Msg::Type("s:2".to_owned(), field.to_owned(), text.to_owned());
        let kept = send(&mut app, typed);
        assert!(matches!(kept[0], Command::KeepDraft(..)));
    }
    // The inputs stay where they are while the rep types.
    assert_eq!(list(&app).rows[1].fields(), ["LastName", "Company"]);
    let made = orders(&send(&mut app, Msg::Create));
    assert_eq!(keys(&made), ["s:2"]);
    assert_eq!(made[0].fields["LastName"], "Berg");
    assert_eq!(made[0].fields["Company"], "Looms");
    // Asked for under another name: it is asked again.
    assert_eq!(made[0].asked, 0.0);
}

#[test]
fn the_same_person_twice_on_a_page_is_created_once() {
    let mut again = of("4", "ada", "BYRON ", true);
    again.person.jobs[0].company = Known::certain("engines", Source::Row);
    let people = vec![
        of("1", "Ada", "Byron", true),
        of("1", "Ada", "Byron", true),
        again,
    ];
    let mut app = at_list(people);
    found(&mut app, &[("s:1", None, &[]), ("s:4", None, &[])]);
    assert_eq!(list(&app).rows.len(), 2);
    assert_eq!(list(&app).rows[1].standing(), Standing::Twice);
    assert_eq!(keys(&orders(&send(&mut app, Msg::Create))), ["s:1"]);
}

#[test]
fn what_all_share_is_filled_in_once_and_a_row_may_differ() {
    let industry = json!({ "name": "Industry", "label": "Industry", "type": "string", "length": 40,
        "createable": true, "nillable": false, "defaultedOnCreate": false });
    let mut app = at_list_of(three(), &[industry], opened(None));
    found(&mut app, &[("s:1", None, &[]), ("s:3", None, &[])]);
    // A row does not lack what all of them share.
    assert_eq!(list(&app).chosen(), 2);
    let fields = list(&app).shared_form().unwrap().fields;
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["Industry"]);
    assert_eq!(
        send(&mut app, Msg::Create),
        [Command::Focus(Focus::Invalid)]
    );
    let typed =
        |text: &str| person::Msg::Form(form::Msg::Type("Industry".to_owned(), text.to_owned()));
    shared(&mut app, typed("Energy"));
    // One of them in their own card.
    app.update(AppMsg::Choose(2));
    app.update(AppMsg::Person("s:3".to_owned(), typed("Mining")));
    app.update(AppMsg::BackToList);
    let made = orders(&send(&mut app, Msg::Create));
    let of = |at: usize| made[at].fields["Industry"].as_str().unwrap();
    assert_eq!((of(0), of(1)), ("Energy", "Mining"));
}

#[test]
fn who_may_be_somebody_known_is_looked_at_one_by_one() {
    let mut app = at_list(three());
    let near: &[(&str, MatchReason)] = &[("00Q000000000009EAA", MatchReason::Name)];
    found(&mut app, &[("s:1", None, near), ("s:3", None, &[])]);
    assert_eq!(list(&app).chosen(), 1);
    app.update(AppMsg::Choose(0));
    let card = app.person.as_mut().unwrap();
    card.matches.acknowledged = vec!["00Q000000000009EAA".to_owned()];
    app.update(AppMsg::BackToList);
    assert_eq!(list(&app).rows[0].standing(), Standing::New);
    let made = orders(&send(&mut app, Msg::Create));
    assert_eq!(keys(&made), ["s:1", "s:3"]);
    assert_eq!(made[0].acknowledged, ["00Q000000000009EAA"]);
}

#[test]
fn the_months_room_and_the_orgs_requests_are_told_before_the_start() {
    let month = |used: u32| Opened {
        month: Month {
            used,
            limit: 10,
            next: 0,
        },
        allowance: Some(ApiUsage {
            used: 990,
            allowed: 1000,
            at: 0.0,
        }),
        ..opened(None)
    };
    for (used, may) in [(8, true), (9, false), (10, false)] {
        let mut app = at_list_of(three(), &[], month(used));
        found(&mut app, &[("s:1", None, &[]), ("s:3", None, &[])]);
        assert_eq!(list(&app).may_create(&app.shell), may, "{used}");
        assert_eq!(app.shell.scarce_requests(2), Some(10));
        assert_eq!(app.shell.scarce_requests(1), None);
        // Fewer are chosen.
        send(&mut app, Msg::Tick("s:3".to_owned(), false));
        assert_eq!(list(&app).may_create(&app.shell), used < 10, "{used}");
    }
}

#[test]
fn what_was_typed_in_an_earlier_popup_is_the_rows() {
    let mut app = at_list(three());
    let mut draft = Draft {
        key: "s:3".to_owned(),
        ..Draft::default()
    };
    draft.type_in("Company", "Mills".to_owned());
    let commands = send(&mut app, Msg::Drafts(vec![draft]));
    assert_eq!(commands, []);
    found(&mut app, &[("s:3", None, &[])]);
    let made = orders(&send(&mut app, Msg::Create));
    let company = made.iter().find(|order| order.key == "s:3").unwrap();
    assert_eq!(company.fields["Company"], "Mills");
}

/// What a row is, which box it has, and whether "Select all new" takes it.
#[test]
fn the_selection_is_what_the_table_says() {
    use MatchReason::*;
    let twice = Stage::Refused(Problem::new(Kind::DuplicatesFound).records(vec![id(7)]));
    let waits = Stage::Waiting(Waiting {
        why: Kind::AllowanceSpent.into(),
        next: None,
    });
    let nobody: &[(usize, MatchReason)] = &[];
    // In the CRM, near it, what it lacks, how it stands, seen | standing | box
    for (at, (matched, near, lacks, stage, seen, standing, has_box)) in [
        (false, nobody, false, None, false, "new", true),
        (false, nobody, true, None, false, "lacks", false),
        (true, nobody, false, None, false, "known", false),
        (true, nobody, true, None, false, "known", false),
        (true, &[(7, Name)], false, None, false, "known", false),
        (false, &[(7, Link)], false, None, false, "perhaps 1", false),
        (false, &[(7, Email)], false, None, false, "perhaps 1", false),
        (
            false,
            &[(7, NameAndCompany)],
            false,
            None,
            false,
            "perhaps 1",
            false,
        ),
        (false, &[(7, Name)], false, None, false, "perhaps 1", false),
        (
            false,
            &[(7, Name), (8, Email)],
            false,
            None,
            false,
            "perhaps 2",
            false,
        ),
        (false, &[(7, Name)], true, None, false, "perhaps 1", false),
        (false, &[(7, SimilarName)], false, None, false, "new", true),
        (
            false,
            &[(7, SimilarName)],
            true,
            None,
            false,
            "lacks",
            false,
        ),
        // The rep has looked at it.
        (false, &[(7, Name)], false, None, true, "new", true),
        (
            false,
            &[(7, Name), (8, Email)],
            false,
            None,
            true,
            "perhaps 1",
            false,
        ),
        (false, &[(7, Name)], true, None, true, "lacks", false),
        // It was asked for.
        (
            false,
            nobody,
            false,
            Some(Stage::Queued),
            false,
            "asked for",
            false,
        ),
        (
            false,
            nobody,
            false,
            Some(Stage::Sending),
            false,
            "asked for",
            false,
        ),
        (
            false,
            nobody,
            false,
            Some(Stage::Created(created())),
            false,
            "asked for",
            false,
        ),
        (false, nobody, false, Some(waits), false, "asked for", false),
        (
            false,
            nobody,
            false,
            Some(Stage::Refused(Kind::BadEmail.into())),
            false,
            "new",
            true,
        ),
        (
            false,
            nobody,
            true,
            Some(Stage::Refused(Kind::BadEmail.into())),
            false,
            "lacks",
            false,
        ),
        (
            false,
            nobody,
            false,
            Some(twice.clone()),
            false,
            "asked for",
            false,
        ),
        (false, nobody, false, Some(twice), true, "new", true),
        (
            false,
            nobody,
            false,
            Some(Stage::NotSent),
            false,
            "new",
            true,
        ),
        (
            true,
            nobody,
            false,
            Some(Stage::NotSent),
            false,
            "known",
            false,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut person = of("1", "Ada", "Byron", true);
        if lacks {
            person.person.jobs.clear();
        }
        let mut app = at_list(vec![person, of("2", "Bo", "Berg", false)]);
        let matched = matched.then(|| record(&id(9), MatchReason::Matched));
        let near = near.iter().map(|(at, why)| record(&id(*at), *why));
        let one = MatchResult {
            key: "s:1".to_owned(),
            matched,
            candidates: near.collect(),
            ..MatchResult::default()
        };
        let results = MatchResults {
            at: 1000,
            people: vec![one],
            ..MatchResults::default()
        };
        send(&mut app, Msg::Matches(Ok(results)));
        if let Some(stage) = stage {
            send(&mut app, Msg::Told(Ok(vec![told("s:1", stage)])));
        }
        if seen {
            app.update(AppMsg::Choose(0));
            app.person.as_mut().unwrap().matches.acknowledged = vec![id(7)];
            app.update(AppMsg::BackToList);
        }
        let is = match list(&app).rows[0].standing() {
            Standing::AskedFor(_) => "asked for".to_owned(),
            Standing::Known(_) => "known".to_owned(),
            Standing::Twice => "twice".to_owned(),
            Standing::Perhaps(_, many) => format!("perhaps {many}"),
            Standing::Lacks => "lacks".to_owned(),
            Standing::New => "new".to_owned(),
        };
        assert_eq!(is, standing, "{at}");
        // Its tick on the page counts where it has a box, and no other is made.
        assert_eq!(list(&app).chosen(), usize::from(has_box), "{at}");
        send(&mut app, Msg::TickAll(true));
        assert_eq!(list(&app).chosen(), 1 + usize::from(has_box), "{at}");
        send(&mut app, Msg::TickAll(false));
        assert_eq!(list(&app).chosen(), 0, "{at}");
    }
}

fn id(at: usize) -> String {
    format!("00Q{at:012}AAA")
}
