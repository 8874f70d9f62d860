//! The one door by which fonts, pictures and recordings enter the engine.

use crate::clip::Clip;
use crate::font::{Font, FontId};
use crate::picture::Picture;
use crate::sound::Sound;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything from outside that a film may use. Cheap to clone; the data is shared.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    fonts: Vec<Font>,
    pictures: BTreeMap<String, Arc<Picture>>,
    clips: BTreeMap<String, Arc<Clip>>,
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

    /// Adds a picture under the name that documents use; one of the same name is replaced.
    pub fn add_picture(&mut self, name: impl Into<String>, picture: Picture) {
        let name = name.into();
        self.clips.remove(&name);
        self.pictures.insert(name, Arc::new(picture));
    }

    /// Adds a moving picture under the name that documents use; one of the same name is replaced. Where a picture is
    /// asked for that stands, its first frame is one.
    pub fn add_clip(&mut self, name: impl Into<String>, clip: Clip) {
        let name = name.into();
        if let Some(first) = clip.picture(0) {
            self.pictures.insert(name.clone(), Arc::new(first));
        }
        self.clips.insert(name, Arc::new(clip));
    }

    /// A font by its id.
    pub fn font(&self, id: FontId) -> Option<&Font> {
        self.fonts.get(usize::try_from(id.0).ok()?)
    }

    /// All fonts with their ids, in the order in which they were added.
    pub fn fonts(&self) -> impl Iterator<Item = (FontId, &Font)> {
        (0..).map(FontId).zip(&self.fonts)
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
