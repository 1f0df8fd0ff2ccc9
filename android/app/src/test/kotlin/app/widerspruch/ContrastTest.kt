package app.widerspruch

import android.graphics.Color
import kotlin.math.max
import kotlin.math.min
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** Words can be read on their ground, by day, by night, and in the system's own colours. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [30, 35])
class ContrastTest {
    /** What is written, on what. */
    private val words = listOf(
        R.color.on_surface to R.color.surface, R.color.on_surface to R.color.card, R.color.muted to R.color.surface,
        R.color.muted to R.color.card,
        R.color.primary to R.color.surface, R.color.primary to R.color.card, R.color.danger to R.color.card,
        R.color.on_primary to R.color.primary,
        R.color.on_primary_container to R.color.primary_container, R.color.on_info_container to R.color.info_container,
        R.color.on_good_container to R.color.good_container, R.color.on_warning_container to R.color.warning_container,
        R.color.on_danger_container to R.color.danger_container, R.color.on_notice to R.color.notice,
        R.color.notice_action to R.color.notice
    )

    /** Signs and lines that carry meaning. */
    private val signs = listOf(
        R.color.good to R.color.card,
        R.color.warning to R.color.card,
        R.color.danger to R.color.card,
        R.color.outline to R.color.card,
        R.color.good to R.color.good_container,
        R.color.warning to R.color.warning_container,
        R.color.danger to R.color.danger_container
    )

    @Test fun byDay() = check("notnight")

    @Test fun byNight() = check("night")

    private fun check(mode: String) {
        RuntimeEnvironment.setQualifiers("+$mode")
        val app = RuntimeEnvironment.getApplication()
        fun tooWeak(pairs: List<Pair<Int, Int>>, least: Double) = pairs.mapNotNull { (ink, ground) ->
            val contrast = contrast(app.getColor(ink), app.getColor(ground))
            val name = { id: Int -> app.resources.getResourceEntryName(id) }
            "${name(ink)} on ${name(ground)}: %.2f".format(contrast).takeIf { contrast < least }
        }
        assertEquals(emptyList<String>(), tooWeak(words, 4.5) + tooWeak(signs, 3.0))
    }

    private fun contrast(one: Int, other: Int): Double {
        val (a, b) = listOf(one, other).map { Color.luminance(it) + 0.05 }
        return max(a, b) / min(a, b)
    }
}
