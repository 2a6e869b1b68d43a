//! The columns of an object that a user may not see or filter by, learnt from
//! Salesforce's refusals and kept for the browser's session.

use super::ask::{Answers, linked_to};
use crate::json;
use crate::matching::query::{self, unfilterable};
use crate::port::{Area, Ports};
use crate::problem::Answer;
use crate::salesforce::identity::User;
use crate::salesforce::object::Object;
use crate::salesforce::rest::SubResponse;
use crate::worker::Context;

/// Session storage: the columns that an object hides from this user.
fn hidden_key(who: &User, object: Object) -> String {
    format!("hidden:{}:{}", who.user_id, object.name())
}

/// The field of an object that takes the profile's link, unless it is hidden
/// from the user.
pub(super) fn link_field<'a, P>(
    cx: &'a Context<'_, P>,
    object: Object,
    hidden: &[String],
) -> Option<&'a str> {
    let field = cx.settings.link_field(object.name())?;
    (!hidden.iter().any(|own| own == field)).then_some(field)
}

/// Notes the fields that nothing was filtered by.
pub(super) async fn note_unfilterable(
    port: &impl Ports,
    who: &User,
    read: &mut Answers,
) -> Answer<()> {
    for object in Object::ALL {
        let hidden = hidden(port, who, object).await?;
        let fields = hidden.iter().filter_map(|field| field.strip_prefix('~'));
        for field in fields {
            let named = format!("{}.{field}", object.name());
            if !read.unchecked.contains(&named) {
                read.unchecked.push(named);
            }
        }
    }
    Ok(())
}

/// Columns that Salesforce has refused to this user before.
pub(super) async fn hidden(port: &impl Ports, who: &User, object: Object) -> Answer<Vec<String>> {
    let key = hidden_key(who, object);
    let known = port.get(Area::Session, &key).await?;
    Ok(known.and_then(json::read).unwrap_or_default())
}

/// Notes a column as hidden. Whether that is news.
pub(super) async fn hide(
    port: &impl Ports,
    who: &User,
    object: Object,
    column: String,
) -> Answer<bool> {
    let mut hidden = hidden(port, who, object).await?;
    if hidden.contains(&column) {
        return Ok(false);
    }
    hidden.push(column);
    let entry = (hidden_key(who, object), json::write(&hidden));
    port.set(Area::Session, vec![entry]).await?;
    Ok(true)
}

/// Whether an answer has refused a column that was not known to be hidden. A
/// field for the link that takes too long is noted, for this session of the
/// browser, and what was answered stands.
pub(super) async fn learn<P: Ports>(
    cx: &Context<'_, P>,
    who: &User,
    answers: &[SubResponse],
) -> Answer<bool> {
    let port = cx.port();
    for object in Object::ALL {
        let link = cx.settings.link_field(object.name());
        let (mut refused, mut slow) = (None, None);
        for answer in answers {
            let by_link = answer.reference_id == linked_to(object);
            let code = answer.body[0]["errorCode"].as_str();
            let message = answer.body[0]["message"].as_str().unwrap_or_default();
            if by_link && code == Some("QUERY_TIMEOUT") {
                slow = link.map(unfilterable);
            }
            let own = by_link || answer.reference_id == object.name();
            if own && code == Some("INVALID_FIELD") {
                let link = link.filter(|field| message.contains(&format!("'{field}'")));
                let column = query::hidden_by(object, message).or(link);
                refused = refused.or(column.map(|column| {
                    match message.contains("can not be filtered") {
                        true => unfilterable(column),
                        false => column.to_owned(),
                    }
                }));
            }
        }
        if let Some(slow) = slow {
            hide(port, who, object, slow).await?;
        }
        if let Some(column) = refused
            && hide(port, who, object, column).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}
