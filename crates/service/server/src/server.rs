//! A running server.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use pavo_fetch::Fetcher;
use pavo_jobs::Dispatcher;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;

use crate::app::{App, router};
use crate::connection::{BoundedListener, Bounds};
use crate::contract::Contract;
use crate::events::{MOST_PAGES, MOST_STREAMS};
use crate::link::Links;
use crate::metrics::Metrics;
use crate::picture::AT_ONCE;
use crate::poster::Posters;
use crate::process::ServeError;
use crate::rate::Rates;
use crate::webhooks::tell;

/// Answers requests until it is stopped or dropped; dropping cuts connections off.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    public_url: String,
    dispatcher: Arc<Dispatcher>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
    /// Tells the ends of videos.
    telling: JoinHandle<()>,
}

/// How a server meets the world.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// What links begin with; `None` takes the listener's address.
    pub public_url: Option<String>,
    /// What webhooks go out by, and files that agents hand in come by.
    pub fetcher: Fetcher,
    /// What opens `/metrics`, as a bearer token; `None` leaves it open.
    pub metrics_token: Option<String>,
    /// How long an answer may take to begin, a slow sender's body included; where a file is handed in, twice as long.
    pub request_time: Duration,
}

impl Default for ServerSettings {
    /// Links begin with the listener's address, nothing but the public internet is reached, figures are open, and answers
    /// begin within 30 s.
    fn default() -> Self {
        Self {
            public_url: None,
            fetcher: Fetcher::new(Vec::new()),
            metrics_token: None,
            request_time: Duration::from_secs(30),
        }
    }
}

impl Server {
    /// Answers on `listener`.
    ///
    /// # Errors
    /// [`ServeError::PublicUrl`], [`ServeError::Store`] when there is no signing secret to be
    /// had, [`ServeError::Listen`] when the listener has no address.
    pub async fn start(
        listener: TcpListener,
        dispatcher: Dispatcher,
        settings: ServerSettings,
    ) -> Result<Self, ServeError> {
        let ServerSettings { public_url, fetcher, metrics_token, request_time } = settings;
        let address = listener
            .local_addr()
            .map_err(|source| ServeError::Listen { listen: "the given listener".to_owned(), source })?;
        let public_url = public_url.unwrap_or_else(|| default_url(address));
        let secret = dispatcher.store().signing_secret().await?;
        let dispatcher = Arc::new(dispatcher);
        let app = App {
            dispatcher: dispatcher.clone(),
            contract: Contract::load()?,
            links: Links::new(&public_url, secret)?,
            rates: Rates::default(),
            metrics: Metrics::new(metrics_token.as_deref()),
            drawing: Arc::new(Semaphore::new(AT_ONCE)),
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
            request_time,
            pages: Arc::new(Semaphore::new(MOST_PAGES)),
            posters: Posters::default(),
        };
        let app = Arc::new(app);
        let telling = tokio::spawn(tell(app.clone(), fetcher.clone()));
        let (stop, stopped) = oneshot::channel::<()>();
        let service = axum::serve(BoundedListener::new(listener, Bounds::default()), router(&app, fetcher));
        let service = service.with_graceful_shutdown(async {
            // Also ends when the sender is dropped.
            let _ = stopped.await;
        });
        let task = tokio::spawn(service.into_future());
        Ok(Self { address, public_url, dispatcher, stop: Some(stop), task, telling })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What links begin with.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// The dispatcher behind it.
    #[must_use]
    pub fn dispatcher(&self) -> &Dispatcher {
        &self.dispatcher
    }

    /// Takes no new requests, gives answers and videos under way up to `grace` to finish, and
    /// leaves the rest for the next start.
    pub async fn stop(mut self, grace: Duration) {
        self.dispatcher.close();
        if let Some(stop) = self.stop.take() {
            // The task may have ended on its own.
            let _ = stop.send(());
        }
        let drained = async {
            if !self.task.is_finished() {
                let _ = tokio::time::timeout(grace, &mut self.task).await;
            }
        };
        let told = async {
            if !self.telling.is_finished() {
                // What is cut off counts as not heard, and is told again after the next start.
                let _ = tokio::time::timeout(grace, &mut self.telling).await;
            }
        };
        tokio::join!(drained, told, self.dispatcher.stop(grace));
    }

    /// Ends when the server ends on its own: never, unless the listener breaks.
    pub(crate) async fn broken(&mut self) {
        if let Ok(Err(error)) = (&mut self.task).await {
            tracing::error!(%error, "The listener broke");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        // What is not recorded as heard is told again.
        self.telling.abort();
    }
}

/// An address that can be opened: one that means "everywhere" is replaced by this machine's.
fn default_url(address: SocketAddr) -> String {
    if !address.ip().is_unspecified() {
        return format!("http://{address}");
    }
    let port = address.port();
    match address {
        SocketAddr::V4(_) => format!("http://127.0.0.1:{port}"),
        SocketAddr::V6(_) => format!("http://[::1]:{port}"),
    }
}
