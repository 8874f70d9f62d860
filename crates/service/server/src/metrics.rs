//! `GET /metrics`: figures for Prometheus and what reads its format (`OpenMetrics` text).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use sha2::{Digest, Sha256};

use crate::ApiError;
use crate::app::App;

/// The form of the answer.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Upper ends of the spans in which answers are counted, in seconds.
const SPANS_SECS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

type SpansOfRoutes = Family<Kind, Histogram, fn() -> Histogram>;

/// What is counted and measured, since the server started.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    answers: Family<Answered, Counter>,
    spans: SpansOfRoutes,
    videos: Family<Kind, Gauge>,
    queue_bound: Gauge,
    ended: Family<Kind, Counter>,
    seconds: Family<Kind, Counter<f64, AtomicU64>>,
    webhooks: Gauge,
    /// The digest of the word that opens it; without one it is open.
    token: Option<[u8; 32]>,
}

impl Metrics {
    /// Nothing counted yet; `token` opens the figures, without one they are open to everybody.
    pub(crate) fn new(token: Option<&str>) -> Self {
        let mut registry = Registry::with_prefix("pavo");
        let answers = Family::default();
        registry.register("http_requests", "Answers by method, route and status", answers.clone());
        let spans = Family::new_with_constructor((|| Histogram::new(SPANS_SECS)) as fn() -> Histogram);
        let help = "Time until an answer began, by whether something was read or changed";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, spans.clone());
        let videos = Family::default();
        registry.register("videos", "Videos that wait and that are worked on", videos.clone());
        let queue_bound = Gauge::default();
        registry.register("queue_bound", "Videos that may wait", queue_bound.clone());
        let ended = Family::default();
        registry.register("ended", "What ended since the start: videos and outputs, made and failed", ended.clone());
        let seconds = Family::default();
        let help = "Time spent on designing and on drawing with encoding, since the start";
        registry.register_with_unit("work", help, Unit::Seconds, seconds.clone());
        let webhooks = Gauge::default();
        registry.register("webhooks_waiting", "Ends of videos that are still to be told", webhooks.clone());
        let version: Family<Vec<(String, String)>, Gauge> = Family::default();
        version.get_or_create(&vec![("version".to_owned(), env!("CARGO_PKG_VERSION").to_owned())]).set(1);
        registry.register("build", "The version that runs", version);
        let token = token.map(|token| Sha256::digest(token.as_bytes()).into());
        Self { registry, answers, spans, videos, queue_bound, ended, seconds, webhooks, token }
    }

    /// Counts an answer.
    pub(crate) fn count(&self, method: &str, route: &str, status: u16, span: Duration) {
        // A client may call its method anything, and each would be a figure of its own for ever.
        let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        let method = if known.contains(&method) { method } else { "other" };
        let answered = Answered { method: method.to_owned(), route: route.to_owned(), status };
        self.answers.get_or_create(&answered).inc();
        let kind = if matches!(method, "GET" | "HEAD" | "OPTIONS") { "read" } else { "change" };
        self.spans.get_or_create(&Kind { kind }).observe(span.as_secs_f64());
    }

    /// Whether a request may see the figures.
    fn lets_in(&self, headers: &HeaderMap) -> bool {
        let Some(expected) = self.token else { return true };
        let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let sent = sent.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        // Digests are compared: how long that takes tells nothing of the word.
        <[u8; 32]>::from(Sha256::digest(sent.trim().as_bytes())) == expected
    }
}

/// Answers with all figures.
pub(crate) async fn handle(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, ApiError> {
    let metrics = &app.metrics;
    if !metrics.lets_in(&headers) {
        let message = "the figures need the header Authorization: Bearer with the server's --metrics-token";
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, "unauthorized", message));
    }
    let load = app.store().load().await?;
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    metrics.videos.get_or_create(&Kind { kind: "queued" }).set(whole(load.queued));
    metrics.videos.get_or_create(&Kind { kind: "running" }).set(whole(load.running));
    metrics.webhooks.set(whole(load.webhooks));
    metrics.queue_bound.set(i64::from(app.dispatcher.settings().max_queued));
    let tally = app.dispatcher.tally();
    for (kind, count) in [
        ("videos_made", tally.videos_made),
        ("videos_failed", tally.videos_failed),
        ("outputs_made", tally.outputs_made),
        ("outputs_failed", tally.outputs_failed),
    ] {
        metrics.ended.get_or_create(&Kind { kind }).inner().store(count, Ordering::Relaxed);
    }
    for (kind, span) in [("designing", tally.designing), ("drawing", tally.drawing)] {
        metrics.seconds.get_or_create(&Kind { kind }).inner().store(span.as_secs_f64().to_bits(), Ordering::Relaxed);
    }
    let mut text = String::new();
    encode(&mut text, &metrics.registry).map_err(|_| ApiError::internal())?;
    Ok(([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response())
}
