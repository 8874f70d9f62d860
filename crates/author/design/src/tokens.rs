//! Motion tokens: how long things take, how they follow each other, how they leave.
//!
//! Everything here is for neutral pace; [`Tempo::secs`] stretches it to the pace of a look.

use pavo_scene::Time;

/// Before the first motion of a scene, in seconds.
pub const LEAD_SECS: f64 = 0.05;
/// A title's line from behind its edge, in seconds.
pub const TITLE_SECS: f64 = 0.62;
/// A rule that is drawn, in seconds.
pub const RULE_SECS: f64 = 0.5;
/// Secondary text that comes up, in seconds.
pub const SUPPORT_SECS: f64 = 0.5;
/// A fade, in seconds.
pub const FADE_SECS: f64 = 0.3;
/// A panel that is uncovered, in seconds.
pub const PANEL_SECS: f64 = 0.7;
/// Between two lines, in seconds.
pub const LINE_STAGGER_SECS: f64 = 0.09;
/// Between two words, in seconds.
pub const WORD_STAGGER_SECS: f64 = 0.06;
/// Between two cards, rows or icons, in seconds.
pub const CARD_STAGGER_SECS: f64 = 0.08;
/// An exit takes this share of the entrance.
pub const EXIT_SHARE: f64 = 0.6;
/// No exit is shorter, in seconds.
pub const SHORTEST_EXIT_SECS: f64 = 0.15;
/// No entrance is shorter, in seconds: five frames of thirty.
pub const SHORTEST_ENTRANCE_SECS: f64 = 5.0 / 30.0;
/// How far the camera comes closer over a scene, as a share of the frame: what lies at the margins stays within the
/// part of the frame that is safe for titles.
pub const PUSH: f64 = 0.025;
/// A last picture stands at least so long, in seconds.
pub const LAST_HOLD_SECS: f64 = 1.0;

/// The pace of a look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tempo {
    /// What neutral durations are multiplied with: 1.6 (calm) to 0.65 (lively).
    factor: f64,
}

impl Tempo {
    /// The pace of an energy, 0 (calm) to 1 (lively).
    #[must_use]
    pub fn of(energy: f64) -> Self {
        let energy = energy.clamp(0.0, 1.0);
        Self { factor: 1.6 + (0.65 - 1.6) * energy }
    }

    /// A neutral duration at this pace, in seconds.
    #[must_use]
    pub fn secs(self, neutral_secs: f64) -> f64 {
        neutral_secs * self.factor
    }

    /// An entrance of a neutral duration at this pace, never too short to be seen.
    #[must_use]
    pub fn entrance(self, neutral_secs: f64) -> Time {
        Time::from_secs(self.secs(neutral_secs).max(SHORTEST_ENTRANCE_SECS))
    }

    /// How long an entrance takes that travels so far, in design units.
    #[must_use]
    pub fn travel(self, units: f64) -> Time {
        let neutral = (0.18 + 0.55 * (units.max(0.0) / 1080.0).sqrt()).clamp(0.2, 0.9);
        self.entrance(neutral)
    }

    /// How long the exit of an entrance takes.
    #[must_use]
    pub fn exit(entrance: Time) -> Time {
        Time::from_secs((entrance.secs() * EXIT_SHARE).max(SHORTEST_EXIT_SECS))
    }
}

/// Seconds that a text needs to be read.
#[must_use]
pub fn reading_secs(text: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "words on a screen")]
    let (words, letters) =
        (text.split_whitespace().count() as f64, text.chars().filter(|letter| !letter.is_whitespace()).count() as f64);
    if letters == 0.0 { 0.0 } else { (0.5 + (words / 3.2).max(letters / 14.0)).max(0.8) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lively_look_is_quicker_than_a_calm_one() {
        assert!(Tempo::of(0.8).secs(1.0) < Tempo::of(0.2).secs(1.0));
        assert_eq!(Tempo::of(0.0).secs(1.0), 1.6);
        assert_eq!(Tempo::of(7.0).secs(1.0), 0.65);
    }

    #[test]
    fn an_exit_is_quicker_than_its_entrance_but_can_be_seen() {
        assert_eq!(Tempo::exit(Time::from_secs(1.0)).secs(), 0.6);
        assert_eq!(Tempo::exit(Time::from_secs(0.1)).secs(), SHORTEST_EXIT_SECS);
    }

    #[test]
    fn longer_ways_take_longer_but_never_as_much_longer() {
        let tempo = Tempo::of(0.63);
        assert!(tempo.travel(540.0) > tempo.travel(120.0));
        assert!(tempo.travel(1080.0).secs() < 2.0 * tempo.travel(270.0).secs());
    }

    #[test]
    fn what_lies_at_the_margins_stays_safe_for_titles_when_the_camera_comes_closer() {
        for &aspect in pavo_scene::AspectRatio::ALL {
            let ([width, height], margins) = (aspect.design_size(), aspect.margins());
            for (side, margin) in
                [(width, margins.left), (width, margins.right), (height, margins.top), (height, margins.bottom)]
            {
                let left = side / 2.0 - (side / 2.0 - margin) * (1.0 + PUSH);
                assert!(left >= 0.05 * side, "{aspect}: {left} of {side} units are left");
            }
        }
    }

    #[test]
    fn five_words_take_about_two_seconds_to_read() {
        let secs = reading_secs("Autumn menu launch this week");
        assert!((1.9..=2.4).contains(&secs), "{secs}");
        assert_eq!(reading_secs("  "), 0.0);
    }
}
