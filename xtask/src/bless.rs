//! `cargo xtask bless NAME`: what golden cases show now becomes what they shall show.

use std::process::Command;

use crate::error::ChoreError;

/// Writes the expectations of the cases whose path contains `name` anew; of all cases only with `all`.
///
/// It fails even when it has written them: a blessed run is not a passed one.
pub(crate) fn run(name: Option<&str>, all: bool) -> Result<(), ChoreError> {
    let part = match (name, all) {
        (Some(name), false) if !name.is_empty() => name,
        (None, true) => "",
        _ => {
            let message = "name the cases to bless, or say --all".to_owned();
            return Err(ChoreError::Command { command: "bless".to_owned(), message });
        }
    };
    let status = Command::new("cargo")
        .args(["test", "--quiet", "--package", "pavo-film", "--test", "golden"])
        .env("PAVO_BLESS", part)
        .status()
        .map_err(|source| ChoreError::Start { program: "cargo".to_owned(), source })?;
    if status.success() {
        println!("nothing to bless: every such case is as it was");
        Ok(())
    } else {
        Err(ChoreError::Step { step: "bless".to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blessing_everything_has_to_be_said() {
        for (name, all) in [(None, false), (Some(""), false), (Some("text"), true)] {
            let error = run(name, all).expect_err("refused");
            assert!(error.to_string().contains("--all"), "{error}");
        }
    }
}
