package app.widerspruch

import android.Manifest
import android.app.Activity
import android.app.ActivityManager
import android.app.AlarmManager
import android.app.AlertDialog
import android.app.DatePickerDialog
import android.app.NotificationManager
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.widget.EditText
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.ReminderPlan
import app.widerspruch.core.Row
import java.time.Duration
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

/** Simulates a phone with the app and a person who uses it, and answers the app as the system does. */
class Phone(
    language: String = "en",
    country: String = "DE",
    now: String = "2026-11-23T20:00:00+01:00",
    qualifiers: String = "",
    private val core: CoreInterface? = null
) {
    val app: App
    private val stack = mutableListOf<OpenActivity>()
    val opened = mutableListOf<Intent>()

    /** Code of the latest request that the system has not answered. */
    private var openRequest = 0

    /** Work of the gateway's background, so that a test can wait for it. */
    private val backgroundWork = mutableListOf<Future<*>>()
    private val backgroundExecutor = Executor { work ->
        val start = held
        backgroundWork += POOL.submit {
            start?.await()
            work.run()
        }
    }
    private var held: CountDownLatch? = null

    /** Whether [settle] also waits for work in the background. */
    private var waitsForBackground = true

    /** An activity, and the request of the one below that waits for its result. */
    private class OpenActivity(val controller: ActivityController<out ScreenActivity>, val request: Intent?)

    init {
        RuntimeEnvironment.setQualifiers("+$language-r$country$qualifiers")
        app = RuntimeEnvironment.getApplication() as App
        travel(now)
        // The process started before clock and language were set: let it finish, then start from an empty folder.
        awaitCore()
        app.recordsFolder().deleteRecursively()
        app.gateway = gateway()
    }

    private fun gateway() = core?.let { Gateway(app, backgroundExecutor) { _ -> it } } ?: Gateway(app, backgroundExecutor)

    val screen: ScreenActivity get() = stack.last().controller.get()
    val depth: Int get() = stack.size
    val notifications: NotificationManager get() = app.systemService()
    val alarms: AlarmManager get() = app.systemService()

    /** Starts the app from the launcher. */
    fun start(): Phone {
        push(Robolectric.buildActivity(MainActivity::class.java), null)
        return this
    }

    /** Ends the process and all its screens. */
    fun kill() {
        stack.reversed().forEach { it.controller.pause().stop().destroy() }
        stack.clear()
        awaitCore()
        app.gateway = gateway()
    }

    /** Returns what the system keeps of the top screen when it ends the process. */
    fun savedState(): Bundle = Bundle().also { stack.last().controller.saveInstanceState(it) }

    /** Ends the process and restores its top screen from the saved state, with the [answer] of a dialog that was open. */
    fun recreate(answer: Uri? = null) {
        val open = stack.removeLast()
        val saved = Bundle()
        open.controller.pause().stop().saveInstanceState(saved).destroy()
        awaitCore()
        app.gateway = gateway()
        val intent = open.controller.intent
        val fresh = if (open.controller.get() is MainActivity) {
            Robolectric.buildActivity(MainActivity::class.java, intent)
        } else {
            Robolectric.buildActivity(ScreenActivity::class.java, intent)
        }
        stack += OpenActivity(fresh, open.request)
        fresh.create(saved).start().restoreInstanceState(saved).postCreate(saved)
        answer?.let(::deliver)
        fresh.resume().visible()
        settle()
    }

    /** Answers the system's file dialog; `null` cancels it. */
    fun choose(file: Uri?) {
        deliver(file)
        settle()
    }

    /** Answers the file dialog without waiting for the file to be copied, until [finishBackground]. */
    fun chooseSlowly(file: Uri) {
        waitsForBackground = false
        choose(file)
    }

    /** Holds back new work in the background until [finishBackground]. */
    fun holdBackground() {
        waitsForBackground = false
        held = CountDownLatch(1)
    }

    fun finishBackground() {
        waitsForBackground = true
        held.also { held = null }?.countDown()
        settle()
    }

    private fun deliver(file: Uri?) {
        val result = if (file == null) Activity.RESULT_CANCELED else Activity.RESULT_OK
        // `receiveResult` needs the activity that asked, which process death has replaced.
        @Suppress("DEPRECATION")
        shadowOf(screen).callOnActivityResult(openRequest, result, file?.let { Intent().setData(it) })
    }

    fun travel(to: String) {
        val time = OffsetDateTime.parse(to)
        app.clock = { time.toInstant().toEpochMilli() }
        TimeZone.setDefault(TimeZone.getTimeZone("GMT" + time.offset.id))
    }

    fun resume() {
        stack.last().controller.pause().resume()
        settle()
    }

    /** Answers the system's question for permission. */
    fun allowNotifications(allowed: Boolean = true) {
        Device.markPermissionAsked(app)
        if (Build.VERSION.SDK_INT >= 33) {
            val shadow = shadowOf(app)
            if (allowed) shadow.grantPermissions(PERMISSION) else shadow.denyPermissions(PERMISSION)
        }
        shadowOf(notifications).setNotificationsEnabled(allowed)
    }

    /** Switches the channel in the system's settings. */
    fun setChannelOff(off: Boolean) {
        val importance = if (off) NotificationManager.IMPORTANCE_NONE else NotificationManager.IMPORTANCE_DEFAULT
        notifications.getNotificationChannel(Reminders.CHANNEL).importance = importance
    }

    fun restrictBackground(restricted: Boolean) {
        if (Build.VERSION.SDK_INT >= 28) shadowOf(app.systemService<ActivityManager>()).setBackgroundRestricted(restricted)
    }

    /** Waits until all threads are idle, and answers the app as the system does. */
    fun settle() {
        var quiet = 0
        repeat(ROUNDS) {
            awaitCore()
            if (waitsForBackground) backgroundWork.forEach { it.get(1, TimeUnit.MINUTES) }
            shadowOf(Looper.getMainLooper()).idle()
            quiet = if (stack.isNotEmpty() && runSystemStep()) 0 else quiet + 1
            // Idle several times in a row: a task on one thread may post another to the next thread.
            if (quiet == QUIET_ROUNDS) return
        }
        fail("the app does not become idle")
    }

    /** Waits until the core has finished all calls. It answers on the main thread. */
    private fun awaitCore() {
        var isDone = false
        app.gateway.call({}) { isDone = true }
        val until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1)
        while (!isDone) {
            if (System.nanoTime() > until) fail("the core does not answer")
            Thread.sleep(0, POLL_NANOS)
            shadowOf(Looper.getMainLooper()).idle()
        }
    }

    /** Starts or finishes one activity. Returns whether there was one. */
    private fun runSystemStep(): Boolean {
        val top = stack.last()
        val activity = top.controller.get()
        val started = generateSequence {
            val forResult = shadowOf(activity).nextStartedActivityForResult?.also { openRequest = it.requestCode }
            forResult?.intent ?: shadowOf(app).nextStartedActivity
        }
        // The simulated system records `startActivities` twice.
        val intents = started.toList().distinctBy { it.component to (it.getStringExtra(ScreenActivity.ROUTE) ?: it) }
        if (intents.isNotEmpty()) {
            // `startActivities` starts the root first.
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
                // An activity that a notification started has no one to return a result to.
                val request = intent.takeIf { it.getBooleanExtra(ScreenActivity.FOR_RESULT, false) }
                push(Robolectric.buildActivity(ScreenActivity::class.java, intent), request)
            }

            MainActivity::class.java.name -> bringBack(intent)

            else -> opened += intent
        }
    }

    /** Taps a notification, which starts these activities, the root first. */
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
        stack += OpenActivity(controller, request)
        controller.setup()
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

    /** Fills in one input as a person does: types, toggles or chooses in a dialog. */
    fun fill(name: String, value: String) {
        when (val input = checkNotNull(screen.input(name)) { "no input $name" }) {
            is EditText -> {
                input.setText(value)
                // A search waits for more letters.
                if (input.parent is SearchField) shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(SEARCH_MILLIS))
            }

            is Switch -> if (input.isChecked != (value == "true")) input.performClick()

            else -> {
                input.performClick()
                chooseInDialog(name, value)
            }
        }
        settle()
    }

    private fun chooseInDialog(name: String, value: String) {
        when (val dialog = ShadowDialog.getLatestDialog()) {
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

    /** Returns all words on the screen, including those for screen readers. */
    fun words(): List<String> = screen.window.decorView.all().filter { it.isShown }.flatMap { view ->
        val state = if (Build.VERSION.SDK_INT >= 30) view.stateDescription else null
        val hint = (view as? EditText)?.hint
        listOfNotNull((view as? TextView)?.text, view.contentDescription, state, hint).map { it.toString().plain() }
    }

    fun notice(): String? {
        val notice = screen.findViewById<ViewGroup>(R.id.notice)
        return notice.all().filterIsInstance<TextView>().firstOrNull()?.text?.toString()?.plain().takeIf { notice.isShown }
    }

    fun clipboard(): String? = app.systemService<ClipboardManager>().primaryClip?.getItemAt(0)?.text?.toString()

    fun <T> core(work: (CoreInterface) -> T): T {
        var result: Result<T>? = null
        app.gateway.call(work) { result = it }
        settle()
        return checkNotNull(result).getOrThrow()
    }

    fun plan(): ReminderPlan = core { it.reminders(app.now()) }

    private companion object {
        const val ROUNDS = 60
        const val QUIET_ROUNDS = 3
        const val POLL_NANOS = 100_000
        val POOL: ExecutorService = Executors.newCachedThreadPool { work -> Thread(work, "aside").apply { isDaemon = true } }
        const val SEARCH_MILLIS = 300L
        const val PERMISSION = Manifest.permission.POST_NOTIFICATIONS
    }
}

fun View.all(): List<View> =
    listOf(this) + ((this as? ViewGroup)?.let { group -> (0 until group.childCount).flatMap { group.getChildAt(it).all() } }.orEmpty())

/** Returns the words by which a person finds a view to tap. */
fun label(view: View): String? {
    val texts = view.all().filterIsInstance<TextView>().filter { it.text.isNotEmpty() }
    val words = texts.firstOrNull()?.text?.toString()?.lines()?.first() ?: view.contentDescription?.toString()
    return words?.plain()
}

/** Returns the text with plain blanks, as stories and tests write it. */
fun String.plain() = replace('\u00a0', ' ').replace('\u202f', ' ')

fun Activity.texts(): List<String> = window.decorView.all().filterIsInstance<TextView>().map { it.text.toString().plain() }
