//! The fields of a form: how one is filled in, and which every form has.

/// How a field is filled in. Values are kept as text, as the control shows
/// them: a checkbox `true`/`false`, several choices joined by `;`.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// One line.
    Text {
        /// Characters.
        max: u32,
    },
    /// Several lines.
    TextArea {
        /// Characters.
        max: u32,
    },
    /// An email address.
    Email {
        /// Characters.
        max: u32,
    },
    /// A phone number.
    Phone {
        /// Characters.
        max: u32,
    },
    /// A web address.
    Url {
        /// Characters.
        max: u32,
    },
    /// Yes or no.
    Checkbox,
    /// A whole number of at most `digits` digits.
    Integer {
        /// Digits.
        digits: u32,
    },
    /// A number with `scale` digits after the point and `precision` in all.
    Decimal {
        /// Digits in all.
        precision: u32,
        /// Digits after the point.
        scale: u32,
    },
    /// A day, `2026-11-23`.
    Date,
    /// A date and time in the rep's zone, `2026-11-23T14:30`.
    DateTime,
    /// A time of day, `14:30`.
    Time,
    /// One of the values; with `open`, another text too (combobox).
    Picklist {
        /// The active choices.
        options: Vec<PicklistValue>,
        /// Other texts are taken too.
        open: bool,
        /// The field whose value narrows the choices.
        controller: Option<String>,
    },
    /// Any of the choices.
    MultiPicklist {
        /// The active choices.
        options: Vec<PicklistValue>,
        /// The field whose value narrows the choices.
        controller: Option<String>,
    },
    /// A record of one of these objects, found by name; the value is its id.
    Lookup {
        /// API names of the objects.
        objects: Vec<String>,
    },
}

impl Input {
    /// The longest text that is taken, in characters.
    pub fn max(&self) -> Option<u32> {
        match self {
            Input::Text { max }
            | Input::TextArea { max }
            | Input::Email { max }
            | Input::Phone { max }
            | Input::Url { max } => Some(*max),
            _ => None,
        }
    }
}

/// One value of a picklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PicklistValue {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The controlling field's values that allow this one; `None`: all.
    pub valid_for: Option<Vec<String>>,
}

impl PicklistValue {
    /// Whether the choice stands under this value of its controlling field.
    pub fn is_valid_for(&self, controlling: &str) -> bool {
        self.valid_for
            .as_ref()
            .is_none_or(|values| values.iter().any(|value| value == controlling))
    }
}

/// A field of every form.
pub struct StandardField {
    /// API name; Country stands for CountryCode too.
    pub name: &'static str,
    /// The product will not create a Lead without it, whatever the org says.
    pub required: bool,
    /// Shown unless the admin says otherwise.
    pub visible: bool,
    /// Open even when certain, unless the admin says otherwise.
    pub editable: bool,
}

/// The eight fields of every form, in order. The product asks for a First
/// Name although Salesforce does not. A Company is required where the org
/// requires it: with Person Accounts it does not.
pub const STANDARD_FIELDS: [StandardField; 8] = [
    standard("FirstName", true, true, false),
    standard("LastName", true, true, false),
    standard("Country", false, true, false),
    standard("Title", false, true, false),
    standard("Company", false, true, true),
    standard("Email", false, true, true),
    standard("Phone", false, true, true),
    standard("LeadSource", false, false, false),
];

const fn standard(
    name: &'static str,
    required: bool,
    visible: bool,
    editable: bool,
) -> StandardField {
    StandardField {
        name,
        required,
        visible,
        editable,
    }
}
