//! A bucket of an S3-compatible store, for finished files.

use std::fmt;
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    BackoffConfig, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutMode, PutPayload, RetryConfig,
};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use url::Url;

use crate::StoreError;
use crate::bucket_http::UreqConnector;
use crate::stored_file::FileBytes;

/// Files up to this size are sent at once, larger ones in parts of at least it. The service itself asks for 5 MiB.
const PART_BYTES: u64 = 8 << 20;

/// Parts that a file may have; the service itself allows 10 000.
const MOST_PARTS: u64 = 9000;

/// Parts that are under way at once.
const PARTS_AT_ONCE: usize = 3;

/// How long is waited before a file is sent again, one after the other; then it is given up.
const AGAIN_AFTER: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// The address of a bucket, `s3://bucket/prefix`. Neither `Debug` nor `Display` shows a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketAddress {
    bucket: String,
    prefix: String,
    settings: Vec<(AmazonS3ConfigKey, String)>,
}

impl BucketAddress {
    /// Reads `s3://bucket/prefix`. Who is asked and with which key is taken from the environment when the store is opened:
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, `AWS_ALLOW_HTTP` and others of that name.
    ///
    /// # Errors
    /// [`StoreError::BucketAddress`], which does not repeat the address.
    pub fn parse(address: &str) -> Result<Self, StoreError> {
        let refused = |problem: &str| StoreError::BucketAddress { problem: problem.to_owned() };
        let url = Url::parse(address.trim()).map_err(|error| refused(&error.to_string()))?;
        if url.scheme() != "s3" {
            return Err(refused("it must begin with s3://"));
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return Err(refused("keys come from the environment's AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
        }
        let bucket = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| refused("it names no bucket"))?;
        let prefix = Path::from_url_path(url.path()).map_err(|error| refused(&error.to_string()))?;
        Ok(Self { bucket: bucket.to_owned(), prefix: prefix.to_string(), settings: Vec::new() })
    }

    /// The same with a setting instead of that of the environment, such as `("aws_endpoint", "http://127.0.0.1:9000")`.
    ///
    /// # Errors
    /// [`StoreError::BucketAddress`] when there is no such setting.
    pub fn with_setting(mut self, name: &str, value: &str) -> Result<Self, StoreError> {
        let key = name.parse().map_err(|_| StoreError::BucketAddress { problem: format!("there is no {name}") })?;
        self.settings.push((key, value.to_owned()));
        Ok(self)
    }
}

impl fmt::Display for BucketAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.prefix.is_empty() { "" } else { "/" };
        write!(f, "s3://{}{slash}{}", self.bucket, self.prefix)
    }
}

impl fmt::Debug for BucketAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BucketAddress({self})")
    }
}

/// An open bucket. Clones share their connections.
#[derive(Clone)]
pub(crate) struct Bucket {
    objects: Arc<dyn ObjectStore>,
    address: BucketAddress,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket({})", self.address)
    }
}

impl Bucket {
    /// Sends nothing yet.
    pub(crate) fn open(address: &BucketAddress) -> Result<Self, StoreError> {
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(2),
                base: 2.0,
            },
            max_retries: 2,
            retry_timeout: Duration::from_secs(20),
        };
        let mut builder = AmazonS3Builder::from_env();
        for (key, value) in &address.settings {
            builder = builder.with_config(*key, value);
        }
        let objects = builder
            .with_bucket_name(&address.bucket)
            .with_retry(retry)
            .with_http_connector(UreqConnector)
            .build()
            .map_err(StoreError::objects("opened"))?;
        let prefix = Path::from(address.prefix.as_str());
        Ok(Self { objects: Arc::new(PrefixStore::new(objects, prefix)), address: address.clone() })
    }

    /// Asks for something, to see whether the bucket answers.
    pub(crate) async fn try_it(&self) -> Result<(), StoreError> {
        match self.objects.head(&Path::from("pavo")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(StoreError::objects("read")(error)),
        }
    }

    /// Stores a file under a name that nobody else uses; its size in bytes. Tried a few times.
    pub(crate) async fn put(&self, object: &str, file: &FilePath) -> Result<u64, StoreError> {
        let mut pauses = AGAIN_AFTER.iter();
        loop {
            let error = match self.put_once(object, file).await {
                Err(PutError::Bucket(error)) => error,
                Err(PutError::File(source)) => return Err(StoreError::file("read", file)(source)),
                Ok(size_bytes) => return Ok(size_bytes),
            };
            match pauses.next().filter(|_| is_passing(&error)) {
                Some(pause) => tokio::time::sleep(*pause).await,
                None => return Err(StoreError::objects("written")(error)),
            }
        }
    }

    async fn put_once(&self, object: &str, file: &FilePath) -> Result<u64, PutError> {
        let path = Path::from(object);
        let mut file = File::open(file).await?;
        let size_bytes = file.metadata().await?.len();
        if size_bytes <= PART_BYTES {
            let payload = next_part(&mut file, PART_BYTES).await?;
            match self.objects.put_opts(&path, payload, PutMode::Create.into()).await {
                Err(error @ object_store::Error::AlreadyExists { .. }) => {
                    // An earlier try of ours whose answer was lost: the name carries our epoch.
                    let known = self.objects.head(&path).await?;
                    if known.size != size_bytes {
                        return Err(error.into());
                    }
                }
                answer => drop(answer?),
            }
            return Ok(size_bytes);
        }
        match self.objects.head(&path).await {
            Ok(known) if known.size == size_bytes => return Ok(size_bytes),
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let mut upload = self.objects.put_multipart(&path).await?;
        let sent = async {
            let part_bytes = PART_BYTES.max(size_bytes.div_ceil(MOST_PARTS));
            let mut under_way = FuturesUnordered::new();
            let mut left = size_bytes;
            while left > 0 {
                let part = next_part(&mut file, part_bytes.min(left)).await?;
                left -= part_bytes.min(left);
                under_way.push(upload.put_part(part));
                if under_way.len() >= PARTS_AT_ONCE {
                    under_way.next().await.transpose()?;
                }
            }
            while under_way.next().await.transpose()?.is_some() {}
            upload.complete().await?;
            Ok(size_bytes)
        }
        .await;
        if sent.is_err() {
            // What stays of it costs space until the bucket's own rule removes it.
            let _ = upload.abort().await;
        }
        sent
    }

    /// Whether an object is there; its size in bytes.
    pub(crate) async fn size_of(&self, object: &str) -> Result<u64, StoreError> {
        let found = self.objects.head(&Path::from(object)).await;
        found.map(|found| found.size).map_err(StoreError::of_object(object))
    }

    /// The bytes of an object from `first` on, `length` of them, at least one.
    pub(crate) async fn read(&self, object: &str, first: u64, length: u64) -> Result<FileBytes, StoreError> {
        let range = Some(GetRange::Bounded(first..first.saturating_add(length)));
        let options = GetOptions { range, ..GetOptions::default() };
        let found = self.objects.get_opts(&Path::from(object), options).await;
        let found = found.map_err(StoreError::of_object(object))?;
        Ok(found.into_stream().map_err(std::io::Error::other).boxed())
    }

    /// Removes an object, or with the name of a video those of its objects whose names `is_left`.
    pub(crate) async fn remove(&self, object: &str, is_left: impl Fn(&str) -> bool) -> Result<(), StoreError> {
        let path = Path::from(object);
        if object.contains('/') {
            return match self.objects.delete(&path).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(StoreError::objects("removed")(error)),
            };
        }
        let mut found = self.objects.list(Some(&path));
        while let Some(found) = found.try_next().await.map_err(StoreError::objects("listed"))? {
            if is_left(found.location.as_ref()) {
                match self.objects.delete(&found.location).await {
                    Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                    Err(error) => return Err(StoreError::objects("removed")(error)),
                }
            }
        }
        Ok(())
    }
}

/// The next bytes of a file: so many, or as many as there are.
async fn next_part(file: &mut File, most_bytes: u64) -> std::io::Result<PutPayload> {
    let mut bytes = Vec::with_capacity(usize::try_from(most_bytes).unwrap_or(0).min(PART_BYTES as usize));
    file.take(most_bytes).read_to_end(&mut bytes).await?;
    Ok(PutPayload::from(bytes))
}

/// Whether the same may go well a moment later.
fn is_passing(error: &object_store::Error) -> bool {
    use object_store::Error;
    !matches!(
        error,
        Error::NotFound { .. }
            | Error::InvalidPath { .. }
            | Error::PermissionDenied { .. }
            | Error::Unauthenticated { .. }
            | Error::AlreadyExists { .. }
            | Error::NotSupported { .. }
            | Error::NotImplemented { .. }
    )
}

/// Why a file was not stored.
enum PutError {
    /// It cannot be read.
    File(std::io::Error),
    /// It cannot be sent.
    Bucket(object_store::Error),
}

impl From<std::io::Error> for PutError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

impl From<object_store::Error> for PutError {
    fn from(error: object_store::Error) -> Self {
        Self::Bucket(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_a_bucket_and_what_names_begin_with() {
        let shown = |address: &str| BucketAddress::parse(address).unwrap().to_string();
        assert_eq!(shown("s3://films"), "s3://films");
        assert_eq!(shown("s3://films/a/b/"), "s3://films/a/b");
        for wrong in ["films", "https://films", "s3://", "s3://AKIA:s3cret@films", "s3://films?key=s3cret"] {
            let error = BucketAddress::parse(wrong).unwrap_err();
            assert!(!error.to_string().contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn secret_is_not_printed() {
        let address = BucketAddress::parse("s3://films").unwrap();
        let address = address.with_setting("aws_access_key_id", "AKIA").unwrap();
        let address = address.with_setting("aws_secret_access_key", "s3cret").unwrap();
        let bucket = Bucket::open(&address).unwrap();
        assert!(!format!("{address:?} {bucket:?}").contains("s3cret"));
        assert!(address.with_setting("aws_nonsense", "1").is_err());
    }
}
