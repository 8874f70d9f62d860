//! Formulas read from text, by precedence climbing.

use super::{DEEPEST_FORMULA, Formula, Function, LONGEST_FORMULA_CHARS, MOST_OPERATIONS, Operator, Variable};
use crate::ease::{Ease, EaseName};
use crate::reader::nearest;

/// The operators, those that bind less first; within a group from left to right.
const OPERATORS: [&[(&str, Operator)]; 5] = [
    &[("||", Operator::Or)],
    &[("&&", Operator::And)],
    &[
        ("<=", Operator::AtMost),
        (">=", Operator::AtLeast),
        ("==", Operator::Equal),
        ("!=", Operator::Unequal),
        ("<", Operator::Less),
        (">", Operator::More),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide), ("%", Operator::Modulo)],
];

pub(super) fn parse(text: &str) -> Result<Formula, String> {
    if text.chars().count() > LONGEST_FORMULA_CHARS {
        return Err(format!("the formula has more than {LONGEST_FORMULA_CHARS} characters"));
    }
    let mut parser = Parser { text, at: 0, operations: 0, depth: 0 };
    let formula = parser.choice()?;
    match parser.rest().chars().next() {
        None => Ok(formula),
        Some(found) => Err(parser.wrong(&format!("\"{found}\" is not expected"))),
    }
}

struct Parser<'t> {
    text: &'t str,
    /// The byte that comes next.
    at: usize,
    operations: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// What is left, without spaces before it.
    fn rest(&mut self) -> &'t str {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        rest
    }

    fn takes(&mut self, sign: &str) -> bool {
        let takes = self.rest().starts_with(sign);
        if takes {
            self.at += sign.len();
        }
        takes
    }

    fn wrong(&self, what: &str) -> String {
        format!("{what} at character {}", self.text[..self.at].chars().count() + 1)
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.takes(sign) { Ok(()) } else { Err(self.wrong(&format!("\"{sign}\" is missing"))) }
    }

    fn counted(&mut self, formula: Formula) -> Result<Formula, String> {
        self.operations += 1;
        if self.operations > MOST_OPERATIONS {
            return Err(format!("the formula has more than {MOST_OPERATIONS} operations"));
        }
        Ok(formula)
    }

    /// A whole formula: `condition ? this : that`, or anything that binds more.
    fn choice(&mut self) -> Result<Formula, String> {
        self.depth += 1;
        if self.depth > DEEPEST_FORMULA {
            return Err(format!("more than {DEEPEST_FORMULA} formulas are within each other"));
        }
        let mut formula = self.binary(0)?;
        if self.takes("?") {
            let this = self.choice()?;
            self.expect(":")?;
            let that = self.choice()?;
            formula = self.counted(Formula::Choice(Box::new([formula, this, that])))?;
        }
        self.depth -= 1;
        Ok(formula)
    }

    fn binary(&mut self, group: usize) -> Result<Formula, String> {
        let Some(operators) = OPERATORS.get(group) else { return self.signed() };
        let mut left = self.binary(group + 1)?;
        while let Some(operator) = operators.iter().find(|(sign, _)| self.takes(sign)).map(|(_, operator)| *operator) {
            let right = self.binary(group + 1)?;
            left = self.counted(Formula::Binary(operator, Box::new([left, right])))?;
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Formula, String> {
        let mut signs = Vec::new();
        loop {
            match self.rest().chars().next() {
                Some(sign @ ('-' | '!')) => signs.push(sign),
                Some('+') => {}
                _ => break,
            }
            if signs.len() > DEEPEST_FORMULA {
                return Err(format!("more than {DEEPEST_FORMULA} signs follow each other"));
            }
            self.at += 1;
        }
        let mut formula = self.power()?;
        for sign in signs.into_iter().rev() {
            let inner = Box::new(formula);
            formula = self.counted(if sign == '-' { Formula::Negative(inner) } else { Formula::Not(inner) })?;
        }
        Ok(formula)
    }

    fn power(&mut self) -> Result<Formula, String> {
        let base = self.atom()?;
        if !self.takes("^") {
            return Ok(base);
        }
        self.depth += 1;
        if self.depth > DEEPEST_FORMULA {
            return Err(format!("more than {DEEPEST_FORMULA} formulas are within each other"));
        }
        let exponent = self.signed()?;
        self.depth -= 1;
        self.counted(Formula::Binary(Operator::Power, Box::new([base, exponent])))
    }

    fn atom(&mut self) -> Result<Formula, String> {
        let rest = self.rest();
        match rest.chars().next() {
            None => Err(self.wrong("the formula ends too early,")),
            Some('(') => {
                self.at += 1;
                let inner = self.choice()?;
                self.expect(")")?;
                Ok(inner)
            }
            Some('0'..='9' | '.') => self.number(rest),
            Some('a'..='z' | 'A'..='Z') => self.named(rest),
            Some(found) => Err(self.wrong(&format!("\"{found}\" is not expected"))),
        }
    }

    fn number(&mut self, rest: &str) -> Result<Formula, String> {
        let mut end = span(rest, |char| char.is_ascii_digit() || char == '.');
        // An exponent belongs to the number only where digits follow.
        if let Some(power) = rest[end..].strip_prefix(['e', 'E']) {
            let sign = usize::from(power.starts_with(['+', '-']));
            let digits = span(&power[sign..], |char| char.is_ascii_digit());
            end += if digits > 0 { 1 + sign + digits } else { 0 };
        }
        let number = rest[..end].parse::<f64>().ok().filter(|number| number.is_finite());
        let number = number.ok_or_else(|| self.wrong(&format!("\"{}\" is no number", &rest[..end])))?;
        self.at += end;
        Ok(Formula::Number(number))
    }

    fn named(&mut self, rest: &str) -> Result<Formula, String> {
        let end = span(rest, |char| char.is_ascii_alphanumeric() || char == '_');
        let name = &rest[..end];
        let before = self.at;
        self.at += end;
        if name == "ease" {
            return self.eased();
        }
        if let Some((function, _, least, most)) = Function::WORDS.iter().find(|(_, word, ..)| *word == name) {
            self.expect("(")?;
            let mut numbers = vec![self.choice()?];
            while self.takes(",") {
                numbers.push(self.choice()?);
            }
            self.expect(")")?;
            if !(*least..=*most).contains(&numbers.len()) {
                self.at = before;
                let takes = if least == most { least.to_string() } else { format!("{least} to {most}") };
                return Err(self.wrong(&format!("{} takes {takes} numbers, not {},", function.word(), numbers.len())));
            }
            return self.counted(Formula::Call(*function, numbers));
        }
        if let Some((variable, _)) = Variable::WORDS.iter().find(|(_, word)| *word == name) {
            return Ok(Formula::Variable(*variable));
        }
        match name {
            "pi" => return Ok(Formula::Number(std::f64::consts::PI)),
            "tau" => return Ok(Formula::Number(std::f64::consts::TAU)),
            _ => {}
        }
        self.at = before;
        let known: Vec<&str> = Variable::WORDS
            .iter()
            .map(|(_, word)| *word)
            .chain(Function::WORDS.iter().map(|(_, word, ..)| *word))
            .collect();
        Err(self.wrong(&match nearest(name, &known) {
            Some(near) => format!("\"{name}\" is not known, did you mean \"{near}\"?"),
            None => format!("\"{name}\" is not known"),
        }))
    }

    /// `ease(NAME, x)`, where NAME may be quoted.
    fn eased(&mut self) -> Result<Formula, String> {
        self.expect("(")?;
        let rest = self.rest();
        let ease = if let Some(quote) = rest.chars().next().filter(|char| matches!(char, '\'' | '"')) {
            let end = rest[1..].find(quote).ok_or_else(|| self.wrong("the quote is not closed"))?;
            let ease = Ease::parse(&rest[1..=end]).map_err(|message| self.wrong(&message))?;
            self.at += end + 2;
            ease
        } else {
            let end = span(rest, |char| char.is_ascii_alphanumeric());
            let name = &rest[..end];
            let ease = EaseName::from_word(name);
            let ease = ease.ok_or_else(|| self.wrong(&format!("\"{name}\" is not a known easing")))?;
            self.at += end;
            Ease::Named(ease)
        };
        self.expect(",")?;
        let x = self.choice()?;
        self.expect(")")?;
        self.counted(Formula::Ease(ease, Box::new(x)))
    }
}

/// Bytes of the characters at the beginning that belong together.
fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|char| !belongs(char)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_bind_as_in_mathematics() {
        let same = |a: &str, b: &str| assert_eq!(parse(a).expect(a), parse(b).expect(b), "{a} | {b}");
        same("1 + 2 * 3", "1 + (2 * 3)");
        same("1 - 2 - 3", "(1 - 2) - 3");
        same("-2 ^ 2", "-(2 ^ 2)");
        same("2 ^ 3 ^ 2", "2 ^ (3 ^ 2)");
        same("t < 1 && t > 0 || !t", "((t < 1) && (t > 0)) || (!t)");
        same("t > 1 ? 2 : t > 0 ? 1 : 0", "t > 1 ? 2 : (t > 0 ? 1 : 0)");
        same("ease(settle,t)", "ease( 'settle' , t )");
        same("1.5e2*t", "150 * t");
    }

    #[test]
    fn what_is_no_formula_is_refused_with_its_place() {
        for (text, message) in [
            ("", "the formula ends too early, at character 1"),
            ("1 +", "the formula ends too early, at character 4"),
            ("sin(t", "\")\" is missing at character 6"),
            ("sine(t)", "\"sine\" is not known, did you mean \"sin\"? at character 1"),
            ("1 + clamp(t)", "clamp takes 3 numbers, not 1, at character 5"),
            ("t ; 1", "\";\" is not expected at character 3"),
            ("1.2.3", "\"1.2.3\" is no number at character 1"),
            ("ease(settled, t)", "\"settled\" is not a known easing at character 6"),
            ("ease('steps(2', t)", "the easing's numbers cannot be read at character 6"),
        ] {
            assert_eq!(parse(text), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn deep_and_long_formulas_are_refused_not_followed() {
        for text in ["(".repeat(1000) + "t", "-".repeat(1000) + "t", "2^".repeat(600) + "2", "t+".repeat(900) + "t"] {
            assert!(parse(&text).is_err());
        }
        assert!(parse(&("t+".repeat(MOST_OPERATIONS) + "t")).is_ok());
        assert!(parse(&"t".repeat(3000)).is_err());
    }
}
