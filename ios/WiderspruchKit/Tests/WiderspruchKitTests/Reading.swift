import Foundation
import WiderspruchCore

/// Returns a text with plain blanks, as stories and tests write it.
func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "\u{a0}", with: " ").replacingOccurrences(of: "\u{202f}", with: " ")
}

/// Returns the words, with plain blanks, and the action of everything on a screen that can be tapped.
func taps(of screen: Screen) -> [(String, Action)] {
    var found: [(String, Action)] = screen.sections.flatMap(\.rows).flatMap { row -> [(String, Action)] in
        switch row {
        case .item(_, _, let title, _, _, let action): [(title, action)]
        case .actionButton(_, _, let label, let action): [(label, action)]
        case .callout(_, _, _, _, let more?, let action?): [(more, action)]
        case .claim(_, let sources, _, _): sources.compactMap { source in source.action.map { (source.title, $0) } }
        default: []
        }
    }
    if let primary = screen.primary { found.append((primary.label, primary.action)) }
    found += screen.tabs.map { ($0.label, .go(route: $0.route)) }
    return found.map { (plain($0.0), $0.1) }
}

/// Returns the value and the `on_change` command of an input.
func input(_ wanted: String, of screen: Screen) -> (value: String, command: String?)? {
    for row in screen.sections.flatMap(\.rows) {
        switch row {
        case .toggle(wanted, _, _, let value, let command): return (String(value), command)
        case .choice(wanted, _, let value, _, let command): return (value, command)
        case .textField(wanted, _, _, let value, _, _, _): return (value, nil)
        case .dateField(wanted, _, let value, _, _, _, let command): return (value, command)
        default: continue
        }
    }
    return nil
}

/// Returns the name of an input.
func inputName(of row: Row) -> String? {
    switch row {
    case .toggle(let name, _, _, _, _), .choice(let name, _, _, _, _), .textField(let name, _, _, _, _, _, _),
        .dateField(let name, _, _, _, _, _, _), .search(let name, _, _, _, _):
        name
    default: nil
    }
}

/// Returns name and route of the search field, if there is one.
func searchField(of screen: Screen) -> (name: String, route: String)? {
    for case .search(let name, _, _, _, let route) in screen.sections.flatMap(\.rows) { return (name, route) }
    return nil
}

/// Returns all words of a screen, with plain blanks.
func words(of screen: Screen) -> [String] {
    var found: [String?] = [screen.title, screen.notice?.text, screen.primary?.label]
    found += screen.tabs.map(\.label)
    for section in screen.sections {
        found += [section.header, section.footer] + section.rows.flatMap(words)
    }
    return found.compactMap { $0 }.map(plain)
}

private func words(of row: Row) -> [String?] {
    switch row {
    case .paragraph(let text): [text]
    case .callout(_, _, let title, let text, let more, _): [title, text, more]
    case .progress(_, _, let label): [label]
    case .claim(let text, let sources, let readOn, let stale): [text, readOn, stale] + sources.map(\.title)
    case .search(_, let label, let value, let found, _): [label, value, found]
    case .status(_, _, let text, let detail): [text, detail]
    case .item(_, _, let title, let detail, let state, _): [title, detail, state]
    case .step(_, let text): [text]
    case .trail(let caption, let parts, let spoken): [caption, spoken] + parts
    case .settingPicture(let label, let text, let positions, let spoken):
        [label, text, spoken] + positions.flatMap { [$0.word, $0.meaning] }
    case .actionButton(_, _, let label, _): [label]
    case .toggle(_, let label, let detail, _, _): [label, detail]
    case .choice(_, let label, _, let options, _): [label] + options.map(\.label)
    case .textField(_, let label, let hint, let value, _, _, _): [label, hint, value]
    case .dateField(_, let label, _, let shown, _, _, _): [label, shown]
    case .document(let title, _, let paragraphs): [title] + paragraphs
    case .picture(_, let description): [description]
    }
}

/// Returns the name of an enum's case without its values.
func kind(_ value: Any) -> String { Mirror(reflecting: value).children.first?.label ?? "\(value)" }
