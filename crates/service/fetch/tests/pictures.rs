//! Pictures of less usual kinds come in as what they show.

use image::{ImageFormat, Rgb};
use pavo_fetch::{Medium, read_data_url};
use pavo_film::Ffmpeg;
use pavo_media::Picture;
use std::io::Cursor;

fn picture(file: &[u8]) -> Picture {
    match Medium::of_image(file, &Ffmpeg::none()).expect("a picture").0 {
        Medium::Picture(picture) => picture,
        other => panic!("{other:?}"),
    }
}

/// Eight pixels a side of four printing inks: no cyan, magenta and yellow at 200 of 255, no black.
const INKS: &str = "data:image/jpeg;base64,/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9/K/Nuvzbr9/K/9k=";

#[test]
fn printing_inks_become_light() {
    let picture = picture(&read_data_url(INKS).expect("a file"));
    assert_eq!((picture.width, picture.height), (8, 8));
    for pixel in picture.pixels.chunks_exact(4) {
        let [red, green, blue, alpha] = [pixel[0], pixel[1], pixel[2], pixel[3]];
        assert!(red > 245 && green.abs_diff(55) < 12 && blue.abs_diff(55) < 12 && alpha == 255, "{pixel:?}");
    }
}

#[test]
fn sixteen_bits_become_the_nearest_eight() {
    let image =
        image::ImageBuffer::from_fn(4, 2, |x, _| Rgb([u16::try_from(x).expect("small") * 21_845, 257 * 40, 65_535]));
    let mut file = Vec::new();
    image::DynamicImage::ImageRgb16(image).write_to(&mut Cursor::new(&mut file), ImageFormat::Png).expect("png");
    let picture = picture(&file);
    let first_row: Vec<&[u8]> = picture.pixels.chunks_exact(4).take(4).collect();
    assert_eq!(first_row, [[0, 40, 255, 255], [85, 40, 255, 255], [170, 40, 255, 255], [255, 40, 255, 255]]);
}
