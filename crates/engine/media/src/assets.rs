//! The one door by which fonts, pictures, moving or not, drawings and recordings enter the engine.

use crate::clip::Clip;
use crate::drawing::Drawing;
use crate::font::{Font, FontId};
use crate::picture::Picture;
use crate::sound::Sound;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything from outside that a film may use. Cheap to clone; the data is shared.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    fonts: Vec<Font>,
    /// Fonts that hide those of the same family that came otherwise.
    own: BTreeSet<FontId>,
    /// Their families, in small letters.
    own_families: BTreeSet<String>,
    pictures: BTreeMap<String, Arc<Picture>>,
    clips: BTreeMap<String, Arc<Clip>>,
    drawings: BTreeMap<String, Arc<Drawing>>,
    sounds: BTreeMap<String, Arc<Sound>>,
}

impl Assets {
    /// Adds a font.
    pub fn add_font(&mut self, font: Font) -> FontId {
        // More fonts than u32 counts do not fit into memory.
        let id = FontId(u32::try_from(self.fonts.len()).unwrap_or(u32::MAX));
        self.fonts.push(font);
        id
    }

    /// Adds a font of this film alone: fonts of its family that came by [`Assets::add_font`] are no longer found.
    pub fn add_own_font(&mut self, font: Font) -> FontId {
        self.own_families.insert(font.family.to_lowercase());
        let id = self.add_font(font);
        self.own.insert(id);
        id
    }

    /// Adds a picture under the name that documents use; one of the same name is replaced.
    pub fn add_picture(&mut self, name: impl Into<String>, picture: Picture) {
        let name = name.into();
        self.forget_shown(&name);
        self.pictures.insert(name, Arc::new(picture));
    }

    /// Adds a drawing under the name that documents use for it as for a picture; one of the same name is replaced.
    pub fn add_drawing(&mut self, name: impl Into<String>, drawing: Drawing) {
        let name = name.into();
        self.forget_shown(&name);
        self.drawings.insert(name, Arc::new(drawing));
    }

    /// A drawing by its name.
    pub fn drawing(&self, name: &str) -> Option<&Arc<Drawing>> {
        self.drawings.get(name)
    }

    /// Whether there is something to see of this name, be it a picture or a drawing.
    pub fn can_show(&self, name: &str) -> bool {
        self.pictures.contains_key(name) || self.drawings.contains_key(name)
    }

    /// Adds a moving picture under the name that documents use; one of the same name is replaced. Where a picture is
    /// asked for that stands, its first frame is one.
    pub fn add_clip(&mut self, name: impl Into<String>, clip: Clip) {
        let name = name.into();
        self.forget_shown(&name);
        if let Some(first) = clip.picture(0) {
            self.pictures.insert(name.clone(), Arc::new(first));
        }
        self.clips.insert(name, Arc::new(clip));
    }

    fn forget_shown(&mut self, name: &str) {
        self.pictures.remove(name);
        self.drawings.remove(name);
        self.clips.remove(name);
    }

    /// A font by its id.
    pub fn font(&self, id: FontId) -> Option<&Font> {
        self.fonts.get(usize::try_from(id.0).ok()?)
    }

    /// All fonts that can be found, with their ids, in the order in which they were added.
    pub fn fonts(&self) -> impl Iterator<Item = (FontId, &Font)> {
        let is_hidden = |id: FontId, font: &Font| {
            !self.own_families.is_empty()
                && !self.own.contains(&id)
                && self.own_families.contains(&font.family.to_lowercase())
        };
        (0..).map(FontId).zip(&self.fonts).filter(move |(id, font)| !is_hidden(*id, font))
    }

    /// A picture by its name.
    pub fn picture(&self, name: &str) -> Option<&Arc<Picture>> {
        self.pictures.get(name)
    }

    /// A moving picture by its name.
    pub fn clip(&self, name: &str) -> Option<&Arc<Clip>> {
        self.clips.get(name)
    }

    /// Adds a recording under the name that documents use; one of the same name is replaced.
    pub fn add_sound(&mut self, name: impl Into<String>, sound: Sound) {
        self.sounds.insert(name.into(), Arc::new(sound));
    }

    /// A recording by its name.
    pub fn sound(&self, name: &str) -> Option<&Arc<Sound>> {
        self.sounds.get(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_a_film_hide_others_of_their_family() {
        let font = |family: &str, weight: u16| Font::from_bytes(family, weight, false, Vec::new());
        let mut assets = Assets::default();
        let hidden = assets.add_font(font("Inter", 400));
        assets.add_font(font("Anton", 400));
        let own = [assets.add_own_font(font("inter", 700)), assets.add_own_font(font("Inter", 900))];
        let found: Vec<FontId> = assets.fonts().map(|(id, _)| id).collect();
        assert_eq!(found, [FontId(1), own[0], own[1]]);
        assert!(assets.font(hidden).is_some_and(|font| font.weight == 400));
    }
}
