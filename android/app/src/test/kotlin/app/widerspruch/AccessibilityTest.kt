package app.widerspruch

import android.graphics.Color
import android.view.View
import android.widget.Button
import android.widget.ImageButton
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.Row
import app.widerspruch.core.Screen
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckPreset
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckResult.AccessibilityCheckResultType
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityHierarchyCheckResult
import com.google.android.apps.common.testing.accessibility.framework.Parameters
import com.google.android.apps.common.testing.accessibility.framework.checks.DuplicateSpeakableTextCheck
import com.google.android.apps.common.testing.accessibility.framework.checks.RedundantDescriptionCheck
import com.google.android.apps.common.testing.accessibility.framework.checks.TextContrastCheck
import com.google.android.apps.common.testing.accessibility.framework.checks.TouchTargetSizeCheck
import com.google.android.apps.common.testing.accessibility.framework.uielement.AccessibilityHierarchyAndroid
import com.google.android.apps.common.testing.accessibility.framework.utils.contrast.BitmapImage
import java.util.Locale
import java.util.TimeZone
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** Runs Google's accessibility checks on every kind of screen that can be reached, from top to bottom. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [30, 35])
class AccessibilityTest {
    private val zone = TimeZone.getDefault()

    @After fun restoreTimeZone() = TimeZone.setDefault(zone)

    @Test fun englishByDay() = crawl("en", "notnight", 1f)

    @Test fun englishByNight() = crawl("en", "night", 1f)

    @Test fun germanByDay() = crawl("de", "notnight", 1f)

    @Test fun germanByNight() = crawl("de", "night", 1f)

    @Test fun englishByDayInLargeLetters() = crawl("en", "notnight", 2f)

    @Test fun englishByNightInLargeLetters() = crawl("en", "night", 2f)

    @Test fun germanByDayInLargeLetters() = crawl("de", "notnight", 2f)

    @Test fun germanByNightInLargeLetters() = crawl("de", "night", 2f)

    private fun crawl(language: String, mode: String, font: Float) {
        RuntimeEnvironment.setFontScale(font)
        val phone = Phone(language, qualifiers = "-w411dp-h3000dp-$mode-hdpi").start()
        val found = problems(phone).toMutableList()
        phone.perform("begin/linkedin")
        found += problems(phone)
        phone.perform("confirm/p1/linkedin/ai-training")
        phone.perform("request/p1/linkedin/objection/begin")
        // No row leads to some of these: notifications and damage do.
        val seen = mutableSetOf("/", "/reminders/reliability", "/damage", "/p1/erase")
        val waiting = ArrayDeque(seen)
        while (true) {
            phone.go(waiting.removeFirstOrNull() ?: break)
            found += problems(phone)
            waiting += routesFrom(checkNotNull(phone.screen.shown)).filter { seen.add(kind(it)) }
            if (phone.depth > 1) phone.back()
        }
        phone.travel("2027-02-25T20:00:00+01:00")
        phone.go("/")
        found += problems(phone)
        assertTrue("$seen", seen.size > LEAST_SCREENS)
        assertEquals(emptyList<String>(), found)
    }

    /** Returns what the routes of like screens share: those differ only in the guide, the step, the authority or the package. */
    private fun kind(route: String): String = route
        .replace(Regex("(/services/[^/]+)/[^/]+/"), "$1/*/")
        .replace(Regex("(/about/notices|/authorities|/wrong/[^/]+)/[^/]+$"), "$1/*")

    /** Returns the routes to which a screen leads. */
    private fun routesFrom(screen: Screen): List<String> {
        val actions = screen.sections.flatMap { it.rows }.map { row ->
            when (row) {
                is Row.Callout -> row.action
                is Row.Item -> row.action
                is Row.ActionButton -> row.action
                else -> null
            }
        }
        return (actions + screen.primary?.action).filterIsInstance<Action.Go>().map { it.route } + screen.tabs.map { it.route }
    }

    private fun problems(phone: Phone): List<String> {
        val screen = phone.screen
        // `isFalseAlarm` ignores the size of plain text, so plain text must not be tappable.
        val tappable = screen.window.decorView.all().filter { it.javaClass == TextView::class.java && it.hasOnClickListeners() }
        assertEquals(emptyList<View>(), tappable)
        val scroll = screen.findViewById<View>(R.id.content).parent as ScrollView
        val found = problems(screen).toMutableList()
        while (scroll.canScrollVertically(1)) {
            scroll.scrollBy(0, scroll.height - screen.dp(OVERLAP))
            found += problems(screen)
        }
        return found.map { "${screen.shown?.route}: $it" }
    }

    /** Returns errors and warnings without false alarms. The screenshot lets the checks measure contrast. */
    private fun problems(screen: ScreenActivity): List<String> {
        val parameters = Parameters().apply { putScreenCapture(BitmapImage(screen.picture())) }
        val hierarchy = AccessibilityHierarchyAndroid.newBuilder(screen.window.decorView).build()
        return AccessibilityCheckPreset.getAccessibilityHierarchyChecksForPreset(AccessibilityCheckPreset.LATEST)
            .flatMap { it.runCheckOnHierarchy(hierarchy, null, parameters) }
            .filter { it.type == AccessibilityCheckResultType.ERROR || it.type == AccessibilityCheckResultType.WARNING }
            .filterNot { isFalseAlarm(it, screen.getColor(R.color.outline)) }
            .map { "${it.sourceCheckClass.simpleName}: ${it.getShortMessage(Locale.ENGLISH)} ${it.element?.text} ${it.metadata}" }
    }

    /** Whether a finding is a false alarm, for a reason that the checks cannot know. */
    private fun isFalseAlarm(result: AccessibilityHierarchyCheckResult, outline: Int): Boolean {
        val element = result.element
        return when (result.sourceCheckClass) {
            // Selectable text counts as a tap target, which may be as small as one line.
            TouchTargetSizeCheck::class.java -> element?.className == TextView::class.java.name

            // A title equals the words of the tab or button that leads to it, and a field equals its label.
            DuplicateSpeakableTextCheck::class.java -> true

            // A step says "tap" where the person taps at the service, also where a step is reported as wrong, and a row says who
            // checked the app: these are no roles or states of a row.
            RedundantDescriptionCheck::class.java ->
                element?.contentDescription?.first()?.isDigit() == true ||
                    result.metadata?.getString(RedundantDescriptionCheck.KEY_REDUNDANT_WORD) in SAID_OF_OTHERS

            // Text that the edge of the window cuts is checked whole in the next part. On a button with few letters, its outline
            // has more pixels than they, and the check takes it for the text. ContrastTest measures both.
            TextContrastCheck::class.java ->
                element?.isAgainstScrollableEdge == true ||
                    (
                        element?.className == Button::class.java.name &&
                            result.metadata?.getInt(TextContrastCheck.KEY_FOREGROUND_COLOR) == outline
                        )

            else -> false
        }
    }

    /** Shows that the checks can fail. */
    @Test fun seededFaultsAreFound() {
        val screen = Phone(core = FakeCore(screen())).start().screen
        val column = LinearLayout(screen).apply {
            orientation = LinearLayout.VERTICAL
            setBackgroundColor(Color.WHITE)
        }
        column.addView(ImageButton(screen).apply { setImageResource(R.drawable.ic_bell) })
        val small = Button(screen).apply {
            text = "x"
            minHeight = 0
            minimumHeight = 0
            setPadding(0, 0, 0, 0)
        }
        column.addView(small, LinearLayout.LayoutParams(60, 60))
        val pale = TextView(screen).apply {
            text = "pale words on white"
            textSize = 18f
            setTextColor(0xFFBBBBBB.toInt())
        }
        column.addView(pale)
        screen.setContentView(column)
        val found = problems(screen).map { it.substringBefore(':') }.toSet()
        assertEquals(setOf("SpeakableTextPresentCheck", "TouchTargetSizeCheck", "TextContrastCheck"), found)
    }

    private companion object {
        const val LEAST_SCREENS = 60

        /** Words that name a role or a state in a description, but what somebody does elsewhere in our sentences. */
        val SAID_OF_OTHERS = setOf("tap", "click", "checked")

        /** Overlap of two parts of a screen, in dp. */
        const val OVERLAP = 500
    }
}
