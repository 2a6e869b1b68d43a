//! Texts that are too long.

/// The text cut at the last word that fits; `None` if it fits whole. Lengths
/// are UTF-16 units, as in Salesforce's own count and a text box's.
pub fn cut_at_word(text: &str, max: usize) -> Option<String> {
    if text.encode_utf16().count() <= max {
        return None;
    }
    let mut units = 0;
    let end = text
        .char_indices()
        .find(|(_, character)| {
            units += character.len_utf16();
            units > max
        })
        .map_or(text.len(), |(index, _)| index);
    let head = &text[..end];
    let whole = match head.rfind(char::is_whitespace) {
        Some(space) if !text[end..].starts_with(char::is_whitespace) => &head[..space],
        _ => head,
    };
    let kept = if whole.trim().is_empty() { head } else { whole };
    Some(kept.trim_end().to_owned())
}
