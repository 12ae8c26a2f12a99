//! The site's files, the service worker and the offline shell.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::{Routes, header_value};
use crate::error::Error;
use crate::guard::visitor::Door;
use crate::house::House;
use crate::site::{File, Site, is_for_ever};

/// Under an address with the right version the content never changes.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// Otherwise the browser asks each time, and is mostly told that nothing changed.
const ASK: &str = "no-cache";

pub(super) fn lay(mut routes: Routes, site: &Site) -> Routes {
    let fixed = ["/sw.js", "/shell"];
    let files = site.paths().map(|path| format!("/{path}")).filter(|path| !fixed.contains(&path.as_str()));
    for path in files.collect::<Vec<_>>() {
        routes = routes.add(Door::Open, &path, get(file));
    }
    routes.add(Door::Open, "/sw.js", get(worker)).add(Door::Open, "/shell", get(shell))
}

async fn file(State(house): State<Arc<House>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let Some(file) = house.site.file(path) else { return Error::NotFound.into_response() };
    let asked = request.uri().query().and_then(|query| query.strip_prefix("v="));
    answer(file, is_for_ever(path) || asked == Some(file.version.as_str()), request.headers())
}

fn answer(file: &File, versioned: bool, asked: &HeaderMap) -> Response {
    let cache = if versioned { FOREVER } else { ASK };
    let tag = format!("\"{}\"", file.version);
    let headers = [
        (header::CONTENT_TYPE, header_value(file.kind)),
        (header::CACHE_CONTROL, header_value(cache)),
        (header::ETAG, header_value(&tag)),
        (header::VARY, header_value("accept-encoding")),
    ];
    if names(asked, &header::IF_NONE_MATCH, &tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    match &file.brotli {
        Some(brotli) if names(asked, &header::ACCEPT_ENCODING, "br") => {
            (headers, [(header::CONTENT_ENCODING, "br")], brotli.clone()).into_response()
        }
        _ => (headers, file.plain.clone()).into_response(),
    }
}

/// Whether a header's list names a value.
fn names(headers: &HeaderMap, name: &header::HeaderName, value: &str) -> bool {
    let lists = headers.get_all(name).iter().filter_map(|list| list.to_str().ok());
    let mut entries = lists.flat_map(|list| list.split(',')).map(|entry| entry.trim().trim_start_matches("W/"));
    entries.any(|entry| entry == value || entry.strip_prefix(value).is_some_and(|rest| rest.starts_with(';')))
}

/// The service worker: never from a cache, or a new version would not be noticed.
async fn worker(State(house): State<Arc<House>>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, house.site.worker.clone()).into_response()
}

/// The static page the service worker keeps.
async fn shell(State(house): State<Arc<House>>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, house.site.shell.clone()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;

    fn file(brotli: bool) -> File {
        let brotli = brotli.then(|| Bytes::from_static(b"small"));
        File { plain: Bytes::from_static(b"plain"), brotli, kind: "application/wasm", version: "abc".into() }
    }

    fn asking(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn brotli_goes_only_to_whoever_takes_it() {
        let encoding = |asked: &'static str, brotli| {
            let response = answer(&file(brotli), true, &asking(header::ACCEPT_ENCODING, asked));
            response.headers().get(header::CONTENT_ENCODING).cloned()
        };
        assert_eq!(encoding("gzip, deflate, br, zstd", true), Some(header_value("br")));
        assert_eq!(encoding("gzip;q=0.5, br;q=1.0", true), Some(header_value("br")));
        assert_eq!(encoding("gzip, brotli", true), None);
        assert_eq!(encoding("br", false), None);
    }

    #[test]
    fn only_the_right_version_is_kept_for_ever() {
        let cache =
            |versioned| answer(&file(true), versioned, &HeaderMap::new()).headers()[header::CACHE_CONTROL].clone();
        assert_eq!(cache(true), FOREVER);
        assert_eq!(cache(false), ASK);
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let response = answer(&file(true), false, &asking(header::IF_NONE_MATCH, "W/\"abc\""));
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    }
}
