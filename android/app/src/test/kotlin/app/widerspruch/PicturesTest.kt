package app.widerspruch

import android.os.Looper
import android.view.View
import android.widget.ScrollView
import app.widerspruch.core.Action
import app.widerspruch.core.ClaimSource
import app.widerspruch.core.Direction
import app.widerspruch.core.Icon
import app.widerspruch.core.LongAct
import app.widerspruch.core.Row
import app.widerspruch.core.ScreenSection
import app.widerspruch.core.SectionKind
import app.widerspruch.core.SettingPosition
import app.widerspruch.core.TextKind
import app.widerspruch.core.Tone
import java.util.TimeZone
import java.util.concurrent.CountDownLatch
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** Compares every main screen with accepted pictures. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class PicturesTest {
    private val zone = TimeZone.getDefault()

    @After fun restoreTimeZone() = TimeZone.setDefault(zone)

    @Test fun germanByDay() = walk("de-day", "de", "-w411dp-h891dp-hdpi")

    @Test fun englishByNight() = walk("en-night", "en", "-w411dp-h891dp-night-hdpi")

    @Test fun germanLargeOnASmallPhone() = walk("de-large", "de", "-w360dp-h740dp-hdpi", font = 2f)

    @Test fun englishOnATablet() = walk("en-tablet", "en", "-w600dp-h960dp-hdpi")

    /** Shows real screens in the language that only tests know: made from English, but longer and from right to left. */
    @Test fun madeUpLanguageFromRightToLeft() {
        val phone = Phone(PRETENDED, "DE", qualifiers = "-w411dp-h1340dp-hdpi")
        fun shoot(screen: String) {
            val shown = checkNotNull(phone.screen.shown)
            assertEquals(PRETENDED to Direction.RIGHT_TO_LEFT, shown.language to shown.direction)
            Accepted.compare("$PRETENDED-$screen", phone.screen.picture())
        }
        phone.allowNotifications()
        phone.start()
        phone.perform("begin/linkedin")
        // Restarts to get rid of the notice: the few words of the shell itself have no made-up language.
        phone.kill()
        phone.start()
        shoot("01-home")
        phone.go("/p1/services/linkedin/ai-training")
        shoot("02-guide")
        phone.back()
        phone.perform("request/p1/linkedin/access/begin")
        val request = checkNotNull(phone.screen.shown).route
        phone.perform("request$request/sent-by-post")
        phone.perform("request$request/received")
        phone.travel("2027-02-25T20:00:00+01:00")
        phone.go(request)
        shoot("03-request")
    }

    /** Uses made-up screens, since the app has no language yet whose letters run from right to left. */
    @Test fun hebrewFromRightToLeft() {
        val on = SettingPosition("פועל", "מותר להשתמש בנתונים שלי.", true)
        val off = SettingPosition("כבוי", "אסור להשתמש בנתונים שלי.", false)
        val rows = arrayOf(
            Row.Status(Tone.WARNING, Icon.WARNING, "שלב אחד פתוח", "0 מתוך 3"),
            Row.Callout(Tone.INFO, Icon.INFO, "מאוחר, אבל לא אבוד", "ההתנגדות תקפה מעכשיו.", null, null),
            Row.Progress(1u, 3u, "1 מתוך 3"),
            Row.Claim("ההגדרה תקפה לעתיד.", listOf(ClaimSource("LinkedIn", Action.Back)), "מקור אחד", "ייתכן שהשתנה."),
            Row.Item(Tone.NEUTRAL, Icon.DOCUMENT, "LinkedIn", "אימון בינה מלאכותית", "פתוח", Action.Perform("item")),
            Row.Step(1u, "פתחו את ההגדרות."),
            Row.Trail("אם הקישור לא עובד", listOf("אני", "הגדרות", "פרטיות", "LinkedIn"), "אני, הגדרות, פרטיות"),
            Row.SettingPicture("השתמשו בנתונים שלי", "לתשובות טובות יותר", listOf(on, off), "מתג"),
            Row.Toggle("toggle", "תזכורות", "פעם בשנה", true, null),
            Row.TextField("text", "שם", "כמו במסמך", "עדה", TextKind.NAME, 20u, multiline = false),
            Row.ActionButton(Tone.NEUTRAL, Icon.SHARE, "שתפו", Action.Share("x"))
        )
        val shown = screen(*rows, title = "התנגדות", direction = Direction.RIGHT_TO_LEFT, primary = Action.Perform("primary"))
        val core = FakeCore(shown.copy(language = "he", primary = shown.primary?.copy(label = "המשך")))
        Accepted.compare("he-rtl", Phone("iw", "IL", qualifiers = "-w411dp-h1340dp-hdpi", core = core).start().screen.picture())
    }

    @Test fun newRowsByDay() = newRows("rows-day", "-w411dp-h1240dp-hdpi")

    @Test fun newRowsByNight() = newRows("rows-night", "-w411dp-h1240dp-night-hdpi")

    @Test fun newRowsLargeOnASmallPhone() = newRows("rows-large", "-w360dp-h2060dp-hdpi", font = 2f)

    /** Shows the rows that the app's own screens do not show all at once, a long act, and a notice with its buttons. */
    private fun newRows(name: String, qualifiers: String, font: Float = 1f) {
        RuntimeEnvironment.setFontScale(font)
        val link = Action.OpenUrl("https://example.org", false)
        val stale = Row.Claim(
            "LinkedIn trainiert seit dem 3. November 2025 KI mit Daten von Mitgliedern.",
            listOf(
                ClaimSource("LinkedIn, Hilfeseite zum KI-Training, gelesen am 23. November 2026", link),
                ClaimSource("Brief, 2025", null)
            ),
            "2 Quellen · 23. Nov.",
            "Das kann sich geändert haben."
        )
        val fresh = Row.Claim("Der Schalter gilt für die Zukunft.", listOf(ClaimSource("LinkedIn", link)), "1 Quelle · 23. Nov.", null)
        val about = listOf(
            Row.Callout(Tone.WARNING, Icon.WARNING, "Noch offen", "Widersprechen geht jederzeit und gilt ab dann.", "Mehr dazu", link),
            Row.Progress(1u, 3u, "1 von 3 Schritten"),
            stale,
            fresh,
            Row.Search("search", "Behörde suchen", "Bay", "1 Treffer", "/find/")
        )
        val answers = listOf(
            Row.ActionButton(Tone.GOOD, Icon.CHECK, "Er steht auf Aus", Action.Perform("off")),
            Row.ActionButton(Tone.NEUTRAL, null, "Ich sehe etwas anderes", Action.Go("/unseen")),
            Row.Item(Tone.NEUTRAL, Icon.BELL, "Später erinnern", "Morgen gegen 18 Uhr", null, Action.Perform("later")),
            Row.ActionButton(Tone.DANGER, Icon.TRASH, "Alles löschen", Action.Perform("erase"))
        )
        val sections = listOf(
            ScreenSection(SectionKind.ROWS, "Was gilt", null, about),
            ScreenSection(SectionKind.ANSWERS, "Wie steht der Schalter?", null, answers)
        )
        val core = FakeCore(screen(title = "Neue Zeilen").copy(language = "de", sections = sections))
        val phone = Phone("de", qualifiers = qualifiers, core = core).start()
        phone.tap(stale.readOn)
        phone.screen.showNotice(notice("Ein Bild ließ sich nicht lesen.", "undo/1", "read: EIO"))
        val hold = CountDownLatch(1)
        core.answer = { command ->
            if (command != "check") hold.await()
            FakeCore.NOTHING.copy(longAct = LongAct(3u, 12u, "3 von 12 Bildern geprüft", "check/3"))
        }
        phone.screen.perform("check")
        while (!phone.screen.findViewById<View>(R.id.progress).isShown) shadowOf(Looper.getMainLooper()).idle()
        try {
            Accepted.compare(name, phone.screen.picture())
        } finally {
            // Leaving ends the act.
            phone.screen.finish()
            hold.countDown()
        }
    }

    private fun walk(name: String, language: String, qualifiers: String, font: Float = 1f) {
        RuntimeEnvironment.setFontScale(font)
        val phone = Phone(language, "DE", qualifiers = qualifiers)
        val guide = "/p1/services/linkedin/ai-training"
        fun shoot(screen: String, down: Float = 0f) {
            val scroll = phone.screen.findViewById<View>(R.id.content).parent as ScrollView
            scroll.scrollTo(0, (scroll.getChildAt(0).height * down).toInt())
            Accepted.compare("$name-$screen", phone.screen.picture())
        }
        phone.allowNotifications()
        phone.start()
        shoot("01-welcome")
        phone.tap("LinkedIn")
        phone.go("/")
        shoot("02-begun")
        phone.go("/p1/services")
        shoot("03-services")
        phone.go("/p1/services/linkedin")
        shoot("04-service")
        phone.go(guide)
        shoot("05-guide")
        shoot("06-guide-steps", down = 0.45f)
        phone.go("$guide/unseen")
        shoot("07-unseen")
        phone.back()
        phone.go("$guide/effect")
        shoot("08-effect")
        phone.back()
        phone.perform("confirm/p1/linkedin/ai-training")
        shoot("09-confirmed")
        phone.go("/")
        shoot("10-home")
        phone.go("/reminders")
        shoot("11-reminders")
        phone.go("/reminders/reliability")
        shoot("12-reliability")
        phone.go("/settings")
        shoot("13-settings")
        phone.go("/p1/records")
        shoot("14-records")
        phone.back()
        phone.go("/p1/services/linkedin/objection-form/reason")
        shoot("15-reason")
        phone.back()
        phone.travel("2027-02-25T20:00:00+01:00")
        phone.go("/")
        phone.resume()
        shoot("16-due")
        phone.go("/p1/services/linkedin/why")
        shoot("17-why")
        phone.go("/p1/requests")
        shoot("18-requests")
        phone.perform("request/p1/linkedin/access/begin")
        val request = checkNotNull(phone.screen.shown).route
        shoot("19-draft")
        phone.go("$request/details")
        phone.fill("name", "Erika Muster")
        phone.fill("email", "erika@example.org")
        shoot("20-details")
        phone.perform("request$request/details")
        phone.go("$request/letter")
        shoot("21-letter")
        phone.perform("request$request/sent-by-form")
        phone.travel("2027-03-25T20:00:00+01:00")
        phone.go(request)
        phone.resume()
        shoot("22-due")
        phone.travel("2027-03-30T20:00:00+02:00")
        phone.go(request)
        phone.resume()
        shoot("23-overdue")
        phone.go("$request/due")
        shoot("24-counted")
        phone.back()
        phone.go("$request/complaint")
        shoot("25-complaint")
        phone.go(request.replaceFirst("/p1/", "/p1/records/"))
        shoot("26-notes")
        phone.go("/p1/records/pack")
        shoot("27-pack")
    }

    private companion object {
        /** The made-up language, which the core has only in tests. */
        const val PRETENDED = "qps"
    }
}
