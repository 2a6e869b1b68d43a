//! Texts that come with a web page's markup where plain text is meant.

/// Elements that Salesforce's messages have been seen with.
const ELEMENTS: &[&str] = &[
    "a", "b", "br", "code", "div", "em", "font", "h1", "h2", "h3", "hr", "i", "li", "ol", "p",
    "pre", "span", "strong", "table", "td", "tr", "u", "ul",
];

/// Elements that begin a line of their own.
const LINES: &[&str] = &["br", "div", "hr", "li", "p", "tr"];

/// The text without tags and with its entities decoded, once. What is no tag of
/// a known element (`a < b`) stays as it is.
pub fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some((element, length)) => {
                let opens_line = LINES.contains(&element.as_str());
                if opens_line && !kept.is_empty() && !kept.ends_with('\n') {
                    kept.push('\n');
                }
                rest = &rest[length..];
            }
            None => {
                kept.push('<');
                rest = &rest[1..];
            }
        }
    }
    kept.push_str(rest);
    decode(&kept)
}

/// The element and the length of the tag that the text begins with.
fn tag(text: &str) -> Option<(String, usize)> {
    let end = text.find('>')?;
    let inside = text[1..end].trim_start_matches('/').trim_end_matches('/');
    let (name, attributes) = match inside.find(char::is_whitespace) {
        Some(at) => inside.split_at(at),
        None => (inside, ""),
    };
    let name = name.to_ascii_lowercase();
    let attributes = attributes.trim();
    let fits = attributes.is_empty() || attributes.contains('=');
    (fits && ELEMENTS.contains(&name.as_str())).then_some((name, end + 1))
}

/// Decodes the entities of HTML that stand for one character; others stay.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 10);
        match end.and_then(|end| Some((entity(&rest[1..end])?, end + 1))) {
            Some((characters, length)) => {
                decoded.extend(characters);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(name: &str) -> Option<Vec<char>> {
    one(name).map(|one| vec![one]).or_else(|| accented(name))
}

/// A letter and its mark: `uuml`.
fn accented(name: &str) -> Option<Vec<char>> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let mark = match &name[1..] {
        "grave" => '\u{300}',
        "acute" => '\u{301}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "uml" => '\u{308}',
        "ring" => '\u{30a}',
        "caron" => '\u{30c}',
        "cedil" => '\u{327}',
        _ => return None,
    };
    Some(vec![letter, mark])
}

fn one(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|character| !character.is_control());
    }
    Some(match name {
        "quot" => '"',
        "apos" => '\'',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "ndash" => '\u{2013}',
        "mdash" => '\u{2014}',
        "lsquo" => '\u{2018}',
        "rsquo" => '\u{2019}',
        "ldquo" => '\u{201c}',
        "rdquo" => '\u{201d}',
        "hellip" => '\u{2026}',
        "bdquo" => '\u{201e}',
        "laquo" => '\u{ab}',
        "raquo" => '\u{bb}',
        "szlig" => '\u{df}',
        "oslash" => '\u{f8}',
        "Oslash" => '\u{d8}',
        "aelig" => '\u{e6}',
        "AElig" => '\u{c6}',
        "euro" => '\u{20ac}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_the_text_that_a_browser_would_show() {
        for (text, expected) in [
            (
                "Set &quot;Region&quot; before &quot;Country&quot; &amp; save.",
                "Set \"Region\" before \"Country\" & save.",
            ),
            (
                "It failed. <b>An unhandled fault</b><br/>Error ID: 1-2 (-7)",
                "It failed. An unhandled fault\nError ID: 1-2 (-7)",
            ),
            ("a < b &&  c > d", "a < b &&  c > d"),
            ("x<b and c>y", "x<b and c>y"),
            (
                "<a href=\"/x\">Case</a> &#39;1&#x27; &nbsp;.",
                "Case '1'  .",
            ),
            (
                "&lt;b&gt; &amp;lt; &unknown; &#0; &",
                "<b> &lt; &unknown; &#0; &",
            ),
            (
                "Gr&ouml;&szlig;e &Aring;&eacute; &laquo;&euro;&raquo; &euml &1uml;",
                "Gro\u{308}\u{df}e A\u{30a}e\u{301} \u{ab}\u{20ac}\u{bb} &euml &1uml;",
            ),
            ("<p>One</p><p>Two</p>", "One\nTwo\n"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
