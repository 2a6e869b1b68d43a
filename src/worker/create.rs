//! Creating a record, once: an entry of the journal is taken through its life.

use serde_json::Value;

use super::badge::WATCHDOG_MS;
use super::guard::look;
use super::journal::month::count_key;
use super::journal::{Also, Hold, Read, Writer};
use super::send::send;
use super::{Context, Handle};
use crate::journal::step::{Action, Event, Initiator, SendMethod, StepContext};
use crate::journal::{self, Attempt, Created, Entry, Outcome, Pending, State};
use crate::json;
use crate::matching::match_key;
use crate::message::Create;
use crate::policy::{AssignmentRule, Duplicates};
use crate::port::Ports;
use crate::problem::{Answer, Detail, Kind, Problem};
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::text::calendar::Month;
use crate::text::encoding::uuid;

/// Local storage: that an org takes no keys, and since when that is known, in
/// milliseconds since 1970.
const NO_KEYS: &str = "noKeys:";
/// After this time it is asked again: orgs are upgraded. Milliseconds.
const NO_KEYS_FOR_MS: f64 = 30.0 * 86_400_000.0;

/// One entry on its way, and what is needed for that.
pub(super) struct Job<'a, P> {
    /// The request.
    pub(super) cx: &'a Context<'a, P>,
    /// Whose record it is.
    pub(super) who: &'a User,
    /// The journal.
    pub(super) writer: Writer<'a, P>,
    /// The entry's key.
    pub(super) id: String,
    way: SendMethod,
    /// The month in which it was begun, by its key, and what was read under it.
    month: (String, u32),
    by: Initiator,
    /// Somebody has set the alarm that wakes a worker which is stopped over it.
    pub(super) watched: bool,
    _hold: Hold,
}

impl<'a, P: Ports> Job<'a, P> {
    /// Waits until nobody else is at work on the entry, and reads it.
    pub(super) async fn start(
        cx: &'a Context<'a, P>,
        who: &'a User,
        id: &str,
        by: Initiator,
    ) -> Answer<(Self, Read)> {
        let no_keys = format!("{NO_KEYS}{}", who.organization_id);
        let count = count_key(who, &Month::of(cx.port().now()));
        let quarantine = journal::quarantine_key(id);
        let keys = [id, &count, &no_keys, &quarantine];
        let hold = cx.worker.journal.hold(id).await;
        let (writer, mut stored) = cx.worker.journal.write(cx.port(), &keys).await?;
        let entry = match writer.entry(id, stored.remove(id)).await? {
            // Somebody else has kept it apart before.
            Read::None if stored.contains_key(&quarantine) => Read::Lost,
            read => read,
        };
        let since = stored.get(&no_keys).and_then(Value::as_f64);
        let used = stored.remove(&count).and_then(json::read).unwrap_or(0);
        let known = since.is_some_and(|at| (0.0..NO_KEYS_FOR_MS).contains(&(cx.port().now() - at)));
        let job = Job {
            cx,
            who,
            writer,
            id: id.to_owned(),
            way: if known {
                SendMethod::Guard
            } else {
                SendMethod::Key
            },
            month: (count, used),
            by,
            watched: false,
            _hold: hold,
        };
        Ok((job, entry))
    }

    /// Holds the user to the month's limit.
    pub(super) fn within_the_month(&mut self) -> Answer<()> {
        let now = self.cx.port().now();
        let limit = self.cx.settings.monthly_limit;
        let (month, used) = &self.month;
        let taken = self.writer.take_place(month, *used, limit);
        taken.map_err(|used| month_is_full(used, now))
    }

    pub(super) fn turn(&self, sendings: u32) -> StepContext {
        let port = self.cx.port();
        StepContext {
            now: port.now(),
            by: self.by,
            way: self.way,
            key: uuid(port.random()),
            sendings,
        }
    }

    /// Takes the entry from event to event until there is nothing left to do
    /// now. A refusal that the rep can see is also the answer.
    pub(super) async fn run(mut self, entry: Entry, first: Event) -> Answer<Outcome> {
        let (entry, asks_describe) = self.go(entry, first).await?;
        // How it stands is noted, and told whatever becomes of the rest.
        let _signalled = self.writer.signal().await;
        let named = entry.why().map_or(&[][..], Problem::about);
        let describes = &self.cx.worker.describes;
        let _asked = describes
            .ask_for(self.cx.port(), entry.object, self.who, named)
            .await;
        if asks_describe {
            // It may be out of date.
            let _asked = describes.get(self.cx, entry.object, true, None).await;
        }
        self.outcome(&entry)
    }

    /// The same without badge, alarm and describe: those are the caller's. Tells
    /// whether the describe may be out of date.
    pub(super) async fn go(&mut self, mut entry: Entry, first: Event) -> Answer<(Entry, bool)> {
        let port = self.cx.port();
        if needs_guard(&entry, &self.cx.settings.assignment_rule) {
            self.way = SendMethod::Guard;
        }
        let journal = &self.cx.worker.journal;
        let mut by_name = None;
        let mut event = first;
        let mut sendings = 0;
        let mut asks_describe = false;
        loop {
            if by_name.is_none() && self.way == SendMethod::Guard {
                by_name = Some(journal.by_name().await);
            }
            let turn = self.turn(sendings);
            let also = match &event {
                Event::Created(created) => self.with_created(&entry, created),
                Event::NoKeys => Also {
                    writes: vec![self.no_keys()],
                    ..Also::default()
                },
                _ => Also::default(),
            };
            let written = self.writer.step(&self.id, entry, event, &turn, also).await;
            let (saved, actions);
            (entry, actions, saved) = written;
            let goes_on = actions.iter().any(Action::goes_on);
            if goes_on || entry.sent.is_none() && !matches!(entry.state, State::Created(_)) {
                // Of what was sent, an earlier note says so too: the next start
                // finds out how it ended.
                saved?;
            }
            if goes_on && !self.watched {
                // A worker that is stopped from here on is woken to carry on.
                port.wake_at(Some(port.now() + WATCHDOG_MS)).await;
                self.watched = true;
            }
            let mut next = None;
            for action in actions {
                match action {
                    Action::Pause => self.cx.rest().pause(1).await,
                    Action::Send => {
                        sendings += 1;
                        next = Some(self.send(&entry).await);
                    }
                    Action::Look => {
                        if by_name.is_none() {
                            by_name = Some(journal.by_name().await);
                        }
                        next = Some(self.look(&entry).await);
                    }
                    Action::AskTime => {
                        self.way = SendMethod::Guard;
                        next = Some(match self.cx.rest().server_time(self.who).await {
                            Ok(at) => Event::Time(at),
                            Err(problem) => Event::NotSaved(problem),
                        });
                    }
                    Action::RememberGuard => self.way = SendMethod::Guard,
                    Action::Count(_) => {}
                    Action::AskDescribe => asks_describe = true,
                }
            }
            match next {
                Some(next) => event = next,
                None => break,
            }
        }
        Ok((entry, asks_describe))
    }

    /// Looks for what was sent, unless the Lead that is found could be one that
    /// is just being made for somebody else.
    async fn look(&self, entry: &Entry) -> Event {
        let Some(sent) = entry.sent.as_ref().or(entry.turned_away.as_ref()) else {
            return Event::NotFound(Vec::new(), None);
        };
        let journal = &self.cx.worker.journal;
        // What was sent is settled by its answer or its key; of what was turned away
        // nobody but its names will tell.
        let open = entry.sent.is_none();
        let double = self.writer.has_double(journal, &self.id, sent, open);
        match double.await {
            Ok(false) => {}
            Ok(true) => return Event::Parked(Kind::AnswerLost.into()),
            Err(problem) => return Event::Parked(problem),
        }
        let why = entry.why().filter(|_| entry.sent.is_none());
        let in_the_way = why.and_then(Problem::more).map(|more| &more.records[..]);
        look(self, sent, in_the_way.unwrap_or_default()).await
    }

    async fn send(&self, entry: &Entry) -> Event {
        match &entry.sent {
            Some(sent) => self.forbidding(send(self, sent).await),
            None => Event::NotSaved(Kind::Internal.into()),
        }
    }

    /// Where the settings forbid duplicates, a warning is a refusal.
    fn forbidding(&self, event: Event) -> Event {
        match event {
            Event::NotSaved(problem)
                if problem.kind == Kind::DuplicatesFound
                    && self.cx.settings.duplicates == Duplicates::Block =>
            {
                Event::NotSaved(problem.under(Kind::DuplicatesForbidden))
            }
            event => event,
        }
    }

    fn outcome(&self, entry: &Entry) -> Answer<Outcome> {
        if let State::Created(created) = &entry.state {
            return Ok(Outcome::Created(created.clone()));
        }
        match (Pending::of(&self.id, entry), entry.why()) {
            (Some(pending), _) => Ok(Outcome::Pending(pending)),
            (None, Some(why)) => Err(why.clone()),
            (None, None) => Err(Kind::Internal.into()),
        }
    }

    /// Its profile is matched to it from now on, and the month has one more.
    fn with_created(&self, entry: &Entry, created: &Created) -> Also {
        let matched = (
            match_key(self.who, &entry.profile),
            json::write(&created.candidate()),
        );
        Also {
            writes: vec![matched],
            month: Some(self.month.clone()),
        }
    }

    fn no_keys(&self) -> (String, Value) {
        let key = format!("{NO_KEYS}{}", self.who.organization_id);
        (key, json::write(&self.cx.port().now()))
    }
}

/// Whether an entry can be sent in no other way: an assignment rule by its id has
/// no place beside a key, and a key is of one record, not of two in one call.
fn needs_guard(entry: &Entry, rule: &AssignmentRule) -> bool {
    let by_id = entry.object == Object::Lead && matches!(rule, AssignmentRule::Rule(_));
    by_id || entry.contact.role.is_some()
}

/// No more records this month.
pub(super) fn month_is_full(used: u32, now: f64) -> Problem {
    Problem::new(Kind::MonthlyLimit).detail(Detail::Month {
        used,
        at: now as i64,
    })
}

/// An entry that is asked for, with what is known of it from before; one that was
/// created stays as it is.
pub(super) fn asked_for(stored: Read, fresh: Entry) -> Entry {
    match stored {
        Read::None => fresh,
        Read::Entry(entry) => match &entry.state {
            State::Created(_) => *entry,
            // What was given up is another object's, and is not looked for.
            State::GivenUp if entry.object != fresh.object => fresh,
            State::GivenUp => Entry {
                sent: entry.sent,
                turned_away: entry.turned_away,
                ..fresh
            },
            // What may be there already is another object's: that is found out
            // first.
            _ if entry.object != fresh.object && entry.sent.is_some() => *entry,
            // The rep may have changed a field since.
            _ => Entry {
                object: fresh.object,
                contact: fresh.contact,
                fields: fresh.fields,
                ..*entry
            },
        },
        // It may have been sent, whenever that was: it is looked for.
        Read::Lost => Entry {
            sent: Some(Attempt::of(&fresh, None, journal::guard::CLOCK_SKEW_MS)),
            ..fresh
        },
    }
}

/// Creates the record, finds the one that an earlier attempt created, or keeps it
/// until it can be created.
impl<P: Ports> Handle<P> for Create {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Outcome> {
        let who = cx.signed_in()?;
        if !cx.settings.creates(self.object) {
            return Err(Kind::NotAllowed.into());
        }
        let id = journal::id(who, &self.key);
        let (mut job, stored) = Job::start(cx, who, &id, Initiator::Rep).await?;
        let fresh = Entry {
            object: self.object,
            contact: self.contact,
            ..Entry::new(&self.key, &who.username, self.fields, cx.port().now())
        };
        let mut entry = asked_for(stored, fresh);
        if let State::Created(created) = entry.state {
            return Ok(Outcome::Created(created));
        }
        if entry.sent.is_none() {
            job.within_the_month()?;
        }
        entry.allow_duplicates =
            self.allow_duplicates && cx.settings.duplicates == Duplicates::Warn;
        entry.acknowledged = self.acknowledged;
        job.run(entry, Event::Begin { decided: false }).await
    }
}
