//! Proves that the gates work: injects faults that need the real tools, and fails unless each is refused with its own
//! message. Faults that small made-up files can show are unit tests beside each gate.

use super::abi::Abi;
use super::build::Built;
use super::classes::RULES;
use super::package::{self, ManifestFormat};
use super::place::Place;
use super::tools::Tools;
use super::{emulate, gates, native, sign, symbols};
use crate::report;
use crate::run::{self, Failure};

/// Injects one fault after the other.
pub(crate) fn run_fault_injection(place: &Place, tools: &Tools, built: &Built) -> Result<(), Failure> {
    let place = &Place { root: place.root.clone(), target: place.target.clone(), out: place.out.join("prove") };
    let abi = &built.abis[0];
    let manifest = |from: &'static str, to: &'static str| move || package_with_manifest(place, tools, built, from, to);
    expect_refusal("a name that a phone lacks", "undefined symbol: flock", || build_without_symbol(place, abi))?;
    expect_refusal(
        "a permission more",
        "permission android.permission.INTERNET: the package asks for it",
        manifest("<application", "<uses-permission android:name=\"android.permission.INTERNET\"/><application"),
    )?;
    expect_refusal(
        "a permission less",
        "POST_NOTIFICATIONS: android/app/src/main/AndroidManifest.xml asks for it, the package does not",
        manifest("<uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\" />", ""),
    )?;
    expect_refusal(
        "a class that is not there",
        "activity app.widerspruch.Nobody is in no code",
        manifest("\".ScreenActivity\"", "\".Nobody\""),
    )?;
    expect_refusal(
        "a manifest of another app",
        "the package is called \"app.other\"",
        manifest("\"app.widerspruch\"", "\"app.other\""),
    )?;
    expect_refusal(
        "an app to look into",
        "manifest: debuggable is set",
        manifest("<application", "<application android:debuggable=\"true\""),
    )?;
    expect_refusal("a rule less for what must be kept", "ClassNotFoundException: com.sun.jna", || {
        walk_without_rule(place, built, "-keep class com.sun.jna.** { *; }\n")
    })?;
    expect_refusal("a package without a signature", "DOES NOT VERIFY", || {
        sign::verify_signature(&built.compiled, &built.file).map(|_| ())
    })
}

/// Fails unless `attempt` fails with `words` in its message.
fn expect_refusal(fault: &str, words: &str, attempt: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    report::progress(&format!("refused: {fault}"), || match attempt() {
        Err(failure) if failure.to_string().contains(words) => Ok(()),
        Err(failure) => Err(Failure::Found(format!("{failure}\n{fault}: refused, but not because of `{words}`"))),
        Ok(()) => Err(Failure::Found(format!("{fault}: nobody noticed"))),
    })
}

fn build_without_symbol(place: &Place, abi: &Abi) -> Result<(), Failure> {
    let mut names = symbols::allowed_symbols(&place.root, abi)?;
    names.always.retain(|(_, name)| name != "flock");
    native::build_with_symbols(place, abi, &names).map(|_| ())
}

/// Walks through the code that was shrunk without one of the rules.
fn walk_without_rule(place: &Place, built: &Built, rule: &str) -> Result<(), Failure> {
    let rules = run::read(&place.root.join(RULES))?;
    if !rules.contains(rule) {
        return Err(Failure::Found(format!("{RULES} does not have `{}`", rule.trim())));
    }
    let fewer = place.out.join("fewer.pro");
    run::write(&fewer, &rules.replacen(rule, "", 1))?;
    emulate::walk_shrunk_code(place, built, &fewer)
}

/// Builds and checks the package with a text replaced in its manifest.
fn package_with_manifest(place: &Place, tools: &Tools, built: &Built, from: &str, to: &str) -> Result<(), Failure> {
    let text = run::read(&built.compiled.manifest())?;
    if !text.contains(from) {
        return Err(Failure::Found(format!("the manifest does not have `{from}`")));
    }
    let manifest = place.out.join("AndroidManifest.xml");
    run::write(&manifest, &text.replacen(from, to, 1))?;
    let linked = package::link_resources(place, &built.compiled, &manifest, &built.version, ManifestFormat::Package)?;
    let file = place.out.join("package.zip");
    package::assemble_package(
        &file,
        &linked,
        &built.dex,
        package::library_entries(&built.compiled, &built.libraries)?,
    )?;
    gates::check_package(&built.compiled, &file, &built.expected(place, tools)?).map(|_| ())
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn fault_that_is_not_refused_for_its_own_reason_fails() {
        let fail = |text: &str| Err(Failure::Found(text.to_owned()));
        expect_refusal("a fault", "too big", || fail("it is too big")).unwrap();
        assert_eq!(expect_refusal("a fault", "too big", || Ok(())).unwrap_err().to_string(), "a fault: nobody noticed");
        let other = expect_refusal("a fault", "too big", || fail("no disk")).unwrap_err().to_string();
        assert_eq!(other, "no disk\na fault: refused, but not because of `too big`");
    }
}
