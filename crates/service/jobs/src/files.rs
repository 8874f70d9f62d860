//! Files that were handed in or fetched, as a studio uses them.

use std::fs;
use std::path::Path;

use pavo_design::Brand;
use pavo_director::Given;
use pavo_fetch::{medium_of, take_all, take_references};
use pavo_film::Ffmpeg;
use pavo_media::Assets;
use pavo_scene::{AssetKind, Scene};
use pavo_store::DataDir;
use tracing::warn;

use crate::StudioError;
use crate::bring::{Brought, is_address};

/// How the record names a file that this server keeps.
pub(crate) const UPLOAD: &str = "upload:";

/// The files of a brief: what the director gets, their pictures among the assets; those that cannot be used, and what is
/// left out of those that can.
///
/// Those of other servers are among `brought`, and get the names that they are kept by.
pub(crate) fn taken(
    root: &Path,
    files: &[String],
    brought: &Brought,
    assets: &mut Assets,
    ffmpeg: &Ffmpeg,
) -> (Vec<Given>, Vec<String>, Vec<String>) {
    let read = |file: &str| {
        let kept = kept_as(file, brought)?;
        Ok((bytes_of(root, &kept)?, kept))
    };
    let taken = take_all(files, read, assets, ffmpeg);
    let not_used = taken.not_used.into_iter().map(|(index, reason)| format!("assets[{index}] is not shown: {reason}"));
    let notes = taken.notes.into_iter().map(|(index, note)| format!("assets[{index}]: {note}"));
    (taken.given, not_used.collect(), notes.collect())
}

/// The colours of the pictures and videos that a video shall look like, and what cannot be used.
pub(crate) fn reference(
    root: &Path,
    references: &[String],
    brought: &Brought,
    ffmpeg: &Ffmpeg,
) -> (Option<Brand>, Vec<String>) {
    let read = |reference: &str| bytes_of(root, &kept_as(reference, brought)?);
    let (colors, not_used) = take_references(references, read, ffmpeg);
    (colors, not_used.into_iter().map(|(_, reason)| format!("a reference is not used: {reason}")).collect())
}

/// The pictures, videos, recordings and typefaces of a stored scene, beside the bundled fonts.
///
/// # Errors
/// [`StudioError::Failed`] where a file of it is gone or cannot be read any more.
pub(crate) fn assets_of(root: &Path, scene: &Scene, fonts: &Assets, ffmpeg: &Ffmpeg) -> Result<Assets, StudioError> {
    let mut assets = fonts.clone();
    for (name, asset) in &scene.assets {
        // Without ffmpeg a film is made without its sound, and says so.
        let is_mute = asset.kind == AssetKind::Audio && ffmpeg.is_none();
        if is_mute || !asset.src.starts_with(UPLOAD) {
            continue;
        }
        // What of it is not shown was told when it was handed in.
        let (medium, _) = bytes_of(root, &asset.src)
            .and_then(|bytes| medium_of(scene, name, &bytes, ffmpeg).map_err(|error| error.to_string()))
            .map_err(|reason| {
                warn!(asset = name.as_str(), reason, "A file of a scene cannot be used any more");
                StudioError::Failed {
                    code: "asset_missing",
                    message: "a file that the video shows is no longer stored on the server, or can no longer be read; hand it in again"
                        .to_owned(),
                }
            })?;
        medium.add_to(&mut assets, name);
    }
    Ok(assets)
}

/// What a file is kept as.
pub(crate) fn kept_as(file: &str, brought: &Brought) -> Result<String, String> {
    match brought.get(file) {
        Some(kept) => kept.clone(),
        None if is_address(file) => Err("it was not fetched".to_owned()),
        None => Ok(file.to_owned()),
    }
}

/// The bytes of a kept file.
pub(crate) fn bytes_of(root: &Path, file: &str) -> Result<Vec<u8>, String> {
    let digest = file.strip_prefix(UPLOAD).and_then(|upload| upload.split('/').next()).unwrap_or_default();
    let path = DataDir::upload_path_in(root, digest).ok_or_else(|| "it was never handed in".to_owned())?;
    fs::read(path).map_err(|_| "it is no longer stored on this server".to_owned())
}
