package app.widerspruch

import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class PicturesTest {
    private fun shoot(name: String, language: String = "de", qualifiers: String = "", font: Float = 1f) {
        RuntimeEnvironment.setFontScale(font)
        val phone = Phone(language, "DE", qualifiers = qualifiers).start()
        phone.screen.picture().save("$name-welcome")
        phone.tap(if (language == "de") "Los geht’s" else "Let’s go")
        phone.screen.picture().save("$name-home")
        phone.go("/p1/services/linkedin/ai-training")
        phone.screen.picture().save("$name-guide")
        phone.screen.findViewById<android.view.View>(R.id.content).let { (it.parent as android.widget.ScrollView).scrollTo(0, 1500) }
        phone.screen.picture().save("$name-guide2")
        phone.perform("confirm/p1/linkedin/ai-training")
        phone.screen.picture().save("$name-done")
        phone.go("/")
        phone.screen.picture().save("$name-home2")
        phone.go("/settings")
        phone.screen.picture().save("$name-settings")
        phone.go("/reminders")
        phone.screen.picture().save("$name-reminders")
    }

    @Test fun light() = shoot("light")

    @Test fun night() = shoot("night", "en", "-night")

    @Test fun large() = shoot("large", font = 2f)

    @Test fun wide() = shoot("wide", "en", "-w900dp-h700dp")
}
