package app.widerspruch

import app.widerspruch.core.Action
import app.widerspruch.core.CoreException
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.DeviceReport
import app.widerspruch.core.Direction
import app.widerspruch.core.Icon
import app.widerspruch.core.Moment
import app.widerspruch.core.Notice
import app.widerspruch.core.Outcome
import app.widerspruch.core.ReminderPlan
import app.widerspruch.core.Row
import app.widerspruch.core.Screen
import app.widerspruch.core.ScreenButton
import app.widerspruch.core.ScreenSection
import app.widerspruch.core.ScreenTab

/** A core that serves what a test needs and remembers what it was sent. */
class FakeCore : CoreInterface {
    var rows: List<Row> = emptyList()
    var primary: ScreenButton? = null
    var direction = Direction.LEFT_TO_RIGHT
    var outcome = Outcome(emptyList(), null, false)
    var refusal: CoreException? = null
    val performed = mutableListOf<Pair<String, Map<String, String>>>()
    val failed = mutableListOf<Action>()

    override fun screen(route: String, now: Moment): Screen {
        val tabs = listOf(ScreenTab("/", "Start", Icon.HOME, route == "/"), ScreenTab("/tab", "Tab", Icon.GEAR, route == "/tab"))
        val parent = if (route == "/") null else "/"
        return Screen(
            route, parent, "Title of $route", "en", direction, true, tabs,
            listOf(
                ScreenSection("Header", "Footer", rows)
            ),
            primary, null
        )
    }

    override fun perform(command: String, form: Map<String, String>, now: Moment): Outcome {
        refusal?.let { throw it }
        performed += command to form
        return outcome
    }

    override fun reminders(now: Moment) = ReminderPlan(null, false, emptyList(), emptyList())

    override fun report(report: DeviceReport, now: Moment): Outcome {
        report.failedAction?.let(failed::add)
        return Outcome(emptyList(), report.failedAction?.let { Notice("It did not work.", null) }, false)
    }

    companion object {
        /** A phone on which the app shows these rows. */
        fun phone(vararg rows: Row, prepare: FakeCore.() -> Unit = {}): Pair<Phone, FakeCore> {
            val core = FakeCore()
            core.rows = rows.toList()
            core.prepare()
            val phone = Phone()
            phone.app.gateway = Gateway(phone.app) { core }
            phone.start()
            return phone to core
        }
    }
}
