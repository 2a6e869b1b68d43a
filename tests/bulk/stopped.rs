//! What stops a batch, or slows it down, and what becomes of the rows that are left.

use add_to_crm::journal::batch::{self, Stage};
use add_to_crm::journal::id;
use add_to_crm::message::{CreateMany, ResumeBatch, SignOut, StopBatch};
use add_to_crm::policy::SETTINGS;
use add_to_crm::port::{Area, Clock as _};
use add_to_crm::problem::Kind;
use add_to_crm::worker::Trigger;
use practice_org::state::FaultKind;
use serde_json::json as value;

use crate::native::RILEY;
use crate::{RECORDS, numbers, order, orders, signed_in, sorted};

#[tokio::test]
async fn what_the_month_has_no_room_for_is_not_begun() {
    let (world, who) = signed_in().await;
    let port = world.worker.port();
    let mut settings = port.memory.stored(Area::Local, SETTINGS).unwrap();
    settings["monthlyLimit"] = value!(4);
    port.memory.put(Area::Local, SETTINGS, settings.clone());
    let problem = world.create_many(orders(&world, 5)).await.unwrap_err();
    assert_eq!(problem.kind, Kind::MonthlyLimit);
    assert_eq!(world.calls().len(), 0);
    assert_eq!(world.stored(&batch::key(&who)), None);
    world.create_many(orders(&world, 4)).await.unwrap();
    assert_eq!(world.leads().len(), 4);
    // A limit that an admin lowers meanwhile holds what is left.
    settings["monthlyLimit"] = value!(10);
    port.memory.put(Area::Local, SETTINGS, settings.clone());
    let more = (10..16).map(|at| order(&world, at)).collect();
    world.ask::<()>(CreateMany { orders: more }).await.unwrap();
    settings["monthlyLimit"] = value!(6);
    port.memory.put(Area::Local, SETTINGS, settings);
    world.worker.run_batch(None).await.unwrap();
    assert_eq!(world.leads().len(), 6);
    assert_eq!(world.stages().await, "ccwwww");
}

#[tokio::test]
async fn a_refusal_of_the_whole_org_stops_the_rest_and_keeps_it() {
    let (world, _) = signed_in().await;
    world.org.org.world().used = 15_000 - 9;
    world.create_many(orders(&world, 25)).await.unwrap();
    let made = world.leads().len();
    assert_eq!(made, 9);
    // Of three under way two more may have been told the same.
    let sent = world.creates();
    assert!((10..=12).contains(&sent), "{sent}");
    assert_eq!(
        world.stages().await,
        format!("{}{}", "c".repeat(9), "w".repeat(16))
    );
    for told in &world.told().await[9..] {
        let Stage::Waiting(waiting) = &told.stage else {
            panic!("{told:?}");
        };
        assert_eq!(waiting.why.kind, Kind::AllowanceSpent);
        assert!(waiting.next.is_some());
    }
    assert_eq!(world.worker.port().memory.badge.borrow().0, 16);
    // Nothing happens before its time; then the rest goes out, after one question.
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.creates(), sent);
    world.org.org.world().used = 0;
    world.due();
    world.worker.port().set_ahead.set(3_700_000.0);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.stages().await, "c".repeat(25));
    assert_eq!(sorted(world.last_names()), sorted(numbers(0..25)));
    assert_eq!(world.worker.port().memory.badge.borrow().0, 0);
}

/// Access and session are the whole org's refusals too: those under way are told so,
/// and nothing more is sent.
#[tokio::test]
async fn without_access_or_a_session_the_rest_is_kept_at_once() {
    for session in [true, false] {
        let (world, _) = signed_in().await;
        world.create_many(orders(&world, 3)).await.unwrap();
        if session {
            let mut org = world.org.org.world();
            let org = &mut *org;
            let all = org.access.values_mut().chain(org.refresh.values_mut());
            all.for_each(|token| token.live = false);
        } else {
            world.org.org.world().shape.no_create = true;
        }
        let before = world.creates();
        world.create_many(orders(&world, 25)).await.unwrap();
        assert!(world.creates() - before <= 3);
        assert_eq!(world.leads().len(), 3);
        if session {
            // Nobody is signed in: they are their user's, and nobody else reads them.
            assert_eq!(world.told().await, []);
            world.sign_in().await.unwrap();
        }
        let stages = world.stages().await;
        let (done, rest) = stages.split_at(3);
        assert_eq!(done, "ccc");
        let sent = rest.trim_end_matches('w');
        // What was sent without access was refused, for the rep to see.
        assert!(
            sent.chars().all(|stage| stage == 'r') && sent.len() <= 3,
            "{stages}"
        );
        assert_eq!(sent.is_empty(), session, "{stages}");
        world.org.org.world().shape.no_create = false;
        world.ask::<()>(ResumeBatch {}).await.unwrap();
        world.worker.run_batch(None).await.unwrap();
        let refused = sent.len();
        let expected = format!("ccc{}{}", "r".repeat(refused), "c".repeat(22 - refused));
        assert_eq!(world.stages().await, expected);
        // Asked for again, none is there twice.
        world.create_many(orders(&world, 25)).await.unwrap();
        assert_eq!(sorted(world.last_names()), sorted(numbers(0..25)));
    }
}

/// Three that are under way take three of the allowance, though none is answered.
#[tokio::test]
async fn the_last_requests_of_the_day_are_not_given_out_twice() {
    let (world, _) = signed_in().await;
    world.org.org.world().used = 15_000 - 2;
    world.fault(FaultKind::HoldAfter, RECORDS);
    let answer = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count == 3).await.unwrap();
        world.mend();
    };
    let (sent, ()) = tokio::join!(world.create_many(orders(&world, 3)), answer);
    sent.unwrap();
    assert_eq!(world.leads().len(), 2);
    let stages = world.stages().await;
    assert_eq!(stages.matches('w').count(), 1, "{stages}");
}

#[tokio::test]
async fn a_sign_out_in_the_middle_keeps_the_rest_for_its_user() {
    let (world, _) = signed_in().await;
    world.fault(FaultKind::HoldBefore, RECORDS);
    let leave = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count == 3).await.unwrap();
        world.ask::<()>(SignOut {}).await.unwrap();
        world.mend();
    };
    let (sent, ()) = tokio::join!(world.create_many(orders(&world, 10)), leave);
    sent.unwrap();
    assert_eq!(world.told().await, []);
    let made = world.leads().len();
    assert!(made <= 3, "{made}");
    world.sign_in().await.unwrap();
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.stages().await, "c".repeat(10));
    assert_eq!(sorted(world.last_names()), sorted(numbers(0..10)));
}

#[tokio::test]
async fn a_worker_that_was_stopped_carries_on_in_order() {
    for keys in [true, false] {
        let (world, _) = signed_in().await;
        world.org.org.world().shape.no_idempotency = !keys;
        // An org without keys is known to be one.
        world.create_many(vec![order(&world, 0)]).await.unwrap();
        let path = if keys { RECORDS } else { "/composite" };
        world.fault(FaultKind::HoldAfter, path);
        let stop = async {
            let mut held = world.org.org.world().held.subscribe();
            held.wait_for(|held| held.count > 0).await.unwrap();
        };
        let rows = orders(&world, 9).split_off(1);
        tokio::select! {
            biased;
            () = stop => {}
            _ = world.create_many(rows) => panic!("nothing was held"),
        }
        world.mend();
        let world = world.restart(RILEY);
        // What was under way has its end before it is looked for.
        world.later(1);
        world.worker.retry_due(Trigger::Time).await.unwrap();
        assert_eq!(world.stages().await, "cccccccc", "{keys}");
        assert_eq!(sorted(world.last_names()), sorted(numbers(0..9)), "{keys}");
    }
}

#[tokio::test]
async fn what_is_stopped_is_the_reps_again_and_not_kept() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::HoldBefore, RECORDS);
    let stop = async {
        let mut held = world.org.org.world().held.subscribe();
        held.wait_for(|held| held.count == 3).await.unwrap();
        world.ask::<()>(StopBatch {}).await.unwrap();
        assert_eq!(world.stages().await, "sss----");
        world.mend();
    };
    let (sent, ()) = tokio::join!(world.create_many(orders(&world, 7)), stop);
    sent.unwrap();
    assert_eq!(world.stages().await, "ccc----");
    assert_eq!(world.leads().len(), 3);
    assert_eq!(world.stored(&id(&who, "s:3")), None);
    assert_eq!(world.worker.port().memory.badge.borrow().0, 0);
    // They can be asked for again.
    world.create_many(orders(&world, 7)).await.unwrap();
    assert_eq!(world.stages().await, "ccccccc");
    assert_eq!(world.leads().len(), 7);
}

#[tokio::test]
async fn it_goes_slower_when_salesforce_is_busy_and_stops_when_it_stays_so() {
    for fault in [FaultKind::Busy, FaultKind::TooMany, FaultKind::Concurrent] {
        let (world, _) = signed_in().await;
        world.fault_times(fault, RECORDS, 1);
        world.create_many(orders(&world, 10)).await.unwrap();
        let stages = world.stages().await;
        // A long pause stops it at once; a short one is waited for.
        assert!(stages.contains('w'), "{fault:?} {stages}");
        assert!(world.creates() <= 10, "{fault:?}");
        world.due();
        world.worker.retry_due(Trigger::Time).await.unwrap();
        assert_eq!(world.stages().await, "c".repeat(10), "{fault:?}");
        // It stays busy.
        let (world, _) = signed_in().await;
        world.fault(fault, RECORDS);
        world.create_many(orders(&world, 10)).await.unwrap();
        assert_eq!(world.stages().await, "w".repeat(10), "{fault:?}");
        assert!(world.creates() <= 5, "{fault:?} {}", world.creates());
        world.mend();
        world.ask::<()>(ResumeBatch {}).await.unwrap();
        world.worker.run_batch(None).await.unwrap();
        assert_eq!(world.stages().await, "c".repeat(10), "{fault:?}");
        assert_eq!(world.leads().len(), 10);
    }
}

#[tokio::test]
async fn a_network_that_is_cut_in_the_middle_loses_and_doubles_nothing() {
    let (world, _) = signed_in().await;
    world.fault_times(FaultKind::CutAfter, RECORDS, 2);
    world.fault_times(FaultKind::CutBefore, RECORDS, 1);
    world.create_many(orders(&world, 9)).await.unwrap();
    let stages = world.stages().await;
    assert!(stages.contains('w'), "{stages}");
    world.due();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.stages().await, "ccccccccc");
    assert_eq!(sorted(world.last_names()), sorted(numbers(0..9)));
    // Without a network nothing is tried at all.
    let calls = world.calls().len();
    world.worker.port().offline.set(true);
    let more = (10..20).map(|at| order(&world, at)).collect();
    world.create_many(more).await.unwrap();
    assert_eq!(world.calls().len(), calls);
    assert_eq!(world.stages().await, "w".repeat(10));
    // Back, it does not carry the first requests yet.
    world.worker.port().offline.set(false);
    world.fault_times(FaultKind::CutBefore, RECORDS, 3);
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.stages().await, "c".repeat(10));
    assert_eq!(world.last_names().len(), 19);
}

#[tokio::test]
async fn a_worker_that_was_stopped_before_the_first_row_is_woken() {
    let (world, _) = signed_in().await;
    let orders = orders(&world, 3);
    world.ask::<()>(CreateMany { orders }).await.unwrap();
    let port = world.worker.port();
    let wake = port.memory.wake.get().unwrap();
    assert!((0.0..=60_000.0).contains(&(wake - port.now())), "{wake}");
    let world = world.restart(RILEY);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.stages().await, "ccc");
}

#[tokio::test]
async fn rows_that_were_never_sent_do_not_say_that_an_answer_was_lost() {
    let (world, _) = signed_in().await;
    world.fault(FaultKind::CutAfter, RECORDS);
    world.create_many(orders(&world, 8)).await.unwrap();
    let kinds: Vec<Kind> = world
        .told()
        .await
        .into_iter()
        .map(|told| match told.stage {
            Stage::Waiting(waiting) => waiting.why.kind,
            stage => panic!("{stage:?}"),
        })
        .collect();
    let sent = world.creates();
    assert!((3..=5).contains(&sent), "{sent}");
    assert_eq!(kinds[..sent], vec![Kind::AnswerLost; sent]);
    assert_eq!(kinds[sent..], vec![Kind::Unreachable; 8 - sent]);
}
