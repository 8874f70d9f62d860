//! Pictures move by fractions of a pixel and keep their detail.

use kurbo::{Affine, Rect};
use pavo_display_list::{Color, Command, DisplayList, Mesh, Paint, PictureFit, PicturePaint};
use pavo_media::{Assets, Picture};
use pavo_raster::Painter;
use std::sync::Arc;

/// A soft white spot on black.
fn spot() -> Picture {
    let side = 240_u32;
    let mut pixels = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let [dx, dy] = [x, y].map(|at| f64::from(at) - 119.5);
            let level = (255.0 * (40.0 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0)) as u8;
            pixels.extend([level, level, level, 255]);
        }
    }
    Picture { width: side, height: side, pixels }
}

fn draw(scale: f64, turn: f64, x: f64, y: f64, opacity: f32) -> Vec<u8> {
    let mut assets = Assets::default();
    assets.add_picture("spot", spot());
    let image = Command::Image {
        frame: 0,
        picture: "spot".into(),
        size: [240, 240],
        pixels_from_shape: Affine::translate((x, y)) * Affine::rotate(turn) * Affine::scale(scale),
        opacity,
    };
    let black = Color { r: 0, g: 0, b: 0, a: 255 };
    let list = DisplayList { commands: vec![image], ..DisplayList::new(400, 300, black) };
    Painter::new(400, 300).expect("a small frame").draw(&list, &assets).pixels.to_vec()
}

fn centroid(pixels: &[u8]) -> [f64; 2] {
    let (mut sum, mut at) = (0.0, [0.0; 2]);
    for (index, pixel) in pixels.chunks_exact(4).enumerate() {
        let weight = f64::from(pixel[0]);
        sum += weight;
        at[0] += weight * (index % 400) as f64;
        at[1] += weight * (index / 400) as f64;
    }
    at.map(|axis| axis / sum)
}

#[test]
fn picture_glides_by_a_twentieth_of_a_pixel() {
    for (scale, turn) in [(1.0, 0.0), (1.13, 0.0), (0.7, 0.0), (0.31, 0.0), (1.1, 0.2)] {
        let places: Vec<[f64; 2]> = (0..30)
            .map(|step| {
                let way = f64::from(step) * 0.05;
                centroid(&draw(scale, turn, 60.3 + way, 20.6 + way / 2.0, 1.0))
            })
            .collect();
        for pair in places.windows(2) {
            let [dx, dy] = [pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]];
            assert!((dx - 0.05).abs() < 0.025 && (dy - 0.025).abs() < 0.025, "{scale} {turn}: {dx:.4} {dy:.4}");
        }
    }
}

#[test]
fn picture_stands_where_its_transform_puts_it() {
    for (scale, x, y) in [(1.0, 40.0, 30.0), (1.2, 41.5, 12.25), (0.5, 100.0, 90.5), (0.2, 7.3, 8.9)] {
        let [cx, cy] = centroid(&draw(scale, 0.0, x, y, 1.0));
        // The middle of the picture, from the middle of the first pixel.
        let expected = [x + 120.0 * scale - 0.5, y + 120.0 * scale - 0.5];
        assert!((cx - expected[0]).abs() < 0.02 && (cy - expected[1]).abs() < 0.02, "{scale}: {cx} {cy}, {expected:?}");
    }
}

#[test]
fn picture_fades_as_a_whole() {
    let whole = draw(1.15, 0.0, 60.2, 20.4, 1.0);
    let half = draw(1.15, 0.0, 60.2, 20.4, 0.5);
    assert!(whole.chunks_exact(4).zip(half.chunks_exact(4)).all(|(whole, half)| half[0].abs_diff(whole[0] / 2) <= 2));
}

#[test]
fn picture_as_a_paint_lies_where_its_box_is() {
    let mut assets = Assets::default();
    assets.add_picture("spot", spot());
    let drawn = |fit: PictureFit, rect: Rect| {
        let paint = PicturePaint { picture: "spot".into(), rect, fit, opacity: 1.0 };
        let frame = Rect::new(0.0, 0.0, 400.0, 300.0);
        let fill = Command::FillRect { rect: frame, pixels_from_shape: Affine::IDENTITY, paint: Paint::Picture(paint) };
        let list = DisplayList { commands: vec![fill], ..DisplayList::new(400, 300, BLACK) };
        Painter::new(400, 300).expect("a small frame").draw(&list, &assets).pixels.to_vec()
    };
    // The spot is in the middle of the picture, and so of the box.
    for rect in [Rect::new(100.0, 50.0, 300.0, 250.0), Rect::new(150.0, 100.0, 350.0, 150.0)] {
        let [x, y] = centroid(&drawn(PictureFit::Cover, rect));
        let middle = rect.center();
        assert!((x - middle.x + 0.5).abs() < 0.3 && (y - middle.y + 0.5).abs() < 0.3, "{x} {y} {middle}");
    }
    let tiled = drawn(PictureFit::Tile, Rect::new(0.0, 0.0, 10.0, 10.0));
    let level = |x: usize, y: usize| tiled[(y * 400 + x) * 4];
    assert_eq!([level(120, 120), level(360, 120), level(240, 120)], [255, 255, 0]);
}

#[test]
fn mesh_goes_from_its_corners_without_a_step() {
    let [black, white] = [BLACK, Color { r: 255, g: 255, b: 255, a: 255 }];
    let rect = Rect::new(0.0, 0.0, 400.0, 300.0);
    let mesh = Mesh { rect, columns: 2, colors: Arc::from([black, white, black, white]) };
    let fill = Command::FillRect { rect, pixels_from_shape: Affine::IDENTITY, paint: Paint::Mesh(mesh) };
    let list = DisplayList { commands: vec![fill], ..DisplayList::new(400, 300, BLACK) };
    let pixels = Painter::new(400, 300).expect("a small frame").draw(&list, &Assets::default()).pixels.to_vec();
    for x in [5, 100, 200, 300, 395] {
        let level = f64::from(pixels[(150 * 400 + x) * 4]);
        // Noise of one level hides the steps.
        assert!((level - 255.0 * (x as f64 + 0.5) / 400.0).abs() < 6.0, "{x}: {level}");
    }
}

const BLACK: Color = Color { r: 0, g: 0, b: 0, a: 255 };
