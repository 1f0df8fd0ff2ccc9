//! The libraries from Maven that end up in the Android package, with the licence files in their jars. They are read from
//! the local repository of Maven, where every build of the Android app puts them.

use std::env;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::component::Component;
use super::texts::Bodies;
use crate::run::{self, Failure};

const POM: &str = "android/pom.xml";

/// A library as Maven names it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Artifact {
    group: String,
    name: String,
    version: String,
}

/// Returns a component for each library, those that others need included.
pub(super) fn android_components(root: &Path, bodies: &mut Bodies) -> Result<Vec<Component>, Failure> {
    let mut waiting = packaged_dependencies(&run::read(&root.join(POM))?);
    if waiting.is_empty() {
        return Err(Failure::Found(format!("{POM} names no library for the package")));
    }
    // From the end, where JNA is: its jar brings a text that the others only name.
    let mut components: Vec<Component> = Vec::new();
    while let Some(artifact) = waiting.pop() {
        if components.iter().any(|component| component.name == artifact.name) {
            continue;
        }
        let pom = run::read(&artifact.file(".pom")).map_err(|_| Artifact::missing())?;
        waiting.extend(packaged_dependencies(&pom));
        components.push(component(&artifact, &pom, bodies)?);
    }
    Ok(components)
}

fn component(artifact: &Artifact, pom: &str, bodies: &mut Bodies) -> Result<Component, Failure> {
    let files = licence_files(&artifact.file(".jar")).ok_or_else(Artifact::missing)?;
    // A file in the jar is nearer to the code than the page about it.
    let stated =
        files.iter().flat_map(|(_, text)| text.lines()).find_map(|line| line.strip_prefix("SPDX-License-Identifier: "));
    let named = first_element(pom, "licenses").and_then(|licences| first_element(licences, "name")).unwrap_or_default();
    let licence = stated.map_or_else(|| spdx(named), str::to_owned);
    let found = bodies
        .find(&licence, &files)
        .map_err(|fault| Failure::Found(format!("{} {}: {fault}", artifact.name, artifact.version)))?;
    let source = first_element(pom, "scm").and_then(|scm| first_element(scm, "url")).unwrap_or_default();
    Ok(Component {
        name: artifact.name.clone(),
        version: artifact.version.clone(),
        platforms: vec!["android".to_owned()],
        licence,
        source: source.to_owned(),
        copyright: found.copyright,
        texts: vec![found.text],
    })
}

/// Returns the identifier of a licence that a page names in words.
fn spdx(named: &str) -> String {
    match named {
        "The Apache Software License, Version 2.0" => "Apache-2.0".to_owned(),
        other => other.to_owned(),
    }
}

/// Returns the libraries that a page of Maven names for the package: those for tests, and those that the system has, are
/// none.
fn packaged_dependencies(pom: &str) -> Vec<Artifact> {
    let without_management = pom.split("<dependencyManagement>").next().unwrap_or_default().to_owned()
        + pom.split("</dependencyManagement>").nth(1).unwrap_or_default();
    let pom = if pom.contains("<dependencyManagement>") { without_management.as_str() } else { pom };
    // Plugins have dependencies, too.
    let own = pom.split("<build>").next().unwrap_or_default();
    let Some(list) = first_element(own, "dependencies") else { return Vec::new() };
    let packaged = |dependency: &&str| {
        let scope = first_element(dependency, "scope").unwrap_or("compile");
        matches!(scope, "compile" | "runtime") && first_element(dependency, "optional") != Some("true")
    };
    let value = |text: &str| match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        Some(property) => first_element(pom, property).unwrap_or_default().to_owned(),
        None => text.to_owned(),
    };
    let artifact = |dependency: &str| {
        Some(Artifact {
            group: first_element(dependency, "groupId")?.to_owned(),
            name: first_element(dependency, "artifactId")?.to_owned(),
            version: value(first_element(dependency, "version")?),
        })
    };
    list.split("<dependency>").skip(1).filter(packaged).filter_map(artifact).collect()
}

/// Returns the content of the first element of a name.
fn first_element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(content, _)| content.trim())
}

impl Artifact {
    fn file(&self, ending: &str) -> PathBuf {
        let home = env::var_os("HOME").unwrap_or_default();
        let folder = Path::new(&home).join(".m2/repository").join(self.group.replace('.', "/"));
        folder.join(&self.name).join(&self.version).join(format!("{}-{}{ending}", self.name, self.version))
    }

    fn missing() -> Failure {
        Failure::Missing {
            program: "a library of the Android package, in Maven's local repository,",
            install: "`cargo xtask android`",
        }
    }
}

/// Returns the files in a jar that can hold its licence; `None` if there is no such jar.
fn licence_files(jar: &Path) -> Option<Vec<(String, String)>> {
    let mut archive = ZipArchive::new(File::open(jar).ok()?).ok()?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let mut files = Vec::new();
    for name in names {
        let last = name.rsplit('/').next().unwrap_or_default().to_uppercase();
        if ["LICENSE", "LICENCE", "NOTICE", "AL2"].iter().any(|word| last.starts_with(word)) {
            let mut text = String::new();
            if archive.by_name(&name).ok()?.read_to_string(&mut text).is_ok() {
                files.push((name, text));
            }
        }
    }
    files.sort();
    Some(files)
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn libraries_of_the_package_are_read_with_their_versions() {
        let pom = "<properties><jna.version>5.19.1</jna.version></properties>\
            <dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>no</artifactId>\
            <version>1</version></dependency></dependencies></dependencyManagement>\
            <dependencies><dependency><groupId>net.java.dev.jna</groupId><artifactId>jna</artifactId>\
            <version>${jna.version}</version></dependency>\
            <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4</version><scope>test</scope>\
            </dependency></dependencies><build><dependencies><dependency><groupId>g</groupId><artifactId>plugin</artifactId>\
            <version>1</version></dependency></dependencies></build>";
        let found = packaged_dependencies(pom);
        let named: Vec<String> = found.iter().map(|a| format!("{}:{}:{}", a.group, a.name, a.version)).collect();
        assert_eq!(named, ["net.java.dev.jna:jna:5.19.1"]);
        assert!(packaged_dependencies("<project></project>").is_empty());
    }

    #[test]
    fn of_a_library_that_was_never_fetched_is_said_what_fetches_it() {
        let artifact = Artifact { group: "g".to_owned(), name: "nothing".to_owned(), version: "1".to_owned() };
        assert!(licence_files(&artifact.file(".jar")).is_none());
        assert!(Artifact::missing().to_string().ends_with("is missing. To get it: `cargo xtask android`"));
    }
}
