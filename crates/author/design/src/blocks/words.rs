//! The words of blocks: how kicker, title and subtitle are set and how they come.

use crate::contrast::Floor;
use crate::copyfit::{self, Fitted, Room};
use crate::face;
use crate::look::{Dial, Look};
use crate::parts::{Dress, Frame, body_font, display_font, entrance, fine, secs, text, units};
use crate::style::Voice;
use crate::tokens::{FADE_SECS, LINE_STAGGER_SECS, SUPPORT_SECS, TITLE_SECS, Tempo, WORD_STAGGER_SECS};
use pavo_scene::{
    Caret, ColorToken, EaseName, Entrance, EntrancePreset, Node, Paint, Text, TextAlign, TextCase, TextStyle, Time,
    Unit,
};

/// How a text of the display face is to be set.
pub(crate) fn display(look: &Look) -> copyfit::Setting<'_> {
    let face::Setting { weight, tracking, leading } = face::display_setting(look);
    copyfit::Setting { family: look.display_family(), own: &look.own_fonts, weight, tracking, leading }
}

/// How a text of the body face is to be set.
pub(crate) fn body(look: &Look, weight: f64) -> copyfit::Setting<'_> {
    copyfit::Setting { family: look.body_family(), own: &look.own_fonts, weight, tracking: 0.0, leading: 1.3 }
}

/// How much larger than a usual family one may be set to look as large: narrow ones more, wide ones less.
fn breadth(look: &Look) -> f64 {
    let sample = "handsomely";
    #[expect(clippy::cast_precision_loss, reason = "ten letters")]
    let mean = copyfit::width_em(sample, display(look)) / sample.len() as f64;
    (0.52 / mean.max(0.1)).clamp(0.8, 1.35)
}

/// A title that fills its room, and how it does.
///
/// `color`: `None` for the theme's text colour.
pub(crate) fn title(
    words: &str,
    look: &Look,
    room: Room,
    align: TextAlign,
    start: f64,
    color: Option<Paint>,
) -> (Node, Fitted) {
    let capitals = look.style().capitals && look.dial == Dial::Open;
    let cased = if capitals { words.to_uppercase() } else { words.to_owned() };
    let [smallest, largest] = room.sizes;
    let room = Room { sizes: [smallest, largest * breadth(look)], ..room };
    let fitted = copyfit::fit(&cased, display(look), room);
    let set = Text {
        font: Some(display_font(look, fitted.size.floor())),
        max_width: Some(units(fitted.break_width())),
        max_lines: Some(u32::try_from(fitted.lines + 1).unwrap_or(4)),
        align: Some(align),
        case: capitals.then_some(TextCase::Upper),
        color,
        ..text(words, TextStyle::Headline)
    };
    (Node::new(set).enter(title_entrance(look, words, &fitted, start)), fitted)
}

/// How the words of a title come: by the manner of the look, soon enough to be read early.
pub(crate) fn title_entrance(look: &Look, words: &str, fitted: &Fitted, start: f64) -> Entrance {
    let tempo = Tempo::of(look.energy);
    let secs_of = |neutral: f64, each: f64, count: usize| {
        #[expect(clippy::cast_precision_loss, reason = "words of a title")]
        let gaps = count.saturating_sub(1) as f64;
        (tempo.entrance(neutral + each * gaps), secs(tempo.secs(each)))
    };
    let (word_count, letters) = (words.split_whitespace().count(), words.chars().count());
    let by_line = || {
        let (dur, stagger) = secs_of(TITLE_SECS, LINE_STAGGER_SECS, fitted.lines);
        Entrance { by: Some(Unit::Line), stagger: Some(stagger), ..entrance(EntrancePreset::MaskUp, start, dur) }
    };
    let by_word = |preset, ease| {
        let each = WORD_STAGGER_SECS.min(0.4 / f64::from(u32::try_from(word_count.max(1)).unwrap_or(1)));
        let (dur, stagger) = secs_of(TITLE_SECS, each, word_count);
        let ease = Some(pavo_scene::Ease::Named(ease));
        Entrance { by: Some(Unit::Word), stagger: Some(stagger), ease, ..entrance(preset, start, dur) }
    };
    match look.style().voice {
        Voice::Crisp => by_line(),
        Voice::Soft => by_word(EntrancePreset::Rise, EaseName::Settle),
        Voice::Playful => by_word(EntrancePreset::Pop, EaseName::SpringLively),
        // Letters that draw together from afar need room beside them.
        Voice::Weighty if fitted.lines == 1 && letters <= 16 && fitted.width < 1100.0 => {
            entrance(EntrancePreset::Tracking, start, tempo.entrance(0.7))
        }
        Voice::Weighty => by_line(),
        Voice::Mechanical => {
            let each = (0.6 / f64::from(u32::try_from(letters.max(1)).unwrap_or(1))).min(0.05);
            Entrance {
                by: Some(Unit::Char),
                stagger: Some(Time::from_secs(fine(each).max(0.01))),
                caret: Some(Caret { text: Some("█".to_owned()), ..Caret::default() }),
                start: Some(secs(start)),
                ..Entrance::new(EntrancePreset::Typewriter)
            }
        }
        Voice::Punchy => entrance(EntrancePreset::Slam, start, tempo.entrance(0.46)),
    }
}

/// A few small words above a title, in the accent where that can be read.
pub(crate) fn kicker(words: &str, look: &Look, frame: Frame, max_width: f64, align: TextAlign, start: f64) -> Node {
    let size = if frame.is_tall() { 40.0 } else { 32.0 };
    let (accent, bg) = (look.color(ColorToken::Accent), look.color(ColorToken::Bg));
    // What lies behind is seldom exactly the colour of the theme.
    let floor = Floor { wcag: 5.2, apca: 64.0 };
    let color = if floor.holds(accent, bg) { ColorToken::Accent } else { ColorToken::Muted };
    let set = Text {
        font: Some(pavo_scene::Font { tracking: Some(0.1), ..body_font(size, 600.0) }),
        case: Some(TextCase::Upper),
        color: Some(color.into()),
        max_width: Some(units(max_width)),
        align: Some(align),
        ..text(words, TextStyle::Label)
    };
    Node::new(set).enter(entrance(EntrancePreset::Fade, start, Tempo::of(look.energy).entrance(FADE_SECS)))
}

/// A sentence below a title.
pub(crate) fn subtitle(words: &str, look: &Look, frame: Frame, max_width: f64, align: TextAlign, start: f64) -> Node {
    let set = supporting(words, look, frame, max_width, 1.0, 400.0);
    let set = Text { color: Some(ColorToken::Muted.into()), align: Some(align), ..set };
    supporting_node(set, look, start)
}

/// What a big figure counts: read together with it, so larger and stronger than a subtitle.
pub(crate) fn figure_label(
    words: &str,
    look: &Look,
    frame: Frame,
    max_width: f64,
    align: TextAlign,
    start: f64,
) -> Node {
    let set = supporting(words, look, frame, max_width, 1.3, 500.0);
    let set = Text { color: Some(ColorToken::Text.into()), align: Some(align), ..set };
    supporting_node(set, look, start)
}

/// Supporting words, set to fit `max_width`; `scale` 1 is a subtitle's size.
fn supporting(words: &str, look: &Look, frame: Frame, max_width: f64, scale: f64, weight: f64) -> Text {
    let size = if frame.is_wide() {
        50.0
    } else if frame.is_tall() {
        58.0
    } else {
        48.0
    } * scale;
    let fitted = copyfit::fit(
        words,
        body(look, weight),
        Room { width: max_width, height: 400.0, sizes: [28.0, size], lines: 3, alone: 1.0 },
    );
    Text {
        font: Some(pavo_scene::Font { leading: Some(1.34), ..body_font(fitted.size.max(28.0).floor(), weight) }),
        max_width: Some(units(max_width)),
        ..text(words, TextStyle::Subtitle)
    }
}

fn supporting_node(set: Text, look: &Look, start: f64) -> Node {
    Node::new(set).enter(pavo_scene::Entrance {
        distance: Some(28.0),
        ..entrance(EntrancePreset::Rise, start, Tempo::of(look.energy).entrance(SUPPORT_SECS))
    })
}
