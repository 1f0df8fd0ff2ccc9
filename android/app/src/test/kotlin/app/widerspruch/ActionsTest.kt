package app.widerspruch

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.CancellationSignal
import android.print.PrintAttributes
import android.print.PrintDocumentInfo
import android.print.PrintDriver
import android.provider.Settings
import android.text.StaticLayout
import android.text.TextPaint
import android.view.View
import android.view.ViewGroup
import app.widerspruch.core.Action
import app.widerspruch.core.Notice
import app.widerspruch.core.Outcome
import app.widerspruch.core.PrintDocument
import app.widerspruch.core.Row
import app.widerspruch.core.SystemPage
import app.widerspruch.core.Tone
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.File
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** Every kind of action: what leaves the app, what comes back, and what is said where it fails. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class ActionsTest {
    private fun phone(vararg actions: Action): Pair<Phone, FakeCore> {
        val rows = actions.mapIndexed { index, action -> Row.ActionButton(Tone.NEUTRAL, null, "Button $index", action) }
        return FakeCore.phone(*rows.toTypedArray())
    }

    private fun press(action: Action): Triple<Phone, FakeCore, Intent?> {
        val (phone, core) = phone(action)
        phone.tap("Button 0")
        return Triple(phone, core, phone.opened.lastOrNull())
    }

    @Test fun goShowsANewScreenOneBehindATabOrTheSame() {
        val (phone, _) = phone(Action.Go("/deep"), Action.Go("/deeper"), Action.Go("/"), Action.Go("/tab"), Action.Go("/deep"))
        phone.tap("Button 0")
        phone.tap("Button 1")
        assertEquals(listOf("/deeper", 3), listOf(phone.screen.shown?.route, phone.depth))
        phone.tap("Button 0")
        assertEquals("one that lies behind", listOf("/deep", 2), listOf(phone.screen.shown?.route, phone.depth))
        phone.tap("Button 4")
        assertEquals("the same", listOf("/deep", 2), listOf(phone.screen.shown?.route, phone.depth))
        phone.tap("Button 1")
        phone.tap("Button 3")
        assertEquals("a tab", listOf("/tab", 1), listOf(phone.screen.shown?.route, phone.depth))
        phone.tap("Button 2")
        assertEquals("the start", listOf("/", 1), listOf(phone.screen.shown?.route, phone.depth))
    }

    @Test fun whatACommandSaysIsSaidWhereItLeads() {
        val (phone, core) = phone(Action.Go("/deep"), Action.Perform("done"))
        phone.tap("Button 0")
        core.outcome = Outcome(listOf(Action.Go("/")), Notice("It is done.", "undo/1"), false)
        phone.tap("Button 1")
        assertEquals(listOf("/", "It is done."), listOf(phone.screen.shown?.route, phone.notice()))
        core.outcome = Outcome(emptyList(), Notice("Undone.", null), false)
        phone.undo()
        assertEquals("undo/1", core.performed.last().first)
        assertEquals("Undone.", phone.notice())
    }

    @Test fun aScreenReaderHearsWhatWasDoneAndCanTakeItBack() {
        val (phone, core) = phone(Action.Perform("done"))
        core.outcome = Outcome(emptyList(), Notice("It is done.", "undo/1"), false)
        phone.tap("Button 0")
        val notice = phone.screen.findViewById<ViewGroup>(R.id.notice)
        assertEquals(View.ACCESSIBILITY_LIVE_REGION_POLITE, notice.accessibilityLiveRegion)
        val words = notice.getChildAt(0)
        val offered = words.createAccessibilityNodeInfo().actionList.single { it.label == "Undo" }
        words.performAccessibilityAction(offered.id, null)
        phone.settle()
        assertEquals("undo/1", core.performed.last().first)
        if (Build.VERSION.SDK_INT >= 28) {
            val panes = phone.screen.window.decorView.all().mapNotNull { it.accessibilityPaneTitle?.toString() }
            assertEquals(listOf("Title of /"), panes)
        }
    }

    @Test fun backShowsTheScreenBefore() {
        val (phone, _) = phone(Action.Go("/deep"), Action.Back)
        phone.tap("Button 0")
        phone.tap("Button 1")
        assertEquals(listOf("/", 1), listOf(phone.screen.shown?.route, phone.depth))
    }

    @Test fun aPageOpensInTheServicesAppOrOnlyInABrowser() {
        val (_, _, plain) = press(Action.OpenUrl("https://www.linkedin.com/x", false))
        assertEquals(Intent.ACTION_VIEW, plain?.action)
        assertEquals("https://www.linkedin.com/x", plain?.dataString)
        assertEquals(null, plain?.selector)
        val (_, _, browser) = press(Action.OpenUrl("https://www.linkedin.com/x", true))
        assertEquals("https", browser?.selector?.data?.scheme)
    }

    @Test fun mailIsWrittenInAMailProgram() {
        val (_, _, mail) = press(Action.OpenUrl("mailto:a@example.org?subject=b", false))
        assertEquals(listOf(Intent.ACTION_SENDTO, "mailto"), listOf(mail?.action, mail?.data?.scheme))
    }

    @Test fun whatNothingCanOpenIsTold() {
        val action = Action.OpenUrl("https://www.linkedin.com/x", false)
        val (phone, core) = phone(action)
        shadowOf(phone.app).checkActivities(true)
        phone.tap("Button 0")
        assertEquals(listOf<Action>(action), core.failed)
        assertEquals("It did not work.", phone.notice())
    }

    @Test fun aTextIsCopiedOrShared() {
        val (phone, _, _) = press(Action.Copy("copied"))
        assertEquals("copied", phone.clipboard())
        val (_, _, chooser) = press(Action.Share("shared"))

        @Suppress("DEPRECATION")
        val send = chooser?.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)
        assertEquals(listOf("shared", "text/plain"), listOf(send?.getStringExtra(Intent.EXTRA_TEXT), send?.type))
    }

    @Test fun aDocumentIsPrintedOnAsManyPagesAsItNeeds() {
        val (phone, _) = phone()
        for ((count, expected) in listOf(1 to 1..1, 400 to 10..60)) {
            val document = PrintDocument("Title", List(count) { "Paragraph $it: ${"words and words ".repeat(8)}" })
            val printing = Printing(phone.screen, document)
            val attributes = PrintAttributes.Builder()
                .setMediaSize(PrintAttributes.MediaSize.ISO_A4)
                .setResolution(PrintAttributes.Resolution("a", "a", 300, 300))
                .setMinMargins(PrintAttributes.Margins.NO_MARGINS)
                .build()
            var info: PrintDocumentInfo? = null
            printing.onLayout(null, attributes, CancellationSignal(), PrintDriver.layout { info = it }, null)
            assertTrue("${info?.pageCount}", checkNotNull(info).pageCount in expected)
        }
        // The simulated device cannot write a PDF: what stands on the pages is looked at on a phone.
    }

    @Test fun noLineOfAPrintedPageIsCutOrLost() {
        val words = "word ".repeat(2000)
        val layout = StaticLayout.Builder.obtain(words, 0, words.length, TextPaint().apply { textSize = 11f }, 400).build()
        val pages = Printing.breaks(layout, 300)
        assertEquals((0 until layout.lineCount).toList(), pages.flatten())
        assertTrue(pages.all { layout.getLineBottom(it.last) - layout.getLineTop(it.first) <= 300 })
    }

    @Test fun aFileGoesWhereThePersonWantsIt() {
        val action = Action.SaveFile("outbox/pack.html", "pack.html", "text/html")
        val (phone, core) = phone(action)
        File(phone.app.records(), "outbox").mkdirs()
        File(phone.app.records(), "outbox/pack.html").writeText("the pack")
        phone.tap("Button 0")
        val asked = phone.opened.last()
        assertEquals(
            listOf(Intent.ACTION_CREATE_DOCUMENT, "text/html", "pack.html"),
            listOf(asked.action, asked.type, asked.getStringExtra(Intent.EXTRA_TITLE))
        )
        val target = ByteArrayOutputStream()
        val uri = Uri.parse("content://files/1")
        shadowOf(phone.app.contentResolver).registerOutputStream(uri, target)
        phone.answer(asked, Activity.RESULT_OK, Intent().setData(uri))
        assertEquals("the pack", target.toString())
        assertEquals(emptyList<Action>(), core.failed)
    }

    @Test fun aFileThatCannotBeSavedIsTold() {
        val (phone, core) = phone(Action.SaveFile("outbox/gone.html", "gone.html", "text/html"))
        phone.tap("Button 0")
        phone.answer(phone.opened.last(), Activity.RESULT_OK, Intent().setData(Uri.parse("content://files/2")))
        assertEquals(1, core.failed.size)
        assertEquals("It did not work.", phone.notice())
    }

    @Test fun aPickedFileLiesInTheInboxEvenIfTheProcessDiedMeanwhile() {
        val (phone, core) = phone(Action.Pick(listOf("image/png", "image/jpeg"), "take"))
        phone.tap("Button 0")
        val asked = phone.opened.last()
        assertArrayEquals(arrayOf("image/png", "image/jpeg"), asked.getStringArrayExtra(Intent.EXTRA_MIME_TYPES))
        val gateway = phone.app.gateway
        phone.recreate()
        phone.app.gateway = gateway
        phone.resume()
        assertEquals("/", phone.screen.shown?.route)
        val uri = Uri.parse("content://files/3")
        shadowOf(phone.app.contentResolver).registerInputStream(uri, ByteArrayInputStream("picked".toByteArray()))
        phone.answer(asked, Activity.RESULT_OK, Intent().setData(uri))
        val (command, form) = core.performed.single()
        assertEquals("take", command)
        val file = File(checkNotNull(form["file"]))
        assertEquals(listOf("picked", File(phone.app.records(), "inbox")), listOf(file.readText(), file.parentFile))
    }

    @Test fun aFileThatIsTooLargeLeavesNothingBehind() {
        val (phone, core) = phone(Action.Pick(listOf("image/png"), "take"))
        phone.tap("Button 0")
        val uri = Uri.parse("content://files/4")
        shadowOf(phone.app.contentResolver).registerInputStream(uri, ByteArrayInputStream(ByteArray(20_000_001)))
        phone.answer(phone.opened.last(), Activity.RESULT_OK, Intent().setData(uri))
        assertEquals(emptyList<Any>(), core.performed)
        assertEquals(1, core.failed.size)
        assertEquals(0, File(phone.app.records(), "inbox").listFiles().orEmpty().size)
    }

    @Test fun leavingThePickerChangesNothing() {
        val (phone, core) = phone(Action.Pick(listOf("image/png"), "take"))
        phone.tap("Button 0")
        phone.answer(phone.opened.last(), Activity.RESULT_CANCELED, null)
        assertEquals(0, core.performed.size + core.failed.size)
    }

    @Test fun thePermissionIsAskedWhereThereIsOne() {
        val (phone, _) = phone(Action.AskNotificationPermission)
        if (Build.VERSION.SDK_INT >= 33) {
            phone.tap("Button 0")
            val asked = shadowOf(phone.screen).lastRequestedPermission
            assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), asked.requestedPermissions.toList())
        } else {
            phone.tap("Button 0")
            assertEquals(Settings.ACTION_APP_NOTIFICATION_SETTINGS, phone.opened.last().action)
        }
    }

    @Test fun everyPageOfTheSettingsIsFound() {
        val details = Settings.ACTION_APPLICATION_DETAILS_SETTINGS
        val expected = mapOf(
            SystemPage.NOTIFICATIONS to Settings.ACTION_APP_NOTIFICATION_SETTINGS,
            SystemPage.CHANNEL to Settings.ACTION_CHANNEL_NOTIFICATION_SETTINGS,
            SystemPage.BATTERY to details,
            SystemPage.UNUSED_APP to if (Build.VERSION.SDK_INT >= 30) "android.intent.action.AUTO_REVOKE_PERMISSIONS" else details,
            SystemPage.LANGUAGE to if (Build.VERSION.SDK_INT >= 33) "android.settings.APP_LOCALE_SETTINGS" else details
        )
        assertEquals(SystemPage.entries.toSet(), expected.keys)
        for ((page, action) in expected) {
            val (_, _, intent) = press(Action.OpenSystemSettings(page))
            assertEquals("$page", action, intent?.action)
            assertNotNull(intent?.data ?: intent?.getStringExtra(Settings.EXTRA_APP_PACKAGE))
        }
    }
}
