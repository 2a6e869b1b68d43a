//! The countries' names in the world's languages, by `Intl.DisplayNames`: a
//! well-kept table that weighs nothing here.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::person::Regions;
use crate::person::country::{codes, key};
use crate::person::name::frequencies::Frequencies;

/// Languages that are tried beside the page's own and English: a place is often
/// written in its own language on a page in another. Those in Latin letters
/// first; a name in other letters is looked for in the others.
const LATIN: &str = "de fr es pt it nl sv nb da fi pl cs tr ro hu sk sl hr et lv lt sq az uz ca gl eu \
    is ga af sw vi id ms fil sr-Latn";
const OTHERS: &str = "ru uk bg sr mk kk el ar fa ur he hi bn ta te ml mr gu kn pa ne si th lo km my ka \
    hy am ja ko zh-Hans zh-Hant";

/// Country names by language, each made once when it is first asked for.
#[derive(Default)]
pub struct Intl {
    tables: RefCell<HashMap<String, HashMap<String, &'static str>>>,
    /// Made once: it takes longer than what a row is asked besides.
    english: OnceCell<Option<(JsValue, Function)>>,
    /// The countries of places that were asked for.
    places: RefCell<Vec<(String, Option<String>)>>,
    names: Frequencies,
}

impl Intl {
    /// The same with a table of names.
    pub fn with_names(self, names: Frequencies) -> Self {
        Intl { names, ..self }
    }

    fn look(&self, language: &str, name: &str) -> Option<&'static str> {
        let mut tables = self.tables.borrow_mut();
        let table = tables
            .entry(language.to_owned())
            .or_insert_with(|| table(language).unwrap_or_default());
        table.get(name).copied()
    }
}

impl Regions for Intl {
    fn code(&self, name: &str, page_language: &str) -> Option<String> {
        let name = key(name);
        let own = [page_language, "en"]
            .into_iter()
            .filter(|language| !language.is_empty())
            .find_map(|language| self.look(language, &name));
        if own.is_some() {
            return own.map(str::to_owned);
        }
        // A name that means one country here and another there stays open.
        let languages = if name.starts_with(|c: char| c < '\u{370}') {
            LATIN
        } else {
            OTHERS
        };
        let mut found = languages
            .split_ascii_whitespace()
            .filter_map(|language| self.look(language, &name));
        let code = found.next()?;
        found.all(|other| other == code).then(|| code.to_owned())
    }

    fn name(&self, code: &str) -> Option<String> {
        let english = self.english.get_or_init(|| display_names("en"));
        let (names, of) = english.as_ref()?;
        of.call1(names, &code.into()).ok()?.as_string()
    }

    fn of_place(&self, place: &str, find: &dyn Fn() -> Option<String>) -> Option<String> {
        let known = |(one, code): &(String, Option<String>)| (one == place).then(|| code.clone());
        let known = self.places.borrow().iter().find_map(known);
        known.unwrap_or_else(|| {
            let code = find();
            let place = (place.to_owned(), code.clone());
            self.places.borrow_mut().push(place);
            code
        })
    }

    fn names(&self) -> &Frequencies {
        &self.names
    }
}

/// An `Intl.DisplayNames` of regions, and its `of`.
fn display_names(language: &str) -> Option<(JsValue, Function)> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DisplayNames".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"region".into()).ok()?;
    Reflect::set(&options, &"fallback".into(), &"none".into()).ok()?;
    let arguments = Array::of2(&language.into(), &options);
    let names = Reflect::construct(&class, &arguments).ok()?;
    let of = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    Some((names, of))
}

/// Names in the form of [`key`] to codes for one language; `None` if the browser knows
/// neither the language nor the interface.
fn table(language: &str) -> Option<HashMap<String, &'static str>> {
    let (names, of) = display_names(language)?;
    let mut table = HashMap::new();
    for code in codes::all() {
        let Some(name) = of
            .call1(&names, &JsValue::from_str(code))
            .ok()
            .and_then(|name| name.as_string())
        else {
            continue;
        };
        let name = key(&name);
        // "Myanmar (Burma)"
        if let Some((short, _)) = name.split_once(" (") {
            table.entry(short.to_owned()).or_insert(code);
        }
        table.insert(name, code);
    }
    Some(table)
}
