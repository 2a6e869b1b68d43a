//! A call of REST and its answer.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::validate::{Refusal, error};

/// A request below `/services/data/vNN.0`.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// GET, POST, PATCH, DELETE.
    pub method: String,
    /// `/sobjects/Lead`
    pub path: String,
    /// Decoded parameters; a name may stand several times.
    pub query: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The JSON that was sent; `None` if there was none.
    pub body: Option<Value>,
    /// 55 to 68.
    pub version: u32,
}

impl Call {
    /// The first parameter of this name.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The body as an object.
    pub fn object(&self) -> Result<&Map<String, Value>, Refusal> {
        self.body
            .as_ref()
            .and_then(Value::as_object)
            .ok_or_else(|| {
                error(
                    400,
                    "JSON_PARSER_ERROR",
                    "Unexpected end of input at [line:1, column:1]",
                    &[],
                )
            })
    }

    /// Splits `path?a=b` into its parts.
    pub fn to(address: &str) -> (String, Vec<(String, String)>) {
        let decode = |text: &str| {
            percent_decode_str(&text.replace('+', " "))
                .decode_utf8_lossy()
                .into_owned()
        };
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = query
            .split('&')
            .filter(|part| !part.is_empty())
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        (
            percent_decode_str(path).decode_utf8_lossy().into_owned(),
            query,
        )
    }
}

/// An answer of REST.
#[derive(Clone, Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Besides the usual ones.
    pub headers: Vec<(&'static str, String)>,
    /// `Null` is no body.
    pub body: Value,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: Value) -> Self {
        Reply {
            status: 200,
            headers: Vec::new(),
            body,
        }
    }
}

impl From<Refusal> for Reply {
    fn from((status, body): Refusal) -> Self {
        Reply {
            status,
            headers: Vec::new(),
            body,
        }
    }
}
