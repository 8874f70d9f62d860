//! What differs, as a page to look at.

use crate::line_diff::{Line, line_diff};
use crate::strip::Picture;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// An expectation that is not met.
pub(crate) struct Difference {
    /// `topic/claim.list.txt`.
    name: String,
    what: What,
}

enum What {
    Text { kept: String, actual: String },
    Picture { kept: Option<Picture>, actual: Picture, tolerance: u8 },
}

/// Lines shown before and after a change.
const AROUND: usize = 3;

impl Difference {
    pub(crate) fn text(path: &Path, kept: String, actual: String) -> Self {
        Self { name: name_of(path), what: What::Text { kept, actual } }
    }

    pub(crate) fn picture(path: &Path, kept: Option<Picture>, actual: Picture, tolerance: u8) -> Self {
        Self { name: name_of(path), what: What::Picture { kept, actual, tolerance } }
    }

    /// The difference in a few lines.
    pub(crate) fn summary(&self) -> String {
        let said = match &self.what {
            What::Text { kept, .. } if kept.is_empty() => "there is no such expectation yet".to_owned(),
            What::Text { kept, actual } => {
                let line = kept.lines().zip(actual.lines()).position(|(kept, actual)| kept != actual);
                let line = line.unwrap_or_else(|| kept.lines().count().min(actual.lines().count()));
                let at = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
                format!("line {} is\n  {}\nand was\n  {}", line + 1, at(actual), at(kept))
            }
            What::Picture { kept: None, .. } => "there is no such expectation yet".to_owned(),
            What::Picture { kept: Some(kept), actual, tolerance } => far(kept, actual, *tolerance),
        };
        format!("{}: {said}", self.name)
    }

    fn write(&self, page: &mut String, folder: &Path) {
        let name = escaped(&self.name);
        writeln!(page, "<h2 id=\"{name}\">{name}</h2>").expect("text");
        match &self.what {
            What::Text { kept, actual } => {
                page.push_str("<pre>");
                for line in shown(&line_diff(kept, actual)) {
                    let (class, text) = match line {
                        Some(Line::Same(text)) => ("", text),
                        Some(Line::Gone(text)) => ("gone", text),
                        Some(Line::Come(text)) => ("come", text),
                        None => ("hint", "⋯"),
                    };
                    writeln!(page, "<span class=\"{class}\">{}</span>", escaped(text)).expect("text");
                }
                page.push_str("</pre>\n");
            }
            What::Picture { kept, actual, tolerance } => {
                let difference =
                    kept.as_ref().filter(|kept| (kept.width, kept.height) == (actual.width, actual.height));
                let difference = difference.map(|kept| kept.difference(actual));
                let said = kept.as_ref().map_or_else(String::new, |kept| far(kept, actual, *tolerance));
                writeln!(page, "<p>{said}</p>\n<div class=\"pictures\">").expect("text");
                let pictures =
                    [("expected", kept.as_ref()), ("actual", Some(actual)), ("difference", difference.as_ref())];
                for (what, picture) in pictures {
                    let Some(picture) = picture else { continue };
                    let file = format!("{}.{what}.png", self.name.replace('/', "-"));
                    picture.write(&folder.join(&file));
                    let file = escaped(&file);
                    writeln!(page, "<figure><figcaption>{what}</figcaption><a href=\"{file}\"><img src=\"{file}\" alt=\"{what}\"></a></figure>")
                        .expect("text");
                }
                page.push_str("</div>\n");
            }
        }
    }
}

/// How far two pictures are from each other, in words.
fn far(kept: &Picture, actual: &Picture, tolerance: u8) -> String {
    let ([width, height], [was_width, was_height]) = ([actual.width, actual.height], [kept.width, kept.height]);
    if [width, height] != [was_width, was_height] {
        return format!("is {width}x{height} and was {was_width}x{was_height}");
    }
    let levels = || kept.pixels.iter().zip(&actual.pixels).map(|(a, b)| a.abs_diff(*b));
    let count = levels().filter(|far| *far > tolerance).count();
    let mean = levels().map(f64::from).sum::<f64>() / f64::from(width * height * 4);
    let most = levels().max().unwrap_or(0);
    format!("{count} channels differ by more than {tolerance}, at most by {most}, on average by {mean:.4}")
}

/// Writes `index.html` and its pictures to a folder that is made anew, and gives the page's path.
pub(crate) fn write_report(folder: &Path, differences: &[Difference]) -> PathBuf {
    // What an earlier report showed is of no use any more.
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old report can be removed");
    }
    fs::create_dir_all(folder).expect("the report's folder");
    let mut page = String::from(HEAD);
    write!(page, "<h1>{} golden expectations differ</h1>\n<ul>\n", differences.len()).expect("text");
    for difference in differences {
        let name = escaped(&difference.name);
        writeln!(page, "<li><a href=\"#{name}\">{name}</a></li>").expect("text");
    }
    page.push_str("</ul>\n");
    differences.iter().for_each(|difference| difference.write(&mut page, folder));
    let path = folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join("index.html");
    fs::write(&path, page).expect("the report can be written");
    path
}

/// The changed lines and some around them; `None` where lines are left out.
fn shown<'t>(lines: &[Line<'t>]) -> Vec<Option<Line<'t>>> {
    let is_near = |index: usize| {
        let near = index.saturating_sub(AROUND)..(index + AROUND + 1).min(lines.len());
        lines[near].iter().any(|line| !matches!(line, Line::Same(_)))
    };
    let mut shown = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if is_near(index) {
            shown.push(Some(*line));
        } else if shown.last().is_none_or(Option::is_some) {
            shown.push(None);
        }
    }
    shown
}

fn name_of(path: &Path) -> String {
    let part =
        |path: Option<&std::ffi::OsStr>| path.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}/{}", part(path.parent().and_then(Path::file_name)), part(path.file_name()))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const HEAD: &str = r#"<!doctype html>
<meta charset="utf-8">
<title>Golden report</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1.5rem; color: #1d1d24; background: #fafaf8; }
  h2 { margin-top: 2.5rem; font-size: 1.1rem; }
  pre { background: #fff; border: 1px solid #ddd; border-radius: 8px; padding: 1rem; overflow-x: auto; }
  .gone { background: #ffe3e0; } .come { background: #ddf4e0; } .hint { color: #999; }
  .pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
  figure { margin: 0; }
  img { width: 100%; border: 1px solid #ddd; background: repeating-conic-gradient(#ddd 0 25%, #fff 0 50%) 0 0/16px 16px; }
</style>
"#;
