//! JSON v1 in the words of TypeScript, made from the types themselves.

use crate::{Summary, Verdict};
use std::{
    any::TypeId,
    collections::{BTreeMap, HashSet},
};
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations of everything that a verdict or a summary is made of, as one module. A vocabulary
/// is open: it takes every string, and an editor offers the words that are known.
pub fn declarations() -> String {
    let mut declarations = Declarations {
        // Revisions and counts stay below what a double holds.
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        types: BTreeMap::new(),
    };
    declarations.visit::<Verdict>();
    declarations.visit::<Summary>();
    let types: Vec<_> = declarations.types.into_values().collect();
    tidy(&types.join("\n\n"))
}

/// Members stand on lines of their own, and so does a comment of one line.
fn tidy(text: &str) -> String {
    let text = text.replace(", };", ",\n};");
    let mut lines: Vec<String> = Vec::new();
    let mut margin = "";
    for line in text.lines().map(str::trim) {
        if line.starts_with('}') {
            margin = "";
        }
        match (line, lines.as_mut_slice()) {
            ("*/", [.., begin, only]) if begin.ends_with("/**") => {
                let sentence = only.trim_start_matches([' ', '*']);
                let comment = format!("{margin}/** {sentence} */");
                lines.truncate(lines.len() - 2);
                lines.push(comment);
            }
            _ if line.starts_with('*') => lines.push(format!("{margin} {line}")),
            ("", _) => lines.push(String::new()),
            _ => lines.push(format!("{margin}{line}")),
        }
        if line.ends_with('{') {
            margin = "  ";
        }
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

struct Declarations {
    config: Config,
    seen: HashSet<TypeId>,
    /// By name: the order in which they are found differs from compiler run to compiler run.
    types: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // What has no place of its own is part of the language.
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let declaration = T::decl(&self.config);
            let name = T::name(&self.config);
            self.types
                .insert(name, format!("{docs}export {declaration}"));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// Declares a type whose wire form only we know: its name, what is said of it, its form, and what
/// that form names.
macro_rules! declared {
    ($type:ty, $name:expr, $docs:expr, $form:expr $(, $named:ty)*) => {
        impl ts_rs::TS for $type {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn docs() -> Option<String> {
                Some($crate::typescript::docs($docs))
            }

            fn name(_: &ts_rs::Config) -> String {
                $name.to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                $form
            }

            fn decl(config: &ts_rs::Config) -> String {
                format!("type {} = {};", Self::name(config), Self::inline(config))
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some($name.into())
            }

            fn visit_dependencies(_visitor: &mut impl ts_rs::TypeVisitor) {
                $(_visitor.visit::<$named>();)*
            }
        }
    };
}

pub(crate) use declared;

/// A type of words that may gain more of them.
pub(crate) fn open<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<_> = words.map(|word| format!("\"{word}\"")).collect();
    format!("{} | (string & {{}})", known.join(" | "))
}

/// A doc comment as TypeScript writes it.
pub(crate) fn docs(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| format!(" *{line}\n"));
    format!("/**\n{} */\n", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_takes_words_from_the_future() {
        let text = declarations();

        let kinds = "export type EventKind = \"incident\" | \"maintenance\" | \"notice\" | \"unknown\" | (string & {});";
        assert!(text.contains(kinds), "{text}");
        assert!(text.contains("/** What an event is. */\n"), "{text}");
    }

    #[test]
    fn what_may_be_null_is_there_all_the_same() {
        let text = declarations();

        assert!(text.contains("checked_at: Timestamp | null"), "{text}");
        assert!(text.contains("revision: number"), "{text}");
        assert!(
            text.contains("  children?: Array<RichTextNode>,\n};"),
            "{text}"
        );
    }

    #[test]
    fn nothing_is_named_that_is_not_declared() {
        let text = declarations();
        let declared: HashSet<_> = text
            .split("export type ")
            .skip(1)
            .filter_map(|rest| rest.split(' ').next())
            .collect();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with(['*', '/']));
        let named = code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric()));

        for name in named.filter(|name| name.starts_with(char::is_uppercase)) {
            let is_known = name == "Array" || declared.contains(name);
            assert!(is_known, "{name} is not declared in {text}");
        }
        assert!(declared.len() > 15, "{declared:?}");
    }
}
