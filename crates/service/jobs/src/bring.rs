//! Bringing a video's files to this server.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use pavo_fetch::{Fetcher, TakeError, kind_of};
use pavo_store::DataDir;
use tracing::{debug, warn};

use crate::dispatcher::chain_of;
use crate::files::UPLOAD;
use crate::{CancelFlag, StudioError};

/// How many files are fetched at once.
const AT_ONCE: usize = 4;

/// How long all files of a video may take together.
const MOST_TIME: Duration = Duration::from_secs(120);

/// How often somebody looks whether to stop.
const TICK: Duration = Duration::from_millis(50);

/// Files that were looked for, by their addresses: what they are kept as (`upload:DIGEST/NAME`), or why they are not.
pub(crate) type Brought = BTreeMap<String, Result<String, String>>;

/// Fetches what `files` name on other servers, each address once, and keeps it under the data folder at `root`.
///
/// Running it twice keeps nothing twice.
///
/// # Errors
/// [`StudioError::Cancelled`] when `cancel` was heeded. What is under way then ends by itself, within the fetcher's limits.
pub(crate) fn bring<'f>(
    root: &Path,
    fetcher: &Fetcher,
    files: impl Iterator<Item = &'f String>,
    cancel: &CancelFlag,
) -> Result<Brought, StudioError> {
    let began = Instant::now();
    let mut brought = Brought::new();
    for address in files.filter(|file| is_address(file)) {
        brought.entry(address.clone()).or_insert_with(|| {
            Err(format!("it was not fetched: the files of the video took longer than {} s", MOST_TIME.as_secs()))
        });
    }
    let addresses: Arc<[String]> = brought.keys().cloned().collect();
    let next = Arc::new(AtomicUsize::new(0));
    let (sender, ended) = mpsc::channel();
    for _ in 0..AT_ONCE.min(addresses.len()) {
        let work =
            Work { addresses: addresses.clone(), next: next.clone(), root: root.to_owned(), fetcher: fetcher.clone() };
        let sender = sender.clone();
        let thread = thread::Builder::new().name("pavo-fetch".to_owned());
        if let Err(error) = thread.spawn(move || work.run(&sender)) {
            warn!(%error, "A thread for fetching could not be started");
        }
    }
    drop(sender);
    while began.elapsed() < MOST_TIME {
        if cancel.is_cancelled() {
            next.store(addresses.len(), Ordering::Relaxed);
            return Err(StudioError::Cancelled);
        }
        match ended.recv_timeout(TICK) {
            Ok((index, outcome)) => {
                brought.insert(addresses[index].clone(), outcome);
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    next.store(addresses.len(), Ordering::Relaxed);
    if !addresses.is_empty() {
        let count = brought.values().filter(|outcome| outcome.is_ok()).count();
        debug!(files = addresses.len(), fetched = count, "Fetched {count} files of other servers");
    }
    Ok(brought)
}

/// Whether a file is on another server, as the record names it.
pub(crate) fn is_address(file: &str) -> bool {
    let begins_with = |scheme: &str| file.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    begins_with("http://") || begins_with("https://")
}

/// What one thread needs to fetch file after file.
struct Work {
    addresses: Arc<[String]>,
    /// The place of the next address that nobody has begun.
    next: Arc<AtomicUsize>,
    root: PathBuf,
    fetcher: Fetcher,
}

impl Work {
    fn run(&self, ended: &mpsc::Sender<(usize, Result<String, String>)>) {
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(address) = self.addresses.get(index) else { return };
            // Nobody listens any more where it took too long.
            if ended.send((index, self.kept(address))).is_err() {
                return;
            }
        }
    }

    fn kept(&self, address: &str) -> Result<String, String> {
        let fetched = self.fetcher.fetch(address).map_err(|error| error.to_string())?;
        if kind_of(&fetched.bytes).is_none() {
            return Err(TakeError::Unknown.to_string());
        }
        let digest = DataDir::keep_upload_in(&self.root, &fetched.bytes).map_err(|error| {
            warn!(error = chain_of(&error), "A fetched file could not be kept");
            "it could not be stored on the server".to_owned()
        })?;
        Ok(format!("{UPLOAD}{digest}/{}", fetched.name))
    }
}
