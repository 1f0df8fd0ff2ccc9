//! Judges the texts in code: none of them joins words to a sentence, a list or a line, and no code makes a capital letter.
//! Those belong to the languages (`core/catalogue/app`, `join.list` and its like).

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ExprMethodCall, ItemFn, ItemMod, LitStr, Macro};

use crate::tree::Files;

/// What counts as a join.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// Also a blank alone.
    Blanks,
    /// Only a mark, as a terminal is drawn with blanks.
    Marks,
}

/// Returns the texts that join words, and the calls that make capital letters, each with its file and line. What is
/// compiled for tests only does not count.
///
/// # Errors
/// If a file is not Rust.
pub(crate) fn judge(folder: &str, files: &Files, strictness: Strictness) -> Result<BTreeSet<String>, String> {
    let mut findings = BTreeSet::new();
    for (name, text) in files {
        let file = format!("{folder}/src/{name}");
        let parsed = syn::parse_file(text).map_err(|error| format!("{file}: {error}"))?;
        if !parsed.attrs.iter().any(is_for_tests) {
            Visitor { file: &file, strictness, findings: &mut findings }.visit_file(&parsed);
        }
    }
    Ok(findings)
}

struct Visitor<'a> {
    file: &'a str,
    strictness: Strictness,
    findings: &'a mut BTreeSet<String>,
}

impl Visitor<'_> {
    fn judge(&mut self, text: &LitStr) {
        self.judge_text(&text.value(), text.span().start().line);
    }

    fn judge_text(&mut self, text: &str, line: usize) {
        if is_join(text, self.strictness) {
            self.findings.insert(format!("{}:{line}: {text:?}", self.file));
        }
    }

    fn judge_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.judge_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.judge_text(&text.value(), literal.span().start().line);
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    // A documentation is an attribute with a text.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !module.attrs.iter().any(is_for_tests) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !function.attrs.iter().any(is_for_tests) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.judge(text);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.judge_tokens(call.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if call.method == "to_uppercase" && self.strictness == Strictness::Blanks {
            let line = call.method.span().start().line;
            self.findings.insert(format!("{}:{line}: a capital letter", self.file));
        }
        visit::visit_expr_method_call(self, call);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let tokens = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
    attribute.path().is_ident("cfg") && tokens.split(|letter: char| !letter.is_alphabetic()).any(|word| word == "test")
}

/// Returns whether a text, without its `{places}`, has no letter and no digit, but marks or blanks as they stand between
/// words. Line ends, slashes and brackets alone are the form of files and addresses.
fn is_join(text: &str, strictness: Strictness) -> bool {
    let mut rest = String::new();
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            _ if !inside => rest.push(letter),
            _ => {}
        }
    }
    let blank = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
    let mark = |letter: char| matches!(letter, ':' | ',' | ';' | '·' | '›' | '•' | '،');
    let joins = match strictness {
        Strictness::Blanks => rest.contains(blank) || rest.contains(['·', '›', '•', '،']),
        Strictness::Marks => {
            let pairs = || rest.chars().zip(rest.chars().skip(1));
            pairs().any(|(first, second)| mark(first) && blank(second) || blank(first) && second == '(')
        }
    };
    // A carriage return is the form of a file.
    !rest.contains(char::is_alphanumeric) && !rest.contains('\r') && joins
}
