//! Unguessable words: ids, keys, secrets.

use data_encoding::{BASE32_DNSSEC, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::StoreError;

/// `N` bytes from the system's generator.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|source| StoreError::Random { source })?;
    Ok(bytes)
}

/// `prefix` and 26 lower-case letters and digits (128 random bits).
///
/// # Errors
/// [`StoreError::Random`] when the system has no randomness.
pub fn fresh_id(prefix: &str) -> Result<String, StoreError> {
    Ok(format!("{prefix}{}", BASE32_DNSSEC.encode(&random_bytes::<16>()?)))
}

/// `pavo_` and 64 hexadecimal digits (256 random bits).
pub(crate) fn fresh_key() -> Result<String, StoreError> {
    Ok(format!("pavo_{}", HEXLOWER.encode(&random_bytes::<32>()?)))
}

/// The SHA-256 of `key` in hexadecimal.
///
/// A plain hash is enough: keys are 256 random bits, so there is nothing to try out.
pub(crate) fn digest(key: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(key.as_bytes()))
}
