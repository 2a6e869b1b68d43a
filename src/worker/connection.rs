//! An admin's test of the connection.

use serde::Deserialize;

use super::{Context, Handle};
use crate::message::{Connection, TestConnection};
use crate::port::Ports;
use crate::problem::Answer;
use crate::salesforce::object::Object;
use crate::salesforce::soql::Query;

#[derive(Deserialize)]
struct Organization {
    #[serde(rename = "Name")]
    name: String,
    #[serde(rename = "OrganizationType")]
    edition: String,
}

impl<P: Ports> Handle<P> for TestConnection {
    async fn handle(self, cx: &Context<'_, P>) -> Answer<Connection> {
        let mut who = cx.signed_in()?.clone();
        let describe = cx
            .worker
            .describes
            .get(cx, Object::Lead, true, None)
            .await?;
        // Not every user may read it; the test goes on without.
        let query = Query::select(&["Name", "OrganizationType"], "Organization");
        let organizations = cx.rest().query::<Organization>(&query).await;
        let organization = organizations.ok().and_then(|all| all.into_iter().next());
        let edition = organization.as_ref().map(|org| org.edition.clone());
        who.organization_name = organization.map(|org| org.name);
        Ok(Connection {
            who,
            edition,
            allowance: cx.usage(),
            describe,
        })
    }
}
