//! All routes, and what surrounds each of them.

use std::any::Any;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use pavo_fetch::Fetcher;
use pavo_jobs::Dispatcher;
use pavo_store::Store;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tracing::{debug, info, warn};

use crate::auth::require_key;
use crate::contract::{Contract, OPENAPI};
use crate::leftover::discard_leftover;
use crate::link::Links;
use crate::metrics::Metrics;
use crate::poster::Posters;
use crate::rate::Rates;
use crate::request_id::{REQUEST_ID, request_id_of};
use crate::upload::{FORM_BYTES, LARGEST_UPLOAD_BYTES};
use crate::{
    ApiError, add_outputs, assets, create_video, end_video, events, file, get_scene, get_video, health, list_videos,
    mcp, metrics, patch_scene, picture, poster, project_page, styles, upload,
};

/// Requests are small: prompts and addresses.
pub(crate) const BODY_LIMIT_BYTES: usize = 1 << 20;

/// Where files are handed in.
const FILES: &str = "/v1/files";

/// What the routes share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) dispatcher: Arc<Dispatcher>,
    pub(crate) contract: Contract,
    pub(crate) links: Links,
    pub(crate) rates: Rates,
    pub(crate) metrics: Metrics,
    /// How long an answer may take to begin; where a file is handed in, twice as long.
    pub(crate) request_time: Duration,
    /// Bounds how many pictures are drawn at once.
    pub(crate) drawing: Arc<Semaphore>,
    /// Bounds how many videos are followed at once by keys.
    pub(crate) streams: Arc<Semaphore>,
    /// Bounds how many project pages are followed at once.
    pub(crate) pages: Arc<Semaphore>,
    /// The posters that were drawn last.
    pub(crate) posters: Posters,
}

impl App {
    pub(crate) fn store(&self) -> &Store {
        self.dispatcher.store()
    }
}

/// The service as one function from request to answer; what agents name is fetched by `fetcher`.
pub(crate) fn router(app: &Arc<App>, fetcher: Fetcher) -> Router {
    let routes = surrounded(routes(), app);
    let tools = Router::new().route_service("/mcp", mcp::service(routes.clone(), fetcher));
    let tools = tools.layer(middleware::map_response(mcp::in_our_words));
    routes.merge(surrounded(tools, app))
}

fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/v1/videos", get(list_videos::handle).post(create_video::handle))
        .route("/v1/videos/{video_id}", get(get_video::handle).delete(end_video::delete))
        .route("/v1/videos/{video_id}/cancel", post(end_video::cancel))
        .route("/v1/videos/{video_id}/scene", get(get_scene::handle).patch(patch_scene::handle))
        .route("/v1/videos/{video_id}/exports", post(add_outputs::handle))
        .route("/v1/videos/{video_id}/events", get(events::handle))
        .route("/v1/videos/{video_id}/still.png", get(picture::still))
        .route("/v1/videos/{video_id}/sheet.png", get(picture::sheet))
        .route("/v1/styles", get(styles::list).post(styles::create))
        .route("/v1/styles/{style_id}", get(styles::get).delete(styles::delete))
        .route("/v1/openapi.json", get(openapi))
        .route(FILES, post(upload::handle).layer(DefaultBodyLimit::max(LARGEST_UPLOAD_BYTES + FORM_BYTES)))
        .route("/uploads/{digest}/{name}", get(upload::read))
        .route("/healthz", get(health::handle))
        .route("/readyz", get(health::readiness))
        .route("/metrics", get(metrics::handle))
        .route("/files/{video_id}/{position}/{name}", get(file::handle).options(file::preflight))
        .route("/projects/{token}", get(project_page::handle))
        .route("/projects/{token}/events", get(events::of_project))
        .route("/projects/{token}/poster.png", get(poster::handle))
        .route("/assets/{name}", get(assets::handle))
        .fallback(no_such_route)
        .method_not_allowed_fallback(wrong_method)
}

fn surrounded(routes: Router<Arc<App>>, app: &Arc<App>) -> Router {
    routes
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
        .layer(middleware::from_fn_with_state(app.clone(), require_key))
        .layer(middleware::from_fn_with_state(app.clone(), limit_time))
        .layer(CatchPanicLayer::custom(answer_panic))
        .layer(middleware::from_fn(discard_leftover))
        .layer(middleware::from_fn_with_state(app.clone(), log_request))
        .with_state(app.clone())
}

async fn openapi() -> Response {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], OPENAPI).into_response()
}

async fn no_such_route() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this path")
}

async fn wrong_method() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "this path does not take this method; the Allow header lists those it takes",
    )
}

fn answer_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    ApiError::internal().into_response()
}

async fn limit_time(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let times = if request.uri().path() == FILES { 2 } else { 1 };
    let answer = tokio::time::timeout(app.request_time * times, next.run(request));
    answer.await.unwrap_or_else(|_| {
        ApiError::new(StatusCode::REQUEST_TIMEOUT, "timeout", "the request took too long").into_response()
    })
}

/// One line and one count per request, and its word in the answer. The path's pattern, not the path: links are secrets.
async fn log_request(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(no route)".to_owned(), |path| path.as_str().to_owned());
    let id = request_id_of(request.headers());
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    app.metrics.count(method.as_str(), &route, status, began.elapsed());
    let request_id = id.as_ref().and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    if let Some(id) = id {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    // Clients poll: readings that go well are for those who look for them.
    if response.status().is_server_error() {
        warn!(%method, route, status, duration_ms, request_id, "Answered {method} {route} with {status}");
    } else if method == Method::POST {
        info!(%method, route, status, duration_ms, request_id, "Answered {method} {route} with {status}");
    } else {
        debug!(%method, route, status, duration_ms, request_id, "Answered {method} {route} with {status}");
    }
    response
}
