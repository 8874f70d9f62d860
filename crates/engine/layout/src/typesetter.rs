//! Shaping and line breaking, on top of parley.

use crate::fit::{balance, broken, cap_height, fit, line_width};
use crate::hanging::overhang;
use crate::line_breaks::{Word, best_breaks};
use crate::text_block::{CharBox, LineBox, PlacedGlyph, TextBlock};
use parley::fontique::{Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::{FontFeatures, FontStyle, FontWeight, FontWidth, LineHeight, OverflowWrap, StyleProperty};
use parley::{FontContext, FontFamily, FontFamilyName, Layout, LayoutContext};
use pavo_display_list::{Axes, Glyph, GlyphRun};
use pavo_media::{Assets, Font, FontId};
use skrifa::{FontRef, MetadataProvider};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be set, with nothing left open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TextSpec {
    pub(crate) text: String,
    /// Families in the order in which they are tried.
    pub(crate) families: Vec<String>,
    /// Design units.
    pub(crate) size: f64,
    /// Smallest size that fitting may choose, in design units; the size itself where nothing may shrink.
    pub(crate) min: f64,
    pub(crate) weight: f64,
    /// Width of the letters in per cent.
    pub(crate) stretch: f64,
    pub(crate) italic: bool,
    /// Em.
    pub(crate) tracking: f64,
    /// Multiple of the size.
    pub(crate) leading: f64,
    /// Design units.
    pub(crate) max_width: f64,
    /// Design units, from the capitals' tops of the first line to the baseline of the last.
    pub(crate) max_height: f64,
    pub(crate) max_lines: usize,
    /// Where lines stand in the box: 0 left, 0.5 centre, 1 right.
    pub(crate) align: f64,
    /// Whether figures all have the same width.
    pub(crate) tabular: bool,
    /// Whether quotes, points and hyphens at the ends of lines stand outside the box.
    pub(crate) hangs: bool,
}

impl TextSpec {
    /// Another text, set alike in one line of any length at a size in design units.
    pub(crate) fn one_line(&self, text: String, size: f64) -> Self {
        Self {
            text,
            size,
            min: size,
            max_width: f64::INFINITY,
            max_height: f64::INFINITY,
            max_lines: 1,
            align: 0.0,
            hangs: false,
            ..self.clone()
        }
    }
}

/// Shapes texts with the fonts of some assets, and with no others.
pub(crate) struct Typesetter {
    assets: Assets,
    /// The cuts of each family, by its name in small letters.
    families: BTreeMap<String, Vec<FontId>>,
    /// The fonts that texts have needed so far, each under a name of its own.
    fonts: FontContext,
    layouts: LayoutContext<()>,
    ids: BTreeMap<u64, FontId>,
    /// Fonts whose letters have colours of their own.
    colored: BTreeSet<FontId>,
}

/// A text set, and what went wrong with it.
#[derive(Debug, Default)]
pub(crate) struct SetText {
    pub(crate) block: TextBlock,
    /// Characters that no font has.
    pub(crate) missing: Vec<String>,
    /// Whether it is smaller than it may be, because it would not fit otherwise.
    pub(crate) cramped: bool,
}

impl std::fmt::Debug for Typesetter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Typesetter").field("families", &self.families.keys()).finish_non_exhaustive()
    }
}

impl Typesetter {
    pub(crate) fn new(assets: &Assets) -> Self {
        let collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut families: BTreeMap<String, Vec<FontId>> = BTreeMap::new();
        for (id, font) in assets.fonts() {
            families.entry(font.family.to_lowercase()).or_default().push(id);
        }
        Self {
            assets: assets.clone(),
            families,
            fonts: FontContext { collection, source_cache: SourceCache::default() },
            layouts: LayoutContext::new(),
            ids: BTreeMap::new(),
            colored: BTreeSet::new(),
        }
    }

    /// Whether there is a font of this family.
    pub(crate) fn has_family(&self, family: &str) -> bool {
        self.families.contains_key(&family.to_lowercase())
    }

    /// The cut of a family that is nearest to what a text asks for.
    fn cut(&self, family: &str, spec: &TextSpec) -> Option<FontId> {
        let cuts = self.families.get(&family.to_lowercase())?;
        let fonts = cuts.iter().filter_map(|id| Some((*id, self.assets.font(*id)?)));
        // CSS Fonts Level 4, §5.2: the slant decides first, then the weight.
        let distance = |font: &Font| (font.italic != spec.italic, weight_distance(spec.weight, f64::from(font.weight)));
        fonts
            .min_by(|(_, one), (_, other)| distance(one).partial_cmp(&distance(other)).unwrap_or(Ordering::Equal))
            .map(|(id, _)| id)
    }

    /// The fonts that a text needs, first choice first: those of its families down to the one with which it has all
    /// its characters.
    ///
    /// A font's file is read only where a text needs it.
    fn cuts(&mut self, spec: &TextSpec, text: &str) -> Vec<FontId> {
        let mut left: BTreeSet<char> = text.chars().filter(|character| is_drawn(*character)).collect();
        let mut cuts = Vec::new();
        for family in &spec.families {
            let Some(id) = self.cut(family, spec) else { continue };
            cuts.push(id);
            let Some(font) = self.assets.font(id) else { continue };
            if let Ok(face) = FontRef::from_index(font.data().data.as_ref(), font.data().index) {
                let characters = face.charmap();
                left.retain(|character| characters.map(*character).is_none());
            }
            if left.is_empty() {
                break;
            }
        }
        for id in &cuts {
            self.register(*id);
        }
        cuts
    }

    /// Gives a font to the shaper, under a name of its own.
    fn register(&mut self, id: FontId) {
        let Some(font) = self.assets.font(id) else { return };
        let blob = font.data().data.clone();
        if self.ids.insert(blob.id(), id).is_some() {
            return;
        }
        if font.has_colors() {
            self.colored.insert(id);
        }
        let named = FontInfoOverride {
            family_name: Some(&name_of(id)),
            weight: Some(FontWeight::new(f32::from(font.weight))),
            style: Some(if font.italic { FontStyle::Italic } else { FontStyle::Normal }),
            ..FontInfoOverride::default()
        };
        self.fonts.collection.register_fonts(blob, Some(named));
    }

    /// Sets a text: as large as asked for if that fits, else as large as fits, with lines of even length.
    pub(crate) fn set(&mut self, spec: &TextSpec) -> SetText {
        if spec.text.trim().is_empty() {
            let block = TextBlock { em: spec.size, height: spec.size * CAP_HEIGHT, ..TextBlock::default() };
            return SetText { block, ..SetText::default() };
        }
        let mut layout = self.shape(spec, &spec.text, OverflowWrap::Normal);
        let mut fitted = fit(&mut layout, spec);
        let mut breaks_words = false;
        if fitted.scale * spec.size < spec.min * 0.999 {
            // A word that is too long for a line at the smallest size is broken, rather than set too small to be read.
            let mut broken = self.shape(spec, &spec.text, OverflowWrap::Anywhere);
            let refitted = fit(&mut broken, spec);
            if refitted.scale > fitted.scale {
                fitted.scale = refitted.scale.min(spec.min / spec.size);
                fitted.cramped = refitted.cramped;
                crate::fit::broken(&mut broken, spec.max_width / fitted.scale);
                (layout, breaks_words) = (broken, true);
            }
        }
        let well_broken = match breaks_words {
            true => None,
            false => well_broken(&mut layout, spec, spec.max_width / fitted.scale),
        };
        if let Some(text) = well_broken {
            // A break is as long as the space it stands for, so that places in the text stay what they are.
            layout = self.shape(spec, &text, OverflowWrap::Normal);
            layout.break_all_lines(None);
        }
        let (block, missing) = self.place(&layout, spec, fitted.scale);
        SetText { block, missing, cramped: fitted.cramped }
    }

    /// The name of the font that draws emoji, where a text may use it.
    fn emoji(&mut self, spec: &TextSpec) -> Option<String> {
        let family = spec.families.iter().find(|family| *family == EMOJI)?;
        let id = self.cut(family, spec)?;
        self.register(id);
        Some(name_of(id))
    }

    fn shape(&mut self, spec: &TextSpec, text: &str, wrap: OverflowWrap) -> Layout<()> {
        let names: Vec<String> = self.cuts(spec, text).into_iter().map(name_of).collect();
        let names: Vec<FontFamilyName<'_>> = names.iter().map(|name| FontFamilyName::named(name)).collect();
        let emoji = emoji_clusters(text).next().and_then(|_| self.emoji(spec));
        // Quantised metrics would snap lines to whole units and make growing text jump.
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(FontFamily::List(Cow::Borrowed(&names)));
        builder.push_default(StyleProperty::FontSize(narrow(spec.size)));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(narrow(spec.weight))));
        builder.push_default(StyleProperty::FontWidth(FontWidth::from_percentage(narrow(spec.stretch))));
        builder.push_default(StyleProperty::FontStyle(if spec.italic { FontStyle::Italic } else { FontStyle::Normal }));
        builder.push_default(StyleProperty::LetterSpacing(narrow(spec.tracking * spec.size)));
        builder.push_default(LineHeight::FontSizeRelative(narrow(spec.leading)));
        builder.push_default(StyleProperty::OverflowWrap(wrap));
        if spec.tabular {
            builder.push_default(FontFeatures::from("\"tnum\" 1, \"lnum\" 1"));
        }
        if let Some(emoji) = &emoji {
            for cluster in emoji_clusters(text) {
                builder.push(FontFamily::Single(FontFamilyName::named(emoji)), cluster);
            }
        }
        builder.build(text)
    }

    /// Puts every letter in its place; `scale` is the chosen size as a share of the size that was shaped.
    fn place(&self, layout: &Layout<()>, spec: &TextSpec, scale: f64) -> (TextBlock, Vec<String>) {
        let em = spec.size * scale;
        let tracking = spec.tracking * em;
        let widths: Vec<f64> = layout.lines().map(|line| line_width(&line) * scale - tracking).collect();
        let overhangs: Vec<[f64; 2]> = match spec.hangs {
            true => layout
                .lines()
                .map(|line| overhang(&line, &spec.text, narrow(tracking / scale)).map(|side| side * scale))
                .collect(),
            false => vec![[0.0; 2]; widths.len()],
        };
        let inner = |line: usize| widths[line] - overhangs[line][0] - overhangs[line][1];
        let width = (0..widths.len()).map(inner).fold(0.0, f64::max);
        let mut block = TextBlock { width, em, ..TextBlock::default() };
        let mut missing = BTreeSet::new();
        for (line_index, line) in layout.lines().enumerate() {
            let (mut ascent, mut descent) = (0.0_f64, 0.0_f64);
            for run in line.runs() {
                let metrics = run.font_metrics();
                ascent = ascent.max(f64::from(metrics.ascent) * scale);
                descent = descent.max(f64::from(metrics.descent) * scale);
            }
            let baseline = match block.lines.last() {
                Some(above) => above.baseline + spec.leading * em,
                None => cap_height(&line, spec.size) * scale,
            };
            let align = if layout.is_rtl() { 1.0 - spec.align } else { spec.align };
            let line_left = (width - inner(line_index)) * align - overhangs[line_index][0];
            // Spaces at the end hang over; in right-to-left text they hang at the left.
            let hanging = f64::from(line.metrics().hanging_advance) * scale;
            let mut pen = if layout.is_rtl() { line_left - hanging } else { line_left };
            for run in line.runs() {
                let Some(&font) = self.ids.get(&run.font().data.id()) else { continue };
                let synthesis = run.synthesis();
                let shared = GlyphRun {
                    font,
                    size: narrow(f64::from(run.font_size()) * scale),
                    skew: synthesis.skew().unwrap_or(0.0).to_radians(),
                    embolden: synthesis.embolden(),
                    axes: Axes::new(run.normalized_coords().iter().map(|coord| coord.to_bits())),
                };
                let run_index = block.runs.iter().position(|known| *known == shared).unwrap_or_else(|| {
                    block.runs.push(shared);
                    block.colored.push(self.colored.contains(&font));
                    block.runs.len() - 1
                });
                for cluster in run.visual_clusters() {
                    let bytes = cluster.text_range();
                    let source = spec.text.get(bytes.clone()).unwrap_or("");
                    let advance = f64::from(cluster.advance()) * scale;
                    let is_space = source.chars().all(char::is_whitespace);
                    let mut glyph_pen = pen;
                    for glyph in cluster.glyphs() {
                        if glyph.id == 0 && !is_space {
                            missing.insert(source.chars().filter(|character| is_drawn(*character)).collect());
                        }
                        let x = glyph_pen + f64::from(glyph.x) * scale;
                        let y = baseline + f64::from(glyph.y) * scale;
                        if !is_space {
                            block.glyphs.push(PlacedGlyph {
                                run: run_index,
                                glyph: Glyph { id: glyph.id, x: narrow(x), y: narrow(y) },
                                // The byte for now; it becomes the character below.
                                char_index: bytes.start,
                            });
                        }
                        glyph_pen += f64::from(glyph.advance) * scale;
                    }
                    block.chars.push(CharBox {
                        bytes,
                        x0: pen,
                        x1: pen + advance - tracking,
                        line: line_index,
                        word: 0,
                        is_space,
                        is_rtl: cluster.is_rtl(),
                    });
                    pen += advance;
                }
            }
            block.lines.push(LineBox { x0: line_left, x1: line_left + widths[line_index], baseline, ascent, descent });
        }
        // A character of no run is one that no font could be found for.
        for (at, character) in spec.text.char_indices().filter(|(_, character)| is_drawn(*character)) {
            if !block.chars.iter().any(|placed| placed.bytes.contains(&at)) {
                missing.insert(character.to_string());
            }
        }
        block.height = block.lines.last().map_or(em * CAP_HEIGHT, |line| line.baseline);
        order_chars(&mut block);
        (block, missing.into_iter().collect())
    }
}

/// The name by which the shaper knows a font.
fn name_of(id: FontId) -> String {
    format!("font {}", id.0)
}

/// How far a font's weight is from the one asked for: first the side that is looked at, then the difference.
///
/// Source: the order of CSS Fonts Level 4, §5.2.
fn weight_distance(wanted: f64, weight: f64) -> (u8, f64) {
    let side = match wanted {
        _ if weight == wanted => 0,
        400.0..=500.0 if weight < wanted => 1,
        400.0..=500.0 if weight > 500.0 => 2,
        400.0..=500.0 => 0,
        _ => u8::from((weight > wanted) == (wanted < 400.0)),
    };
    (side, (wanted - weight).abs())
}

/// The family that draws emoji in colours.
const EMOJI: &str = "Noto Color Emoji";

/// Characters that ask to be drawn as emoji, though there are letters for them too: those before U+FE0F.
fn emoji_clusters(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    const AS_EMOJI: char = '\u{FE0F}';
    text.match_indices(AS_EMOJI).filter_map(|(at, selector)| {
        let (start, base) = text[..at].char_indices().next_back()?;
        // Digits are drawn as emoji only within a keycap.
        (!base.is_ascii()).then_some(start..at + selector.len())
    })
}

/// Height of capitals in em, where a font does not say.
pub(crate) const CAP_HEIGHT: f64 = 0.72;

/// Whether a character has a shape of its own: joiners, selectors, marks of direction and spaces have none.
fn is_drawn(character: char) -> bool {
    let is_hidden = matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}');
    !is_hidden && !character.is_whitespace() && !character.is_control()
}

/// Brings characters into reading order, tells words apart, and points letters to their characters.
fn order_chars(block: &mut TextBlock) {
    block.chars.sort_by_key(|char| char.bytes.start);
    let mut word = 0;
    let mut after_space = false;
    for char in &mut block.chars {
        if after_space && !char.is_space {
            word += 1;
        }
        after_space = char.is_space;
        char.word = word;
    }
    block.words = if block.chars.is_empty() { 0 } else { word + 1 };
    let starts: Vec<usize> = block.chars.iter().map(|char| char.bytes.start).collect();
    for placed in &mut block.glyphs {
        placed.char_index = starts.partition_point(|start| *start <= placed.char_index).saturating_sub(1);
    }
}

/// Room that is left for letters and spaces which were closer in one line than they are at a break, in em.
const KERNING_ROOM: f64 = 0.05;

/// The text with its spaces turned into line breaks where it is broken best, in as many lines as it has now.
///
/// `None` when it is one line, has breaks or several spaces of its own, or is of a script not broken at spaces;
/// then its lines stay broken evenly.
fn well_broken(layout: &mut Layout<()>, spec: &TextSpec, room: f64) -> Option<String> {
    let lines = layout.len();
    if lines < 2 || spec.text.contains('\n') || layout.is_rtl() {
        return None;
    }
    let (one_line, _) = broken(layout, f64::from(f32::MAX));
    let mut words: Vec<Word> = Vec::new();
    let mut pen = 0.0;
    for run in layout.lines().next()?.runs() {
        for cluster in run.visual_clusters() {
            let bytes = cluster.text_range();
            let source = spec.text.get(bytes.clone())?;
            let advance = f64::from(cluster.advance());
            if source != " " {
                match words.last_mut().filter(|word| word.bytes.end == bytes.start) {
                    Some(word) => {
                        word.bytes.end = bytes.end;
                        word.edges[1] = pen + advance;
                    }
                    None => words.push(Word { bytes, edges: [pen, pen + advance] }),
                }
            }
            pen += advance;
        }
    }
    let is_plain = words.first().is_some_and(|word| word.bytes.start == 0)
        && words.last().is_some_and(|word| word.bytes.end == spec.text.len())
        && words.windows(2).all(|pair| pair[1].bytes.start == pair[0].bytes.end + 1);
    let breaks = if one_line == 1 && is_plain {
        best_breaks(&spec.text, &words, lines, room - KERNING_ROOM * spec.size)
    } else {
        None
    };
    let Some(breaks) = breaks else {
        balance(layout, room);
        return None;
    };
    let mut text = spec.text.clone();
    for word in breaks {
        let end = words[word].bytes.end;
        text.replace_range(end..end + 1, "\n");
    }
    Some(text)
}

/// Lengths are far within what an `f32` can hold.
#[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
pub(crate) fn narrow(value: f64) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_media::Font;
    use proptest::prelude::*;
    use std::path::Path;

    fn typesetter() -> Typesetter {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts/inter/Inter_700Bold.ttf");
        let mut assets = Assets::default();
        assets.add_font(Font::from_bytes("Inter", 700, false, std::fs::read(file).expect("a bundled font")));
        Typesetter::new(&assets)
    }

    fn spec(text: &str, size: f64, max_width: f64) -> TextSpec {
        TextSpec {
            text: text.to_owned(),
            families: vec!["Inter".to_owned()],
            size,
            min: size / 3.0,
            weight: 700.0,
            stretch: 100.0,
            italic: false,
            tracking: -0.02,
            leading: 1.1,
            max_width,
            max_height: f64::INFINITY,
            max_lines: 3,
            align: 0.5,
            tabular: false,
            hangs: false,
        }
    }

    #[test]
    fn fonts_that_a_text_does_not_need_are_not_read() {
        let mut assets = typesetter().assets;
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../assets/fonts/noto-sans-thai/NotoSansThai_400Regular.ttf");
        assets.add_font(Font::from_bytes("Thai", 400, false, std::fs::read(file).expect("a bundled font")));
        assets.add_font(Font::from_lazy("Inter", 400, false, || unreachable!("another weight is nearer")));
        assets.add_font(Font::from_lazy("Last", 400, false, || unreachable!("all characters are there before it")));
        let mut typesetter = Typesetter::new(&assets);
        let families = ["Inter", "Thai", "Last"].map(str::to_owned).into();
        let set = typesetter.set(&TextSpec { families, ..spec("Tea \u{E0A}\u{E32}", 96.0, 1680.0) });
        assert!(set.missing.is_empty() && set.block.runs.len() == 2, "{set:?}");
    }

    #[test]
    fn a_word_too_long_for_a_line_is_broken_at_the_smallest_size() {
        let spec = TextSpec { min: 40.0, ..spec("Lighthouseinstallations", 60.0, 300.0) };
        let set = typesetter().set(&spec);
        assert_eq!((set.block.em, set.block.lines.len(), set.cramped), (40.0, 2, false), "{:?}", set.block.lines);
        assert!(set.block.width <= 300.0);
    }

    #[test]
    fn the_nearest_weight_is_chosen_as_style_sheets_choose_it() {
        let nearest = |wanted: f64, weights: &[f64]| {
            let distance = |weight: f64| weight_distance(wanted, weight);
            weights.iter().copied().min_by(|one, other| distance(*one).partial_cmp(&distance(*other)).expect("numbers"))
        };
        assert_eq!(nearest(450.0, &[300.0, 400.0, 500.0, 700.0]), Some(500.0));
        assert_eq!(nearest(400.0, &[100.0, 300.0, 600.0]), Some(300.0));
        assert_eq!(nearest(500.0, &[600.0, 900.0]), Some(600.0));
        assert_eq!(nearest(300.0, &[100.0, 200.0, 400.0]), Some(200.0));
        assert_eq!(nearest(300.0, &[400.0, 700.0]), Some(400.0));
        assert_eq!(nearest(700.0, &[600.0, 700.0, 800.0]), Some(700.0));
        assert_eq!(nearest(300.0, &[200.0, 300.0, 400.0]), Some(300.0));
        assert_eq!(nearest(650.0, &[600.0, 700.0, 900.0]), Some(700.0));
        assert_eq!(nearest(900.0, &[400.0, 700.0]), Some(700.0));
    }

    #[test]
    fn a_text_that_fits_keeps_its_size() {
        let block = typesetter().set(&spec("Harbour", 96.0, 1680.0)).block;
        assert_eq!((block.em, block.lines.len(), block.words), (96.0, 1, 1));
        // Capitals of Inter are 0.727 em high.
        assert!((block.height - 96.0 * 0.727).abs() < 0.5, "{}", block.height);
    }

    #[test]
    fn twice_the_size_is_twice_the_text() {
        let mut typesetter = typesetter();
        let [small, large] = [40.0, 80.0].map(|size| typesetter.set(&spec("Quay & tide", size, 9000.0)).block);
        assert!((large.width - 2.0 * small.width).abs() < 0.02, "{} {}", large.width, small.width);
        for (small, large) in small.glyphs.iter().zip(&large.glyphs) {
            assert!((large.glyph.x - 2.0 * small.glyph.x).abs() < 0.02);
        }
    }

    #[test]
    fn lines_are_of_even_length() {
        let block = typesetter().set(&spec("A quiet harbour before the autumn storm", 120.0, 1500.0)).block;
        let widths: Vec<f64> = block.lines.iter().map(|line| line.x1 - line.x0).collect();
        let shortest = widths.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(widths.len() > 1 && shortest > 0.7 * block.width, "{widths:?}");
    }

    #[test]
    fn characters_know_their_words_and_lines() {
        let block = typesetter().set(&spec("one two\nthree", 60.0, 1000.0)).block;
        assert_eq!((block.words, block.lines.len()), (3, 2));
        let words: Vec<usize> = block.chars.iter().map(|char| char.word).collect();
        assert_eq!(words[..8], [0, 0, 0, 0, 1, 1, 1, 1]);
        assert_eq!(block.spans_of("one two\nthree", Some("two")).len(), 1);
        assert_eq!(block.spans_of("one two\nthree", None).len(), 2);
    }

    #[test]
    fn text_with_a_largest_size_fills_its_box() {
        let whole = spec("As large as it may be", 900.0, 700.0);
        let block = |max_height, max_lines| {
            let spec = TextSpec { max_height, max_lines, min: 10.0, ..whole.clone() };
            typesetter().set(&spec).block
        };
        // One line is as wide as its box; several are as high as theirs.
        assert!((block(f64::INFINITY, 1).width - 700.0).abs() < 10.0, "{}", block(f64::INFINITY, 1).width);
        let high = block(300.0, 4);
        assert!(high.lines.len() > 1 && (240.0..=300.0).contains(&high.height), "{}", high.height);
    }

    #[test]
    fn punctuation_at_the_ends_of_lines_hangs_over() {
        let edges = |hangs: bool, align: f64| {
            let spec = TextSpec { hangs, align, ..spec("\u{201C}Quay\nand tide.\u{201D}", 100.0, 1700.0) };
            let block = typesetter().set(&spec).block;
            let letter = |character: &str| {
                let at = spec.text.find(character).expect("a letter of the text");
                block.chars.iter().find(|char| char.bytes.start == at).cloned().expect("a character")
            };
            (letter("Q").x0, letter("and").x0, letter("\u{201D}").x1, block.width)
        };
        let (first, second, _, _) = edges(true, 0.0);
        // Letters stand under each other, the quote to the left of them.
        assert!((first - second).abs() < 0.01 && first.abs() < 0.01, "{first} {second}");
        let (first, second, _, _) = edges(false, 0.0);
        assert!(first > second + 20.0);
        let (_, _, last, width) = edges(true, 1.0);
        assert!(last > width + 20.0, "{last} {width}");
    }

    #[test]
    fn missing_characters_are_named() {
        assert_eq!(typesetter().set(&spec("tide \u{10FFFD}", 60.0, 1000.0)).missing, ["\u{10FFFD}"]);
        assert_eq!(typesetter().set(&spec("go \u{1F680}\u{FE0F}", 60.0, 1000.0)).missing, ["\u{1F680}"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn no_text_is_larger_than_its_box(
            text in "[a-zA-Z0-9 .,!-]{1,120}",
            size in 20.0..300.0_f64,
            room in 60.0..1700.0_f64,
            max_height in prop_oneof![Just(f64::INFINITY), 20.0..900.0_f64],
        ) {
            let set = typesetter().set(&TextSpec { max_height, ..spec(&text, size, room) });
            prop_assert!(set.block.width <= room + 0.05 * set.block.em, "{} in {room}", set.block.width);
            prop_assert!(set.block.height <= max_height + 0.01, "{} in {max_height}", set.block.height);
            prop_assert!(set.block.em <= size);
            prop_assert!(set.cramped || set.block.lines.len() <= 3);
            prop_assert!(set.cramped || set.block.em >= size / 3.0 - 0.01);
        }

        #[test]
        fn no_text_makes_the_typesetter_panic(text in "\\PC{0,60}") {
            typesetter().set(&spec(&text, 80.0, 900.0));
        }
    }
}
