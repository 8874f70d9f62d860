//! How large a text may be set to fill a width, by the real widths of its letters.

use crate::font_cut::{FontCut, WeightWidths, cut_of};
use crate::fonts::bundled_fonts;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting<'a> {
    /// A family that is bundled or among `own`; anything else is measured as Inter.
    pub(crate) family: &'a str,
    /// The font files that were handed in.
    pub(crate) own: &'a [FontCut],
    /// 100 to 900.
    pub(crate) weight: f64,
    /// Extra space between letters, in em.
    pub(crate) tracking: f64,
    /// Distance between baselines, as a multiple of the size.
    pub(crate) leading: f64,
}

/// What a text may take up, in design units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    /// The width that the longest line should reach.
    pub(crate) width: f64,
    /// The height that all lines may fill.
    pub(crate) height: f64,
    /// Smallest and largest size of the em.
    pub(crate) sizes: [f64; 2],
    /// Most lines.
    pub(crate) lines: usize,
    /// How much larger than the largest size a single line may be, as a factor.
    pub(crate) alone: f64,
}

/// How a text fills its room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fitted {
    /// Size of the em, in design units.
    pub(crate) size: f64,
    /// How many lines it takes.
    pub(crate) lines: usize,
    /// Width of the longest line, in design units.
    pub(crate) width: f64,
}

impl Fitted {
    /// The width to break lines at: a little more than the longest, as kerning is not measured.
    pub(crate) fn break_width(&self) -> f64 {
        self.width * 1.04 + 2.0
    }

    /// From the capitals' tops of the first line to the last baseline, in design units.
    pub(crate) fn height(&self, leading: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let gaps = (self.lines.max(1) - 1) as f64;
        self.size * (0.72 + leading * gaps)
    }
}

/// The largest size at which a text fits its room, with as few lines as that allows.
pub(crate) fn fit(text: &str, setting: Setting<'_>, room: Room) -> Fitted {
    let measure = Measure::new(setting);
    let paragraphs: Vec<Vec<f64>> =
        text.lines().map(|line| line.split_whitespace().map(|word| measure.width(word)).collect()).collect();
    let space = measure.width(" ");
    let [smallest, largest] = room.sizes;
    let own_lines = paragraphs.len().max(1);
    let mut best: Option<Fitted> = None;
    for extra in 0..room.lines.max(1) {
        let lines = own_lines + extra;
        let longest = longest_line(&paragraphs, space, lines).max(0.1);
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let by_height = room.height / (0.72 + setting.leading * (lines - 1) as f64);
        // A single line has nothing below it to be in proportion with.
        let largest = if lines == 1 { largest * room.alone } else { largest };
        let size = (room.width / longest).min(by_height).min(largest);
        // A further line must be worth it: it costs rest and height.
        if best.is_none_or(|best| size > best.size * 1.18) {
            best = Some(Fitted { size, lines, width: longest * size });
        }
    }
    let best = best.unwrap_or(Fitted { size: smallest, lines: 1, width: room.width });
    let size = best.size.max(smallest);
    Fitted { size, lines: best.lines, width: (best.width / best.size * size).min(room.width.max(best.width)) }
}

/// The width of a text on one line, in em.
pub(crate) fn width_em(text: &str, setting: Setting<'_>) -> f64 {
    Measure::new(setting).width(text)
}

/// The length of the longest line when words are put on so many lines as evenly as can be.
fn longest_line(paragraphs: &[Vec<f64>], space: f64, lines: usize) -> f64 {
    let mut budget = lines.saturating_sub(paragraphs.len());
    let mut longest = 0.0_f64;
    for words in paragraphs {
        let mine = 1 + budget.min(words.len().saturating_sub(1));
        budget -= mine - 1;
        longest = longest.max(shortest_cap(words, space, mine));
    }
    longest
}

/// The least width that lets words fit on so many lines.
fn shortest_cap(words: &[f64], space: f64, lines: usize) -> f64 {
    let line = |from: usize, to: usize| {
        #[expect(clippy::cast_precision_loss, reason = "words of a title")]
        let spaces = (to - from).saturating_sub(1) as f64;
        words[from..to].iter().sum::<f64>() + space * spaces
    };
    // `best[count]` is the least cap for the first `count` words on the lines so far.
    let mut best: Vec<f64> = (0..=words.len()).map(|count| line(0, count)).collect();
    for _ in 1..lines {
        let mut next = best.clone();
        for (to, cap) in next.iter_mut().enumerate().skip(1) {
            for (from, before) in best.iter().enumerate().take(to) {
                *cap = cap.min(before.max(line(from, to)));
            }
        }
        best = next;
    }
    best.last().copied().unwrap_or(0.0)
}

struct Measure<'a> {
    /// Of a family that was handed in.
    own: Option<&'a WeightWidths>,
    font: Option<FontRef<'static>>,
    tracking: f64,
}

impl<'a> Measure<'a> {
    fn new(setting: Setting<'a>) -> Self {
        let own = cut_of(setting.own, setting.family, setting.weight).and_then(|cut| cut.widths_at(setting.weight));
        let family =
            |name: &str| bundled_fonts().iter().filter(move |font| font.family == name && !font.italic).collect();
        let mut cuts: Vec<_> = family(setting.family);
        if cuts.is_empty() {
            cuts = family("Inter");
        }
        let nearest = cuts.into_iter().min_by(|one, other| {
            let off = |weight: u16| (f64::from(weight) - setting.weight).abs();
            off(one.weight).total_cmp(&off(other.weight))
        });
        // Letters of a hand reach beyond their widths.
        let reach = if setting.family == "Caveat" { 0.05 } else { 0.0 };
        let font = nearest.and_then(|font| FontRef::new(font.file()).ok());
        Self { own, font, tracking: setting.tracking + reach }
    }

    /// The width of a word or space, in em.
    fn width(&self, text: &str) -> f64 {
        // Of letters that the font lacks another font's are drawn, about as wide.
        const STRANGER: f64 = 0.6;
        const IDEOGRAPH: f64 = 1.0;
        const EMOJI: f64 = 1.28;
        const HEBREW_OR_ARABIC: f64 = 0.72;
        let Some(font) = &self.font else {
            return text.chars().map(|_| STRANGER).sum();
        };
        let map = font.charmap();
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        text.chars()
            .map(|letter| {
                let own = self.own.and_then(|widths| widths.of(letter));
                let bundled = || map.map(letter).and_then(|glyph| metrics.advance_width(glyph)).map(f64::from);
                let advance = own.or_else(bundled);
                let stranger = match u32::from(letter) {
                    0x1_F000.. => EMOJI,
                    0x2600..0x27C0 => EMOJI,
                    0x0590..0x0800 => HEBREW_OR_ARABIC,
                    0x2E80.. => IDEOGRAPH,
                    _ => STRANGER,
                };
                advance.unwrap_or(stranger) + self.tracking
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTER: Setting<'_> = Setting { family: "Inter", own: &[], weight: 700.0, tracking: 0.0, leading: 1.0 };

    fn room(width: f64, lines: usize) -> Room {
        Room { width, height: 700.0, sizes: [60.0, 240.0], lines, alone: 1.0 }
    }

    #[test]
    fn a_fitted_line_fills_the_width() {
        let fitted = fit("Good Morning", INTER, room(1200.0, 1));
        assert_eq!(fitted.lines, 1);
        assert!((fitted.size * width_em("Good Morning", INTER) - 1200.0).abs() < 1.0, "{fitted:?}");
    }

    #[test]
    fn a_long_title_takes_more_lines_to_be_larger() {
        let title = "Everything you wanted to know about autumn";
        let (one, three) = (fit(title, INTER, room(1200.0, 1)), fit(title, INTER, room(1200.0, 3)));
        assert!(three.lines > 1 && three.size > 1.5 * one.size, "{one:?} {three:?}");
    }

    #[test]
    fn a_face_that_was_handed_in_is_measured_as_it_is() {
        let letters = (' '..='~').map(|letter| (letter, 1.5)).collect();
        let widths = vec![crate::font_cut::WeightWidths { weight: 400, letters }];
        let (family, weights) = ("Quay Wide".to_owned(), [400, 400]);
        let wide = [FontCut { family, weights, is_italic: false, is_monospaced: true, extent: 1.0, widths }];
        let setting = Setting { family: "Quay Wide", own: &wide, ..INTER };
        assert_eq!(width_em("Quay", setting), 6.0);
        assert_eq!(fit("Quay", setting, room(900.0, 1)).size, 150.0);
        // Letters that it lacks come from another face.
        assert!(width_em("\u{6E2F}", setting) < 1.5);
    }

    #[test]
    fn a_short_title_is_no_larger_than_the_largest_size() {
        assert_eq!(fit("Hi", INTER, room(1200.0, 3)).size, 240.0);
    }

    #[test]
    fn lines_are_as_even_as_can_be() {
        assert_eq!(shortest_cap(&[3.0, 1.0, 1.0, 3.0], 0.0, 2), 4.0);
        assert_eq!(shortest_cap(&[5.0, 1.0, 1.0], 0.0, 3), 5.0);
        assert_eq!(shortest_cap(&[], 0.0, 2), 0.0);
    }
}
