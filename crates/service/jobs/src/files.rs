//! Files that were handed in, as a studio uses them.

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

/// How the record names a file that was handed in.
const UPLOAD: &str = "upload:";

/// The files of a brief: what the director gets, their pictures among the assets, and what cannot be used.
pub(crate) fn taken(root: &Path, files: &[String], assets: &mut Assets, ffmpeg: &Ffmpeg) -> (Vec<Given>, Vec<String>) {
    let read = |file: &str| bytes_of(root, file).map(|bytes| (bytes, file.to_owned()));
    let taken = take_all(files, read, assets, ffmpeg);
    let told = taken.not_used.into_iter();
    (taken.given, told.map(|(index, reason)| format!("assets[{index}] is not shown: {reason}")).collect())
}

/// The colours of the pictures and videos that a video shall look like, and what cannot be used.
pub(crate) fn reference(root: &Path, references: &[String], ffmpeg: &Ffmpeg) -> (Option<Brand>, Vec<String>) {
    let (colors, not_used) = take_references(references, |reference| bytes_of(root, reference), ffmpeg);
    (colors, not_used.into_iter().map(|(_, reason)| format!("a reference is not used: {reason}")).collect())
}

/// The pictures, videos and recordings of a stored scene, beside the fonts.
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
        let medium = bytes_of(root, &asset.src)
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

fn bytes_of(root: &Path, file: &str) -> Result<Vec<u8>, String> {
    let Some(upload) = file.strip_prefix(UPLOAD) else {
        return Err(
            "files of other servers are not fetched by this version; hand them in with POST /v1/files".to_owned()
        );
    };
    let digest = upload.split('/').next().unwrap_or_default();
    let path = DataDir::upload_path_in(root, digest).ok_or_else(|| "it was never handed in".to_owned())?;
    fs::read(path).map_err(|_| "it is no longer stored on this server".to_owned())
}
