package app.widerspruch

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Insets
import android.graphics.Paint
import android.graphics.Rect
import android.graphics.Typeface
import android.graphics.drawable.AdaptiveIconDrawable
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.Drawable
import android.os.Looper
import android.text.Layout
import android.text.StaticLayout
import android.text.TextPaint
import android.view.View
import android.view.ViewGroup
import android.view.WindowInsets
import android.widget.ScrollView
import android.widget.TextView
import app.widerspruch.core.Row
import java.io.File
import java.util.TimeZone
import kotlin.reflect.KClass
import org.junit.After
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/**
 * Draws the pictures for stores with the app itself and compares them with the accepted ones. `tests/release.rs` checks their
 * sizes.
 */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class StorePicturesTest {
    private val zone = TimeZone.getDefault()

    @After fun restoreTimeZone() = TimeZone.setDefault(zone)

    @Test fun german() = all("de-DE", "de")

    @Test fun english() = all("en-US", "en")

    /** Draws the icon in the three forms of an iPhone: light, dark, and grey for the system to tint. */
    @Test fun iPhoneIcons() {
        val folder = File(checkNotNull(System.getProperty("tests.dir")), "../ios/Widerspruch/Assets.xcassets/AppIcon.appiconset")
        val screen = Phone("de", "DE").apply { start() }.screen
        val icon = screen.getDrawable(R.mipmap.ic_launcher)
        Accepted.compare("any", icon(icon, APPLE_ICON), folder, StorePng::trueColour)
        // The system draws the background of the dark icon.
        Accepted.compare("dark", icon(icon, APPLE_ICON, Color.TRANSPARENT, DARK_INK), folder)
        Accepted.compare("tinted", icon(icon, APPLE_ICON, Color.BLACK, Color.WHITE), folder, StorePng::trueColour)
    }

    private fun all(folder: String, language: String) {
        val images = File(checkNotNull(System.getProperty("tests.dir")), "../fastlane/metadata/android/$folder/images")
        val phone = Phone(language, "DE").apply { start() }
        Accepted.compare("icon", icon(phone.screen.getDrawable(R.mipmap.ic_launcher), ICON), images)
        Accepted.compare("featureGraphic", featureGraphic(phone), images, StorePng::trueColour)
        walk(language, PHONE, File(images, "phoneScreenshots"), listOf("start", "switch", "steps", "done", "reminders", "why"))
        walk(language, SMALL_TABLET, File(images, "sevenInchScreenshots"), listOf("start", "switch", "reminders"))
        walk(language, LARGE_TABLET, File(images, "tenInchScreenshots"), listOf("start", "switch", "reminders"))
    }

    /** Walks the main path and takes the wanted pictures. */
    private fun walk(language: String, qualifiers: String, folder: File, wanted: List<String>) {
        val guide = "/p1/services/linkedin/ai-training"
        val phone = Phone(language, "DE", qualifiers = qualifiers)
        fun shoot(name: String, from: Int = 0) {
            val number = wanted.indexOf(name) + 1
            if (number > 0) Accepted.compare("${number}_$name", phone.screen.still(from), folder, StorePng::palette)
        }
        phone.allowNotifications()
        phone.start()
        phone.tap("LinkedIn")
        phone.go("/")
        // Restarts to get rid of the notice.
        phone.kill()
        phone.start()
        shoot("start")
        phone.go(guide)
        shoot("switch")
        shoot("steps", from = phone.screen.top(Row.Step::class))
        phone.perform("confirm/p1/linkedin/ai-training")
        phone.kill()
        phone.start()
        shoot("done")
        phone.go("/reminders")
        shoot("reminders")
        phone.go("/p1/services/linkedin/why")
        shoot("why")
    }

    /** Draws the screen, with system bars of such heights that no row is cut. */
    private fun ScreenActivity.still(from: Int): Bitmap {
        val content = findViewById<ViewGroup>(R.id.content)
        val scroll = content.parent as ScrollView
        scroll.isVerticalScrollBarEnabled = false
        setBars(dp(BAR), 0)
        scroll.scrollTo(0, from)
        val end = scroll.scrollY + scroll.height
        // A bar that is a little lower may let the last row in.
        val lower = if (end < content.height) (0..dp(MAX_BAR_REDUCTION)).minBy { it + 2 * (end + it - content.lastGap(end + it)) } else 0
        val rest = if (end < content.height) end + lower - content.lastGap(end + lower) else 0
        setBars(dp(BAR) - lower + rest / 2, rest - rest / 2)
        scroll.scrollTo(0, from)
        return picture()
    }

    private fun ScreenActivity.setBars(top: Int, bottom: Int) {
        val bars = WindowInsets.Builder().setInsets(WindowInsets.Type.systemBars(), Insets.of(0, top, 0, bottom)).build()
        window.decorView.dispatchApplyWindowInsets(bars)
        shadowOf(Looper.getMainLooper()).idle()
    }

    /** Returns the lowest y above [end] that cuts no text, button or row of a card. */
    private fun ViewGroup.lastGap(end: Int): Int {
        val whole = { view: View -> view !is ViewGroup || view.hasOnClickListeners() || (view.parent as View).background != null }
        val parts = all().drop(1).filter { it.isShown && it.height > context.dp(1) && whole(it) }.map { place(it) }
        return generateSequence(end) { line -> parts.firstOrNull { it.top < line && line < it.bottom }?.top }.last()
    }

    /** Returns the place of a view inside this one. */
    private fun ViewGroup.place(view: View) = Rect(0, 0, view.width, view.height).also { offsetDescendantRectToMyCoords(view, it) }

    /** Returns the top of the section that has the first row of a kind. */
    private fun ScreenActivity.top(kind: KClass<out Row>): Int {
        val header = checkNotNull(shown).sections.first { it.rows.any(kind::isInstance) }.header
        val content = findViewById<ViewGroup>(R.id.content)
        return content.place(content.all().first { (it as? TextView)?.text?.toString() == header }).top - dp(Space.LARGE)
    }

    /** Draws what launchers show of the icon: the middle 72 of its 108 dp. */
    private fun icon(icon: Drawable?, side: Int, ground: Int? = null, ink: Int? = null): Bitmap {
        val layers = icon as AdaptiveIconDrawable
        val bitmap = Bitmap.createBitmap(side, side, Bitmap.Config.ARGB_8888)
        val more = side / 4
        ink?.let { layers.foreground.setTint(it) }
        for (layer in listOf(ground?.let(::ColorDrawable) ?: layers.background, layers.foreground)) {
            layer.setBounds(-more, -more, side + more, side + more)
            layer.draw(Canvas(bitmap))
        }
        return bitmap
    }

    /** Draws the icon, the app's name and the first paragraph of its first screen. */
    private fun featureGraphic(phone: Phone): Bitmap {
        val screen = phone.screen
        val bitmap = Bitmap.createBitmap(GRAPHIC_WIDTH, GRAPHIC_HEIGHT, Bitmap.Config.ARGB_8888)
        val canvas = Canvas(bitmap)
        canvas.drawColor(screen.getColor(R.color.launcher))
        val icon = (screen.getDrawable(R.mipmap.ic_launcher) as AdaptiveIconDrawable).foreground
        icon.setBounds(ICON_LEFT, (GRAPHIC_HEIGHT - ICON_SIDE) / 2, ICON_LEFT + ICON_SIDE, (GRAPHIC_HEIGHT + ICON_SIDE) / 2)
        icon.draw(canvas)
        val first = checkNotNull(screen.shown).sections.flatMap { it.rows }.filterIsInstance<Row.Paragraph>().first()
        val name = lines(screen.getString(R.string.app_name), 68f, "sans-serif-medium")
        val words = lines(first.text, 34f, "sans-serif")
        canvas.translate(TEXT_LEFT.toFloat(), (GRAPHIC_HEIGHT - name.height - TEXT_GAP - words.height) / 2f)
        name.draw(canvas)
        canvas.translate(0f, name.height + TEXT_GAP.toFloat())
        words.draw(canvas)
        return bitmap
    }

    private fun lines(text: String, size: Float, family: String): StaticLayout {
        val paint = TextPaint(Paint.ANTI_ALIAS_FLAG).apply {
            color = Color.WHITE
            textSize = size
            typeface = Typeface.create(family, Typeface.NORMAL)
        }
        // Keeps the abbreviation and its noun on one line.
        val whole = text.replace("AI ", "AI\u00a0")
        return StaticLayout.Builder.obtain(whole, 0, whole.length, paint, TEXT_WIDTH)
            .setBreakStrategy(Layout.BREAK_STRATEGY_BALANCED)
            .setLineSpacing(0f, 1.1f)
            .build()
    }

    private companion object {
        /** Windows of 1080 × 1920 pixels or 1920 × 1080 pixels. */
        const val PHONE = "-w432dp-h768dp-400dpi"
        const val SMALL_TABLET = "-w600dp-h1067dp-288dpi"
        const val LARGE_TABLET = "-w1280dp-h720dp-land-hdpi"

        /** Height of the status bar, in dp. */
        const val BAR = 24

        /** Most by which the status bar may be lower, in dp. */
        const val MAX_BAR_REDUCTION = 16

        const val ICON = 512
        const val APPLE_ICON = 1024

        /** The app's primary colour by night. */
        const val DARK_INK = 0xFFA9C7FF.toInt()
        const val GRAPHIC_WIDTH = 1024
        const val GRAPHIC_HEIGHT = 500
        const val ICON_SIDE = 500
        const val ICON_LEFT = 10
        const val TEXT_LEFT = 450
        const val TEXT_WIDTH = 510
        const val TEXT_GAP = 20
    }
}
