package app.widerspruch

import app.widerspruch.core.Action
import app.widerspruch.core.ChoiceOption
import app.widerspruch.core.ClaimSource
import app.widerspruch.core.CoreException
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.DeviceReport
import app.widerspruch.core.Direction
import app.widerspruch.core.FailedAction
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
import app.widerspruch.core.SectionKind
import app.widerspruch.core.SettingPosition
import app.widerspruch.core.TextKind
import app.widerspruch.core.Tone
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch

/** Returns the screens that a test gives it and records the calls. */
class FakeCore(vararg shown: Screen) : CoreInterface {
    val screens = shown.associateBy { it.route }.toMutableMap()

    /** Commands with their forms, the latest last. */
    val performed = CopyOnWriteArrayList<Pair<String, Map<String, String>>>()

    /** Actions that the shell reported as failed. */
    val failed get() = failures.map { it.action }

    /** The same actions with their details. */
    val failures = mutableListOf<FailedAction>()

    /** Routes of the screens that were asked for. */
    val asked = CopyOnWriteArrayList<String>()

    /** What a screen waits for before it is answered. */
    val holds = ConcurrentHashMap<String, CountDownLatch>()
    var answer: (command: String) -> Outcome = { NOTHING }

    override fun screen(route: String, now: Moment): Screen {
        asked += route
        holds[route]?.await()
        return screens[route] ?: throw CoreException.UnknownRoute("There is no $route.", "no such route")
    }

    override fun perform(command: String, form: Map<String, String>, now: Moment): Outcome {
        performed += command to form
        return answer(command)
    }

    /** Reports of the device, the latest last. */
    val reports = mutableListOf<DeviceReport>()

    /** Runs before the report of a failed action is answered. */
    var onReport = {}

    override fun report(report: DeviceReport, now: Moment): Outcome {
        reports += report
        if (report.failedAction != null) onReport()
        val action = report.failedAction ?: return NOTHING
        failures += action
        return NOTHING.copy(notice = notice(DID_NOT_WORK))
    }

    override fun reminders(now: Moment) = ReminderPlan(null, false, false, emptyList(), emptyList())

    companion object {
        val NOTHING = Outcome(emptyList(), null, false, null)
        const val DID_NOT_WORK = "That did not work."
    }
}

fun notice(text: String, undo: String? = null, details: String? = null) = Notice(text, undo, details)

fun screen(
    vararg rows: Row,
    route: String = "/",
    title: String = "The title",
    direction: Direction = Direction.LEFT_TO_RIGHT,
    primary: Action? = null,
    kind: SectionKind = SectionKind.ROWS
) = Screen(
    route = route,
    parent = null,
    title = title,
    language = "en",
    direction = direction,
    hidePreview = false,
    tabs = listOf(ScreenTab("/", "Start", Icon.HOME, route == "/"), ScreenTab("/other", "Other", Icon.GEAR, route == "/other")),
    sections = listOf(ScreenSection(kind, "The header", "The footer", rows.toList())),
    primary = primary?.let { ScreenButton("Go on", it) },
    notice = null
)

/** Rows of every kind and tone. An input is named after its kind. */
object Rows {
    val callout = Row.Callout(Tone.WARNING, Icon.WARNING, "A short answer", "Set off.", "On from here", Action.Perform("callout"))
    val progress = Row.Progress(1u, 3u, "1 of 3 steps")
    val claim = Row.Claim(
        "They say so.",
        listOf(ClaimSource("Their page, read on 23 November", Action.OpenUrl("https://example.org", false)), ClaimSource("A letter", null)),
        "2 sources, 23 November",
        "It may have changed."
    )
    val search = Row.Search("search", "What to look for", "old words", null, "/find/")
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
    val text = Row.TextField("text", "A name", "As on paper", "Ada", TextKind.NAME, 20u, multiline = false)
    val date = Row.DateField("date", "A day", "2026-11-23", "23 November", "2026-11-01", "2027-02-28", null)
    val document = Row.Document("A letter", "en-GB", listOf("Dear all,", "goodbye."))
    val picture = Row.Picture("outbox/picture.png", "What the picture shows")
    val inputs = listOf(toggle, choice, text, date)

    /** The same inputs, with `on_change` commands. */
    val sentOnChange = listOf(
        toggle.copy(onChange = "toggled"),
        choice.copy(onChange = "chosen"),
        text,
        date.copy(onChange = "dated")
    )
    val all =
        listOf(Row.Paragraph("Some words."), callout, progress, claim, search, status, item, step, trail, setting, button) + inputs +
            listOf(document, picture)

    val answers = listOf<Row>(
        Row.ActionButton(Tone.GOOD, Icon.CHECK, "It is off", Action.Perform("off")),
        Row.Item(Tone.NEUTRAL, null, "I see something else", "For example another word", null, Action.Go("/other")),
        Row.ActionButton(Tone.NEUTRAL, null, "Look again", Action.OpenUrl("https://example.org", false)),
        Row.ActionButton(Tone.DANGER, Icon.TRASH, "Erase it", Action.Perform("erase"))
    )

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
