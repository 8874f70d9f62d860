//! The rest of a request's body that nobody wanted to read.
//!
//! An answer given before the body is read ends the connection, and a client that is still
//! sending then sees a broken pipe instead of "401" or "413". So the rest is read and thrown
//! away, within bounds.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};

/// What is thrown away at most; a longer body does end the connection.
const BYTES: usize = 16 << 20;

/// How long it may take at most.
const TIME: Duration = Duration::from_secs(5);

/// A body that two can hold: whoever answers, and whoever throws the rest away.
#[derive(Clone)]
struct SharedBody(Arc<Mutex<Body>>);

/// Answers, then reads what was not read of the request.
pub(crate) async fn discard_leftover(request: Request, next: Next) -> Response {
    // A client that asks before sending will not send after an answer.
    if request.body().is_end_stream() || request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let body = SharedBody(Arc::new(Mutex::new(body)));
    let request = Request::from_parts(head, Body::new(body.clone()));
    let response = next.run(request).await;
    // When it takes too long the connection ends, as it would have anyway.
    let _ = tokio::time::timeout(TIME, discard(body)).await;
    response
}

async fn discard(mut body: SharedBody) {
    let mut discarded = 0;
    while discarded < BYTES {
        let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let Some(Ok(frame)) = frame else { return };
        discarded += frame.data_ref().map_or(0, Bytes::len);
    }
}

impl SharedBody {
    fn with<T>(&self, look: impl FnOnce(&mut Body) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl HttpBody for SharedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.with(|body| Pin::new(body).poll_frame(context))
    }

    fn is_end_stream(&self) -> bool {
        self.with(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.with(|body| body.size_hint())
    }
}
