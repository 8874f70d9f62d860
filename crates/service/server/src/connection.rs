//! Connections within bounds, so that nobody can hold all of them.
//!
//! A client that sends its headers a byte at a time costs nothing but a file descriptor; a
//! thousand such clients would leave none for databases, files and encoders. They need no key.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Open at once; further ones wait in the system's queue.
    pub(crate) connections: usize,
    /// How long nothing may be sent to a client: neither a next answer nor a next part of one.
    pub(crate) quiet: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        // Half of the 1,024 descriptors that a process usually may have; longer than any answer
        // takes to begin.
        Self { connections: 512, quiet: Duration::from_secs(75) }
    }
}

/// Accepts connections within bounds.
#[derive(Debug)]
pub(crate) struct BoundedListener {
    listener: TcpListener,
    places: Arc<Semaphore>,
    quiet: Duration,
}

impl BoundedListener {
    pub(crate) fn new(listener: TcpListener, bounds: Bounds) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(bounds.connections)), quiet: bounds.quiet }
    }
}

impl Listener for BoundedListener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // It fails when the semaphore is closed, which nobody does.
        let place = self.places.clone().acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Answers are small and sent whole; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let connection = Connection { stream, quiet: self.quiet, end: Box::pin(sleep(self.quiet)), _place: place };
        (connection, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends when nothing was sent to its client for too long.
///
/// What the client sends does not count: it decides how slowly it does that.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    quiet: Duration,
    end: Pin<Box<Sleep>>,
    /// Free for the next one when this one is dropped.
    _place: Option<OwnedSemaphorePermit>,
}

impl Connection {
    /// Fails when it was quiet for too long; wakes the task when that happens.
    fn check_quiet(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.end.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }

    /// Notes that `sent` bytes went out.
    fn note_sent(&mut self, sent: usize) {
        if sent > 0 {
            self.end.as_mut().reset(Instant::now() + self.quiet);
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check_quiet(context)?;
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        // Looked at when it cannot go on only: after a long computation there is still an answer.
        let Poll::Ready(sent) = Pin::new(&mut self.stream).poll_write(context, bytes)? else {
            self.check_quiet(context)?;
            return Poll::Pending;
        };
        self.note_sent(sent);
        Poll::Ready(Ok(sent))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let Poll::Ready(sent) = Pin::new(&mut self.stream).poll_write_vectored(context, parts)? else {
            self.check_quiet(context)?;
            return Poll::Pending;
        };
        self.note_sent(sent);
        Poll::Ready(Ok(sent))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::timeout;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(10);

    async fn listener(connections: usize, quiet: Duration) -> (BoundedListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (BoundedListener::new(listener, Bounds { connections, quiet }), address)
    }

    /// A client that sends a byte every 10 ms until it is cut off.
    fn drip(address: SocketAddr) {
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            while stream.write_all(b"a").await.is_ok() {
                sleep(Duration::from_millis(10)).await;
            }
        });
    }

    #[tokio::test]
    async fn client_that_drips_is_cut_off() {
        let (mut listener, address) = listener(1, Duration::from_millis(100)).await;
        drip(address);
        let (mut connection, _) = listener.accept().await;
        let reading = async { while connection.read_u8().await.is_ok() {} };
        timeout(PATIENCE, reading).await.unwrap();
        assert_eq!(connection.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn client_that_says_nothing_is_cut_off() {
        let (mut listener, address) = listener(1, Duration::from_millis(100)).await;
        let _client = TcpStream::connect(address).await.unwrap();
        let (mut connection, _) = listener.accept().await;
        let ended = timeout(PATIENCE, connection.read_u8()).await.unwrap();
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn client_that_does_not_read_is_cut_off() {
        let (mut listener, address) = listener(1, Duration::from_millis(100)).await;
        let _client = TcpStream::connect(address).await.unwrap();
        let (mut connection, _) = listener.accept().await;
        let writing = async { while connection.write_all(&[0; 65_536]).await.is_ok() {} };
        timeout(PATIENCE, writing).await.unwrap();
    }

    #[tokio::test]
    async fn client_that_is_answered_stays() {
        let quiet = Duration::from_millis(500);
        let (mut listener, address) = listener(1, quiet).await;
        drip(address);
        let (mut connection, _) = listener.accept().await;
        let began = Instant::now();
        while began.elapsed() < quiet * 3 {
            connection.read_u8().await.unwrap();
            connection.write_u8(b'b').await.unwrap();
        }
    }

    #[tokio::test]
    async fn connections_beyond_the_bound_wait_for_a_place() {
        let (mut listener, address) = listener(1, PATIENCE).await;
        let _clients = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
        let first = listener.accept().await;
        assert!(timeout(Duration::from_millis(50), listener.accept()).await.is_err());
        drop(first);
        timeout(PATIENCE, listener.accept()).await.unwrap();
    }
}
