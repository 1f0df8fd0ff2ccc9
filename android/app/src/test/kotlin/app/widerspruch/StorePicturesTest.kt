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
 * The pictures by which people find the app in a store, drawn by the app itself, as all accepted pictures are. How large they
 * may be is held by `tests/release.rs`.
 */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class StorePicturesTest {
    private val zone = TimeZone.getDefault()

    @After fun home() = TimeZone.setDefault(zone)

    @Test fun german() = all("de-DE", "de")

    @Test fun english() = all("en-US", "en")

    /** The same icon as an iPhone wants it: as it is, for the dark, and in shades of grey for the system to tint. */
    @Test fun iPhone() {
        val folder = File(checkNotNull(System.getProperty("tests.dir")), "../ios/Widerspruch/Assets.xcassets/AppIcon.appiconset")
        val screen = Phone("de", "DE").apply { start() }.screen
        val icon = screen.getDrawable(R.mipmap.ic_launcher)
        Accepted.compare("any", icon(icon, APPLE_ICON), folder, StorePng::trueColour)
        // What lies behind the mark is the system's.
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

    /** The main way through the app, with a picture of what is wanted of it. */
    private fun walk(language: String, qualifiers: String, folder: File, wanted: List<String>) {
        val guide = "/p1/services/linkedin/ai-training"
        val phone = Phone(language, "DE", qualifiers = qualifiers)
        fun shoot(name: String, from: Int = 0) {
            val number = wanted.indexOf(name) + 1
            if (number > 0) Accepted.compare("${number}_$name", phone.screen.still(from), folder, StorePng::palette)
        }
        phone.allowNotifications()
        phone.start()
        phone.tap(if (language == "de") "Los geht’s" else "Let’s go")
        // Started anew, without the message of what was just done.
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

    /**
     * As somebody sees the screen who does not touch it, on a phone whose own bars leave so much room that no row is cut.
     */
    private fun ScreenActivity.still(from: Int): Bitmap {
        val content = findViewById<ViewGroup>(R.id.content)
        val scroll = content.parent as ScrollView
        scroll.isVerticalScrollBarEnabled = false
        leave(dp(BAR), 0)
        scroll.scrollTo(0, from)
        val end = scroll.scrollY + scroll.height
        // A bar that is a little lower may let the last row in.
        val lower = if (end < content.height) (0..dp(LESS)).minBy { it + 2 * (end + it - content.lastGap(end + it)) } else 0
        val rest = if (end < content.height) end + lower - content.lastGap(end + lower) else 0
        leave(dp(BAR) - lower + rest / 2, rest - rest / 2)
        scroll.scrollTo(0, from)
        return picture()
    }

    private fun ScreenActivity.leave(top: Int, bottom: Int) {
        val bars = WindowInsets.Builder().setInsets(WindowInsets.Type.systemBars(), Insets.of(0, top, 0, bottom)).build()
        window.decorView.dispatchApplyWindowInsets(bars)
        shadowOf(Looper.getMainLooper()).idle()
    }

    /** The lowest line above [end] that runs through nothing: no letters, no button, no row of a card. */
    private fun ViewGroup.lastGap(end: Int): Int {
        val whole = { view: View -> view !is ViewGroup || view.hasOnClickListeners() || (view.parent as View).background != null }
        val parts = all().drop(1).filter { it.isShown && it.height > context.dp(1) && whole(it) }.map { place(it) }
        return generateSequence(end) { line -> parts.firstOrNull { it.top < line && line < it.bottom }?.top }.last()
    }

    /** Where a view lies in this one. */
    private fun ViewGroup.place(view: View) = Rect(0, 0, view.width, view.height).also { offsetDescendantRectToMyCoords(view, it) }

    /** Where the section with the first row of a kind begins. */
    private fun ScreenActivity.top(kind: KClass<out Row>): Int {
        val header = checkNotNull(shown).sections.first { it.rows.any(kind::isInstance) }.header
        val content = findViewById<ViewGroup>(R.id.content)
        return content.place(content.all().first { (it as? TextView)?.text?.toString() == header }).top - dp(Space.LARGE)
    }

    /** What launchers show of the icon: of its 108 parts the 72 in the middle. */
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

    /** The icon, the app's name, and what it says of itself on its first page. */
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
        // What belongs together stays together.
        val whole = text.replace("AI ", "AI\u00a0")
        return StaticLayout.Builder.obtain(whole, 0, whole.length, paint, TEXT_WIDTH)
            .setBreakStrategy(Layout.BREAK_STRATEGY_BALANCED)
            .setLineSpacing(0f, 1.1f)
            .build()
    }

    private companion object {
        /** 1080 × 1920 points each, the tall and the wide form that stores like best. */
        const val PHONE = "-w432dp-h768dp-400dpi"
        const val SMALL_TABLET = "-w600dp-h1067dp-288dpi"
        const val LARGE_TABLET = "-w1280dp-h720dp-land-hdpi"

        /** What a phone's bar with clock and battery takes. */
        const val BAR = 24

        /** By how much less it may be. */
        const val LESS = 16

        const val ICON = 512
        const val APPLE_ICON = 1024

        /** The lighter blue of the app by night. */
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
