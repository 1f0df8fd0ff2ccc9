package app.widerspruch

import app.widerspruch.core.Action
import app.widerspruch.core.ChoiceOption
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
import app.widerspruch.core.SettingPosition
import app.widerspruch.core.Tone

/** Returns the screens that a test gives it and records the calls. */
class FakeCore(vararg shown: Screen) : CoreInterface {
    val screens = shown.associateBy { it.route }.toMutableMap()

    /** Commands with their forms, the latest last. */
    val performed = mutableListOf<Pair<String, Map<String, String>>>()

    /** Actions that the shell reported as failed. */
    val failed = mutableListOf<Action>()
    var answer: (command: String) -> Outcome = { NOTHING }

    override fun screen(route: String, now: Moment): Screen = screens[route] ?: throw CoreException.UnknownRoute("There is no $route.")

    override fun perform(command: String, form: Map<String, String>, now: Moment): Outcome {
        performed += command to form
        return answer(command)
    }

    override fun report(report: DeviceReport, now: Moment): Outcome {
        val action = report.failedAction ?: return NOTHING
        failed += action
        return Outcome(emptyList(), Notice(DID_NOT_WORK, null), false)
    }

    override fun reminders(now: Moment) = ReminderPlan(null, false, emptyList(), emptyList())

    companion object {
        val NOTHING = Outcome(emptyList(), null, false)
        const val DID_NOT_WORK = "That did not work."
    }
}

fun screen(
    vararg rows: Row,
    route: String = "/",
    title: String = "The title",
    direction: Direction = Direction.LEFT_TO_RIGHT,
    primary: Action? = null
) = Screen(
    route = route,
    parent = null,
    title = title,
    language = "en",
    direction = direction,
    hidePreview = false,
    tabs = listOf(ScreenTab("/", "Start", Icon.HOME, route == "/"), ScreenTab("/other", "Other", Icon.GEAR, route == "/other")),
    sections = listOf(ScreenSection("The header", "The footer", rows.toList())),
    primary = primary?.let { ScreenButton("Go on", it) },
    notice = null
)

/** Rows of every kind and tone. An input is named after its kind. */
object Rows {
    val callout = Row.Callout(Tone.WARNING, Icon.WARNING, "Set off.", "On from here", Action.Perform("callout"))
    val status = Row.Status(Tone.GOOD, Icon.CHECK, "A status", "how it stands")
    val item = Row.Item(Tone.INFO, Icon.DOCUMENT, "An item", "its detail", "open", Action.Perform("item"))
    val step = Row.Step(3u, "Do this.")
    val trail = Row.Trail("If the link fails", listOf("Menu", "Settings", "Data"), "Menu, then Settings, then Data.")
    val setting = Row.SettingPicture(
        "Use my data",
        "For better answers",
        listOf(SettingPosition("On", "They may.", true), SettingPosition("Off", "They may not.", false)),
        "A switch named Use my data."
    )
    val button = Row.ActionButton(Tone.GOOD, Icon.SHARE, "Press here", Action.Perform("button"))
    val toggle = Row.Toggle("toggle", "Yes or no", "What it is for", false, null)
    val choice = Row.Choice("choice", "One of two", "a", listOf(ChoiceOption("a", "The first"), ChoiceOption("b", "The second")), null)
    val text = Row.TextField("text", "A name", "As on paper", "Ada", 20u, multiline = false, secret = false)
    val date = Row.DateField("date", "A day", "2026-11-23", "23 November", null)
    val time = Row.TimeField("time", "An hour", "18:00", "6 pm", "08:00", "21:00", null)
    val document = Row.Document("A letter", listOf("Dear all,", "goodbye."))
    val picture = Row.Picture("outbox/picture.png", "What the picture shows")
    val inputs = listOf(toggle, choice, text, date, time)

    /** The same inputs, with `on_change` commands. */
    val sentOnChange = listOf(
        toggle.copy(onChange = "toggled"),
        choice.copy(onChange = "chosen"),
        text,
        date.copy(onChange = "dated"),
        time.copy(onChange = "timed")
    )
    val all =
        listOf(Row.Paragraph("Some words."), callout, status, item, step, trail, setting, button) + inputs + listOf(document, picture)

    /** Each kind of row that has a tone, in every tone. */
    val toned = Tone.entries.flatMap { tone ->
        listOf(
            callout.copy(tone = tone),
            status.copy(tone = tone),
            item.copy(tone = tone),
            button.copy(tone = tone)
        )
    }
}
