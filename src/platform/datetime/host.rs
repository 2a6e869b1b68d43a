//! On the host, whose zone is UTC.

/// A local date and time (`2026-11-23T14:30`) as UTC; `None` for a text that is
/// none.
pub fn utc(local: &str) -> Option<String> {
    let (day, time) = local.split_once('T')?;
    let digits = |text: &str, parts: usize, mark: char| {
        text.split(mark).count() == parts
            && text
                .split(mark)
                .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    (digits(day, 3, '-') && digits(time, 2, ':')).then(|| format!("{day}T{time}:00.000Z"))
}
