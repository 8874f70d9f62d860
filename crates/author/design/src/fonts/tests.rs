//! The font table agrees with the files, the files with their licences, and every name leads somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use skrifa::attribute::Style;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::{BUNDLED, STAND_INS, bundled_fonts, family_for, folded};

/// Bound on what the fonts add to the program.
const FONTS_TOTAL_BYTES_MAX: usize = 13 * 1024 * 1024;

/// Families whose weight and width go without steps.
const VARIABLE: [&str; 2] = ["Archivo", "Archivo Latin Ext"];

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets")
}

fn families() -> BTreeSet<&'static str> {
    BUNDLED.iter().map(|font| font.family).collect()
}

#[test]
fn every_file_says_the_family_weight_and_slant_of_its_entry() {
    for font in bundled_fonts() {
        assert_eq!(font.file()[..4], [0, 1, 0, 0], "{font:?} is no TrueType file");
        let file = FontRef::new(font.file()).unwrap_or_else(|error| panic!("{font:?}: {error}"));
        // The typographic family unites weights that the four-style model splits into families.
        let family = [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME]
            .into_iter()
            .find_map(|id| file.localized_strings(id).english_or_first())
            .map(|name| name.to_string());
        assert_eq!(family.as_deref(), Some(font.family));
        let attributes = file.attributes();
        assert_eq!(attributes.weight.value(), f32::from(font.weight), "{font:?}");
        assert_eq!(attributes.style != Style::Normal, font.italic, "{font:?}");
        assert_eq!(!file.axes().is_empty(), VARIABLE.contains(&font.family), "{font:?}");
    }
}

#[test]
fn every_file_has_the_letters_digits_and_marks_of_western_copy() {
    // Western copy beside their characters is set in other families.
    let stands_in = |font: &&super::BundledFont| {
        matches!(font.family, "Noto Color Emoji" | "Noto Sans KR" | "Noto Sans SC" | "Archivo Latin Ext")
    };
    for font in bundled_fonts().iter().filter(|font| !stands_in(font)) {
        let characters = FontRef::new(font.file()).expect("parsed above").charmap();
        for c in "AZaz09 .,:;!?&%$+-–'\"’“”€éüß".chars() {
            assert!(characters.map(c).is_some(), "{font:?} lacks {c:?}");
        }
    }
}

#[test]
fn east_asian_files_have_the_characters_of_everyday_texts() {
    let has = |family: &str, text: &str| {
        for font in bundled_fonts().iter().filter(|font| font.family == family) {
            let characters = FontRef::new(font.file()).expect("parsed above").charmap();
            let missing: String = text.chars().filter(|c| characters.map(*c).is_none()).collect();
            assert!(missing.is_empty(), "{font:?} lacks {missing}");
        }
    };
    has("Noto Sans SC", "春天的河流很慢龍體國語静かな港の朝、「おはよう」。カタカナ！？（）");
    has("Noto Sans KR", "안녕하세요세계서울의밤한글");
    has("Noto Color Emoji", "🚀👩🇯🇵👍🏽❤😀🎉🔥");
}

#[test]
fn every_entry_is_unique_and_in_order() {
    let keys: Vec<_> = BUNDLED.iter().map(|font| (font.family, font.weight, font.italic)).collect();
    assert!(keys.is_sorted_by(|a, b| a < b), "{keys:?}");
}

#[test]
fn every_file_under_assets_fonts_is_bundled_or_a_licence() {
    let mut on_disk = BTreeSet::new();
    for folder in fs::read_dir(assets().join("fonts")).expect("assets/fonts exists") {
        for file in fs::read_dir(folder.expect("readable").path()).expect("only folders here") {
            let path = file.expect("readable").path();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("ttf") => {
                    assert!(on_disk.insert(fs::read(&path).expect("readable")), "{} is there twice", path.display());
                }
                _ => assert!(path.ends_with("OFL.txt"), "{} is no font", path.display()),
            }
        }
    }
    let embedded: BTreeSet<_> = BUNDLED.iter().map(|font| font.file().to_vec()).collect();
    assert!(on_disk == embedded, "the table and assets/fonts differ");
}

#[test]
fn every_family_has_its_licence_text_and_its_row_in_the_list() {
    let list = fs::read_to_string(assets().join("LICENSES.md")).expect("readable");
    for family in families() {
        let folder = family.to_lowercase().replace(' ', "-");
        let licence = fs::read_to_string(assets().join("fonts").join(&folder).join("OFL.txt"))
            .unwrap_or_else(|error| panic!("{family}: {error}"));
        assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{family}");
        let copyright = licence.lines().next().expect("not empty");
        let row = list.lines().find(|line| line.starts_with(&format!("| {family} |")));
        assert!(row.is_some_and(|row| row.contains(copyright)), "{family} in LICENSES.md");
    }
}

#[test]
fn all_fonts_together_stay_within_their_bound() {
    let total: usize = BUNDLED.iter().map(|font| font.packed.len()).sum();
    assert!(total <= FONTS_TOTAL_BYTES_MAX, "{total} bytes");
}

#[test]
fn family_by_its_own_name_is_no_substitute_however_it_is_spelt() {
    for name in ["JetBrains Mono", "jetbrains mono", "JetBrainsMono", "\"jetbrains-mono\""] {
        let found = family_for(name).expect("bundled");
        assert_eq!((found.family, found.substituted), ("JetBrains Mono", false), "{name}");
    }
}

#[test]
fn well_known_fonts_get_the_nearest_bundled_family() {
    for (name, family) in [
        ("Helvetica Neue", "Inter"),
        ("SF Pro", "Inter"),
        ("system-ui", "Inter"),
        ("Futura", "Manrope"),
        ("Montserrat", "Manrope"),
        ("Times New Roman", "Playfair Display"),
        ("Courier New", "JetBrains Mono"),
        ("Bebas Neue", "Anton"),
        ("Comic Sans MS", "Fredoka"),
        ("handwriting", "Caveat"),
    ] {
        let found = family_for(name).unwrap_or_else(|| panic!("{name} has no stand-in"));
        assert_eq!((found.family, found.substituted), (family, true), "{name}");
    }
}

#[test]
fn unknown_fonts_are_not_guessed() {
    assert_eq!(family_for("Wingdings"), None);
    assert_eq!(family_for(""), None);
}

#[test]
fn stand_ins_are_bundled_and_every_other_name_is_listed_once() {
    let mut seen = BTreeSet::new();
    for (family, names) in STAND_INS {
        assert!(families().contains(family), "{family} is not bundled");
        for name in *names {
            assert_eq!(folded(name), **name, "{name} can never be found");
            assert!(seen.insert(*name), "{name} is listed twice");
            assert!(!families().iter().any(|own| folded(own) == *name), "{name} is bundled");
        }
    }
}
