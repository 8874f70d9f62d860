//! An S3-compatible store in the test's own process.

use std::net::SocketAddr;

use hyper_util::rt::TokioIo;
use pavo_store::BucketAddress;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

const BUCKET: &str = "films";
const KEY: &str = "AKIAPAVOTESTS";
const SECRET: &str = "a-secret-of-the-tests";

/// A store with one bucket; it can go away and come back.
pub(crate) struct S3 {
    folder: tempfile::TempDir,
    address: SocketAddr,
    serving: Option<JoinHandle<()>>,
}

impl S3 {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut s3 = Self { folder, address: listener.local_addr().unwrap(), serving: None };
        s3.serve(listener);
        s3
    }

    fn serve(&mut self, listener: TcpListener) {
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(self.folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        self.serving = Some(tokio::spawn(accept(listener, builder.build())));
    }

    /// Cuts all connections off and takes no more.
    pub(crate) async fn go_away(&mut self) {
        let serving = self.serving.take().unwrap();
        serving.abort();
        let _ = serving.await;
    }

    /// Answers again, where it did.
    pub(crate) async fn come_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }

    /// The bucket, with names that begin with a prefix.
    pub(crate) fn bucket(&self) -> BucketAddress {
        self.bucket_with_secret(SECRET)
    }

    pub(crate) fn bucket_with_secret(&self, secret: &str) -> BucketAddress {
        let settings = [
            ("aws_endpoint", format!("http://{}", self.address)),
            ("aws_allow_http", "true".to_owned()),
            ("aws_region", "us-east-1".to_owned()),
            ("aws_access_key_id", KEY.to_owned()),
            ("aws_secret_access_key", secret.to_owned()),
        ];
        let address = BucketAddress::parse("s3://films/of/pavo").unwrap();
        settings.into_iter().fold(address, |address, (name, value)| address.with_setting(name, &value).unwrap())
    }

    /// Puts something under a name of a video that no row tells of; the name.
    #[allow(dead_code, reason = "the tests of the server have this file too")]
    pub(crate) fn stray(&self, video_id: &str) -> String {
        let name = format!("{video_id}/7-0.mp4");
        std::fs::write(self.folder.path().join(BUCKET).join("of/pavo").join(&name), "stray").unwrap();
        name
    }

    /// The names of what is in it, without the prefix, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let root = self.folder.path().join(BUCKET).join("of/pavo");
        let mut names = Vec::new();
        for video in std::fs::read_dir(&root).into_iter().flatten().flatten() {
            for object in std::fs::read_dir(video.path()).unwrap().flatten() {
                let path = object.path();
                names.push(path.strip_prefix(&root).unwrap().to_string_lossy().into_owned());
            }
        }
        names.sort();
        names
    }
}

async fn accept(listener: TcpListener, service: S3Service) {
    // Dropped with this task, and the connections with it.
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        let service = service.clone();
        connections.spawn(async move {
            let _ = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new())
                .serve_connection(TokioIo::new(socket), service)
                .await;
        });
    }
}
