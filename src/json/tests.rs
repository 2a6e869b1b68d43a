use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;

#[derive(Clone, Debug, PartialEq, Read, Write)]
#[json(rename_all = "camelCase")]
enum Shape {
    Dot,
    Named(String),
    Sized { width: u32, depth: Option<f64> },
}

#[derive(Clone, Copy, Debug, PartialEq, Read, Write)]
#[json(rename_all = "camelCase")]
enum Colour {
    LightBlue,
    #[json(rename = "rot")]
    Red,
}

#[derive(Clone, Debug, PartialEq, Read, Write)]
#[json(rename_all = "camelCase", deny_unknown_fields)]
struct All {
    yes: bool,
    small: u32,
    below: i64,
    text: String,
    #[json(default)]
    absent: Vec<String>,
    pair: (u32, u32),
    shapes: Vec<Shape>,
    by_name: BTreeMap<String, Value>,
}

/// Read as the type's own default says.
#[derive(Clone, Debug, PartialEq, Read, Write)]
#[json(rename_all = "PascalCase", default)]
struct Lenient {
    #[json(alias = "size")]
    how_many: u32,
    #[json(rename = "colour")]
    paint: Colour,
    note: Option<String>,
}

impl Default for Lenient {
    fn default() -> Self {
        Lenient {
            how_many: 7,
            paint: Colour::Red,
            note: None,
        }
    }
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Dot),
        any::<String>().prop_map(Shape::Named),
        (any::<u32>(), proptest::option::of(-1e9..1e9))
            .prop_map(|(width, depth)| Shape::Sized { width, depth }),
    ]
}

proptest! {
    #[test]
    fn reads_what_was_written(
        yes: bool, small: u32, below: i64, text: String, absent: Vec<String>, pair: (u32, u32),
        shapes in proptest::collection::vec(shape(), 0..4),
        by_name in proptest::collection::btree_map(any::<String>(), Just(json!([null, 1, "a"])), 0..3),
    ) {
        let all = All { yes, small, below, text, absent, pair, shapes, by_name };
        prop_assert_eq!(read::<All>(write(&all)), Some(all));
    }
}

#[test]
fn other_shapes_do_not_fit() {
    for (value, fits) in [
        (json!("dot"), true),
        (json!({ "named": "x" }), true),
        (json!({ "sized": { "width": 1 } }), true),
        (json!({ "sized": [1, null] }), false),
        (json!({ "sized": { "width": -1 } }), false),
        (json!({ "sized": { "width": 4_294_967_296_u64 } }), false),
        (json!({ "sized": { "width": 1.5 } }), false),
        (json!({ "named": 7 }), false),
        (json!({ "named": "x", "dot": null }), false),
        (json!({}), false),
        (json!("round"), false),
        (json!(null), false),
    ] {
        let read = read::<Shape>(value.clone());
        assert_eq!(read.is_some(), fits, "{value}");
    }
}

#[test]
fn names_and_defaults_are_what_the_attributes_say() {
    let lenient = |how_many, paint, note: Option<&str>| {
        let note = note.map(str::to_owned);
        Some(Lenient {
            how_many,
            paint,
            note,
        })
    };
    for (value, expected) in [
        (json!({}), lenient(7, Colour::Red, None)),
        (json!({ "HowMany": 2 }), lenient(2, Colour::Red, None)),
        (json!({ "size": 3 }), lenient(3, Colour::Red, None)),
        (
            json!({ "colour": "lightBlue", "Note": "x", "more": 1 }),
            lenient(7, Colour::LightBlue, Some("x")),
        ),
        (json!({ "Note": null }), lenient(7, Colour::Red, None)),
        (json!({ "colour": "LightBlue" }), None),
        (json!({ "HowMany": "2" }), None),
        (json!([]), None),
    ] {
        assert_eq!(read::<Lenient>(value.clone()), expected, "{value}");
    }
    assert_eq!(
        write(&Lenient::default()),
        json!({ "HowMany": 7, "colour": "rot" })
    );
}

#[test]
fn an_unknown_key_is_refused_where_that_is_said() {
    let all = json!({
        "yes": true, "small": 1, "below": -1, "text": "", "pair": [1, 2], "shapes": [], "byName": {},
    });
    assert!(read::<All>(all.clone()).is_some());
    let mut more = all;
    more["unknown"] = json!(null);
    assert_eq!(read::<All>(more), None);
}
