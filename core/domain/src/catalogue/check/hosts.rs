//! The list of all hosts to which a link or a source can lead: `core/catalogue/hosts.txt`. It is generated, so that a new
//! host is a line that somebody sees. `HOSTS_UPDATE=1` writes it anew.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::format::host_of;

fn collect(value: &Value, hosts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.starts_with("https://") => {
            hosts.insert(host_of(text).unwrap_or(text).to_owned());
        }
        Value::Array(all) => all.iter().for_each(|value| collect(value, hosts)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, hosts)),
        _ => {}
    }
}

/// Collects the hosts of the facts in a folder and below.
fn collect_folder(folder: &Path, hosts: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_folder(&path, hosts);
        } else if ["facts.json", "sources.json"].iter().any(|name| path.ends_with(name))
            && !path.ends_with("schemas/sources.json")
        {
            collect(&serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap(), hosts);
        }
    }
}

#[test]
fn the_list_of_hosts_has_each_host_of_the_facts() {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue");
    let mut hosts = BTreeSet::new();
    collect_folder(&catalogue, &mut hosts);
    let list = hosts.into_iter().map(|host| format!("{host}\n")).collect::<String>();
    let file = catalogue.join("hosts.txt");
    if std::env::var_os("HOSTS_UPDATE").is_some() {
        fs::write(&file, &list).unwrap();
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        there == list,
        "hosts.txt is not the list of all hosts: run with HOSTS_UPDATE=1, read what is new and commit it"
    );
}
