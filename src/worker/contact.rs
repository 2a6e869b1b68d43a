//! What a Contact's form asks the org besides: the Opportunities of an Account.

use super::{Context, Handle};
use crate::contact::opportunity::{Opportunities, Opportunity, query, roles};
use crate::message::FindOpportunities;
use crate::port::Ports;
use crate::problem::{Answer, Kind};
use crate::salesforce::id::is_record_id;
use crate::salesforce::rest::{get_subrequest, named};

/// The object of a Contact's part in an Opportunity.
pub(super) const CONTACT_ROLE: &str = "OpportunityContactRole";

/// One call: the open ones, and the org's own picklist of roles.
impl<P: Ports> Handle<P> for FindOpportunities {
    const NEEDS_LEAD_CREATION: bool = true;

    async fn handle(self, cx: &Context<'_, P>) -> Answer<Opportunities> {
        if !cx.settings.contact_creation || !is_record_id(&self.account) {
            return Err(Kind::NotAllowed.into());
        }
        let describe = format!("/sobjects/{CONTACT_ROLE}/describe");
        let rest = cx.rest();
        let mut answers = rest
            .ask(vec![
                get_subrequest("open", &query(&self.account).path()),
                get_subrequest("roles", &describe),
            ])
            .await?;
        let (open, of_roles) = (named(&mut answers, "open"), named(&mut answers, "roles"));
        let (Some(open), Some(of_roles)) = (open, of_roles) else {
            return Err(Kind::BrokenJson.into());
        };
        let hidden =
            open.body[0]["errorCode"] == "INVALID_TYPE" || of_roles.http_status_code == 404;
        let offered = roles(&of_roles.body).filter(|_| of_roles.http_status_code == 200);
        if hidden || (of_roles.http_status_code == 200 && offered.is_none()) {
            return Ok(Opportunities {
                no_access: true,
                ..Opportunities::default()
            });
        }
        let Some(roles) = offered else {
            return Err(of_roles.problem());
        };
        Ok(Opportunities {
            open: open.records::<Opportunity>()?,
            roles,
            no_access: false,
        })
    }
}
