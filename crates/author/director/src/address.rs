//! Addresses on the web as people write them: `norvik.example`, `shop.norvik.example/sale`.

/// The first bare address in words, without the marks around it.
pub(crate) fn address(words: &str) -> Option<&str> {
    let bare = |word: &'_ str| !word.is_empty() && is_address(word);
    words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).find(|word| bare(word))
}

fn is_address(word: &str) -> bool {
    const MOST_LETTERS: usize = 40;
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let Some((top, names)) = parts.split_last() else { return false };
    let is_name = |name: &&str| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && name.contains(char::is_alphabetic)
    };
    let is_top = (2..=12).contains(&top.len()) && top.chars().all(|c| c.is_ascii_lowercase());
    // The ends of files that are spoken of are no top levels.
    let is_file = matches!(
        *top,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "csv" | "tsv" | "mp" | "mov" | "js" | "ttf" | "otf"
    );
    !names.is_empty() && names.iter().all(is_name) && is_top && !is_file && word.chars().count() <= MOST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_as_it_is_written() {
        assert_eq!(address("our logo with norvik.example."), Some("norvik.example"));
        assert_eq!(address("(shop.norvik.example/sale)"), Some("shop.norvik.example/sale"));
        for none in ["End of story. Then", "logo.png", "version 1.2", "e.g. this", "3.5 s", ""] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
