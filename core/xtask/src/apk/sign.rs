//! Signs packages and bundles with the key that the environment names, or with a throw-away key, and verifies signatures.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::classes::Compiled;
use super::place::Place;
use crate::run::{self, Failure};

/// The variable that names the key store, a PKCS 12 or JKS file.
const STORE: &str = "WIDERSPRUCH_KEYSTORE";
/// The variable with the name of the key in the store.
const ALIAS: &str = "WIDERSPRUCH_KEY_ALIAS";
/// The variable with the password of the store.
const STORE_PASSWORD: &str = "WIDERSPRUCH_KEYSTORE_PASSWORD";
/// The variable with the password of the key, if it differs from the store's.
const KEY_PASSWORD: &str = "WIDERSPRUCH_KEY_PASSWORD";

/// The password of the throw-away key.
const NO_SECRET: &str = "not-a-secret";

/// A key for signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    store: PathBuf,
    alias: String,
    /// The password as apksigner's argument: `env:` with a variable, or `pass:` for the throw-away key.
    password: String,
    key_password: Option<String>,
    /// Whether it is the throw-away key.
    pub(crate) throw_away: bool,
}

impl Key {
    /// Returns the key of the environment; without one, makes a throw-away key.
    pub(crate) fn find(place: &Place, compiled: &Compiled) -> Result<Self, Failure> {
        if let Some(key) = Self::from_variables(|name| env::var(name).ok().filter(|value| !value.is_empty()))? {
            return Ok(key);
        }
        let store = place.out.join("throw-away-key.p12");
        if !store.exists() {
            let mut keytool = compiled.java("keytool");
            keytool.args(["-genkeypair", "-alias", "throw-away", "-keyalg", "RSA", "-keysize", "3072"]);
            keytool.args(["-validity", "10000", "-dname", "CN=Throw-away key for trying Widerspruch"]);
            run::captured(keytool.args(["-storetype", "PKCS12", "-storepass", NO_SECRET, "-keystore"]).arg(&store))?;
        }
        let password = format!("pass:{NO_SECRET}");
        Ok(Self { store, alias: "throw-away".to_owned(), password, key_password: None, throw_away: true })
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, Failure> {
        let Some(store) = variable(STORE) else { return Ok(None) };
        let missing: Vec<&str> = [ALIAS, STORE_PASSWORD].into_iter().filter(|name| variable(name).is_none()).collect();
        if !missing.is_empty() {
            return Err(Failure::Found(format!(
                "{STORE} is set, {} is not: a key needs {STORE} (a PKCS 12 or JKS file), {ALIAS}, {STORE_PASSWORD} and, \
                 where it is another, {KEY_PASSWORD}. Without all of them a throw-away key signs.",
                missing.join(" and ")
            )));
        }
        Ok(Some(Self {
            store: store.into(),
            alias: variable(ALIAS).unwrap_or_default(),
            password: format!("env:{STORE_PASSWORD}"),
            key_password: variable(KEY_PASSWORD).map(|_| format!("env:{KEY_PASSWORD}")),
            throw_away: false,
        }))
    }

    /// Signs a package by the schemes v2 and v3, which cover every phone from the lowest level on.
    pub(crate) fn sign(&self, compiled: &Compiled, unsigned: &Path, signed: &Path) -> Result<(), Failure> {
        let mut command = apksigner(compiled);
        command.args(["sign", "--v1-signing-enabled", "false", "--v2-signing-enabled", "true"]);
        command.args(["--v3-signing-enabled", "true", "--v4-signing-enabled", "false", "--ks"]).arg(&self.store);
        command.args(["--ks-key-alias", &self.alias, "--ks-pass", &self.password]);
        if let Some(password) = &self.key_password {
            command.args(["--key-pass", password]);
        }
        run::captured(command.arg("--out").arg(signed).arg(unsigned))?;
        Ok(())
    }

    /// Signs a bundle: proves only who uploads it to the store.
    pub(crate) fn sign_bundle(&self, compiled: &Compiled, unsigned: &Path, signed: &Path) -> Result<(), Failure> {
        let mut command = compiled.java("jarsigner");
        command.args(["-sigalg", "SHA256withRSA", "-digestalg", "SHA-256", "-keystore"]).arg(&self.store);
        for (option, password) in [("-storepass", Some(&self.password)), ("-keypass", self.key_password.as_ref())] {
            match password.map(|password| password.split_once(':').unwrap_or_default()) {
                Some(("env", name)) => command.args([&format!("{option}:env"), name]),
                Some((_, word)) => command.args([option, word]),
                None => &mut command,
            };
        }
        run::captured(command.arg("-signedjar").arg(signed).arg(unsigned).arg(&self.alias))?;
        Ok(())
    }
}

/// Fails unless a package is signed by the schemes v2 and v3. Returns the fingerprint of the key.
pub(crate) fn verify_signature(compiled: &Compiled, signed: &Path) -> Result<String, Failure> {
    parse_verification(&run::captured(apksigner(compiled).args(["verify", "--verbose", "--print-certs"]).arg(signed))?)
}

fn parse_verification(said: &str) -> Result<String, Failure> {
    for scheme in ["v2", "v3"] {
        let held =
            |line: &str| line.starts_with(&format!("Verified using {scheme} scheme")) && line.ends_with(": true");
        if !said.lines().any(held) {
            return Err(Failure::Found(format!("{said}\nThe package is not signed in the form {scheme}.")));
        }
    }
    let fingerprint = said.lines().find_map(|line| line.split_once("certificate SHA-256 digest: "));
    let missing = || Failure::Found(format!("{said}\napksigner names no fingerprint of the key."));
    fingerprint.map(|(_, fingerprint)| fingerprint.trim().to_owned()).ok_or_else(missing)
}

fn apksigner(compiled: &Compiled) -> Command {
    let mut command = Command::new("apksigner");
    command.env("JAVA_HOME", compiled.jdk());
    command
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn incomplete_key_variables_are_refused() {
        let named =
            |set: &'static [&'static str]| Key::from_variables(move |n| set.contains(&n).then(|| format!("<{n}>")));
        assert_eq!(named(&[]).unwrap(), None);
        assert_eq!(named(&[ALIAS, STORE_PASSWORD]).unwrap(), None);
        let failure = named(&[STORE]).unwrap_err().to_string();
        let start = "WIDERSPRUCH_KEYSTORE is set, WIDERSPRUCH_KEY_ALIAS and WIDERSPRUCH_KEYSTORE_PASSWORD is not: ";
        assert!(failure.starts_with(start), "{failure}");
        let key = named(&[STORE, ALIAS, STORE_PASSWORD]).unwrap().unwrap();
        assert_eq!((key.throw_away, key.key_password), (false, None));
        // No password stands in a command line, which others on the machine can read.
        let key = named(&[STORE, ALIAS, STORE_PASSWORD, KEY_PASSWORD]).unwrap().unwrap();
        assert_eq!(key.password, "env:WIDERSPRUCH_KEYSTORE_PASSWORD");
        assert_eq!(key.key_password.unwrap(), "env:WIDERSPRUCH_KEY_PASSWORD");
    }

    #[test]
    fn missing_v3_signature_is_refused() {
        let said = |v3: bool| {
            format!(
                "Verifies\nVerified using v1 scheme (JAR signing): false\nVerified using v2 scheme (APK Signature Scheme \
                 v2): true\nVerified using v3 scheme (APK Signature Scheme v3): {v3}\nSigner #1 certificate SHA-256 \
                 digest: 0011\n"
            )
        };
        assert_eq!(parse_verification(&said(true)).unwrap(), "0011");
        assert!(parse_verification(&said(false)).unwrap_err().to_string().ends_with("not signed in the form v3."));
    }
}
