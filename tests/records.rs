//! Notes, pictures and the record pack: what is taken in, what is handed out, and that nothing gets lost on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

mod support;

use std::fs;
use std::io::Cursor;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use support::{Phone, journal_line, languages, moment, plain, words};
use widerspruch_core::Core;
use widerspruch_core::boundary::{Action, CoreError, DeviceReport, FormValues, Row};

const NOW: &str = "2026-11-23T20:04:00+01:00";
const PICTURES: &str = "/p1/records/linkedin/ai-training";
const CHECK: &str = "check/p1/linkedin/ai-training";
const ONE_ALTERED: &str = "The pictures have been checked: one copy is missing or has been altered. You added this picture on 23 November 2026, 20:04.";
const HEALED: &str = "The picture was already noted. Its copy was missing or had been altered; the app restores it.";
const ADD: &str = "picture/p1/linkedin/ai-training";
/// A picture of one pixel, and its checksum by `sha256sum`.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\x0bIDATx\x9cc\xf8\x0f\x04\0\x09\xfb\x03\xfd\xfb^k+\0\0\0\0IEND\xaeB`\x82";
const CHECKSUM: &str = "7ac2abfce2be8b46dd9826d597d94edeefc1570b4a992622721b90a1850e3ee9";

fn phone(language: &str) -> Phone {
    let mut phone = Phone::new(language, "DE", NOW);
    phone.welcome();
    phone.perform("confirm/p1/linkedin/ai-training");
    phone.route = PICTURES.to_owned();
    phone
}

/// What a shell does when a file was picked.
fn pick(phone: &mut Phone, name: &str, bytes: &[u8]) {
    let file = phone.folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    phone.file = Some(file);
    let command = ADD.to_owned();
    phone.run(&Action::Pick { accept: Vec::new(), command });
    let inbox = phone.folder.path().join("inbox");
    assert_eq!(fs::read_dir(inbox).unwrap().count(), 0, "nothing stays in the inbox");
}

fn copy(phone: &Phone) -> PathBuf {
    phone.folder.path().join(format!("profiles/p1/evidence/{CHECKSUM}.png"))
}

fn says(phone: &Phone, wanted: &str) -> bool {
    words(&phone.screen()).iter().any(|words| words.contains(wanted))
}

fn pictures(phone: &Phone) -> Vec<String> {
    let rows = phone.screen().sections.into_iter().flat_map(|section| section.rows);
    rows.filter_map(|row| if let Row::Picture { path, .. } = row { Some(path) } else { None }).collect()
}

fn pack(phone: &mut Phone, left_out: &[&str]) -> String {
    phone.route = "/p1/records/pack".to_owned();
    for name in left_out {
        phone.typed.insert((*name).to_owned(), "true".to_owned());
    }
    phone.perform("pack/p1");
    phone.route = PICTURES.to_owned();
    plain(&phone.saved.pop().unwrap())
}

/// Requests, notes with markup in them, a picture, grounds, a wording.
fn used(language: &str) -> Phone {
    let mut phone = phone(language);
    phone.typed.insert("note".into(), "</div><script>alert(1)</script>\n\"&amp;\" 'x' 👍".into());
    phone.perform("note/p1/linkedin/ai-training");
    pick(&mut phone, "a.png", PIXEL);
    phone.typed.insert("grounds".into(), "My <b>own</b> ground".into());
    phone.perform("grounds/p1/linkedin/objection-form");
    phone.perform("confirm/p1/linkedin/objection-form");
    phone.now = moment("2027-02-25T20:00:00-03:30");
    phone.perform("checked/p1/linkedin/ai-training/2027-02-23/on");
    phone
}

#[test]
fn a_picture_is_copied_and_named_by_its_sha256() {
    let mut phone = phone("en");
    pick(&mut phone, "photo.jpg", PIXEL);
    assert_eq!(phone.notice.as_deref(), Some("Saved."));
    assert_eq!(fs::read(copy(&phone)).unwrap(), PIXEL);
    assert_eq!(pictures(&phone), [format!("profiles/p1/evidence/{CHECKSUM}.png")]);
    assert!(says(&phone, CHECKSUM) && says(&phone, "Added: 23 November 2026, 20:04"));
    phone.restart();
    phone.route = PICTURES.to_owned();
    assert_eq!(pictures(&phone).len(), 1);
    pick(&mut phone, "again.png", PIXEL);
    assert_eq!(phone.notice.as_deref(), Some("That had been noted already."));
    assert_eq!(pictures(&phone).len(), 1);
}

#[test]
fn an_invalid_or_oversized_picture_is_refused_and_leaves_no_file() {
    let mut phone = phone("en");
    let mut large = PIXEL.to_vec();
    large.resize(10_000_001, 0);
    let mut cut = photo();
    cut.truncate(cut.len() - 2);
    for (bytes, told) in [
        (&b"%PDF-1.7"[..], "must be PNG, JPEG, WebP or HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "must be PNG"),
        (b"", "must be PNG"),
        (&PIXEL[..33], "holds no whole picture"),
        // Without the data, and with data that end too soon.
        (&[&PIXEL[..33], &PIXEL[56..]].concat(), "holds no whole picture"),
        (&[&PIXEL[..45], &PIXEL[56..]].concat(), "holds no whole picture"),
        (&cut, "holds no whole picture"),
        (&large, "larger than 10 MB"),
    ] {
        pick(&mut phone, "file.png", bytes);
        let failure = phone.failure.take().unwrap();
        assert!(matches!(&failure, CoreError::BadInput { field, .. } if field == "file"), "{failure:?}");
        assert!(plain(&failure.to_string()).contains(told), "{failure}");
    }
    assert!(!phone.folder.path().join("profiles/p1/evidence").exists());
    assert!(pictures(&phone).is_empty());
    pick(&mut phone, "just.png", &large[..10_000_000]);
    assert_eq!(pictures(&phone).len(), 1);
}

#[test]
fn path_traversal_out_of_the_inbox_is_refused() {
    let mut phone = phone("en");
    let outside = phone.folder.path().join("outside.png");
    fs::write(&outside, PIXEL).unwrap();
    for place in [outside.to_str().unwrap(), "../outside.png", "inbox/../outside.png", "..", "/", ""] {
        phone.typed.insert("file".into(), place.into());
        phone.perform(ADD);
        assert!(phone.failure.take().unwrap().to_string().contains("did not arrive"), "{place}");
    }
    assert!(outside.exists(), "what is not ours is not removed");
}

#[test]
fn a_missing_or_corrupt_picture_is_reported_and_repaired_by_adding_it_again() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", PIXEL);
    let copy = copy(&phone);
    fs::remove_file(&copy).unwrap();
    assert!(says(&phone, "is missing on this device") && pictures(&phone).is_empty());
    assert!(pack(&mut phone, &[]).contains("is missing on this device"));
    pick(&mut phone, "a.png", PIXEL);
    assert_eq!(phone.notice.as_deref(), Some(HEALED));
    assert_eq!(pictures(&phone).len(), 1);
    let mut altered = PIXEL.to_vec();
    altered[40] ^= 1;
    fs::write(&copy, &altered).unwrap();
    assert!(!says(&phone, "the checksum does not match"), "nothing is read before somebody asks");
    phone.perform(CHECK);
    assert_eq!(phone.notice.as_deref(), Some(ONE_ALTERED));
    assert_eq!(phone.route, format!("{PICTURES}/check"));
    assert!(says(&phone, "the checksum does not match") && pictures(&phone).is_empty());
    phone.route = PICTURES.to_owned();
    let html = pack(&mut phone, &[]);
    assert!(html.contains("the checksum does not match") && html.contains(CHECKSUM) && !html.contains("data:image"));
    pick(&mut phone, "a.png", PIXEL);
    assert_eq!(phone.notice.as_deref(), Some(HEALED));
    assert_eq!(fs::read(&copy).unwrap(), PIXEL);
    phone.route = format!("{PICTURES}/check");
    assert!(!says(&phone, "The checksum matches.") && !says(&phone, "does not match"), "the copy is a new one");
    phone.perform(CHECK);
    assert_eq!(phone.notice.as_deref(), Some("The pictures have been checked: nothing has changed in their copies."));
    assert!(says(&phone, "The checksum matches."));
    assert_eq!(phone.screen().parent.as_deref(), Some(PICTURES));
    phone.route = PICTURES.to_owned();
    fs::write(&copy, &PIXEL[..PIXEL.len() - 1]).unwrap();
    assert!(says(&phone, "the checksum does not match"), "another size tells without reading");
    assert_eq!(fs::read(copy.with_extension("png.altered")).unwrap(), altered, "nothing gets lost");
}

/// A photo as a phone's camera writes it, turned, with the place at which it was made (52° 31′ north).
fn photo() -> Vec<u8> {
    let mut fields = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    fields.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    fields.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    fields.extend(b"\0\x02\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x44\0\0\0\0");
    fields.extend(b"\0\0\0\x34\0\0\0\x01\0\0\0\x1f\0\0\0\x01\0\0\0\x07\0\0\0\x01");
    let mut photo = b"\xff\xd8\xff\xe1".to_vec();
    photo.extend(u16::try_from(fields.len() + 8).unwrap().to_be_bytes());
    photo.extend(b"Exif\0\0");
    photo.extend(fields);
    photo.extend(b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0data\xff\xd9");
    photo
}

/// How a photo is turned, and whether it names a place, as another reader finds.
fn read_by_others(photo: &[u8]) -> (Option<u32>, bool) {
    let found = exif::Reader::new().read_from_container(&mut Cursor::new(photo)).unwrap();
    let turned = found.get_field(exif::Tag::Orientation, exif::In::PRIMARY);
    let place = found.fields().any(|field| field.tag.context() == exif::Context::Gps);
    (turned.and_then(|field| field.value.get_uint(0)), place)
}

fn copies(phone: &Phone) -> Vec<PathBuf> {
    let folder = phone.folder.path().join("profiles/p1/evidence");
    let mut found: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    found.sort();
    found
}

#[test]
fn the_copy_of_a_photo_names_no_place_and_the_person_is_told() {
    for (language, told) in [
        ("de", "Gespeichert. In der Bilddatei stand, wo das Bild gemacht wurde. In der Kopie steht es nicht mehr."),
        ("en", "Saved. The picture’s file said where it was taken. The copy no longer says it."),
    ] {
        let mut phone = phone(language);
        let photo = photo();
        assert_eq!(read_by_others(&photo), (Some(6), true));
        pick(&mut phone, "photo.jpg", &photo);
        assert_eq!(phone.notice.as_deref(), Some(told));
        let undo = phone.undo.clone().unwrap();
        let [copy] = copies(&phone).try_into().unwrap();
        let bytes = fs::read(&copy).unwrap();
        assert_eq!(read_by_others(&bytes), (Some(6), false));
        // What counts are the checksum and the size of the copy.
        let checksum = copy.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(says(&phone, &checksum));
        phone.route = format!("{PICTURES}/check");
        assert_eq!(pictures(&phone).len(), 1, "the checksum is another");
        phone.route = PICTURES.to_owned();
        let journal = fs::read_to_string(phone.folder.path().join("profiles/p1/journal.jsonl")).unwrap();
        assert!(journal.contains(&format!("\"size\":\"{}\"", bytes.len())), "{journal}");
        let html = pack(&mut phone, &[]);
        assert!(html.contains(&checksum));
        let (_, picture) = html.split_once("data:image/jpeg;base64,").unwrap();
        let exported = unpack_base64(picture.split_once('"').unwrap().0);
        assert_eq!(read_by_others(&exported), (Some(6), false));
        assert_eq!(exported, bytes);
        pick(&mut phone, "again.jpg", &photo);
        assert_eq!((copies(&phone), pictures(&phone).len()), (vec![copy], 1), "the same photo twice is one copy");
        phone.perform(&undo);
        assert_eq!(copies(&phone), [""; 0].map(PathBuf::from));
    }
}

fn unpack_base64(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let value = |letter: &u8| LETTERS.find(char::from(*letter)).unwrap_or(0);
        let bits = four.iter().fold(0, |bits, letter| bits << 6 | value(letter));
        out.extend([16, 8, 0].map(|shift| u8::try_from(bits >> shift & 255).unwrap()));
    }
    out.truncate(out.len() - text.matches('=').count());
    out
}

#[test]
fn a_picture_that_cannot_be_checked_for_a_place_is_kept_and_the_person_is_told() {
    let mut photo = photo();
    // No segment begins so.
    photo[3] = 0x01;
    for (language, told) in [
        (
            "de",
            "Gespeichert. Ob in der Datei steht, wo das Bild gemacht wurde, ließ sich nicht prüfen; sie kann den Ort enthalten. \
             Ein Bildschirmfoto des Bildes enthält ihn nicht.",
        ),
        (
            "en",
            "Saved. The app could not check whether the file says where the picture was taken; it may contain the place. \
             A screenshot of the picture does not contain it.",
        ),
    ] {
        let mut phone = phone(language);
        pick(&mut phone, "odd.jpg", &photo);
        assert_eq!(phone.notice.as_deref(), Some(told));
        assert_eq!(fs::read(&copies(&phone)[0]).unwrap(), photo);
    }
}

#[test]
fn a_link_a_folder_or_a_pipe_in_the_inbox_is_refused() {
    let mut phone = phone("en");
    let outside = phone.folder.path().join("outside.png");
    fs::write(&outside, PIXEL).unwrap();
    let inbox = phone.folder.path().join("inbox");
    fs::create_dir_all(&inbox).unwrap();
    let file = inbox.join("a.png");
    let make: [fn(&Path, &Path); 4] = [
        |file, outside| symlink(outside, file).unwrap(),
        |file, _| fs::create_dir(file).unwrap(),
        |file, _| symlink("/dev/zero", file).unwrap(),
        |file, _| assert!(Command::new("mkfifo").arg(file).status().unwrap().success()),
    ];
    for make in make {
        make(&file, &outside);
        phone.typed.insert("file".into(), "a.png".into());
        phone.perform(ADD);
        let failure = phone.failure.take();
        assert!(matches!(&failure, Some(CoreError::BadInput { field, .. }) if field == "file"), "{failure:?}");
        assert!(fs::symlink_metadata(&file).is_err(), "nothing stays in the inbox");
    }
    assert_eq!(fs::read(&outside).unwrap(), PIXEL);
}

#[test]
fn a_link_or_a_pipe_in_the_place_of_a_copy_is_no_copy() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", PIXEL);
    let copy = copy(&phone);
    let elsewhere = phone.folder.path().join("elsewhere.png");
    fs::rename(&copy, &elsewhere).unwrap();
    symlink(&elsewhere, &copy).unwrap();
    phone.route = format!("{PICTURES}/check");
    assert!(says(&phone, "the checksum does not match") && !says(&phone, "The checksum matches."));
    fs::remove_file(&copy).unwrap();
    assert!(Command::new("mkfifo").arg(&copy).status().unwrap().success());
    assert!(says(&phone, "the checksum does not match"));
    phone.route = PICTURES.to_owned();
    pick(&mut phone, "a.png", PIXEL);
    assert_eq!(fs::read(&copy).unwrap(), PIXEL, "adding it again heals it");
}

#[test]
fn every_altered_copy_is_kept_until_the_picture_is_taken_back() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", PIXEL);
    let undo = phone.undo.clone().unwrap();
    let copy = copy(&phone);
    for altered in ["first", "second", "third"] {
        fs::write(&copy, altered).unwrap();
        pick(&mut phone, "a.png", PIXEL);
    }
    let kept: Vec<_> = copies(&phone).iter().map(|file| fs::read(file).unwrap()).collect();
    assert_eq!(kept.len(), 4);
    for content in [PIXEL, b"first", b"second", b"third"] {
        assert!(kept.iter().any(|kept| kept == content), "{} is lost", content.escape_ascii());
    }
    phone.perform(&undo);
    assert_eq!(copies(&phone), [""; 0].map(PathBuf::from));
}

/// A PNG of almost 10 MB; what it shows depends on `byte`.
fn large_png(byte: u8) -> Vec<u8> {
    with_large_chunk(&vec![byte; 9_999_900])
}

/// The picture of one pixel with data of a moving picture: as it can be shown without them, their checksum need not be right.
fn with_large_chunk(data: &[u8]) -> Vec<u8> {
    let (begin, end) = PIXEL.split_at(PIXEL.len() - 12);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [begin, &length, b"fdAT", data, &[0; 4], end].concat()
}

#[test]
fn an_exported_page_goes_with_a_note_that_is_taken_back_and_a_day_later_with_any_command() {
    let mut phone = phone("en");
    let outbox = phone.folder.path().join("outbox");
    let files = || fs::read_dir(&outbox).map_or(0, Iterator::count);
    phone.typed.insert("note".into(), "My reason is illness".into());
    phone.perform("note/p1/linkedin/ai-training");
    let undo = phone.undo.clone().unwrap();
    phone.perform("pack/p1");
    assert_eq!(files(), 1);
    phone.perform(&undo);
    assert_eq!(files(), 0, "the page says what was taken back");
    phone.perform("pack/p1");
    phone.perform("leave-out/p1/linkedin/research");
    assert_eq!(files(), 1, "the shell may still be saving it");
    phone.now.unix_seconds = i64::try_from(std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    phone.now.unix_seconds += 2 * 86_400;
    phone.perform("confirm/p1/linkedin/ads");
    assert_eq!(files(), 0);
}

#[test]
fn many_pictures_are_checked_in_parts_and_a_part_can_be_repeated() {
    let mut phone = phone("en");
    // Each as large as allowed, so that a part of the check takes two of them.
    for number in 0..5_u8 {
        pick(&mut phone, "a.png", &large_png(number));
    }
    let check = |phone: &Phone, command: &str| phone.core.perform(command, &FormValues::new(), phone.now).unwrap();
    let first = check(&phone, CHECK).long_act.unwrap();
    assert_eq!((first.done, first.total), (2, 5));
    assert_eq!(first.label, "2 of 5 pictures have been checked.");
    assert_eq!(check(&phone, &first.command), check(&phone, &first.command), "twice is harmless");
    let second = check(&phone, &first.command).long_act.unwrap();
    assert_eq!((second.done, second.total), (4, 5));
    let last = check(&phone, &second.command);
    assert_eq!((last.long_act, last.notice.is_some()), (None, true));
    assert_eq!(check(&phone, &format!("{CHECK}/99")).long_act, None, "a number of another list ends the check");
    phone.core = Core::open(phone.config.clone()).unwrap();
    let again = check(&phone, &second.command);
    assert_eq!(again.long_act.as_ref(), Some(&first), "a new process knows no result, so it begins again");
    assert_eq!(again.notice, None);
    assert_eq!(check(&phone, &first.command).long_act, Some(second.clone()));
    check(&phone, &second.command);
    phone.route = format!("{PICTURES}/check");
    let matches = words(&phone.screen()).into_iter().filter(|words| words == "The checksum matches.").count();
    assert_eq!(matches, 5);
}

#[test]
fn undo_and_erasing_delete_the_copied_picture() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", PIXEL);
    let undo = phone.undo.clone().unwrap();
    // Elsewhere, too: then the copy stays as long as one of both names it.
    phone.perform("confirm/p1/linkedin/research");
    let inbox = phone.folder.path().join("inbox/b");
    fs::write(&inbox, PIXEL).unwrap();
    phone.typed.insert("file".into(), "b".into());
    phone.perform("picture/p1/linkedin/research");
    let second = phone.undo.clone().unwrap();
    phone.perform(&undo);
    assert!(copy(&phone).exists() && pictures(&phone).is_empty());
    phone.perform(&second);
    assert!(!copy(&phone).exists());
    pick(&mut phone, "a.png", PIXEL);
    assert!(copy(&phone).exists());
    pack(&mut phone, &[]);
    phone.route = "/".to_owned();
    phone.typed.insert("sure".into(), "true".into());
    phone.perform("person/p1/erase");
    for gone in ["profiles/p1", "inbox", "outbox"] {
        assert!(!phone.folder.path().join(gone).exists(), "{gone}");
    }
}

#[test]
fn notes_and_pictures_for_missing_objects_are_refused() {
    let mut phone = phone("en");
    for to in ["linkedin/nothing", "nothing/ads", "requests/a1-9"] {
        phone.typed.insert("note".into(), "text".into());
        phone.perform(&format!("note/p1/{to}"));
        assert!(phone.failure.is_none() && phone.undo.is_none(), "{to}");
        fs::create_dir_all(phone.folder.path().join("inbox")).unwrap();
        fs::write(phone.folder.path().join("inbox/a"), PIXEL).unwrap();
        phone.typed.insert("file".into(), "a".into());
        phone.perform(&format!("picture/p1/{to}"));
        assert!(phone.failure.is_none() && phone.undo.is_none(), "{to}");
        assert!(!phone.folder.path().join("inbox/a").exists());
    }
    assert!(!phone.folder.path().join("profiles/p1/evidence").exists());
    phone.perform("note/p1/requests/x");
    assert!(matches!(phone.failure, Some(CoreError::UnknownCommand { .. })), "a request is named by an entry");
}

#[test]
fn the_record_pack_is_valid_html_without_scripts_or_external_resources() {
    for language in &languages() {
        let mut phone = used(language);
        for left_out in [&[][..], &["without_grounds"], &["without_pictures"], &["without_grounds", "without_pictures"]]
        {
            let html = pack(&mut phone, left_out);
            let parsed = parse_document(RcDom::default(), ParseOpts::default()).one(html.as_str());
            let errors = parsed.errors.borrow();
            assert!(errors.is_empty(), "{errors:?}");
            let mut seen = Vec::new();
            judge(&parsed.document, &mut seen);
            for wanted in ["html", "title", "h1", "h2", "h3", "ol", "li"] {
                assert!(seen.iter().any(|name| name == wanted), "{wanted}");
            }
            assert_eq!(seen.iter().any(|name| name == "img"), !left_out.contains(&"without_pictures"));
            assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"ltr\">")));
        }
    }
}

/// No element that runs or fetches something, no address but of data; every element with its name.
fn judge(node: &Handle, seen: &mut Vec<String>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let known =
            ["html", "head", "meta", "style", "title", "body", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "div"];
        let name = name.local.to_string();
        assert!(known.contains(&name.as_str()) || ["br", "img"].contains(&name.as_str()), "{name}");
        for attribute in attrs.borrow().iter() {
            let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            assert!(!key.starts_with("on") && !value.contains("http:") && !value.contains("https:"), "{key}={value}");
            match key.as_str() {
                "src" => assert!(value.starts_with("data:image/png;base64,"), "{value}"),
                "alt" => assert!(!value.trim().is_empty(), "a picture is described"),
                "lang" | "dir" | "class" | "charset" | "name" | "content" | "http-equiv" => {}
                _ => panic!("{key}={value}"),
            }
        }
        seen.push(name);
    }
    if let NodeData::Text { contents } = &node.data
        && node.parent.take().and_then(|parent| parent.upgrade()).is_some_and(|parent| is_style(&parent))
    {
        let style = contents.borrow();
        assert!(!style.contains("url(") && !style.contains('@'), "{style}");
    }
    for child in node.children.borrow().iter() {
        judge(child, seen);
    }
}

fn is_style(node: &Handle) -> bool {
    matches!(&node.data, NodeData::Element { name, .. } if &*name.local == "style")
}

#[test]
fn what_a_person_typed_runs_in_its_own_direction() {
    let mut phone = phone("en");
    for (command, input, text) in [
        ("person/p1/rename", "name", "\u{5e8}\u{5d5}\u{5ea}"),
        ("note/p1/linkedin/ai-training", "note", "\u{645}\u{644}\u{627}\u{62d}\u{638}\u{629}"),
        ("grounds/p1/linkedin/objection-form", "grounds", "\u{633}\u{628}\u{628}"),
    ] {
        phone.typed.insert(input.into(), text.into());
        phone.perform(command);
    }
    phone.perform("confirm/p1/linkedin/objection-form");
    let page = pack(&mut phone, &[]);
    assert!(page.contains("<li dir=\"auto\">\u{5e8}\u{5d5}\u{5ea}</li>"), "{page}");
    assert_eq!(page.matches("class=\"own\"").count(), page.matches("class=\"own\" dir=\"auto\"").count());
    assert!(page.matches("class=\"own\" dir=\"auto\"").count() >= 2, "{page}");
    // The letter is in the language of who reads it, and the page says so.
    assert!(page.contains("class=\"own\" dir=\"auto\" lang=\"de\">Sehr geehrte Damen und Herren"), "{page}");
}

#[test]
fn an_act_of_a_newer_version_appears_in_the_record_pack() {
    let mut phone = phone("en");
    assert!(!pack(&mut phone, &[]).contains("newer version"));
    let journal = phone.folder.path().join("profiles/p1/journal.jsonl");
    let newer = journal_line("b2-1", 9, r#"{"act":"hologram_added","to":"linkedin"}"#);
    fs::write(&journal, fs::read_to_string(&journal).unwrap() + &newer).unwrap();
    phone.restart();
    let html = pack(&mut phone, &[]);
    let wanted = "<h2>What a newer version of the app noted</h2>\n<ol>\n<li>Entry that this version of the app does not \
                  understand · noted: ";
    assert!(html.contains(wanted), "{html}");
}

#[test]
fn omitted_grounds_and_pictures_do_not_leak_into_the_record_pack() {
    let mut phone = used("en");
    let whole = pack(&mut phone, &[]);
    assert!(whole.contains("My &lt;b&gt;own&lt;/b&gt; ground"));
    assert!(whole.contains("&lt;/div&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n&quot;&amp;amp;&quot; 'x' 👍"));
    assert!(whole.contains("<img alt=\"Picture for “"), "a screen reader says what the picture belongs to");
    assert!(whole.contains("data:image/png;base64,iVBORw0KGgo") && whole.contains(CHECKSUM));
    // A look later, in another zone; the file itself then, too.
    assert!(whole.contains("25 February 2027, 20:00 (UTC-03:30)"));
    let short = pack(&mut phone, &["without_grounds"]);
    assert!(!short.contains("ground</") && !short.contains("own&lt;") && short.contains("My reasons"), "{short}");
    let small = pack(&mut phone, &["without_pictures"]);
    assert!(!small.contains("data:image") && small.contains(CHECKSUM) && small.contains("Pictures were left out"));
}

#[test]
fn omitted_grounds_do_not_leak_through_the_wording_of_a_request() {
    let mut phone = phone("en");
    phone.perform("request/p1/linkedin/objection/begin");
    let id = phone.route.rsplit('/').next().unwrap().to_owned();
    let path = phone.folder.path().join("profiles/p1/journal.jsonl");
    let mut journal = fs::read_to_string(&path).unwrap();
    let (installation, number) = id.split_once('-').unwrap();
    let number: u32 = number.parse::<u32>().unwrap() + 1;
    let written = serde_json::json!({"v": 1, "id": format!("{installation}-{number}"), "seq": 900, "at": 1_795_460_700,
        "offset": 3600, "acts": [{"act": "request_written", "request": id, "field": "grounds", "text": "GROUND"}]});
    let sent = serde_json::json!({"v": 1, "id": format!("{installation}-{}", number + 1), "seq": 901, "at": 1_795_460_700,
        "offset": 3600, "acts": [
        {"act": "request_noted", "request": id, "event": "sent_by_post", "on": "2026-11-23", "via": "app"},
        {"act": "request_written", "request": id, "field": "letter", "text": "Dear all, GROUND"},
    ]});
    for entry in [written.to_string(), sent.to_string()] {
        journal.push_str(&format!("{:08x} {entry}\n", support::crc32(entry.as_bytes())));
    }
    fs::write(&path, journal).unwrap();
    let whole = pack(&mut phone, &[]);
    assert!(whole.contains("Dear all, GROUND"), "{whole}");
    assert!(!pack(&mut phone, &["without_grounds"]).contains("GROUND"));
}

#[test]
fn the_announced_size_of_the_record_pack_matches_the_file() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", &with_large_chunk(&[7; 1_200_000]));
    phone.route = "/p1/records/pack".to_owned();
    let shown = words(&phone.screen());
    assert!(shown.iter().any(|text| text.ends_with("The notes stay in the file.")), "{shown:#?}");
    let whole = pack(&mut phone, &[]).len();
    assert!((1_600_000..1_700_000).contains(&whole), "{whole}");
    assert!(shown.contains(&"About 1.7 MB".to_owned()), "{shown:#?}");
    let small = pack(&mut phone, &["without_pictures"]).len().div_ceil(1000);
    assert!(shown.iter().any(|text| text.contains(&format!("bout {small} kB"))), "{small}: {shown:#?}");
}

#[test]
fn the_outbox_keeps_only_the_latest_record_pack() {
    let mut phone = phone("en");
    pack(&mut phone, &[]);
    phone.now = moment("2026-11-24T20:00:00+01:00");
    pack(&mut phone, &[]);
    let there: Vec<_> =
        fs::read_dir(phone.folder.path().join("outbox")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(there, ["records-2026-11-24.html"]);
}

#[test]
fn undo_of_a_request_with_notes_is_refused() {
    let mut phone = phone("en");
    let request = phone.begin("access");
    let undo = phone.undo.clone().unwrap();
    phone.typed.insert("note".to_owned(), "Called them.".to_owned());
    phone.perform(&format!("note{request}"));
    let attached = format!("/p1/records{}", request.strip_prefix("/p1").unwrap());
    assert_eq!(phone.route, attached);
    phone.perform(&undo);
    assert_eq!(phone.route, attached, "told where it is");
    assert!(says(&phone, "Called them."));
    let remove = phone.undo.clone();
    assert_eq!(remove, None, "nothing was taken back");
}

#[test]
fn orphaned_files_on_their_way_are_deleted_after_a_day() {
    let mut phone = phone("en");
    pack(&mut phone, &[]);
    let inbox = phone.folder.path().join("inbox");
    let outbox = phone.folder.path().join("outbox");
    fs::create_dir_all(&inbox).unwrap();
    fs::write(inbox.join("left.png"), PIXEL).unwrap();
    let today = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let mut report = |hours: u64| {
        phone.now.unix_seconds = i64::try_from(today + hours * 3600).unwrap();
        phone.core.report(DeviceReport::default(), phone.now).unwrap();
        [&inbox, &outbox].map(|folder| fs::read_dir(folder).unwrap().count())
    };
    assert_eq!(report(1), [1, 1], "they may be on their way");
    assert_eq!(report(25), [0, 0]);
}

#[test]
fn taking_a_picture_back_removes_what_was_made_of_it() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", PIXEL);
    let undo = phone.undo.clone().unwrap();
    let copy = copy(&phone);
    fs::write(&copy, b"\x89PNG\r\n\x1a\nother").unwrap();
    pick(&mut phone, "a.png", PIXEL);
    pack(&mut phone, &[]);
    let made = [copy.clone(), copy.with_extension("png.altered"), phone.folder.path().join("outbox")];
    assert!(made.iter().all(|path| path.exists()));
    phone.perform(&undo);
    for path in made {
        assert!(!path.exists(), "{path:?}");
    }
}

#[test]
fn records_of_a_guide_no_longer_offered_are_kept() {
    let mut phone = phone("en");
    pick(&mut phone, "a.png", PIXEL);
    phone.perform("account/p1/linkedin/membership/none");
    let whole = pack(&mut phone, &[]);
    assert!(whole.contains("switched off") && whole.contains(CHECKSUM), "{whole}");
    assert!(says(&phone, CHECKSUM), "its pictures can be seen");
    phone.route = "/p1/records".to_owned();
    assert!(says(&phone, "LinkedIn: AI training") && !says(&phone, "Nothing noted yet"));
}
