package app.widerspruch

import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.Row
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckPreset
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityCheckResult.AccessibilityCheckResultType
import com.google.android.apps.common.testing.accessibility.framework.AccessibilityHierarchyCheckResult
import com.google.android.apps.common.testing.accessibility.framework.Parameters
import com.google.android.apps.common.testing.accessibility.framework.checks.DuplicateSpeakableTextCheck
import com.google.android.apps.common.testing.accessibility.framework.checks.RedundantDescriptionCheck
import com.google.android.apps.common.testing.accessibility.framework.checks.TouchTargetSizeCheck
import com.google.android.apps.common.testing.accessibility.framework.uielement.AccessibilityHierarchyAndroid
import com.google.android.apps.common.testing.accessibility.framework.utils.contrast.BitmapImage
import java.util.Locale
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** The checks of Google's accessibility scanner on every screen that can be reached. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class AccessibilityTest {
    @Test fun germanByDay() = everyScreen("de", "-notnight", 1f)

    @Test fun englishByNight() = everyScreen("en", "-night", 1f)

    @Test fun germanWithLargeLetters() = everyScreen("de", "-w360dp-h740dp", 2f)

    private fun everyScreen(language: String, qualifiers: String, font: Float) {
        RuntimeEnvironment.setFontScale(font)
        val phone = Phone(language, qualifiers = qualifiers)
        phone.allowNotifications()
        phone.start()
        val found = findings(phone).toMutableList()
        phone.core { it.perform("welcome", emptyMap(), phone.app.now()) }
        phone.resume()
        val ways = ArrayDeque(listOf("/", "/reminders/reliability", "/persons", "/damage", "/p1/erase", "/p1/records"))
        val seen = mutableSetOf<String>()
        while (ways.isNotEmpty()) {
            val route = ways.removeFirst()
            // A screen of each kind is enough: what differs are the words.
            if (!seen.add(route.replace("research", "ai-training").replace("ads", "ai-training"))) continue
            phone.go("/")
            phone.go(route)
            found += findings(phone)
            val shown = checkNotNull(phone.screen.shown)
            val actions = shown.sections.flatMap { it.rows }.mapNotNull(::action) + listOfNotNull(shown.primary?.action)
            ways += actions.filterIsInstance<Action.Go>().map { it.route }
        }
        assertTrue("$seen", seen.size > 30)
        assertEquals("", found.distinct().joinToString("\n"))
    }

    private fun action(row: Row): Action? = when (row) {
        is Row.Item -> row.action
        is Row.ActionButton -> row.action
        is Row.Callout -> row.action
        else -> null
    }

    private fun findings(phone: Phone): List<String> {
        val decor = phone.screen.window.decorView
        val hierarchy = AccessibilityHierarchyAndroid.newBuilder(decor).build()
        val parameters = Parameters().apply { putScreenCapture(BitmapImage(phone.screen.picture())) }
        val checks = AccessibilityCheckPreset.getAccessibilityHierarchyChecksForPreset(AccessibilityCheckPreset.LATEST)
        val results = checks.flatMap { it.runCheckOnHierarchy(hierarchy, null, parameters) }
        val serious = listOf(AccessibilityCheckResultType.ERROR, AccessibilityCheckResultType.WARNING)
        return results.filter { it.type in serious && !isMeant(it) }.map { result ->
            val element = result.element
            val words = element?.text ?: element?.contentDescription
            "${phone.screen.shown?.route}: ${result.sourceCheckClass.simpleName}: ${result.getMessage(Locale.ENGLISH)} [$words]"
        }
    }

    /** What the checks cannot know. */
    private fun isMeant(result: AccessibilityHierarchyCheckResult): Boolean = when (result.sourceCheckClass) {
        // A text that can be selected counts as touchable there; nothing happens on a tap.
        TouchTargetSizeCheck::class.java -> result.element?.className == TextView::class.java.name

        // A screen is called like the tab or the button that leads to it, and a field like its label.
        DuplicateSpeakableTextCheck::class.java -> true

        // A step says what to click at the service.
        RedundantDescriptionCheck::class.java -> result.element?.contentDescription?.first()?.isDigit() == true

        else -> false
    }
}
