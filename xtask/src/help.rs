//! The guide and the privacy page: their tables, made of the words that the
//! extension itself shows, and their pages as the extension opens them.

use std::fs;

use add_to_crm::problem::Kind;
use serde_json::{Map, Value};

use crate::run::root;

/// The pages that the settings page links to.
const PAGES: [&str; 2] = ["admin-guide", "privacy"];

/// The folders of `docs/` with these pages in another language, each named as its
/// words are in `extension/_locales`.
const LANGUAGES: [&str; 4] = ["de", "es", "fr", "ja"];

/// A setting: the keys of its label and its hint, its key in a policy with its
/// values, and its value unless it is set.
type Row = [&'static str; 4];

const SALESFORCE: &[Row] = &[
    [
        "sign_in_at",
        "login_host_hint",
        "`salesforce.loginHost`",
        "`https://login.salesforce.com`",
    ],
    [
        "consumer_key",
        "consumer_key_hint",
        "`salesforce.clientId`",
        "",
    ],
    [
        "organization_id",
        "organization_id_hint",
        "`salesforce.organizationId`",
        "",
    ],
];

const SETTINGS: &[Row] = &[
    [
        "lead_creation_label",
        "lead_creation_hint",
        "`leadCreation`: `true`, `false`",
        "`false`",
    ],
    [
        "settings_contact_creation",
        "settings_contact_creation_hint",
        "`contactCreation`: `true`, `false`",
        "`false`",
    ],
    [
        "settings_offer_first",
        "settings_offer_first_hint",
        "`offerFirst`: `\"Lead\"`, `\"Contact\"`",
        "`\"Lead\"`",
    ],
    [
        "settings_updates_fields",
        "settings_updates_hint",
        "`updates`: `{\"Title\": \"offer\", \"Email\": \"empty\", \"Phone\": \"never\", …}`",
        "",
    ],
    ["field_lead_source", "lead_source_hint", "`leadSource`", ""],
    [
        "assignment_rule_label",
        "assignment_rule_hint",
        "`assignmentRule`: `\"none\"`, `\"default\"`, `\"01Q…\"`",
        "`\"none\"`",
    ],
    [
        "duplicates_label",
        "duplicates_hint",
        "`duplicates`: `\"warn\"`, `\"block\"`",
        "`\"warn\"`",
    ],
    [
        "monthly_limit_label",
        "monthly_limit_hint",
        "`monthlyLimit`: 1 – 1000",
        "`1000`",
    ],
    [
        "page_button_label",
        "page_button_hint",
        "`pageButton`: `true`, `false`",
        "`true`",
    ],
    [
        "opens_in",
        "opens_in_hint",
        "`opensIn`: `\"popup\"`, `\"panel\"`",
        "`\"popup\"`",
    ],
    [
        "stay_signed_in_label",
        "stay_signed_in_hint",
        "`staySignedIn`: `true`, `false`",
        "`true`",
    ],
    [
        "keep_history_label",
        "keep_history_hint",
        "`keepHistory`: 1 – 365",
        "`90`",
    ],
    [
        "language_label",
        "language_hint",
        "`language`: `\"en\"`, `\"de\"`, `\"fr\"`, `\"es\"`, `\"pt-BR\"`, `\"it\"`, `\"nl\"`, `\"ja\"`, `\"ar\"`",
        "",
    ],
    [
        "fields_label",
        "fields_hint",
        "`fields`: `{\"Title\": {\"visible\": true, \"editable\": true}, …}`",
        "",
    ],
    [
        "own_fields_label",
        "own_fields_hint",
        "`objects`: `{\"Lead\": {\"link\": \"Profile_Link__c\", \"own\": [ … ]}, …}`",
        "",
    ],
    ["sites_label", "sites_hint", "`sites`", ""],
];

/// Path below the root, and content: docs with their tables made anew, and pages.
pub fn files() -> Result<Vec<(String, String)>, String> {
    let mut files = Vec::new();
    for language in ["en"].into_iter().chain(LANGUAGES) {
        let words = Words::read(language)?;
        let (docs, pages) = match language {
            "en" => ("docs".to_owned(), "static/help".to_owned()),
            other => (format!("docs/{other}"), format!("static/help/{other}")),
        };
        for name in PAGES {
            let source = format!("{docs}/{name}.md");
            let text = fs::read_to_string(root().join(&source))
                .map_err(|error| format!("{source}: {error}"))?;
            let text = with_tables(&text, &words)?;
            files.push((
                format!("{pages}/{name}.html"),
                page(language, &text, &words),
            ));
            files.push((source, text));
        }
    }
    Ok(files)
}

/// A language's messages.
struct Words(Map<String, Value>);

impl Words {
    fn read(language: &str) -> Result<Words, String> {
        let path = root().join(format!("extension/_locales/{language}/messages.json"));
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let words = serde_json::from_str(&text);
        Ok(Words(
            words.map_err(|error| format!("{}: {error}", path.display()))?,
        ))
    }

    fn of(&self, key: &str) -> &str {
        let message = self.0.get(key).and_then(|entry| entry["message"].as_str());
        // tests/words.rs names a key that is missing.
        message.unwrap_or_default()
    }
}

/// Puts the tables between their marks, `<!-- table: name -->` and `<!-- end -->`.
fn with_tables(text: &str, words: &Words) -> Result<String, String> {
    const END: &str = "<!-- end -->";
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!-- table: ") {
        let unended = || format!("a table without {END}");
        let (name, after) = after.split_once(" -->").ok_or_else(unended)?;
        let (_, after) = after.split_once(END).ok_or_else(unended)?;
        let table = match name {
            "salesforce" => settings(SALESFORCE, words),
            "settings" => settings(SETTINGS, words),
            "problems" => problems(words),
            other => return Err(format!("there is no table {other}")),
        };
        made.push_str(&format!("{before}<!-- table: {name} -->\n{table}{END}"));
        rest = after;
    }
    made.push_str(rest);
    Ok(made)
}

fn settings(rows: &[Row], words: &Words) -> String {
    let head = ["help_setting", "help_does", "help_key", "help_default"].map(|key| words.of(key));
    let rows = rows.iter().map(|[label, hint, key, default]| {
        [words.of(label), words.of(hint), *key, *default].map(str::to_owned)
    });
    table(head.map(str::to_owned), rows)
}

fn problems(words: &Words) -> String {
    let head = ["help_happened", "help_next"].map(|key| words.of(key).to_owned());
    let rows = Kind::ALL.iter().map(|kind| {
        let key = kind.key();
        [
            words.of(&key).to_owned(),
            words.of(&format!("{key}_action")).to_owned(),
        ]
    });
    table(head, rows)
}

fn table<const N: usize>(head: [String; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: [String; N]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(head);
    text.push_str(&format!("|{}\n", "---|".repeat(N)));
    text.extend(rows.map(line));
    text
}

/// A page of the docs as the extension shows it. Links lead to the other page
/// or to the web; pictures stay in the repository.
fn page(language: &str, text: &str, words: &Words) -> String {
    use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
    let mut in_picture = false;
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Image { .. }) => {
            in_picture = true;
            None
        }
        Event::End(TagEnd::Image) => {
            in_picture = false;
            None
        }
        _ if in_picture => None,
        // The marks of the tables.
        Event::Html(text) if text.starts_with("<!--") => None,
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = CowStr::from(dest_url.replace(".md", ".html"));
            Some(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }))
        }
        event => Some(event),
    });
    // A heading is found by its words, as on the web.
    let mut body = String::new();
    html::push_html(&mut body, events);
    let mut anchored = String::new();
    for line in body.lines() {
        let words = line
            .strip_prefix("<h2>")
            .and_then(|rest| rest.strip_suffix("</h2>"));
        match words {
            Some(words) => {
                let fits = |c: &char| c.is_alphanumeric() || *c == ' ';
                let name: String = words.to_lowercase().chars().filter(fits).collect();
                let name = name.trim().replace(' ', "-");
                let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
                anchored.push_str(&format!("<h2 id=\"{name}\">{words}</h2>"));
            }
            None => anchored.push_str(line),
        }
        anchored.push('\n');
    }
    // A wide table, and a long line of code, are scrolled by keyboard too.
    let anchored = anchored
        .replace(
            "<table>",
            &format!(
                "<div class=\"table\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table>",
                words.of("help_table")
            ),
        )
        .replace("</table>", "</table></div>")
        .replace("<pre>", "<pre tabindex=\"0\">");
    let title = text
        .lines()
        .find_map(|line| line.strip_prefix("# "))
        .unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Add to CRM: {title}</title>\n<link rel=\"stylesheet\" href=\"/app.css\">\n</head>\n<body class=\"page\">\n<main class=\"help\">\n{anchored}</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_of_the_policy_has_its_row() {
        let rows: String = SALESFORCE
            .iter()
            .chain(SETTINGS)
            .map(|[_, _, key, _]| *key)
            .collect();
        let schema = add_to_crm::policy::schema::schema();
        for key in schema["properties"].as_object().unwrap().keys() {
            let named = |end: char| rows.contains(&format!("`{key}{end}"));
            assert!(named('`') || named('.'), "no row for {key}");
        }
    }

    #[test]
    fn a_page_keeps_text_and_links_and_leaves_out_pictures() {
        let page = page(
            "de",
            "# T\n## 4. Roll out\n![x](images/a.png)\n[Privacy](privacy.md) <b>&\n",
            &Words(Map::new()),
        );
        for part in [
            "<h2 id=\"roll-out\">4. Roll out</h2>",
            "href=\"privacy.html\"",
            "lang=\"de\"",
            "<title>Add to CRM: T</title>",
        ] {
            assert!(page.contains(part), "{page}");
        }
        assert!(!page.contains("<img"), "{page}");
    }
}
