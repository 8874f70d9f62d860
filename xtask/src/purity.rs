//! The engine is pure: its sources name no clock, variable, socket, hidden randomness or unordered collection.

use crate::code;
use crate::problem::Problem;
use crate::tree::TextFile;

const ENGINE: &str = "crates/engine/";

/// Something the engine's sources may not name.
struct Ban {
    named: Named,
    why: &'static str,
    /// Engine crates for which it is the work they exist for.
    except: &'static [&'static str],
}

enum Named {
    /// A name wherever it stands.
    Word(&'static str),
    /// A crate or module at the start of a path: `rand::…`.
    Root(&'static str),
    /// A module of the standard library: `std::net`, also as `std::{net, …}`.
    Std(&'static str),
}

/// Methods of numbers whose last bits depend on the platform; `libm` has the same, the same everywhere.
const PLATFORM_MATHS: [&str; 26] = [
    "sin", "cos", "tan", "sin_cos", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh",
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "hypot",
];

const BANS: &[Ban] = &[
    Ban { named: Named::Word("Instant"), why: "reads a clock; a frame depends on its time alone", except: &[] },
    Ban { named: Named::Word("SystemTime"), why: "reads a clock; a frame depends on its time alone", except: &[] },
    Ban { named: Named::Word("HashMap"), why: "has no fixed order; use BTreeMap", except: &[] },
    Ban { named: Named::Word("HashSet"), why: "has no fixed order; use BTreeSet", except: &[] },
    Ban { named: Named::Root("rand"), why: "is random; hash the seed, the node path and an index", except: &[] },
    Ban { named: Named::Std("env"), why: "reads the environment; take it as a setting", except: &[] },
    Ban { named: Named::Std("net"), why: "opens sockets; that is the service's work", except: &[] },
    Ban {
        named: Named::Std("fs"),
        why: "reads files; fonts and pictures come in through `Assets`",
        except: &["encode", "film"],
    },
    Ban { named: Named::Std("process"), why: "starts programs; only the encoder does", except: &["encode", "film"] },
];

/// What the engine's sources name though they may not; tests are free.
pub(crate) fn check(files: &[TextFile]) -> Vec<Problem> {
    files.iter().flat_map(problems_of).collect()
}

fn problems_of(file: &TextFile) -> Vec<Problem> {
    let engine_path = file.path.strip_prefix(ENGINE).filter(|path| path.ends_with(".rs"));
    let Some((crate_folder, source)) = engine_path.and_then(|path| path.split_once("/src/")) else {
        return Vec::new();
    };
    if is_test_file(source) {
        return Vec::new();
    }
    let code = code::without_tests(&file.text);
    let applies = |ban: &&Ban| !ban.except.contains(&crate_folder);
    let banned = BANS.iter().filter(applies).flat_map(|ban| broken(ban, &code, &file.path));
    banned.chain(PLATFORM_MATHS.iter().flat_map(|method| called(method, &code, &file.path))).collect()
}

/// Files that a `#[cfg(test)] mod tests;` elsewhere brings in.
fn is_test_file(source: &str) -> bool {
    source.split('/').any(|part| part == "tests" || part == "tests.rs")
}

fn broken(ban: &Ban, code: &str, path: &str) -> Vec<Problem> {
    let (name, offsets) = match ban.named {
        Named::Word(word) => (word.to_owned(), code::offsets_of_word(code, word)),
        Named::Root(root) => (format!("{root}::"), root_offsets(code, root)),
        Named::Std(module) => (format!("std::{module}"), std_offsets(code, module)),
    };
    offsets
        .into_iter()
        .map(|offset| {
            let line = code::line_number(code, offset);
            Problem::new(format!("{path}:{line}"), format!("the engine may not name `{name}`: it {}", ban.why))
        })
        .collect()
}

/// Calls of a method by its name; functions of `libm` are called by their path.
fn called(method: &str, code: &str, path: &str) -> Vec<Problem> {
    let is_call = |&offset: &usize| {
        let after = code[offset + method.len()..].trim_start();
        let is_method = code[..offset].ends_with('.') && after.starts_with('(');
        let is_function = ["f32::", "f64::"].iter().any(|kind| code[..offset].ends_with(kind));
        is_method || is_function
    };
    code::offsets_of_word(code, method)
        .into_iter()
        .filter(is_call)
        .map(|offset| {
            let line = code::line_number(code, offset);
            let message = format!("the engine may not call `{method}`: it rounds as the platform does; use `libm`");
            Problem::new(format!("{path}:{line}"), message)
        })
        .collect()
}

fn root_offsets(code: &str, root: &str) -> Vec<usize> {
    let is_root = |&offset: &usize| code[offset + root.len()..].starts_with("::") && !code[..offset].ends_with("::");
    code::offsets_of_word(code, root).into_iter().filter(is_root).collect()
}

fn std_offsets(code: &str, module: &str) -> Vec<usize> {
    let is_std = |offset: &usize| code[*offset..].starts_with("std::");
    code::offsets_of_word(code, "std")
        .into_iter()
        .filter(is_std)
        .map(|offset| offset + "std::".len())
        .flat_map(|offset| first_segments(code, offset))
        .filter(|&offset| code::offsets_of_word(&code[offset..], module).first() == Some(&0))
        .collect()
}

/// Offsets of the names that follow `std::` at `offset`: one, or each of a `{…}` group.
fn first_segments(code: &str, offset: usize) -> Vec<usize> {
    if !code[offset..].starts_with('{') {
        return vec![offset];
    }
    let mut depth = 0_usize;
    let mut expects_name = false;
    let mut segments = Vec::new();
    for (at, c) in code[offset..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            _ if depth == 1 && expects_name && !c.is_whitespace() && c != ',' => {
                segments.push(offset + at);
                expects_name = false;
            }
            _ => {}
        }
        if depth == 1 && (c == '{' || c == ',') {
            expects_name = true;
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::assert_only_problem;

    fn check_source(path: &str, text: &str) -> Vec<Problem> {
        check(&[TextFile { path: path.into(), text: text.into() }])
    }

    #[test]
    fn clocks_are_found_inside_groups() {
        let problems = check_source("crates/engine/film/src/a.rs", "use std::time::{Duration, Instant};");
        assert_only_problem(&problems, "a.rs:1: the engine may not name `Instant`");
    }

    #[test]
    fn standard_modules_are_found_by_path_and_in_groups() {
        for text in
            ["std::env::var(x)", "use std::{fmt, env};", "use std::{\n    env::var,\n    fmt::{self, Debug},\n};"]
        {
            assert_only_problem(&check_source("crates/engine/scene/src/a.rs", text), "`std::env`");
        }
    }

    #[test]
    fn names_deeper_in_a_group_are_other_names() {
        assert_eq!(check_source("crates/engine/scene/src/a.rs", "use std::{fmt::{env, Debug}, iter};"), []);
        assert_eq!(check_source("crates/engine/scene/src/a.rs", "use crate::env; let fs = std::envy;"), []);
    }

    #[test]
    fn unordered_collections_and_randomness_are_found() {
        let problems = check_source("crates/engine/layout/src/a.rs", "type Cache = HashMap<u8, u8>;");
        assert_only_problem(&problems, "use BTreeMap");
        let problems = check_source("crates/engine/layout/src/a.rs", "let x = rand::random(); brand::new();");
        assert_only_problem(&problems, "hash the seed");
    }

    #[test]
    fn platform_maths_is_found_and_libm_is_not() {
        for text in ["let y = x.sin();", "let y = angle\n    .powi(2);", "xs.map(f64::exp)"] {
            assert_only_problem(&check_source("crates/engine/timeline/src/a.rs", text), "use `libm`");
        }
        let text =
            "use libm::{sin, exp}; let y = sin(x) + libm::cos(x) + x.sqrt(); let exp = self.log; kurbo.tangent();";
        assert_eq!(check_source("crates/engine/timeline/src/a.rs", text), []);
    }

    #[test]
    fn files_and_programs_are_for_the_encoder_and_the_film_only() {
        let text = "use std::fs::File; use std::process::Command;";
        assert_eq!(check_source("crates/engine/encode/src/a.rs", text), []);
        assert_eq!(check_source("crates/engine/film/src/a.rs", text), []);
        assert_eq!(check_source("crates/engine/media/src/a.rs", text).len(), 2);
    }

    #[test]
    fn comments_tests_and_other_layers_are_free() {
        let text = "// HashMap\n#[cfg(test)]\nmod tests { use std::env; }";
        assert_eq!(check_source("crates/engine/scene/src/a.rs", text), []);
        assert_eq!(check_source("crates/engine/scene/src/a/tests.rs", "use std::env;"), []);
        assert_eq!(check_source("crates/engine/scene/tests/a.rs", "use std::env;"), []);
        assert_eq!(check_source("crates/service/store/src/a.rs", "use std::env;"), []);
    }
}
