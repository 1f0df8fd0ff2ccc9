package app.widerspruch

import android.graphics.Bitmap
import android.graphics.Rect
import android.graphics.drawable.BitmapDrawable
import android.graphics.drawable.GradientDrawable
import android.os.Build
import android.os.Looper
import android.text.InputType
import android.view.View
import android.view.ViewGroup
import android.view.inputmethod.EditorInfo
import android.widget.Button
import android.widget.EditText
import android.widget.ImageButton
import android.widget.ImageView
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.CoreException
import app.widerspruch.core.Direction
import app.widerspruch.core.Notice
import app.widerspruch.core.Row
import app.widerspruch.core.Screen
import app.widerspruch.core.Tone
import com.google.android.apps.common.testing.accessibility.framework.ViewHierarchyElementUtils
import com.google.android.apps.common.testing.accessibility.framework.uielement.AccessibilityHierarchyAndroid
import java.io.ByteArrayOutputStream
import java.io.File
import java.time.Duration
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowDialog

/** Tests every kind of row: its words, what screen readers say, and what it sends. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class RowsTest {
    private lateinit var core: FakeCore

    private fun show(vararg rows: Row, primary: Action? = null): Phone = show(screen(*rows, primary = primary))

    /** Shows a screen, by default in a window so high that no row is out of sight. */
    private fun show(screen: Screen, height: Int = 2800, before: (records: File) -> Unit = {}): Phone {
        core = FakeCore(screen)
        val phone = Phone(qualifiers = "-w411dp-h${height}dp-mdpi", core = core)
        val picture = File(phone.app.recordsFolder(), Rows.picture.path)
        checkNotNull(picture.parentFile).mkdirs()
        picture.outputStream().use { Bitmap.createBitmap(20, 10, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.PNG, 100, it) }
        before(phone.app.recordsFolder())
        return phone.start()
    }

    private val everything get() = show(*Rows.all.toTypedArray(), primary = Action.Perform("primary"))

    private val Phone.views: List<View> get() = screen.window.decorView.all().filter { it.isShown }

    private fun Phone.text(words: String): TextView =
        checkNotNull(views.filterIsInstance<TextView>().firstOrNull { it.text.toString() == words }) { "no $words in ${screen.texts()}" }

    private fun Phone.said(words: String): View = views.first { it.contentDescription?.startsWith(words) == true }

    /** Words at each stop of a screen reader. */
    private val Phone.stops: List<String>
        get() = AccessibilityHierarchyAndroid.newBuilder(screen.window.decorView).build().activeWindow.allViews
            .filter(ViewHierarchyElementUtils::shouldFocusView)
            .map { ViewHierarchyElementUtils.getSpeakableTextForElement(it).toString() }

    @Test fun aNewKindOfRowNeedsATest() {
        val kinds = Row::class.java.declaredClasses.filter(Row::class.java::isAssignableFrom)
        assertEquals(15, kinds.size)
        assertEquals(kinds.toSet(), Rows.all.map { it::class.java }.toSet())
    }

    @Test fun everyWordOfEveryRowIsShown() {
        val phone = everything
        val lines = phone.views.filterIsInstance<TextView>().flatMap { it.text.lines() }
        for (words in listOf("The title", "The header", "The footer") + Rows.all.flatMap(::words)) {
            assertTrue("$words is not in $lines", words in lines)
        }
        val picture = phone.said(Rows.picture.description) as ImageView
        assertNotNull(picture.drawable)
        assertTrue("${picture.width} x ${picture.height}", picture.width > 0 && picture.height > 0)
    }

    private fun words(row: Row): List<String> = when (row) {
        is Row.Paragraph -> listOf(row.text)
        is Row.Callout -> listOfNotNull(row.text, row.more)
        is Row.Status -> listOfNotNull(row.text, row.detail)
        is Row.Item -> listOfNotNull(row.title, row.detail, row.state)
        is Row.Step -> listOf("${row.number}", row.text)
        is Row.Trail -> row.parts + row.caption
        is Row.SettingPicture -> listOfNotNull(row.label, row.text) + row.positions.flatMap { listOf(it.word, it.meaning) }
        is Row.ActionButton -> listOf(row.label)
        is Row.Toggle -> listOfNotNull(row.label, row.detail)
        is Row.Choice -> listOf(row.label, row.options.first { it.id == row.value }.label)
        is Row.TextField -> listOfNotNull(row.label, row.hint, row.value)
        is Row.DateField -> listOf(row.label, row.shown)
        is Row.TimeField -> listOf(row.label, row.shown)
        is Row.Document -> row.paragraphs + row.title
        is Row.Picture -> emptyList()
    }

    @Test fun missingOptionalWordsLeaveNoEmptyOrNullText() {
        val bare = show(
            Rows.callout.copy(more = null, action = null),
            Rows.status.copy(detail = null),
            Rows.item.copy(icon = null, detail = null, state = null),
            Rows.setting.copy(text = null),
            Rows.button.copy(icon = null),
            Rows.toggle.copy(detail = null),
            Rows.text.copy(hint = null)
        )
        assertEquals("An item", bare.said("An item").contentDescription)
        assertTrue("${bare.screen.texts()}", bare.screen.texts().none { it.isEmpty() || "null" in it })
    }

    @Test fun anUnreadablePictureShowsItsDescription() {
        val head = ByteArrayOutputStream()
        Bitmap.createBitmap(20, 10, Bitmap.Config.ARGB_8888).compress(Bitmap.CompressFormat.PNG, 100, head)
        // A missing file, an unknown format, and a PNG that ends after its header.
        for (bytes in listOf(null, "any bytes".toByteArray(), head.toByteArray().copyOf(PNG_HEAD))) {
            val phone = show(screen(Rows.picture.copy(path = "a.png"), Rows.button)) { bytes?.let(File(it, "a.png")::writeBytes) }
            assertTrue(phone.text(Rows.picture.description).isShown)
            assertEquals(1, phone.stops.count { it == Rows.picture.description })
            phone.tap("Press here")
            assertEquals("button", core.performed.single().first)
        }
    }

    @Test fun aPictureReservesItsSpaceBeforeItIsDecoded() {
        val phone = show(Rows.button)
        core.screens["/"] = screen(Rows.picture, Rows.button)
        phone.holdBackground()
        phone.go("/")
        val image = phone.said(Rows.picture.description) as ImageView
        assertFalse(image.drawable is BitmapDrawable)
        val size = image.width to image.height
        assertEquals(image.width / 2, image.height)
        phone.tap("Press here")
        assertEquals("button", core.performed.single().first)
        phone.finishBackground()
        val read = phone.said(Rows.picture.description) as ImageView
        assertTrue(read.drawable is BitmapDrawable)
        assertEquals(size, read.width to read.height)
    }

    /** Shows a picture of this size and returns its view and the decoded bitmap. */
    private fun showPicture(width: Int, height: Int): Pair<ImageView, Bitmap> {
        val phone = show(screen(Rows.picture.copy(path = "large.png"))) { records ->
            val large = Bitmap.createBitmap(width, height, Bitmap.Config.RGB_565)
            File(records, "large.png").outputStream().use { large.compress(Bitmap.CompressFormat.PNG, 100, it) }
            large.recycle()
        }
        val view = phone.said(Rows.picture.description) as ImageView
        return view to (view.drawable as BitmapDrawable).bitmap
    }

    @Test fun aWidePictureIsDownsampledToTheScreen() {
        val (view, bitmap) = showPicture(4000, 40)
        assertTrue("${bitmap.width}", bitmap.width in view.resources.displayMetrics.widthPixels..1000)
    }

    @Test fun aScreenshotIsNotDownsampled() {
        val (_, bitmap) = showPicture(411, 2800)
        assertEquals(411 to 2800, bitmap.width to bitmap.height)
    }

    @Test fun aVeryHighPictureStaysWithinTheLimitOfACanvas() {
        val (view, bitmap) = showPicture(1080, 25_000)
        assertTrue("${bitmap.width} x ${bitmap.height}", bitmap.height <= 8192 && bitmap.width * bitmap.height <= 5_000_000)
        assertTrue("${bitmap.width} x ${bitmap.height}", bitmap.width >= 270)
        assertEquals(25_000 / 1080f, view.height / view.width.toFloat(), 0.1f)
        assertEquals(25_000, showPicture(40, 25_000).second.height * 4)
    }

    @Test fun dialogsUseTheLanguageOfTheScreen() {
        val phone = show(screen(Rows.choice).copy(language = "ar"))
        val spoken = checkNotNull(phone.screen.input("choice")).context.resources.configuration
        assertEquals("ar", spoken.locales[0].language)
        assertEquals(View.LAYOUT_DIRECTION_RTL, spoken.layoutDirection)
    }

    @Test fun everyToneHasItsOwnColours() {
        val phone = show(*Rows.toned.toTypedArray())
        val grounds = phone.views.mapNotNull { (it.background as? GradientDrawable)?.color?.defaultColor }
        for (tone in Tone.entries) assertTrue("$tone", phone.screen.getColor(tint(tone).background) in grounds)
        assertEquals(Tone.entries.size, Tone.entries.map { phone.screen.getColor(tint(it).background) }.toSet().size)
        val titles = phone.views.filterIsInstance<TextView>().filter { it.text.toString() == Rows.item.title }
        val dangerous = titles.filter { it.currentTextColor == phone.screen.getColor(R.color.danger) }
        assertEquals(listOf(Tone.DANGER.ordinal), dangerous.map(titles::indexOf))
        val buttons = phone.views.filterIsInstance<TextView>().filter { it.text.toString() == Rows.button.label }
        val red = buttons.filter { it.currentTextColor == phone.screen.getColor(R.color.danger) }
        assertEquals(listOf(Tone.DANGER.ordinal), red.map(buttons::indexOf))
    }

    @Test fun everyTapPerformsItsCommand() {
        val phone = everything
        for ((words, command) in listOf("On from here" to "callout", "An item" to "item", "Press here" to "button", "Go on" to "primary")) {
            phone.tap(words)
            assertEquals(command, core.performed.last().first)
        }
    }

    private val filled = mapOf("toggle" to "true", "choice" to "b", "text" to "Grace", "date" to "2027-02-03", "time" to "09:05")

    @Test fun inputsAreSentOnlyWithACommandAndThenAllOfThem() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        phone.tap("Go on")
        val untouched = mapOf("toggle" to "false", "choice" to "a", "text" to "Ada", "date" to "2026-11-23", "time" to "18:00")
        assertEquals(listOf("send" to untouched), core.performed)
        filled.forEach(phone::fill)
        assertEquals(1, core.performed.size)
        phone.tap("Go on")
        assertEquals("send" to filled, core.performed.last())
    }

    @Test fun chosenValuesAreShownBeforeTheyAreSent() {
        val phone = show(*Rows.inputs.toTypedArray())
        filled.forEach(phone::fill)
        assertTrue((phone.screen.input("toggle") as Switch).isChecked)
        assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
        for (words in listOf("The second", "2027-02-03", "09:05")) assertTrue(phone.text(words).isShown)
        // Opened again, the dialog has the chosen option selected.
        phone.screen.input("choice")?.performClick()
        assertEquals(1, (ShadowDialog.getLatestDialog() as android.app.AlertDialog).listView.checkedItemPosition)
    }

    @Test fun aCancelledDialogSendsNothing() {
        val phone = show(*Rows.sentOnChange.toTypedArray())
        for (name in listOf("choice", "date", "time")) {
            checkNotNull(phone.screen.input(name)).performClick()
            val dialog = ShadowDialog.getLatestDialog()
            assertTrue(name, dialog.isShowing)
            dialog.cancel()
            phone.settle()
        }
        assertEquals(0, core.performed.size)
    }

    @Test fun anInputWithOnChangeSendsTheFormAndKeepsOtherInputs() {
        val phone = show(*Rows.sentOnChange.toTypedArray())
        phone.fill("text", "Grace")
        val sent = mapOf("toggle" to "toggled", "choice" to "chosen", "date" to "dated", "time" to "timed")
        for ((name, command) in sent) {
            phone.fill(name, filled.getValue(name))
            val form = mapOf("toggle" to "false", "choice" to "a", "text" to "Grace", "date" to "2026-11-23", "time" to "18:00")
            // This core changes no value, so the next form has the old one again.
            assertEquals(command to form + (name to filled.getValue(name)), core.performed.last())
            assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
        }
        assertEquals(sent.size, core.performed.size)
        assertFalse((phone.screen.input("toggle") as Switch).isChecked)
    }

    @Test fun focusSurvivesARedraw() {
        val phone = show(*Rows.sentOnChange.toTypedArray())
        phone.screen.input("text")?.requestFocus()
        phone.fill("toggle", "true")
        assertTrue(checkNotNull(phone.screen.input("text")).isFocused)
    }

    @Test fun aRefusedSwitchFlipsBackAndOtherInputsStay() {
        val phone = show(*Rows.sentOnChange.toTypedArray())
        core.answer = { throw CoreException.ReadOnly("Nothing can be changed now.") }
        phone.fill("text", "Grace")
        phone.fill("toggle", "true")
        assertEquals("Nothing can be changed now.", phone.notice())
        assertFalse("it says yes where the core says no", (phone.screen.input("toggle") as Switch).isChecked)
        assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
    }

    @Test fun aRefusedInputIsFocusedAndKeepsItsText() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        core.answer = { throw CoreException.BadInput("text", "That is no name.") }
        phone.fill("text", "???")
        phone.tap("Go on")
        assertEquals("That is no name.", phone.notice())
        val input = phone.screen.input("text") as EditText
        assertTrue(input.isFocused)
        assertEquals("???", input.text.toString())
    }

    @Test fun aRefusedInputIsScrolledIntoView() {
        val phone = show(screen(*Rows.all.toTypedArray(), primary = Action.Perform("send")), height = 500)
        core.answer = { throw CoreException.BadInput("time", "That is too late.") }
        assertFalse(checkNotNull(phone.screen.input("time")).getGlobalVisibleRect(Rect()))
        // After a pause, a ScrollView animates by default. It must jump: some people cannot bear motion.
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1))
        phone.tap("Go on")
        assertTrue(checkNotNull(phone.screen.input("time")).getGlobalVisibleRect(Rect()))
    }

    @Test fun afterACommandInputsShowTheValuesOfTheCore() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        phone.fill("text", "  Grace ")
        core.answer = {
            core.screens["/"] = screen(Rows.text.copy(value = "Grace"))
            FakeCore.NOTHING.copy(notice = Notice("Kept.", null))
        }
        phone.tap("Go on")
        assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
        assertEquals("Kept.", phone.notice())
    }

    @Test fun textFieldsLimitTheirLengthAndRefuseAutofillAndLearning() {
        val phone = show(
            Rows.text.copy(maxLength = 5u),
            Rows.text.copy(name = "long", multiline = true),
            Rows.text.copy(name = "secret", secret = true)
        )
        phone.fill("text", "Augusta Ada")
        val plain = phone.screen.input("text") as EditText
        assertEquals("Augus", plain.text.toString())
        assertEquals(EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING, plain.imeOptions and EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING)
        assertEquals(View.IMPORTANT_FOR_AUTOFILL_NO, plain.importantForAutofill)
        val long = phone.screen.input("long") as EditText
        assertTrue(long.inputType and InputType.TYPE_TEXT_FLAG_MULTI_LINE != 0)
        assertTrue("${long.height} <= ${plain.height}", long.height > plain.height)
        val secret = phone.screen.input("secret") as EditText
        assertEquals(InputType.TYPE_TEXT_VARIATION_PASSWORD, secret.inputType and InputType.TYPE_MASK_VARIATION)
        assertNotNull(secret.transformationMethod)
    }

    @Test fun aScreenReaderStopsOnceAtEachRow() {
        val state = if (Build.VERSION.SDK_INT < 30) ". " else null
        fun with(words: String, value: String) = if (state == null) words else words + state + value
        val expected = listOf(
            "The title", "The header", "Some words.", "Set off.", "On from here", "A status. how it stands",
            with("An item. its detail", "open"), "3. Do this.", Rows.trail.spoken, Rows.setting.spoken, "Press here",
            "Yes or no\nWhat it is for, Not checked",
            with(
                "One of two",
                "The first"
            ),
            "A name", "As on paper", "A name", with("A day", "23 November"),
            with("An hour", "6 pm"), "A letter", "Dear all,", "goodbye.", Rows.picture.description, "The footer", "Go on", "Start", "Other"
        )
        assertEquals(expected.joinToString("\n"), everything.stops.joinToString("\n"))
    }

    @Test
    @Config(sdk = [30, 33, 35, 36])
    fun aScreenReaderReadsTheStateOfARow() {
        val phone = everything
        assertEquals("open", phone.said("An item").createAccessibilityNodeInfo().stateDescription)
        assertEquals("The first", phone.said("One of two").createAccessibilityNodeInfo().stateDescription)
    }

    @Test fun aScreenReaderKnowsTheRoleOfEachRow() {
        val phone = everything
        for (words in listOf("An item", "One of two", "A day", "An hour")) {
            assertEquals(words, Button::class.java.name, phone.said(words).createAccessibilityNodeInfo().className)
        }
        val toggle = checkNotNull(phone.screen.input("toggle")).createAccessibilityNodeInfo()
        assertEquals(Switch::class.java.name, toggle.className)
        @Suppress("DEPRECATION")
        assertTrue(toggle.isCheckable && !toggle.isChecked)
        assertFalse(phone.said("A status").createAccessibilityNodeInfo().isClickable)
        assertEquals(checkNotNull(phone.screen.input("text")).id, phone.text("A name").labelFor)
        assertEquals(listOf(true, false), listOf("Start", "Other").map { phone.said(it).createAccessibilityNodeInfo().isSelected })
    }

    @Test
    @Config(sdk = [30, 33, 35, 36])
    fun headingsAreMarkedForScreenReaders() {
        val phone = everything
        val headings = phone.views.filter { it.createAccessibilityNodeInfo().isHeading }.map { (it as TextView).text.toString() }
        assertEquals(listOf("The title", "The header", "A letter"), headings)
    }

    @Test fun screenReadersSkipDecoration() {
        val decoration = everything.views.filter { view ->
            (view is ImageView && view !is ImageButton && view.contentDescription != Rows.picture.description) || view is SwitchPicture
        }
        assertTrue("${decoration.size}", decoration.size > 10)
        assertEquals(emptyList<View>(), decoration.filter { it.isImportantForAccessibility })
    }

    @Test fun everyTapTargetHasAtLeast48Dp() {
        val phone = everything
        phone.screen.showNotice(Notice("Kept.", "undo"))
        phone.settle()
        val targets = phone.views.filter { (it.isClickable && it.hasOnClickListeners()) || it is Switch || it is EditText }
        assertTrue("${targets.size}", targets.size >= 11)
        val small = targets.filter { it.width < phone.screen.dp(48) || it.height < phone.screen.dp(48) }
        assertEquals(emptyList<String>(), small.map { "${label(it)} ${it.width} x ${it.height}" })
    }

    @Test fun rowsAreMirroredFromRightToLeft() {
        for ((direction, mirrored) in listOf(Direction.LEFT_TO_RIGHT to false, Direction.RIGHT_TO_LEFT to true)) {
            val phone = show(screen(*Rows.all.toTypedArray(), direction = direction))
            assertEquals(mirrored, phone.text("The title").layoutDirection == View.LAYOUT_DIRECTION_RTL)
            val item = phone.said("An item") as ViewGroup
            val (sign, words) = listOf(item.getChildAt(0), item.getChildAt(1))
            assertEquals(mirrored, sign.left > words.left)
            val chips = phone.said(Rows.trail.spoken).all().filterIsInstance<FlowLayout>().single()
            assertEquals(mirrored, chips.getChildAt(0).left > chips.getChildAt(1).left)
        }
    }

    @Test fun textIsNotCutAtDoubleFontScale() {
        RuntimeEnvironment.setFontScale(2f)
        val phone = everything
        val texts = phone.views.filterIsInstance<TextView>().filter { it.text.isNotEmpty() }
        assertEquals(2f, phone.screen.resources.configuration.fontScale, 0f)
        val cut = texts.filter { it.layout.height > it.height - it.compoundPaddingTop - it.compoundPaddingBottom }
        assertEquals(emptyList<String>(), cut.map { it.text.toString() })
        assertTrue(texts.none { text -> (0 until text.layout.lineCount).any { text.layout.getEllipsisCount(it) > 0 } })
    }

    private companion object {
        /** Signature, width, height and kind. */
        const val PNG_HEAD = 33
    }
}
