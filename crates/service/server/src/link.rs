//! Addresses given out: project pages and signed links to files.

use std::time::Duration;

use axum::http::Uri;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, Mac};
use pavo_store::{Output, SigningSecret, UnixMillis, Video};
use sha2::Sha256;

use crate::slug::download_name;

/// How long a link to a file works.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Makes addresses and checks signatures.
#[derive(Debug)]
pub(crate) struct Links {
    /// Without a slash at its end.
    public_url: String,
    secret: SigningSecret,
}

/// The address under which clients are said to reach the service is not usable.
#[derive(Debug, thiserror::Error)]
#[error("the public URL {given:?} must look like https://video.example.com or http://host:port/path")]
pub struct PublicUrlError {
    given: String,
}

/// Why a link is not honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkError {
    /// The signature does not belong to this path and time.
    Forged,
    /// It was good once.
    Expired,
}

/// What a link says about itself.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Signature {
    /// Seconds since 1970 until which it works.
    pub(crate) exp: i64,
    /// Over path and time.
    pub(crate) sig: String,
}

impl Links {
    /// Links under `public_url`, signed with `secret`.
    pub(crate) fn new(public_url: &str, secret: SigningSecret) -> Result<Self, PublicUrlError> {
        let bad = || PublicUrlError { given: public_url.to_owned() };
        let uri: Uri = public_url.parse().map_err(|_| bad())?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
        // Paths come after it, and everybody sees it: no query, no fragment, no password.
        if !is_web || uri.host().is_none_or(str::is_empty) || public_url.contains(['?', '#', '@']) {
            return Err(bad());
        }
        Ok(Self { public_url: public_url.trim_end_matches('/').to_owned(), secret })
    }

    /// The page of a project.
    pub(crate) fn project(&self, token: &str) -> String {
        format!("{}/projects/{token}", self.public_url)
    }

    /// A link to the file of `output` that works for a day from `now`.
    pub(crate) fn file(&self, video: &Video, output: &Output, now: UnixMillis) -> String {
        format!("{}/{}", self.public_url, self.file_path(video, output, now))
    }

    /// As [`Links::file`], relative to the root of the service.
    pub(crate) fn file_path(&self, video: &Video, output: &Output, now: UnixMillis) -> String {
        let name = download_name(video, output);
        let path = path_of(&video.address.id, output.position, &name);
        let exp = now.plus(LIFETIME).secs();
        let sig = BASE64URL_NOPAD.encode(&self.mac(&path, exp).finalize().into_bytes());
        format!("{path}?exp={exp}&sig={sig}")
    }

    /// Whether a link to a file was made here and still works.
    pub(crate) fn check(
        &self,
        video_id: &str,
        position: u32,
        name: &str,
        signature: &Signature,
        now: UnixMillis,
    ) -> Result<(), LinkError> {
        let path = path_of(video_id, position, name);
        let sig = BASE64URL_NOPAD.decode(signature.sig.as_bytes()).map_err(|_| LinkError::Forged)?;
        // Compares in constant time.
        self.mac(&path, signature.exp).verify_slice(&sig).map_err(|_| LinkError::Forged)?;
        if signature.exp < now.secs() {
            return Err(LinkError::Expired);
        }
        Ok(())
    }

    fn mac(&self, path: &str, exp: i64) -> Hmac<Sha256> {
        // HMAC fills short keys up with zeros (RFC 2104); done here, it cannot fail.
        let mut key = [0; 64];
        key[..32].copy_from_slice(self.secret.as_bytes());
        let mut mac = <Hmac<Sha256> as Mac>::new(&key.into());
        mac.update(format!("{path}\n{exp}").as_bytes());
        mac
    }
}

fn path_of(video_id: &str, position: u32, name: &str) -> String {
    format!("files/{video_id}/{position}/{name}")
}
