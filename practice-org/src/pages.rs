//! Profile pages from a folder, under the addresses of the web.
//!
//! `routes.json` says which address shows which file:
//! `[{"host": "www.linkedin.com", "path": "/sales/lead/…", "file": "…"}]`.
//! What follows a comma in the address's last part is left out of account, as
//! Sales Navigator puts session words there.

use std::path::{Component, Path};

use axum::body::Body;
use axum::http::{Response, StatusCode, header::CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;

#[derive(Deserialize)]
struct Route {
    #[serde(default = "linkedin")]
    host: String,
    path: String,
    file: String,
}

fn linkedin() -> String {
    "www.linkedin.com".to_owned()
}

/// The page of an address. A file is read for every request, so that an edit
/// shows at once.
pub fn answer(folder: &Path, host: &str, path: &str) -> Response<Body> {
    let host = host.split(':').next().unwrap_or_default();
    let routes: Vec<Route> =
        match std::fs::read(folder.join("routes.json")).map(|text| serde_json::from_slice(&text)) {
            Ok(Ok(routes)) => routes,
            Ok(Err(error)) => return plain(500, &format!("routes.json: {error}")),
            Err(error) => {
                return plain(
                    500,
                    &format!("{}: {error}", folder.join("routes.json").display()),
                );
            }
        };
    let plain_path = path
        .split(',')
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    let route = routes
        .iter()
        .find(|route| route.host == host && route.path.trim_end_matches('/') == plain_path);
    let Some(file) = route.map(|route| route.file.as_str()) else {
        return plain(404, "There is no such page in routes.json.");
    };
    let inside = Path::new(file)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    match std::fs::read(folder.join(file)) {
        Ok(bytes) if inside => {
            ([(CONTENT_TYPE, "text/html; charset=utf-8")], bytes).into_response()
        }
        _ => plain(
            404,
            &format!("routes.json names {file}, which is not in the folder."),
        ),
    }
}

fn plain(status: u16, words: &str) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::NOT_FOUND);
    (status, words.to_owned()).into_response()
}
