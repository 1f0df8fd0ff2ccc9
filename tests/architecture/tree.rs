//! Reads the files of a crate as modules: which file is which module, what a module defines, what it imports, and what
//! a path that stands in it means.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use syn::punctuated::Punctuated;
use syn::{Attribute, Item, ItemMod, ItemUse, Meta, Token, UseTree, Visibility};

/// Texts of the files of a crate, by their path from `src`.
pub(crate) type Files = BTreeMap<String, String>;

/// What the compiler keeps apart: a type and a function of the same name are two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Type,
    Value,
    Macro,
}

/// A path as the source spells it; `absolute` if it begins with `::`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelled {
    pub(crate) absolute: bool,
    pub(crate) parts: Vec<String>,
}

/// A name or a glob that a `use` item brings into scope.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    /// The name in this scope; `None` for a glob.
    pub(crate) alias: Option<String>,
    pub(crate) path: Spelled,
    /// Whether other modules see it too, as in `pub use`.
    pub(crate) shared: bool,
}

/// Names that a module or a block defines or imports.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    modules: Vec<(String, usize)>,
    items: Vec<(String, Kind)>,
    variants: BTreeMap<String, Vec<String>>,
    pub(crate) imports: Vec<Import>,
}

/// A module, in a file of its own or within the braces of `mod`.
pub(crate) struct Module {
    pub(crate) file: String,
    /// The names that lead here from the root of the crate.
    pub(crate) path: Vec<String>,
    parent: Option<usize>,
    pub(crate) scope: Scope,
    /// All items but modules and those that are compiled for tests only.
    pub(crate) items: Vec<Item>,
}

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Module(usize),
    /// An item of a module; without a kind if a macro in that module made it.
    Item {
        module: usize,
        name: String,
        kind: Option<Kind>,
    },
    /// A path of another crate.
    Outside(Vec<String>),
}

/// The modules of a crate. The first is its root.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) modules: Vec<Module>,
    /// Files that are compiled for tests only.
    pub(crate) for_tests: BTreeSet<String>,
}

impl Tree {
    /// Reads all modules that the root declares.
    ///
    /// # Errors
    /// If a file is not Rust, is missing, or is declared by no module.
    pub(crate) fn read(files: &Files) -> Result<Self, String> {
        let roots: Vec<&str> = ["lib.rs", "main.rs"].into_iter().filter(|root| files.contains_key(*root)).collect();
        let [root] = roots[..] else { return Err(format!("one root is needed, not {roots:?}")) };
        let mut tree = Self::default();
        let parsed = parse(root, files)?;
        tree.add(None, Place { file: root, folder: String::new(), path: Vec::new() }, parsed, files)?;
        let read: BTreeSet<&String> = tree.modules.iter().map(|module| &module.file).chain(&tree.for_tests).collect();
        match files.keys().find(|file| !read.contains(file)) {
            Some(file) => Err(format!("{file} is declared by no module")),
            None => Ok(tree),
        }
    }

    /// Files that belong to the program, in order.
    pub(crate) fn files(&self) -> BTreeSet<&str> {
        self.modules.iter().map(|module| module.file.as_str()).collect()
    }

    /// Returns everything that a path in `module` can mean, `blocks` being the scopes around it from the outermost in.
    pub(crate) fn resolve(&self, module: usize, blocks: &[Scope], path: &Spelled) -> Vec<Target> {
        self.follow(module, blocks, path, &mut Vec::new())
    }

    /// Returns the file in which a target is defined, if that is in this crate.
    pub(crate) fn file_of(&self, target: &Target) -> Option<&str> {
        match target {
            Target::Module(module) | Target::Item { module, .. } => Some(&self.modules[*module].file),
            Target::Outside(_) => None,
        }
    }

    /// Returns the module that defines a target, if that is in this crate.
    pub(crate) fn module_of(&self, target: &Target) -> Option<&Module> {
        match target {
            Target::Module(module) | Target::Item { module, .. } => Some(&self.modules[*module]),
            Target::Outside(_) => None,
        }
    }

    /// Finds a `macro_rules!` by its name alone, first in the modules around `module`: such macros are in scope by
    /// their place in the text, not by a path.
    pub(crate) fn macro_by_name(&self, module: usize, name: &str) -> Option<Target> {
        let defines = |module: &usize| {
            self.modules[*module].scope.items.iter().any(|(item, kind)| item == name && *kind == Kind::Macro)
        };
        let around = std::iter::successors(Some(module), |module| self.modules[*module].parent);
        let found = around.chain(0..self.modules.len()).find(defines)?;
        Some(Target::Item { module: found, name: name.to_owned(), kind: Some(Kind::Macro) })
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        place: Place<'_>,
        parsed: syn::File,
        files: &Files,
    ) -> Result<usize, String> {
        let Place { file, folder, path } = place;
        let (modules, items): (Vec<Item>, Vec<Item>) =
            parsed.items.into_iter().partition(|item| matches!(item, Item::Mod(_)));
        let items: Vec<Item> = items.into_iter().filter(|item| !is_for_tests(attributes(item))).collect();
        let scope = Scope::of(&items);
        let id = self.modules.len();
        self.modules.push(Module { file: file.to_owned(), path: path.clone(), parent, scope, items });
        for module in modules {
            let Item::Mod(module) = module else { continue };
            let name = plain(&module.ident);
            if let Some(child) = self.child(id, &folder, &path, module, files)? {
                self.modules[id].scope.modules.push((name, child));
            }
        }
        Ok(id)
    }

    /// Adds a module that `parent` declares; `None` if it is for tests only.
    fn child(
        &mut self,
        parent: usize,
        folder: &str,
        path: &[String],
        module: ItemMod,
        files: &Files,
    ) -> Result<Option<usize>, String> {
        let name = plain(&module.ident);
        let declared_in = self.modules[parent].file.clone();
        if module.attrs.iter().any(|attribute| attribute.path().is_ident("path")) {
            return Err(format!("{declared_in}: `#[path]` hides where the module {name} lies"));
        }
        let for_tests = is_for_tests(&module.attrs);
        let path = [path, std::slice::from_ref(&name)].concat();
        let folder = format!("{folder}{name}/");
        if let Some((_, items)) = module.content {
            if for_tests {
                return Ok(None);
            }
            let parsed = syn::File { shebang: None, frontmatter: None, attrs: module.attrs, items };
            let place = Place { file: &declared_in, folder, path };
            return self.add(Some(parent), place, parsed, files).map(Some);
        }
        let candidates = [format!("{}.rs", folder.trim_end_matches('/')), format!("{folder}mod.rs")];
        let file = candidates.iter().find(|file| files.contains_key(*file));
        let file = file.ok_or_else(|| format!("{declared_in}: no file for the module {name}"))?;
        let parsed = parse(file, files)?;
        if for_tests || is_for_tests(&parsed.attrs) {
            self.set_aside(file, &folder, &parsed.items, files);
            return Ok(None);
        }
        self.add(Some(parent), Place { file, folder, path }, parsed, files).map(Some)
    }

    /// Notes a file, and those of the modules that it declares, as compiled for tests only.
    fn set_aside(&mut self, file: &str, folder: &str, items: &[Item], files: &Files) {
        self.for_tests.insert(file.to_owned());
        for item in items {
            let Item::Mod(ItemMod { ident, content: None, .. }) = item else { continue };
            let name = plain(ident);
            for child in [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")] {
                if let Ok(parsed) = parse(&child, files) {
                    self.set_aside(&child, &format!("{folder}{name}/"), &parsed.items, files);
                }
            }
        }
    }

    /// `busy` holds the imports that are being resolved, since an import can lead back to itself.
    fn follow<'a>(
        &'a self,
        module: usize,
        blocks: &'a [Scope],
        path: &Spelled,
        busy: &mut Vec<&'a Import>,
    ) -> Vec<Target> {
        let outside = || vec![Target::Outside(path.parts.clone())];
        let Some((first, rest)) = path.parts.split_first() else { return Vec::new() };
        if path.absolute {
            return outside();
        }
        let mut found = match first.as_str() {
            "crate" => vec![Target::Module(0)],
            "self" => vec![Target::Module(module)],
            "super" => self.modules[module].parent.into_iter().map(Target::Module).collect(),
            _ => {
                let mut found = Vec::new();
                for block in blocks.iter().rev() {
                    self.look_up(block, module, first, busy, &mut found);
                }
                self.look_up(&self.modules[module].scope, module, first, busy, &mut found);
                found
            }
        };
        if found.is_empty() {
            return outside();
        }
        for part in rest {
            let mut next = Vec::new();
            for target in found {
                match target {
                    Target::Module(parent) if part == "super" => {
                        next.extend(self.modules[parent].parent.map(Target::Module));
                    }
                    Target::Module(parent) => {
                        let before = next.len();
                        self.look_up(&self.modules[parent].scope, parent, part, busy, &mut next);
                        if next.len() == before {
                            // An exported macro is known at the root; what else is not found, a macro has made.
                            let exported = (parent == 0).then(|| self.macro_by_name(0, part)).flatten();
                            let made = Target::Item { module: parent, name: part.clone(), kind: None };
                            next.push(exported.unwrap_or(made));
                        }
                    }
                    // A variant, or a function of a type: it belongs to its type.
                    Target::Item { kind: Some(Kind::Type) | None, .. } => next.push(target),
                    Target::Item { .. } => {}
                    Target::Outside(mut parts) => {
                        parts.push(part.clone());
                        next.push(Target::Outside(parts));
                    }
                }
            }
            found = next;
        }
        found
    }

    /// Adds everything that a name means in a scope. What a glob brings gives way to what is named.
    fn look_up<'a>(
        &'a self,
        scope: &'a Scope,
        module: usize,
        name: &str,
        busy: &mut Vec<&'a Import>,
        found: &mut Vec<Target>,
    ) {
        let mut named: Vec<Target> = Vec::new();
        named.extend(scope.modules.iter().filter(|(child, _)| child == name).map(|(_, child)| Target::Module(*child)));
        let items = scope.items.iter().filter(|(item, _)| item == name);
        named.extend(items.map(|(_, kind)| Target::Item { module, name: name.to_owned(), kind: Some(*kind) }));
        let mut from_globs = Vec::new();
        for import in &scope.imports {
            let is_named = import.alias.as_deref() == Some(name);
            if !(is_named || import.alias.is_none()) || busy.iter().any(|other| ptr::eq(*other, import)) {
                continue;
            }
            busy.push(import);
            // Names that a block imports are resolved by the module around it.
            for target in self.follow(module, &[], &import.path, busy) {
                match target {
                    target if is_named => named.push(target),
                    Target::Module(from) => {
                        self.look_up(&self.modules[from].scope, from, name, busy, &mut from_globs);
                    }
                    Target::Item { module: from, name: enumeration, .. } => {
                        let variants = self.modules[from].scope.variants.get(&enumeration);
                        if variants.is_some_and(|variants| variants.iter().any(|variant| variant == name)) {
                            let kind = Some(Kind::Type);
                            from_globs.push(Target::Item { module: from, name: enumeration, kind });
                        }
                    }
                    Target::Outside(_) => {}
                }
            }
            busy.pop();
        }
        from_globs.retain(|target| !named.iter().any(|other| other.hides(target)));
        for target in named.into_iter().chain(from_globs) {
            if !found.contains(&target) {
                found.push(target);
            }
        }
    }
}

impl Target {
    /// Whether another target of the same name cannot be meant beside this one.
    fn hides(&self, other: &Self) -> bool {
        let kind = |target: &Self| match target {
            Self::Module(_) => Some(Kind::Type),
            Self::Item { kind, .. } => *kind,
            Self::Outside(_) => None,
        };
        kind(self).is_none() || kind(other).is_none() || kind(self) == kind(other)
    }
}

impl Scope {
    /// Names of items that stand side by side in a module or a block.
    pub(crate) fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Self {
        let mut scope = Self::default();
        for item in items {
            let (ident, kind) = match item {
                Item::Const(item) => (&item.ident, Kind::Value),
                Item::Static(item) => (&item.ident, Kind::Value),
                Item::Fn(item) => (&item.sig.ident, Kind::Value),
                Item::Struct(item) => (&item.ident, Kind::Type),
                Item::Union(item) => (&item.ident, Kind::Type),
                Item::Trait(item) => (&item.ident, Kind::Type),
                Item::TraitAlias(item) => (&item.ident, Kind::Type),
                Item::Type(item) => (&item.ident, Kind::Type),
                Item::Enum(item) => {
                    let variants = item.variants.iter().map(|variant| plain(&variant.ident)).collect();
                    scope.variants.insert(plain(&item.ident), variants);
                    (&item.ident, Kind::Type)
                }
                Item::Macro(item) => match &item.ident {
                    Some(ident) => (ident, Kind::Macro),
                    None => continue,
                },
                Item::Use(item) => {
                    scope.imports.extend(imports(item));
                    continue;
                }
                Item::ExternCrate(item) => {
                    let alias = item.rename.as_ref().map_or(&item.ident, |(_, alias)| alias);
                    let path = Spelled { absolute: true, parts: vec![plain(&item.ident)] };
                    scope.imports.push(Import { alias: Some(plain(alias)), path, shared: false });
                    continue;
                }
                _ => continue,
            };
            scope.items.push((plain(ident), kind));
        }
        scope
    }

    /// The first type or function, for whoever needs a name of this module.
    pub(crate) fn any_item(&self) -> Option<&str> {
        self.items.iter().find(|(_, kind)| *kind != Kind::Macro).map(|(name, _)| name.as_str())
    }
}

/// Returns all that a `use` item imports.
pub(crate) fn imports(item: &ItemUse) -> Vec<Import> {
    let shared = !matches!(item.vis, Visibility::Inherited);
    let mut all = Vec::new();
    flatten(&item.tree, &mut Vec::new(), &mut |alias, parts| {
        let path = Spelled { absolute: item.leading_colon.is_some(), parts };
        all.push(Import { alias, path, shared });
    });
    all
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, add: &mut impl FnMut(Option<String>, Vec<String>)) {
    match tree {
        UseTree::Path(path) => {
            before.push(plain(&path.ident));
            flatten(&path.tree, before, add);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, add)),
        UseTree::Glob(_) => add(None, before.clone()),
        UseTree::Name(name) => {
            let parts = ended(before, plain(&name.ident));
            add(parts.last().cloned(), parts);
        }
        UseTree::Rename(name) => add(Some(plain(&name.rename)), ended(before, plain(&name.ident))),
    }
}

/// A path with its last part; `self` in a group means the path itself.
fn ended(before: &[String], last: String) -> Vec<String> {
    let mut parts = before.to_vec();
    if last != "self" || parts.is_empty() {
        parts.push(last);
    }
    parts
}

/// A name without the `r#` that keeps it from being a keyword.
pub(crate) fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or_else(|| text.clone(), str::to_owned)
}

/// Whether something with these attributes is compiled for tests only.
pub(crate) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.segments.last().is_some_and(|last| last.ident == "test"),
        Meta::List(list) if list.path.is_ident("cfg") => list.parse_args::<Meta>().is_ok_and(|meta| needs_test(&meta)),
        _ => false,
    })
}

/// Whether a condition of `cfg` holds in tests only.
fn needs_test(condition: &Meta) -> bool {
    let parts = |list: &syn::MetaList| list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => parts(list).is_ok_and(|parts| parts.iter().any(needs_test)),
        Meta::List(list) if list.path.is_ident("any") => {
            parts(list).is_ok_and(|parts| !parts.is_empty() && parts.iter().all(needs_test))
        }
        _ => false,
    }
}

/// Attributes of an item.
pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

struct Place<'a> {
    file: &'a str,
    /// Where the files of its modules lie.
    folder: String,
    path: Vec<String>,
}

fn parse(file: &str, files: &Files) -> Result<syn::File, String> {
    let text = files.get(file).ok_or_else(|| format!("{file} is missing"))?;
    syn::parse_file(text).map_err(|error| format!("{file}: {error}"))
}
