//! What stands in brackets or quotation marks: nicknames, maiden names, the name in
//! another script.

/// Brackets and quotation marks, opening and closing.
pub(super) const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('"', '"'),
    ('\u{201e}', '\u{201c}'),
    ('\u{201e}', '\u{201d}'),
    ('\u{201c}', '\u{201d}'),
    ('\u{201d}', '\u{201d}'),
    ('«', '»'),
    ('»', '«'),
    ('‹', '›'),
    ('（', '）'),
    ('【', '】'),
    ('［', '］'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('<', '>'),
];

/// The text without what stands in brackets or quotation marks, and the first
/// of that.
pub(super) fn without_brackets(text: &str) -> (String, String) {
    let mut kept = text.to_owned();
    let mut beside = String::new();
    for (open, close) in PAIRS {
        while let Some(from) = kept.find(*open) {
            let inside = from + open.len_utf8();
            let Some(to) = kept[inside..].find(*close) else {
                // Never closed: the rest is no name, unless nothing stands before it.
                if kept[..from].trim().is_empty() {
                    kept.replace_range(from..inside, " ");
                } else {
                    kept.truncate(from);
                }
                continue;
            };
            let content = kept[inside..inside + to].trim();
            if beside.is_empty() && *open != '<' {
                content.clone_into(&mut beside);
            }
            kept.replace_range(from..inside + to + close.len_utf8(), " ");
        }
    }
    // 'O. J.'
    if let Some(span) = quoted_words(&kept) {
        kept.replace_range(span, " ");
    }
    // 'Bob' as a nickname: a quotation mark before a word and one behind it.
    let quoted = |word: &&str| word.len() > 2 && word.starts_with('\'') && word.ends_with('\'');
    let words: Vec<&str> = kept.split_whitespace().collect();
    // All of it in quotation marks.
    if words.is_empty() {
        return (beside, String::new());
    }
    if words.iter().all(quoted) {
        return (kept, beside);
    }
    if beside.is_empty()
        && let Some(word) = words.iter().find(|word| quoted(word))
    {
        word.trim_matches('\'').clone_into(&mut beside);
    }
    let left: Vec<&str> = words.into_iter().filter(|word| !quoted(word)).collect();
    (left.join(" "), beside)
}

/// Where several words stand in single quotation marks.
fn quoted_words(text: &str) -> Option<std::ops::Range<usize>> {
    let from = text
        .find(" '")
        .map(|at| at + 1)
        .or(text.starts_with('\'').then_some(0))?;
    let inside = &text[from + 1..];
    let to = inside
        .find("' ")
        .or_else(|| inside.ends_with('\'').then(|| inside.len() - 1))?;
    let words = &inside[..to];
    let named = words.starts_with(char::is_uppercase)
        && words.contains(' ')
        && words.split(' ').count() < 4;
    (named && !words.contains('\'')).then_some(from..from + to + 2)
}
