//! Removing files that no video needs any more, again and again.

use std::sync::Arc;
use std::time::Duration;

use tracing::{info, warn};

use crate::dispatcher::{Shared, chain_of};

/// How often it is looked for them; also once at the start.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Removes them until the dispatcher stops.
pub(crate) async fn clean_up(shared: Arc<Shared>) {
    let mut stop = shared.stop.subscribe();
    while !*stop.borrow_and_update() {
        match shared.store.clean_up_uploads(shared.settings.keep_uploads).await {
            Ok(0) => {}
            Ok(count) => info!(files = count, "Removed {count} files that no video needs"),
            Err(error) => warn!(error = chain_of(&error), "Files that no video needs could not be looked for"),
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
