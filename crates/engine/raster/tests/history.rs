//! What a painter drew before does not change what it draws.

use kurbo::{Affine, Rect, Shape};
use pavo_display_list::{
    Blend, Cap, Color, Command, DisplayList, Effect, Gradient, GradientGeometry, Join, Layer, Matte, Paint, Stroke,
};
use pavo_media::Assets;
use pavo_raster::Painter;
use proptest::prelude::*;
use std::sync::Arc;

const WIDTH: u32 = 178;
const HEIGHT: u32 = 101;

fn color() -> impl Strategy<Value = Color> {
    (any::<[u8; 3]>(), prop_oneof![Just(255_u8), any::<u8>()]).prop_map(|([r, g, b], a)| Color { r, g, b, a })
}

fn paint() -> impl Strategy<Value = Paint> {
    let gradient = (color(), color(), 0.0..150.0_f64).prop_map(|(first, last, x)| {
        let geometry = GradientGeometry::Linear { start: [x, 0.0], end: [x + 60.0, 40.0] };
        Paint::Gradient(Gradient { geometry, stops: vec![(0.0, first), (1.0, last)], oklab: true })
    });
    prop_oneof![8 => color().prop_map(Paint::Solid), 1 => gradient]
}

fn place() -> impl Strategy<Value = Affine> {
    (-20.0..190.0_f64, -20.0..120.0_f64, -1.0..1.0_f64)
        .prop_map(|(x, y, turn)| Affine::translate((x, y)) * Affine::rotate(turn))
}

fn shape() -> impl Strategy<Value = Command> {
    let rect = (1.0..60.0_f64, 1.0..40.0_f64, place(), paint()).prop_map(|(width, height, place, paint)| {
        Command::FillRect { rect: Rect::new(0.0, 0.0, width, height), pixels_from_shape: place, paint }
    });
    let disc = (1.0..30.0_f64, place(), paint()).prop_map(|(radius, place, paint)| {
        let path = Arc::new(kurbo::Circle::new((0.0, 0.0), radius).to_path(0.1));
        Command::fill(path, place, paint)
    });
    let line = (1.0..9.0_f64, place(), paint()).prop_map(|(width, place, paint)| {
        let path = Arc::new(kurbo::Line::new((0.0, 0.0), (40.0, 25.0)).to_path(0.1));
        let stroke = Stroke { width, cap: Cap::Round, join: Join::Miter, dash: vec![7.0, 3.0], dash_offset: 1.0 };
        Command::StrokePath { path, stroke, pixels_from_shape: place, paint }
    });
    prop_oneof![rect, disc, line]
}

/// A shape by itself, or a layer of some.
fn segment() -> impl Strategy<Value = Vec<Command>> {
    let effects = prop_oneof![
        4 => Just(Vec::new()),
        1 => (0.3..4.0_f64).prop_map(|sigma_px| vec![Effect::Blur { sigma_px }]),
    ];
    let clip = prop_oneof![
        Just(None),
        place().prop_map(|place| Some((Arc::new(Rect::new(0.0, 0.0, 50.0, 30.0).to_path(0.1)), place))),
    ];
    let blend = prop_oneof![6 => Just(Blend::Normal), 1 => Just(Blend::Multiply)];
    let layer = (proptest::collection::vec(shape(), 1..4), effects, clip, blend, 0.1..1.0_f32).prop_map(
        |(inner, effects, clip, blend, opacity)| {
            let layer = Layer { blend, opacity, clip, effects, ..Layer::default() };
            std::iter::once(Command::PushLayer(layer)).chain(inner).chain([Command::PopLayer]).collect()
        },
    );
    let effect = prop_oneof![
        Just(Effect::Vignette { amount: 0.4 }),
        Just(Effect::ColorMatrix { rows: [[0.0, 1.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.1], [0.0, 0.0, 1.0, 0.0]] }),
        (1.0..9.0_f64).prop_map(|size_px| Effect::Pixelate { size_px }),
    ];
    let adjustment = (effect, 0.1..1.0_f32)
        .prop_map(|(effect, opacity)| vec![Command::AdjustBelow { effects: vec![effect], opacity }]);
    let matted = (shape(), shape(), any::<[bool; 2]>()).prop_map(|(seen, matte, [is_luma, is_inverted])| {
        let matte = Some(Arc::new(Matte { commands: vec![matte], is_luma, is_inverted }));
        vec![Command::PushLayer(Layer { matte, ..Layer::default() }), seen, Command::PopLayer]
    });
    prop_oneof![12 => shape().prop_map(|shape| vec![shape]), 4 => layer, 2 => matted, 1 => adjustment]
}

/// Frames that follow each other: what is in one is mostly in the next one too.
fn film() -> impl Strategy<Value = Vec<DisplayList>> {
    let change = (any::<prop::sample::Index>(), segment(), 0..3_u8);
    let first = proptest::collection::vec(segment(), 1..8);
    (first, proptest::collection::vec(change, 1..6)).prop_map(|(first, changes)| {
        let background = Color { r: 30, g: 60, b: 90, a: 255 };
        let list = |segments: &[Vec<Command>]| DisplayList {
            commands: segments.concat(),
            ..DisplayList::new(WIDTH, HEIGHT, background)
        };
        let mut segments = first;
        let mut frames = vec![list(&segments)];
        for (at, segment, kind) in changes {
            let at = at.index(segments.len());
            match kind {
                0 => segments[at] = segment,
                1 => segments.insert(at, segment),
                _ if segments.len() > 1 => drop(segments.remove(at)),
                _ => {}
            }
            frames.push(list(&segments));
        }
        frames
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn frame_is_the_same_whatever_was_drawn_before(frames in film()) {
        let assets = Assets::default();
        let mut painter = Painter::new(WIDTH, HEIGHT).expect("a small frame");
        let mut before = vec![0; painter.frame_bytes()];
        for (index, list) in frames.iter().enumerate() {
            let drawn = painter.draw(list, &assets);
            let mut fresh = Painter::new(WIDTH, HEIGHT).expect("a small frame");
            let alone = fresh.draw(list, &assets);
            let differ = drawn.pixels.chunks_exact(4).zip(alone.pixels.chunks_exact(4)).enumerate();
            let differ: Vec<_> = differ.filter(|(_, (drawn, alone))| drawn != alone).take(4).collect();
            prop_assert!(differ.is_empty(), "frame {index}: {differ:?}\n{list}");
            let row_bytes = WIDTH as usize * 4;
            for (y, (was, is)) in (0..).zip(before.chunks_exact(row_bytes).zip(drawn.pixels.chunks_exact(row_bytes))) {
                prop_assert!(was == is || drawn.changed_rows.contains(&y), "row {y} of frame {index} changed");
            }
            before.copy_from_slice(drawn.pixels);
        }
    }
}

#[test]
fn small_change_draws_few_rows() {
    let square = |y: f64| Command::FillRect {
        rect: Rect::new(0.0, 0.0, 8.0, 8.0),
        pixels_from_shape: Affine::translate((20.0, y)),
        paint: Paint::Solid(Color { r: 255, g: 255, b: 255, a: 255 }),
    };
    let list = |y: f64| DisplayList {
        commands: vec![square(80.0), square(y)],
        ..DisplayList::new(WIDTH, HEIGHT, Color { r: 0, g: 0, b: 0, a: 255 })
    };
    let mut painter = Painter::new(WIDTH, HEIGHT).expect("a small frame");
    let assets = Assets::default();
    assert_eq!(painter.draw(&list(10.0), &assets).changed_rows, 0..HEIGHT);
    assert_eq!(painter.draw(&list(12.0), &assets).changed_rows, 8..24);
    assert_eq!(painter.draw(&list(12.0), &assets).changed_rows, 0..0);
}

#[test]
fn blur_within_a_shaded_layer_is_not_cut_off() {
    let square = Command::FillRect {
        rect: Rect::new(0.0, 0.0, 40.0, 40.0),
        pixels_from_shape: Affine::translate((70.0, 30.0)),
        paint: Paint::Solid(Color { r: 255, g: 255, b: 255, a: 255 }),
    };
    let layer = |effect: Effect| Command::PushLayer(Layer { effects: vec![effect], ..Layer::default() });
    let clear = Color { r: 0, g: 0, b: 0, a: 0 };
    // A shadow of nothing needs pixels of its own for the layer and changes none.
    let nothing = layer(Effect::Shadow { offset_px: [0.0; 2], sigma_px: 0.0, color: clear });
    let blurred = vec![layer(Effect::Blur { sigma_px: 6.0 }), square, Command::PopLayer];
    let within = [vec![nothing], blurred.clone(), vec![Command::PopLayer]].concat();
    let black = Color { r: 0, g: 0, b: 0, a: 255 };
    let drawn = |commands: Vec<Command>| {
        let list = DisplayList { commands, ..DisplayList::new(WIDTH, HEIGHT, black) };
        let mut painter = Painter::new(WIDTH, HEIGHT).expect("a small frame");
        painter.draw(&list, &Assets::default()).pixels.to_vec()
    };
    let (alone, within) = (drawn(blurred), drawn(within));
    // Ten pixels to the left of the square there is light of its blur.
    let at = |pixels: &[u8]| pixels[(50 * WIDTH as usize + 60) * 4];
    assert!(at(&alone) > 5 && at(&within).abs_diff(at(&alone)) <= 4, "{} {}", at(&within), at(&alone));
}
