//! The steps of an entry where no key tells: by Salesforce's time, and with the
//! rep's decision about what is not found.

use super::{Action, StepContext, look_first, under_way};
use crate::journal::{Attempt, Entry, State, Waiting};
use crate::problem::{Kind, Problem};

/// From the time on since which it may stand there: `server` is the time at
/// Salesforce, which is asked for where it is not given. What was turned away is
/// found by the guard itself where it has the same names, and is looked for
/// otherwise.
pub(super) fn send(entry: &mut Entry, server: Option<f64>, context: &StepContext) -> Vec<Action> {
    let again = |before: &Attempt| {
        before.key.is_none() && before.is_known_as(&Attempt::of(entry, None, before.at))
    };
    let at = match &entry.turned_away {
        Some(before) if again(before) => Some(before.at),
        Some(_) => return look_first(entry, Kind::SendingStopped.into(), context),
        None => server,
    };
    let Some(at) = at else {
        entry.sent = None;
        entry.state = State::Waiting(Waiting {
            why: Kind::SendingStopped.into(),
            next: Some(context.now),
        });
        return vec![Action::AskTime];
    };
    entry.turned_away = None;
    entry.sent = Some(Attempt::of(entry, None, at));
    entry.state = under_way(context.now);
    vec![Action::Send]
}

/// The org takes no keys, and has done nothing.
pub(super) fn no_keys(entry: &mut Entry, context: &StepContext) -> Vec<Action> {
    let mut actions = vec![Action::RememberGuard];
    match &mut entry.sent {
        // An earlier sending may be there: no key tells.
        Some(sent) if sent.unclear => {
            entry.state = under_way(context.now);
            actions.push(Action::Look);
        }
        _ => actions.extend(send(entry, None, context)),
    }
    actions
}

/// No record is surely the one that was sent; these were created since. Once
/// nothing can come any more, the rep decides. `server`: the time at Salesforce.
pub(super) fn not_found(
    entry: &mut Entry,
    since: Vec<String>,
    server: Option<f64>,
    context: &StepContext,
) -> Vec<Action> {
    let clock = |sent: &Attempt| match sent.key {
        Some(_) => Some(context.now),
        None => server,
    };
    let settled = entry
        .sent
        .as_ref()
        .is_some_and(|sent| clock(sent).is_some_and(|now| sent.settled(now)));
    let problem = match settled {
        true => Problem::new(Kind::NotThere).records(since),
        false => Kind::AnswerLost.into(),
    };
    entry.wait(problem, context.now);
    Vec::new()
}
