package app.widerspruch

import android.app.Activity
import android.content.pm.ActivityInfo
import android.content.res.Configuration
import android.os.Bundle
import android.os.Parcel
import android.widget.EditText
import app.widerspruch.core.TextKind
import java.io.File
import java.lang.ref.WeakReference
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowActivity

/** Tests process death, a broken library, an unreadable folder, a corrupt journal and memory leaks. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class SurvivalTest {
    private fun begun(): Phone = Phone().start().apply {
        tap("LinkedIn")
        go("/")
    }

    @Test fun typedInputSurvivesProcessDeath() {
        val phone = Phone().start()
        phone.tap("I help someone")
        phone.fill("name", "Mama")
        phone.recreate()
        assertEquals("Mama", (phone.screen.input("name") as EditText).text.toString())
        phone.tap("Continue")
        assertEquals("Where Mama stands", phone.screen.shown?.title)
    }

    @Test fun aSecretIsNotKeptOverTheEndOfTheProcess() {
        val secret = Rows.text.copy(name = "secret", value = "", kind = TextKind.SECRET)
        val phone = Phone(core = FakeCore(screen(Rows.text, secret))).start()
        phone.fill("text", "Grace Hopper")
        phone.fill("secret", "correct horse")
        val state = phone.savedState()
        val kept = "$state ${bytes(state)}"
        assertTrue(kept, "Grace Hopper" in kept)
        assertFalse(kept, "correct horse" in kept)
        phone.recreate()
        assertEquals("Grace Hopper", (phone.screen.input("text") as EditText).text.toString())
        assertEquals("", (phone.screen.input("secret") as EditText).text.toString())
    }

    /** Returns what the system would keep, as text. */
    private fun bytes(state: Bundle): String {
        val parcel = Parcel.obtain()
        parcel.writeBundle(state)
        return parcel.marshall().decodeToString().replace("\u0000", "").also { parcel.recycle() }
    }

    @Test fun theRouteSurvivesProcessDeath() {
        val phone = begun()
        phone.go("/p1/services/linkedin/ai-training")
        phone.recreate()
        assertEquals("/p1/services/linkedin/ai-training", phone.screen.shown?.route)
        phone.tap("It is Off now")
        assertEquals("Noted.", phone.notice())
    }

    @Test fun theTabSurvivesProcessDeath() {
        val phone = begun()
        phone.go("/settings")
        phone.recreate()
        assertEquals("/settings", phone.screen.shown?.route)
        assertTrue(phone.words().contains("Language of the app"))
    }

    @Test fun aLibraryThatDoesNotLoadIsExplained() {
        val phone = Phone()
        phone.app.gateway = Gateway(phone.app) { throw UnsatisfiedLinkError("dlopen failed") }
        phone.start()
        assertTrue("${phone.words()}", phone.words().any { it.startsWith("The app could not start. Your records are safe.") })
    }

    @Test fun anUnreadableFolderIsExplainedAndRetriedOnResume() {
        val phone = Phone()
        val records = phone.app.recordsFolder()
        records.writeText("a file where the folder should be")
        phone.start()
        assertTrue("${phone.words()}", phone.words().any { "Nothing was deleted" in it })
        records.delete()
        phone.resume()
        assertEquals("Where would you like to start?", phone.screen.shown?.title)
    }

    @Test
    @Config(sdk = [33, 35, 36], shadows = [Switcher::class])
    fun privateScreensAreHiddenFromTheAppSwitcher() {
        val phone = begun()
        for ((route, personal) in listOf("/p1/records" to true, "/about" to false, "/p1/services/linkedin" to true)) {
            phone.go(route)
            assertEquals(personal, phone.screen.shown?.hidePreview)
            assertEquals(route, !personal, Switcher.enabled)
        }
    }

    @Test fun aCorruptJournalLineIsReportedAndTheRestLoads() {
        val phone = begun()
        phone.perform("confirm/p1/linkedin/ai-training")
        phone.kill()
        val journal = File(phone.app.recordsFolder(), "profiles/p1/journal.jsonl")
        journal.writeText(journal.readText().replace("\"done\"", "\"dome\""))
        phone.start()
        assertTrue("${phone.words()}", phone.words().any { "Part of your records was damaged" in it })
        assertTrue("${phone.words()}", phone.words().contains("0 of 3 steps done"))
    }

    @Test fun backFromATabLeadsToTheStartAndFromThereLeavesTheApp() {
        val phone = begun()
        phone.go("/settings")
        @Suppress("DEPRECATION")
        phone.screen.onBackPressed()
        phone.settle()
        assertEquals("/", phone.screen.shown?.route)
        @Suppress("DEPRECATION")
        phone.screen.onBackPressed()
        assertTrue(phone.screen.isFinishing)
    }

    @Test fun aConfigurationChangeKeepsTheRoute() {
        val phone = begun()
        val controller = Robolectric.buildActivity(MainActivity::class.java, MainActivity.intent(phone.app, "/reminders")).setup()
        phone.settle()
        val turned = Configuration(phone.app.resources.configuration).apply { orientation = Configuration.ORIENTATION_LANDSCAPE }
        controller.configurationChange(turned)
        phone.settle()
        assertEquals("/reminders", controller.get().shown?.route)
        assertEquals(ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED, controller.get().requestedOrientation)
    }

    @Test
    @Config(sdk = [35])
    fun aThousandScreensLeakNoActivity() {
        val phone = begun()
        val seen = mutableListOf<WeakReference<Activity>>()
        repeat(1000) {
            phone.go("/p1/services/linkedin")
            seen += WeakReference(phone.screen)
            phone.back()
        }
        // The simulated system itself holds the latest few.
        val old = seen.dropLast(50)
        repeat(50) {
            if (old.any { it.get() != null }) {
                System.gc()
                Thread.sleep(50)
            }
        }
        assertEquals("destroyed screens are still reachable", emptyList<Int>(), old.indices.filter { old[it].get() != null })
    }
}

/** Records whether the app switcher may show a picture of the latest screen. */
@Implements(Activity::class)
class Switcher : ShadowActivity() {
    @Implementation(minSdk = 33)
    fun setRecentsScreenshotEnabled(enabled: Boolean) {
        Switcher.enabled = enabled
    }

    companion object {
        var enabled: Boolean? = null
    }
}
