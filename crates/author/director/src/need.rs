//! How long ideas need to be seen and read.

use crate::design_seam::Style;
use crate::intent::Idea;
use pavo_design::TimeNeed;

/// How long a part of several wants to be seen; shorter than a film of its own.
pub(crate) fn part_need(idea: &Idea, style: &Style) -> TimeNeed {
    const LONGEST_PART_SECS: f64 = 5.0;
    const SHORTEST_PART_SECS: f64 = 1.5;
    /// As many pictures are seen longer than one thing.
    const LONGEST_SHOW_SECS: f64 = 10.0;
    let is_show = matches!(idea, Idea::Composed(composed) if composed.block == "slideshow");
    let ideal = natural_secs(idea, style).min(if is_show { LONGEST_SHOW_SECS } else { LONGEST_PART_SECS });
    let shown = if let Idea::Over(over) = idea { &over.idea } else { idea };
    let own = style.block(shown, ideal).map(|block| block.needs);
    let least = own.map_or(ideal * 0.5, |need| need.min.secs()).clamp(SHORTEST_PART_SECS, ideal);
    TimeNeed::secs(least, ideal, own.map_or(ideal * 1.8, |need| need.max.secs()).max(ideal))
}

/// How long an idea needs to be seen and read.
pub(crate) fn natural_secs(idea: &Idea, style: &Style) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a handful of things")]
    let count = |length: usize| length as f64;
    let secs = match idea {
        Idea::Over(over) => return natural_secs(&over.idea, style),
        Idea::Depict(_) | Idea::Ambient => 6.0,
        Idea::Composed(composed) => style.wanted_secs(composed).unwrap_or(6.0),
        Idea::Stat { .. }
        | Idea::Progress { .. }
        | Idea::Stats(_)
        | Idea::Wordmark { .. }
        | Idea::LowerThird { .. }
        | Idea::Banner { .. }
        | Idea::Staged => 5.0,
        Idea::Chart { bars, .. } => 3.5 + 0.35 * count(bars.len()),
        Idea::Code(code) => 2.5 + count(code.chars().count()) * 0.03,
        Idea::List { title, items, .. } => {
            let reading: f64 = items.iter().map(|item| 0.5 + count(item.chars().count()) / 16.0).sum();
            reading + 2.0 + if title.is_some() { 0.8 } else { 0.0 }
        }
        Idea::Quote { words, .. } => 2.5 + reading_secs(words),
        Idea::Countdown { from, to, end } => f64::from(from - to + 1) + if end.is_some() { 1.5 } else { 0.5 },
        // Each also comes and goes, while it cannot be read.
        Idea::Lines(lines) => lines.iter().map(|line| reading_secs(line).max(1.0) + 0.6).sum::<f64>() + 0.6,
        Idea::Title { title, subtitle, .. } => {
            2.5 + reading_secs(title) + subtitle.as_deref().map_or(0.0, reading_secs)
        }
    };
    ((secs * 2.0).round() / 2.0).clamp(4.0, 30.0).max(if matches!(idea, Idea::Title { .. }) { 5.0 } else { 4.0 })
}

/// How long words take to be read.
pub(crate) fn reading_secs(words: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few hundred letters")]
    let (count, letters) =
        (words.split_whitespace().count() as f64, words.chars().filter(|c| !c.is_whitespace()).count() as f64);
    (0.5 + (count / 3.2).max(letters / 14.0)).max(0.8)
}
