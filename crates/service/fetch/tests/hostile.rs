//! Files that want to do harm are refused in words, in little time and memory; nothing of them is run or followed.

use image::{ImageFormat, RgbaImage};
use pavo_fetch::{Medium, TakeError, read_data_url, read_table, take, take_reference};
use pavo_film::Ffmpeg;
use std::io::Cursor;
use std::time::{Duration, Instant};

fn encoded(format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_fn(64, 48, |x, y| image::Rgba([(x * 4) as u8, (y * 5) as u8, (x ^ y) as u8, 255]));
    let mut file = Vec::new();
    let image = image::DynamicImage::ImageRgba8(image);
    let image = if format == ImageFormat::Jpeg { image::DynamicImage::ImageRgb8(image.into_rgb8()) } else { image };
    image.write_to(&mut Cursor::new(&mut file), format).expect("encoded");
    file
}

/// A PNG whose header promises a size, with no pixels behind it.
fn png_of(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut crc = !0_u32;
    for byte in &header {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    file.extend(&header);
    file.extend((!crc).to_be_bytes());
    file.extend(b"\0\0\0\x0aIDAT\x78\x9c\x63\0\0\0\x01\0\x01");
    file
}

fn cases() -> Vec<(String, Vec<u8>)> {
    let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp];
    let mut cases: Vec<(String, Vec<u8>)> = Vec::new();
    for format in formats {
        let whole = encoded(format);
        for part in 1..=16 {
            let end = whole.len() * part / 17;
            cases.push((format!("{format:?} cut off at {end}"), whole[..end].to_vec()));
        }
        for at in 0..16_usize {
            let mut broken = whole.clone();
            let place = 4 + at * (whole.len() - 8) / 16;
            broken[place..place + 4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x7F]);
            cases.push((format!("{format:?} broken at {place}"), broken));
        }
        let script = [&whole[..], b"<script>alert(1)</script><svg onload=\"alert(1)\"></svg>"].concat();
        cases.push((format!("{format:?} with a script behind it"), script));
    }
    for (width, height) in
        [(100_000, 100_000), (u32::MAX, 1), (1, 100_000), (16_385, 16_385), (0, 10), (10, 0), (65_536, 65_536)]
    {
        cases.push((format!("PNG of {width} × {height}"), png_of(width, height)));
    }
    let mut gif = b"GIF89a\xFF\xFF\xFF\xFF\xF7\0\0".to_vec();
    gif.extend([0; 768]);
    gif.extend(b"\x2C\0\0\0\0\xFF\xFF\xFF\xFF\0\x08\x02\x44\x01\0\x3B");
    cases.push(("GIF of 65535 × 65535".into(), gif));
    let svgs: [&str; 8] = [
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
        "<svg><image href='http://127.0.0.1/'/></svg>",
        "<svg><use href='#a' id='a'/></svg>",
        "<svg><foreignObject><iframe src='http://127.0.0.1/'/></foreignObject></svg>",
        "<?xml version='1.0'?><!-- <svg> --><html></html>",
        "<svg",
    ];
    cases.extend(svgs.iter().map(|svg| (format!("SVG {svg:.40}"), svg.as_bytes().to_vec())));
    let others: [(&str, &[u8]); 14] = [
        ("an empty file", b""),
        ("one byte", b"\0"),
        ("a program for Windows", b"MZ\x90\0\x03\0\0\0"),
        ("a program for Linux", b"\x7fELF\x02\x01\x01\0"),
        ("a script", b"#!/bin/sh\nrm -rf /\n"),
        ("a page", b"<html><body onload=alert(1)>"),
        ("a document", b"%PDF-1.7\n1 0 obj <<>> endobj"),
        ("an archive", b"PK\x03\x04\x14\0\0\0"),
        ("a gzip file", b"\x1f\x8b\x08\0"),
        ("an HLS list", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        ("a concat script", b"ffconcat version 1.0\nfile /etc/passwd\n"),
        ("a film", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        ("a recording", b"RIFF\x24\0\0\0WAVEfmt "),
        ("a typeface", b"\0\x01\0\0\0\x0b\0\x80\0\x03\0\x30OS/2"),
    ];
    cases.extend(others.iter().map(|(name, file)| ((*name).to_owned(), file.to_vec())));
    cases.push(("a table of one very long line".into(), [b"a".repeat(1_500_000), b",b\n".to_vec()].concat()));
    cases.push(("a table of very many cells".into(), b",".repeat(1_900_000)));
    cases.push(("a table of very many rows".into(), b"a,1\n".repeat(400_000)));
    cases.push(("a table with an open quotation".into(), [b"a,\"".to_vec(), b"x\n".repeat(100_000)].concat()));
    cases.push(("a table of formulas".into(), b"=cmd|'/c calc'!A1,1\n@SUM(1),2\n".to_vec()));
    cases
}

#[test]
fn two_hundred_files_are_used_or_refused_in_words_within_seconds() {
    let cases = cases();
    assert!(cases.len() >= 200, "{}", cases.len());
    let began = Instant::now();
    for (name, file) in &cases {
        let before = Instant::now();
        let refused = match take(file, name, 0, false, &Ffmpeg::default()) {
            Ok(taken) => {
                let pixels = match taken.medium {
                    Medium::Picture(picture) => picture.pixels.len(),
                    Medium::Clip(clip) => clip.size_bytes(),
                    Medium::Words | Medium::Sound(_) => 0,
                };
                assert!(pixels <= 64 * 48 * 4, "{name}: {pixels} bytes of pixels");
                None
            }
            Err(error) => Some(error),
        };
        if let Some(error) = refused {
            let words = error.to_string();
            assert!(words.len() > 10 && !words.contains("/etc") && !words.contains("panicked"), "{name}: {words}");
        }
        let _ = take_reference(file, None, &Ffmpeg::default());
        assert!(before.elapsed() < Duration::from_secs(8), "{name} took {:?}", before.elapsed());
    }
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

#[test]
fn sizes_are_bounded_before_anything_is_decoded() {
    assert!(matches!(take(&png_of(100_000, 100_000), "a", 0, false, &Ffmpeg::default()), Err(TakeError::Picture(_))));
    assert!(matches!(take(&vec![0; 65 << 20], "a", 0, false, &Ffmpeg::default()), Err(TakeError::TooLarge)));
    assert!(read_table(&b"a,b\n".repeat(1_000_000)).is_err());
    assert!(read_table(&b"a,1\n".repeat(100_000)).is_ok_and(|table| table.rows.len() <= 5_000));
    assert!(read_data_url(&format!("data:,{}", "%".repeat(100_000))).is_err());
}
