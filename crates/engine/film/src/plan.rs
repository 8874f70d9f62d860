//! Which frames of several films are drawn, and for whom.

use crate::cadence::Cadence;
use pavo_scene::Time;
use std::ops::Range;

/// Ticks in a second: a frame of every rate falls on a whole one.
const TICKS_PER_SEC: u32 = 600;

/// The moments at which several films of one size have frames, in order.
///
/// Films of different rates share the moments that they have in common: 60 and 30 frames a second every other one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    steps: Vec<Step>,
    /// For each film the number of its first frame, and the step of each of its frames from that one on.
    frame_steps: Vec<(u32, Vec<usize>)>,
}

/// A moment that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    tick: u32,
    /// The films that have a frame then, and which.
    pub(crate) takers: Vec<(usize, u32)>,
}

impl Step {
    /// When it is: to the last bit the time that the frame has in a film of its own.
    pub(crate) fn time(&self) -> Time {
        // Both are the same fraction, and a division is rounded once.
        Time::from_secs(f64::from(self.tick) / f64::from(TICKS_PER_SEC))
    }
}

impl Plan {
    /// The plan of films, each with the numbers of the frames that are wanted of it.
    pub(crate) fn of(films: &[(Cadence, Range<u32>)]) -> Self {
        let mut frames: Vec<(u32, usize, u32)> = Vec::new();
        for (film, (cadence, wanted)) in films.iter().enumerate() {
            let ticks = TICKS_PER_SEC / cadence.fps();
            frames.extend(wanted.clone().map(|frame| (frame * ticks, film, frame)));
        }
        frames.sort_unstable();
        let frame_steps = films.iter().map(|(_, wanted)| (wanted.start, Vec::new())).collect();
        let mut plan = Self { steps: Vec::new(), frame_steps };
        for (tick, film, frame) in frames {
            if plan.steps.last().is_none_or(|step| step.tick != tick) {
                plan.steps.push(Step { tick, takers: Vec::new() });
            }
            plan.frame_steps[film].1.push(plan.steps.len() - 1);
            if let Some(step) = plan.steps.last_mut() {
                step.takers.push((film, frame));
            }
        }
        plan
    }

    /// The moments, in order.
    pub(crate) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The frames of a film that are wanted, by their numbers.
    pub(crate) fn frames_of(&self, film: usize) -> Range<u32> {
        let (first, steps) = &self.frame_steps[film];
        *first..first + u32::try_from(steps.len()).unwrap_or(u32::MAX - first)
    }

    /// The step of a film's frame; that after the last when it has no such frame.
    pub(crate) fn step_of(&self, film: usize, frame: u32) -> usize {
        let (first, steps) = &self.frame_steps[film];
        frame.checked_sub(*first).and_then(|place| steps.get(place as usize)).copied().unwrap_or(self.steps.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_encode::Format;
    use pavo_scene::FrameRate;

    fn plan(rates: &[(Format, FrameRate)], secs: f64) -> Plan {
        let film = |(format, rate): &(Format, FrameRate)| {
            let cadence = Cadence::of(*format, *rate);
            (cadence, 0..cadence.frames_in(Time::from_secs(secs)))
        };
        Plan::of(&rates.iter().map(film).collect::<Vec<_>>())
    }

    #[test]
    fn films_share_the_moments_they_have_in_common() {
        let plan = plan(&[(Format::Mp4, FrameRate::Fps60), (Format::WebM, FrameRate::Fps30)], 1.0);
        assert_eq!((plan.steps().len(), plan.frames_of(0), plan.frames_of(1)), (60, 0..60, 0..30));
        assert_eq!(plan.steps()[2].takers, [(0, 2), (1, 1)]);
        assert_eq!(plan.steps()[3].takers, [(0, 3)]);
        assert_eq!([plan.step_of(1, 1), plan.step_of(1, 30)], [2, 60]);
    }

    #[test]
    fn part_of_a_film_keeps_the_numbers_and_times_of_its_frames() {
        let cadence = Cadence::of(Format::Mp4, FrameRate::Fps30);
        let part = Plan::of(&[(cadence, 40..45)]);
        assert_eq!((part.steps().len(), part.frames_of(0)), (5, 40..45));
        assert_eq!([part.step_of(0, 40), part.step_of(0, 44), part.step_of(0, 45)], [0, 4, 5]);
        assert_eq!(part.steps()[0].time(), Time::from_secs(40.0 / 30.0));
    }

    #[test]
    fn times_are_those_of_a_film_alone_to_the_last_bit() {
        for &rate in FrameRate::ALL {
            for format in [Format::Mp4, Format::Gif] {
                let cadence = Cadence::of(format, rate);
                let plan = plan(&[(Format::Mp4, FrameRate::Fps60), (format, rate)], 120.0);
                for step in plan.steps() {
                    for (_, frame) in step.takers.iter().filter(|(film, _)| *film == 1) {
                        let alone = f64::from(*frame) / f64::from(cadence.fps());
                        assert_eq!(step.time(), Time::from_secs(alone), "{rate} {frame}");
                    }
                }
            }
        }
    }
}
