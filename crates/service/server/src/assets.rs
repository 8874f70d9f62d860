//! `GET /assets/{name}`: what the project page needs beside its HTML.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use pavo_design::fonts::bundled_fonts;
use sha2::{Digest, Sha256};

use crate::ApiError;

/// The bundled family of the page's titles.
const TITLE_FAMILY: &str = "Instrument Serif";

/// A file that is the same for everybody.
#[derive(Debug)]
struct Asset {
    name: &'static str,
    media_type: &'static str,
    body: Bytes,
    /// Stands for its bytes.
    version: String,
}

impl Asset {
    fn new(name: &'static str, media_type: &'static str, body: Bytes) -> Self {
        let version = HEXLOWER.encode(&Sha256::digest(&body)[..6]);
        Self { name, media_type, body, version }
    }

    /// Another address for other bytes, so that a browser may keep what it has.
    fn address(&self) -> String {
        format!("{}?v={}", self.name, self.version)
    }
}

static ASSETS: LazyLock<[Asset; 4]> = LazyLock::new(|| {
    let title = bundled_fonts().iter().find(|font| font.family == TITLE_FAMILY && !font.italic);
    let title = Asset::new("title.ttf", "font/ttf", Bytes::from_static(title.map_or(&[], |font| font.file())));
    // The same address as in the page, which has the browser fetch it early.
    let style = include_str!("../static/project.css").replace("title.ttf", &title.address());
    [
        Asset::new("project.css", "text/css; charset=utf-8", style.into()),
        Asset::new(
            "project.js",
            "text/javascript; charset=utf-8",
            Bytes::from_static(include_bytes!("../static/project.js")),
        ),
        Asset::new("pavo.svg", "image/svg+xml", Bytes::from_static(include_bytes!("../static/pavo.svg"))),
        title,
    ]
});

/// The address of a file beside others, `NAME?v=VERSION`.
pub(crate) fn address(name: &str) -> String {
    ASSETS.iter().find(|asset| asset.name == name).map_or_else(|| name.to_owned(), Asset::address)
}

/// Sends a file.
pub(crate) async fn handle(
    name: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let found = name.ok().and_then(|Path(name)| ASSETS.iter().find(|asset| asset.name == name));
    let asset =
        found.ok_or_else(|| ApiError::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this path"))?;
    let is_named = query.and_then(|query| query.strip_prefix("v=").map(|version| version == asset.version));
    let keep = match is_named {
        Some(true) => "public, max-age=31536000, immutable",
        // Another version's address, from a page of before an update.
        _ => "no-cache",
    };
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, keep),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, asset.body.clone()).into_response())
}
