package app.widerspruch

import android.app.AlertDialog
import android.app.DatePickerDialog
import android.graphics.Bitmap
import android.graphics.Rect
import android.graphics.drawable.BitmapDrawable
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.os.Build
import android.os.Looper
import android.text.InputType
import android.text.Spanned
import android.text.method.PasswordTransformationMethod
import android.text.style.LocaleSpan
import android.view.View
import android.view.ViewGroup
import android.view.accessibility.AccessibilityNodeInfo
import android.view.inputmethod.EditorInfo
import android.widget.Button
import android.widget.EditText
import android.widget.ImageButton
import android.widget.ImageView
import android.widget.ProgressBar
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.CoreException
import app.widerspruch.core.Direction
import app.widerspruch.core.Row
import app.widerspruch.core.Screen
import app.widerspruch.core.SectionKind
import app.widerspruch.core.TextKind
import app.widerspruch.core.Tone
import com.google.android.apps.common.testing.accessibility.framework.ViewHierarchyElementUtils
import com.google.android.apps.common.testing.accessibility.framework.uielement.AccessibilityHierarchyAndroid
import java.io.ByteArrayOutputStream
import java.io.File
import java.time.Duration
import java.time.Instant
import java.time.ZoneId
import java.util.Locale
import java.util.concurrent.CountDownLatch
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertSame
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
        assertEquals(17, kinds.size)
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
        is Row.Callout -> listOfNotNull(row.title, row.text, row.more)
        is Row.Progress -> listOf(row.label)
        is Row.Claim -> listOfNotNull(row.text, row.readOn, row.stale)
        is Row.Search -> listOfNotNull(row.label, row.value, row.found)
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
        is Row.Document -> row.paragraphs + row.title
        is Row.Picture -> emptyList()
    }

    @Test fun aDocumentIsDrawnAndSpokenInItsOwnLanguage() {
        val phone = show(Rows.document.copy(language = "de"), Row.Paragraph("Around it"))
        for (words in Rows.document.paragraphs + Rows.document.title) {
            val text = phone.text(words)
            assertEquals(Locale.GERMAN, text.textLocale)
            val spoken = (text.text as Spanned).getSpans(0, words.length, LocaleSpan::class.java).single()
            assertEquals(Locale.GERMAN, spoken.locale)
        }
        assertEquals("en", phone.text("Around it").textLocale.language)
    }

    @Test fun missingOptionalWordsLeaveNoEmptyOrNullText() {
        val bare = show(
            Rows.callout.copy(title = null, more = null, action = null),
            Rows.claim.copy(stale = null),
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

    private val filled = mapOf("toggle" to "true", "choice" to "b", "text" to "Grace", "date" to "2027-02-03")

    @Test fun inputsAreSentOnlyWithACommandAndThenAllOfThem() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        phone.tap("Go on")
        val untouched = mapOf("toggle" to "false", "choice" to "a", "text" to "Ada", "date" to "2026-11-23")
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
        for (words in listOf("The second", "2027-02-03")) assertTrue(phone.text(words).isShown)
        // Opened again, the dialog has the chosen option selected.
        phone.screen.input("choice")?.performClick()
        assertEquals(1, (ShadowDialog.getLatestDialog() as AlertDialog).listView.checkedItemPosition)
    }

    @Test fun aCancelledDialogSendsNothing() {
        val phone = show(*Rows.sentOnChange.toTypedArray())
        for (name in listOf("choice", "date")) {
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
        val sent = mapOf("toggle" to "toggled", "choice" to "chosen", "date" to "dated")
        for ((name, command) in sent) {
            phone.fill(name, filled.getValue(name))
            val form = mapOf("toggle" to "false", "choice" to "a", "text" to "Grace", "date" to "2026-11-23")
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
        core.answer = { throw CoreException.ReadOnly("Nothing can be changed now.", "a newer journal") }
        phone.fill("text", "Grace")
        phone.fill("toggle", "true")
        assertEquals("Nothing can be changed now.", phone.notice())
        assertFalse("it says yes where the core says no", (phone.screen.input("toggle") as Switch).isChecked)
        assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
    }

    @Test fun aRefusedInputIsFocusedAndKeepsItsText() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        core.answer = { throw CoreException.BadInput("text", "That is no name.", "refused") }
        phone.fill("text", "???")
        phone.tap("Go on")
        assertEquals("That is no name.", phone.notice())
        val input = phone.screen.input("text") as EditText
        assertTrue(input.isFocused)
        assertEquals("???", input.text.toString())
    }

    @Test fun aRefusedInputIsScrolledIntoView() {
        val phone = show(screen(*Rows.all.toTypedArray(), primary = Action.Perform("send")), height = 500)
        core.answer = { throw CoreException.BadInput("date", "That is too late.", "refused") }
        assertFalse(checkNotNull(phone.screen.input("date")).getGlobalVisibleRect(Rect()))
        // After a pause, a ScrollView animates by default. It must jump: some people cannot bear motion.
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1))
        phone.tap("Go on")
        assertTrue(checkNotNull(phone.screen.input("date")).getGlobalVisibleRect(Rect()))
    }

    @Test fun afterACommandInputsShowTheValuesOfTheCore() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        phone.fill("text", "  Grace ")
        core.answer = {
            core.screens["/"] = screen(Rows.text.copy(value = "Grace"))
            FakeCore.NOTHING.copy(notice = notice("Kept."))
        }
        phone.tap("Go on")
        assertEquals("Grace", (phone.screen.input("text") as EditText).text.toString())
        assertEquals("Kept.", phone.notice())
    }

    private fun Phone.field(name: String) = screen.input(name) as EditText

    @Test fun keyboardCapitalsAndAutofillFitTheKindOfText() {
        val kinds = TextKind.entries
        val phone = show(*kinds.map { Rows.text.copy(name = it.name, kind = it) }.toTypedArray())
        val variations = mapOf(
            TextKind.NAME to InputType.TYPE_TEXT_VARIATION_PERSON_NAME,
            TextKind.EMAIL to InputType.TYPE_TEXT_VARIATION_EMAIL_ADDRESS,
            TextKind.ADDRESS to InputType.TYPE_TEXT_VARIATION_POSTAL_ADDRESS,
            TextKind.WEB_ADDRESS to InputType.TYPE_TEXT_VARIATION_URI,
            TextKind.FREE_TEXT to InputType.TYPE_TEXT_VARIATION_NORMAL,
            TextKind.SECRET to InputType.TYPE_TEXT_VARIATION_PASSWORD
        )
        val fills = mapOf(
            TextKind.NAME to View.AUTOFILL_HINT_NAME,
            TextKind.EMAIL to View.AUTOFILL_HINT_EMAIL_ADDRESS,
            TextKind.ADDRESS to View.AUTOFILL_HINT_POSTAL_ADDRESS
        )
        val capitals = mapOf(
            TextKind.NAME to InputType.TYPE_TEXT_FLAG_CAP_WORDS,
            TextKind.ADDRESS to InputType.TYPE_TEXT_FLAG_CAP_WORDS,
            TextKind.FREE_TEXT to InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
        )
        val anyCapital =
            InputType.TYPE_TEXT_FLAG_CAP_WORDS or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES or InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS
        for (kind in kinds) {
            val field = phone.field(kind.name)
            assertEquals("$kind", InputType.TYPE_CLASS_TEXT, field.inputType and InputType.TYPE_MASK_CLASS)
            assertEquals("$kind", variations[kind], field.inputType and InputType.TYPE_MASK_VARIATION)
            assertEquals("$kind", capitals[kind] ?: 0, field.inputType and anyCapital)
            val corrects = field.inputType and InputType.TYPE_TEXT_FLAG_AUTO_CORRECT != 0
            assertEquals("$kind", kind == TextKind.FREE_TEXT, corrects)
            // From Android 13 on, the system itself gives a secret a hint, which counts for nothing in a field that is left out.
            if (kind in fills) assertEquals("$kind", fills[kind], field.autofillHints?.single())
            val importance = if (kind in fills) View.IMPORTANT_FOR_AUTOFILL_YES else View.IMPORTANT_FOR_AUTOFILL_NO
            assertEquals("$kind", importance, field.importantForAutofill)
            // Letters and names are personal: no keyboard learns them.
            assertTrue("$kind", field.imeOptions and EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING != 0)
            assertEquals("$kind", kind == TextKind.SECRET, field.transformationMethod is PasswordTransformationMethod)
        }
    }

    @Test fun onlyTextOfSeveralLinesTakesThem() {
        val several = listOf(TextKind.NAME, TextKind.ADDRESS, TextKind.FREE_TEXT)
        val phone = show(*several.flatMap { listOf(false, true).map { lines -> textOf(it, lines) } }.toTypedArray())
        for (kind in several) {
            val (short, long) = listOf(false, true).map { phone.field("$kind $it") }
            assertFalse("$kind", short.inputType and InputType.TYPE_TEXT_FLAG_MULTI_LINE != 0)
            assertTrue("$kind", long.inputType and InputType.TYPE_TEXT_FLAG_MULTI_LINE != 0)
            assertTrue("${long.height} <= ${short.height}", long.height > short.height)
        }
    }

    private fun textOf(kind: TextKind, lines: Boolean) = Rows.text.copy(name = "$kind $lines", kind = kind, multiline = lines)

    @Test fun theLimitOfATextCountsCodePointsAndCutsNoLetter() {
        val key = "\uD83D\uDD11"
        val family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67"
        val accented = "e\u0301"
        val kept = mapOf(
            "Augusta Ada" to "Augus",
            key.repeat(7) to key.repeat(5),
            // A letter of two code points, and a picture of five, are taken whole or not at all.
            "abcd$accented" to "abcd",
            "abc$accented" to "abc$accented",
            "a$family" to "a",
            family to family
        )
        val phone = show(Rows.text.copy(value = "", maxLength = 5u))
        for ((typed, left) in kept) {
            phone.fill("text", typed)
            assertEquals(left, phone.field("text").text.toString())
        }
        // Typed into the middle and in place of a selection, what stands around counts.
        phone.fill("text", "abcd")
        phone.field("text").text.insert(2, "$key$key")
        assertEquals("ab${key}cd", phone.field("text").text.toString())
        phone.field("text").text.replace(0, 2, "xyz")
        assertEquals("xy${key}cd", phone.field("text").text.toString())
    }

    @Test fun aTextThatIsLongerThanItsLimitIsShownWhole() {
        assertEquals("Ada Lovelace", show(Rows.text.copy(value = "Ada Lovelace", maxLength = 5u)).field("text").text.toString())
    }

    @Test fun aDayOutsideTheBoundsCannotBeChosen() {
        val bounded = Rows.date.copy(value = "2026-01-31", earliest = "2026-11-01", latest = "2026-11-23", onChange = "dated")
        val phone = show(bounded)
        phone.screen.input("date")?.performClick()
        val dialog = ShadowDialog.getLatestDialog() as DatePickerDialog
        val days = listOf(dialog.datePicker.minDate, dialog.datePicker.maxDate).map {
            Instant.ofEpochMilli(it).atZone(ZoneId.systemDefault()).toLocalDate().toString()
        }
        assertEquals(listOf("2026-11-01", "2026-11-23"), days)
        // The dialog opens within the bounds, though the day lies outside.
        assertEquals(listOf(2026, 10, 1), dialog.datePicker.run { listOf(year, month, dayOfMonth) })
        dialog.cancel()
        for ((set, sent) in listOf("2027-02-03" to "2026-11-23", "2026-10-31" to "2026-11-01", "2026-11-05" to "2026-11-05")) {
            phone.fill("date", set)
            assertEquals(sent, core.performed.last().second["date"])
        }
    }

    @Test fun progressIsABarThatIsFilledAsFarAsDone() {
        for ((done, total) in listOf(0u to 3u, 1u to 3u, 3u to 3u)) {
            val phone = show(Row.Progress(done, total, "$done of $total"))
            val bar = phone.views.filterIsInstance<ProgressBar>().single()
            assertEquals(done.toInt() to total.toInt(), bar.progress to bar.max)
            assertFalse(bar.isIndeterminate)
            assertTrue("${bar.width} x ${bar.height}", bar.width > phone.screen.dp(200) && bar.height >= phone.screen.dp(4))
            // The words say it; a percentage beside them would be a second stop.
            assertEquals(listOf("The title", "The header", "$done of $total", "The footer", "Start", "Other"), phone.stops)
        }
    }

    private val source = "Their page, read on 23 November"

    @Test fun theSourcesOfAClaimAreFoldedUntilTheLineIsTapped() {
        val phone = show(Rows.claim)
        val folded = listOf("The title", "The header", "They say so.", "2 sources, 23 November. It may have changed.", "The footer")
        assertEquals(folded + listOf("Start", "Other"), phone.stops)
        phone.tap(Rows.claim.readOn)
        assertEquals(folded.dropLast(1) + listOf(source, "A letter", "The footer", "Start", "Other"), phone.stops)
        phone.tap(Rows.claim.readOn)
        assertEquals(folded + listOf("Start", "Other"), phone.stops)
        assertEquals(0, core.performed.size)
    }

    @Test fun aScreenReaderIsToldWhetherSourcesAreFolded() {
        val phone = show(Rows.claim)
        val line = phone.said(Rows.claim.readOn)
        fun offered() = line.createAccessibilityNodeInfo().actionList.map { it.id }
        assertEquals(Button::class.java.name, line.createAccessibilityNodeInfo().className)
        assertTrue(AccessibilityNodeInfo.ACTION_EXPAND in offered() && AccessibilityNodeInfo.ACTION_COLLAPSE !in offered())
        assertTrue(line.performAccessibilityAction(AccessibilityNodeInfo.ACTION_EXPAND, null))
        assertTrue(phone.text(source).isShown)
        assertTrue(AccessibilityNodeInfo.ACTION_COLLAPSE in offered() && AccessibilityNodeInfo.ACTION_EXPAND !in offered())
        assertTrue(line.performAccessibilityAction(AccessibilityNodeInfo.ACTION_COLLAPSE, null))
        assertTrue(phone.views.filterIsInstance<TextView>().none { it.text.toString() == source })
    }

    @Test fun unfoldedSourcesStayUnfoldedOverARedrawAndProcessDeath() {
        val phone = show(Rows.claim, Rows.toggle.copy(onChange = "toggled"))
        phone.tap(Rows.claim.readOn)
        phone.fill("toggle", "true")
        assertTrue(phone.text(source).isShown)
        phone.recreate()
        assertTrue(phone.text(source).isShown)
    }

    @Test fun aSourceIsALinkOnlyIfItHasAnAction() {
        val phone = show(Rows.claim)
        phone.tap(Rows.claim.readOn)
        val link = phone.said(source)
        assertEquals(Button::class.java.name, link.createAccessibilityNodeInfo().className)
        assertTrue(link.all().any { it is ImageView })
        assertFalse((phone.text("A letter").parent as View).hasOnClickListeners())
        phone.tap(source)
        assertEquals("https://example.org", phone.opened.single().dataString)
    }

    @Test fun aStaleClaimIsMarkedByASignAndWords() {
        val phone = show(Rows.claim)
        val line = phone.text("It may have changed.").parent as ViewGroup
        assertTrue(line.getChildAt(0) is ImageView)
        val fresh = show(Rows.claim.copy(stale = null))
        assertEquals(1, fresh.said(Rows.claim.readOn).all().filterIsInstance<ImageView>().size)
    }

    private fun pause(millis: Long) = shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(millis))

    /** Shows a search field and a result, and adds the same screen for other words to the core. */
    private fun searching(vararg words: String): Phone {
        val phone = show(Rows.search)
        for (found in words) {
            val route = "/find/$found"
            core.screens[route] = screen(Rows.search.copy(value = found), Rows.item.copy(title = "Found $found"), route = route)
        }
        core.asked.clear()
        return phone
    }

    @Test fun wordsAreLookedForAMomentAfterTheLastKey() {
        val phone = searching("abc")
        val field = phone.field("search")
        for (words in listOf("a", "ab", "abc")) {
            pause(200)
            field.setText(words)
        }
        pause(299)
        phone.settle()
        assertEquals(emptyList<String>(), core.asked)
        pause(1)
        phone.settle()
        assertEquals(listOf("/find/abc"), core.asked)
        assertEquals("/find/abc", phone.screen.shown?.route)
        assertTrue(phone.text("Found abc").isShown)
    }

    @Test fun enterLooksAtOnceAndTheSameWordsAreNotLookedForAgain() {
        val phone = searching("abc")
        phone.field("search").setText("abc")
        phone.field("search").onEditorAction(EditorInfo.IME_ACTION_SEARCH)
        phone.settle()
        assertEquals(listOf("/find/abc"), core.asked)
        pause(1000)
        phone.field("search").onEditorAction(EditorInfo.IME_ACTION_SEARCH)
        phone.settle()
        assertEquals(listOf("/find/abc"), core.asked)
    }

    @Test fun aSearchIsNoStepInTheWayBack() {
        val phone = show(Rows.button)
        core.screens["/find"] = screen(Rows.search, route = "/find")
        core.screens["/find/a"] = screen(Rows.search, Rows.item.copy(action = Action.Go("/found")), route = "/find/a")
        core.screens["/found"] = screen(route = "/found")
        phone.go("/find")
        phone.fill("search", "a")
        assertEquals(2, phone.depth)
        // What is found leads back to what was looked for, and from there to the screen before.
        phone.tap("An item")
        assertEquals("/found" to 3, phone.screen.shown?.route to phone.depth)
        phone.back()
        assertEquals("/find/a" to 2, phone.screen.shown?.route to phone.depth)
        phone.back()
        assertEquals("/" to 1, phone.screen.shown?.route to phone.depth)
    }

    @Test fun aSearchKeepsFocusCursorAndTheVeryField() {
        val phone = searching("abc")
        val field = phone.field("search")
        field.requestFocus()
        field.setText("abc")
        field.setSelection(1)
        pause(300)
        phone.settle()
        assertTrue(phone.text("Found abc").isShown)
        assertSame(field, phone.field("search"))
        assertTrue(field.isFocused && field.isShown)
        assertEquals("abc" to 1, field.text.toString() to field.selectionStart)
    }

    @Test fun howManyWereFoundIsSaidOnceBelowTheFieldThatStays() {
        val phone = searching("abc")
        core.screens["/find/abc"] = screen(Rows.search.copy(value = "abc", found = "3 results"), Rows.item, route = "/find/abc")
        val field = phone.field("search")
        phone.fill("search", "abc")
        assertTrue(phone.text("3 results").isShown)
        assertEquals(View.ACCESSIBILITY_LIVE_REGION_POLITE, phone.text("3 results").accessibilityLiveRegion)
        assertSame(field, phone.field("search"))
    }

    @Test fun aStaleAnswerOverwritesNeitherWordsNorResults() {
        val phone = searching("a", "ab")
        val (first, second) = listOf("/find/a", "/find/ab").map { route -> CountDownLatch(1).also { core.holds[route] = it } }
        phone.field("search").setText("a")
        pause(300)
        phone.field("search").setText("ab")
        pause(300)
        first.countDown()
        while ("/find/ab" !in core.asked) Thread.sleep(1)
        pause(1)
        assertTrue("${phone.screen.texts()}", "Found a" !in phone.screen.texts())
        phone.field("search").append("c")
        second.countDown()
        phone.settle()
        assertTrue(phone.text("Found ab").isShown)
        assertEquals("abc", phone.field("search").text.toString())
    }

    @Test fun wordsOfAnotherScreenDoNotStayInTheField() {
        val phone = searching("abc")
        core.screens["/other"] = screen(Rows.search.copy(value = ""), route = "/other")
        phone.fill("search", "abc")
        phone.go("/other")
        assertEquals("", phone.field("search").text.toString())
        phone.go("/")
        assertEquals("old words", phone.field("search").text.toString())
    }

    @Test fun theSelectedTabTappedAgainKeepsItsInputs() {
        val phone = show(*Rows.inputs.toTypedArray(), primary = Action.Perform("send"))
        phone.fill("text", "Grace")
        phone.go("/")
        assertEquals("Grace", phone.field("text").text.toString())
        phone.fill("text", "Ada")
        phone.tap("Go on")
        assertEquals("Ada", core.performed.single().second["text"])
    }

    @Test fun wordsThatWereTypedAMomentAgoAreLookedForBeforeTheScreenIsLeft() {
        val phone = searching("abc")
        core.screens["/found"] = screen(route = "/found")
        phone.field("search").setText("abc")
        phone.go("/found")
        phone.back()
        assertEquals("/find/abc", phone.screen.shown?.route)
        pause(1000)
        phone.settle()
        assertEquals("/find/abc", phone.screen.shown?.route)
    }

    @Test fun aSearchIsNoInputOfACommand() {
        val phone = show(Rows.search, Rows.text, Rows.button)
        phone.tap("Press here")
        assertEquals(mapOf("text" to "Ada"), core.performed.single().second)
    }

    @Test fun wordsArePercentEncodedInUtf8() {
        assertEquals("azAZ09-._~", percentEncode("azAZ09-._~"))
        assertEquals("%20%2B%2A%2F%3F%23%25%26%3D%21%27%28%29", percentEncode(" +*/?#%&=!'()"))
        assertEquals("%C3%A4%F0%9F%94%91", percentEncode("ä\uD83D\uDD11"))
    }

    @Test fun answersAreTheRowsOfOneCard() {
        val phone = show(screen(*Rows.answers.toTypedArray(), kind = SectionKind.ANSWERS))
        val titles = listOf("It is off", "I see something else", "Look again", "Erase it")
        val rows = titles.map { phone.said(it) as ViewGroup }
        assertEquals(1, rows.map { it.parent }.toSet().size)
        assertEquals(rows.map { it.top }.sorted(), rows.map { it.top })
        // The good one is tinted, the dangerous one is red.
        fun ground(view: View) = ((view.background as RippleDrawable).getDrawable(0) as? ColorDrawable)?.color
        val tinted = phone.screen.getColor(R.color.good_container)
        assertEquals(listOf(tinted, null, null, null), rows.map(::ground))
        val red = phone.screen.getColor(R.color.danger)
        assertEquals(listOf(false, false, false, true), titles.map { phone.text(it).currentTextColor == red })
        // All words share one edge, with an icon before them or without.
        val edges = titles.map { title -> Rect().also { phone.text(title).getGlobalVisibleRect(it) }.left }
        assertEquals(1, edges.toSet().size)
        // A sign at the end only where something opens.
        assertEquals(listOf(false, true, true, false), rows.map { it.getChildAt(it.childCount - 1) is ImageView })
        for (row in rows) {
            assertEquals(Button::class.java.name, row.createAccessibilityNodeInfo().className)
            assertTrue("${row.height}", row.height >= phone.screen.dp(48))
        }
        phone.tap("Erase it")
        assertEquals("erase", core.performed.single().first)
    }

    @Test fun answersWithoutIconsStartAtTheEdgeOfTheCard() {
        val bare = Rows.answers.map { if (it is Row.ActionButton) it.copy(icon = null) else it }
        val phone = show(screen(*bare.toTypedArray(), kind = SectionKind.ANSWERS))
        val row = phone.said("Look again") as ViewGroup
        assertEquals(row.paddingLeft, row.getChildAt(0).left)
    }

    @Test fun theNoticeOfAScreenOffersItsDetails() {
        val phone = show(screen(Rows.button).copy(notice = notice("Part was damaged.", details = "line 3 of journal.jsonl")))
        phone.tap("Details")
        val dialog = ShadowDialog.getLatestDialog() as AlertDialog
        assertEquals("line 3 of journal.jsonl", dialog.findViewById<TextView>(android.R.id.message).text.toString())
        val bare = show(screen(Rows.button).copy(notice = notice("Part was damaged.")))
        assertTrue("${bare.screen.texts()}", "Details" !in bare.screen.texts())
    }

    @Test fun aScreenReaderStopsOnceAtEachRow() {
        val state = if (Build.VERSION.SDK_INT < 30) ". " else null
        fun with(words: String, value: String) = if (state == null) words else words + state + value
        val expected = listOf(
            "The title", "The header", "Some words.", "A short answer", "Set off.", "On from here", "1 of 3 steps", "They say so.",
            "2 sources, 23 November. It may have changed.", "What to look for", "What to look for", "A status. how it stands",
            with("An item. its detail", "open"), "3. Do this.", Rows.trail.spoken, Rows.setting.spoken, "Press here",
            "Yes or no\nWhat it is for, Not checked",
            with(
                "One of two",
                "The first"
            ),
            "A name", "As on paper", "A name", with("A day", "23 November"),
            "A letter", "Dear all,", "goodbye.", Rows.picture.description, "The footer", "Go on", "Start", "Other"
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
        for (words in listOf("An item", "One of two", "A day", "2 sources")) {
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
        val phone = show(screen(*Rows.all.toTypedArray(), primary = Action.Perform("primary")), height = 3400)
        phone.tap(Rows.claim.readOn)
        phone.screen.showNotice(notice("Kept.", "undo/1", "what failed"))
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
            val fold = phone.said(Rows.claim.readOn) as ViewGroup
            assertEquals(mirrored, fold.getChildAt(0).left > fold.getChildAt(1).left)
            val bar = phone.views.filterIsInstance<ProgressBar>().single()
            assertEquals(mirrored, bar.layoutDirection == View.LAYOUT_DIRECTION_RTL)
            // Letters that run from left to right begin at the side of the screen, too.
            val texts = listOf(phone.text("Set off."), phone.text("On from here"), phone.views.filterIsInstance<Switch>().single())
            texts.forEach { assertEquals("${it.text}", mirrored, it.layout.getLineLeft(0) > 0f) }
        }
    }

    @Test fun textIsNotCutAtDoubleFontScale() {
        RuntimeEnvironment.setFontScale(2f)
        val phone = show(screen(*(Rows.all + Rows.answers).toTypedArray(), primary = Action.Perform("primary")), height = 6000)
        phone.tap(Rows.claim.readOn)
        phone.screen.showNotice(notice("Kept.", "undo/1", "what failed"))
        phone.settle()
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
