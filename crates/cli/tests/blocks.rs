//! Blocks, the gallery and the library, as they are asked for.

#[path = "command_line/run.rs"]
mod run;

use run::{pavo, printed, said, text};
use serde_json::Value;
use std::fs;

#[test]
fn blocks_are_listed_by_family_and_explained_by_name() {
    let list = printed(&pavo(&["blocks"]));
    for words in ["words:", "chartCard", "timeline", "phoneFrame"] {
        assert!(list.contains(words), "{words} is not in {list}");
    }
    let told = printed(&pavo(&["blocks", "timeline"]));
    assert!(told.contains("events") && told.contains("a list of 2 to 7 objects; required"), "{told}");
    let all: Value = serde_json::from_str(&printed(&pavo(&["blocks", "--json"]))).expect("JSON");
    let all = all.as_array().expect("a list");
    assert!(all.len() >= 30 && all.iter().all(|block| block["slots"]["properties"].is_object()));
    let unknown = pavo(&["blocks", "timelime"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("\"timelime\" is not a block; there are titleCard,"), "{}", said(&unknown));
}

#[test]
fn a_document_of_a_block_is_drawn_and_what_is_wrong_with_it_is_told_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let (scene, still) = (folder.path().join("scene.json"), folder.path().join("still.png"));
    let document = printed(&pavo(&["blocks", "chartCard", "--scene", "--theme", "editorial"]));
    fs::write(&scene, &document).expect("written");
    let drawn = pavo(&["still", "--scene", text(&scene), "-o", text(&still), "--at", "3", "--resolution", "360p"]);
    assert!(drawn.status.success() && still.is_file(), "{}", said(&drawn));

    fs::write(&scene, document.replace("\"value\": 41", "\"value\": \"41\"")).expect("written");
    let refused = pavo(&["still", "--scene", text(&scene), "-o", text(&still)]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("/scenes/0/nodes/0/props/data/0/value"), "{}", said(&refused));
}

#[test]
fn a_gallery_has_a_page_with_a_picture_for_every_ratio() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = pavo(&[
        "gallery",
        "-o",
        text(folder.path()),
        "--blocks",
        "bigStat,timeline",
        "--themes",
        "minimal",
        "--ratios",
        "16:9,9:16",
        "--resolution",
        "360p",
        "--check",
    ]);
    assert!(made.status.success(), "{}{}", printed(&made), said(&made));
    let page = fs::read_to_string(folder.path().join("index.html")).expect("a page");
    assert_eq!(page.matches("<img ").count(), 4);
    assert!(folder.path().join("timeline-minimal-9x16.png").is_file());
}

#[test]
fn things_of_the_library_are_found_by_words() {
    let found = printed(&pavo(&["assets", "search", "anchor", "--kind", "icon", "--limit", "2"]));
    assert!(found.starts_with("icon     lucide/anchor\n"), "{found}");
    let counts = printed(&pavo(&["assets", "list"]));
    assert!(counts.contains("picture  10") && counts.contains("region"), "{counts}");
    let nothing = pavo(&["assets", "search", "qzxv"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(said(&nothing).contains("nothing is found for \"qzxv\""), "{}", said(&nothing));
}

#[test]
fn a_brand_gives_prompts_and_documents_its_colours_and_typefaces() {
    let folder = tempfile::tempdir().expect("a folder");
    let brand = folder.path().join("brand.json");
    fs::write(&brand, r##"{"colors": ["#F7F3EA", "#0B1F33", "#E4572E"], "fonts": {"display": "Archivo"}}"##)
        .expect("written");
    let scene = printed(&pavo(&["scene", "Three reasons to sail: calm, wind, friends", "--brand", text(&brand)]));
    for word in ["#F7F3EA", "#0B1F33", "#E4572E", "Archivo"] {
        assert!(scene.contains(word), "{word} is not in the scene");
    }
    let document = folder.path().join("scene.json");
    fs::write(&document, printed(&pavo(&["blocks", "bigStat", "--scene", "--theme", "neon"]))).expect("written");
    // A document may be named where words are expected.
    let dressed = printed(&pavo(&["scene", text(&document), "--brand", text(&brand)]));
    assert!(dressed.contains("#E4572E") && dressed.contains("Archivo"), "{dressed}");

    fs::write(&brand, r#"{"style": "baroque", "colors": 3}"#).expect("written");
    let refused = pavo(&["scene", "Hello", "--brand", text(&brand)]);
    assert_eq!(refused.status.code(), Some(2));
    let told = said(&refused);
    assert!(told.contains("/style") && told.contains("/colors") && told.contains("editorial"), "{told}");
}

#[test]
fn a_gallery_holds_with_other_values_in_its_slots() {
    let folder = tempfile::tempdir().expect("a folder");
    let args = ["gallery", "-o", text(folder.path()), "--blocks", "statRow", "--themes", "minimal", "--ratios", "9:16"];
    let held = pavo(&[&args[..], &["--resolution", "360p", "--check", "--stress"]].concat());
    assert!(held.status.success(), "{}{}", printed(&held), said(&held));
}
