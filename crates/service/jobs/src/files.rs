//! Files that were handed in, as a studio uses them.

use std::fs;
use std::path::Path;

use pavo_design::Brand;
use pavo_director::Given;
use pavo_fetch::{Medium, read_font, stem_of, take_all, take_references};
use pavo_media::{Assets, Picture};
use pavo_scene::{AssetKind, Scene};
use pavo_store::DataDir;
use tracing::warn;

use crate::StudioError;

/// How the record names a file that was handed in.
const UPLOAD: &str = "upload:";

/// The files of a brief: what the director gets, their pictures among the assets, and what cannot be used.
pub(crate) fn taken(root: &Path, files: &[String], assets: &mut Assets) -> (Vec<Given>, Vec<String>) {
    let read = |file: &str| bytes_of(root, file).map(|bytes| (bytes, file.to_owned()));
    let taken = take_all(files, read, assets);
    let told = taken.not_used.into_iter();
    (taken.given, told.map(|(index, reason)| format!("assets[{index}] is not shown: {reason}")).collect())
}

/// The colours of the pictures that a video shall look like, and what cannot be used.
pub(crate) fn reference(root: &Path, references: &[String]) -> (Option<Brand>, Vec<String>) {
    let (colors, not_used) = take_references(references, |reference| bytes_of(root, reference));
    (colors, not_used.into_iter().map(|(_, reason)| format!("a reference picture is not used: {reason}")).collect())
}

/// The pictures and typefaces of a stored scene, beside the bundled fonts.
///
/// # Errors
/// [`StudioError::Failed`] where a file of it is gone or cannot be read any more.
pub(crate) fn assets_of(root: &Path, scene: &Scene, fonts: &Assets) -> Result<Assets, StudioError> {
    let mut assets = fonts.clone();
    for (name, asset) in &scene.assets {
        if asset.kind == AssetKind::Audio || !asset.src.starts_with(UPLOAD) {
            continue;
        }
        let decoded = |bytes: Vec<u8>| match asset.kind {
            AssetKind::Image => Picture::decode(&bytes).map(Medium::Picture).map_err(|error| error.to_string()),
            AssetKind::Font => {
                let stem = stem_of(&asset.src);
                read_font(&bytes, stem).map(|read| Medium::Font(read.font)).map_err(|error| error.to_string())
            }
            AssetKind::Audio => Ok(Medium::Words),
        };
        let medium = bytes_of(root, &asset.src).and_then(decoded).map_err(|reason| {
            warn!(asset = name.as_str(), reason, "A file of a scene cannot be used any more");
            StudioError::Failed {
                code: "asset_missing",
                message: "a file that the video shows is no longer stored on the server; hand it in again".to_owned(),
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
