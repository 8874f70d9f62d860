//! The brand that a video is asked to have.

use std::path::Path;

use pavo_design::{Brand, LOGO_ASSET};
use pavo_fetch::Medium;
use pavo_film::Ffmpeg;
use pavo_media::Assets;

use crate::bring::Brought;
use crate::files::{bytes_of, kept_as};

/// What of a brand's file is named: its logo's address, or what it is kept as.
pub(crate) fn logo_of(brand: Option<&str>) -> Option<String> {
    brand.and_then(|text| Brand::read(text).ok())?.0.logo.map(|logo| logo.src)
}

/// A brand as the director gets it, its logo among the assets; what of it cannot be used, and what is left out of the logo.
pub(crate) fn brand_of(
    root: &Path,
    text: &str,
    brought: &Brought,
    assets: &mut Assets,
    ffmpeg: &Ffmpeg,
) -> (Option<Brand>, Vec<String>, Vec<String>) {
    let Ok((mut brand, warnings)) = Brand::read(text) else {
        return (None, vec!["the style cannot be read by this version".to_owned()], Vec::new());
    };
    let (mut not_used, mut notes) = (Vec::new(), warnings);
    if let Some(mut logo) = brand.logo.take() {
        let taken = kept_as(&logo.src, brought).and_then(|kept| {
            let (medium, told) =
                Medium::of_image(&bytes_of(root, &kept)?, ffmpeg).map_err(|error| error.to_string())?;
            Ok((kept, medium, told))
        });
        match taken {
            Ok((kept, medium, told)) => {
                logo.ratio = medium.ratio().unwrap_or(1.0);
                logo.src = kept;
                medium.add_to(assets, LOGO_ASSET);
                brand.logo = Some(logo);
                notes.extend(told.into_iter().map(|note| format!("the style's logo: {note}")));
            }
            Err(reason) => not_used.push(format!("the style's logo is not shown: {reason}")),
        }
    }
    (Some(brand), not_used, notes)
}
