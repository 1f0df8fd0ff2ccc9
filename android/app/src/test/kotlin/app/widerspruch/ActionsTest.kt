package app.widerspruch

import android.Manifest
import android.app.Activity
import android.app.AlertDialog
import android.content.ClipDescription
import android.content.ClipboardManager
import android.content.ComponentName
import android.content.ContentProvider
import android.content.ContentValues
import android.content.Intent
import android.content.IntentFilter
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.os.Parcel
import android.os.ParcelFileDescriptor
import android.os.Parcelable
import android.provider.DocumentsContract
import android.provider.MediaStore
import android.provider.Settings
import android.system.ErrnoException
import android.system.OsConstants
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.EditText
import android.widget.ProgressBar
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.CoreException
import app.widerspruch.core.LongAct
import app.widerspruch.core.Outcome
import app.widerspruch.core.PermissionState
import app.widerspruch.core.Row
import app.widerspruch.core.SystemPage
import app.widerspruch.core.Tone
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.FileNotFoundException
import java.io.FilterInputStream
import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowActivity
import org.robolectric.shadows.ShadowBuild
import org.robolectric.shadows.ShadowDialog

/** Tests every kind of action. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class ActionsTest {
    private lateinit var core: FakeCore

    /** Starts on a core with two tabs and three screens, each with a button for every action. */
    private fun show(vararg actions: Action): Phone {
        val rows = actions.map { Row.ActionButton(Tone.NEUTRAL, null, it::class.java.simpleName, it) }.toTypedArray<Row>()
        core = FakeCore(*listOf("/", "/other", "/a", "/a/b", "/a/b/c").map { screen(*rows, route = it, title = "At $it") }.toTypedArray())
        return Phone(core = core).start()
    }

    /** Taps the button of this action. */
    private fun Phone.tap(action: Action) = tap(action::class.java.simpleName)

    private fun run(action: Action): Phone = show(action).apply { tap(action) }

    private fun Phone.assertAt(route: String, depth: Int) {
        assertEquals(route, screen.shown?.route)
        assertEquals("At $route", screen.title)
        assertEquals(depth, this.depth)
    }

    private fun Phone.assertReported(action: Action) {
        assertEquals(listOf(action), core.failed)
        assertEquals(FakeCore.DID_NOT_WORK, notice())
    }

    private val Phone.inbox get() = File(app.recordsFolder(), "inbox").listFiles().orEmpty().toList()

    @Test fun aNewKindOfActionNeedsATest() {
        // Add a test for the new kind, then count it here.
        assertEquals(11, Action::class.java.declaredClasses.count(Action::class.java::isAssignableFrom))
    }

    @Test fun goOpensANewScreenInFront() {
        run(Action.Go("/a")).assertAt("/a", depth = 2)
    }

    @Test fun goToARouteBehindPopsBackToIt() {
        val phone = show()
        listOf("/a", "/a/b", "/a/b/c").forEach(phone::go)
        phone.assertAt("/a/b/c", depth = 4)
        phone.go("/a")
        phone.assertAt("/a", depth = 2)
        phone.back()
        phone.assertAt("/", depth = 1)
    }

    @Test fun goToATabClosesTheScreensInFront() {
        val phone = show()
        listOf("/a", "/a/b", "/other").forEach(phone::go)
        phone.assertAt("/other", depth = 1)
        phone.go("/")
        phone.assertAt("/", depth = 1)
    }

    @Test fun goToTheSameRouteReloads() {
        val phone = show()
        phone.go("/a")
        core.screens["/a"] = screen(route = "/a", title = "New at /a")
        phone.go("/a")
        assertEquals("New at /a", phone.screen.title)
        assertEquals(2, phone.depth)
    }

    @Test fun theNoticeOfACommandIsShownOnTheScreenItLeadsTo() {
        val phone = show()
        for ((from, to) in listOf("/" to "/a", "/a" to "/a/b", "/a/b" to "/a/b", "/a/b" to "/a", "/a" to "/other", "/other" to "/a")) {
            assertEquals(from, phone.screen.shown?.route)
            core.answer = { Outcome(listOf(Action.Go(to)), notice("From $from to $to."), false, null) }
            phone.perform("leave")
            assertEquals(to, phone.screen.shown?.route)
            assertEquals("From $from to $to.", phone.notice())
        }
    }

    @Test fun theNextTapHidesTheNotice() {
        val phone = show(Action.Go("/a"))
        core.answer = { Outcome(emptyList(), notice("Kept."), false, null) }
        phone.perform("keep")
        assertEquals("Kept.", phone.notice())
        phone.tap(Action.Go("/a"))
        assertNull(phone.notice())
        phone.back()
        assertNull(phone.notice())
    }

    @Test fun undoSendsTheUndoCommandOfTheNotice() {
        val phone = show()
        core.answer = { Outcome(emptyList(), notice("Kept.", "undo/1"), false, null) }
        phone.perform("keep")
        core.answer = { FakeCore.NOTHING }
        phone.undo()
        assertEquals(listOf("keep", "undo/1"), core.performed.map { it.first })
        assertNull(phone.notice())
    }

    @Test fun anUndoThatIsNoUndoIsNeitherOfferedNorPerformed() {
        val phone = show()
        for (command in listOf("enough/p1/linkedin", "undo", "", "/undo/1", "UNDO/1")) {
            phone.screen.showNotice(notice("Kept.", command, "what failed"))
            phone.settle()
            val buttons = phone.screen.findViewById<ViewGroup>(R.id.notice).all().filter { it.hasOnClickListeners() }
            assertEquals(command, listOf("Details"), buttons.map(::label))
            val words = phone.screen.findViewById<ViewGroup>(R.id.notice).getChildAt(0)
            assertTrue(words.createAccessibilityNodeInfo().actionList.none { it.label == "Undo" })
        }
        assertEquals(0, core.performed.size)
    }

    /** Starts the app with extras that any app can send. */
    private fun foreign(target: String) = Intent().setClassName(target, MainActivity::class.java.name)
        .putExtra(ScreenActivity.ROUTE, "/a")
        .putExtra(ScreenActivity.FOR_RESULT, true)
        .putStringArrayListExtra("behind", arrayListOf("/other"))
        .putExtra("notice", "Your account was closed.")
        .putExtra("undo", "undo/1")
        .putExtra("details", "what failed")
        .putExtra("token", "guessed")

    @Test fun extrasOfAnotherAppAreIgnored() {
        val phone = show()
        val controller = Robolectric.buildActivity(MainActivity::class.java, foreign(phone.app.packageName)).setup()
        phone.settle()
        val opened = controller.get()
        assertEquals("/", opened.shown?.route)
        assertFalse(opened.findViewById<View>(R.id.notice).isShown)
        opened.go("/other")
        phone.settle()
        // The caller learns nothing.
        assertEquals("/other", opened.shown?.route)
        assertNull(shadowOf(opened).resultIntent)
        assertFalse(opened.isFinishing)
    }

    @Test fun extrasOfAnotherAppAreIgnoredWhileTheAppIsOpen() {
        val phone = show()
        phone.go("/other")
        phone.follow(listOf(foreign(phone.app.packageName)))
        phone.assertAt("/other", depth = 1)
        assertNull(phone.notice())
        phone.recreate()
        phone.assertAt("/other", depth = 1)
        assertNull(phone.notice())
    }

    /** A value whose class another app has and this one does not. */
    class Unknown : Parcelable {
        override fun describeContents() = 0

        override fun writeToParcel(parcel: Parcel, flags: Int) = Unit
    }

    @Test fun extrasThatCannotBeReadDoNotEndTheApp() {
        val phone = show()
        val parcel = Parcel.obtain()
        parcel.writeBundle(Bundle().apply { putParcelable("unknown", Unknown()) })
        parcel.setDataPosition(0)
        val extras = checkNotNull(parcel.readBundle(javaClass.classLoader))
        parcel.recycle()
        val controller = Robolectric.buildActivity(MainActivity::class.java, foreign(phone.app.packageName).replaceExtras(extras)).setup()
        phone.settle()
        assertEquals("/", controller.get().shown?.route)
    }

    @Test fun intentsOfTheAppItselfAreFollowed() {
        val phone = show()
        phone.follow(listOf(MainActivity.intent(phone.app, "/other")))
        phone.assertAt("/other", depth = 1)
    }

    @Test fun detailsOfANoticeCanBeReadMarkedAndCopied() {
        val phone = show()
        core.answer = { FakeCore.NOTHING.copy(notice = notice("It could not be stored.", details = "write: ENOSPC")) }
        phone.perform("keep")
        phone.tap("Details")
        val dialog = ShadowDialog.getLatestDialog() as AlertDialog
        val message = dialog.findViewById<TextView>(android.R.id.message)
        assertEquals("write: ENOSPC", message.text.toString())
        assertTrue(message.isTextSelectable)
        assertEquals("Close", dialog.getButton(AlertDialog.BUTTON_NEGATIVE).text)
        val copy = dialog.getButton(AlertDialog.BUTTON_POSITIVE)
        assertEquals("Copy", copy.text)
        copy.performClick()
        phone.settle()
        assertEquals("write: ENOSPC", phone.clipboard())
        assertFalse(dialog.isShowing)
    }

    @Test fun aNoticeWithoutDetailsOffersNone() {
        val phone = show()
        core.answer = { FakeCore.NOTHING.copy(notice = notice("Kept.", "undo/1")) }
        phone.perform("keep")
        val buttons = phone.screen.findViewById<ViewGroup>(R.id.notice).all().filter { it.hasOnClickListeners() }
        assertEquals(listOf("Undo"), buttons.map(::label))
    }

    @Test fun detailsComeAlongToTheScreenThatACommandLeadsTo() {
        val phone = show()
        core.answer = { Outcome(listOf(Action.Go("/a")), notice("Half of it.", details = "what failed"), false, null) }
        phone.perform("leave")
        phone.assertAt("/a", depth = 2)
        phone.tap("Details")
        assertTrue(ShadowDialog.getLatestDialog().isShowing)
    }

    @Test fun aRefusedCommandAndAFailedScreenOfferTheirDetails() {
        val phone = show(Action.Go("/a"))
        core.answer = { throw CoreException.Storage("Nothing was changed.", "write: ENOSPC") }
        phone.perform("keep")
        assertEquals("Nothing was changed.", phone.notice())
        phone.tap("Details")
        core.screens.remove("/a")
        phone.tap(Action.Go("/a"))
        assertTrue("${phone.words()}", "There is no /a." in phone.words())
        phone.tap("Details")
        val message = ShadowDialog.getLatestDialog().findViewById<TextView>(android.R.id.message)
        assertEquals("no such route", message.text.toString())
        val button = phone.screen.window.decorView.all().single { it is Button && it.isShown }
        assertTrue("${button.height}", button.height >= phone.screen.dp(48))
    }

    /** Lets the command `check` answer in parts, the last one with [last], and each part only when [holds] lets it. */
    private fun answerInParts(parts: Int, last: Outcome, holds: Map<String, CountDownLatch> = emptyMap()) {
        core.answer = { command ->
            holds[command]?.await()
            val done = command.removePrefix("check").removePrefix("/").toIntOrNull() ?: 0
            val next = LongAct((done + 1).toUInt(), parts.toUInt(), "${done + 1} of $parts checked", "check/${done + 1}")
            if (done + 1 < parts) FakeCore.NOTHING.copy(longAct = next) else last
        }
    }

    private val Phone.progress get() = screen.findViewById<ViewGroup>(R.id.progress)

    private fun waitFor(what: String) {
        val until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
        while (core.performed.none { it.first == what }) {
            assertTrue("$what was never sent", System.nanoTime() < until)
            Thread.sleep(1)
            shadowOf(Looper.getMainLooper()).idle()
        }
        shadowOf(Looper.getMainLooper()).idle()
    }

    @Test fun aLongActIsPerformedPartByPartWithTheSameForm() {
        core = FakeCore(screen(Rows.text), screen(route = "/a", title = "At /a"))
        val phone = Phone(core = core).start()
        answerInParts(3, Outcome(listOf(Action.Go("/a")), notice("All are unchanged."), false, null))
        phone.fill("text", "Grace")
        phone.perform("check")
        assertEquals(listOf("check", "check/1", "check/2"), core.performed.map { it.first })
        assertEquals(setOf(mapOf("text" to "Grace")), core.performed.map { it.second }.toSet())
        phone.assertAt("/a", depth = 2)
        assertEquals("All are unchanged.", phone.notice())
        assertFalse(phone.progress.isShown)
    }

    @Test fun theProgressOfALongActIsShownAndReadOut() {
        val phone = show(Action.Perform("check"))
        val hold = CountDownLatch(1)
        answerInParts(3, FakeCore.NOTHING, mapOf("check/1" to hold))
        phone.screen.perform("check")
        waitFor("check/1")
        assertTrue(phone.progress.isShown)
        assertEquals(View.ACCESSIBILITY_LIVE_REGION_POLITE, phone.progress.accessibilityLiveRegion)
        assertEquals(listOf("1 of 3 checked"), phone.progress.all().filterIsInstance<TextView>().map { it.text.toString() })
        val bar = phone.progress.all().filterIsInstance<ProgressBar>().single()
        assertEquals(1 to 3, bar.progress to bar.max)
        // A second tap, on the same row or on another, does nothing.
        phone.screen.perform("check")
        phone.screen.perform("other")
        phone.screen.showNotice(notice("Kept.", "undo/1"))
        phone.screen.findViewById<ViewGroup>(R.id.notice).all().single { it.hasOnClickListeners() }.performClick()
        hold.countDown()
        phone.settle()
        assertEquals(listOf("check", "check/1", "check/2"), core.performed.map { it.first })
        assertFalse(phone.progress.isShown)
        // Afterwards everything can be tapped again.
        core.answer = { FakeCore.NOTHING }
        phone.perform("other")
        assertEquals("other", core.performed.last().first)
        // Undo was not used up.
        phone.undo()
        assertEquals("undo/1", core.performed.last().first)
    }

    @Test fun aSwitchThatIsTappedDuringALongActFlipsBack() {
        core = FakeCore(screen(Rows.toggle.copy(onChange = "toggled")))
        val phone = Phone(core = core).start()
        val hold = CountDownLatch(1)
        answerInParts(2, FakeCore.NOTHING, mapOf("check/1" to hold))
        phone.screen.perform("check")
        waitFor("check/1")
        phone.screen.input("toggle")?.performClick()
        assertFalse((phone.screen.input("toggle") as Switch).isChecked)
        hold.countDown()
        phone.settle()
        assertEquals(listOf("check", "check/1"), core.performed.map { it.first })
    }

    @Test fun leavingTheScreenEndsALongAct() {
        val ways = mapOf<String, (Phone) -> Unit>(
            "another route" to { it.screen.go("/a/b") },
            "another tab" to { it.screen.go("/other") },
            "back" to { it.screen.finish() },
            "the end of the app" to { it.kill() }
        )
        for ((way, leave) in ways) {
            val phone = show(Action.Perform("check"))
            phone.go("/a")
            val hold = CountDownLatch(1)
            answerInParts(9, FakeCore.NOTHING.copy(notice = notice("All are unchanged.")), mapOf("check/1" to hold))
            phone.screen.perform("check")
            waitFor("check/1")
            val left = phone.screen
            // The part that the core is at work on is answered, but nobody hears it before the screen is left.
            hold.countDown()
            leave(phone)
            phone.settle()
            assertEquals(way, listOf("check", "check/1"), core.performed.map { it.first })
            assertTrue(way, left.isDestroyed || !left.findViewById<View>(R.id.progress).isShown)
        }
    }

    @Test fun aLongActThatIsLeftBeforeItsFirstAnswerDoesNotBegin() {
        val phone = show(Action.Perform("check"))
        answerInParts(9, FakeCore.NOTHING)
        phone.screen.perform("check")
        phone.screen.go("/a")
        phone.settle()
        phone.back()
        assertEquals(listOf("check"), core.performed.map { it.first })
        assertFalse(phone.progress.isShown)
    }

    @Test fun aLongActThatIsLeftForAnotherTabEndsOnTheTabItself() {
        val phone = show(Action.Perform("check"))
        val hold = CountDownLatch(1)
        answerInParts(9, FakeCore.NOTHING, mapOf("check/1" to hold))
        phone.screen.perform("check")
        waitFor("check/1")
        phone.screen.go("/other")
        hold.countDown()
        phone.settle()
        phone.assertAt("/other", depth = 1)
        assertEquals(listOf("check", "check/1"), core.performed.map { it.first })
        assertFalse(phone.progress.isShown)
    }

    @Test fun aFailureInTheMiddleOfALongActIsTold() {
        val phone = show(Action.Perform("check"))
        answerInParts(3, FakeCore.NOTHING)
        val parts = core.answer
        core.answer = { if (it == "check/2") throw CoreException.Storage("Nothing was changed.", "read: EIO") else parts(it) }
        phone.perform("check")
        assertEquals("Nothing was changed.", phone.notice())
        assertFalse(phone.progress.isShown)
    }

    @Test fun aSecondTapWhileACommandRunsSendsItOnce() {
        val phone = show(Action.Perform("keep"))
        for (command in listOf("keep", "keep", "other")) phone.screen.perform(command)
        phone.settle()
        assertEquals(listOf("keep"), core.performed.map { it.first })
        // What the person picked meanwhile is not lost.
        phone.screen.perform("keep")
        phone.screen.perform("take", more = mapOf("file" to "/inbox/a"))
        phone.settle()
        assertEquals(listOf("keep", "keep", "take"), core.performed.map { it.first })
        phone.perform("other")
        assertEquals("other", core.performed.last().first)
    }

    @Test fun aScreenReaderAnnouncesTheNoticeAndOffersUndo() {
        val phone = show()
        core.answer = { Outcome(emptyList(), notice("Kept.", "undo/1"), false, null) }
        phone.perform("keep")
        val notice = phone.screen.findViewById<ViewGroup>(R.id.notice)
        assertEquals(View.ACCESSIBILITY_LIVE_REGION_POLITE, notice.accessibilityLiveRegion)
        val words = notice.getChildAt(0)
        val offered = words.createAccessibilityNodeInfo().actionList.single { it.label == "Undo" }
        words.performAccessibilityAction(offered.id, null)
        phone.settle()
        assertEquals("undo/1", core.performed.last().first)
    }

    @Test
    @Config(sdk = [30, 33, 35, 36])
    fun aScreenReaderAnnouncesATabChange() {
        val phone = show()
        phone.go("/other")
        val panes = phone.screen.window.decorView.all().mapNotNull { it.accessibilityPaneTitle?.toString() }
        assertEquals(listOf("At /other"), panes)
    }

    @Test fun backReturnsToThePreviousScreen() {
        val phone = show(Action.Back)
        phone.go("/a")
        phone.tap(Action.Back)
        phone.assertAt("/", depth = 1)
    }

    @Test fun everyActionOfAnOutcomeRuns() {
        val phone = show()
        core.answer = { Outcome(listOf(Action.Copy("copied"), Action.Share("shared"), Action.Go("/a")), null, false, null) }
        phone.perform("all")
        assertEquals("copied", phone.clipboard())
        assertEquals(Intent.ACTION_CHOOSER, phone.opened.single().action)
        phone.assertAt("/a", depth = 2)
    }

    @Test fun aLinkOpensInTheSystemsDefaultApp() {
        val view = run(Action.OpenUrl("https://example.org/a?b=c", false)).opened.single()
        assertEquals(Intent.ACTION_VIEW, view.action)
        assertEquals("https://example.org/a?b=c", view.dataString)
        assertEquals(setOf(Intent.CATEGORY_BROWSABLE), view.categories)
        assertNull(view.selector)
        assertNull(view.`package`)
    }

    @Test fun aBrowserOnlyLinkSkipsTheServicesOwnApp() {
        val view = run(Action.OpenUrl("https://example.org/a", true)).opened.single()
        assertEquals("https://example.org/a", view.dataString)
        val browser = checkNotNull(view.selector)
        assertEquals(Intent.ACTION_VIEW, browser.action)
        assertEquals("https", browser.data?.scheme)
        assertTrue("only a browser opens any address: ${browser.data}", browser.data?.host.isNullOrEmpty())
    }

    @Test fun aMailtoLinkOpensTheMailProgram() {
        for (browserOnly in listOf(false, true)) {
            val send = run(Action.OpenUrl("mailto:a@example.org?subject=B%20c", browserOnly)).opened.single()
            assertEquals(Intent.ACTION_SENDTO, send.action)
            assertEquals("mailto:a@example.org?subject=B%20c", send.dataString)
            assertNull(send.selector)
        }
    }

    @Test fun anActionThatNoAppHandlesIsReported() {
        val lost = listOf(
            Action.OpenUrl("https://example.org", false),
            Action.OpenUrl("https://example.org", true),
            Action.OpenUrl("mailto:a@example.org", false),
            Action.OpenSystemSettings(SystemPage.LANGUAGE),
            Action.SaveFile("outbox/a.pdf", "A.pdf", "application/pdf"),
            Action.Pick(listOf("image/png"), "take")
        )
        for (action in lost) {
            val phone = show(action)
            shadowOf(phone.app).checkActivities(true)
            phone.tap(action)
            assertEquals(emptyList<Intent>(), phone.opened)
            phone.assertReported(action)
        }
    }

    @Test
    @Config(shadows = [Refusing::class])
    fun anAppOrPageThatLetsNobodyInIsReported() {
        val page = Action.OpenSystemSettings(SystemPage.BATTERY)
        run(page).assertReported(page)
        assertEquals("java.lang.SecurityException", core.failures.single().details)
    }

    @Test fun detailsOfAFailedActionNameTheErrorButNotWhatIsPersonal() {
        val page = Action.OpenUrl("https://example.org/erika", false)
        val phone = show(page)
        shadowOf(phone.app).checkActivities(true)
        phone.tap(page)
        assertEquals("android.content.ActivityNotFoundException", core.failures.single().details)
        val full = ErrnoException("write", OsConstants.ENOSPC)
        val lost = FileNotFoundException("/data/user/0/app.widerspruch/files/records/outbox/Erika.pdf: open failed").apply {
            initCause(full)
        }
        assertEquals("java.io.FileNotFoundException < android.system.ErrnoException: ENOSPC", describeFailure(lost))
        assertEquals("app.widerspruch.FileCopyException: too large", describeFailure(FileCopyException("too large")))
        assertFalse('\n' in describeFailure(IllegalStateException("two\nlines", lost)))
    }

    @Test fun aFailureThatCannotBeReportedIsTold() {
        val phone = show(Action.OpenUrl("https://example.org", false))
        shadowOf(phone.app).checkActivities(true)
        core.onReport = { throw CoreException.Storage("Nothing was changed.", "write: ENOSPC") }
        phone.tap(Action.OpenUrl("https://example.org", false))
        assertEquals("Nothing was changed.", phone.notice())
    }

    @Test fun theMakerOfThePhoneIsReportedInLowerCase() {
        ShadowBuild.setManufacturer("SAMSUNG")
        show()
        assertEquals("samsung", core.reports.last().manufacturer)
    }

    @Test fun copiedTextIsOnTheClipboardAndMarkedSensitive() {
        val phone = run(Action.Copy("two\nlines"))
        assertEquals("two\nlines", phone.clipboard())
        // Letters hold name and address: from Android 13 on, the system hides sensitive text in its preview.
        val described = phone.app.systemService<ClipboardManager>().primaryClipDescription
        assertTrue(checkNotNull(described?.extras).getBoolean(ClipDescription.EXTRA_IS_SENSITIVE))
    }

    @Test fun shareOpensTheChooserWithTheText() {
        val chooser = run(Action.Share("words to share")).opened.single()
        assertEquals(Intent.ACTION_CHOOSER, chooser.action)
        @Suppress("DEPRECATION")
        val send = checkNotNull(chooser.getParcelableExtra<Intent>(Intent.EXTRA_INTENT))
        assertEquals(Intent.ACTION_SEND, send.action)
        assertEquals("text/plain", send.type)
        assertEquals("words to share", send.getStringExtra(Intent.EXTRA_TEXT))
    }

    private val place = Uri.parse("content://documents/place")
    private val document = DocumentsContract.buildDocumentUri("documents", "place")
    private val save = Action.SaveFile("outbox/a.pdf", "My letter.pdf", "application/pdf")

    private fun saving(): Phone {
        val phone = show(save)
        File(phone.app.recordsFolder(), "outbox").mkdirs()
        File(phone.app.recordsFolder(), "outbox/a.pdf").writeText("the letter")
        phone.tap(save)
        return phone
    }

    @Test fun aSavedFileIsCopiedToTheChosenDocument() {
        val phone = saving()
        val create = phone.opened.single()
        assertEquals(Intent.ACTION_CREATE_DOCUMENT, create.action)
        assertEquals("application/pdf", create.type)
        assertEquals("My letter.pdf", create.getStringExtra(Intent.EXTRA_TITLE))
        assertTrue(Intent.CATEGORY_OPENABLE in create.categories)
        val written = ByteArrayOutputStream()
        shadowOf(phone.app.contentResolver).registerOutputStream(place, written)
        phone.choose(place)
        assertEquals("the letter", written.toString())
        assertEquals(emptyList<Action>(), core.failed)
        assertNull(phone.notice())
    }

    @Test fun overwritingALongerDocumentTruncatesIt() {
        val phone = saving()
        val there = Robolectric.setupContentProvider(Documents::class.java, "documents").file
        there.writeText("something longer than the letter")
        phone.choose(place)
        assertEquals("the letter", there.readText())
        assertEquals(emptyList<Action>(), core.failed)
    }

    /** Provides one document. As since Android 10, mode "w" does not truncate it. */
    class Documents : ContentProvider() {
        val file get() = File(checkNotNull(context).cacheDir, "document")
        var refuses = false

        override fun onCreate() = true

        override fun call(method: String, argument: String?, extras: Bundle?): Bundle? {
            if (method == "android:deleteDocument") file.delete()
            return null
        }

        override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
            if (refuses && 'w' in mode) throw SecurityException("not yours")
            if ('t' in mode) file.delete()
            return ParcelFileDescriptor.open(file, ParcelFileDescriptor.MODE_READ_WRITE or ParcelFileDescriptor.MODE_CREATE)
        }

        override fun query(uri: Uri, columns: Array<String>?, where: String?, values: Array<String>?, order: String?) = null

        override fun getType(uri: Uri) = null

        override fun insert(uri: Uri, values: ContentValues?) = null

        override fun delete(uri: Uri, where: String?, values: Array<String>?) = 0

        override fun update(uri: Uri, new: ContentValues?, where: String?, values: Array<String>?) = 0
    }

    @Test fun aWriteErrorIsReported() {
        for (problem in listOf(IOException("full"), SecurityException("not yours"))) {
            val phone = saving()
            val full = object : OutputStream() {
                override fun write(byte: Int) = throw problem
            }
            shadowOf(phone.app.contentResolver).registerOutputStream(place, full)
            phone.choose(place)
            assertEquals(save.path, (core.failed.single() as Action.SaveFile).path)
            assertEquals(FakeCore.DID_NOT_WORK, phone.notice())
        }
    }

    @Test fun aFailedSaveDeletesTheEmptyDocument() {
        for (refused in listOf(true, false)) {
            val phone = saving()
            val documents = Robolectric.setupContentProvider(Documents::class.java, "documents")
            documents.file.writeText("")
            documents.refuses = refused
            if (!refused) File(phone.app.recordsFolder(), "outbox/a.pdf").delete()
            phone.choose(document)
            assertEquals(FakeCore.DID_NOT_WORK, phone.notice())
            assertFalse(documents.file.exists())
        }
    }

    @Test fun aFailedSaveDeletesThePartialDocument() {
        val phone = saving()
        val documents = Robolectric.setupContentProvider(Documents::class.java, "documents")
        documents.file.writeText("the")
        val full = object : OutputStream() {
            override fun write(byte: Int) = throw IOException("full")
        }
        shadowOf(phone.app.contentResolver).registerOutputStream(document, full)
        phone.choose(document)
        assertFalse(documents.file.exists())
    }

    @Test fun aRefusedOverwriteKeepsTheOldContent() {
        val phone = saving()
        val documents = Robolectric.setupContentProvider(Documents::class.java, "documents")
        documents.file.writeText("another file")
        documents.refuses = true
        phone.choose(document)
        assertEquals(FakeCore.DID_NOT_WORK, phone.notice())
        assertEquals("another file", documents.file.readText())
    }

    @Test fun aSaveCompletesAfterProcessDeath() {
        val phone = saving()
        val written = ByteArrayOutputStream()
        shadowOf(phone.app.contentResolver).registerOutputStream(place, written)
        phone.recreate(answer = place)
        assertEquals("the letter", written.toString())
    }

    private val picture = Uri.parse("content://documents/picture")
    private val pick = Action.Pick(listOf("image/png", "image/jpeg"), "take")

    private fun Phone.provides(stream: () -> InputStream) = shadowOf(app.contentResolver).registerInputStreamSupplier(picture) { stream() }

    private val bytes = ByteArray(200_000) { (it * 31).toByte() }

    private fun Phone.assertTakenIn() {
        val (command, form) = core.performed.single()
        assertEquals("take", command)
        val file = File(form.getValue("file"))
        assertEquals(inbox, listOf(file))
        assertArrayEquals(bytes, file.readBytes())
    }

    @Test fun aPickedFileIsCopiedToTheInboxForItsCommand() {
        val phone = run(pick)
        phone.provides { bytes.inputStream() }
        phone.choose(picture)
        phone.assertTakenIn()
    }

    @Test fun pickingAFileKeepsUnsentInput() {
        core = FakeCore(screen(Rows.text, Row.ActionButton(Tone.NEUTRAL, null, "Pick", pick)))
        val phone = Phone(core = core).start()
        phone.fill("text", "Grace")
        phone.tap(pick)
        phone.provides { bytes.inputStream() }
        phone.choose(picture)
        phone.assertTakenIn()
        assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
    }

    @Test fun imageTypesOpenThePhotoPicker() {
        val open = run(pick).opened.single()
        val photos = Build.VERSION.SDK_INT >= 33
        assertEquals(if (photos) MediaStore.ACTION_PICK_IMAGES else Intent.ACTION_OPEN_DOCUMENT, open.action)
        assertEquals(if (photos) "image/*" else "*/*", open.type)
        // The photo picker declares no categories.
        assertEquals(if (photos) null else setOf(Intent.CATEGORY_OPENABLE), open.categories)
        assertEquals(pick.accept, open.getStringArrayExtra(Intent.EXTRA_MIME_TYPES)?.toList())
    }

    @Test fun otherTypesOpenTheDocumentPicker() {
        val either = Action.Pick(listOf("image/png", "application/pdf"), "take")
        val phone = run(either)
        val open = phone.opened.single()
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, open.action)
        assertEquals("*/*", open.type)
        assertEquals(either.accept, open.getStringArrayExtra(Intent.EXTRA_MIME_TYPES)?.toList())
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, run(Action.Pick(emptyList(), "take")).opened.single().action)
    }

    @Test fun aMissingPhotoPickerFallsBackToTheDocumentPicker() {
        val phone = show(pick)
        val files = ComponentName("files", "files.Picker")
        shadowOf(phone.app.packageManager).run {
            addActivityIfNotPresent(files)
            val filter = IntentFilter(Intent.ACTION_OPEN_DOCUMENT, "*/*")
            listOf(Intent.CATEGORY_DEFAULT, Intent.CATEGORY_OPENABLE).forEach(filter::addCategory)
            addIntentFilterForActivity(files, filter)
        }
        shadowOf(phone.app).checkActivities(true)
        phone.tap(pick)
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, phone.opened.single().action)
        assertEquals(emptyList<Action>(), core.failed)
        phone.provides { bytes.inputStream() }
        phone.choose(picture)
        phone.assertTakenIn()
    }

    @Test fun aHangingSourceBlocksNeitherScreensNorCore() {
        val comes = CountDownLatch(1)
        val phone = run(pick)
        phone.provides {
            object : FilterInputStream(bytes.inputStream()) {
                override fun read(into: ByteArray, offset: Int, length: Int): Int {
                    comes.await()
                    return super.read(into, offset, length)
                }
            }
        }
        phone.chooseSlowly(picture)
        phone.go("/a")
        phone.assertAt("/a", depth = 2)
        assertEquals(0, core.performed.size)
        comes.countDown()
        phone.finishBackground()
        phone.assertTakenIn()
    }

    @Test fun aHangingDestinationBlocksNeitherScreensNorCore() {
        val takes = CountDownLatch(1)
        val phone = saving()
        val written = object : ByteArrayOutputStream() {
            override fun write(from: ByteArray, offset: Int, length: Int) {
                takes.await()
                super.write(from, offset, length)
            }
        }
        shadowOf(phone.app.contentResolver).registerOutputStream(place, written)
        phone.chooseSlowly(place)
        phone.go("/a")
        phone.assertAt("/a", depth = 2)
        takes.countDown()
        phone.finishBackground()
        assertEquals("the letter", written.toString())
    }

    @Test fun aSingleTypeIsPassedToThePicker() {
        assertEquals("application/zip", run(Action.Pick(listOf("application/zip"), "take")).opened.single().type)
    }

    @Test fun aCancelledPickerShowsNoNotice() {
        for (action in listOf(pick, save)) {
            val phone = run(action)
            phone.choose(null)
            assertEquals(0, core.performed.size + core.failed.size)
            assertNull(phone.notice())
            assertEquals(emptyList<File>(), phone.inbox)
        }
    }

    @Test fun anUnreadableOrOversizedPickIsReportedAndDeleted() {
        val endless = object : InputStream() {
            override fun read() = 1

            override fun read(into: ByteArray, offset: Int, length: Int) = length
        }
        val broken = object : InputStream() {
            override fun read() = throw IOException("gone")
        }
        val streams = listOf<() -> InputStream>(
            { endless },
            { broken },
            { throw FileNotFoundException("gone") },
            { throw SecurityException("not yours") },
            { throw IllegalStateException("a provider with a fault") }
        )
        for (stream in streams) {
            val phone = run(pick)
            phone.provides(stream)
            phone.choose(picture)
            assertEquals(pick.command, (core.failed.single() as Action.Pick).command)
            val details = core.failures.single().details
            assertTrue(details, details.endsWith("Exception") || details == "app.widerspruch.FileCopyException: too large")
            assertEquals(FakeCore.DID_NOT_WORK, phone.notice())
            assertEquals(emptyList<File>(), phone.inbox)
            assertEquals(0, core.performed.size)
        }
    }

    @Test fun aPickCompletesAfterProcessDeath() {
        val phone = run(pick)
        phone.provides { bytes.inputStream() }
        phone.recreate(answer = picture)
        phone.assertTakenIn()
    }

    @Test fun aFailedPickIsReportedAfterProcessDeath() {
        val phone = run(pick)
        phone.provides { throw FileNotFoundException("gone") }
        phone.recreate(answer = picture)
        assertEquals(FakeCore.DID_NOT_WORK, phone.notice())
    }

    @Test fun askingForPermissionShowsTheDialogOrTheSettings() {
        val phone = run(Action.AskNotificationPermission)
        if (Build.VERSION.SDK_INT < 33) {
            assertEquals(Settings.ACTION_APP_NOTIFICATION_SETTINGS, phone.opened.single().action)
            return
        }
        assertEquals(PermissionState.NOT_ASKED, Device.permission(phone.app))
        val request = shadowOf(phone.screen).lastRequestedPermission
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), request.requestedPermissions.toList())
        val refused = intArrayOf(PackageManager.PERMISSION_DENIED)
        phone.screen.onRequestPermissionsResult(request.requestCode, request.requestedPermissions, refused)
        assertEquals(PermissionState.DENIED, Device.permission(phone.app))
    }

    @Test fun everySystemPageOpensItsSettings() {
        val level = Build.VERSION.SDK_INT
        val details = Settings.ACTION_APPLICATION_DETAILS_SETTINGS
        val pages = mapOf(
            SystemPage.NOTIFICATIONS to Settings.ACTION_APP_NOTIFICATION_SETTINGS,
            SystemPage.CHANNEL to Settings.ACTION_CHANNEL_NOTIFICATION_SETTINGS,
            SystemPage.BATTERY to details,
            SystemPage.UNUSED_APP to if (level >= 30) Intent.ACTION_AUTO_REVOKE_PERMISSIONS else details,
            SystemPage.LANGUAGE to if (level >= 33) Settings.ACTION_APP_LOCALE_SETTINGS else details
        )
        for (page in SystemPage.entries) {
            val intent = run(Action.OpenSystemSettings(page)).opened.single()
            assertEquals(pages[page], intent.action)
            when (page) {
                SystemPage.NOTIFICATIONS, SystemPage.CHANNEL ->
                    assertEquals("app.widerspruch", intent.getStringExtra(Settings.EXTRA_APP_PACKAGE))

                else -> assertEquals("package:app.widerspruch", intent.dataString)
            }
            val channel = if (page == SystemPage.CHANNEL) Reminders.CHANNEL else null
            assertEquals(channel, intent.getStringExtra(Settings.EXTRA_CHANNEL_ID))
        }
    }
}

/** Lets no other app or page be opened. */
@Implements(Activity::class)
class Refusing : ShadowActivity() {
    @Implementation
    fun startActivity(intent: Intent): Unit = throw SecurityException("${intent.action} is not exported")
}
