//! What things do: how they come, go, stand and are stressed.

use super::Lexicon;
use pavo_scene::{EmphasisPreset, EntrancePreset, ExitPreset, LoopPreset, Side};
use std::sync::LazyLock;

/// What a verb says about a thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Verb {
    /// It comes.
    In(EntrancePreset, Option<Side>),
    /// It goes.
    Out(ExitPreset, Option<Side>),
    /// It is stressed.
    Stress(EmphasisPreset),
    /// It stays.
    Hold,
    /// It counts.
    Count,
    /// It moves all the time.
    Loop(LoopPreset),
    /// It lands, or settles; only says when.
    Land,
}

use EmphasisPreset as Emph;
use EntrancePreset as In;
use ExitPreset as Out;

/// A verb in its forms, what it means alone, and what with a particle after it.
struct Entry {
    forms: &'static [&'static str],
    alone: Option<Verb>,
    with: &'static [(&'static str, Verb)],
}

const fn entry(forms: &'static [&'static str], alone: Option<Verb>, with: &'static [(&'static str, Verb)]) -> Entry {
    Entry { forms, alone, with }
}

const fn comes(preset: In) -> Option<Verb> {
    Some(Verb::In(preset, None))
}

const VERBS: &[Entry] = &[
    entry(
        &["types", "type", "typing", "typed", "typewriter", "typewrites"],
        None,
        &[
            ("in", Verb::In(In::Typewriter, None)),
            ("on", Verb::In(In::Typewriter, None)),
            ("out", Verb::In(In::Typewriter, None)),
            ("itself", Verb::In(In::Typewriter, None)),
        ],
    ),
    entry(
        &["types", "typing", "typewriter", "typewrites", "is typed", "being typed", "typed"],
        comes(In::Typewriter),
        &[],
    ),
    entry(&["writes", "writes on", "write on", "writing", "written", "spells out"], comes(In::Typewriter), &[]),
    entry(
        &["fades", "fade", "fading", "faded", "cross fades", "crossfades", "dissolves", "dissolve"],
        Some(Verb::Out(Out::Fade, None)),
        &[
            ("in", Verb::In(In::Fade, None)),
            ("up", Verb::In(In::Fade, None)),
            ("on", Verb::In(In::Fade, None)),
            ("in and up", Verb::In(In::Rise, None)),
            ("out", Verb::Out(Out::Fade, None)),
            ("away", Verb::Out(Out::Fade, None)),
            ("off", Verb::Out(Out::Fade, None)),
        ],
    ),
    entry(
        &["slides", "slide", "sliding", "glides", "swipes", "sweeps"],
        comes(In::Slide),
        &[
            ("in", Verb::In(In::Slide, None)),
            ("up", Verb::In(In::Slide, Some(Side::Bottom))),
            ("down", Verb::In(In::Slide, Some(Side::Top))),
            ("out", Verb::Out(Out::Slide, None)),
            ("off", Verb::Out(Out::Slide, None)),
            ("away", Verb::Out(Out::Slide, None)),
            ("up and out", Verb::Out(Out::Slide, Some(Side::Top))),
        ],
    ),
    entry(
        &["flies", "fly", "flying", "whips", "shoots"],
        comes(In::Slide),
        &[
            ("in", Verb::In(In::Slide, None)),
            ("out", Verb::Out(Out::Slide, None)),
            ("off", Verb::Out(Out::Slide, None)),
        ],
    ),
    entry(
        &["drops", "drop", "dropping", "falls", "fall", "falling"],
        comes(In::Drop),
        &[
            ("in", Verb::In(In::Drop, None)),
            ("out", Verb::Out(Out::Drop, None)),
            ("off", Verb::Out(Out::Drop, None)),
            ("away", Verb::Out(Out::Drop, None)),
        ],
    ),
    entry(
        &["rises", "rise", "rising", "floats up", "lifts"],
        comes(In::Rise),
        &[("in", Verb::In(In::Rise, None)), ("up", Verb::In(In::Rise, None))],
    ),
    entry(
        &["pops", "pop", "popping", "springs", "bounces in", "bouncing in", "inflates"],
        comes(In::Pop),
        &[
            ("in", Verb::In(In::Pop, None)),
            ("up", Verb::In(In::Pop, None)),
            ("on", Verb::In(In::Pop, None)),
            ("out", Verb::Out(Out::Shrink, None)),
        ],
    ),
    entry(
        &["scales", "scale", "scaling", "zooms", "zoom", "zooming"],
        None,
        &[
            ("in", Verb::In(In::ZoomIn, None)),
            ("ins", Verb::In(In::ZoomIn, None)),
            ("up", Verb::In(In::ZoomIn, None)),
            ("out", Verb::Out(Out::Shrink, None)),
            ("down", Verb::Out(Out::Shrink, None)),
        ],
    ),
    entry(
        &["grows", "growing", "grow"],
        comes(In::Grow),
        &[("in", Verb::In(In::Grow, None)), ("up", Verb::In(In::Grow, None)), ("from zero", Verb::In(In::Grow, None))],
    ),
    entry(
        &["wipes", "wipe", "wiping", "unfolds", "unrolls", "uncovers"],
        comes(In::Wipe),
        &[
            ("in", Verb::In(In::Wipe, None)),
            ("on", Verb::In(In::Wipe, None)),
            ("out", Verb::Out(Out::Wipe, None)),
            ("off", Verb::Out(Out::Wipe, None)),
            ("away", Verb::Out(Out::Wipe, None)),
        ],
    ),
    entry(
        &["reveals", "reveal", "revealed", "revealing", "mask reveal", "masked reveal", "rolls up"],
        comes(In::MaskUp),
        &[("in", Verb::In(In::MaskUp, None))],
    ),
    entry(
        &["draws", "draw", "drawing", "drawn", "draws itself", "traces", "sketches"],
        comes(In::DrawOn),
        &[
            ("in", Verb::In(In::DrawOn, None)),
            ("on", Verb::In(In::DrawOn, None)),
            ("up", Verb::In(In::Grow, None)),
            ("out", Verb::Out(Out::DrawOff, None)),
            ("off", Verb::Out(Out::DrawOff, None)),
        ],
    ),
    entry(
        &["slams", "slam", "slamming", "stamps", "stamp", "stamping", "smashes", "punches", "punch", "hits", "crashes"],
        comes(In::Slam),
        &[("in", Verb::In(In::Slam, None)), ("on", Verb::In(In::Slam, None)), ("down", Verb::In(In::Slam, None))],
    ),
    entry(
        &["snaps", "snapping", "snap"],
        comes(In::ZoomIn),
        &[("in", Verb::In(In::ZoomIn, None)), ("off", Verb::Out(Out::Cut, None))],
    ),
    entry(&["letterspaces", "tracks", "tracking"], None, &[("in", Verb::In(In::Tracking, None))]),
    entry(
        &[
            "appears",
            "appear",
            "appearing",
            "comes",
            "arrives",
            "enters",
            "assembles",
            "emerges",
            "blurs in",
            "glitches in",
            "lands in",
        ],
        comes(In::Fade),
        &[("in", Verb::In(In::Fade, None)), ("on", Verb::In(In::Fade, None))],
    ),
    entry(
        &["cuts in", "cut in", "hard cuts in", "flashes on", "appears instantly", "appear instantly"],
        comes(In::Cut),
        &[],
    ),
    entry(
        &[
            "disappears",
            "disappear",
            "vanishes",
            "vanish",
            "cuts out",
            "cut out",
            "is removed",
            "clears",
            "exits",
            "exit",
            "leaves",
        ],
        Some(Verb::Out(Out::Fade, None)),
        &[],
    ),
    entry(
        &["shrinks", "shrink", "collapses", "implodes"],
        Some(Verb::Out(Out::Shrink, None)),
        &[("in", Verb::Out(Out::Shrink, None)), ("away", Verb::Out(Out::Shrink, None))],
    ),
    entry(&["deletes", "backspaces", "is deleted", "untypes", "deleted"], Some(Verb::Out(Out::Delete, None)), &[]),
    entry(
        &[
            "holds",
            "hold",
            "holding",
            "stays",
            "stay",
            "remains",
            "remain",
            "keep",
            "keeps",
            "static",
            "persistent",
            "persists",
            "visible throughout",
            "freeze",
            "freezes",
            "continues",
        ],
        Some(Verb::Hold),
        &[],
    ),
    entry(
        &["counts", "count", "counting", "ticks", "tallies"],
        Some(Verb::Count),
        &[("up", Verb::Count), ("down", Verb::Count), ("up rapidly", Verb::Count)],
    ),
    entry(
        &["pulses", "pulse", "pulsing", "throbs", "scale pulse"],
        Some(Verb::Stress(Emph::Pulse)),
        &[("once", Verb::Stress(Emph::Pulse))],
    ),
    entry(&["shakes", "shake", "trembles", "screen shake"], Some(Verb::Stress(Emph::Shake)), &[]),
    entry(
        &["bounces", "bounce", "lands with a bounce", "bouncing", "springy landing"],
        Some(Verb::Stress(Emph::Pop)),
        &[],
    ),
    entry(
        &["spins", "spin", "spinning", "rotates", "rotating", "turns", "turning"],
        Some(Verb::Loop(LoopPreset::Spin)),
        &[],
    ),
    entry(&["floats", "floating", "hovers", "hovering", "bobs"], Some(Verb::Loop(LoopPreset::Float)), &[]),
    entry(&["breathes", "breathing"], Some(Verb::Loop(LoopPreset::Breathe)), &[]),
    entry(&["drifts", "drifting"], Some(Verb::Loop(LoopPreset::Drift)), &[]),
    entry(&["sways", "swaying", "swings"], Some(Verb::Loop(LoopPreset::Sway)), &[]),
    entry(&["lands", "land", "settles", "settle", "completes"], Some(Verb::Land), &[]),
];

/// Every verb in every form.
pub(crate) static VERB_WORDS: LazyLock<Lexicon<Verb>> = LazyLock::new(|| {
    let mut table: Vec<(String, Verb)> = Vec::new();
    for Entry { forms, alone, with } in VERBS {
        for form in *forms {
            table.extend(alone.map(|verb| ((*form).to_owned(), verb)));
            table.extend(with.iter().map(|(particle, verb)| (format!("{form} {particle}"), *verb)));
        }
    }
    Lexicon::new(table)
});
