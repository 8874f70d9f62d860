//! Texts and figures set up: what they are set as, and where their marks are.

use crate::arrange::{Arranger, Parent};
use crate::figure::Figure;
use crate::rail::Rail;
use crate::stage::{CaretShape, Content, Item, MarkContent, Place, TextContent, Warning};
use crate::swap::{Slotted, SwapContent};
use crate::type_scale::{Face, SMALLEST, TypeSetting};
use crate::typesetter::TextSpec;
use crate::vary::Variants;
use pavo_scene::{
    ColorToken, EmphasisPreset, EntrancePreset, Fit, Font, Node, Number, Paint, Run, RunStyle, Text, TextAlign,
    TextCase, TextStyle, ThemeFonts,
};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Room that text keeps from the frame's edge when the document puts it near there.
const EDGE_ROOM: f64 = 32.0;

/// Families that have what the chosen one lacks, in the order in which they are tried.
const STAND_INS: [&str; 8] = [
    "Inter",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Noto Sans SC",
    "Noto Sans KR",
    "Noto Color Emoji",
];

/// Least tracking of figures, in em.
const TIGHTEST_FIGURES: f64 = -0.02;

impl Arranger<'_> {
    /// The families of a text, first choice first.
    fn families(&mut self, font: Option<&Font>, face: Face) -> Vec<String> {
        let of_face = |fonts: &ThemeFonts, face: Face| match face {
            Face::Display => fonts.display.clone().or_else(|| fonts.body.clone()),
            Face::Body => fonts.body.clone(),
            Face::Mono => fonts.mono.clone().or_else(|| Some("JetBrains Mono".to_owned())),
        };
        let wanted = match font.and_then(|font| font.family.as_deref()) {
            Some("display") => of_face(&self.fonts, Face::Display),
            Some("body") => of_face(&self.fonts, Face::Body),
            Some("mono") => of_face(&self.fonts, Face::Mono),
            Some(family) => Some(family.to_owned()),
            None => of_face(&self.fonts, face),
        };
        let mut families = Vec::new();
        if let Some(family) = wanted {
            if self.typesetter.has_family(&family) {
                let continued = format!("{family} Latin Ext");
                let continued = Some(continued).filter(|name| self.typesetter.has_family(name));
                families.push(family);
                families.extend(continued);
            } else {
                let warning = Warning::NoFamily { family };
                if !self.warnings.contains(&warning) {
                    self.warnings.push(warning);
                }
            }
        }
        let stand_ins = STAND_INS.iter().filter(|family| self.typesetter.has_family(family));
        families.extend(stand_ins.map(|family| (*family).to_owned()));
        families
    }

    /// What a text is to be set as, with nothing left open.
    fn spec(&mut self, style: TextStyle, font: Option<&Font>, max_width: f64) -> TextSpec {
        let setting = TypeSetting::of(style, self.aspect);
        let largest = font.and_then(|font| font.max.or(font.size));
        let size = largest.unwrap_or(setting.size);
        let min =
            font.and_then(|font| font.min).unwrap_or_else(|| match font.and_then(|font| font.size.or(font.max)) {
                Some(size) => (size / 2.0).max(SMALLEST).min(size),
                None => setting.min,
            });
        TextSpec {
            text: String::new(),
            families: self.families(font, setting.face),
            size,
            min: min.min(size),
            weight: font.and_then(|font| font.weight).unwrap_or(setting.weight),
            stretch: font.and_then(|font| font.width).unwrap_or(100.0),
            italic: font.and_then(|font| font.italic).unwrap_or(false),
            tracking: font.and_then(|font| font.tracking).unwrap_or(setting.tracking),
            leading: font.and_then(|font| font.leading).unwrap_or(setting.leading),
            max_width: max_width.max(8.0),
            max_height: f64::INFINITY,
            max_lines: usize::try_from(setting.lines).unwrap_or(1),
            align: 0.0,
            tabular: false,
            hangs: false,
        }
    }

    pub(crate) fn text(
        &mut self,
        text: &Text,
        node: &Node,
        align: f64,
        place: Place,
        parent: Parent,
    ) -> ([f64; 2], Content, Vec<Item>) {
        let style = text.style.unwrap_or(TextStyle::Headline);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let max_width = text.max_width.map_or(room, |width| width.units(parent.size[0]));
        let mut spec = self.spec(style, text.font.as_ref(), max_width);
        let as_drawn = |word: &str| cased(word, text.case);
        let slotted = text.swap.as_ref().and_then(|swap| {
            let slotted = Slotted::of(swap, &text.text, &spec, &mut self.typesetter, as_drawn)?;
            let before = text.words().find(&swap.target).map(|at| as_drawn(&text.words()[..at]).len())?;
            Some((slotted, before))
        });
        let text_in = match &slotted {
            Some((slotted, _)) => Cow::Owned(Text { text: slotted.text.clone(), ..text.clone() }),
            None => Cow::Borrowed(text),
        };
        let (words, runs) = text_in.runs();
        let (words, tints, bands) = cased_runs(&words, &runs, text.case);
        spec.text = words;
        let own_lines = spec.text.split('\n').count();
        spec.max_lines = match text.max_lines {
            Some(lines) => usize::try_from(lines).unwrap_or(usize::MAX),
            None => spec.max_lines.max(own_lines),
        };
        if let Some(height) = text.max_height {
            spec.max_height = height.units(parent.size[1]).max(8.0);
        }
        if text.fit == Some(Fit::None) {
            (spec.min, spec.max_lines, spec.max_height) = (spec.size, usize::MAX, f64::INFINITY);
        }
        let said = text.align.map(|align| match align {
            TextAlign::Start => 0.0,
            TextAlign::Center => 0.5,
            TextAlign::End => 1.0,
        });
        spec.align = said.unwrap_or(align);
        spec.hangs = text.hang.unwrap_or(style == TextStyle::Quote);
        let rail = text.path.as_ref().and_then(|path| Rail::of(path, said, align));
        if let Some(rail) = &rail {
            spec.text = spec.text.replace('\n', " ");
            spec.max_lines = 1;
            spec.max_width =
                text.max_width.map_or(rail.length(), |width| width.units(parent.size[0])).min(rail.length());
            (spec.align, spec.hangs) = (0.0, false);
        }
        let grows = node.common.entrance.as_ref().is_some_and(|entrance| entrance.preset == EntrancePreset::Weight);
        let varied = Variants::of(node.common.keys.as_ref(), grows, &mut self.typesetter, &spec);
        let (variants, set) = match varied {
            Some((variants, set)) => (Some(Arc::new(variants)), set),
            None => (None, self.typesetter.set(&spec)),
        };
        let opening = || {
            let words: String = text.words().chars().take(40).collect();
            words
        };
        if !set.missing.is_empty() {
            self.warnings.push(Warning::MissingGlyphs { text: opening(), characters: set.missing.clone() });
        }
        if set.cramped {
            self.warnings.push(Warning::Cramped { text: opening() });
        }
        let block = set.block;
        let swap = text.swap.as_ref().zip(slotted).and_then(|(swap, (slotted, before))| {
            let place = before..before + as_drawn(&slotted.widest).len();
            let (typesetter, spec) = (&mut self.typesetter, &spec);
            let content = SwapContent::of(swap, &block, &place, spec, typesetter, as_drawn);
            Some((content?, as_drawn(&swap.target), as_drawn(&slotted.widest)))
        });
        // What is about the word that is there first goes for the place it stands in.
        let in_place = |target: String| match &swap {
            Some((_, first, widest)) if *first == target => widest.clone(),
            _ => target,
        };
        let setting = TypeSetting::of(style, self.aspect);
        let token = if setting.muted { ColorToken::Muted } else { ColorToken::Text };
        let marks = node
            .common
            .emphases
            .0
            .iter()
            .map(|emphasis| {
                let target = emphasis.target.as_deref().map(|target| in_place(as_drawn(target)));
                MarkContent {
                    spans: if emphasis.preset.is_mark() || emphasis.preset == EmphasisPreset::Tick {
                        block.spans_of(&spec.text, target.as_deref())
                    } else {
                        Vec::new()
                    },
                    chars: target.as_deref().map(|target| block.chars_of(&spec.text, target)),
                    width: emphasis.width,
                    gap: emphasis.gap,
                    is_plain: emphasis.color.is_none(),
                }
            })
            .collect();
        let selected = text.animators.0.iter().map(|animator| {
            let matched = in_place(as_drawn(animator.select.as_ref()?.matched.as_deref()?));
            Some(block.chars_of(&spec.text, &matched))
        });
        let selected = selected.collect();
        let caret = node.common.entrance.as_ref().and_then(|entrance| entrance.caret.as_ref());
        let caret = match caret.and_then(|caret| caret.text.as_deref()) {
            Some("_") => CaretShape::Underscore,
            Some("█" | "▮" | "■" | "▌") => CaretShape::Block,
            _ => CaretShape::Bar,
        };
        let size = rail.as_ref().map_or([block.width, block.height], |rail| rail.size);
        let content = TextContent {
            block,
            color: text.color.clone().unwrap_or(token.into()),
            tints,
            bands,
            stroke: text.stroke.clone(),
            marks,
            caret,
            selected,
            align: spec.align,
            rail,
            swap: swap.map(|(content, ..)| content),
            variants,
            weight: spec.weight,
        };
        (size, Content::Text(Box::new(content)), Vec::new())
    }

    pub(crate) fn number(&mut self, number: &Number, place: Place, parent: Parent) -> ([f64; 2], Content, Vec<Item>) {
        let style = number.style.unwrap_or(TextStyle::Numeral);
        let room = parent.max_width.unwrap_or_else(|| room_for_text(place, parent));
        let max_width = number.max_width.map_or(room, |width| width.units(parent.size[0]));
        let spec = self.spec(style, number.font.as_ref(), max_width);
        // Tighter than this, figures of equal width touch each other.
        let spec = TextSpec { tracking: spec.tracking.max(TIGHTEST_FIGURES), ..spec };
        let format = number.format.clone().unwrap_or_default();
        let values: Vec<f64> = [Some(number.to), number.from].into_iter().flatten().collect();
        let figure = Figure::new(&mut self.typesetter, &spec, &format, &values);
        if figure.cramped {
            self.warnings.push(Warning::Cramped { text: format.write(number.to) });
        }
        let rolls = number.count.as_ref().and_then(|count| count.rolls) == Some(true);
        let figure = if rolls { figure.rolling() } else { figure };
        let color = number.color.clone().unwrap_or(ColorToken::Text.into());
        let size = [figure.width, figure.height];
        (size, Content::Figure { figure: Box::new(figure), color }, Vec::new())
    }
}

/// How long a line may be at a place, such that it stays in the safe area, or at least within the frame.
pub(crate) fn room_for_text(place: Place, parent: Parent) -> f64 {
    let [left, _, right, _] = parent.safe;
    let x = place.anchor[0] + place.offset[0];
    let room_within = |low: f64, high: f64| {
        let [before, after] = [x - low, high - x];
        match place.origin[0] {
            0.0 => after,
            1.0 => before,
            _ => 2.0 * before.min(after),
        }
    };
    let safe = room_within(left, right);
    // A place outside the safe area was meant; then the frame's edge is the limit.
    let inside = x >= left && x <= right;
    if inside && (place.offset[0] == 0.0 || safe > 0.4 * (right - left)) {
        safe
    } else {
        room_within(EDGE_ROOM, parent.size[0] - EDGE_ROOM).max(0.1 * parent.size[0])
    }
}

/// Stretches of a text, in bytes, with their colours.
type Tints = Vec<(Range<usize>, Paint)>;

/// The words as they are drawn, the bytes of them that have a colour of their own, and those that stand on a band.
fn cased_runs(words: &str, runs: &[Run], case: Option<TextCase>) -> (String, Tints, Vec<Range<usize>>) {
    let (mut drawn, mut tints, mut bands) = (String::with_capacity(words.len()), Vec::new(), Vec::new());
    let mut from = 0;
    for run in runs {
        drawn.push_str(&cased(&words[from..run.bytes.start], case));
        let start = drawn.len();
        drawn.push_str(&cased(&words[run.bytes.clone()], case));
        let bytes = start..drawn.len();
        match run.style {
            RunStyle::Accent => tints.push((bytes, ColorToken::Accent.into())),
            RunStyle::Muted => tints.push((bytes, ColorToken::Muted.into())),
            RunStyle::Highlight => bands.push(bytes),
        }
        from = run.bytes.end;
    }
    drawn.push_str(&cased(&words[from..], case));
    (drawn, tints, bands)
}

fn cased(words: &str, case: Option<TextCase>) -> String {
    match case {
        Some(TextCase::Upper) => words.to_uppercase(),
        Some(TextCase::Lower) => words.to_lowercase(),
        Some(TextCase::None) | None => words.to_owned(),
    }
}
