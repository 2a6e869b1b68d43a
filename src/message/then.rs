//! A request together with what becomes of its reply, as data: a state asks for
//! it, and a page's runtime sends it.

use std::fmt;
use std::rc::Rc;

use serde_json::Value;

use super::{Ask, Request};
use crate::json;
use crate::problem::{Answer, Kind};

/// The message that a reply becomes. Commands are compared by their request
/// alone.
pub struct Then<M>(Rc<dyn Fn(Answer<Value>) -> M>);

impl<M> Then<M> {
    /// The message of this reply.
    pub fn message(&self, answer: Answer<Value>) -> M {
        (self.0)(answer)
    }
}

impl<M> Clone for Then<M> {
    fn clone(&self) -> Self {
        Then(Rc::clone(&self.0))
    }
}

impl<M> PartialEq for Then<M> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<M> fmt::Debug for Then<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

/// A request whose reply arrives as this message.
pub fn then<A: Ask, M>(
    request: A,
    to: impl Fn(Answer<A::Reply>) -> M + 'static,
) -> (Request, Then<M>) {
    let then = move |answer: Answer<Value>| {
        to(answer.and_then(|reply| json::read(reply).ok_or_else(|| Kind::Internal.into())))
    };
    (request.into(), Then(Rc::new(then)))
}
