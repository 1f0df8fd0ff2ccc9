//! Draws the arrows of a crate: which file names what of which other file, and what of other crates.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, Block, Expr, ExprPath, Field, GenericArgument, ImplItem, ImplItemFn, Item, ItemFn, ItemImpl,
    ItemMacro, ItemMod, ItemUse, Local, Macro, Meta, Pat, PatIdent, Path, PathArguments, Stmt, Token, TraitItem, Type,
    TypePath, Variant, Visibility,
};

use crate::tree::{Kind, Scope, Spelled, Target, Tree, attributes, imports, is_for_tests, plain};

/// What the files of a crate name.
#[derive(Debug, Default)]
pub(crate) struct Arrows {
    /// Names that tie one file to another: from the file that uses them to the file that defines them.
    pub(crate) inside: BTreeMap<(String, String), BTreeSet<String>>,
    /// Paths of other crates by file: `std::fs::File`, `chrono::*`, `println!`; `std::collections::HashMap/2` where the
    /// type is written with two arguments.
    pub(crate) outside: BTreeMap<String, BTreeSet<String>>,
    /// Types with an `impl` block that implements no trait and lies in another file than the type: type and file.
    pub(crate) split: BTreeSet<(String, String)>,
    /// Types that do something when they are dropped, and the files where that stands.
    pub(crate) destructors: BTreeSet<(String, String)>,
}

impl Arrows {
    /// Reads every path in the modules of a crate.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut arrows = Self::default();
        for (id, module) in tree.modules.iter().enumerate() {
            let mut reader = Reader {
                tree,
                module: id,
                file: &module.file,
                blocks: Vec::new(),
                locals: Vec::new(),
                found: &mut arrows,
            };
            for item in &module.items {
                reader.visit_item(item);
            }
        }
        arrows
    }
}

struct Reader<'t> {
    tree: &'t Tree,
    module: usize,
    file: &'t str,
    /// What the blocks around the place define and import, from the outermost in.
    blocks: Vec<Scope>,
    /// Names of the variables of the functions around the place.
    locals: Vec<BTreeSet<String>>,
    found: &'t mut Arrows,
}

impl Reader<'_> {
    fn note(&mut self, target: &Target, after: &str) {
        match target {
            Target::Outside(parts) => self.note_outside(parts.join("::") + after),
            Target::Module(_) | Target::Item { .. } => {
                let Some(file) = self.tree.file_of(target).filter(|file| *file != self.file) else { return };
                let name = match target {
                    Target::Item { name, .. } => name.clone(),
                    _ => self.tree.module_of(target).map(|module| module.path.join("::")).unwrap_or_default(),
                };
                let ends = (self.file.to_owned(), file.to_owned());
                self.found.inside.entry(ends).or_default().insert(name + after);
            }
        }
    }

    fn note_outside(&mut self, path: String) {
        self.found.outside.entry(self.file.to_owned()).or_default().insert(path);
    }

    fn resolve(&self, path: &Spelled) -> Vec<Target> {
        self.tree.resolve(self.module, &self.blocks, path)
    }

    /// Notes what a path in an expression, a type or a pattern means. A path of one part that is not imported is a
    /// variable, a generic parameter, or a name that is known everywhere.
    fn name(&mut self, path: &Spelled, generics: usize) {
        let [first, rest @ ..] = &path.parts[..] else { return };
        if first == "Self" || (rest.is_empty() && self.locals.iter().any(|locals| locals.contains(first))) {
            return;
        }
        for target in self.resolve(path) {
            match &target {
                Target::Outside(parts) if parts.len() == 1 && !path.absolute => {}
                Target::Outside(_) if generics > 0 => {
                    self.note(&target, &format!("/{generics}"));
                    self.note(&target, "");
                }
                // No value, type or pattern is a module.
                Target::Module(_) | Target::Item { kind: Some(Kind::Macro), .. } => {}
                Target::Outside(_) | Target::Item { .. } => self.note(&target, ""),
            }
        }
    }

    fn name_macro(&mut self, path: &Spelled) {
        let [.., last] = &path.parts[..] else { return };
        for target in self.resolve(path) {
            match &target {
                Target::Outside(parts) if parts.len() == 1 => {
                    let by_name = self.tree.macro_by_name(self.module, last);
                    self.note(by_name.as_ref().unwrap_or(&target), "!");
                }
                Target::Item { kind: Some(Kind::Macro) | None, .. } | Target::Outside(_) => self.note(&target, "!"),
                Target::Item { .. } | Target::Module(_) => {}
            }
        }
    }

    /// Reads what stands in a macro: as expressions, as statements and items, or as what `matches!` and `vec!` take; anything
    /// else token by token.
    fn tokens(&mut self, tokens: &TokenStream) {
        if let Ok(all) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone()) {
            return all.iter().for_each(|expression| self.visit_expr(expression));
        }
        if let Ok(statements) = Block::parse_within.parse2(tokens.clone()) {
            return self.statements(&statements);
        }
        let matches = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let guard = input.parse::<Option<Token![if]>>()?.map(|_| input.parse::<Expr>()).transpose()?;
            input.parse::<Option<Token![,]>>()?;
            // What `assert!(matches!(…), "…")` would be has been read as expressions before.
            Ok((value, pattern, guard))
        };
        if let Ok((value, pattern, guard)) = matches.parse2(tokens.clone()) {
            self.visit_expr(&value);
            self.visit_pat(&pattern);
            return guard.iter().for_each(|guard| self.visit_expr(guard));
        }
        let repeated = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![;]>()?;
            Ok((value, input.parse::<Expr>()?))
        };
        if let Ok((value, count)) = repeated.parse2(tokens.clone()) {
            self.visit_expr(&value);
            return self.visit_expr(&count);
        }
        self.scan(tokens, &[]);
    }

    /// Takes every row of names joined by `::` as a path. `before` is what stands before the braces of a `use`.
    fn scan(&mut self, tokens: &TokenStream, before: &[String]) {
        let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let sign =
            |at: usize, wanted: char| matches!(all.get(at), Some(TokenTree::Punct(sign)) if sign.as_char() == wanted);
        let joint = |at: usize| sign(at, ':') && sign(at + 1, ':');
        let mut at = 0;
        while let Some(token) = all.get(at) {
            match token {
                TokenTree::Group(group) => {
                    self.scan(&group.stream(), &[]);
                    at += 1;
                }
                TokenTree::Ident(ident) => {
                    let absolute = at >= 2 && joint(at - 2);
                    let of_a_value = at >= 1 && sign(at - 1, '.') && !(at >= 2 && sign(at - 2, '.'));
                    let mut parts = before.to_vec();
                    parts.push(plain(ident));
                    at += 1;
                    let mut glob = false;
                    while joint(at) {
                        match all.get(at + 2) {
                            Some(TokenTree::Ident(next)) => parts.push(plain(next)),
                            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                                self.scan(&group.stream(), &parts);
                                at += 3;
                                break;
                            }
                            _ => {
                                glob = sign(at + 2, '*');
                                break;
                            }
                        }
                        at += 3;
                    }
                    if of_a_value {
                        continue;
                    }
                    let path = Spelled { absolute, parts };
                    if glob {
                        self.resolve(&path).iter().for_each(|target| self.note(target, "::*"));
                    } else if sign(at, '!') && !sign(at + 1, '=') {
                        self.name_macro(&path);
                    } else {
                        self.name(&path, 0);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
            }
        }
    }

    fn statements(&mut self, statements: &[Stmt]) {
        self.blocks.push(Scope::of(statements.iter().filter_map(|statement| match statement {
            Stmt::Item(item) if !is_for_tests(attributes(item)) => Some(item),
            _ => None,
        })));
        for statement in statements {
            self.visit_stmt(statement);
        }
        self.blocks.pop();
    }

    /// Reads a function with the names of its variables, which hide what is named like them.
    fn with_locals(&mut self, locals: Locals, read: impl FnOnce(&mut Self)) {
        self.locals.push(locals.0);
        read(self);
        self.locals.pop();
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes: &[Attribute] = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        let attributes: &[Attribute] = match item {
            TraitItem::Const(item) => &item.attrs,
            TraitItem::Fn(item) => &item.attrs,
            TraitItem::Type(item) => &item.attrs,
            TraitItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if !is_for_tests(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        if !is_for_tests(&variant.attrs) {
            visit::visit_variant(self, variant);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if !is_for_tests(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        if !is_for_tests(&local.attrs) {
            visit::visit_local(self, local);
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.statements(&block.stmts);
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        let mut locals = Locals::default();
        locals.visit_item_fn(item);
        self.with_locals(locals, |reader| visit::visit_item_fn(reader, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        let mut locals = Locals::default();
        locals.visit_impl_item_fn(item);
        self.with_locals(locals, |reader| visit::visit_impl_item_fn(reader, item));
    }

    /// A module within a block would need a scope of its own; we have none.
    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    /// What a module hands on of its own modules is no arrow: whoever uses it has one to the file that defines it. Nor is
    /// the import of a module, but what is named through it.
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let here = &self.tree.modules[self.module].path;
        for import in imports(item) {
            let after = if import.alias.is_none() { "::*" } else { "" };
            for target in self.resolve(&import.path) {
                let below = self.tree.module_of(&target).is_some_and(|module| module.path.starts_with(here));
                let only_a_prefix = !import.shared && import.alias.is_some() && matches!(target, Target::Module(_));
                if !(import.shared && below || only_a_prefix) {
                    self.note(&target, after);
                }
            }
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if let Type::Path(TypePath { qself: None, path, .. }) = &*item.self_ty {
            let name = path.segments.last().map(|last| plain(&last.ident)).unwrap_or_default();
            let own = (name, self.file.to_owned());
            match &item.trait_ {
                Some((of, _)) if of.segments.last().is_some_and(|last| last.ident == "Drop") => {
                    self.found.destructors.insert(own);
                }
                Some(_) => {}
                None => {
                    for target in self.resolve(&spelled(path)) {
                        let elsewhere = self.tree.file_of(&target).is_some_and(|file| file != self.file);
                        if let Target::Item { name, .. } = target
                            && elsewhere
                        {
                            self.found.split.insert((name, self.file.to_owned()));
                        }
                    }
                }
            }
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        match item.ident {
            // The rules of a macro are no expressions.
            Some(_) => self.scan(&item.mac.tokens, &[]),
            None => self.visit_macro(&item.mac),
        }
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        self.name_macro(&spelled(&item.path));
        self.tokens(&item.tokens);
    }

    /// Attributes name macros, and functions in text: `#[serde(with = "crate::dates")]`.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if ["doc", "cfg"].iter().any(|name| attribute.path().is_ident(name)) {
            return;
        }
        let path = spelled(attribute.path());
        if path.parts.len() > 1 {
            self.name_macro(&path);
        }
        match &attribute.meta {
            Meta::List(list) => {
                self.scan(&list.tokens, &[]);
                for text in texts(&list.tokens) {
                    if let Ok(path) = syn::parse_str::<Path>(&text)
                        && path.segments.len() > 1
                    {
                        self.resolve(&spelled(&path)).iter().for_each(|target| self.note(target, ""));
                    }
                }
            }
            Meta::NameValue(pair) => self.visit_expr(&pair.value),
            Meta::Path(_) => {}
        }
    }

    /// `pub(in crate::model)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        if let Some(own) = &path.qself {
            self.visit_type(&own.ty);
            if own.position == 0 {
                return;
            }
        }
        self.visit_path(&path.path);
    }

    fn visit_type_path(&mut self, path: &'ast TypePath) {
        if let Some(own) = &path.qself {
            self.visit_type(&own.ty);
            if own.position == 0 {
                return;
            }
        }
        self.visit_path(&path.path);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        let generics = path.segments.last().map_or(0, |last| match &last.arguments {
            PathArguments::AngleBracketed(all) => {
                all.args.iter().filter(|argument| matches!(argument, GenericArgument::Type(_))).count()
            }
            _ => 0,
        });
        self.name(&spelled(path), generics);
        visit::visit_path(self, path);
    }
}

/// Names that patterns bind, in a function and all closures in it.
#[derive(Default)]
struct Locals(BTreeSet<String>);

impl<'ast> Visit<'ast> for Locals {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        self.0.insert(plain(&pattern.ident));
        visit::visit_pat_ident(self, pattern);
    }
}

fn spelled(path: &Path) -> Spelled {
    Spelled {
        absolute: path.leading_colon.is_some(),
        parts: path.segments.iter().map(|segment| plain(&segment.ident)).collect(),
    }
}

/// All texts in quotes.
fn texts(tokens: &TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => all.extend(texts(&group.stream())),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    all.push(text.value());
                }
            }
            _ => {}
        }
    }
    all
}
