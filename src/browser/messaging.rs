//! Requests to the worker.

use serde_json::Value;

use super::{Thrown, api};
use crate::json;
use crate::message::{Ask, Request};
use crate::platform::js_value;
use crate::problem::{Answer, Kind, Problem};

/// Asks the worker. The answer is a [`crate::problem::Problem`] where the worker
/// could not be reached at all.
pub async fn ask<A: Ask>(request: A) -> Answer<A::Reply> {
    let reply = ask_worker(request.into()).await?;
    json::read(reply).ok_or_else(|| Kind::Internal.into())
}

/// The same with the reply as it came.
pub async fn ask_worker(request: Request) -> Answer<Value> {
    let internal = || Problem::new(Kind::Internal);
    let answer = api::send_message(js_value::object(&json::write(&request)))
        .await
        .map_err(|thrown| internal().said(Thrown::from(thrown).0))?;
    let mut answer = js_value::value(answer).ok_or_else(internal)?;
    match answer.get_mut("problem") {
        Some(problem) => Err(json::read(problem.take()).ok_or_else(internal)?),
        None => Ok(answer["reply"].take()),
    }
}
