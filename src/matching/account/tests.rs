use super::*;
use crate::matching::tests::who;
use serde_json::json;

#[test]
fn every_row_of_the_table_has_its_reason() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in include_str!("../accounts.txt").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        rows += 1;
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [company, email, name, website, expected] = parts[..] else {
            panic!("{line}");
        };
        let query = AccountQuery::of(company, email, "");
        let why = match query.reason(&company::core(name), &host(website)) {
            Some(AccountReason::NameAndWebsite) => "name and website",
            Some(AccountReason::Name) => "name",
            Some(AccountReason::Website) => "website",
            Some(AccountReason::SimilarName) => "similar",
            None => "-",
        };
        if why != expected {
            wrong.push(format!("{line}: {why}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 100, "{rows}");
}

fn accounts(query: &AccountQuery, all: &[(&str, &str)]) -> Accounts {
    let records = all.iter().enumerate().map(|(at, (name, website))| {
        json!({ "Id": format!("001{at:015}"), "Name": name, "Website": website })
    });
    query.ranked(&AccountRows::of(records.collect(), LIMIT), &who())
}

#[test]
fn an_account_is_chosen_where_it_alone_fits() {
    let query = AccountQuery::of("Tidewater Tools", "a@tidewater.example.com", "");
    for (all, only) in [
        (vec![("Tidewater Tools AS", "")], Some("Tidewater Tools AS")),
        (
            vec![("Tidewater Tools Norway", ""), ("Tidewater Tools", "")],
            Some("Tidewater Tools"),
        ),
        (
            vec![("Tidewater Tools", ""), ("Tidewater Tools Inc", "")],
            None,
        ),
        (
            vec![("Tidewater Tools", ""), ("Rivet", "tidewater.example.com")],
            None,
        ),
        (vec![("Tidewater Tools Norway", "")], None),
        (vec![("Rivet", "")], None),
        (vec![], None),
    ] {
        let found = accounts(&query, &all);
        let name = found.only().map(|account| account.name.as_str());
        assert_eq!(name, only, "{all:?}");
    }
}

#[test]
fn a_website_that_the_page_shows_counts_before_the_host_of_an_email() {
    for (website, email, site, why) in [
        ("https://www.rivet.example/about", "", "rivet.example", true),
        (
            "https://rivet.example",
            "a@other.example",
            "rivet.example",
            true,
        ),
        ("http://en.rivet.example", "", "https://rivet.example", true),
        // Where anybody has a page it says nothing; the email's host does.
        (
            "https://www.linkedin.com/company/rivet",
            "",
            "linkedin.com",
            false,
        ),
        (
            "https://rivet.wordpress.com",
            "a@rivet.example",
            "rivet.example",
            true,
        ),
        ("", "a@gmail.com", "gmail.com", false),
        ("https://rivet.example", "", "", false),
    ] {
        let query = AccountQuery::of("Something Else", email, website);
        let found = query.reason(&company::core("Rivet Works"), &host(site));
        let expected = why.then_some(AccountReason::Website);
        assert_eq!(found, expected, "{website} {email} {site}");
    }
}

#[test]
fn a_list_asks_for_each_company_once() {
    let of = |company: &str| AccountQuery::of(company, "", "");
    let (one, _) = query(&[of("Fabrikam")]).unwrap();
    let (both, limit) = query(&[of("Fabrikam"), of("FABRIKAM"), of("")]).unwrap();
    let (one, both) = (one.to_string(), both.to_string());
    assert_eq!(limit, LIST_LIMIT);
    assert_eq!(
        one.replace(&LIMIT.to_string(), &LIST_LIMIT.to_string()),
        both
    );
    assert!(query(&[of(""), of("Self-employed")]).is_none());
    // Cut off, none of them is surely the only one.
    let record = json!({ "Id": "001000000000001AAA", "Name": "Fabrikam" });
    for (limit, only) in [(1, false), (2, true)] {
        let found = AccountRows::of(vec![record.clone()], limit);
        let ranked = of("Fabrikam").ranked(&found, &who());
        assert_eq!(ranked.only().is_some(), only, "{limit}");
    }
}

#[test]
fn of_many_the_nearest_ten_are_shown_and_none_is_chosen() {
    let query = AccountQuery::of("Tidewater", "", "");
    let mut all = vec![("Tidewater Tools", ""); 30];
    all.push(("Tidewater", ""));
    let found = accounts(&query, &all);
    assert_eq!(found.near.len(), SHOWN);
    assert_eq!(found.near[0].name, "Tidewater");
    assert!(found.more && found.only().is_none());
}

#[test]
fn the_question_uses_the_index_of_the_name() {
    for (company, email, expected) in [
        ("Tidewater Tools AS", "", Some("Name LIKE 'tid_w_t__%'")),
        ("The Northwind Company", "", Some("Name LIKE 'no")),
        ("", "a@fabrikam.example", Some("Name LIKE 'fa")),
        ("", "somebody@gmail.com", None),
        ("Self-employed", "", None),
        (
            "\u{682a}\u{5f0f}\u{4f1a}\u{793e}\u{677e}\u{5ddd}",
            "",
            Some("LIKE '\u{682a}"),
        ),
        ("", "", None),
    ] {
        let query = query(&[AccountQuery::of(company, email, "")]);
        let text = query.map(|(query, _)| query.to_string());
        match expected {
            Some(part) => assert!(
                text.as_deref().is_some_and(|text| text.contains(part)),
                "{company}: {text:?}"
            ),
            None => assert_eq!(text, None, "{company}"),
        }
    }
}

/// Companies that a rep would take for one, and for two, by tables from public
/// sources: the heads of the files in `tests/meaning` name them.
#[test]
fn the_same_company_in_public_cases_is_proposed_and_another_is_not() {
    let (mut same, mut open, mut different) = (0, Vec::new(), 0);
    for table in [
        include_str!("../../../tests/meaning/public/companies.tsv"),
        include_str!("../../../tests/meaning/unseen/companies.tsv"),
        include_str!("../../../tests/meaning/kinds/companies.tsv"),
    ] {
        for line in table.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            let [expected, company, name] = parts[..] else {
                continue;
            };
            let why = AccountQuery::of(company, "", "").reason(&company::core(name), "");
            let fits = why.is_some_and(AccountReason::fits);
            match expected {
                "same" if fits => same += 1,
                "same" => open.push(line),
                _ => {
                    assert!(!fits, "{line}");
                    different += 1;
                }
            }
        }
    }
    println!("{same} same, {different} different, open: {open:#?}");
    assert!(same >= 250 && different >= 150, "{same} {different}");
    assert!(open.len() <= 20, "{open:#?}");
}
