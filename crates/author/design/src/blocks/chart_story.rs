//! A chart that is told: sentence after sentence, each with the mark that it is about.

use super::chart::{Chart, ChartKind, Plot, draw, quiet_mark};
use super::chart_card::{DATUM, Saying};
use crate::background::quiet;
use crate::block::{Block, TimeNeed, push};
use crate::catalogue::{BlockKind, Family};
use crate::heading::{Area, heading};
use crate::look::Look;
use crate::parts::{Dress, Frame, boxed, entrance, fine, frame_at, named, responsive_group, rising};
use crate::slot::{Props, Slot, SlotKind};
use crate::tokens::{Tempo, reading_secs};
use crate::wording::Wording;
use pavo_scene::{Anchor, Color, ColorToken, EaseName, EntrancePreset, ExitPreset, Keys, Node, NodeKind, Time};

/// A sentence of a story.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Beat {
    /// What it says.
    pub text: String,
    /// The label of the mark that it is about.
    pub mark: Option<String>,
}

/// A chart of upright or level bars, and what is told about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartStory {
    /// What the chart is about.
    pub title: Option<String>,
    /// A few words below the title, such as what is measured.
    pub note: Option<String>,
    /// The chart; told by columns or bars, whatever its kind.
    pub chart: Chart,
    /// What is told, in order.
    pub beats: Vec<Beat>,
    /// Where the figures come from.
    pub source: Option<String>,
}

const BEAT: &[Slot] = &[
    Slot::needed("text", SlotKind::Text(140), "What it says."),
    Slot::new("mark", SlotKind::Text(60), "The label of the value that it is about, which lights up."),
];

pub(super) const KIND: BlockKind = BlockKind {
    name: "chartStory",
    family: Family::Data,
    about: "A chart that is told in up to four sentences, one after another, each with the value it is about lit up.",
    slots: &[
        Slot::new("title", SlotKind::Text(90), "What the chart is about."),
        Slot::new("note", SlotKind::Text(90), "A few words below the title, such as what is measured."),
        Slot::new(
            "kind",
            SlotKind::Choice(&["column", "bar"]),
            "Upright or level bars; by default what suits the data.",
        ),
        Slot::needed("data", SlotKind::Items([2, 12], DATUM), "The values with their labels, in order."),
        Slot::new("format", SlotKind::Format, "How values are written."),
        Slot::needed("beats", SlotKind::Items([1, 4], BEAT), "What is told, in order."),
        Slot::new("source", SlotKind::Text(90), "Where the figures come from."),
    ],
    sample: r#"{"title": "Nights at the mountain hut", "note": "Guests by season", "kind": "column",
        "data": [{"label": "2021", "value": 1240}, {"label": "2022", "value": 1890}, {"label": "2023", "value": 1610},
                 {"label": "2024", "value": 2730}],
        "format": "0,0", "beats": [{"text": "We opened with 1,240 guests.", "mark": "2021"},
                 {"text": "A wet summer cost us some.", "mark": "2023"},
                 {"text": "Then came our best season.", "mark": "2024"}]}"#,
    build: |props, look, duration| chart_story(&ChartStory::read(props), look, duration),
};

impl ChartStory {
    fn read(props: Props<'_>) -> Self {
        let data = props.items("data", |item| (item.words("label"), item.figure("value").unwrap_or(0.0)));
        let beats = props.items("beats", |item| Beat { text: item.words("text"), mark: item.text("mark") });
        Self {
            title: props.text("title"),
            note: props.text("note"),
            chart: Chart {
                kind: props.text("kind").and_then(|name| ChartKind::named(&name)),
                format: props.format("format").unwrap_or_default(),
                ..Chart::of(data)
            },
            beats,
            source: props.text("source"),
        }
    }

    /// The chart, as it can be told: bars, none of which matters more than the others at first.
    fn plain_chart(&self) -> Chart {
        /// The label of no value.
        const NOTHING: &str = "\u{0}";
        let kind = match self.chart.drawn_as() {
            ChartKind::Bar | ChartKind::Progress | ChartKind::Funnel => ChartKind::Bar,
            _ if self.chart.labels.len() > 8 => ChartKind::Bar,
            _ => ChartKind::Column,
        };
        Chart { kind: Some(kind), highlight: Some(NOTHING.to_owned()), ..self.chart.clone() }
    }

    /// The value that a sentence is about.
    fn index_of(&self, beat: &Beat) -> Option<usize> {
        let name = beat.mark.as_ref()?.trim().to_lowercase();
        self.chart.labels.iter().position(|label| label.trim().to_lowercase() == name)
    }
}

/// From one sentence to the next, in seconds.
const CHANGE_SECS: f64 = 0.35;

/// A chart below its title; its sentences take turns at its right at 16:9, else below it.
#[must_use]
pub fn chart_story(story: &ChartStory, look: &Look, duration: Time) -> Block {
    let (background, mut nodes) = quiet(look, look.seed);
    let start: f64 = if story.title.is_some() { 0.45 } else { 0.2 };
    let wants: Vec<f64> = story.beats.iter().map(|beat| reading_secs(&beat.text).max(1.2) + CHANGE_SECS).collect();
    let begun = start + 1.1;
    let ideal = begun + wants.iter().sum::<f64>() + 0.8;
    // All sentences get their share of the time that there is.
    let first = begun.min(duration.secs() * 0.3);
    let room = (duration.secs() - first).max(0.2) / wants.iter().sum::<f64>().max(1e-6);
    let mut at = first;
    let mut times = Vec::with_capacity(wants.len());
    for want in &wants {
        times.push(fine(at));
        at += want * room;
    }
    nodes.push(responsive_group(|frame| {
        composed(story, &times, look, frame, start.min(duration.secs() * 0.15), duration)
    }));
    Block { nodes, background, camera: push(look), needs: TimeNeed::around(ideal) }
}

fn composed(story: &ChartStory, times: &[f64], look: &Look, frame: Frame, start: f64, duration: Time) -> Vec<Node> {
    let tempo = Tempo::of(look.energy);
    let head = heading(story.title.as_deref(), story.note.as_deref(), look, frame, Area::safe(frame));
    let (mut nodes, mut area) = (head.nodes, head.rest);
    if let Some(source) = &story.source {
        let size = if frame.is_tall() { 32.0 } else { 26.0 };
        let words = Wording::new(source, size).muted().within(area.width * 0.9, 1);
        let comes = entrance(EntrancePreset::Fade, start + 1.2, tempo.entrance(0.4));
        nodes.push(words.node(look).enter(comes).at(frame_at(Anchor::TopLeft, area.left, area.bottom() - size)));
        area = area.above(size + 40.0);
    }
    let texts: Vec<&str> = story.beats.iter().map(|beat| beat.text.as_str()).collect();
    let saying = Saying::beside(&texts, look, frame, area);
    if let Some(first) = times.first() {
        nodes.push(saying.bar(*first, tempo));
    }
    for (index, text) in texts.iter().enumerate() {
        let words = saying.words(text, look, times[index], tempo);
        nodes.push(match times.get(index + 1) {
            Some(next) => {
                let gone = Time::from_secs(0.22);
                words.exit(ExitPreset::Fade, fine(next - 0.1), gone).between(times[index], fine(next - 0.1 + 0.22))
            }
            None => words,
        });
    }
    area = saying.rest;
    let tallest = if frame.is_wide() { area.height } else { area.height.min(area.width * 1.25) };
    let plot = Plot { frame, width: area.width, height: tallest };
    let top = area.top + (area.height - tallest) * 0.4;
    let mut marks = draw(&story.plain_chart(), look, plot, start, duration);
    light_up(&mut marks, story, times, look);
    nodes.push(boxed(plot.width, plot.height, marks).at(frame_at(Anchor::TopLeft, area.left, top)));
    nodes
}

/// Gives each mark and its figure the colours that it has in the course of the story.
fn light_up(marks: &mut [Node], story: &ChartStory, times: &[f64], look: &Look) {
    let lit: Vec<Option<usize>> = story.beats.iter().map(|beat| story.index_of(beat)).collect();
    let is_there: Vec<usize> =
        story.chart.values().iter().enumerate().filter(|(_, value)| **value != 0.0).map(|(index, _)| index).collect();
    let (mut bars, mut figures) = (is_there.into_iter(), 0..);
    // Where there is no room for all figures, it is not said which bars they belong to.
    let count = marks.iter().filter(|node| matches!(node.kind, NodeKind::Number(_))).count();
    let has_all = count == story.chart.values().len();
    for node in marks {
        let (index, colors): (_, [Color; 2]) = if node.common.datum.is_some() {
            (bars.next(), [quiet_mark(look).into(), ColorToken::Accent.into()])
        } else if has_all && matches!(node.kind, NodeKind::Number(_)) {
            (figures.next(), [ColorToken::Muted.into(), ColorToken::Text.into()])
        } else {
            continue;
        };
        let is_lit = |beat: usize| index.is_some() && lit[beat] == index;
        if !(0..lit.len()).any(is_lit) {
            continue;
        }
        let mut keys = vec![(0.0, colors[0], None)];
        let mut now = false;
        for (beat, at) in times.iter().enumerate() {
            if is_lit(beat) != now {
                keys.push((*at, colors[usize::from(now)], None));
                now = !now;
                keys.push((fine(at + CHANGE_SECS), colors[usize::from(now)], named(EaseName::Swift)));
            }
        }
        let own = node.common.keys.get_or_insert_with(Keys::default);
        own.fill = rising(keys);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{LookWish, look};

    fn story() -> ChartStory {
        ChartStory {
            chart: Chart::of([("a".to_owned(), 3.0), ("b".to_owned(), 0.0), ("c".to_owned(), 5.0)]),
            beats: vec![
                Beat { text: "First".into(), mark: Some("C".into()) },
                Beat { text: "Then".into(), mark: None },
                Beat { text: "Last".into(), mark: Some("a".into()) },
            ],
            ..ChartStory::default()
        }
    }

    fn flat(nodes: &[Node]) -> Vec<&Node> {
        nodes.iter().flat_map(|node| std::iter::once(node).chain(flat(node.children()))).collect()
    }

    #[test]
    fn each_sentence_lights_the_mark_that_it_is_about_and_no_other() {
        let look = look(&LookWish { seed: 3, ..LookWish::default() });
        let block = chart_story(&story(), &look, Time::from_secs(9.0));
        let nodes = flat(&block.nodes);
        let bars: Vec<_> = nodes.iter().filter(|node| node.common.datum.is_some()).collect();
        let lit = |value: f64| {
            let bar = bars.iter().find(|bar| bar.common.datum.as_ref().is_some_and(|datum| datum.value == value));
            let keys = bar.expect("a bar").common.keys.as_ref().expect("keys");
            keys.fill.keys.iter().map(|key| (key.time.secs(), key.value)).collect::<Vec<_>>()
        };
        let (c, a) = (lit(5.0), lit(3.0));
        assert_eq!(c.len(), 5, "up with the first sentence, down with the second: {c:?}");
        assert_eq!(a.len(), 3, "up with the last sentence, and stays: {a:?}");
        assert!(c[1].0 < c[3].0 && c[4].0 < a[2].0);
        assert_eq!(a[2].1, ColorToken::Accent.into());
    }

    #[test]
    fn sentences_take_turns_within_any_length() {
        let look = look(&LookWish { seed: 3, ..LookWish::default() });
        for length in [2.0, 6.0, 20.0] {
            let block = chart_story(&story(), &look, Time::from_secs(length));
            let texts: Vec<_> = flat(&block.nodes)
                .into_iter()
                .filter(|node| matches!(&node.kind, NodeKind::Text(text) if ["First", "Then", "Last"].contains(&&*text.words())))
                .filter_map(|node| node.common.start.map(|start| (start, node.common.end)))
                .collect();
            assert!(
                texts.len() >= 2 && texts.iter().all(|(start, end)| end.is_none_or(|end| *start < end)),
                "{texts:?}"
            );
        }
    }
}
