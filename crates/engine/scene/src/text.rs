//! Texts and counting numbers.

use crate::animator::Animator;
use crate::ease::Ease;
use crate::markup::{Run, runs_of};
use crate::number_format::NumberFormat;
use crate::one_or_many::OneOrMany;
use crate::paint::Paint;
use crate::place::Length;
use crate::record::{keyword, record};
use crate::shape::{PathData, Stroke};
use crate::time::Time;
use std::borrow::Cow;

keyword! {
    /// The role of a text, which gives it size, weight, tracking and leading for each ratio.
    pub enum TextStyle {
        /// One to three words that fill the frame.
        Display "display",
        /// The main statement.
        Headline "headline",
        /// A title above other content.
        Title "title",
        /// What follows a title.
        Subtitle "subtitle",
        /// Running text.
        Body "body",
        /// Small capitals that name something.
        Label "label",
        /// Axis labels, sources.
        Caption "caption",
        /// Code and raw figures.
        Mono "mono",
        /// A big figure.
        Numeral "numeral",
        /// Quoted speech.
        Quote "quote",
    }
}

keyword! {
    /// How lines stand to each other.
    pub enum TextAlign {
        /// Flush left (right in right-to-left text).
        Start "left" | "start",
        /// Centred.
        Center "center",
        /// Flush right (left in right-to-left text).
        End "right" | "end",
    }
}

keyword! {
    /// How letters are cased when drawn; the text itself stays as it is.
    pub enum TextCase {
        /// As written.
        None "none",
        /// CAPITALS.
        Upper "upper",
        /// small letters.
        Lower "lower",
    }
}

keyword! {
    /// What happens to a text that is too large for its width and lines.
    pub enum Fit {
        /// It gets smaller, down to `font.min`.
        Shrink "shrink",
        /// It stays as large as it is said to be.
        None "none",
    }
}

record! {
    /// A typeface and how it is set; what is left out comes from the style.
    #[derive(Default)]
    pub struct Font {
        /// A bundled family, or a role of the theme: display, body, mono.
        family "family": Option<String>,
        /// Size of the em in design units.
        size "size": Option<f64> where 1.0..=2000.0,
        /// Smallest size that fitting may choose, in design units.
        min "min": Option<f64> where 1.0..=2000.0,
        /// Largest size that fitting may choose, in design units: with it, a text is as large as its width, height and
        /// lines allow, whatever `size` says.
        max "max": Option<f64> where 1.0..=2000.0,
        /// 100 (thin) to 900 (black).
        weight "weight": Option<f64> where 1.0..=1000.0,
        /// Width of the letters in per cent of the usual, 50 to 200, of a typeface that has a width axis.
        width "width": Option<f64> where 50.0..=200.0,
        /// Whether the italic is used.
        italic "italic": Option<bool>,
        /// Extra space between letters, in em.
        tracking "tracking": Option<f64> where -0.5..=5.0,
        /// Distance between baselines, as a multiple of the size.
        leading "leading": Option<f64> where 0.5..=5.0,
    }
}

record! {
    /// Words on screen.
    pub struct Text {
        /// The words, verbatim; \n begins a new line.
        text "text": String,
        /// Whether `*words*` are in the theme's accent, `_words_` muted and `==words==` on a band of the accent; by default
        /// all is verbatim.
        markup "markup": Option<bool>,
        /// The role, which gives the defaults; by default headline.
        style "style": Option<TextStyle>,
        /// Typeface, size and setting.
        font "font": Option<Font>,
        /// Fill of the letters; by default the theme's text colour (muted for label and caption).
        color "color": Option<Paint>,
        /// Outline of the letters.
        stroke "stroke": Option<Stroke>,
        /// How lines stand to each other; by default as the node's position suggests.
        align "align": Option<TextAlign>,
        /// Longest line; by default the width of the safe area.
        max_width "maxW": Option<Length>,
        /// Highest it may be, from the tops of the first line's capitals to the last line's baseline, before it gets
        /// smaller; by default any height.
        max_height "maxH": Option<Length>,
        /// Most lines before the text gets smaller.
        max_lines "maxLines": Option<u32> where 1.0..=100.0,
        /// Whether a text too large gets smaller; by default it does.
        fit "fit": Option<Fit>,
        /// How letters are cased.
        case "case": Option<TextCase>,
        /// Whether quotes, points and hyphens at the ends of lines stand outside the box, so that its edges look
        /// straight; by default of the style quote.
        hang "hang": Option<bool>,
        /// A line that the letters stand on instead of straight ones.
        path "path": Option<Box<TextPath>>,
        /// Words that take turns in one place.
        swap "swap": Option<Box<Swap>>,
        /// What is done to some of its pieces, more or less to each; at most 16.
        animators "animators": OneOrMany<Animator>,
    }
}

record! {
    /// A line that letters stand on, one after another; the text then is one line long.
    #[derive(Default)]
    pub struct TextPath {
        /// The line as SVG path data, in design units; its bounding box is the node's box. Of several runs the first
        /// counts.
        d "d": Option<PathData>,
        /// Instead of `d`, a circle of this radius in design units, which goes clockwise from its top.
        radius "radius": Option<f64> where 10.0..=1e4,
        /// Where on the line the text is, as a share of its length: its beginning, middle or end as `align` says. By
        /// default 0 for a circle, where it is centred; else 0, 0.5 or 1 by `align`. Closed lines go round.
        at "at": Option<f64> where -100.0..=100.0,
        /// Whether the letters stand on the other side, and read the other way round: within a circle.
        inside "inside": Option<bool>,
    }
}

record! {
    /// Words that take turns in one place of a text, which is as wide as the widest of them.
    pub struct Swap {
        /// The words of the text that are there first.
        target "target": String,
        /// Those that come after, one after another; the last one stays.
        with "with": Vec<String>,
        /// When the first of them goes; by default `every` after the text has come.
        start "start": Option<Time> where 0.0..=120.0,
        /// Seconds from one to the next; by default 1.25.
        every "every": Option<Time> where 0.1..=60.0,
        /// Whether the words at `target` come again after the last, and so on; by default they do not.
        cycle "loop": Option<bool>,
    }
}

record! {
    /// When a number counts, and how.
    #[derive(Default)]
    pub struct Count {
        /// When it begins to count; by default with the entrance.
        start "start": Option<Time> where 0.0..=120.0,
        /// How long it counts, in seconds; by default by the number of digits.
        dur "dur": Option<Time> where 0.0..=120.0,
        /// How the count is spread over that time; by default easeOutQuart.
        ease "ease": Option<Ease>,
        /// Whether its digits roll from one to the next, as on an odometer; by default they change at once.
        rolls "roll": Option<bool>,
    }
}

record! {
    /// A figure that can count; its digits keep their places while they change.
    pub struct Number {
        /// The value it ends with.
        to "to": f64 where -1e15..=1e15,
        /// The value it begins with; by default it does not count.
        from "from": Option<f64> where -1e15..=1e15,
        /// A pattern such as `0,0`, `$0.0a`, `0.00%` or `0,0+ teams`; by default `0,0`.
        format "format": Option<NumberFormat>,
        /// When and how it counts.
        count "count": Option<Count>,
        /// The role, which gives the defaults; by default numeral.
        style "style": Option<TextStyle>,
        /// Typeface, size and setting.
        font "font": Option<Font>,
        /// Fill of the figures; by default the theme's text colour.
        color "color": Option<Paint>,
        /// Widest it may be before it gets smaller; by default the width of the safe area.
        max_width "maxW": Option<Length>,
    }
}

impl Text {
    /// The words as they are read: without marks, where it has some.
    pub fn words(&self) -> Cow<'_, str> {
        self.runs().0
    }

    /// The words as they are read, and the stretches that marks set apart.
    pub fn runs(&self) -> (Cow<'_, str>, Vec<Run>) {
        if self.markup == Some(true) { runs_of(&self.text) } else { (Cow::Borrowed(&self.text), Vec::new()) }
    }
}
