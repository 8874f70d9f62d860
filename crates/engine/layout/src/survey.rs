//! A frame and where everything in it is, for whoever judges it.

use crate::draw::Boxed;
use crate::frame::{self, Framed, OVERLAYS};
use crate::stage::{Content, Item, Stage};
use crate::text_block::TextBlock;
use kurbo::Affine;
use pavo_display_list::DisplayList;
use pavo_scene::PixelSize;
use pavo_timeline::{NodePose, Pose, ShotPose};
use std::ops::Range;

/// A frame, and what each of its nodes has become in it.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The drawing commands, from back to front.
    pub list: DisplayList,
    /// The nodes that are there, groups before what is in them, else from back to front.
    ///
    /// What is seen only as the matte of another node is not among them.
    pub nodes: Vec<SurveyedNode>,
}

/// What a node has become in a frame.
#[derive(Debug, Clone)]
pub struct SurveyedNode {
    /// The part of the film it belongs to, as an index into the scene's shots; `None` for an overlay.
    pub shot: Option<usize>,
    /// The indices of its groups and its own.
    pub path: Vec<usize>,
    /// Its drawing commands, with those of the nodes in it.
    pub commands: Range<usize>,
    /// From its box, whose top left is the origin, to pixels; `None` where nothing of it is drawn.
    pub pixels_from_box: Option<Affine>,
    /// Width and height of its box, in design units.
    pub size: [f64; 2],
    /// What a number shows.
    pub number: Option<f64>,
}

/// How a text or figure is set.
#[derive(Debug, Clone, PartialEq)]
pub struct SetText {
    /// Size of the em, in design units.
    pub em: f64,
    /// Width and height of its box, in design units.
    pub size: [f64; 2],
    /// Its lines from top to bottom; none for a figure.
    pub lines: Vec<SetLine>,
}

/// A line of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SetLine {
    /// Left edge of its letters in the text's box.
    pub x0: f64,
    /// Right edge of its letters.
    pub x1: f64,
    /// How many words are in it.
    pub words: usize,
    /// How many characters are in it, spaces included.
    pub chars: usize,
}

pub(crate) fn survey(stage: &Stage, pose: &Pose, size: PixelSize) -> Survey {
    let Framed { list, elements } = frame::framed(stage, pose, size);
    let nodes = elements.into_iter().filter_map(|element| {
        let (first, path) = element.path.split_first()?;
        let boxed: Option<Boxed> = element.boxed;
        let shot = Some(*first).filter(|first| *first != OVERLAYS);
        let poses = shot.map_or(Some(&pose.overlays), |shot| nodes_of(pose, shot));
        Some(SurveyedNode {
            shot,
            path: path.to_vec(),
            commands: element.start..element.end,
            pixels_from_box: boxed.map(|boxed| boxed.pixels_from_box),
            size: boxed.map_or([0.0; 2], |boxed| boxed.size),
            number: poses.and_then(|poses| pose_of(poses, path)).and_then(|pose| pose.values.number),
        })
    });
    Survey { nodes: nodes.collect(), list }
}

/// The nodes of a part of the film that a pose shows.
fn nodes_of(pose: &Pose, shot_index: usize) -> Option<&Vec<NodePose>> {
    let shots = std::iter::once(&pose.shot).chain(pose.next.as_ref().map(|(shot, _)| shot));
    shots.into_iter().find(|shot: &&ShotPose| shot.shot_index == shot_index).map(|shot| &shot.nodes)
}

fn pose_of<'p>(poses: &'p [NodePose], path: &[usize]) -> Option<&'p NodePose> {
    let (index, rest) = path.split_first()?;
    let pose = poses.iter().find(|pose| pose.index == *index)?;
    if rest.is_empty() { Some(pose) } else { pose_of(&pose.children, rest) }
}

pub(crate) fn set_text(stage: &Stage, shot: Option<usize>, path: &[usize]) -> Option<SetText> {
    let items = match shot {
        Some(shot) => &stage.shots.get(shot)?.items,
        None => &stage.overlays,
    };
    let item = item_of(items, path)?;
    match &item.content {
        Content::Text(text) => {
            let block = &text.block;
            let lines = (0..block.lines.len()).map(|line| set_line(block, line)).collect();
            Some(SetText { em: block.em, size: [block.width, block.height], lines })
        }
        Content::Figure { figure, .. } => Some(SetText { em: figure.em, size: item.size, lines: Vec::new() }),
        _ => None,
    }
}

fn item_of<'i>(items: &'i [Item], path: &[usize]) -> Option<&'i Item> {
    let (index, rest) = path.split_first()?;
    let item = items.get(*index)?;
    if rest.is_empty() { Some(item) } else { item_of(&item.children, rest) }
}

fn set_line(block: &TextBlock, line: usize) -> SetLine {
    let chars = || block.chars.iter().filter(|char| char.line == line);
    let mut words: Vec<usize> = chars().filter(|char| !char.is_space).map(|char| char.word).collect();
    words.dedup();
    let edges = block.lines.get(line);
    SetLine {
        x0: edges.map_or(0.0, |edges| edges.x0),
        x1: edges.map_or(0.0, |edges| edges.x1),
        words: words.len(),
        chars: chars().count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pavo_media::Assets;
    use pavo_scene::{AspectRatio, Resolution, Scene, Time};
    use pavo_timeline::{pose_at, scheduled};

    fn surveyed(text: &str, secs: f64) -> (Stage, Survey) {
        let scene = Scene::parse(text).expect("a valid scene").scene;
        let aspect = AspectRatio::Wide;
        let stage = Stage::new(&scene, aspect, &Assets::default());
        let scene = scheduled(&scene.at_aspect(aspect));
        let pose = pose_at(&scene, stage.palette(), aspect.design_size(), Time::from_secs(secs));
        let survey = stage.survey(&pose, PixelSize::of(aspect, Resolution::P1080));
        (stage, survey)
    }

    #[test]
    fn each_node_is_told_with_its_commands_and_its_box() {
        let (stage, survey) = surveyed(
            r#"{ "mg": 1, "scenes": [{ "dur": 4, "nodes": [
                { "type": "group", "children": [
                    { "type": "rect", "size": [200, 100] },
                    { "type": "ellipse", "size": [10, 10], "motionBlur": false } ] },
                { "type": "rect", "size": [9, 9], "start": 3 } ] }],
              "overlays": [{ "type": "number", "to": 50, "from": 0, "count": { "dur": 2, "ease": "linear" } }] }"#,
            1.0,
        );
        let told: Vec<_> = survey.nodes.iter().map(|node| (node.shot, node.path.as_slice())).collect();
        assert_eq!(told, [(Some(0), &[0][..]), (Some(0), &[0, 0]), (Some(0), &[0, 1]), (None, &[0])]);
        let rect = &survey.nodes[1];
        assert_eq!(rect.size, [200.0, 100.0]);
        let corner = rect.pixels_from_box.expect("it is drawn") * kurbo::Point::ORIGIN;
        assert_eq!((corner.x, corner.y), (860.0, 490.0));
        assert_eq!(rect.commands.len(), 1);
        assert_eq!(survey.nodes[0].commands, rect.commands.start..survey.nodes[2].commands.end);
        let number = survey.nodes[3].number.expect("a number shows something");
        assert!((number - 25.0).abs() < 1e-3, "{number}");
        assert!(stage.set_text(None, &[0]).is_some() && stage.set_text(Some(0), &[0, 0]).is_none());
    }
}
