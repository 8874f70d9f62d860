//! Pictures in the parts of a film: behind them, among them, beside a name.

use super::Film;
use crate::content;
use crate::given::Given;
use crate::intent::{self, Composed, Idea, Taste};
use crate::logo;
use crate::over::Over;
use crate::story::Part;
use crate::tabled;
use pavo_scene::{Node, Shot};
use std::ops::Range;

impl<'a> Film<'a, '_> {
    /// The shot of an idea that stands on pictures.
    pub(super) fn part_over(&mut self, over: &Over, part: &Range<usize>, secs: f64) -> Shot {
        let own = self.style.on_pictures();
        let behind = own.block(&Idea::Composed(over.ground.clone()), secs);
        let mut on_it = Film {
            prompt: self.prompt,
            directives: self.directives,
            style: &own,
            seed: self.seed,
            photos: Vec::new(),
            tables: self.tables.clone(),
            playback: self.playback,
            trace: self.trace,
            warnings: self.warnings,
            things: self.things,
        };
        let mut shot = on_it.part(&over.idea, part, secs);
        self.things = on_it.things;
        shot.background = Some(self.style.base().into());
        if let Some(behind) = behind {
            shot.nodes.splice(0..0, behind.nodes);
        }
        shot
    }

    /// Gives a table that nothing shows a part, in the place of one that shows nothing of its own.
    pub(super) fn show_table(&mut self, parts: &mut Vec<Part>) {
        let Some(mut idea) = tabled::left_out(parts, &self.tables, self.prompt) else { return };
        let whole = self.prompt.whole();
        self.trace.note(self.prompt.text, "table", whole.clone(), "the table that was handed in, as a chart", 0.7);
        // A title alone is what the chart is about.
        let mut is_titled = false;
        if let ([Part { idea: Idea::Title { title: own, subtitle: None, .. }, .. }], Idea::Chart { title, .. }) =
            (parts.as_slice(), &mut idea)
        {
            *title = Some(own.clone());
            is_titled = true;
        }
        let shown: Vec<String> = parts.iter().flat_map(|part| part.idea.words()).collect();
        if let (Idea::Chart { title, .. }, [quote]) = (&mut idea, intent::shown_quotes(self.prompt, &whole).as_slice())
            && !shown.contains(quote)
        {
            *title = Some(quote.clone());
        }
        let taste = Taste { seed: self.seed, shown: &[] };
        let idea = intent::settled(idea, self.prompt, &whole, self.directives, taste);
        let is_empty = |part: &Part| is_titled || matches!(part.idea, Idea::Ambient | Idea::Staged | Idea::Depict(_));
        match parts.iter().position(is_empty) {
            Some(index) => parts[index].idea = idea,
            None => {
                let ends = parts.len() > 1 && parts.last().is_some_and(|part| part.idea.is_an_end());
                let place = parts.len() - usize::from(ends);
                parts.insert(place, Part { idea, at: whole, is_optional: false });
            }
        }
    }

    /// Lets a film end with the logo, where the prompt wants it there and nothing else does so.
    pub(super) fn end_with_logo(&self, parts: &mut Vec<Part>) {
        let is_ended = parts.last().is_some_and(|part| part.idea.is_an_end());
        if self.prompt.has_logo && !is_ended && logo::is_asked_at_end(self.prompt) {
            let at = parts.last().map_or(0..0, |part| part.at.clone());
            let idea = Idea::Composed(Composed::new("logoReveal", serde_json::json!({})));
            parts.push(Part { idea, at, is_optional: false });
        }
    }

    /// The photographs that parts share among them: without the one that is a face beside a name.
    pub(super) fn photos_of(&self, parts: &[Part]) -> Vec<&'a Given> {
        let has_face = parts.iter().any(|part| match part.idea {
            Idea::LowerThird { .. } => self.photos.first().is_some_and(|first| content::is_face(first, self.prompt)),
            Idea::Banner { .. } => true,
            _ => false,
        });
        self.photos.iter().skip(usize::from(has_face)).copied().collect()
    }

    /// The face beside the name of an idea.
    pub(super) fn face(&self, idea: &Idea) -> Option<Node> {
        let first = self.photos.first()?;
        content::portrait(first, idea, self.directives.transparent)
    }

    /// Gives photographs to ideas whose times are settled; `at`: where the prompt speaks of each.
    pub(super) fn illustrate(&self, ideas: &mut [Idea], at: &[Range<usize>]) {
        let mut parts: Vec<Part> = ideas
            .iter()
            .zip(at)
            .map(|(idea, at)| Part { idea: idea.clone(), at: at.clone(), is_optional: true })
            .collect();
        let photos = self.photos_of(&parts);
        content::place_photos(&mut parts, &photos, self.prompt, !self.directives.is_literal());
        // There is no time for one that came in addition.
        parts.retain(|part| part.is_optional);
        if parts.len() == ideas.len() {
            ideas.iter_mut().zip(parts).for_each(|(idea, part)| *idea = part.idea);
        }
    }
}
