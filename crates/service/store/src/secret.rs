//! The secret that signs file links.

use std::fmt;

use data_encoding::HEXLOWER;

use crate::token::random_bytes;
use crate::{Store, StoreError};

/// 32 random bytes, made at the first start and kept. Not printed by `Debug`.
#[derive(Clone)]
pub struct SigningSecret([u8; 32]);

impl SigningSecret {
    /// The bytes, for a keyed hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

impl Store {
    /// The secret that signs file links; the same at every start.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::Random`], or [`StoreError::UnknownValue`]
    /// when the kept one is damaged.
    pub async fn signing_secret(&self) -> Result<SigningSecret, StoreError> {
        let fresh = HEXLOWER.encode(&random_bytes::<32>()?);
        sqlx::query("INSERT INTO secrets (name, value) VALUES ('file_links', $1) ON CONFLICT DO NOTHING")
            .bind(fresh)
            .execute(&self.pool)
            .await
            .map_err(StoreError::while_("keeping the signing secret"))?;
        let (kept,): (String,) = sqlx::query_as("SELECT value FROM secrets WHERE name = 'file_links'")
            .fetch_one(&self.pool)
            .await
            .map_err(StoreError::while_("reading the signing secret"))?;
        HEXLOWER
            .decode(kept.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(SigningSecret)
            .ok_or(StoreError::UnknownValue { what: "signing secret", value: "(not shown)".to_owned() })
    }
}
