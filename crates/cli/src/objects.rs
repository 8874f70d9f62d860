//! Where a server keeps finished files.

use pavo_store::{BucketAddress, StoreError};

/// The bucket of a server.
#[derive(Debug, clap::Args)]
pub(crate) struct ObjectsArgs {
    /// A bucket of an S3-compatible store for finished files (`s3://BUCKET/PREFIX`) instead of the data folder. Its key and
    /// place come from the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, and
    /// `AWS_ALLOW_HTTP=true` for an endpoint without TLS.
    #[arg(long, value_name = "URL", env = "PAVO_OBJECTS")]
    objects: Option<String>,
}

impl ObjectsArgs {
    /// Its address, where there is one.
    ///
    /// # Errors
    /// [`StoreError::BucketAddress`].
    pub(crate) fn address(&self) -> Result<Option<BucketAddress>, StoreError> {
        // An empty variable is one that is not set.
        let given = self.objects.as_deref().filter(|given| !given.trim().is_empty());
        given.map(BucketAddress::parse).transpose()
    }
}
