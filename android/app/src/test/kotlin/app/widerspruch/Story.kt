package app.widerspruch

import android.content.Intent
import app.widerspruch.core.Action
import app.widerspruch.core.FailedAction
import app.widerspruch.core.Moment
import app.widerspruch.core.Reminder
import app.widerspruch.core.Row
import app.widerspruch.core.ShownReminder
import java.io.File
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Assert.fail

/** Replays one of `tests/stories` on the real screens, finding rows by their words. `tests/stories.rs` explains the verbs. */
class Story(private val name: String, private val language: String) {
    private lateinit var phone: Phone
    private var inPocket = false

    /** Values of the next command that the screen does not offer, by input name. */
    private val notOffered = mutableMapOf<String, String>()

    fun replay() {
        val story = JSONObject(File(FOLDER, "$name.json").readText())
        phone = Phone(language, story.getString("country"), story.getString("now")).start()
        val steps = story.getJSONArray("steps")
        val log = StringBuilder()
        for (index in 0 until steps.length()) {
            val step = steps.getJSONObject(index)
            val verb = step.keys().next()
            try {
                assertEquals("verbs of a step", 1, step.length())
                run(verb, step.get(verb))
            } catch (problem: Throwable) {
                throw AssertionError("$name ($language), step ${index + 1}: $step\n${problem.message}", problem)
            }
            log.append("${index + 1}. $verb: ${phone.screen.shown?.title}\n")
            phone.notice()?.let { log.append("   $it\n") }
        }
        // The same log as `tests/stories.rs` writes with STORIES_LOG.
        System.getProperty("stories.log").orEmpty().takeIf { it.isNotEmpty() }?.let { folder ->
            File(folder, "$name-$language.txt").apply { parentFile?.mkdirs() }.writeText(log.toString())
        }
    }

    private fun run(verb: String, value: Any) {
        // A phone travels in a pocket: "report" may follow before the app comes to the front.
        if (inPocket && verb != "report" && verb != "travel") {
            inPocket = false
            phone.resume()
        }
        when (verb) {
            "open" -> phone.go(text(value))

            "tap" -> tap(text(value))

            "fill" -> (value as JSONObject).keys().forEach { fill(it, value.getString(it)) }

            "search" -> phone.fill(rows().filterIsInstance<Row.Search>().last().name, text(value))

            "perform" -> phone.perform(text(value))

            "undo" -> phone.undo()

            "see" -> assertTrue("${phone.words()}", phone.words().any { text(value) in it })

            "not_see" -> assertTrue("${phone.words()}", phone.words().none { text(value) in it })

            "notice" -> assertEquals(text(value), phone.notice())

            // The boundary vectors hold which error it is; here it must be shown.
            "fails" -> assertTrue("no error is shown", phone.notice() != null)

            "opened" -> assertTrue("${phone.opened}", text(value) in phone.opened.last().dataString.orEmpty())

            "shared" -> assertTrue("${phone.opened}", text(value) in shared())

            "saved" -> saved().let { file -> assertTrue(file, text(value) in file) }

            "planned" -> phone.plan().upcoming.map(::said).let { all -> assertTrue("$all", all.any { text(value) in it }) }

            "due" -> phone.plan().due?.let(::said).let { due ->
                if (value == JSONObject.NULL) assertEquals(null, due) else assertTrue("$due", text(value) in due.orEmpty())
            }

            "report" -> report(value as JSONObject)

            "travel" -> {
                phone.travel(text(value))
                inPocket = true
            }

            "restart" -> {
                phone.kill()
                phone.start()
            }

            "damage" -> damage(value as JSONObject)

            else -> fail("unknown verb")
        }
    }

    private fun rows() = checkNotNull(phone.screen.shown).sections.flatMap { it.rows }

    /** Fills in an input. A value that the screen does not offer is sent past it: the core must refuse it, too. */
    private fun fill(name: String, value: String) {
        val row = rows().firstOrNull { (it is Row.DateField && it.name == name) || (it is Row.Choice && it.name == name) }
        val isOffered = when (row) {
            is Row.DateField -> value in row.earliest..row.latest
            is Row.Choice -> row.options.any { it.id == value }
            else -> true
        }
        val command = (row as? Row.DateField)?.onChange ?: (row as? Row.Choice)?.onChange
        when {
            isOffered -> phone.fill(name, value)
            command == null -> notOffered[name] = value
            else -> phone.screen.perform(command, keepInputs = true, mapOf(name to value))
        }
        phone.settle()
    }

    private fun tap(words: String) {
        if (notOffered.isEmpty()) return phone.tap(words)
        val primary = phone.screen.shown?.primary?.takeIf { it.label.plain() == words }?.action
        val action = primary ?: rows().filterIsInstance<Row.ActionButton>().single { it.label.plain() == words }.action
        phone.screen.perform((action as Action.Perform).command, more = notOffered.toMap())
        notOffered.clear()
        phone.settle()
    }

    private fun text(value: Any): String = (value as? JSONObject)?.getString(language) ?: value as String

    @Suppress("DEPRECATION")
    private fun shared(): String {
        val send = phone.opened.lastOrNull {
            it.action == Intent.ACTION_CHOOSER
        }?.getParcelableExtra<Intent>(Intent.EXTRA_INTENT)
        return (send?.getStringExtra(Intent.EXTRA_TEXT) ?: phone.clipboard().orEmpty()).plain()
    }

    /** Returns the text of the last saved file, with folded lines joined. */
    private fun saved(): String {
        val name = phone.opened.last { it.action == Intent.ACTION_CREATE_DOCUMENT }.getStringExtra(Intent.EXTRA_TITLE)
        return File(phone.app.recordsFolder(), "outbox/$name").readText().replace("\r\n ", "").plain()
    }

    private fun said(reminder: Reminder): String {
        val at = reminder.at
        return "%d-%02d-%02d %02d:%02d %s".format(
            at.year,
            at.month.toInt(),
            at.day.toInt(),
            at.hour.toInt(),
            at.minute.toInt(),
            reminder.body.plain()
        )
    }

    private fun report(value: JSONObject) {
        // Set in the simulated system, so that the app reports it on resume.
        value.optString("permission").takeIf { it.isNotEmpty() }?.let { phone.allowNotifications(it == "granted") }
        value.optString("channel").takeIf { it.isNotEmpty() }?.let { phone.setChannelOff(it == "off") }
        value.optJSONArray("restrictions")?.let { phone.restrictBackground(it.length() > 0) }
        val shown = value.optJSONArray("shown")?.let { all ->
            List(all.length()) { index ->
                val at = all.getJSONObject(index).getJSONObject("at")
                ShownReminder(all.getJSONObject(index).getString("id"), Moment(at.getLong("unix_seconds"), at.getInt("utc_offset_seconds")))
            }
        }
        val failed = value.optJSONObject("failed_action")?.let { failed ->
            val action = failed.getJSONObject("action")
            FailedAction(Action.OpenUrl(action.getString("url"), action.getBoolean("browser_only")), failed.getString("details"))
        }
        val outcome = phone.core { it.report(Device.report(phone.app, shown.orEmpty(), failed = failed), phone.app.now()) }
        phone.resume()
        outcome.notice?.let(phone.screen::showNotice)
    }

    private fun damage(value: JSONObject) {
        val file = File(phone.app.recordsFolder(), value.getString("file"))
        val bytes = file.readBytes()
        val index = (value.getDouble("at") * (bytes.size - 1)).toInt()
        bytes[index] = (bytes[index].toInt() xor 1).toByte()
        file.writeBytes(bytes)
    }

    companion object {
        val FOLDER = File(checkNotNull(System.getProperty("tests.dir")), "stories")
    }
}
