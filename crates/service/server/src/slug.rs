//! Names made of what people wrote.

use pavo_store::{Output, Video};

/// The name of a video for people: its title, else how its prompt begins. Not escaped.
pub(crate) fn title_of(video: &Video) -> String {
    title_of_words(video.title.as_deref().unwrap_or(&video.prompt))
}

/// How a text begins, in one line. Not escaped.
pub(crate) fn title_of_words(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 80 {
        return line;
    }
    let start: String = line.chars().take(78).collect();
    // Cut at a word, unless the text is one long word.
    let end = start.rfind(' ').filter(|end| *end > 40);
    let start = &start[..end.unwrap_or(start.len())];
    // "30 fps.…" has a dot too many.
    format!("{}…", start.trim_end_matches(['.', ',', ';', ':', ' ']))
}

/// `autumn-menu-launch-16x9-1080p-30fps.mp4`: letters, digits and dashes only.
pub(crate) fn download_name(video: &Video, output: &Output) -> String {
    let mut slug = slug_of(&title_of(video));
    if slug.is_empty() {
        slug = video.address.id.replace('_', "-");
    }
    let config = output.config;
    format!(
        "{slug}-{}-{}-{}fps.{}",
        config.aspect_ratio.as_str().replace(':', "x"),
        config.resolution,
        config.fps,
        config.format.extension()
    )
}

/// A file's name with nothing in it but letters, digits, dashes and one ending: `quay.png`.
pub(crate) fn plain_file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect::<String>().to_lowercase();
    let stem = slug_of(stem);
    let stem = if stem.is_empty() { "file" } else { &stem };
    if ending.is_empty() { stem.to_owned() } else { format!("{stem}.{ending}") }
}

/// The first words of `text` in lower case, up to about 40 characters.
fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if slug.len() + word.len() > 40 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_keeps_plain_letters_only() {
        assert_eq!(slug_of("Autumn menu — launch!"), "autumn-menu-launch");
        assert_eq!(slug_of("../../etc/passwd\"\r\nX: y"), "etc-passwd-x-y");
        assert_eq!(slug_of("日本語"), "");
        assert_eq!(slug_of(&"x".repeat(100)), "");
    }
}
