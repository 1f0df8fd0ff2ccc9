package app.widerspruch

import android.graphics.Color
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.RippleDrawable
import android.text.Spanned
import android.text.style.ForegroundColorSpan
import android.view.View
import android.widget.EditText
import android.widget.ImageView
import android.widget.ProgressBar
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.SectionKind
import kotlin.math.pow
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/**
 * Measures the contrast of all text and icons: every kind of row in every tone, buttons, notice and tabs, by day and by night.
 * From level 31 on, the colours are the system's dynamic ones.
 */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [30, 35])
class ContrastTest {
    private class Pair(val what: String, val ink: Int, val ground: Int, val least: Double) {
        val contrast = contrast(ink, ground)

        override fun toString() = "%s: #%06X on #%06X is %.2f".format(what, ink and RGB, ground and RGB, contrast)
    }

    @Test fun contrastIsSufficientByDay() = everyPairHasContrast("notnight")

    @Test fun contrastIsSufficientByNight() = everyPairHasContrast("night")

    private fun everyPairHasContrast(mode: String) {
        val rows = (Rows.all + Rows.toned).toTypedArray()
        val answers = screen(*Rows.answers.toTypedArray(), route = "/b", kind = SectionKind.ANSWERS)
        val core = FakeCore(screen(*rows, primary = Action.Perform("go")), screen(*rows, route = "/a"), answers)
        val phone = Phone(qualifiers = "-w411dp-h6000dp-$mode-mdpi", core = core).start()
        phone.tap(Rows.claim.readOn)
        phone.screen.showNotice(notice("Kept.", "undo/1", "what failed"))
        val pairs = pairs(phone).toMutableList()
        // A screen without tabs has the back button.
        phone.go("/a")
        pairs += pairs(phone)
        phone.go("/b")
        pairs += pairs(phone)
        assertTrue("${pairs.size}", pairs.size > 100)
        assertTrue("too few grounds", pairs.map { it.ground }.distinct().size > 7)
        assertEquals(emptyList<Pair>(), pairs.filter { it.contrast < it.least }.distinctBy { it.toString() })
    }

    @Test
    @Config(sdk = [35])
    fun dynamicColoursAreUsedFromLevel31() {
        val phone = Phone()
        assertEquals(phone.app.getColor(android.R.color.system_accent1_600), phone.app.getColor(R.color.primary))
    }

    @Test fun contrastFormulaMatchesWcag() {
        assertEquals(21.0, contrast(Color.BLACK, Color.WHITE), 0.001)
        assertEquals(4.48, contrast(0xFF777777.toInt(), Color.WHITE), 0.005)
        assertEquals(1.0, contrast(Color.RED, Color.RED), 0.001)
    }

    private fun pairs(phone: Phone): List<Pair> = phone.screen.window.decorView.all().filter { it.isShown }.flatMap { view ->
        when (view) {
            is EditText -> letters(view) + edge(view)
            is TextView -> letters(view)
            is ImageView -> listOfNotNull(view.imageTintList?.let { sign(view, it.defaultColor) })
            is ProgressBar -> bar(view)
            is SwitchPicture -> listOf(sign(view, view.context.getColor(R.color.on_surface)))
            else -> emptyList()
        }
    }

    private fun letters(view: TextView): List<Pair> {
        val spans = (view.text as? Spanned)?.let { it.getSpans(0, it.length, ForegroundColorSpan::class.java) }.orEmpty()
        val colours = listOf(view.currentTextColor) + spans.map { it.foregroundColor }
        return colours.map { Pair("${view.text}", it, ground(view), LETTERS) }
    }

    private fun sign(view: View, color: Int) = Pair("sign in ${view.parent}", color, ground(view), SIGNS)

    /** Measures the outline of a field, which is all that shows where to type. */
    private fun edge(view: EditText): Pair {
        val around = ground(view.parent as View)
        return Pair("edge of a field", view.context.getColor(R.color.outline), around, SIGNS)
    }

    /** Measures the filled part of a bar beside the rest, and the edge of the rest. */
    private fun bar(view: View): List<Pair> {
        val (filled, rest, edge) = listOf(R.color.primary, R.color.primary_container, R.color.outline).map(view.context::getColor)
        return listOf(Pair("filled part of a bar", filled, rest, SIGNS), Pair("edge of a bar", edge, ground(view), SIGNS))
    }

    /** Returns the colour of the nearest opaque background. */
    private fun ground(view: View): Int = generateSequence(view) { it.parent as? View }.firstNotNullOf { color(it.background) }

    private fun color(drawable: Drawable?): Int? = when (drawable) {
        // The first layer is the background; the mask is never drawn.
        is RippleDrawable -> drawable.getDrawable(0).takeIf { drawable.getId(0) != android.R.id.mask }?.let(::color)

        is GradientDrawable -> drawable.color?.defaultColor

        is ColorDrawable -> drawable.color

        else -> null
    }?.takeIf { Color.alpha(it) == OPAQUE }

    private companion object {
        const val LETTERS = 4.5
        const val SIGNS = 3.0
        const val RGB = 0xFFFFFF
        const val OPAQUE = 255

        /** Returns the contrast ratio as WCAG 2 defines it. */
        fun contrast(one: Int, other: Int): Double {
            val (dark, light) = listOf(luminance(one), luminance(other)).sorted()
            return (light + 0.05) / (dark + 0.05)
        }

        private fun luminance(color: Int) =
            0.2126 * linear(Color.red(color)) + 0.7152 * linear(Color.green(color)) + 0.0722 * linear(Color.blue(color))

        private fun linear(part: Int): Double = (part / 255.0).let { if (it <= 0.04045) it / 12.92 else ((it + 0.055) / 1.055).pow(2.4) }
    }
}
