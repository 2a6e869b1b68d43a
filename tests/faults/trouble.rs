//! What goes wrong around a rep: the org, the network, storage, clocks, an admin.

use std::time::Duration;

use add_to_crm::journal::step::SendMethod;
use add_to_crm::port::Area;
use practice_org::state::{Fault, FaultKind, Place};
use serde_json::{Value, json as value};

use crate::day::Day;

/// How late an answer or a commit may be, in seconds. Both together stay below
/// the ten minutes after which Salesforce ends a transaction.
const LATE: [u64; 4] = [5, 45, 90, 280];
/// What goes wrong; some more often than others.
const FAULTS: [FaultKind; 36] = [
    FaultKind::CutBefore,
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::CutAfter,
    FaultKind::CutReused,
    FaultKind::CutMeanwhile,
    FaultKind::Latency,
    FaultKind::Latency,
    FaultKind::LateCommit,
    FaultKind::LateCommit,
    FaultKind::LateCommit,
    FaultKind::Unavailable,
    FaultKind::UnavailableAfter,
    FaultKind::Html,
    FaultKind::HtmlAfter,
    FaultKind::RedirectAfter,
    FaultKind::UnauthorizedAfter,
    FaultKind::BrokenJson,
    FaultKind::Busy,
    FaultKind::Concurrent,
    FaultKind::TooMany,
    FaultKind::RowLocked,
    FaultKind::AllowanceSpent,
    FaultKind::Expired,
    FaultKind::NotForRest,
    FaultKind::ReadOnly,
    FaultKind::NestedRowLock,
    FaultKind::RunsTooLong,
    FaultKind::StorageFull,
    FaultKind::CrossReference,
    FaultKind::FlowFailed,
    FaultKind::TokenBusy,
    FaultKind::TokenRaced,
    FaultKind::IpRestricted,
    FaultKind::LoginHours,
    FaultKind::InvalidAppAccess,
];

impl Day {
    pub fn fault(&mut self) {
        let mut fault = self.chance.among(&FAULTS);
        let repeats = self.world.worker.port().keeps_alive.get();
        if fault == FaultKind::CutMeanwhile && self.plan.way == SendMethod::Guard && repeats {
            fault = FaultKind::CutAfter;
        }
        let times = self.chance.of(3) as u32 + 1;
        let seconds = self.chance.among(&LATE);
        // A write within a composite call, and a request for a token, have paths
        // of their own.
        let path = match fault.place() {
            Place::Request | Place::Reused if self.chance.percent(80) => "/services/data",
            _ => "",
        };
        self.note(("fault", fault, times, seconds, path));
        self.world.org.org.world().faults.push(Fault {
            fault,
            path: path.to_owned(),
            method: None,
            times: Some(times),
            milliseconds: seconds * 1000,
        });
    }

    /// A part in an Opportunity fails by itself, or comes late.
    pub fn role_fault(&mut self) {
        let fault = self
            .chance
            .among(&[FaultKind::RowLocked, FaultKind::LateCommit]);
        let seconds = self.chance.among(&LATE);
        self.note(("fault of the role", fault, seconds));
        self.world.org.org.world().faults.insert(
            0,
            Fault {
                fault,
                path: "/sobjects/OpportunityContactRole".to_owned(),
                method: None,
                times: Some(1),
                milliseconds: seconds * 1000,
            },
        );
    }

    /// The network goes or comes, or storage is full or has room again.
    pub fn around_the_worker(&mut self) {
        let port = self.world.worker.port();
        let area = match self.chance.of(4) {
            0 => Area::Local,
            1 => Area::Session,
            _ => {
                let offline = !port.offline.get();
                port.offline.set(offline);
                return self.note(("offline", offline));
            }
        };
        let mut full = port.memory.full.borrow_mut();
        let was = full.contains(&area);
        match was {
            true => full.retain(|one| *one != area),
            false => full.push(area),
        }
        drop(full);
        self.note(("full", area, !was));
    }

    /// What is under way at Salesforce ends.
    pub async fn idle(&self) {
        while self.world.org.org.world().under_way > 0 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// Time passes for everybody, or this machine's clock is set.
    pub async fn time_passes(&mut self) {
        let seconds = self.chance.among(&[5, 60, 200, 4000]);
        let asleep = self.chance.percent(30);
        let set = self.chance.percent(30);
        self.note(("seconds", seconds, "asleep", asleep, "set", set));
        let milliseconds = seconds as f64 * 1000.0;
        if set {
            let back = if self.chance.percent(50) { -1.0 } else { 1.0 };
            let port = self.world.worker.port();
            port.set_ahead
                .set(port.set_ahead.get() + back * milliseconds);
            return;
        }
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        if asleep {
            // The clock that nobody can set has stood still.
            let port = self.world.worker.port();
            port.gone_on.set(port.gone_on.get() - milliseconds);
        }
    }

    /// An admin deletes a Lead, or merges it into another record.
    pub fn admin(&mut self) {
        let mut all = self.world.leads();
        all.retain(|lead| lead["Id"] != self.kept[1].as_str());
        if all.is_empty() {
            return;
        }
        let mut lead = all[self.chance.of(all.len() as u64) as usize].clone();
        let merged = self.chance.percent(50);
        let mut org = self.world.org.org.world();
        let lead_id = lead["Id"].as_str().unwrap().to_owned();
        if merged {
            let Value::Object(master) = value!({ "LastName": "Master", "Company": "Engines" })
            else {
                unreachable!()
            };
            let master = org.insert(1, "Lead", master, 1);
            lead.insert("MasterRecordId".to_owned(), value!(master));
            org.put(0, "Lead", lead);
        }
        org.delete(0, "Lead", &lead_id);
        drop(org);
        self.note(("an admin deletes", lead_id, "merges", merged));
    }

    pub fn tokens(&self, revoked: bool) {
        let mut org = self.world.org.org.world();
        org.access.values_mut().for_each(|token| token.live = false);
        if revoked {
            org.refresh
                .values_mut()
                .for_each(|token| token.live = false);
        }
    }
}
