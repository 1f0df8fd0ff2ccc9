//! JSON Schemas of the catalogue's files, for editors: `core/catalogue/schemas`. The types are the truth; the test here
//! compares the files with them, and with `SCHEMA_UPDATE=1` writes them anew.
#![cfg(test)]

use std::borrow::Cow;
use std::path::Path;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::about::{Notices, PrivacyWords, PublisherFacts};
use super::facts::{AuthoritiesFacts, CompaniesFacts, FirstFacts, RegionsFacts, ServiceFacts, Source, StepFacts};
use super::message::Message;
use super::packed::{List, Table, Text};
use super::words::{AppWords, AuthoritiesWords, CommonWords, KindWords, LawWords, RegionsWords, ServiceWords};
use crate::law::Region;
use crate::plural::PluralCategory;

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

impl JsonSchema for StepFacts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "StepFacts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Step of a path: `photo`, `tap <label>`, `find <label>`, `off`, or `do <words>`.",
            "type": "string",
            "pattern": "^(photo|off|(tap|find|do) [a-z0-9-]+)$",
        })
    }
}

impl JsonSchema for Message {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Message".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let forms = json_schema!({
            "type": "object",
            "propertyNames": generator.subschema_for::<PluralCategory>(),
            "additionalProperties": {"type": "string"},
            "minProperties": 1,
        });
        json_schema!({"anyOf": [{"type": "string"}, forms]})
    }
}

impl<T: JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("ListOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "array", "items": generator.subschema_for::<T>()})
    }
}

impl<V: JsonSchema, K: JsonSchema> JsonSchema for Table<V, K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}By{}", V::schema_name(), K::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": generator.subschema_for::<K>(),
            "additionalProperties": generator.subschema_for::<V>(),
        })
    }
}

fn assert_schema<T: JsonSchema>(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/schemas").join(name);
    let mut json = serde_json::to_string_pretty(&schemars::schema_for!(T)).unwrap();
    json.push('\n');
    if std::env::var_os("SCHEMA_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &json).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == json, "{name} does not match the types: run with SCHEMA_UPDATE=1, read the file and commit it");
}

#[test]
fn the_schema_files_match_the_types() {
    assert_schema::<ServiceFacts>("service-facts.json");
    assert_schema::<ServiceWords>("service-words.json");
    assert_schema::<Table<CommonWords>>("common-words.json");
    assert_schema::<Table<KindWords>>("kinds-words.json");
    assert_schema::<CompaniesFacts>("companies-facts.json");
    assert_schema::<Table<Source>>("sources.json");
    assert_schema::<RegionsFacts>("regions-facts.json");
    assert_schema::<RegionsWords>("regions-words.json");
    assert_schema::<Table<LawWords, Region>>("law-words.json");
    assert_schema::<AuthoritiesFacts>("authorities-facts.json");
    assert_schema::<AuthoritiesWords>("authorities-words.json");
    assert_schema::<AppWords>("app-words.json");
    assert_schema::<PublisherFacts>("publisher.json");
    assert_schema::<FirstFacts>("first.json");
    assert_schema::<PrivacyWords>("privacy-words.json");
    assert_schema::<Notices>("notices.json");
}
