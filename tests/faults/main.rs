//! Whatever breaks: nothing lost, nothing twice.
//!
//! A run is a random day of a rep. They create Leads and Contacts one by one and
//! lists of them at once, click twice, correct, stop a list, give up, add a
//! Contact's part in an Opportunity that was not saved, and bring records up to
//! date that colleagues change meanwhile (`day`, `list`, `update`). Things break:
//! cuts before, after and while a record is saved, and a browser that sends again
//! by itself; fronts that answer in Salesforce's place; late commits, errors, slow
//! answers, expired and rotated tokens, full storage; flows that give the Lead
//! away or change its name and company, private sharing, records that an admin
//! deletes or merges; a worker that is stopped at any point where it waits, a
//! browser that is started anew, clocks that are set, a network that comes and
//! goes (`trouble`). Then all is mended, time passes, and the org must hold every
//! record that the rep was told is created, each exactly once; every other one is
//! in the journal with its reason; what a colleague wrote stands (`judge`).
//!
//! A day is the same each time it is lived: there is no network between client
//! and org, and time is the runtime's own, which goes on only while everybody
//! waits. `FAULT_RUNS` and `FAULT_SEED` set how many runs and the first one's
//! seed; `cargo xtask faults` sets both.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail here")]

#[path = "../native/mod.rs"]
mod native;

mod chance;
mod day;
mod judge;
mod list;
mod sum;
mod trouble;
mod update;

use add_to_crm::journal::step::SendMethod;
use day::{Bug, Day, Plan};
use judge::{Of, What, Wrong};
use native::{RILEY, World};
use sum::Sum;

/// One run: the world, what went wrong, and the diary for whoever looks into it.
async fn run(world: World, plan: Plan, sum: &mut Sum) -> (World, Option<Wrong>, String) {
    let mut day = Day::new(world, plan).await;
    let steps = 6 + day.chance.of(12);
    for _ in 0..steps {
        // On the heap: what is awaited here is large without optimisation.
        day = Box::pin(day.step()).await;
    }
    Box::pin(day.mend()).await;
    let wrong = day.verdict().err();
    sum.add(&day, wrong.as_ref());
    (day.world, wrong, day.diary)
}

fn plan(seed: u64, way: SendMethod, bug: Bug) -> Plan {
    let plain = seed.is_multiple_of(3);
    Plan {
        seed,
        way,
        bug,
        plain,
    }
}

fn number(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().unwrap())
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_and_nothing_is_there_twice() {
    let (runs, first) = (number("FAULT_RUNS", 200), number("FAULT_SEED", 1));
    println!("{runs} runs by each way from seed {first}");
    let mut world = World::direct(RILEY).await;
    let (mut stories, mut sums) = (Vec::new(), Vec::new());
    for way in [SendMethod::Key, SendMethod::Guard] {
        let mut sum = Sum::default();
        for seed in first..first + runs {
            let (wrong, diary);
            (world, wrong, diary) = run(world, plan(seed, way, Bug::None), &mut sum).await;
            stories.extend(wrong.map(|wrong| format!("{way:?}, seed {seed}: {wrong}\n{diary}")));
        }
        println!("{way:?}: {runs} runs, {sum}");
        sums.push((way, sum));
    }
    assert!(stories.is_empty(), "{}", stories.join("\n"));
    for (way, sum) in sums.iter().filter(|_| runs >= 200) {
        sum.assert_that_everything_happened(*way);
    }
}

#[tokio::test(start_paused = true)]
async fn a_day_is_the_same_each_time_it_is_lived() {
    let mut world = World::direct(RILEY).await;
    for way in [SendMethod::Key, SendMethod::Guard] {
        for seed in 1..=40 {
            let mut twice = Vec::new();
            for _ in 0..2 {
                let diary;
                let plan = plan(seed, way, Bug::None);
                (world, _, diary) = run(world, plan, &mut Sum::default()).await;
                let log = format!("{:?}", world.org.org.world().log);
                twice.push((diary, log));
            }
            assert_eq!(twice[0], twice[1], "{way:?}, seed {seed}");
        }
    }
}

/// Each of these is found out by each kind of thing that it can harm.
#[tokio::test(start_paused = true)]
async fn what_is_wrong_on_purpose_is_found_out() {
    let mut world = World::direct(RILEY).await;
    use Of::{Contact, Lead, Record, Role, Row};
    use What::{Overwritten, Twice};
    for (way, bug, what, harmed) in [
        (
            SendMethod::Key,
            Bug::Forgetful,
            Twice,
            &[Lead, Row, Contact][..],
        ),
        (SendMethod::Key, Bug::Keyless, Twice, &[Lead, Row, Contact]),
        (
            SendMethod::Guard,
            Bug::Forgetful,
            Twice,
            &[Lead, Row, Contact, Role],
        ),
        (SendMethod::Key, Bug::Heedless, Overwritten, &[Record]),
    ] {
        let mut missing = harmed.to_vec();
        for seed in 1..=1500 {
            let wrong;
            (world, wrong, _) = run(world, plan(seed, way, bug), &mut Sum::default()).await;
            if let Some(wrong) = wrong.filter(|wrong| wrong.what == what) {
                missing.retain(|of| *of != wrong.of);
            }
            if missing.is_empty() {
                break;
            }
        }
        assert!(
            missing.is_empty(),
            "{way:?} {bug:?}: no {missing:?} {what:?}"
        );
    }
}
