//! The life of a server process, from options to the last answer.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use pavo_fetch::Fetcher;
use pavo_jobs::{Dispatcher, Settings, Studio};
use pavo_store::{Clock, DataDir, Store, StoreError, StoreOptions};
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tracing::info;

use crate::{ContractError, PublicUrlError, Server, ServerSettings};

/// How long videos and downloads under way may go on after a request to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How a server process shall run.
#[derive(Debug, Clone)]
pub struct Options {
    /// `host:port`; port 0 takes a free one.
    pub listen: String,
    /// Where everything is kept; made when missing.
    pub data: PathBuf,
    /// What links begin with; `None` takes the listening address.
    pub public_url: Option<String>,
    /// Videos that may wait; at least 1.
    pub max_queued: u32,
    /// How long a handed-in or fetched file is kept after its last use, where no video names it.
    pub keep_uploads: Duration,
    /// How long a video is kept after its work ended, with its files; `None` keeps it for ever.
    pub keep_videos: Option<Duration>,
    /// What is kept elsewhere than in the data folder.
    pub store: StoreOptions,
    /// What webhooks go out by, and files that agents hand in come by.
    pub fetcher: Fetcher,
    /// What opens `/metrics`, as a bearer token; `None` leaves it open.
    pub metrics_token: Option<String>,
}

/// What is known once requests are answered.
#[derive(Debug, Clone)]
pub struct Ready {
    /// Where it listens.
    pub address: SocketAddr,
    /// What links begin with.
    pub public_url: String,
    /// Whether anybody can use it: some key works.
    pub has_key: bool,
    /// The data folder, absolute.
    pub data: PathBuf,
}

/// Why a server could not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {listen}{}", hint_of(source))]
    Listen {
        /// What was asked for.
        listen: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The data folder or the database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The public URL is none.
    #[error(transparent)]
    PublicUrl(#[from] PublicUrlError),
    /// A mistake in this build.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The runtime could not be started.
    #[error("the server's threads could not be started")]
    Runtime {
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

fn hint_of(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => ": another program is listening there; stop it or choose another --listen",
        io::ErrorKind::PermissionDenied => ": ports below 1024 need privileges",
        io::ErrorKind::AddrNotAvailable => ": this machine does not have that address",
        io::ErrorKind::InvalidInput => ": it must look like 127.0.0.1:8080",
        _ => "",
    }
}

/// Serves until the process is asked to stop (ctrl-c or SIGTERM), then stops cleanly.
///
/// Calls `ready` once, when requests are answered. A second request to stop ends the process
/// at once; what was under way is picked up at the next start.
///
/// # Errors
/// [`ServeError`]; all of them come before `ready` is called.
pub fn run(options: &Options, studio: Arc<dyn Studio>, ready: impl FnOnce(&Ready)) -> Result<(), ServeError> {
    let served = run_while(options, studio, |at| {
        ready(&at);
        std::future::pending::<()>()
    });
    served.map(drop)
}

/// Serves as [`run`] does, but no longer than `work` goes on, which begins when requests are answered.
///
/// What came of it; `None` when the process was asked to stop before.
///
/// # Errors
/// [`ServeError`]; all of them come before `work` is called.
pub fn run_while<F: Future>(
    options: &Options,
    studio: Arc<dyn Studio>,
    work: impl FnOnce(Ready) -> F,
) -> Result<Option<F::Output>, ServeError> {
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(|source| ServeError::Runtime { source })?;
    let result = runtime.block_on(async {
        let server = start(options, studio).await?;
        let store = server.dispatcher().store();
        let ready = Ready {
            address: server.address(),
            public_url: server.public_url().to_owned(),
            has_key: store.has_active_key().await?,
            data: store.data_dir().root().to_owned(),
        };
        Ok(serve(server, work(ready)).await)
    });
    // A step that does not heed its cancellation must not keep the process alive.
    runtime.shutdown_timeout(Duration::from_secs(1));
    result
}

async fn start(options: &Options, studio: Arc<dyn Studio>) -> Result<Server, ServeError> {
    let listener = TcpListener::bind(&options.listen)
        .await
        .map_err(|source| ServeError::Listen { listen: options.listen.clone(), source })?;
    let store = Store::open_at(DataDir::create(&options.data)?, options.store.clone(), Clock::system()).await?;
    let settings = Settings {
        max_queued: options.max_queued.max(1),
        keep_uploads: options.keep_uploads,
        keep_videos: options.keep_videos,
        ..Settings::default()
    };
    let dispatcher = Dispatcher::start(store, studio, settings).await?;
    let settings = ServerSettings {
        public_url: options.public_url.clone(),
        fetcher: options.fetcher.clone(),
        metrics_token: options.metrics_token.clone(),
        ..ServerSettings::default()
    };
    Server::start(listener, dispatcher, settings).await
}

async fn serve<T>(mut server: Server, work: impl Future<Output = T>) -> Option<T> {
    let store = server.dispatcher().store().clone();
    let done = tokio::select! {
        done = work => Some(done),
        () = asked_to_stop() => {
            info!("Stopping; once more stops at once");
            None
        }
        () = server.broken() => None,
    };
    let end = async {
        server.stop(GRACE).await;
        // Folds the database's journal into its file.
        store.close().await;
    };
    tokio::select! {
        () = end => info!("Stopped"),
        () = asked_to_stop() => info!("Stopped at once"),
    }
    done
}

#[cfg(unix)]
fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    // Registered here, not at the first poll, so that no signal is missed in between.
    let terminate = signal(SignalKind::terminate());
    let interrupt = signal(SignalKind::interrupt());
    async {
        match (terminate, interrupt) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! { _ = terminate.recv() => {} _ = interrupt.recv() => {} }
            }
            // Without handlers the system's own way of ending us is left.
            _ => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
