import PhotosUI
import SafariServices
import UIKit
import UniformTypeIdentifiers
import WiderspruchCore
import WiderspruchKit

/// What needs the system's own sheets, in front of the screen that is shown.
final class SystemActions: NSObject, PhoneActions {
    /// Goes on when the person chose files, or none.
    private var choosing: CheckedContinuation<[URL], any Error>?

    func open(_ url: URL, inBrowser: Bool) async throws {
        if inBrowser && url.scheme == "https" {
            // The system would hand the address to the service's own app, if that is installed.
            try present(SFSafariViewController(url: url))
        } else if await !UIApplication.shared.open(url) {
            throw ActionFailure()
        }
    }

    func copy(_ text: String) throws {
        // A letter has the person's name and address. An hour is enough to sign in and find the form; later it is copied again.
        UIPasteboard.general.setItems(
            [[UTType.utf8PlainText.identifier: text]],
            options: [.localOnly: true, .expirationDate: Date(timeIntervalSinceNow: 3600)])
    }

    func share(_ text: String) async throws {
        try present(UIActivityViewController(activityItems: [text], applicationActivities: nil))
    }

    func print(_ document: PrintDocument) async throws {
        guard UIPrintInteractionController.isPrintingAvailable, let view = front?.view else { throw ActionFailure() }
        let text = document.paragraphs.joined(separator: "\n\n")
        let pages = UISimpleTextPrintFormatter(text: text)
        let inch: CGFloat = 72
        pages.perPageContentInsets = UIEdgeInsets(top: inch, left: inch, bottom: inch, right: inch)
        let info = UIPrintInfo.printInfo()
        info.jobName = document.title
        let dialog = UIPrintInteractionController.shared
        dialog.printInfo = info
        dialog.printFormatter = pages
        let isPad = view.traitCollection.userInterfaceIdiom == .pad
        let opened = isPad ? dialog.present(from: middle(of: view), in: view, animated: true) : dialog.present(animated: true)
        if !opened { throw ActionFailure() }
    }

    func save(_ file: URL, name: String, type: String) async throws {
        // The dialog suggests the name that the file has.
        let folder = Passage.tray.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let named = folder.appending(path: name)
        try Passage.copy(file, to: named)
        _ = try await chosen(from: UIDocumentPickerViewController(forExporting: [named], asCopy: true))
    }

    func pick(_ types: [String], _ chosen: @Sendable (URL) async throws -> Void) async throws {
        // Pictures lie in Photos, which the dialog for files does not show.
        let isPicture = !types.isEmpty && types.allSatisfy { $0.hasPrefix("image/") }
        let known = types.compactMap { UTType(mimeType: $0) }
        let files = UIDocumentPickerViewController(forOpeningContentTypes: known.isEmpty ? [.item] : known, asCopy: true)
        for copy in try await self.chosen(from: isPicture ? photos : files) {
            defer { try? FileManager.default.removeItem(at: copy) }
            try await chosen(copy)
        }
    }

    func openSettings(_ page: SystemPage) async throws {
        let address =
            switch page {
            case .notifications, .channel: UIApplication.openNotificationSettingsURLString
            case .battery, .unusedApp, .language: UIApplication.openSettingsURLString
            }
        guard let url = URL(string: address) else { throw ActionFailure() }
        try await open(url, inBrowser: false)
    }

    /// Closes what stands in front of the screens, because the system asked for one of them. Who waits for a choice gets none:
    /// a sheet that is closed by the app tells its delegates nothing.
    func putAway() {
        choose([])
        UIPrintInteractionController.shared.dismiss(animated: false)
        base?.dismiss(animated: false)
    }

    private var photos: UIViewController {
        var wanted = PHPickerConfiguration()
        wanted.filter = .images
        // What an iPhone's camera writes, not every browser shows.
        wanted.preferredAssetRepresentationMode = .compatible
        return PHPickerViewController(configuration: wanted)
    }

    private func chosen(from picker: UIViewController) async throws -> [URL] {
        (picker as? PHPickerViewController)?.delegate = self
        (picker as? UIDocumentPickerViewController)?.delegate = self
        try present(picker)
        picker.presentationController?.delegate = self
        return try await withCheckedThrowingContinuation { going in
            // Two at once cannot be seen; whoever waits for the older one waits for nothing.
            choose([])
            choosing = going
        }
    }

    private func present(_ controller: UIViewController) throws {
        guard let front, let view = front.view else { throw ActionFailure() }
        // On an iPad some sheets point to what they come from.
        controller.popoverPresentationController?.sourceView = view
        controller.popoverPresentationController?.sourceRect = middle(of: view)
        front.present(controller, animated: true)
    }

    private func middle(of view: UIView) -> CGRect {
        CGRect(x: view.bounds.midX, y: view.bounds.midY, width: 0, height: 0)
    }

    private var front: UIViewController? {
        var front = base
        while let next = front?.presentedViewController { front = next }
        return front
    }

    private var base: UIViewController? {
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        let active = scenes.first { $0.activationState == .foregroundActive } ?? scenes.first
        return active?.keyWindow?.rootViewController
    }
}

extension SystemActions: UIDocumentPickerDelegate, PHPickerViewControllerDelegate, UIAdaptivePresentationControllerDelegate {
    func documentPicker(_ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL]) {
        choose(urls)
    }

    func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController) {
        choose([])
    }

    func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
        picker.dismiss(animated: true)
        guard let picture = results.first?.itemProvider, let going = choosing else { return choose([]) }
        choosing = nil
        _ = picture.loadFileRepresentation(forTypeIdentifier: UTType.image.identifier) { file, _ in
            // The system takes its file back when this returns.
            let copy = Passage.tray.appending(path: UUID().uuidString)
            let isCopied = file.flatMap { try? Passage.copy($0, to: copy) } != nil
            going.resume(with: isCopied ? .success([copy]) : .failure(ActionFailure()))
        }
    }

    /// Swiped away, of which the picker itself does not always tell.
    func presentationControllerDidDismiss(_ presentationController: UIPresentationController) {
        choose([])
    }

    private func choose(_ urls: [URL]) {
        choosing?.resume(returning: urls)
        choosing = nil
    }
}
