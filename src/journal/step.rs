//! The life of an entry: what has happened to it, how it stands then, and what is
//! to be done next. Pure; the worker saves the entry after each step, and only
//! then does what the step asks for.

use super::guard::SETTLED_MS;
use super::{Attempt, Created, Entry, Retry, State, Waiting, after};
use crate::problem::{Kind, Problem};

mod guard;

/// A create that the org is too busy for is sent this many times while the rep
/// waits, and one without an answer twice.
const BUSY_SENDINGS: u32 = 3;
const UNCLEAR_SENDINGS: u32 = 2;

/// Who wants a Lead to be sent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initiator {
    /// The rep, who looks on.
    Rep,
    /// The journal.
    Background,
}

/// How a Lead is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendMethod {
    /// With a key by which Salesforce tells a repeated request: what is unclear
    /// is sent again.
    Key,
    /// Without one, behind a query for a Lead that is the same: what is unclear
    /// is looked for, and the rep decides about what is not found.
    Guard,
}

/// What a step is taken with.
#[derive(Clone, Debug)]
pub struct StepContext {
    /// Milliseconds since 1970 by this machine.
    pub now: f64,
    /// Who waits.
    pub by: Initiator,
    /// How the org takes Leads.
    pub way: SendMethod,
    /// A key that no request has had.
    pub key: String,
    /// How often it has been sent in this go.
    pub sendings: u32,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// It is its turn.
    Begin {
        /// The rep has seen what was created since, and wants it sent again.
        decided: bool,
    },
    /// The time at Salesforce, in milliseconds since 1970; asked for by
    /// [`SendMethod::Guard`] alone.
    Time(f64),
    /// It is in Salesforce.
    Created(Created),
    /// This request has certainly left nothing behind.
    NotSaved(Problem),
    /// Whether it is in Salesforce is not known.
    Unclear(Problem),
    /// The org takes no keys, and has done nothing.
    NoKeys,
    /// Salesforce has worked on it, and shows nothing that came of it.
    OutOfSight,
    /// No Lead is surely this one; these were created since. With the time at
    /// Salesforce, as far as it is known, for what was sent without a key.
    NotFound(Vec<String>, Option<f64>),
    /// It cannot go on now; nothing was sent.
    Parked(Problem),
    /// The rep does not want it any more.
    GiveUp,
    /// The rep has seen how it ended.
    Shown,
}

/// What is to be done once the entry is saved.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Send it, as [`Entry::sent`] has it.
    Send,
    /// Wait a moment before that.
    Pause,
    /// Look for what was sent, or for what was turned away, as [`Entry::sent`] or
    /// [`Entry::turned_away`] has it.
    Look,
    /// Ask what time it is at Salesforce.
    AskTime,
    /// Remember that the org takes no keys.
    RememberGuard,
    /// The profile is matched to the Lead, and the month has one more.
    Count(Created),
    /// The describe may be out of date: the org is asked.
    AskDescribe,
}

impl Action {
    /// Something is under way after it, of which another event tells.
    pub fn goes_on(&self) -> bool {
        matches!(self, Action::Send | Action::Look | Action::AskTime)
    }
}

/// The entry after an event, and what is to be done then.
pub fn step(mut entry: Entry, event: Event, context: &StepContext) -> (Entry, Vec<Action>) {
    let actions = match event {
        Event::Begin { decided } => begin(&mut entry, decided, context),
        Event::Time(at) => guard::send(&mut entry, Some(at), context),
        Event::Created(created) => {
            entry.sent = None;
            entry.turned_away = None;
            entry.unseen = false;
            entry.state = State::Created(created.clone());
            vec![Action::Count(created)]
        }
        Event::NotSaved(problem) => not_saved(&mut entry, problem, context),
        Event::Unclear(problem) => unclear(&mut entry, problem, context),
        Event::NoKeys => guard::no_keys(&mut entry, context),
        Event::OutOfSight => {
            if let Some(sent) = &mut entry.sent {
                sent.unclear = true;
            }
            vec![Action::Look]
        }
        Event::NotFound(since, at) => match entry.sent {
            Some(_) => guard::not_found(&mut entry, since, at, context),
            None => nothing_came(&mut entry, context),
        },
        Event::Parked(problem) => {
            entry.wait(problem, context.now);
            Vec::new()
        }
        Event::GiveUp => {
            if !matches!(entry.state, State::Created(_)) {
                entry.state = State::GivenUp;
                entry.unseen = false;
            }
            Vec::new()
        }
        Event::Shown => {
            entry.unseen = false;
            Vec::new()
        }
    };
    (entry, actions)
}

fn begin(entry: &mut Entry, decided: bool, context: &StepContext) -> Vec<Action> {
    entry.unseen = false;
    entry.tries = match context.by {
        Initiator::Rep => 1,
        Initiator::Background => entry.tries + 1,
    };
    let not_there = entry.why().is_some_and(|why| why.kind == Kind::NotThere);
    if decided && not_there {
        entry.sent = None;
    }
    let Some(sent) = &mut entry.sent else {
        return send(entry, context);
    };
    // Whoever sent it was stopped, or has had no answer.
    sent.unclear = true;
    let next = match sent.may_repeat(context.now) {
        true => Action::Send,
        false => Action::Look,
    };
    entry.state = under_way(context.now);
    vec![next]
}

/// For the first time, or after a request that Salesforce has refused.
fn send(entry: &mut Entry, context: &StepContext) -> Vec<Action> {
    if context.way == SendMethod::Guard {
        return guard::send(entry, None, context);
    }
    let (key, at) = match &entry.turned_away {
        None => (context.key.clone(), context.now),
        // Its key is of its object.
        Some(before) if before.object == entry.object && before.may_repeat(context.now) => {
            (before.key.clone().unwrap_or_default(), before.at)
        }
        Some(_) => return look_first(entry, Kind::SendingStopped.into(), context),
    };
    entry.turned_away = None;
    entry.sent = Some(Attempt::of(entry, Some(key), at));
    entry.state = under_way(context.now);
    vec![Action::Send]
}

/// What was turned away may have come all the same: it is looked for, before it is
/// sent again, and before somebody who stands in its way is told to be another one.
fn look_first(entry: &mut Entry, why: Problem, context: &StepContext) -> Vec<Action> {
    entry.state = State::Waiting(Waiting {
        why,
        next: Some(context.now),
    });
    vec![Action::Look]
}

/// What was turned away has left nothing behind.
fn nothing_came(entry: &mut Entry, context: &StepContext) -> Vec<Action> {
    entry.turned_away = None;
    let refusal = entry.why().filter(|why| stands_in_the_way(why)).cloned();
    match refusal {
        Some(problem) => refused(entry, problem, context),
        None => send(entry, context),
    }
}

/// Whether a refusal names records that are there already: one of them may be what
/// is to be created.
fn stands_in_the_way(problem: &Problem) -> bool {
    use Kind::{DuplicatesForbidden, DuplicatesFound, ValueTaken};
    let named = problem.more().is_some_and(|more| !more.records.is_empty());
    named
        && matches!(
            problem.kind,
            DuplicatesFound | DuplicatesForbidden | ValueTaken
        )
}

fn not_saved(entry: &mut Entry, problem: Problem, context: &StepContext) -> Vec<Action> {
    let earlier = entry.sent.as_ref().filter(|sent| sent.unclear);
    match earlier.map(|sent| tells(problem.kind, sent, context.now)) {
        None | Some(Tells::NotThere) => {}
        Some(Tells::Nothing) => {
            entry.wait(problem, context.now);
            return Vec::new();
        }
        Some(Tells::Later(then)) => {
            entry.wait(problem, context.now);
            if let State::Sent(waiting) = &mut entry.state {
                waiting.next.get_or_insert(then);
            }
            return Vec::new();
        }
        Some(Tells::LookFirst) => {
            entry.state = under_way(context.now);
            return vec![Action::Look];
        }
    }
    if let Some(sent) = entry.sent.take() {
        // To the key of a refused record the old answer would be given. Without a
        // key the network may have sent it twice, and the first one stand there.
        let at_the_door = matches!(tells(problem.kind, &sent, context.now), Tells::Nothing);
        let may_have_come = at_the_door || sent.key.is_none() && stands_in_the_way(&problem);
        entry.turned_away = Some(sent).filter(|_| may_have_come);
    }
    if entry.turned_away.is_some() && stands_in_the_way(&problem) {
        return look_first(entry, problem, context);
    }
    let busy = matches!(problem.kind, Kind::Busy | Kind::RowLocked);
    if busy && context.by == Initiator::Rep && context.sendings < BUSY_SENDINGS {
        let mut actions = send(entry, context);
        actions.insert(0, Action::Pause);
        return actions;
    }
    refused(entry, problem, context)
}

/// It is not in Salesforce, and is kept as it is.
fn refused(entry: &mut Entry, problem: Problem, context: &StepContext) -> Vec<Action> {
    let doubts_the_form = problem.kind.doubts_the_form();
    if after(problem.kind, entry.tries) == Retry::Never {
        entry.unseen = context.by == Initiator::Background;
        entry.state = State::Refused(problem);
    } else {
        entry.wait(problem, context.now);
    }
    doubts_the_form
        .then_some(Action::AskDescribe)
        .into_iter()
        .collect()
}

fn unclear(entry: &mut Entry, problem: Problem, context: &StepContext) -> Vec<Action> {
    let late = problem.kind == Kind::TimedOut;
    let Some(sent) = &mut entry.sent else {
        return Vec::new();
    };
    sent.unclear = true;
    let repeat = sent.may_repeat(context.now) && !late && context.by == Initiator::Rep;
    if repeat && context.sendings < UNCLEAR_SENDINGS {
        entry.state = under_way(context.now);
        return vec![Action::Pause, Action::Send];
    }
    entry.wait(problem.under(Kind::AnswerLost), context.now);
    Vec::new()
}

/// Sent, until its answer is there.
fn under_way(now: f64) -> State {
    State::Sent(Waiting {
        why: Problem::new(Kind::AnswerLost).maybe_saved(),
        next: Some(now),
    })
}

/// What a refused repeat tells of the first sending.
enum Tells {
    /// It is not there: Salesforce has worked on the record itself, and did not
    /// take it.
    NotThere,
    /// Nothing: it was refused at the door.
    Nothing,
    /// More from this time on, if it is still refused.
    Later(f64),
    /// The refusal may be the door's, and come again for as long as the key lasts:
    /// it is looked for.
    LookFirst,
}

fn tells(kind: Kind, sent: &Attempt, now: f64) -> Tells {
    use Kind::*;
    let later = Tells::Later(sent.at + SETTLED_MS);
    match kind {
        RequiredMissing | TooLong | BadChoice | BadCountry | BadEmail | BadValue
        | ValidationRule | FieldNotWritable | UnknownField | NoReferenceAccess
        | DuplicatesFound | DuplicatesForbidden | ValueTaken => Tells::NotThere,
        // The first one itself may stand in the way as long as it is under way.
        // After that a key would only bring the same refusal again.
        RowLocked | SaveStopped | Refused | OrgStorageFull if sent.settled(now) => Tells::NotThere,
        RowLocked | SaveStopped | Refused | OrgStorageFull => later,
        // Of the record, or of the org, for a time or for good.
        kind if kind == ReadOnly || after(kind, 1) == Retry::Never => match sent.settled(now) {
            true => Tells::LookFirst,
            false => later,
        },
        _ => Tells::Nothing,
    }
}

#[cfg(test)]
mod tests;
