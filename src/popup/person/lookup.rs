//! Finding a record for a lookup field.

use super::super::command::{Command, keep};
use super::super::shell::Shell;
use super::{Msg as PersonMsg, PersonScreen};
use crate::field::Input;
use crate::message::{Find, LookupHit};
use crate::problem::{Answer, Next, Problem};

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
    Loaded(Vec<LookupHit>),
    /// It could not be asked.
    Failed(Problem),
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The rep typed in a search box: field and text.
    Type(String, String),
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

impl PersonScreen {
    pub(super) fn update_lookup(&mut self, msg: Msg, shell: &mut Shell) -> Vec<Command> {
        match msg {
            Msg::Type(field, text) => {
                self.draft.look_up(&field, "", &text);
                let long = text.trim().chars().count() >= SHORTEST;
                self.lookup = Some(Lookup {
                    field: field.clone(),
                    text: text.clone(),
                    hits: if long { Hits::Asking } else { Hits::Short },
                    active: 0,
                });
                let mut commands = vec![keep(&self.draft)];
                if long {
                    let due = self.msg(PersonMsg::Lookup(Msg::Due(field, text)));
                    commands.push(Command::Soon(Box::new(due)));
                }
                commands
            }
            Msg::Due(field, text) => {
                if self.looking_for(&field, &text).is_none() {
                    return Vec::new();
                }
                let find = Find {
                    objects: self.objects(&field),
                    text: text.clone(),
                };
                vec![self.ask(find, move |answer| {
                    PersonMsg::Lookup(Msg::Hits(field.clone(), text.clone(), answer))
                })]
            }
            Msg::Hits(field, text, answer) => {
                let Some(lookup) = self.looking_for(&field, &text) else {
                    return Vec::new();
                };
                match answer {
                    Ok(hits) => lookup.hits = Hits::Loaded(hits),
                    Err(problem) if problem.next() == Next::SignIn => {
                        return self.fail(problem, shell);
                    }
                    Err(problem) => lookup.hits = Hits::Failed(problem),
                }
                Vec::new()
            }
            Msg::Move(down) => {
                if let Some(lookup) = &mut self.lookup
                    && let Hits::Loaded(hits) = &lookup.hits
                    && !hits.is_empty()
                {
                    let step = if down { 1 } else { hits.len() - 1 };
                    lookup.active = (lookup.active + step) % hits.len();
                }
                Vec::new()
            }
            Msg::Pick(at) => {
                let Some(lookup) = self.lookup.take() else {
                    return Vec::new();
                };
                let Hits::Loaded(hits) = &lookup.hits else {
                    return Vec::new();
                };
                let Some(hit) = hits.get(at.unwrap_or(lookup.active)) else {
                    return Vec::new();
                };
                self.draft.look_up(&lookup.field, &hit.id, &hit.name);
                vec![keep(&self.draft)]
            }
            Msg::Close => {
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

#[cfg(test)]
mod tests;
