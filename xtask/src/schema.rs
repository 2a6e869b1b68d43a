//! The files that are made from others: the policy's schema from the Rust
//! settings, the manifest from its template, the help pages from `docs/`. They are kept in the repository, so
//! that `trunk build` needs nothing but itself; a test holds them to what they
//! are made of.

use std::fs;

use crate::Done;
use crate::manifest::{Package, manifest};
use crate::run::{root, say};

/// The pages that the settings page links to.
const PAGES: [(&str, &str); 2] = [("admin-guide", "Admin guide"), ("privacy", "Privacy")];

/// Path below the root, and content.
fn files() -> Result<Vec<(String, String)>, String> {
    let schema = add_to_crm::policy::rollout::pretty(&add_to_crm::policy::schema::schema());
    let mut files = vec![
        ("extension/managed_schema.json".to_owned(), schema),
        (
            "extension/manifest.json".to_owned(),
            manifest(Package::Unpacked)?,
        ),
    ];
    for (name, title) in PAGES {
        let source = root().join(format!("docs/{name}.md"));
        let text = fs::read_to_string(&source)
            .map_err(|error| format!("{}: {error}", source.display()))?;
        files.push((format!("static/help/{name}.html"), page(title, &text)));
    }
    Ok(files)
}

/// Writes them.
pub fn schema() -> Done {
    for (path, content) in files()? {
        let full = root().join(&path);
        if let Some(folder) = full.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{path}: {error}"))?;
        }
        fs::write(&full, content).map_err(|error| format!("{path}: {error}"))?;
        say(&path);
    }
    Ok(())
}

/// A page of the docs as the extension shows it. Links lead to the other page
/// or to the web; pictures stay in the repository.
fn page(title: &str, text: &str) -> String {
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
            "<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>",
        )
        .replace("</table>", "</table></div>")
        .replace("<pre>", "<pre tabindex=\"0\">");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Add to CRM: {title}</title>\n<link rel=\"stylesheet\" href=\"/app.css\">\n</head>\n<body class=\"page\">\n<main class=\"help\">\n{anchored}</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_what_they_are_made_of() {
        for (path, content) in files().unwrap() {
            let kept = fs::read_to_string(root().join(&path)).unwrap_or_default();
            assert!(kept == content, "{path} is old: run cargo xtask schema");
        }
    }

    #[test]
    fn a_page_keeps_text_and_links_and_leaves_out_pictures() {
        let page = page(
            "T",
            "## 4. Roll out\n![x](images/a.png)\n[Privacy](privacy.md) <b>&\n",
        );
        for part in [
            "<h2 id=\"roll-out\">4. Roll out</h2>",
            "href=\"privacy.html\"",
        ] {
            assert!(page.contains(part), "{page}");
        }
        assert!(!page.contains("<img"), "{page}");
    }
}
