//! Finished files, read from the data folder or from a bucket.

use std::fmt;
use std::io::{self, SeekFrom};

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use crate::bucket::Bucket;
use crate::{Store, StoreError};

/// Large enough that reading a file costs few system calls.
const CHUNK_BYTES: usize = 256 << 10;

/// The bytes of a file as they come.
pub type FileBytes = BoxStream<'static, io::Result<Bytes>>;

/// A finished file that can be read.
pub struct StoredFile {
    size_bytes: u64,
    place: Place,
}

enum Place {
    Folder(File),
    Bucket { bucket: Bucket, object: String },
}

impl Store {
    /// The finished file that is recorded as `object` with `size_bytes`. One in the data folder is open then; one in the
    /// bucket is only asked for when it is read or checked.
    ///
    /// # Errors
    /// [`StoreError::NoObject`] when it is not there, [`StoreError::File`] when it cannot be read.
    pub async fn stored_file(&self, object: &str, size_bytes: u64) -> Result<StoredFile, StoreError> {
        // What was stored before there was a bucket stays in the folder.
        let path = self.data.object_path(object);
        let opened = async {
            let file = File::open(&path).await?;
            let size_bytes = file.metadata().await?.len();
            Ok(StoredFile { size_bytes, place: Place::Folder(file) })
        };
        match (opened.await, &self.bucket) {
            (Ok(file), _) => Ok(file),
            (Err(error), Some(bucket)) if is_missing(&error) => Ok(StoredFile {
                size_bytes,
                place: Place::Bucket { bucket: bucket.clone(), object: object.to_owned() },
            }),
            (Err(error), None) if is_missing(&error) => Err(StoreError::NoObject { object: object.to_owned() }),
            (Err(source), _) => Err(StoreError::file("open", path)(source)),
        }
    }
}

impl StoredFile {
    /// The file's size.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Makes sure that it is there.
    ///
    /// # Errors
    /// [`StoreError::NoObject`] when it is not, [`StoreError::Objects`] when the bucket does not answer.
    pub async fn check(&self) -> Result<(), StoreError> {
        match &self.place {
            Place::Folder(_) => Ok(()),
            Place::Bucket { bucket, object } => bucket.size_of(object).await.map(drop),
        }
    }

    /// Its bytes from `first` on, `length` of them.
    ///
    /// # Errors
    /// As [`StoredFile::check`], and [`StoreError::File`].
    pub async fn read(self, first: u64, length: u64) -> Result<FileBytes, StoreError> {
        match self.place {
            Place::Folder(mut file) => {
                file.seek(SeekFrom::Start(first)).await.map_err(StoreError::file("read", "a stored file"))?;
                Ok(ReaderStream::with_capacity(file.take(length), CHUNK_BYTES).boxed())
            }
            Place::Bucket { .. } if length == 0 => Ok(futures_util::stream::empty().boxed()),
            Place::Bucket { bucket, object } => bucket.read(&object, first, length).await,
        }
    }
}

impl fmt::Debug for StoredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredFile").field("size_bytes", &self.size_bytes).finish_non_exhaustive()
    }
}

fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}
