//! What changed from one text to another, line by line.

/// A line of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line<'t> {
    Same(&'t str),
    Gone(&'t str),
    Come(&'t str),
}

/// Beyond so many pairs of lines to compare, all are said to have changed.
const MOST_PAIRS: usize = 4_000_000;

/// All lines of both texts; the common ones are the longest sequence that both have.
pub(crate) fn line_diff<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let [old, new]: [Vec<&str>; 2] = [before, after].map(|text| text.lines().collect());
    let begin = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - begin;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let mut lines: Vec<Line<'_>> = old[..begin].iter().map(|line| Line::Same(line)).collect();
    changed(&old[begin..old.len() - end], &new[begin..new.len() - end], &mut lines);
    lines.extend(old[old.len() - end..].iter().map(|line| Line::Same(line)));
    lines
}

fn changed<'t>(old: &[&'t str], new: &[&'t str], lines: &mut Vec<Line<'t>>) {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        lines.extend(old.iter().map(|line| Line::Gone(line)));
        lines.extend(new.iter().map(|line| Line::Come(line)));
        return;
    }
    // Length of the longest common sequence of what remains of both from each pair of places on.
    let width = new.len() + 1;
    let mut common = vec![0_usize; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(Line::Same(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(Line::Gone(old[i]));
            i += 1;
        } else {
            lines.push(Line::Come(new[j]));
            j += 1;
        }
    }
}

#[test]
fn lines_that_stay_are_found_between_lines_that_change() {
    use Line::{Come, Gone, Same};
    let lines = line_diff("a\nb\nc\nd\ne", "a\nx\nc\ny\nd\ne");
    assert_eq!(lines, [Same("a"), Gone("b"), Come("x"), Same("c"), Come("y"), Same("d"), Same("e")]);
    assert_eq!(line_diff("", "a"), [Come("a")]);
    assert_eq!(line_diff("a\na", "a"), [Same("a"), Gone("a")]);
}
