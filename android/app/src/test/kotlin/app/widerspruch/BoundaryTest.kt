package app.widerspruch

import app.widerspruch.core.CoreException
import app.widerspruch.core.InternalException
import app.widerspruch.core.Reminder
import app.widerspruch.core.ReminderPlan
import app.widerspruch.core.ReminderTarget
import app.widerspruch.core.Row
import java.io.File
import java.util.zip.CRC32
import org.json.JSONArray
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** Replays `tests/vectors/boundary`, on which every shell relies, through the bindings and on each level. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class BoundaryTest {
    private fun vectors(name: String): List<JSONObject> {
        val all = JSONArray(File(checkNotNull(System.getProperty("tests.dir")), "vectors/boundary/$name.json").readText())
        return List(all.length(), all::getJSONObject).also { assertTrue(it.isNotEmpty()) }
    }

    private fun begun(language: String = "en"): Phone =
        Phone(language).apply { core { it.perform("begin/linkedin", emptyMap(), app.now()) } }

    private fun JSONObject.form(name: String): Map<String, String> = getJSONObject(name).let { form ->
        form.keys().asSequence().associateWith(form::getString)
    }

    private fun before(phone: Phone, vector: JSONObject) {
        val steps = vector.optJSONArray("after") ?: return
        for (index in 0 until steps.length()) phone.core { it.perform(steps.getString(index), emptyMap(), phone.app.now()) }
    }

    @Test fun commandsOfOldNotificationsStayCompatible() {
        for (vector in vectors("notification-commands")) {
            val phone = begun()
            before(phone, vector)
            phone.travel(vector.getString("now"))
            val outcome = phone.core { it.perform(vector.getString("command"), emptyMap(), phone.app.now()) }
            assertEquals("$vector", vector.getString("notice"), outcome.notice?.text)
        }
    }

    @Test fun formInputsAreParsedOrRefusedByField() {
        for (vector in vectors("forms")) {
            val phone = begun()
            before(phone, vector)
            val done = runCatching { phone.core { it.perform(vector.getString("command"), vector.form("form"), phone.app.now()) } }
            if (vector.has("field")) {
                val problem = done.exceptionOrNull()
                assertTrue("$vector: $done", problem is CoreException.BadInput && problem.field == vector.getString("field"))
                continue
            }
            assertEquals("$vector", vector.getString("notice"), done.getOrThrow().notice?.text)
            val screen = phone.core { it.screen(vector.getString("screen"), phone.app.now()) }
            assertEquals("$vector", vector.getString("value"), Form { _, _ -> }.values(screen)[vector.getString("input")])
        }
    }

    @Test fun anErrorThatIsRenamedOrLosesItsFieldIsNoticed() {
        val reached = mutableSetOf<String>()
        // No call of a test leads to a bug of ours, so its vector is replayed by the Rust tests only.
        for (vector in vectors("errors").filter { it.getString("kind") != "bug" }) {
            val phone = begun()
            val journal = File(phone.app.recordsFolder(), "profiles/p1/journal.jsonl")
            val lock = File(phone.app.recordsFolder(), "lock")
            val call = vector.getString("call")
            when (vector.getString("kind")) {
                "newer" -> journal.appendText(line("""{"v":99,"id":"aa-9"}"""))

                "blocked" -> {
                    lock.delete()
                    lock.mkdir()
                }
            }
            val problem = when (vector.getString("kind")) {
                "screen" -> runCatching { phone.core { it.screen(call, phone.app.now()) } }.exceptionOrNull()
                else -> runCatching { phone.core { it.perform(call, emptyMap(), phone.app.now()) } }.exceptionOrNull()
            }
            assertEquals("$vector", vector.getString("error"), name(checkNotNull(problem)).also(reached::add))
            assertEquals("$vector", vector.optString("field"), (problem as? CoreException.BadInput)?.field.orEmpty())
            // A sentence for people, not the name of a variant.
            assertTrue("$vector", phone.app.failureNotice(problem).text.let { it.endsWith('.') && ' ' in it })
        }
        assertEquals(setOf("unknown_route", "unknown_command", "bad_input", "read_only", "storage"), reached)
    }

    @Test fun theExplanationAndTheDetailsOfEveryErrorAreShown() {
        val errors = listOf(
            CoreException.UnknownRoute("Why.", "what failed"),
            CoreException.UnknownCommand("Why.", "what failed"),
            CoreException.BadInput("field", "Why.", "what failed"),
            CoreException.ReadOnly("Why.", "what failed"),
            CoreException.Storage("Why.", "what failed"),
            CoreException.Internal("Why.", "what failed")
        )
        assertEquals(errors.size, CoreException::class.java.declaredClasses.count(CoreException::class.java::isAssignableFrom))
        val told = errors.map { notice("Why.", details = "what failed".takeUnless { _ -> it is CoreException.BadInput }) }
        assertEquals(told, errors.map(Phone().app::failureNotice))
    }

    @Test fun aPanicIsToldWithoutItsMessage() {
        val app = Phone().app
        val told = app.failureNotice(InternalException("at letter.rs:7: Erika Muster"))
        assertEquals(app.getString(R.string.panic), told.text)
        assertEquals("app.widerspruch.core.InternalException", told.details)
    }

    @Test fun aLibraryThatDoesNotLoadIsToldWithItsReason() {
        val app = Phone().app
        val told = app.failureNotice(UnsatisfiedLinkError("dlopen failed: library not found"))
        assertEquals(app.getString(R.string.load_failure), told.text)
        assertEquals("java.lang.UnsatisfiedLinkError: dlopen failed: library not found", told.details)
        assertEquals("java.lang.IllegalStateException", app.failureNotice(IllegalStateException("Erika Muster")).details)
    }

    private fun name(problem: Throwable) = when (problem as CoreException) {
        is CoreException.UnknownRoute -> "unknown_route"
        is CoreException.UnknownCommand -> "unknown_command"
        is CoreException.BadInput -> "bad_input"
        is CoreException.ReadOnly -> "read_only"
        is CoreException.Storage -> "storage"
        is CoreException.Internal -> "internal"
    }

    private fun line(json: String): String {
        val sum = CRC32().apply { update(json.toByteArray()) }.value
        return "%08x %s\n".format(sum, json)
    }

    @Test fun plansCrossTheBoundaryUnchanged() {
        val plans = vectors("plans").filter { it.getString("platform") == "android" }
        assertTrue("no plan of Android among the vectors", plans.isNotEmpty())
        for (vector in plans) {
            val phone = begun(vector.getString("language"))
            val steps = vector.getJSONArray("steps")
            for (index in 0 until steps.length()) {
                val step = steps.getJSONArray(index)
                val form = JSONObject().put("form", step.getJSONObject(1)).form("form")
                phone.core { it.perform(step.getString(0), form, phone.app.now()) }
            }
            phone.travel(vector.getString("now"))
            assertEquals(vector.getString("name"), sorted(vector.getJSONObject("plan")), sorted(json(phone.plan())))
        }
    }

    private fun json(plan: ReminderPlan) = JSONObject()
        .put("due", plan.due?.let(::json) ?: JSONObject.NULL)
        .put("due_shown", plan.dueShown)
        .put("due_dismissed", plan.dueDismissed)
        .put("upcoming", JSONArray(plan.upcoming.map(::json)))
        .put(
            "categories",
            JSONArray(
                plan.categories.map {
                    JSONObject().put("id", it.id).put("labels", JSONArray(it.labels))
                        .put("opens_app", JSONArray(it.opensApp)).put("public_text", it.publicText)
                }
            )
        )

    private fun json(reminder: Reminder): JSONObject {
        val at = reminder.at
        val time = JSONObject().put("year", at.year).put("month", at.month.toInt()).put("day", at.day.toInt())
        val actions = reminder.actions.map { action ->
            val target = when (val target = action.target) {
                is ReminderTarget.Command -> JSONObject().put("target", "command").put("command", target.command)
                is ReminderTarget.Route -> JSONObject().put("target", "route").put("route", target.route)
            }
            JSONObject().put("label", action.label).put("target", target)
        }
        return JSONObject()
            .put("id", reminder.id)
            .put("fingerprint", reminder.fingerprint)
            .put("at", time.put("hour", at.hour.toInt()).put("minute", at.minute.toInt()))
            .put("title", reminder.title)
            .put("body", reminder.body)
            .put("public_text", reminder.publicText)
            .put("route", reminder.route)
            .put("category", reminder.category)
            .put("actions", JSONArray(actions))
    }

    /** Returns JSON with sorted fields, so that their order does not matter. */
    private fun sorted(value: Any?): String = when (value) {
        is JSONObject -> value.keys().asSequence().sorted().joinToString(",", "{", "}") { "$it:${sorted(value.get(it))}" }
        is JSONArray -> List(value.length()) { sorted(value.get(it)) }.joinToString(",\n", "[", "]")
        else -> value.toString()
    }

    @Test fun rowsOfAGuideCrossTheBoundary() {
        val phone = begun()
        val screen = phone.core { it.screen("/p1/services/linkedin/ai-training", phone.app.now()) }
        val kinds = screen.sections.flatMap { it.rows }.map { it::class.java.simpleName }.toSet()
        assertTrue("$kinds", kinds.containsAll(listOf(Row.SettingPicture::class.java.simpleName, Row.Step::class.java.simpleName)))
    }
}
