//! All fields of an object, for an admin who chooses among them.

use serde_json::Value;

use super::{Context, Handle};
use crate::json;
use crate::message::AllFields;
use crate::port::Ports;
use crate::problem::Answer;
use crate::salesforce::describe::whole_describe;
use crate::salesforce::error;

/// Asked anew each time and not kept: it can be a megabyte, and only the options
/// page wants it.
impl<P: Ports> Handle<P> for AllFields {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Value> {
        cx.signed_in()?;
        let object = self.object;
        let path = format!("{}/describe", object.path());
        let (response, _) = cx.rest().get(&path, Vec::new()).await?;
        json::parse(&response.body)
            .and_then(|describe| whole_describe(object, describe))
            .ok_or_else(|| error::unreadable(&response))
    }
}
