//! `GET /v1/videos/{video_id}/events` and `GET /projects/{token}/events`: how a video gets on, as it happens.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use pavo_jobs::Status;
use pavo_store::{StoreError, Video};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::ApiError;
use crate::app::App;
use crate::asked_video::AskedVideo;
use crate::design_view::DesignView;
use crate::get_video::response_of;
use crate::project_view::ProjectView;

/// How often is looked for something new.
const PACE: Duration = Duration::from_millis(250);

/// How often a line is sent although there is nothing new, so that nothing between takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Pages that are followed at once without a key: a quarter of the connections that there may be. Further ones are
/// loaded anew instead.
pub(crate) const MOST_PAGES: usize = 128;

/// Videos that are followed at once with keys; whoever finds no place asks for the video now and then, as always.
pub(crate) const MOST_STREAMS: usize = 192;

/// The id of the last event: who has it needs no other.
const LAST: &str = "last";

/// By what a video is found, and so who is told of it.
enum Followed {
    /// The holder of the key, who is told what the interface tells.
    OfKey { key_id: String, video_id: String },
    /// Anyone with the link, who is told what the page says; a design is read once.
    OfProject { token: String, design: Option<DesignView>, is_read: bool },
}

/// Where a stream of events is.
struct Follower {
    app: Arc<App>,
    followed: Followed,
    /// What was told last.
    told: String,
    is_over: bool,
    /// Its place among those that are followed.
    _place: OwnedSemaphorePermit,
}

/// Sends the whole video whenever something changed, and ends when nothing more will: every event says all, so none is
/// missed.
pub(crate) async fn handle(
    State(app): State<Arc<App>>,
    AskedVideo(video): AskedVideo,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let place =
        place_of(&app.streams, "many videos are being followed; ask for this one itself, or again in a moment")?;
    Ok(answer(app, Followed::OfKey { key_id: video.key_id, video_id: video.address.id }, place, &headers))
}

/// The same for the page of a project.
pub(crate) async fn of_project(
    State(app): State<Arc<App>>,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Path(token) = token.map_err(|_| ApiError::no_such_video())?;
    if app.store().video_of_project(&token).await?.is_none() {
        return Err(ApiError::no_such_video());
    }
    let place = place_of(&app.pages, "many pages are being followed; load this one again in a moment")?;
    Ok(answer(app, Followed::OfProject { token, design: None, is_read: false }, place, &headers))
}

/// One of the places; none is waited for.
fn place_of(places: &Arc<Semaphore>, refusal: &str) -> Result<OwnedSemaphorePermit, ApiError> {
    places.clone().try_acquire_owned().map_err(|_| {
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "busy", refusal).with_retry_after(Duration::from_secs(10))
    })
}

fn answer(app: Arc<App>, followed: Followed, place: OwnedSemaphorePermit, headers: &HeaderMap) -> Response {
    // By this answer a browser stops to come again.
    if headers.get("last-event-id").is_some_and(|id| id == LAST) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let follower = Follower { app, followed, told: String::new(), is_over: false, _place: place };
    let events = stream::unfold(follower, |mut follower| async {
        let event = follower.next().await?;
        Some((Ok::<_, Infallible>(event), follower))
    });
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))).into_response()
}

impl Followed {
    async fn video(&self, app: &App) -> Result<Option<Video>, StoreError> {
        match self {
            Self::OfKey { key_id, video_id } => app.store().video_of_key(key_id, video_id).await,
            Self::OfProject { token, .. } => app.store().video_of_project(token).await,
        }
    }

    /// What is to be told, without what differs from reading to reading, and the event that tells it.
    async fn news(&mut self, app: &App, video: Video) -> Option<(String, Event)> {
        let (news, event) = match self {
            Self::OfKey { .. } => {
                let response = response_of(app, video);
                (response.without_links(), Event::default().event("video").json_data(&response))
            }
            Self::OfProject { design, is_read, .. } => {
                if !*is_read {
                    // Read once it is there: it may be one that says nothing of its look.
                    *is_read = video.is_designed;
                    *design = DesignView::read(app.store(), &video).await.ok()?;
                }
                let view = ProjectView::of(app, &video, design.clone());
                (view.without_links(), Event::default().event("project").json_data(&view))
            }
        };
        Some((news, event.ok()?))
    }
}

impl Follower {
    /// The next event; `None` when there are no more.
    async fn next(&mut self) -> Option<Event> {
        while !self.is_over {
            // A client that comes again finds everything as it was.
            if self.app.dispatcher.is_stopping() {
                return None;
            }
            let video = self.followed.video(&self.app).await.ok()??;
            self.is_over = Status::of_outputs(&video.outputs) != Status::InProgress;
            let (news, event) = self.followed.news(&self.app, video).await?;
            if news != self.told {
                self.told = news;
                return Some(if self.is_over { event.id(LAST) } else { event });
            }
            tokio::time::sleep(PACE).await;
        }
        None
    }
}
