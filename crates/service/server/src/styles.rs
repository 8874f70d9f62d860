//! `/v1/styles`: brands that videos are asked to have by `style_id`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode};
use pavo_design::Brand;
use pavo_store::{MOST_STYLES, Style};
use serde::Serialize;
use serde_json::Value;

use crate::ApiError;
use crate::app::App;
use crate::auth::Asker;
use crate::create_video::{require_json, unreadable};
use crate::named_file::recorded;
use crate::problem::{Problem, one_line};

/// A style on the wire.
#[derive(Debug, Serialize)]
pub(crate) struct StyleResponse {
    style_id: String,
    name: String,
    /// The brand as it was handed in.
    brand: Value,
    created_at: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// A list of styles on the wire.
#[derive(Debug, Serialize)]
pub(crate) struct ListStylesResponse {
    styles: Vec<StyleResponse>,
}

/// Keeps a brand.
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<StyleResponse>, ApiError> {
    require_json(&headers)?;
    let mut brand = app.contract.read_style(&body.map_err(unreadable)?)?;
    if let Some(logo) = brand.get("logo").and_then(Value::as_str) {
        let address = recorded(&app, logo)
            .await?
            .map_err(|problem| unreadable_style(vec![Problem { field: "logo".to_owned(), problem }]))?;
        brand["logo"] = Value::String(address);
    }
    let text = brand.to_string();
    let (_, warnings) = Brand::read(&text).map_err(|problems| {
        let problem = |problem: pavo_scene::Problem| {
            let field = problem.pointer.trim_start_matches('/').replace('/', ".");
            Problem { problem: problem.to_string(), field }
        };
        unreadable_style(problems.into_iter().map(problem).collect())
    })?;
    let name = brand["name"].as_str().unwrap_or_default();
    let style = app.store().create_style(&asker.key_id, name, &text).await?;
    let style = style.ok_or_else(|| {
        let message = format!("the key has {MOST_STYLES} styles, as many as it may; delete one first");
        ApiError::new(StatusCode::CONFLICT, "too_many_styles", message)
    })?;
    Ok(Json(StyleResponse { warnings, ..response_of(&app, style) }))
}

/// Answers all styles of the key, newest first.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
) -> Result<Json<ListStylesResponse>, ApiError> {
    let styles = app.store().styles_of_key(&asker.key_id).await?;
    Ok(Json(ListStylesResponse { styles: styles.into_iter().map(|style| response_of(&app, style)).collect() }))
}

/// Answers one style.
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<StyleResponse>, ApiError> {
    let Path(id) = id.map_err(|_| no_such_style())?;
    let style = app.store().style_of_key(&asker.key_id, &id).await?;
    style.map(|style| Json(response_of(&app, style))).ok_or_else(no_such_style)
}

/// Removes one; videos that were made with it keep it.
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    Extension(asker): Extension<Asker>,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    let Path(id) = id.map_err(|_| no_such_style())?;
    let was_there = app.store().delete_style(&asker.key_id, &id).await?;
    if was_there { Ok(StatusCode::NO_CONTENT) } else { Err(no_such_style()) }
}

fn response_of(app: &App, style: Style) -> StyleResponse {
    let mut brand: Value = serde_json::from_str(&style.brand).unwrap_or_default();
    if let Some(logo) = brand.get("logo").and_then(Value::as_str) {
        brand["logo"] = Value::String(app.links.readable(logo));
    }
    StyleResponse {
        style_id: style.id,
        name: style.name,
        brand,
        created_at: style.created_at.to_string(),
        warnings: Vec::new(),
    }
}

/// It is written as it should be, but means nothing.
fn unreadable_style(problems: Vec<Problem>) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_style", one_line(&problems)).with_details(problems)
}

fn no_such_style() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "style_not_found", "there is no such style among those of this key")
}
