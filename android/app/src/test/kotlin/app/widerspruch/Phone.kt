package app.widerspruch

import android.Manifest
import android.app.Activity
import android.app.ActivityManager
import android.app.AlarmManager
import android.app.AlertDialog
import android.app.DatePickerDialog
import android.app.NotificationManager
import android.app.TimePickerDialog
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.ReminderPlan
import app.widerspruch.core.Row
import java.time.OffsetDateTime
import java.util.TimeZone
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import org.junit.Assert.fail
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowDialog

/** A phone with the app on it and a person in front of it: taps what it sees, and the system answers. */
class Phone(
    language: String = "en",
    country: String = "DE",
    now: String = "2026-11-23T20:00:00+01:00",
    qualifiers: String = "",
    private val core: CoreInterface? = null
) {
    val app: App
    private val stack = mutableListOf<Open>()
    val opened = mutableListOf<Intent>()

    /** The number of the newest request to which the system still owes an answer. */
    private var asked = 0

    /** What is done aside of the core and the main thread, so that a test can wait for it, or not. */
    private val aside = mutableListOf<Future<*>>()
    private val others = Executor { work ->
        val begins = held
        aside += POOL.submit {
            begins?.await()
            work.run()
        }
    }
    private var held: CountDownLatch? = null

    /** Whether whoever waits for rest waits for what is done aside, too. */
    private var isPatient = true

    /** An activity, and the request of the one below that waits for it. */
    private class Open(val controller: ActivityController<out ScreenActivity>, val request: Intent?)

    init {
        RuntimeEnvironment.setQualifiers("+$language-r$country$qualifiers")
        app = RuntimeEnvironment.getApplication() as App
        travel(now)
        // The process began before this phone had its place and its time.
        awaitCore()
        app.records().deleteRecursively()
        app.gateway = gateway()
    }

    private fun gateway() = core?.let { Gateway(app, others) { _ -> it } } ?: Gateway(app, others)

    val screen: ScreenActivity get() = stack.last().controller.get()
    val depth: Int get() = stack.size
    val notifications: NotificationManager get() = app.service()
    val alarms: AlarmManager get() = app.service()

    /** Starts the app from the launcher. */
    fun start(): Phone {
        push(Robolectric.buildActivity(MainActivity::class.java), null)
        return this
    }

    /** The process dies, with whatever was on the screen. */
    fun kill() {
        stack.reversed().forEach { it.controller.pause().stop().destroy() }
        stack.clear()
        awaitCore()
        app.gateway = gateway()
    }

    /** The system takes the process and brings the newest screen back with what it saved, and with an answer that came meanwhile. */
    fun recreate(answer: Uri? = null) {
        val open = stack.removeLast()
        val saved = android.os.Bundle()
        open.controller.pause().stop().saveInstanceState(saved).destroy()
        awaitCore()
        app.gateway = gateway()
        val intent = open.controller.intent
        val fresh = if (open.controller.get() is MainActivity) {
            Robolectric.buildActivity(MainActivity::class.java, intent)
        } else {
            Robolectric.buildActivity(ScreenActivity::class.java, intent)
        }
        stack += Open(fresh, open.request)
        fresh.create(saved).start().restoreInstanceState(saved).postCreate(saved)
        answer?.let(::deliver)
        fresh.resume().visible()
        settle()
    }

    /** The file that the person chose where the system asked for one, or none. */
    fun choose(file: Uri?) {
        deliver(file)
        settle()
    }

    /** The same where the other app lets one wait; [await] sees it through. */
    fun chooseSlowly(file: Uri) {
        isPatient = false
        choose(file)
    }

    /** What is asked for from now on is not begun aside before [await]. */
    fun hold() {
        isPatient = false
        held = CountDownLatch(1)
    }

    fun await() {
        isPatient = true
        held.also { held = null }?.countDown()
        settle()
    }

    private fun deliver(file: Uri?) {
        val result = if (file == null) Activity.RESULT_CANCELED else Activity.RESULT_OK
        // The other way knows only who asked, not who comes back.
        @Suppress("DEPRECATION")
        shadowOf(screen).callOnActivityResult(asked, result, file?.let { Intent().setData(it) })
    }

    fun travel(to: String) {
        val time = OffsetDateTime.parse(to)
        app.millis = { time.toInstant().toEpochMilli() }
        TimeZone.setDefault(TimeZone.getTimeZone("GMT" + time.offset.id))
    }

    fun resume() {
        stack.last().controller.pause().resume()
        settle()
    }

    /** What the person answered when the system asked. */
    fun allowNotifications(allowed: Boolean = true) {
        Device.asked(app)
        if (Build.VERSION.SDK_INT >= 33) {
            val shadow = shadowOf(app)
            if (allowed) shadow.grantPermissions(PERMISSION) else shadow.denyPermissions(PERMISSION)
        }
        shadowOf(notifications).setNotificationsEnabled(allowed)
    }

    /** What the person chose for the channel in the system's settings. */
    fun mute(off: Boolean) {
        val importance = if (off) NotificationManager.IMPORTANCE_NONE else NotificationManager.IMPORTANCE_DEFAULT
        notifications.getNotificationChannel(Reminders.CHANNEL).importance = importance
    }

    fun holdBack(restricted: Boolean) {
        if (Build.VERSION.SDK_INT >= 28) shadowOf(app.service<ActivityManager>()).setBackgroundRestricted(restricted)
    }

    /** Waits for the core and the main thread, and does what the system does in between. */
    fun settle() {
        var quiet = 0
        repeat(ROUNDS) {
            awaitCore()
            if (isPatient) aside.forEach { it.get(1, TimeUnit.MINUTES) }
            shadowOf(Looper.getMainLooper()).idle()
            quiet = if (stack.isNotEmpty() && step()) 0 else quiet + 1
            // What one thread hands to the other may itself be handed on.
            if (quiet == QUIET) return
        }
        fail("it does not come to rest")
    }

    /** Until the core has done what it was asked for. It answers on the main thread. */
    private fun awaitCore() {
        var isDone = false
        app.gateway.call({}) { isDone = true }
        val until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
        while (!isDone) {
            if (System.nanoTime() > until) fail("the core does not answer")
            Thread.sleep(0, SHORT)
            shadowOf(Looper.getMainLooper()).idle()
        }
    }

    private fun step(): Boolean {
        val top = stack.last()
        val activity = top.controller.get()
        val started = generateSequence {
            shadowOf(activity).nextStartedActivityForResult?.also { asked = it.requestCode }?.intent ?: shadowOf(app).nextStartedActivity
        }
        // The simulated system notes several that are started at once twice.
        val intents = started.toList().distinctBy { it.component to (it.getStringExtra(ScreenActivity.ROUTE) ?: it) }
        if (intents.isNotEmpty()) {
            // Several at once are the start and what stands in front of it.
            intents.sortedBy { it.component?.className != MainActivity::class.java.name }.forEach(::launch)
            return true
        }
        if (!activity.isFinishing || stack.size == 1) return false
        stack.removeLast()
        top.controller.pause().stop().destroy()
        val below = stack.last().controller
        val shadow = shadowOf(activity)
        top.request?.let { shadowOf(below.get()).receiveResult(it, shadow.resultCode, shadow.resultIntent) }
        below.resume()
        return true
    }

    private fun launch(intent: Intent) {
        when (intent.component?.className) {
            ScreenActivity::class.java.name -> {
                stack.last().controller.pause()
                // Behind a notification nobody waits for an answer.
                val request = intent.takeIf { it.getBooleanExtra("answers", false) }
                push(Robolectric.buildActivity(ScreenActivity::class.java, intent), request)
            }

            MainActivity::class.java.name -> bringBack(intent)

            else -> opened += intent
        }
    }

    /** A notification was tapped: its activities, the first of them the root. */
    fun follow(intents: List<Intent>) {
        if (stack.isEmpty()) {
            push(
                Robolectric.buildActivity(MainActivity::class.java, intents.first()),
                null
            )
        } else {
            bringBack(intents.first())
        }
        intents.drop(1).forEach(::launch)
        settle()
    }

    private fun bringBack(intent: Intent) {
        while (stack.size > 1) stack.removeLast().controller.pause().stop().destroy()
        stack.last().controller.newIntent(intent).resume()
        settle()
    }

    private fun push(controller: ActivityController<out ScreenActivity>, request: Intent?) {
        stack += Open(controller, request)
        controller.setup()
        settle()
    }

    /** The system answers what the app asked of it. */
    fun answer(asked: Intent, result: Int, data: Intent?) {
        shadowOf(screen).receiveResult(asked, result, data)
        settle()
    }

    fun back() {
        screen.finish()
        settle()
    }

    fun go(route: String) {
        screen.go(route)
        settle()
    }

    fun tap(words: String) {
        val all = screen.window.decorView.all().filter { it.hasOnClickListeners() && it.isShown }
        val found = all.firstOrNull { label(it) == words } ?: return fail("there is only ${all.map(::label)}")
        found.performClick()
        settle()
    }

    fun undo() {
        val notice = checkNotNull(screen.findViewById<ViewGroup>(R.id.notice))
        checkNotNull(notice.all().firstOrNull { it.hasOnClickListeners() }) { "nothing to undo" }.performClick()
        settle()
    }

    fun perform(command: String) {
        screen.perform(command)
        settle()
    }

    /** Fills in one input as a person does: types, turns, or chooses in a dialog. */
    fun fill(name: String, value: String) {
        when (val input = checkNotNull(screen.input(name)) { "no input $name" }) {
            is EditText -> input.setText(value)

            is Switch -> if (input.isChecked != (value == "true")) input.performClick()

            else -> {
                input.performClick()
                choose(name, value)
            }
        }
        settle()
    }

    private fun choose(name: String, value: String) {
        when (val dialog = ShadowDialog.getLatestDialog()) {
            is TimePickerDialog -> {
                val (hour, minute) = value.split(":").map(String::toInt)
                dialog.updateTime(hour, minute)
                dialog.getButton(AlertDialog.BUTTON_POSITIVE).performClick()
            }

            is DatePickerDialog -> {
                val (year, month, day) = value.split("-").map(String::toInt)
                dialog.updateDate(year, month - 1, day)
                dialog.getButton(AlertDialog.BUTTON_POSITIVE).performClick()
            }

            is AlertDialog -> {
                val rows = checkNotNull(screen.shown).sections.flatMap { it.rows }
                val options = rows.filterIsInstance<Row.Choice>().first { it.name == name }.options
                val index = options.indexOfFirst { it.id == value }
                dialog.listView.performItemClick(null, index, index.toLong())
            }

            else -> fail("no dialog for $name")
        }
    }

    /** Everything that can be read or heard on the screen. */
    fun words(): List<String> = screen.window.decorView.all().filter { it.isShown }.flatMap { view ->
        val state = if (Build.VERSION.SDK_INT >= 30) view.stateDescription else null
        val hint = (view as? EditText)?.hint
        listOfNotNull((view as? TextView)?.text, view.contentDescription, state, hint).map { it.toString() }
    }

    fun notice(): String? {
        val notice = screen.findViewById<ViewGroup>(R.id.notice)
        return notice.all().filterIsInstance<TextView>().firstOrNull()?.text?.toString().takeIf { notice.isShown }
    }

    fun clipboard(): String? = app.service<ClipboardManager>().primaryClip?.getItemAt(0)?.text?.toString()

    fun <T> core(work: (CoreInterface) -> T): T {
        var result: Result<T>? = null
        app.gateway.call(work) { result = it }
        settle()
        return checkNotNull(result).getOrThrow()
    }

    fun plan(): ReminderPlan = core { it.reminders(app.now()) }

    private companion object {
        const val ROUNDS = 60
        const val QUIET = 3
        const val SHORT = 100_000
        val POOL: ExecutorService = Executors.newCachedThreadPool { work -> Thread(work, "aside").apply { isDaemon = true } }
        const val PERMISSION = Manifest.permission.POST_NOTIFICATIONS
    }
}

fun View.all(): List<View> =
    listOf(this) + ((this as? ViewGroup)?.let { group -> (0 until group.childCount).flatMap { group.getChildAt(it).all() } }.orEmpty())

/** The words by which a person finds what can be tapped. */
fun label(view: View): String? {
    val texts = view.all().filterIsInstance<TextView>().filter { it.text.isNotEmpty() }
    return texts.firstOrNull()?.text?.toString()?.lines()?.first() ?: view.contentDescription?.toString()
}

fun Activity.texts(): List<String> = window.decorView.all().filterIsInstance<TextView>().map { it.text.toString() }
