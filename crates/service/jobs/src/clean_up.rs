//! Removing what is needed no longer, again and again: files of no video, words of old requests, old videos.

use std::sync::Arc;
use std::time::Duration;

use pavo_store::UnixMillis;
use tracing::{info, warn};

use crate::dispatcher::{Shared, chain_of};

/// How often it is looked for them; also once at the start.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// How long a request may come again under the same word.
const WORDS_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// How long a webhook that was heard or given up is kept.
const WEBHOOKS_KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Removes them until the dispatcher stops.
pub(crate) async fn clean_up(shared: Arc<Shared>) {
    let mut stop = shared.stop.subscribe();
    while !*stop.borrow_and_update() {
        match shared.store.clean_up_uploads(shared.settings.keep_uploads).await {
            Ok(0) => {}
            Ok(count) => info!(files = count, "Removed {count} files that no video needs"),
            Err(error) => warn!(error = chain_of(&error), "Files that no video needs could not be looked for"),
        }
        let until = UnixMillis(shared.store.clock().now().0.saturating_sub(WORDS_KEPT_MS));
        if let Err(error) = shared.store.forget_requests(until).await {
            warn!(error = chain_of(&error), "The words of old requests could not be forgotten");
        }
        let until = UnixMillis(shared.store.clock().now().0.saturating_sub(WEBHOOKS_KEPT_MS));
        if let Err(error) = shared.store.forget_webhooks(until).await {
            warn!(error = chain_of(&error), "Old webhooks could not be forgotten");
        }
        if let Some(keep) = shared.settings.keep_videos {
            let keep_ms = i64::try_from(keep.as_millis()).unwrap_or(i64::MAX);
            let until = UnixMillis(shared.store.clock().now().0.saturating_sub(keep_ms));
            match shared.store.forget_videos(until, || !*shared.stop.borrow()).await {
                Ok(0) => {}
                Ok(count) => info!(jobs = count, "Removed {count} videos that ended long ago"),
                Err(error) => warn!(error = chain_of(&error), "Videos that ended long ago could not be removed"),
            }
        }
        if let Err(error) = shared.store.finish_removals().await {
            warn!(error = chain_of(&error), "Files of deleted videos could not be removed from the object store");
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
