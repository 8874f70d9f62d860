//! `GET /v1/videos/{video_id}/events`: how a video gets on, as it happens.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use pavo_jobs::Status;

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;
use crate::get_video::response_of;

/// How often is looked for something new.
const PACE: Duration = Duration::from_millis(250);

/// How often a line is sent although there is nothing new, so that nothing between takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The id of the last event: who has it needs no other.
const LAST: &str = "last";

/// Where a stream of events is.
struct Follower {
    app: Arc<App>,
    key_id: String,
    video_id: String,
    /// What was told last.
    told: String,
    is_over: bool,
}

/// Sends the whole video whenever something changed, and ends when nothing more will: every event says all, so none is
/// missed.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    AskedVideo(video): AskedVideo,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    // By this answer a browser stops to come again.
    if headers.get("last-event-id").is_some_and(|id| id == LAST) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let follower =
        Follower { app, key_id: video.key_id, video_id: video.address.id, told: String::new(), is_over: false };
    let events = stream::unfold(follower, |mut follower| async {
        let event = follower.next().await?;
        Some((Ok::<_, Infallible>(event), follower))
    });
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((headers, Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response())
}

impl Follower {
    /// The next event; `None` when there are no more.
    async fn next(&mut self) -> Option<Event> {
        while !self.is_over {
            // A client that comes again finds everything as it was.
            if self.app.dispatcher.is_stopping() {
                return None;
            }
            let video = self.app.store().video_of_key(&self.key_id, &self.video_id).await.ok()??;
            self.is_over = Status::of_outputs(&video.outputs) != Status::InProgress;
            let response = response_of(&self.app, video);
            // Links differ from reading to reading.
            let news = response.without_links();
            if news != self.told {
                self.told = news;
                let event = Event::default().event("video").json_data(&response).ok()?;
                return Some(if self.is_over { event.id(LAST) } else { event });
            }
            tokio::time::sleep(PACE).await;
        }
        None
    }
}
