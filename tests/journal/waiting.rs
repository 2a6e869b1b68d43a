//! What is waited for: the network, the session, the user, the org.

use add_to_crm::journal::{Outcome, State};
use add_to_crm::message::{Open, Opened, Resume, SignOut};
use add_to_crm::port::Clock as _;
use add_to_crm::problem::Kind;
use add_to_crm::worker::Trigger;
use practice_org::state::FaultKind;
use serde_json::json as value;

use crate::native::{RILEY, World};
use crate::{ada, signed_in};

/// What passes by itself, or by an admin's hand, is no end of a Lead, and no
/// reason to forget who is signed in.
#[tokio::test]
async fn what_passes_is_waited_for() {
    use FaultKind::{
        Busy, InvalidAppAccess, IpRestricted, LoginHours, NestedRowLock, ReadOnly, RunsTooLong,
        StorageFull, TokenBusy, TokenRaced,
    };
    // The fault, what it is called, and whether it is tried again of itself.
    for (fault, kind, of_itself) in [
        (ReadOnly, Kind::ReadOnly, true),
        (NestedRowLock, Kind::RowLocked, true),
        (RunsTooLong, Kind::SaveStopped, true),
        (StorageFull, Kind::OrgStorageFull, true),
        (Busy, Kind::AnswerLost, true),
        (TokenBusy, Kind::SessionBusy, true),
        (TokenRaced, Kind::SessionBusy, true),
        (IpRestricted, Kind::LoginRestricted, true),
        (LoginHours, Kind::LoginRestricted, true),
        (InvalidAppAccess, Kind::AppBlocked, false),
    ] {
        for keys in [true, false] {
            let (world, who) = signed_in().await;
            world.org.org.world().shape.no_idempotency = !keys;
            for token in world.org.org.world().access.values_mut() {
                token.live = false;
            }
            // A front that is busy stands before the API.
            world.fault(fault, if fault == Busy { "/services/data/" } else { "" });
            let kept = world.keep("page:1", ada()).await;
            assert_eq!(kept.waiting.why.kind, kind, "{fault:?} {keys}");
            assert_eq!(kept.waiting.next.is_some(), of_itself, "{fault:?} {keys}");
            if let (Busy, Some(next)) = (fault, kept.waiting.next) {
                let pause = next - world.worker.port().now();
                assert!((100_000.0..=120_000.0).contains(&pause), "{pause}");
            }
            let live = |world: &World| {
                let org = world.org.org.world();
                org.refresh.values().filter(|token| token.live).count()
            };
            assert_eq!(live(&world), 1, "{fault:?} {keys}");
            assert!(world.stored("refresh").is_some(), "{fault:?} {keys}");
            world.mend();
            let request = Resume {
                id: kept.id,
                allow_duplicates: false,
            };
            let outcome: Outcome = world.ask(request).await.unwrap();
            let done = matches!(outcome, Outcome::Created(_));
            // Nothing was sent that may have arrived, or its key tells.
            assert!(
                done || !keys && fault == Busy,
                "{fault:?} {keys} {outcome:?}"
            );
            assert_eq!(world.leads().len(), usize::from(done), "{fault:?} {keys}");
            assert_eq!(world.entry(&who).open(), !done, "{fault:?} {keys}");
        }
    }
}

#[tokio::test]
async fn an_org_that_has_not_the_version_yet_is_waited_for() {
    let (world, who) = signed_in().await;
    world.org.org.world().shape.newest_version = Some(60);
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::VersionMissing);
    assert!(kept.waiting.next.is_some());
    world.org.org.world().shape.newest_version = None;
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn without_a_network_the_lead_waits_and_is_finished_by_itself() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    let kept = world.keep("page:1", ada()).await;
    assert_eq!((kept.waiting.why.kind, kept.sent), (Kind::Offline, false));
    assert_eq!(world.badge(), (1, Some(Kind::Offline)));
    assert!(world.worker.port().memory.wake.get().is_some());
    // A new worker, still without a network, then with one.
    let world = world.restart(RILEY);
    world.worker.port().offline.set(true);
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::Offline);
    // Nobody has told the next one, and its time has not come: it looks.
    let world = world.restart(RILEY);
    world.worker.port().offline.set(false);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
    assert_eq!(world.badge().0, 0);
    assert_eq!(world.worker.port().memory.wake.get(), None);
}

#[tokio::test]
async fn what_waits_for_the_network_is_tried_for_its_sake_and_not_all_the_time() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    world.keep("page:1", ada()).await;
    world.worker.port().offline.set(false);
    // A browser starts, and its network changes under the first request.
    world.fault(FaultKind::CutBefore, "/services/data");
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::Unreachable);
    assert!(world.entry(&who).waiting().unwrap().next.is_some());
    let tried = world.calls().len();
    assert!(tried > 0);
    // By the clock alone it waits a minute.
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.calls().len(), tried);
    // The start, the network and a popup: a try after a while, and one more.
    let before = world.worker.port().set_ahead.get();
    let again = || world.worker.retry_due(Trigger::Network);
    let (one, two, three) = tokio::join!(again(), again(), again());
    one.and(two).and(three).unwrap();
    assert_eq!(world.calls().len(), 3 * tried);
    assert!(world.worker.port().set_ahead.get() - before >= 9_000.0);
    world.mend();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_lead_waits_for_its_own_user_and_the_badge_says_why() {
    let (world, who) = signed_in().await;
    world.worker.port().offline.set(true);
    world.keep("page:1", ada()).await;
    world.worker.port().offline.set(false);
    world.ask::<()>(SignOut {}).await.unwrap();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::SignedOut);
    assert_eq!(world.badge(), (1, Some(Kind::SignedOut)));
    let world = world.restart("quinn.queue@cirrus.example.com");
    let other = world.sign_in().await.unwrap();
    assert_ne!(other.user_id, who.user_id);
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(world.entry(&who).why().unwrap().kind, Kind::WaitsForUser);
    let opened: Opened = world
        .ask(Open {
            key: None,
            address: None,
        })
        .await
        .unwrap();
    assert_eq!(opened.open, 0, "it is not theirs");
    let world = world.restart(RILEY);
    world.sign_in().await.unwrap();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_session_that_ends_keeps_the_lead_until_the_next() {
    let (world, who) = signed_in().await;
    {
        let mut org = world.org.org.world();
        org.access.values_mut().for_each(|token| token.live = false);
        org.refresh
            .values_mut()
            .for_each(|token| token.live = false);
    }
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::SessionEnded);
    world.sign_in().await.unwrap();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert!(matches!(world.entry(&who).state, State::Created(_)));
    assert_eq!(world.leads().len(), 1);
}

#[tokio::test]
async fn a_spent_allowance_stops_and_nothing_is_sent_in_the_background() {
    let (world, who) = signed_in().await;
    world.fault(FaultKind::AllowanceSpent, "/ui-api/records");
    let kept = world.keep("page:1", ada()).await;
    assert_eq!(kept.waiting.why.kind, Kind::AllowanceSpent);
    world.mend();
    let calls = world.calls().len();
    world.worker.retry_due(Trigger::Network).await.unwrap();
    assert_eq!(world.calls().len(), calls, "not before its time");
    // 95 % used: the background stays silent, the rep does not.
    world.org.org.world().used = 14_300;
    let second = world.create(
        "page:2",
        value!({ "LastName": "Second", "Company": "Looms" }),
    );
    second.await.unwrap();
    let calls = world.calls().len();
    world.due();
    world.worker.retry_due(Trigger::Time).await.unwrap();
    assert_eq!(
        world.entry(&who).why().unwrap().kind,
        Kind::AllowanceNearlySpent
    );
    assert_eq!(world.calls().len(), calls);
}
