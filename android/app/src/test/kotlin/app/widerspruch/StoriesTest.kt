package app.widerspruch

import org.json.JSONObject
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.ParameterizedRobolectricTestRunner
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** Replays every story of Android in each language. */
@RunWith(ParameterizedRobolectricTestRunner::class)
@Config(sdk = [35])
class StoriesTest(private val name: String, private val language: String) {
    @Test fun story() = Story(name, language).replay()

    companion object {
        @JvmStatic
        @ParameterizedRobolectricTestRunner.Parameters(name = "{0} {1}")
        fun stories(): List<Array<Any>> {
            val files = Story.FOLDER.listFiles().orEmpty().sorted()
            val here = files.filter { JSONObject(it.readText()).optString("platform", "android") == "android" }
            return here.flatMap { file -> listOf("de", "en").map { arrayOf<Any>(file.nameWithoutExtension, it) } }
        }
    }
}

/** Replays two stories on every level. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class MainPathTest {
    @Test fun lateAndOpen() = Story("late_and_open", "de").replay()

    @Test fun answersFromNotifications() = Story("notification_answers", "en").replay()
}
