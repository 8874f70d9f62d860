//! Font files that were handed in, as the design sees them.

use crate::face::Setting;

/// One font file that was handed in: what has to be known of it to set words in it.
#[derive(Debug, Clone, PartialEq)]
pub struct FontCut {
    /// The family's name, as the file gives it.
    pub family: String,
    /// Lightest and heaviest weight, 100 to 900: the same where the file is no variable font.
    pub weights: [u16; 2],
    /// Whether it is the slanted cut of its family.
    pub is_italic: bool,
    /// Whether all letters are of the same width.
    pub is_monospaced: bool,
    /// From the top of its tallest letters without accents to the bottom of its deepest, in em.
    pub extent: f64,
    /// The widths of its letters at some weights, from light to heavy; never empty.
    pub widths: Vec<WeightWidths>,
}

/// The widths of letters at one weight.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightWidths {
    /// 100 to 900.
    pub weight: u16,
    /// Letters in their order, and how wide each is, in em.
    pub letters: Vec<(char, f32)>,
}

impl FontCut {
    /// How far a weight is from those that the file has.
    fn distance(&self, weight: f64) -> f64 {
        let [lightest, heaviest] = self.weights.map(f64::from);
        (lightest - weight).max(weight - heaviest).max(0.0)
    }

    /// The widths nearest to a weight.
    pub(crate) fn widths_at(&self, weight: f64) -> Option<&WeightWidths> {
        let off = |widths: &&WeightWidths| (f64::from(widths.weight) - weight).abs();
        self.widths.iter().min_by(|one, other| off(one).total_cmp(&off(other)))
    }
}

impl WeightWidths {
    /// The width of a letter in em, where it was measured.
    pub(crate) fn of(&self, letter: char) -> Option<f64> {
        let index = self.letters.binary_search_by_key(&letter, |(known, _)| *known).ok()?;
        Some(f64::from(self.letters[index].1))
    }
}

/// Whether a font file has a family's name; case does not matter.
pub(crate) fn is_of(cut: &FontCut, family: &str) -> bool {
    cut.family.to_lowercase() == family.to_lowercase()
}

/// The file of a family that is nearest to a weight, upright before slanted.
pub(crate) fn cut_of<'a>(cuts: &'a [FontCut], family: &str, weight: f64) -> Option<&'a FontCut> {
    let order = |cut: &&FontCut| (cut.is_italic, cut.distance(weight));
    cuts.iter().filter(|cut| is_of(cut, family)).min_by(|one, other| {
        let ((slant, off), (other_slant, other_off)) = (order(one), order(other));
        slant.cmp(&other_slant).then(off.total_cmp(&other_off))
    })
}

/// How a family that was handed in wants to be set when it is large; `None` where it was not handed in.
pub(crate) fn own_setting(cuts: &[FontCut], family: &str) -> Option<Setting> {
    /// Titles are bold where the family is.
    const WANTED: f64 = 700.0;
    let cut = cut_of(cuts, family, WANTED)?;
    // A weight that the file lacks would be drawn with swollen outlines.
    let weight = WANTED.clamp(f64::from(cut.weights[0]), f64::from(cut.weights[1]));
    // Lines keep clear of each other, whatever the letters reach.
    let leading = (cut.extent * 1.12).clamp(1.02, 1.6);
    Some(Setting { weight, tracking: 0.0, leading: (leading * 100.0).round() / 100.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(weights: [u16; 2], is_italic: bool) -> FontCut {
        let widths = vec![WeightWidths { weight: weights[0], letters: vec![('A', 1.5), ('B', 1.0)] }];
        FontCut { family: "Quayside".to_owned(), weights, is_italic, is_monospaced: false, extent: 1.1, widths }
    }

    #[test]
    fn titles_are_set_in_a_weight_that_the_family_has() {
        let weight = |cuts: &[FontCut]| own_setting(cuts, "quayside").map(|setting| setting.weight);
        assert_eq!(weight(&[cut([300, 300], false), cut([500, 500], false)]), Some(500.0));
        assert_eq!(weight(&[cut([100, 900], false)]), Some(700.0));
        assert_eq!(weight(&[cut([800, 800], false), cut([700, 700], true)]), Some(800.0));
        assert_eq!(own_setting(&[cut([400, 400], false)], "Inter"), None);
    }

    #[test]
    fn letters_that_were_not_measured_have_no_width() {
        let cut = cut([400, 400], false);
        let widths = cut.widths_at(700.0).expect("widths");
        assert_eq!((widths.of('A'), widths.of('B'), widths.of('C')), (Some(1.5), Some(1.0), None));
    }
}
