//! Reading a table and counting how it fares.

/// The rows of a table: columns parted by tabs, `\u{…}` for what no editor shows.
pub fn rows(table: &str) -> Vec<Vec<String>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| line.split('\t').map(unescaped).collect())
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

/// How a table fared.
#[derive(Default)]
pub struct Score {
    right: usize,
    open: usize,
    wrong: Vec<String>,
}

impl Score {
    /// Counts a case that is expected to be `sure` or open.
    pub fn add(&mut self, case: &str, sure: bool, is_sure: bool, same: bool, got: &str) {
        match (sure, is_sure, same) {
            (true, true, true) => self.right += 1,
            (false, false, true) => self.open += 1,
            (true, false, _) => self.wrong.push(format!("left open: {case}: {got}")),
            _ => self.wrong.push(format!("{case}: {got}")),
        }
    }

    pub fn close(self, what: &str, least: usize) {
        let Score { right, open, wrong } = self;
        let line = format!(
            "{what}: {right} right, {open} left open, {} wrong\n",
            wrong.len()
        );
        say(&line);
        assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
        assert!(
            right + open >= least,
            "{what}: a table of {least} cases at least"
        );
    }
}

/// Straight to the terminal: `println!` is shown for failures alone.
#[cfg(not(target_arch = "wasm32"))]
fn say(line: &str) {
    use std::io::Write;
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

#[cfg(target_arch = "wasm32")]
fn say(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}
