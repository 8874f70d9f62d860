//! Telling the ends of videos to the addresses that were given with them.

use std::sync::Arc;
use std::time::Duration;

use pavo_fetch::{FetchLimits, Fetcher};
use pavo_jobs::Status;
use pavo_store::{MOST_TELLINGS, StoreError, Webhook};
use serde_json::json;
use tokio::task::JoinSet;
use tracing::{info, warn};

use crate::app::App;
use crate::get_video::response_of;

/// How often is looked for something to tell.
const PACE: Duration = Duration::from_millis(500);

/// How many are told at once. An address that does not answer holds a place for as long as it may take.
const AT_ONCE: usize = 8;

/// How long an address may take to answer.
const LONGEST_ANSWER: Duration = Duration::from_secs(20);

/// How long one telling is left to whoever took it: longer than it may take.
const LEASE: Duration = Duration::from_secs(60);

/// Tells what there is to tell, until the server stops; ends when what is under way is heard and recorded, or not heard.
pub(crate) async fn tell(app: Arc<App>, fetcher: Fetcher) {
    let limits = FetchLimits { whole: LONGEST_ANSWER, ..fetcher.limits() };
    let fetcher = fetcher.with_limits(limits);
    let mut under_way = JoinSet::new();
    while !app.dispatcher.is_stopping() {
        while under_way.try_join_next().is_some() {}
        let taken = if under_way.len() < AT_ONCE { app.store().take_webhook(LEASE).await } else { Ok(None) };
        match taken {
            Ok(Some(webhook)) => {
                let (app, fetcher) = (app.clone(), fetcher.clone());
                under_way.spawn(async move {
                    if let Err(error) = tell_one(&app, fetcher, &webhook).await {
                        warn!(webhook.id = %webhook.id, %error, "A webhook could not be recorded");
                    }
                });
                continue;
            }
            Ok(None) => {}
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                warn!(%error, cause, "Webhooks cannot be read");
                tokio::time::sleep(PACE * 4).await;
            }
        }
        tokio::time::sleep(PACE).await;
    }
    while under_way.join_next().await.is_some() {}
}

async fn tell_one(app: &App, fetcher: Fetcher, webhook: &Webhook) -> Result<(), StoreError> {
    let store = app.store();
    if webhook.attempts > MOST_TELLINGS {
        // It was begun again and again, and never ended: perhaps it ends servers.
        return store.webhook_not_heard(webhook, "telling it was begun too often", true).await.map(drop);
    }
    let Some(video) = store.video_of_key(&webhook.key_id, &webhook.video_id).await? else {
        return store.webhook_not_heard(webhook, "the video was deleted", true).await.map(drop);
    };
    let kind = match Status::of_outputs(&video.outputs) {
        Status::Success => "video.succeeded",
        Status::Failed => "video.failed",
        // More files are wanted: it will end again.
        Status::InProgress => return store.webhook_not_heard(webhook, "the video goes on", true).await.map(drop),
    };
    let body = json!({
        "type": kind,
        "timestamp": webhook.created_at.to_string(),
        "data": response_of(app, video),
    })
    .to_string();
    let at_secs = store.clock().now().secs();
    let signature = store.webhook_secret(&webhook.key_id).await?.sign(&webhook.id, at_secs, &body);
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("webhook-id", webhook.id.clone()),
        ("webhook-timestamp", at_secs.to_string()),
        ("webhook-signature", signature),
    ];
    let url = webhook.url.clone();
    let posted = tokio::task::spawn_blocking(move || fetcher.post(&url, &headers, body.as_bytes())).await;
    let (reason, is_over) = match posted {
        Ok(Ok(200..=299)) => {
            info!(webhook.id = %webhook.id, "Told {kind}");
            return store.webhook_heard(webhook).await;
        }
        // Gone: nobody wants to hear it there any more.
        Ok(Ok(410)) => ("it answered 410".to_owned(), true),
        Ok(Ok(status)) => (format!("it answered {status}"), false),
        Ok(Err(error)) => (error.problem.to_string(), false),
        Err(_) => ("an internal error".to_owned(), false),
    };
    let goes_on = store.webhook_not_heard(webhook, &reason, is_over).await?;
    let then = if goes_on { "it is told again later" } else { "it is given up" };
    warn!(webhook.id = %webhook.id, attempts = webhook.attempts, reason, "A webhook was not heard; {then}");
    Ok(())
}
