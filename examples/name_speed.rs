//! How long a name takes, in microseconds: `cargo run --release --example
//! name_speed`. The goal is 50 on a developer's machine.

use std::io::Write;
use std::time::Instant;

use add_to_crm::person::name::frequencies::Frequencies;
use add_to_crm::person::{Person, Source, name};

const NAMES: &str = include_str!("../tests/meaning/names.tsv");
const TABLE: &[u8] = include_bytes!("../extension/names/names.bin");
const ROUNDS: u32 = 50;

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    let table = Frequencies::new(TABLE.to_vec());
    let loading = start.elapsed();
    let rows = NAMES.lines().filter(|line| !line.starts_with("# "));
    let names: Vec<&str> = rows.filter_map(|line| line.split('\t').nth(2)).collect();
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for name in &names {
            let mut person = Person::default();
            name::read(name, Source::TopCard, &table, &mut person);
            std::hint::black_box(person);
        }
    }
    let each = start.elapsed() / ROUNDS / u32::try_from(names.len()).unwrap_or(u32::MAX).max(1);
    writeln!(
        std::io::stdout(),
        "{} names, {each:?} each; the table, {loading:?} once",
        names.len()
    )
}
