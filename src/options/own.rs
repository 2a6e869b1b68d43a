//! The admin's own fields on the options page: the org's fields to choose among,
//! the search in them, and what each change makes of the settings.

use std::collections::BTreeMap;

use serde_json::Value;

use super::state::{Command, State, ask};
use crate::field::Input;
use crate::json;
use crate::lead::form::{Misfit, fit};
use crate::message::AllFields;
use crate::platform::case;
use crate::policy::own::{ObjectFields, Objects, OwnField, PageValue};
use crate::problem::Answer;
use crate::problem::Problem;
use crate::salesforce::describe::{ObjectDescribe, OrgField, parse_describe};
use crate::salesforce::object::Object;

/// The key of the settings.
pub const KEY: &str = "objects";

/// Fields that a search shows; who does not find theirs types more of it.
const SHOWN: usize = 50;

/// What the page knows of the admin's own fields besides the settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnFields {
    described: BTreeMap<&'static str, Described>,
    /// The search that is open.
    pub search: Option<Search>,
    /// A fixed value or a default that is being typed.
    pub typing: Option<(Object, String, String)>,
    /// Where the focus is to go.
    pub spot: Option<Spot>,
    /// What was done last.
    pub done: Option<Done>,
}

/// What the org says of an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Described {
    /// It is being asked.
    Asking,
    /// All its fields.
    Known(Box<ObjectDescribe>),
    /// It could not be asked.
    Failed(Problem),
}

/// A search among an object's fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The object.
    pub object: Object,
    /// What is looked for.
    pub text: String,
    /// The field that the arrow keys have reached.
    pub active: usize,
}

/// A place on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// "Move up" of a field.
    Up(Object, String),
    /// "Move down" of a field.
    Down(Object, String),
    /// The search box of an object.
    Search(Object),
    /// The way in which a field is filled in.
    Way(Object, String),
}

/// What was done to a list, for everybody to hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// A field stands in the list now.
    Added(String),
    /// A field was taken out.
    Removed(String),
    /// A field stands at this place of so many.
    Moved(String, usize, usize),
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The rep is asked.
    Ask,
    /// Every record gets the same value.
    Fixed,
    /// By what the page says.
    Page(PageValue),
}

impl Way {
    /// Of a field of the settings.
    pub fn of(own: &OwnField) -> Way {
        match own.from {
            Some(from) => Way::Page(from),
            None if own.ask => Way::Ask,
            None => Way::Fixed,
        }
    }
}

/// Why a field that was found cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It stands in the list, or takes the link.
    There,
    /// It is one of the eight fields.
    Eight,
    /// The extension sets it itself.
    Itself,
    /// The user may not write it.
    NotCreateable,
    /// No form can fill in its type.
    Kind,
}

/// A field that a search has found.
#[derive(Debug, PartialEq)]
pub struct Hit<'a> {
    /// The field.
    pub field: &'a OrgField,
    /// Why it cannot be added, if it cannot.
    pub taken: Option<Taken>,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The search box of an object has the focus.
    Open(Object),
    /// The org was asked for an object's fields.
    Described(Object, Answer<Value>),
    /// A text is typed into the search box.
    Search(Object, String),
    /// An arrow key: down or up.
    Step(bool),
    /// A field was chosen by its name; `None`: the one that the keys have reached.
    Pick(Option<String>),
    /// The search box was left.
    Close,
    /// The field that takes the link; empty: none.
    Link(Object, String),
    /// Whether *Match* writes the link.
    WriteLink(Object, bool),
    /// How a field is filled in.
    Way(Object, String, Way),
    /// Its fixed value or default is being typed.
    Typing(Object, String, String),
    /// Its fixed value or default.
    Value(Object, String, String),
    /// Whether the rep must fill it in.
    Required(Object, String, bool),
    /// One place up or down.
    Move(Object, String, bool),
    /// Out of the list.
    Remove(Object, String),
}

impl OwnFields {
    /// What is known of an object.
    pub fn described(&self, object: Object) -> Option<&Described> {
        self.described.get(object.name())
    }

    /// All fields of an object, once the org has said them.
    pub fn org(&self, object: Object) -> Option<&ObjectDescribe> {
        match self.described(object)? {
            Described::Known(describe) => Some(describe),
            _ => None,
        }
    }

    /// What the search finds, by label or API name; at most [`SHOWN`].
    pub fn hits<'a>(&'a self, objects: &Objects) -> Vec<Hit<'a>> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        let Some(describe) = self.org(search.object) else {
            return Vec::new();
        };
        let wanted = case::lower(search.text.trim());
        let holds = |text: &str| case::lower(text).contains(&wanted);
        let mut found: Vec<&OrgField> = describe
            .fields
            .iter()
            .filter(|field| holds(&field.label) || holds(&field.name))
            .collect();
        found.sort_by_cached_key(|field| {
            let label = case::lower(&field.label);
            (!label.starts_with(&wanted), label, field.name.clone())
        });
        found.truncate(SHOWN);
        let own = objects.get(search.object.name());
        let hits = found.into_iter().map(|field| Hit {
            field,
            taken: taken(describe.object, field, own),
        });
        hits.collect()
    }
}

/// The object's fields that can take the profile's link.
pub fn link_fields(describe: &ObjectDescribe) -> impl Iterator<Item = &OrgField> {
    let fits = |field: &&OrgField| {
        let input = field.input.as_ref();
        taken(describe.object, field, None).is_none()
            && input.is_some_and(|input| PageValue::Link.fits(input))
    };
    describe.fields.iter().filter(fits)
}

fn taken(object: Object, field: &OrgField, own: Option<&ObjectFields>) -> Option<Taken> {
    let name = field.name.as_str();
    let there = own.is_some_and(|own| {
        own.link.as_deref() == Some(name) || own.own.iter().any(|own| own.field == name)
    });
    if there {
        Some(Taken::There)
    } else if object.row(name).is_some() {
        Some(Taken::Eight)
    } else if matches!(name, "Id" | "OwnerId" | "RecordTypeId") {
        Some(Taken::Itself)
    } else if !field.createable {
        Some(Taken::NotCreateable)
    } else if field.input.is_none() {
        Some(Taken::Kind)
    } else {
        None
    }
}

/// What is to be said of a field of the settings: why the org leaves it out.
pub fn misfit(own: &OwnField, describe: &ObjectDescribe) -> Option<Misfit> {
    if let Some(misfit) = fit(own, describe).err() {
        return Some(misfit);
    }
    let default = own.default.as_deref().filter(|value| !value.is_empty())?;
    // A default that does not fit takes its field along for the admin alone.
    let fixed = OwnField {
        field: own.field.clone(),
        value: Some(default.to_owned()),
        ..OwnField::default()
    };
    fit(&fixed, describe).err()
}

/// The value that a field starts with once it is to be fixed.
fn first_value(input: Option<&Input>) -> String {
    match input {
        Some(Input::Checkbox) => "true".to_owned(),
        Some(Input::Picklist { options, .. } | Input::MultiPicklist { options, .. }) => options
            .first()
            .map_or_else(String::new, |one| one.value.clone()),
        _ => String::new(),
    }
}

impl State {
    pub(super) fn own_fields(&mut self, msg: Msg) -> Vec<Command> {
        self.own.spot = None;
        match msg {
            Msg::Open(object) => self.open(object),
            Msg::Described(object, answer) => {
                let described = match answer.map(parse_describe) {
                    Ok(Some(describe)) => Described::Known(Box::new(describe)),
                    Ok(None) => Described::Failed(crate::problem::Kind::BrokenJson.into()),
                    Err(problem) => Described::Failed(problem),
                };
                self.own.described.insert(object.name(), described);
                Vec::new()
            }
            Msg::Search(object, text) => {
                let commands = self.open(object);
                self.own.search = Some(Search {
                    object,
                    text,
                    active: 0,
                });
                commands
            }
            Msg::Step(down) => {
                let many = self.hits().len();
                if let Some(search) = &mut self.own.search
                    && many > 0
                {
                    search.active = (search.active + if down { 1 } else { many - 1 }) % many;
                }
                Vec::new()
            }
            Msg::Pick(name) => self.pick(name),
            Msg::Close => {
                self.own.search = None;
                Vec::new()
            }
            Msg::Link(object, name) => self.change(object, |own| {
                own.own.retain(|own| own.field != name);
                own.link = (!name.is_empty()).then_some(name);
                own.write_link &= own.link.is_some();
            }),
            Msg::WriteLink(object, on) => self.change(object, |own| own.write_link = on),
            Msg::Way(object, name, way) => {
                let describe = self.own.org(object);
                let input = describe.and_then(|all| all.field(&name)?.input.as_ref());
                let first = first_value(input);
                self.change_field(object, &name, |own| {
                    let kept = own.value.take().or(own.default.take()).unwrap_or(first);
                    *own = OwnField {
                        field: own.field.clone(),
                        ..OwnField::default()
                    };
                    match way {
                        Way::Ask => own.ask = true,
                        Way::Fixed => own.value = Some(kept),
                        Way::Page(from) => own.from = Some(from),
                    }
                })
            }
            Msg::Typing(object, name, text) => {
                self.own.typing = Some((object, name, text));
                Vec::new()
            }
            Msg::Value(object, name, value) => {
                self.own.typing = None;
                self.change_field(object, &name, |own| {
                    if own.ask {
                        own.default = (!value.is_empty()).then_some(value);
                    } else {
                        own.value = Some(value);
                    }
                })
            }
            Msg::Required(object, name, on) => {
                self.change_field(object, &name, |own| own.required = on)
            }
            Msg::Move(object, name, up) => self.move_field(object, name, up),
            Msg::Remove(object, name) => {
                let commands = self.change(object, |own| own.own.retain(|own| own.field != name));
                self.own.spot = Some(Spot::Search(object));
                self.own.done = Some(Done::Removed(self.label(object, &name)));
                [commands, vec![Command::FocusSpot]].concat()
            }
        }
    }

    /// What the search finds.
    pub fn hits(&self) -> Vec<Hit<'_>> {
        match &self.policy {
            Some(policy) => self.own.hits(&policy.settings.objects),
            None => Vec::new(),
        }
    }

    /// What the org calls a field, or else its API name.
    pub fn label(&self, object: Object, name: &str) -> String {
        let describe = self.own.org(object);
        let field = describe.and_then(|describe| describe.field(name));
        field.map_or(name, |field| field.label.as_str()).to_owned()
    }

    /// Asks the org for an object's fields, once, where somebody is signed in.
    fn open(&mut self, object: Object) -> Vec<Command> {
        let asked = matches!(
            self.own.described(object),
            Some(Described::Asking | Described::Known(_))
        );
        if asked || self.opened.who.is_none() {
            return Vec::new();
        }
        let asking = Described::Asking;
        self.own.described.insert(object.name(), asking);
        vec![ask(AllFields { object }, move |answer| {
            super::state::Msg::Own(Msg::Described(object, answer))
        })]
    }

    /// Asks for the fields of each object.
    pub(super) fn open_all(&mut self) -> Vec<Command> {
        let asked = Object::ALL.into_iter();
        asked.flat_map(|object| self.open(object)).collect()
    }

    /// Who is signed in may see other fields than whoever was.
    pub(super) fn forget_described(&mut self) {
        self.own = OwnFields::default();
    }

    fn pick(&mut self, name: Option<String>) -> Vec<Command> {
        let Some(search) = &self.own.search else {
            return Vec::new();
        };
        let (object, active) = (search.object, search.active);
        let hits = self.hits();
        let hit = match &name {
            Some(name) => hits.iter().find(|hit| hit.field.name == *name),
            None => hits.get(active),
        };
        let Some(hit) = hit.filter(|hit| hit.taken.is_none()) else {
            return Vec::new();
        };
        let (field, label) = (hit.field.name.clone(), hit.field.label.clone());
        self.own.search = None;
        let own = OwnField {
            field: field.clone(),
            ask: true,
            ..OwnField::default()
        };
        let commands = self.change(object, |all| all.own.push(own));
        self.own.spot = Some(Spot::Way(object, field));
        self.own.done = Some(Done::Added(label));
        [commands, vec![Command::FocusSpot]].concat()
    }

    fn move_field(&mut self, object: Object, name: String, up: bool) -> Vec<Command> {
        let mut place = None;
        let commands = self.change(object, |all| {
            let at = all.own.iter().position(|own| own.field == name);
            let to = at.and_then(|at| if up { at.checked_sub(1) } else { Some(at + 1) });
            if let (Some(at), Some(to)) = (at, to)
                && to < all.own.len()
            {
                all.own.swap(at, to);
                place = Some((to, all.own.len()));
            }
        });
        let Some((at, many)) = place else {
            return Vec::new();
        };
        self.own.done = Some(Done::Moved(self.label(object, &name), at + 1, many));
        // At an end of the list the same button does nothing more.
        let on = if up { at > 0 } else { at + 1 < many };
        self.own.spot = Some(match up == on {
            true => Spot::Up(object, name),
            false => Spot::Down(object, name),
        });
        [commands, vec![Command::FocusSpot]].concat()
    }

    fn change_field(
        &mut self,
        object: Object,
        name: &str,
        change: impl FnOnce(&mut OwnField),
    ) -> Vec<Command> {
        self.change(object, |all| {
            if let Some(own) = all.own.iter_mut().find(|own| own.field == name) {
                change(own);
            }
        })
    }

    /// Sets the settings to what a change makes of an object's fields.
    fn change(&mut self, object: Object, change: impl FnOnce(&mut ObjectFields)) -> Vec<Command> {
        self.own.done = None;
        let Some(policy) = &self.policy else {
            return Vec::new();
        };
        let mut objects = policy.settings.objects.clone();
        let mut own = objects.remove(object.name()).unwrap_or_default();
        change(&mut own);
        if own != ObjectFields::default() {
            objects.insert(object.name().to_owned(), own);
        }
        self.set(KEY, json::write(&objects))
    }
}

#[cfg(test)]
mod tests;
