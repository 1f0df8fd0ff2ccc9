import PhotosUI
import SafariServices
import UIKit
import UniformTypeIdentifiers
import WiderspruchCore
import WiderspruchKit

/// Runs actions with the system's sheets, in front of the current screen.
final class SystemActions: NSObject, PhoneActions {
    /// Waits for the files that the person chooses in the open picker; none if it is cancelled.
    private var pendingChoice: CheckedContinuation<[URL], any Error>?

    func open(_ url: URL, inBrowser: Bool) async throws {
        if inBrowser && url.scheme == "https" {
            // `UIApplication.open` would open the service's own app, if it is installed.
            try present(SFSafariViewController(url: url))
        } else if await !UIApplication.shared.open(url) {
            throw ActionFailure.notOpened
        }
    }

    func copy(_ text: String) throws {
        // Letters hold name and address, so the text expires. An hour is enough to sign in and find the form.
        UIPasteboard.general.setItems(
            [[UTType.utf8PlainText.identifier: text]],
            options: [.localOnly: true, .expirationDate: Date(timeIntervalSinceNow: 3600)])
    }

    func share(_ text: String) async throws {
        try present(UIActivityViewController(activityItems: [text], applicationActivities: nil))
    }

    func print(_ document: PrintDocument) async throws {
        guard UIPrintInteractionController.isPrintingAvailable else { throw ActionFailure.noPrinting }
        guard let view = topController?.view else { throw ActionFailure.noWindow }
        let text = document.paragraphs.joined(separator: "\n\n")
        // Hyphens and shapes of letters are those of the letter's language, not of the phone's.
        let letter = NSAttributedString(string: text, attributes: [.languageIdentifier: document.language])
        let pages = UISimpleTextPrintFormatter(attributedText: letter)
        let inch: CGFloat = 72
        pages.perPageContentInsets = UIEdgeInsets(top: inch, left: inch, bottom: inch, right: inch)
        let info = UIPrintInfo.printInfo()
        info.jobName = document.title
        let dialog = UIPrintInteractionController.shared
        dialog.printInfo = info
        dialog.printFormatter = pages
        let isPad = view.traitCollection.userInterfaceIdiom == .pad
        let opened = isPad ? dialog.present(from: middle(of: view), in: view, animated: true) : dialog.present(animated: true)
        if !opened { throw ActionFailure.noPrintDialog }
    }

    func save(_ file: URL, name: String, type: String) async throws {
        // The dialog suggests the name of the file, so the copy needs the right one.
        let folder = FileTransfer.sheetFolder.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let named = folder.appending(path: name)
        try FileTransfer.copy(file, to: named)
        _ = try await choice(from: UIDocumentPickerViewController(forExporting: [named], asCopy: true))
    }

    func pick(_ types: [String], _ chosen: @Sendable (URL) async throws -> Void) async throws {
        // Pictures are in Photos, which the dialog for files does not show.
        let isPicture = !types.isEmpty && types.allSatisfy { $0.hasPrefix("image/") }
        let known = types.compactMap { UTType(mimeType: $0) }
        let files = UIDocumentPickerViewController(forOpeningContentTypes: known.isEmpty ? [.item] : known, asCopy: true)
        for copy in try await choice(from: isPicture ? photoPicker : files) {
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
        guard let url = URL(string: address) else { throw ActionFailure.invalidAddress }
        try await open(url, inBrowser: false)
    }

    /// Closes all sheets, so that a screen can be shown that the system asked for. Cancels the pending choice: a sheet that the
    /// app closes does not call its delegate.
    func dismissSheets() {
        finishChoice([])
        UIPrintInteractionController.shared.dismiss(animated: false)
        rootController?.dismiss(animated: false)
    }

    private var photoPicker: UIViewController {
        var wanted = PHPickerConfiguration()
        wanted.filter = .images
        // Converts HEIC, which not every browser shows.
        wanted.preferredAssetRepresentationMode = .compatible
        return PHPickerViewController(configuration: wanted)
    }

    private func choice(from picker: UIViewController) async throws -> [URL] {
        (picker as? PHPickerViewController)?.delegate = self
        (picker as? UIDocumentPickerViewController)?.delegate = self
        try present(picker)
        picker.presentationController?.delegate = self
        return try await withCheckedThrowingContinuation { continuation in
            // Only the new picker is visible: cancel the choice of an older one.
            finishChoice([])
            pendingChoice = continuation
        }
    }

    private func present(_ controller: UIViewController) throws {
        guard let topController, let view = topController.view else { throw ActionFailure.noWindow }
        // On an iPad some sheets are popovers, which need an anchor.
        controller.popoverPresentationController?.sourceView = view
        controller.popoverPresentationController?.sourceRect = middle(of: view)
        topController.present(controller, animated: true)
    }

    private func middle(of view: UIView) -> CGRect {
        CGRect(x: view.bounds.midX, y: view.bounds.midY, width: 0, height: 0)
    }

    private var topController: UIViewController? {
        var top = rootController
        while let next = top?.presentedViewController { top = next }
        return top
    }

    private var rootController: UIViewController? {
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        let active = scenes.first { $0.activationState == .foregroundActive } ?? scenes.first
        return active?.keyWindow?.rootViewController
    }
}

extension SystemActions: UIDocumentPickerDelegate, PHPickerViewControllerDelegate, UIAdaptivePresentationControllerDelegate {
    func documentPicker(_ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL]) {
        finishChoice(urls)
    }

    func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController) {
        finishChoice([])
    }

    func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
        picker.dismiss(animated: true)
        guard let picture = results.first?.itemProvider, let choice = pendingChoice else { return finishChoice([]) }
        pendingChoice = nil
        _ = picture.loadFileRepresentation(forTypeIdentifier: UTType.image.identifier) { file, _ in
            // The system deletes its file when this closure returns.
            let copy = FileTransfer.sheetFolder.appending(path: UUID().uuidString)
            let isCopied = file.flatMap { try? FileTransfer.copy($0, to: copy) } != nil
            choice.resume(with: isCopied ? .success([copy]) : .failure(ActionFailure.noPicture))
        }
    }

    /// Cancels the choice when the sheet is swiped away, of which not every picker tells its delegate.
    func presentationControllerDidDismiss(_ presentationController: UIPresentationController) {
        finishChoice([])
    }

    private func finishChoice(_ urls: [URL]) {
        pendingChoice?.resume(returning: urls)
        pendingChoice = nil
    }
}
