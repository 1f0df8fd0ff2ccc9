package app.widerspruch

import android.app.AlertDialog
import android.app.TimePickerDialog
import android.content.res.Configuration
import android.graphics.Bitmap
import android.os.Build
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.ImageView
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.ChoiceOption
import app.widerspruch.core.CoreException
import app.widerspruch.core.Direction
import app.widerspruch.core.Icon
import app.widerspruch.core.Row
import app.widerspruch.core.ScreenButton
import app.widerspruch.core.SettingPosition
import app.widerspruch.core.Tone
import java.io.File
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowDialog

/** Every kind of row: what can be read, what it sends, what a screen reader gets. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class RowsTest {
    private val go = Action.Go("/there")
    private val options = listOf(ChoiceOption("a", "Option A"), ChoiceOption("b", "Option B"))
    private val send = ScreenButton("Send", Action.Perform("send"))

    private val positions = listOf(SettingPosition("On", "It trains", true), SettingPosition("Off", "It does not", false))

    private val all = listOf(
        Row.Paragraph("A paragraph"),
        Row.Callout(Tone.WARNING, Icon.WARNING, "A callout", "The way on", go),
        Row.Status(Tone.GOOD, Icon.CHECK, "A status", "How it stands"),
        Row.Item(Tone.NEUTRAL, Icon.BELL, "An item", "Its detail", "open", go),
        Row.Step(1u, "A step"),
        Row.Trail("The way:", listOf("Settings", "Privacy"), "The way: Settings, Privacy"),
        Row.SettingPicture(
            "A setting",
            "Its text",
            positions,
            "Spoken"
        ),
        Row.ActionButton(Tone.GOOD, Icon.CHECK, "A button", go),
        Row.Toggle("toggle", "A toggle", "Its help", true, null),
        Row.Choice("choice", "A choice", "a", options, null),
        Row.TextField("text", "A text", "for example", "", 5u, false, false),
        Row.DateField("date", "A date", "2026-11-23", "23 November", null),
        Row.TimeField("time", "A time", "18:00", "around 6 pm", "08:00", "21:00", null),
        Row.Document("A document", listOf("First", "Second")),
        Row.Picture("picture.png", "A picture")
    )

    @Test fun everyKindIsDrawnWithAllItsWords() {
        val (phone, _) = FakeCore.phone(*all.toTypedArray()) { primary = send }
        val words = phone.words()
        val expected = listOf(
            "Title of /", "Header", "Footer", "A paragraph", "A callout", "The way on", "A status", "How it stands", "An item",
            "Its detail",
            "open", "A step", "1", "The way:", "Settings", "Privacy", "A setting", "Its text", "On", "It trains", "Off", "It does not",
            "A button", "A toggle\nIts help", "A choice", "Option A", "A text", "for example", "A date", "23 November", "A time",
            "around 6 pm", "A document", "First", "Second", "A picture", "Send", "Start", "Tab"
        )
        assertEquals("$words", emptyList<String>(), expected.filter { it !in words })
    }

    @Test fun everyInputIsSentWithItsName() {
        val (phone, core) = FakeCore.phone(*all.toTypedArray()) { primary = send }
        phone.tap("Send")
        val preset = mapOf("toggle" to "true", "choice" to "a", "text" to "", "date" to "2026-11-23", "time" to "18:00")
        assertEquals("send" to preset, core.performed.single())
        phone.fill("toggle", "false")
        phone.fill("choice", "b")
        phone.fill("text", "abcdefgh")
        phone.fill("date", "2027-01-31")
        phone.fill("time", "09:30")
        phone.tap("Send")
        val filled = mapOf("toggle" to "false", "choice" to "b", "text" to "abcde", "date" to "2027-01-31", "time" to "09:30")
        assertEquals("send" to filled, core.performed.last())
    }

    @Test fun whatIsSentAtOnceTakesAllInputsAlongAndKeepsWhatWasTyped() {
        val (phone, core) = FakeCore.phone(
            Row.TextField("text", "A text", null, "", 60u, false, false),
            Row.Toggle("toggle", "A toggle", null, false, "set/toggle"),
            Row.Choice("choice", "A choice", "a", options, "set/choice"),
            Row.DateField("date", "A date", "2026-11-23", "23 November", "set/date"),
            Row.TimeField("time", "A time", "18:00", "around 6 pm", "08:00", "21:00", "set/time")
        )
        phone.fill("text", "typed")
        phone.fill("toggle", "true")
        phone.fill("choice", "b")
        phone.fill("date", "2026-12-24")
        phone.fill("time", "08:00")
        assertEquals(listOf("set/toggle", "set/choice", "set/date", "set/time"), core.performed.map { it.first })
        assertTrue("${core.performed}", core.performed.all { it.second["text"] == "typed" })
        assertEquals("true", core.performed[0].second["toggle"])
        assertEquals("08:00", core.performed[3].second["time"])
        assertEquals("typed", (phone.screen.input("text") as EditText).text.toString())
    }

    @Test fun aSwitchThatIsRefusedStandsAsItDid() {
        val (phone, core) = FakeCore.phone(Row.Toggle("toggle", "A toggle", null, true, "set"))
        core.refusal = CoreException.BadInput("toggle", "Not now.")
        phone.fill("toggle", "false")
        assertTrue((phone.screen.input("toggle") as Switch).isChecked)
        assertEquals("Not now.", phone.notice())
    }

    @Test fun aDialogThatIsLeftChangesNothing() {
        val (phone, core) = FakeCore.phone(
            Row.Choice("choice", "A choice", "a", options, "set"),
            Row.TimeField("time", "A time", "18:00", "6 pm", "08:00", "21:00", "set")
        )
        for (label in listOf("A choice", "A time")) {
            phone.tap(label)
            assertNotNull(ShadowDialog.getLatestDialog())
            ShadowDialog.getLatestDialog().cancel()
            phone.settle()
        }
        assertEquals(emptyList<Any>(), core.performed)
    }

    @Test fun aDialogShowsWhatIsChosen() {
        val (phone, _) = FakeCore.phone(
            Row.Choice("choice", "A choice", "b", options, null),
            Row.TimeField("time", "A time", "09:00", "9 am", "08:00", "21:00", null)
        )
        phone.tap("A choice")
        assertEquals(1, (ShadowDialog.getLatestDialog() as AlertDialog).listView.checkedItemPosition)
        ShadowDialog.getLatestDialog().dismiss()
        phone.tap("A time")
        assertTrue(ShadowDialog.getLatestDialog() is TimePickerDialog)
    }

    @Test fun aLineIsOneStopForAScreenReaderWithItsState() {
        val (phone, _) = FakeCore.phone(
            Row.Item(Tone.GOOD, Icon.CHECK, "An item", "Its detail", "done", go),
            Row.Status(Tone.GOOD, Icon.CHECK, "A status", "fine"),
            Row.Step(3u, "A step")
        )
        val content = phone.screen.findViewById<ViewGroup>(R.id.content)
        val stops = content.all().filter { it.isFocusable && it.contentDescription != null }
        assertEquals(listOf("A status. fine", "3. A step"), stops.drop(1).map { it.contentDescription.toString() })
        val item = stops.first()
        val spoken = if (Build.VERSION.SDK_INT >= 30) "An item. Its detail" to "done" else "An item. Its detail. done" to null
        assertEquals(spoken.first, item.contentDescription.toString())
        if (Build.VERSION.SDK_INT >= 30) assertEquals(spoken.second, item.stateDescription.toString())
        assertEquals("android.widget.Button", item.createAccessibilityNodeInfo().className)
        val inside = item.all().drop(1).filterIsInstance<TextView>()
        assertTrue(inside.none { it.isImportantForAccessibility })
    }

    @Test fun titlesAndHeadersAreHeadings() {
        val (phone, _) = FakeCore.phone(Row.Document("A document", listOf("text")))
        if (Build.VERSION.SDK_INT < 28) return
        val headings = phone.screen.window.decorView.all().filter { it.isAccessibilityHeading }.map { (it as TextView).text.toString() }
        assertEquals(listOf("Title of /", "Header", "A document"), headings)
    }

    @Test fun picturesBesideWordsAreNotRead() {
        val (phone, _) = FakeCore.phone(*all.toTypedArray())
        val signs = phone.screen.findViewById<ViewGroup>(R.id.content).all().filter { it is ImageView && it.contentDescription == null }
        assertTrue(signs.size > 5)
        assertTrue(signs.none { it.isImportantForAccessibility })
    }

    @Test fun everythingThatCanBeTouchedIsLargeEnough() {
        val (phone, _) = FakeCore.phone(*all.toTypedArray()) { primary = send }
        val target = phone.app.resources.displayMetrics.density * 48
        val touchable = phone.screen.window.decorView.all().filter { it.isShown && (it.isClickable || it is EditText) && it.width > 0 }
        assertTrue(touchable.size > 8)
        val small = touchable.filter { it.height < target - 1 || it.width < target - 1 }.filterNot {
            it is TextView && it.isTextSelectable &&
                it !is EditText
        }
        assertEquals(emptyList<String>(), small.map { "${label(it)}: ${it.width} x ${it.height}" })
    }

    @Test fun aLanguageFromRightToLeftTurnsTheScreen() {
        val (phone, _) = FakeCore.phone(*all.toTypedArray()) { direction = Direction.RIGHT_TO_LEFT }
        val content = phone.screen.findViewById<View>(R.id.content)
        assertEquals(View.LAYOUT_DIRECTION_RTL, content.layoutDirection)
        val row = content.all().first { it.contentDescription?.startsWith("An item") == true } as ViewGroup
        val sign = row.all().first { it is ImageView }
        assertTrue("the sign stands on the right", sign.left > row.width / 2)
    }

    @Test fun withLargeLettersNothingIsCut() {
        RuntimeEnvironment.setFontScale(2f)
        val (phone, _) = FakeCore.phone(*all.toTypedArray()) { primary = send }
        val texts = phone.screen.window.decorView.all().filterIsInstance<TextView>().filter {
            it.isShown && it.text.isNotEmpty() &&
                it.width > 0
        }
        assertTrue(texts.size > 25)
        val cut = texts.filter { it.layout != null && it.layout.height > it.height - it.compoundPaddingTop - it.compoundPaddingBottom + 1 }
        assertEquals(emptyList<String>(), cut.map { it.text.toString() })
        assertFalse(texts.any { text -> (0 until (text.layout?.lineCount ?: 0)).any { text.layout.getEllipsisCount(it) > 0 } })
    }

    @Test fun aPictureOfThePersonsIsShownFromTheRecords() {
        val phone = Phone()
        val file = File(phone.app.records(), "picture.png").apply { parentFile?.mkdirs() }
        file.outputStream().use { Bitmap.createBitmap(4000, 40, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.PNG, 100, it) }
        val core = FakeCore().apply { rows = listOf(Row.Picture("picture.png", "My picture")) }
        phone.app.gateway = Gateway(phone.app) { core }
        phone.start()
        val image = phone.screen.window.decorView.all().first { it.contentDescription == "My picture" } as ImageView
        assertNotNull(image.drawable)
        assertTrue("read no larger than the screen needs", image.drawable.intrinsicWidth < 4000)
    }

    @Test fun theLanguageOfTheScreenIsTheLanguageOfItsDialogs() {
        val (phone, _) = FakeCore.phone(Row.Choice("choice", "A choice", "a", options, null))
        val locales = phone.screen.findViewById<ViewGroup>(R.id.content).getChildAt(1).resources.configuration
        assertEquals("en", locales.locales[0].language)
        assertEquals(Configuration.SCREENLAYOUT_LAYOUTDIR_LTR, locales.screenLayout and Configuration.SCREENLAYOUT_LAYOUTDIR_MASK)
    }
}
