package app.widerspruch

import android.Manifest
import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipDescription
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.os.PersistableBundle
import android.print.PrintJob
import android.print.PrintManager
import android.provider.MediaStore
import android.provider.Settings
import android.system.ErrnoException
import android.system.OsConstants
import app.widerspruch.core.Action
import app.widerspruch.core.FailedAction
import app.widerspruch.core.Notice
import app.widerspruch.core.SystemPage
import java.io.File

/** Runs the actions of rows and commands, in one `when` over all kinds. A failed action is reported to the core, which words it. */
class Actions(private val activity: ScreenActivity, saved: Bundle?) {
    /** File to save, or command to perform, once the person has chosen in a system dialog. Survives process death. */
    private var awaitingChoice: String? = saved?.getString(WAITING)

    fun run(action: Action, notice: Notice? = null) {
        try {
            attempt(action, notice)
        } catch (problem: ActivityNotFoundException) {
            reportFailure(action, problem)
        } catch (problem: SecurityException) {
            // An app or a page of the settings that lets nobody in.
            reportFailure(action, problem)
        }
    }

    private fun attempt(action: Action, notice: Notice?): Unit = when (action) {
        is Action.Go -> activity.go(action.route, notice)
        is Action.Back -> activity.finish()
        is Action.Perform -> activity.perform(action.command)
        is Action.OpenUrl -> openUrl(action)
        is Action.Copy -> copy(action.text)
        is Action.Share -> share(action.text)
        is Action.Print -> print(action)
        is Action.SaveFile -> saveFile(action)
        is Action.Pick -> pick(action)
        is Action.AskNotificationPermission -> askPermission()
        is Action.OpenSystemSettings -> activity.startActivity(settingsIntent(action.which))
    }

    private fun openUrl(action: Action.OpenUrl) {
        val uri = Uri.parse(action.url)
        val view = when {
            uri.scheme == "mailto" -> Intent(Intent.ACTION_SENDTO, uri)
            else -> Intent(Intent.ACTION_VIEW, uri).addCategory(Intent.CATEGORY_BROWSABLE)
        }
        if (action.browserOnly && uri.scheme != "mailto") {
            // An address without a host matches browsers only: the service's own app declares its hosts.
            view.selector = Intent(Intent.ACTION_VIEW, Uri.fromParts("https", "", null)).addCategory(Intent.CATEGORY_BROWSABLE)
        }
        activity.startActivity(view)
    }

    private fun copy(text: String) {
        // Letters hold name and address: from Android 13 on, the system then shows no preview of the clipboard.
        val sensitive = PersistableBundle().apply { putBoolean(ClipDescription.EXTRA_IS_SENSITIVE, true) }
        activity.copy(activity.title, text, sensitive)
    }

    private fun share(text: String) {
        val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        activity.startActivity(Intent.createChooser(send, null))
    }

    private fun print(action: Action.Print) {
        val document = action.document
        // `null` on a phone that cannot print.
        val job: PrintJob? = activity.systemService<PrintManager>().print(document.title, Printing(activity, document), null)
        if (job == null) reportFailure(action, "PrintManager.print: null")
    }

    private fun saveFile(action: Action.SaveFile) {
        awaitingChoice = action.path
        val create = Intent(Intent.ACTION_CREATE_DOCUMENT)
            .addCategory(Intent.CATEGORY_OPENABLE)
            .setType(action.mime)
            .putExtra(Intent.EXTRA_TITLE, action.name)
        activity.startActivityForResult(create, SAVE)
    }

    private fun pick(action: Action.Pick) {
        awaitingChoice = action.command
        val types = action.accept.toTypedArray()
        val files = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType(types.singleOrNull() ?: "*/*")
        val photos = Intent(MediaStore.ACTION_PICK_IMAGES).setType("image/*")
        val hasPhotos = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU && types.isNotEmpty() && types.all { it.startsWith("image/") }
        try {
            activity.startActivityForResult((if (hasPhotos) photos else files).putExtra(Intent.EXTRA_MIME_TYPES, types), PICK)
        } catch (_: ActivityNotFoundException) {
            activity.startActivityForResult(files.putExtra(Intent.EXTRA_MIME_TYPES, types), PICK)
        }
    }

    private fun askPermission() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            activity.requestPermissions(arrayOf(Manifest.permission.POST_NOTIFICATIONS), PERMISSION)
        } else {
            activity.startActivity(settingsIntent(SystemPage.NOTIFICATIONS))
        }
    }

    private fun settingsIntent(which: SystemPage): Intent {
        val app = Uri.fromParts("package", activity.packageName, null)
        val details = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, app)
        val notifications = Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, activity.packageName)
        return when (which) {
            SystemPage.NOTIFICATIONS -> notifications

            SystemPage.CHANNEL -> Intent(Settings.ACTION_CHANNEL_NOTIFICATION_SETTINGS)
                .putExtra(Settings.EXTRA_APP_PACKAGE, activity.packageName)
                .putExtra(Settings.EXTRA_CHANNEL_ID, Reminders.CHANNEL)

            SystemPage.BATTERY -> details

            SystemPage.UNUSED_APP ->
                if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) Intent(Intent.ACTION_AUTO_REVOKE_PERMISSIONS, app) else details

            SystemPage.LANGUAGE ->
                if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) Intent(Settings.ACTION_APP_LOCALE_SETTINGS, app) else details
        }
    }

    /** Handles the result of [saveFile] or [pick]. Copies in the background, since the other app may be slow. */
    fun onResult(request: Int, result: Int, data: Intent?) {
        val asked = awaitingChoice ?: return
        awaitingChoice = null
        val uri = data?.data?.takeIf { result == Activity.RESULT_OK } ?: return
        val context = activity.applicationContext
        when (request) {
            SAVE -> activity.app.gateway.background({ Files.exportTo(context, File(context.recordsFolder(), asked), uri) }) { done ->
                done.onFailure { reportFailure(Action.SaveFile(asked, "", ""), it) }
            }

            PICK -> activity.app.gateway.background({ Files.copyToInbox(context, uri) }) { copied ->
                val form = { file: File -> mapOf("file" to file.path) }
                copied.fold({ activity.perform(asked, keepInputs = true, form(it)) }) { reportFailure(Action.Pick(emptyList(), asked), it) }
            }
        }
    }

    private fun reportFailure(action: Action, problem: Throwable) = reportFailure(action, describeFailure(problem))

    /** Reports a failed action to the core and shows the notice that comes back. */
    private fun reportFailure(action: Action, details: String) {
        val failed = FailedAction(action, details)
        activity.app.gateway.call({ core -> core.report(Device.report(activity, failed = failed), activity.app.now()) }) { outcome ->
            outcome.fold({ it.notice }, activity::failureNotice)?.let(activity::showNotice)
        }
    }

    fun save(state: Bundle) {
        state.putString(WAITING, awaitingChoice)
    }

    private companion object {
        const val WAITING = "waiting"
        const val SAVE = 2
        const val PICK = 3
        const val PERMISSION = 4
    }
}

/**
 * Returns an error and its causes in one line. Messages are left out, since the system writes addresses and paths into them; the
 * name of the system's error number, and the reason of our own errors, say enough.
 */
fun describeFailure(problem: Throwable): String = generateSequence(problem) { it.cause }.take(MAX_CAUSES).joinToString(" < ") { error ->
    val reason = when (error) {
        is ErrnoException -> OsConstants.errnoName(error.errno)
        is FileCopyException -> error.reason
        else -> null
    }
    listOfNotNull(error.javaClass.name, reason).joinToString(": ")
}

private const val MAX_CAUSES = 8
