//! The objects in which people stand: one description of each, so that nothing
//! else has to know how they differ.

use serde::{Deserialize, Serialize};

use crate::field::{STANDARD_FIELDS, StandardField};

/// An object in which people stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Object {
    /// A Lead.
    #[default]
    Lead,
    /// A Contact.
    Contact,
}

const LEAD: [&str; 13] = [
    "Id",
    "FirstName",
    "LastName",
    "Name",
    "Title",
    "Company",
    "Email",
    "Phone",
    "Status",
    "IsConverted",
    "ConvertedContactId",
    "LastModifiedDate",
    "Owner.Name",
];

const CONTACT: [&str; 10] = [
    "Id",
    "FirstName",
    "LastName",
    "Name",
    "Title",
    "Email",
    "Phone",
    "Account.Name",
    "LastModifiedDate",
    "Owner.Name",
];

impl Object {
    /// Both, in the order in which they are asked.
    pub const ALL: [Object; 2] = [Object::Lead, Object::Contact];

    /// Its API name.
    pub fn name(self) -> &'static str {
        match self {
            Object::Lead => "Lead",
            Object::Contact => "Contact",
        }
    }

    /// The key of its word in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Object::Lead => "object_lead",
            Object::Contact => "object_contact",
        }
    }

    /// The object of this API name.
    pub fn named(name: &str) -> Option<Object> {
        Object::ALL.into_iter().find(|object| object.name() == name)
    }

    /// What its records' ids begin with.
    fn key_prefix(self) -> &'static str {
        match self {
            Object::Lead => "00Q",
            Object::Contact => "003",
        }
    }

    /// The object of a record, from its id's first three characters.
    pub fn of(id: &str) -> Option<Object> {
        let prefix = id.get(..3)?;
        Object::ALL
            .into_iter()
            .find(|object| object.key_prefix() == prefix)
    }

    /// The address of its records, below the API's version.
    pub fn path(self) -> String {
        format!("/sobjects/{}", self.name())
    }

    /// The field that takes what a row of [`STANDARD_FIELDS`] stands for; a
    /// country by its name.
    pub fn field(self, row: &str) -> &str {
        match (self, row) {
            (Object::Contact, "Country") => "MailingCountry",
            (Object::Contact, "Company") => "AccountId",
            _ => row,
        }
    }

    /// The field that takes a country by its code, with State and Country
    /// picklists.
    pub fn country_code(self) -> &'static str {
        match self {
            Object::Lead => "CountryCode",
            Object::Contact => "MailingCountryCode",
        }
    }

    /// The row that a field stands in, if it is one of the eight; a country's
    /// code has the country's.
    pub fn row(self, field: &str) -> Option<&'static StandardField> {
        let country = field == self.country_code();
        STANDARD_FIELDS
            .iter()
            .find(|row| self.field(row.name) == field || (country && row.name == "Country"))
    }

    /// Whether the product creates none without what this row stands for,
    /// whatever the org says. A Contact without an Account is private: nobody
    /// but its owner and administrators sees it.
    pub fn requires(self, row: &StandardField) -> bool {
        row.required || (self == Object::Contact && row.name == "Company")
    }

    /// The fields by which a record is known again.
    pub fn known_by(self) -> [&'static str; 3] {
        ["FirstName", "LastName", self.field("Company")]
    }

    /// The columns that matching reads.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Object::Lead => &LEAD,
            Object::Contact => &CONTACT,
        }
    }

    /// The columns of a record that was created, as it is read back.
    pub fn created_columns(self) -> &'static [&'static str] {
        match self {
            Object::Lead => &[
                "Id",
                "Name",
                "FirstName",
                "LastName",
                "Company",
                "LeadSource",
                "Owner.Name",
            ],
            Object::Contact => &[
                "Id",
                "Name",
                "FirstName",
                "LastName",
                "AccountId",
                "Account.Name",
                "LeadSource",
                "Owner.Name",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_object_has_its_own_name_for_what_every_form_asks() {
        for (object, row, field) in [
            (Object::Lead, "Country", "Country"),
            (Object::Lead, "Company", "Company"),
            (Object::Contact, "Country", "MailingCountry"),
            (Object::Contact, "Company", "AccountId"),
            (Object::Contact, "Title", "Title"),
        ] {
            assert_eq!(object.field(row), field);
            assert_eq!(object.row(field).map(|row| row.name), Some(row));
        }
        for object in Object::ALL {
            let code = object.row(object.country_code()).map(|row| row.name);
            assert_eq!(code, Some("Country"));
            assert!(object.row("Fax").is_none());
            assert_eq!(Object::named(object.name()), Some(object));
        }
        assert!(Object::Contact.row("Company").is_none());
    }

    #[test]
    fn an_id_says_of_which_object_it_is() {
        for (id, object) in [
            ("00Q5e000001AbCdEAK", Some(Object::Lead)),
            ("0035e000001AbCdEAK", Some(Object::Contact)),
            ("0015e000001AbCdEAK", None),
            ("00", None),
            ("", None),
        ] {
            assert_eq!(Object::of(id), object, "{id}");
        }
    }
}
