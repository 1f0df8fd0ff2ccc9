//! The generated Swift through the Swift compiler, where there is one: no Mac is needed to see that it compiles.

use std::path::Path;
use std::process::Command;

use crate::bindings;
use crate::report::Outcome;
use crate::run::{self, Failure, SWIFTC};

/// As written by hand for the package: the generated one is not used anywhere.
const MODULE_MAP: &str = "module WiderspruchCoreFFI {\n    header \"WiderspruchCoreFFI.h\"\n    export *\n}\n";

/// Type-checks as strictly as the package does.
pub(crate) fn type_check(root: &Path) -> Result<Outcome, Failure> {
    if let Err(missing) = SWIFTC.require() {
        return Ok(Outcome::Skipped { why: missing.to_string() });
    }
    let folder = tempfile::tempdir().map_err(|error| Failure::File { path: std::env::temp_dir(), error })?;
    let [_, (_, swift), (name, header)] = bindings::FILES;
    run::write(&folder.path().join(name), &run::read(&root.join(header))?)?;
    run::write(&folder.path().join("module.modulemap"), MODULE_MAP)?;
    let mut command = Command::new("swiftc");
    command
        .args(["-typecheck", "-parse-as-library", "-swift-version", "6", "-warnings-as-errors"])
        .args(["-module-name", "WiderspruchCore", "-I"])
        .arg(folder.path())
        .arg(root.join(swift));
    run::captured(&mut command)?;
    Ok(Outcome::done(Vec::new()))
}
