//! Judges the summaries of functions: the first word is a verb in the third person.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, ImplItemFn, ItemFn, Lit, Meta, TraitItemFn};

use crate::tree::Files;

/// First words that look like a verb in the third person, and are none.
const NO_VERBS: [&str; 15] = [
    "Accounts",
    "Always",
    "As",
    "Bytes",
    "Entries",
    "Guides",
    "Is",
    "Its",
    "Journals",
    "Lines",
    "Persons",
    "Sentences",
    "Texts",
    "This",
    "Unless",
];

/// Returns the documented functions and methods whose summary does not begin with a verb in the third person, each with
/// file, line and summary. Functions within the arguments of a macro are not seen.
///
/// # Errors
/// If a file is not Rust.
pub(crate) fn judge(folder: &str, files: &Files) -> Result<BTreeSet<String>, String> {
    let mut findings = BTreeSet::new();
    for (name, text) in files {
        let file = format!("{folder}/src/{name}");
        let parsed = syn::parse_file(text).map_err(|error| format!("{file}: {error}"))?;
        Visitor { file: &file, findings: &mut findings }.visit_file(&parsed);
    }
    Ok(findings)
}

struct Visitor<'a> {
    file: &'a str,
    findings: &'a mut BTreeSet<String>,
}

impl Visitor<'_> {
    fn judge(&mut self, attributes: &[Attribute]) {
        let documentation = attributes.iter().filter_map(|attribute| Some((attribute, doc_line(attribute)?)));
        let mut lines = documentation.filter(|(_, line)| !line.is_empty());
        let Some((attribute, summary)) = lines.next() else { return };
        if !begins_with_verb(&summary) {
            let line = attribute.pound_token.span.start().line;
            self.findings.insert(format!("{}:{line}: {summary}", self.file));
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.judge(&function.attrs);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast ImplItemFn) {
        self.judge(&method.attrs);
        visit::visit_impl_item_fn(self, method);
    }

    fn visit_trait_item_fn(&mut self, method: &'ast TraitItemFn) {
        self.judge(&method.attrs);
        visit::visit_trait_item_fn(self, method);
    }
}

/// Returns the first line of a documentation attribute; `None` for any other attribute.
fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { return None };
    meta.path.is_ident("doc").then(|| text.value().trim().lines().next().unwrap_or_default().to_owned())
}

/// Returns whether a summary begins with a capitalized word in `-s` that can be a verb. Before "of", a word such as "Names"
/// is a noun.
fn begins_with_verb(summary: &str) -> bool {
    let mut words = summary.split_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches(',');
    let is_word = first.starts_with(|letter: char| letter.is_ascii_uppercase())
        && first.chars().skip(1).all(|letter| letter.is_ascii_lowercase() || letter == '-');
    is_word
        && first.ends_with('s')
        && !first.ends_with("ss")
        && !NO_VERBS.contains(&first)
        && words.next().is_none_or(|next| next != "of")
}
