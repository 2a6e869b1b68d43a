//! The part of the popup's state that finds a record for a lookup field.

use super::{Effect, Event, State};
use crate::field::Input;
use crate::message::LookupHit;
use crate::problem::Answer;
use crate::problem::{Next, Problem};

/// Texts shorter than this find too much to ask for.
const SHORTEST: usize = 2;

/// The search box that is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lookup {
    /// API name of the field.
    pub field: String,
    /// What is looked for.
    pub text: String,
    /// How far it is.
    pub hits: Hits,
    /// The hit that the arrow keys have reached.
    pub active: usize,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Hits {
    /// The text is too short to look for.
    #[default]
    Short,
    /// The org is being asked.
    Asking,
    /// At most ten records.
    Found(Vec<LookupHit>),
    /// It could not be asked.
    Failed(Problem),
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum LookupEvent {
    /// The rep typed in a search box: field and text.
    Typed(String, String),
    /// The rep has not typed for a moment.
    Due(String, String),
    /// The answer to that text.
    Hits(String, String, Answer<Vec<LookupHit>>),
    /// An arrow key: down or up.
    Move(bool),
    /// A hit was chosen; `None`: the one that the arrow keys have reached.
    Pick(Option<usize>),
    /// The box was left.
    Close,
}

impl State {
    pub(super) fn take_lookup(&mut self, event: LookupEvent) -> Vec<Effect> {
        match event {
            LookupEvent::Typed(field, text) => {
                self.draft.look_up(&field, "", &text);
                let long = text.trim().chars().count() >= SHORTEST;
                self.lookup = Some(Lookup {
                    field: field.clone(),
                    text: text.clone(),
                    hits: if long { Hits::Asking } else { Hits::Short },
                    active: 0,
                });
                let mut effects = vec![Effect::KeepDraft(self.draft.clone())];
                if long {
                    effects.push(Effect::Soon(LookupEvent::Due(field, text)));
                }
                effects
            }
            LookupEvent::Due(field, text) => {
                let objects = self.objects(&field);
                match self.looking_for(&field, &text) {
                    Some(_) => vec![Effect::Find {
                        field,
                        objects,
                        text,
                    }],
                    None => Vec::new(),
                }
            }
            LookupEvent::Hits(field, text, answer) => {
                let Some(lookup) = self.looking_for(&field, &text) else {
                    return Vec::new();
                };
                match answer {
                    Ok(hits) => lookup.hits = Hits::Found(hits),
                    Err(problem) if problem.next() == Next::SignIn => return self.fail(problem),
                    Err(problem) => lookup.hits = Hits::Failed(problem),
                }
                Vec::new()
            }
            LookupEvent::Move(down) => {
                if let Some(lookup) = &mut self.lookup
                    && let Hits::Found(hits) = &lookup.hits
                    && !hits.is_empty()
                {
                    let step = if down { 1 } else { hits.len() - 1 };
                    lookup.active = (lookup.active + step) % hits.len();
                }
                Vec::new()
            }
            LookupEvent::Pick(at) => {
                let Some(lookup) = self.lookup.take() else {
                    return Vec::new();
                };
                let Hits::Found(hits) = &lookup.hits else {
                    return Vec::new();
                };
                let Some(hit) = hits.get(at.unwrap_or(lookup.active)) else {
                    return Vec::new();
                };
                self.draft.look_up(&lookup.field, &hit.id, &hit.name);
                vec![Effect::KeepDraft(self.draft.clone())]
            }
            LookupEvent::Close => {
                self.lookup = None;
                Vec::new()
            }
        }
    }

    /// The open box, if it still holds this text.
    fn looking_for(&mut self, field: &str, text: &str) -> Option<&mut Lookup> {
        self.lookup
            .as_mut()
            .filter(|lookup| lookup.field == field && lookup.text == text)
    }

    fn objects(&self, name: &str) -> Vec<String> {
        let fields = self.form.iter().flat_map(|form| &form.fields);
        let field = fields.into_iter().find(|field| field.name == name);
        match field.map(|field| &field.input) {
            Some(Input::Lookup { objects }) => objects.clone(),
            _ => Vec::new(),
        }
    }
}

impl From<LookupEvent> for Event {
    fn from(event: LookupEvent) -> Self {
        Event::Lookup(event)
    }
}

#[cfg(test)]
mod tests;
