//! Everything by others that the app contains: a list, and behind each line who holds the copyright and the licence.

use super::paths::Route;
use crate::boundary::{Direction, Icon, Platform, Screen};
use crate::kit::{Line, NOTHING, ScreenBuilder, Target, fill, say, t};
use crate::model::Snapshot;
use crate::words::{Catalogue, Value, w};

/// Language in which licences are written.
const LANGUAGE: &str = "en";

/// Returns the list; `None` if the library is damaged.
pub(super) fn notices_screen(snapshot: &Snapshot<'_>) -> Option<Screen> {
    let notices = Catalogue::notices()?;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::About), t(w::NOTICES_TITLE));
    page.show_preview();
    page.word(w::NOTICES_INTRO);
    page.section();
    let platform = platform_name(snapshot.wording.platform);
    for component in notices.components {
        if platform.is_some_and(|platform| !component.platforms.iter().any(|there| *there == platform)) {
            continue;
        }
        let values: [(&str, &dyn Value); 2] = [("version", &component.version), ("licence", &component.licence)];
        let versioned = fill(w::NOTICES_DETAIL, &values);
        let detail = if component.version.is_empty() { say(&component.licence) } else { versioned };
        let line = Line { icon: None, detail, ..Line::new(Icon::Document, say(&component.name)) };
        page.line(line, Target::Go(&Route::Notice(&component.name)));
    }
    Some(page.done())
}

/// Returns the notice of a component; `None` if there is no such component. It is in the language of the licence.
pub(super) fn notice_screen(snapshot: &Snapshot<'_>, name: &str) -> Option<Screen> {
    let notices = Catalogue::notices()?;
    let component = notices.components.iter().find(|component| component.name == *name)?;
    let mut page = ScreenBuilder::new(snapshot, Some(&Route::Notices), say(&component.name));
    page.show_preview();
    page.text(say(&component.version));
    page.text(say(&component.licence));
    page.text(say(&component.source));
    page.head(NOTHING);
    for line in component.copyright {
        page.text(say(line));
    }
    for id in component.texts {
        page.head(say(id));
        for paragraph in notices.texts.get(id.as_str()).copied().unwrap_or_default() {
            page.text(say(paragraph));
        }
    }
    let mut screen = page.done();
    // A screen reader should read it in its own language. The bar of tabs is the only part in another one.
    (screen.language, screen.direction) = (LANGUAGE.to_owned(), Direction::LeftToRight);
    Some(screen)
}

/// Returns how notices call a platform; `None` for one that shows all of them.
fn platform_name(platform: Platform) -> Option<&'static str> {
    match platform {
        Platform::Android => Some("android"),
        Platform::Ios => Some("ios"),
        Platform::Terminal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::{Action, Row};
    use crate::kit::testing::TestFolder;

    fn listed(platform: Platform) -> Vec<String> {
        let mut folder = TestFolder::empty();
        folder.session.config.platform = platform;
        let screen = notices_screen(&folder.snapshot()).unwrap();
        let rows = screen.sections.into_iter().flat_map(|section| section.rows);
        rows.filter_map(|row| match row {
            Row::Item { title, action: Action::Go { route }, .. } => {
                assert_eq!(route, format!("/about/notices/{title}"));
                Some(title)
            }
            _ => None,
        })
        .collect()
    }

    #[test]
    fn each_phone_lists_what_its_own_app_contains() {
        let [android, ios, all] = [Platform::Android, Platform::Ios, Platform::Terminal].map(listed);
        for (name, on_android, on_ios) in [("serde", true, true), ("jna", true, false), ("kotlin-stdlib", true, false)]
        {
            let lists = |list: &[String]| list.iter().any(|listed| listed == name);
            assert_eq!((lists(&android), lists(&ios), lists(&all)), (on_android, on_ios, true), "{name}");
        }
        assert!(ios.len() > 30 && all.len() >= android.len(), "{} {} {}", android.len(), ios.len(), all.len());
    }

    #[test]
    fn every_component_has_its_licence_as_a_text() {
        let folder = TestFolder::empty();
        let snapshot = folder.snapshot();
        for name in listed(Platform::Terminal) {
            let screen = notice_screen(&snapshot, &name).unwrap();
            let texts: Vec<&str> = screen
                .sections
                .iter()
                .filter(|section| section.header.is_some())
                .flat_map(|section| &section.rows)
                .filter_map(|row| match row {
                    Row::Paragraph { text } => Some(text.as_str()),
                    _ => None,
                })
                .collect();
            assert!(texts.concat().len() > 500, "{name}: {texts:?}");
            assert_eq!(screen.language, LANGUAGE);
        }
        assert!(notice_screen(&snapshot, "nothing").is_none());
    }
}
