//! Texts and figures become glyph runs.

use crate::draw::{Canvas, Spot};
use crate::draw_mark::{self, faded};
use crate::draw_shape::on_pixels;
use crate::figure::Figure;
use crate::resolve;
use crate::shine;
use crate::stage::{CaretShape, TextContent};
use crate::swap::SwapContent;
use crate::text_block::{PlacedGlyph, TextBlock};
use crate::vary::THINNEST;
use kurbo::{Affine, Rect, Vec2};
use pavo_display_list::{Command, Effect, Glyph, GlyphRun, Layer, Paint};
use pavo_scene::{ColorToken, Unit};
use pavo_timeline::{CaretPose, NodePose, Piece, UnitMotion, Values};

pub(crate) fn text(canvas: &mut Canvas<'_>, text: &TextContent, pose: &NodePose, spot: Spot) {
    let varied;
    let text = match &text.variants {
        Some(variants) => {
            // Where keys say the weight, they alone do.
            let grown = THINNEST + (text.weight - THINNEST) * pose.piece.heft;
            let weight = pose.values.weight.unwrap_or(grown);
            let block = variants.at(Some(weight), pose.values.font_width, &text.block).into_owned();
            varied = TextContent { block, ..text.clone() };
            &varied
        }
        None => text,
    };
    let block = &text.block;
    let bounds = Rect::new(0.0, 0.0, block.width.max(1.0), block.height.max(1.0));
    let sheen = shine::sheen(&pose.marks, bounds);
    let fill = match pose.values.fill {
        Some(color) => Paint::Solid(resolve::color(color)),
        None => resolve::paint(&text.color, canvas.palette, bounds),
    };
    let moved = Moved::new(text, pose);
    for band in text.bands.iter().filter(|_| text.rail.is_none()) {
        // It grows as its words appear.
        let chars = || block.chars.iter().enumerate().filter(|(_, char)| band.contains(&char.bytes.start));
        let shown: f64 = chars().map(|(index, _)| moved.of(block, index).0.opacity).sum();
        #[expect(clippy::cast_precision_loss, reason = "texts are limited to 2000 characters")]
        draw_mark::band(canvas, text, band, shown / chars().count().max(1) as f64, spot);
    }
    draw_mark::marks(canvas, text, pose, spot, false);
    let spread = Spread::new(text, &pose.values, &pose.piece);
    for line in 0..block.lines.len() {
        let masked = text.rail.is_none() && moved.masks_line(block, line);
        if masked {
            // Letters may lean out of their line's box at both ends.
            let clip = block.lines[line].bounds().inflate(0.15 * block.em, 0.0);
            canvas.push_clip(clip, spot.pixels_from_box);
        }
        let paint_of = |canvas: &Canvas<'_>, batch: &Batch| {
            let tint = batch.tint.map(|tint| resolve::paint(&text.tints[tint].1, canvas.palette, bounds));
            let paint = tint.unwrap_or_else(|| fill.clone());
            match batch.piece.tint {
                Some(tint) => resolve::tinted(paint, tint),
                None => paint,
            }
        };
        for batch in moved.batches(text, line, &spread, pose.values.path_at) {
            let paint = paint_of(canvas, &batch);
            letters(canvas, text, batch, &paint, sheen.as_ref(), spot);
        }
        let swap = text.swap.as_ref().filter(|swap| swap.line == line);
        if let Some((swap, now)) = swap.zip(pose.swap) {
            let clip = swap.clip(block);
            let is_moving = now.entered < 1.0 || now.leaving.is_some();
            if is_moving {
                canvas.push_clip(clip, spot.pixels_from_box);
            }
            for (word, risen) in swap.words_at(now) {
                for batch in moved.word(text, swap, word, risen * clip.height()) {
                    let paint = paint_of(canvas, &batch);
                    letters(canvas, text, batch, &paint, sheen.as_ref(), spot);
                }
            }
            if is_moving {
                canvas.commands.push(Command::PopLayer);
            }
        }
        if masked {
            canvas.commands.push(Command::PopLayer);
        }
    }
    draw_mark::marks(canvas, text, pose, spot, true);
    if let Some(caret_pose) = pose.caret.filter(|caret| caret.lit && text.rail.is_none()) {
        caret(canvas, text, caret_pose, &pose.units, spot);
    }
}

pub(crate) fn figure(
    canvas: &mut Canvas<'_>,
    figure: &Figure,
    color: &pavo_scene::Paint,
    value: f64,
    pose: &NodePose,
    spot: Spot,
) {
    let bounds = Rect::new(0.0, 0.0, figure.width.max(1.0), figure.height.max(1.0));
    let paint = match pose.values.fill {
        Some(color) => Paint::Solid(resolve::color(color)),
        None => resolve::paint(color, canvas.palette, bounds),
    };
    let paint = shine::tint(&pose.marks).map_or_else(|| paint.clone(), |tint| resolve::tinted(paint.clone(), tint));
    let pixels_from_shape = spot.pixels_from_box * Affine::translate((0.0, figure.height));
    let paints = [Some(paint), shine::sheen(&pose.marks, bounds)];
    let is_rolling = figure.is_rolling(value);
    if is_rolling {
        let [above, below] = figure.overshoot.map(|reach| reach.max(0.0));
        let line = Rect::new(-figure.em, -above / 2.0, figure.width + figure.em, figure.height + below / 2.0);
        canvas.push_clip(line, spot.pixels_from_box);
    }
    for (run, glyphs) in figure.glyphs(value) {
        for paint in paints.iter().flatten() {
            let paint = paint.clone().faded(spot.opacity).moved(Vec2::new(0.0, -figure.height));
            let glyphs = glyphs.clone();
            canvas.commands.push(Command::Glyphs { run, glyphs, outline: None, pixels_from_shape, paint });
        }
    }
    if is_rolling {
        canvas.commands.push(Command::PopLayer);
    }
}

/// Letters that move together.
struct Batch {
    run: GlyphRun,
    /// Whether they have colours of their own.
    is_colored: bool,
    /// The stretch with a paint of its own that they belong to.
    tint: Option<usize>,
    glyphs: Vec<Glyph>,
    piece: Piece,
    /// The box of the piece of text they belong to.
    bounds: Rect,
    /// What brings them from the straight text to where they stand.
    bend: Affine,
}

fn letters(canvas: &mut Canvas<'_>, text: &TextContent, batch: Batch, fill: &Paint, sheen: Option<&Paint>, spot: Spot) {
    let em = text.block.em;
    let piece = batch.piece;
    let shift = [0, 1].map(|axis| {
        let side = if axis == 0 { batch.bounds.width() } else { batch.bounds.height() };
        piece.shift_units[axis] + piece.shift_em[axis] * em + piece.shift_box[axis] * side
    });
    let [fx, fy] = piece.scale_origin.unwrap_or([0.5, 0.5]);
    let pivot = Vec2::new(batch.bounds.x0 + fx * batch.bounds.width(), batch.bounds.y0 + fy * batch.bounds.height());
    let box_from_letters = batch.bend
        * Affine::translate(Vec2::new(shift[0], shift[1]))
        * Affine::translate(pivot)
        * Affine::rotate(piece.rotate)
        * Affine::scale_non_uniform(piece.scale[0], piece.scale[1])
        * Affine::translate(-pivot);
    let opacity = spot.opacity * piece.opacity;
    // A paint does not fade what has colours of its own.
    let fades_as_layer = batch.is_colored && opacity < 1.0;
    let paint = fill.clone().faded(if fades_as_layer { 1.0 } else { opacity });
    let pixels_from_shape = spot.pixels_from_box * box_from_letters;
    let is_blurred = piece.blur > 0.0;
    let is_layer = is_blurred || fades_as_layer;
    if is_layer {
        let sigma_px = piece.blur / 2.0 * spot.pixels_from_box.determinant().abs().sqrt();
        let effects = if is_blurred { vec![Effect::Blur { sigma_px }] } else { Vec::new() };
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1")]
        let layer_opacity = if fades_as_layer { opacity as f32 } else { 1.0 };
        canvas.commands.push(Command::PushLayer(Layer { effects, opacity: layer_opacity, ..Layer::default() }));
    }
    let outline = text.stroke.as_ref().map(|stroke| {
        let color = stroke.color.clone().unwrap_or(ColorToken::Text.into());
        let whole = Rect::new(0.0, 0.0, text.block.width, text.block.height);
        (resolve::stroke(stroke, None, None), resolve::paint(&color, canvas.palette, whole).faded(opacity))
    });
    if !paint.is_invisible() {
        let glyphs = batch.glyphs.clone();
        canvas.commands.push(Command::Glyphs { run: batch.run, glyphs, outline: None, pixels_from_shape, paint });
    }
    if let Some(sheen) = sheen.filter(|_| !batch.is_colored) {
        let (glyphs, paint) = (batch.glyphs.clone(), sheen.clone().faded(opacity));
        canvas.commands.push(Command::Glyphs { run: batch.run, glyphs, outline: None, pixels_from_shape, paint });
    }
    if let Some((stroke, paint)) = outline.filter(|(_, paint)| !paint.is_invisible()) {
        canvas.commands.push(Command::Glyphs {
            run: batch.run,
            glyphs: batch.glyphs,
            outline: Some(stroke),
            pixels_from_shape,
            paint,
        });
    }
    if is_layer {
        canvas.commands.push(Command::PopLayer);
    }
}

/// What each piece of a text does: the deviations of all motions, by character.
struct Moved {
    /// For each motion, what its pieces are and how far each is from rest.
    motions: Vec<(Unit, Vec<Piece>)>,
}

impl Moved {
    fn new(text: &TextContent, pose: &NodePose) -> Self {
        let block = &text.block;
        let count = |by| match by {
            Unit::All => 1,
            Unit::Line => block.lines.len(),
            Unit::Word => block.words,
            Unit::Char => block.chars.len(),
        };
        let entering = pose.units.iter().map(|motion| (motion.by, motion.pieces(count(motion.by))));
        let animated = pose.animators.iter().enumerate().map(|(index, animator)| {
            let by = animator.by;
            let Some(chars) = text.selected.get(index).and_then(Option::as_ref) else {
                return (by, animator.pieces(count(by)));
            };
            // Only the pieces of some words count.
            let mut own: Vec<usize> = chars.iter().map(|char_index| block.piece_of(by, *char_index)).collect();
            own.dedup();
            let mut pieces = vec![Piece::REST; count(by)];
            for (index, piece) in own.iter().zip(animator.pieces(own.len())) {
                pieces[*index] = piece;
            }
            (by, pieces)
        });
        let colored = pose.marks.iter().filter_map(|mark| {
            let chars = text.marks.get(mark.emphasis_index)?.chars.as_deref();
            let (inside, outside) = shine::of_words(mark)?;
            let is_inside = |index: usize| chars.is_none_or(|chars| chars.contains(&index));
            let piece = |index| if is_inside(index) { inside } else { outside };
            Some((Unit::Char, (0..block.chars.len()).map(piece).collect()))
        });
        Self { motions: entering.chain(animated).chain(colored).collect() }
    }

    /// The deviation of a character, and the finest piece it belongs to.
    fn of(&self, block: &TextBlock, char_index: usize) -> (Piece, Unit, usize) {
        let mut all = (Piece::REST, Unit::All, 0);
        for (unit, pieces) in &self.motions {
            let index = block.piece_of(*unit, char_index);
            let piece = pieces.get(index).copied().unwrap_or(Piece::REST);
            all = (all.0.and(piece), (*unit).max(all.1), if *unit >= all.1 { index } else { all.2 });
        }
        all
    }

    fn masks_line(&self, block: &TextBlock, line: usize) -> bool {
        self.motions.iter().any(|(unit, pieces)| {
            (0..block.chars.len()).filter(|index| block.chars[*index].line == line).any(|char_index| {
                let index = block.piece_of(*unit, char_index);
                pieces.get(index).is_some_and(|piece| piece.masked && piece.shift_box != [0.0; 2])
            })
        })
    }

    /// The letters of a line, those that move together in one batch.
    fn batches(&self, text: &TextContent, line: usize, spread: &Spread, path_at: Option<f64>) -> Vec<Batch> {
        let block = &text.block;
        type Key = (usize, Option<usize>, Unit, usize, Option<usize>);
        let mut batches: Vec<(Key, Batch)> = Vec::new();
        for placed in &block.glyphs {
            let char = &block.chars[placed.char_index];
            let is_kept_free = text.swap.as_ref().is_some_and(|swap| swap.chars.contains(&placed.char_index));
            if char.line != line || is_kept_free {
                continue;
            }
            let (piece, unit, index) = self.of(block, placed.char_index);
            if piece.opacity <= 0.0 || piece.scale[0] == 0.0 || piece.scale[1] == 0.0 {
                continue;
            }
            let glyph = piece.swap.map_or(placed.glyph, |swap| stand_in(block, placed, swap));
            #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
            let glyph = Glyph { x: glyph.x + spread.of(placed.char_index) as f32, ..glyph };
            // What is at rest is drawn together, whatever it belongs to.
            let tint = text.tints.iter().position(|(bytes, _)| bytes.contains(&char.bytes.start));
            let (unit, index) = if piece == Piece::REST { (Unit::All, 0) } else { (unit, index) };
            let key = (placed.run, tint, unit, index, text.rail.as_ref().map(|_| placed.char_index));
            match batches.iter_mut().find(|(known, _)| *known == key) {
                Some((_, batch)) => batch.glyphs.push(glyph),
                None => {
                    let run = block.runs[placed.run];
                    let bounds = piece_bounds(block, unit, index);
                    let bend = text.rail.as_ref().map_or(Affine::IDENTITY, |rail| {
                        let middle = f64::midpoint(char.x0, char.x1) + spread.of(placed.char_index);
                        rail.bend(middle, block.width, block.lines[line].baseline, path_at)
                    });
                    let (is_colored, glyphs) = (block.colored[placed.run], vec![glyph]);
                    batches.push((key, Batch { run, is_colored, tint, glyphs, piece, bounds, bend }));
                }
            }
        }
        batches.into_iter().map(|(_, batch)| batch).collect()
    }

    /// The letters of a word that takes its turn, so far below its place.
    fn word(&self, text: &TextContent, swap: &SwapContent, word: usize, below: f64) -> Vec<Batch> {
        let Some((block, left)) = swap.words.get(word) else { return Vec::new() };
        let (Some(line), Some(own)) = (text.block.lines.get(swap.line), block.lines.first()) else { return Vec::new() };
        let (piece, unit, index) = self.of(&text.block, swap.chars.start);
        if piece.opacity <= 0.0 || piece.scale.contains(&0.0) {
            return Vec::new();
        }
        let bounds = piece_bounds(&text.block, unit, index);
        let first = &text.block.chars[swap.chars.start];
        let tint = text.tints.iter().position(|(bytes, _)| bytes.contains(&first.bytes.start));
        let down = Vec2::new(*left, line.baseline - own.baseline);
        let batch = |(run, glyph_run): (usize, &GlyphRun)| {
            let own = block.glyphs.iter().filter(|placed| placed.run == run);
            #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
            let moved = |glyph: Glyph| Glyph {
                x: (f64::from(glyph.x) + down.x) as f32,
                y: (f64::from(glyph.y) + down.y) as f32,
                ..glyph
            };
            let glyphs = own.map(|placed| moved(placed.glyph)).collect();
            let bend = Affine::translate((0.0, below));
            Batch { run: *glyph_run, is_colored: block.colored[run], tint, glyphs, piece, bounds, bend }
        };
        block.runs.iter().enumerate().map(batch).collect()
    }
}

/// Another letter of the text in the place of one, chosen by a number.
fn stand_in(block: &TextBlock, placed: &PlacedGlyph, swap: u64) -> Glyph {
    let width = |char_index: usize| block.chars[char_index].x1 - block.chars[char_index].x0;
    let room = width(placed.char_index);
    let others: Vec<&PlacedGlyph> = block
        .glyphs
        .iter()
        .filter(|other| {
            let is_other = other.run == placed.run && other.glyph.id != placed.glyph.id;
            // What is much wider would lie on its neighbours.
            let fits = (0.6 * room..=1.4 * room).contains(&width(other.char_index));
            is_other && fits && !block.chars[other.char_index].is_space
        })
        .collect();
    let chosen = usize::try_from(swap % (others.len().max(1) as u64)).unwrap_or(0);
    let Some(other) = others.get(chosen) else { return placed.glyph };
    // In the middle of the place that the text keeps free for its own letter.
    let middle = |char_index: usize| f64::midpoint(block.chars[char_index].x0, block.chars[char_index].x1);
    let shift = middle(placed.char_index) - middle(other.char_index);
    #[expect(clippy::cast_possible_truncation, reason = "lengths are limited by the document")]
    let x = other.glyph.x + shift as f32;
    Glyph { id: other.glyph.id, x, y: placed.glyph.y }
}

/// The box of a piece of a text: as wide as its letters, as high as its line.
fn piece_bounds(block: &TextBlock, unit: Unit, index: usize) -> Rect {
    let belongs = |char_index: usize, char: &crate::text_block::CharBox| match unit {
        Unit::All => true,
        Unit::Line => char.line == index,
        Unit::Word => char.word == index && !char.is_space,
        Unit::Char => char_index == index,
    };
    let pieces = block.chars.iter().enumerate().filter(|(char_index, char)| belongs(*char_index, char));
    let bounds = pieces
        .map(|(_, char)| {
            let line = block.lines[char.line].bounds();
            Rect { x0: char.x0, x1: char.x1, ..line }
        })
        .reduce(|all, one| all.union(one));
    bounds.unwrap_or_default()
}

/// Letters moved apart by tracking that changes with time.
struct Spread(Vec<f64>);

impl Spread {
    fn new(text: &TextContent, values: &Values, piece: &Piece) -> Self {
        let block = &text.block;
        let added = (values.tracking.unwrap_or(0.0) + piece.tracking) * block.em;
        if added == 0.0 {
            return Self(Vec::new());
        }
        let mut shifts = vec![0.0; block.chars.len()];
        for line in 0..block.lines.len() {
            let mut order: Vec<usize> =
                (0..block.chars.len()).filter(|&index| block.chars[index].line == line).collect();
            order.sort_by(|&a, &b| block.chars[a].x0.total_cmp(&block.chars[b].x0));
            #[expect(clippy::cast_precision_loss, reason = "texts are limited to 2000 characters")]
            let last = order.len().saturating_sub(1) as f64;
            for (place, index) in order.into_iter().enumerate() {
                #[expect(clippy::cast_precision_loss, reason = "texts are limited to 2000 characters")]
                let place = place as f64;
                shifts[index] = added * (place - last * text.align);
            }
        }
        Self(shifts)
    }

    fn of(&self, char_index: usize) -> f64 {
        self.0.get(char_index).copied().unwrap_or(0.0)
    }
}

fn caret(canvas: &mut Canvas<'_>, text: &TextContent, caret: CaretPose, units: &[UnitMotion], spot: Spot) {
    let block = &text.block;
    let em = block.em;
    let typed = units
        .iter()
        .find(|motion| motion.preset.types())
        .map(|motion| match motion.by {
            Unit::Word => {
                let words = motion.typed(block.words);
                block.chars.iter().filter(|char| char.word < words && !char.is_space).count()
                    + block.chars.iter().filter(|char| char.word + 1 < words && char.is_space).count()
            }
            _ => motion.typed(block.chars.len()),
        })
        .unwrap_or(block.chars.len());
    let (x, line) = match typed.checked_sub(1).and_then(|last| block.chars.get(last)) {
        Some(last) if last.is_rtl => (last.x0 - 0.06 * em, last.line),
        Some(last) => (last.x1 + 0.06 * em, last.line),
        None => (block.lines.first().map_or(0.0, |line| line.x0), 0),
    };
    let Some(line) = block.lines.get(line) else { return };
    let baseline = line.baseline;
    let rect = match text.caret {
        CaretShape::Bar => Rect::new(x, baseline - 0.82 * em, x + 0.075 * em, baseline + 0.16 * em),
        CaretShape::Underscore => Rect::new(x, baseline + 0.04 * em, x + 0.55 * em, baseline + 0.12 * em),
        CaretShape::Block => Rect::new(x, baseline - 0.8 * em, x + 0.55 * em, baseline + 0.14 * em),
    };
    let rect = if spot.is_still { on_pixels(rect, spot.pixels_from_box) } else { rect };
    let paint = Paint::Solid(faded(resolve::color(caret.color), spot.opacity));
    canvas.commands.push(Command::FillRect { rect, pixels_from_shape: spot.pixels_from_box, paint });
}
