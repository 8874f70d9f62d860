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

    /// The address of a file that was handed in; it works as long as the file is kept.
    pub(crate) fn upload(&self, digest: &str, name: &str) -> String {
        let path = upload_path_of(digest, name);
        let sig = BASE64URL_NOPAD.encode(&self.mac(&path, 0).finalize().into_bytes());
        format!("{}/{path}?sig={sig}", self.public_url)
    }

    /// The address of a file as the record names it: that of a kept one, else the one that it is.
    pub(crate) fn readable(&self, recorded: &str) -> String {
        match recorded.strip_prefix("upload:").and_then(|kept| kept.split_once('/')) {
            Some((digest, name)) => self.upload(digest, name),
            None => recorded.to_owned(),
        }
    }

    /// Whether such an address was made here.
    pub(crate) fn is_upload(&self, digest: &str, name: &str, sig: &str) -> bool {
        let sig = BASE64URL_NOPAD.decode(sig.as_bytes()).unwrap_or_default();
        self.mac(&upload_path_of(digest, name), 0).verify_slice(&sig).is_ok()
    }

    /// The digest and name in an address of a file that was handed in here: `None` where it is another server's,
    /// an error where it is ours but was not made here.
    pub(crate) fn upload_of(&self, url: &str) -> Option<Result<(String, String), LinkError>> {
        let rest = url.strip_prefix(self.public_url.as_str())?.strip_prefix("/uploads/")?;
        let read = || {
            let (path, query) = rest.split_once('?')?;
            let (digest, name) = path.split_once('/')?;
            let sig = query.split('&').find_map(|pair| pair.strip_prefix("sig="))?;
            self.is_upload(digest, name, sig).then(|| (digest.to_owned(), name.to_owned()))
        };
        Some(read().ok_or(LinkError::Forged))
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

fn upload_path_of(digest: &str, name: &str) -> String {
    format!("uploads/{digest}/{name}")
}

fn path_of(video_id: &str, position: u32, name: &str) -> String {
    format!("files/{video_id}/{position}/{name}")
}
