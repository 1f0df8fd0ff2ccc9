package app.widerspruch

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.content.res.Configuration
import android.graphics.Rect
import android.os.Build
import android.os.Bundle
import android.view.ContextThemeWrapper
import android.view.View
import android.view.ViewTreeObserver
import android.widget.ProgressBar
import android.window.OnBackInvokedCallback
import android.window.OnBackInvokedDispatcher
import app.widerspruch.core.Action
import app.widerspruch.core.CoreException
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.Notice
import app.widerspruch.core.Outcome
import app.widerspruch.core.Screen
import java.util.Locale

/**
 * One screen of the core, by its route. Back, rotation, process death and the animations between screens are the system's
 * own: what must survive is the route, the routes behind it and what was typed.
 */
open class ScreenActivity : Activity() {
    protected var route = "/"
    private lateinit var frame: Frame
    private lateinit var renderer: Renderer
    private lateinit var actions: Actions
    private val form = Form { _, command -> if (command != null) perform(command, aside = true) else redraw() }
    private var screen: Screen? = null
    private var scrollTo = 0
    private var onceShown: (() -> Unit)? = null

    protected fun isTab(target: String) = target == "/" || screen?.tabs.orEmpty().any { it.route == target }

    /** Routes of the screens behind this one, the nearest last. */
    private val behind: List<String> get() = intent.getStringArrayListExtra(BEHIND).orEmpty()

    protected open val isRoot get() = false

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        route = saved?.getString(ROUTE) ?: intent.getStringExtra(ROUTE) ?: "/"
        saved?.let {
            form.restore(it)
            scrollTo = it.getInt(SCROLL)
        }
        frame = Frame(this, isRoot)
        actions = Actions(this, saved)
        setContentView(frame.view)
        holdFirstDraw()
    }

    override fun onResume() {
        super.onResume()
        refresh { core -> Reminders.sync(this, core) }
    }

    override fun onSaveInstanceState(state: Bundle) {
        super.onSaveInstanceState(state)
        state.putString(ROUTE, route)
        state.putInt(SCROLL, frame.scroll.scrollY)
        form.save(state)
        actions.save(state)
    }

    /** Fetches the screen and draws it, if it is another one than before. */
    protected fun refresh(before: (CoreInterface) -> Unit = {}) {
        val wanted = route
        app.gateway.call({ core ->
            before(core)
            core.screen(wanted, app.now())
        }) { result ->
            if (isDestroyed || wanted != route) return@call
            result.fold(::show) { frame.fail(words(it)) }
        }
    }

    private fun show(fresh: Screen) {
        if (fresh == screen) return
        val first = screen == null
        screen = fresh
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) hidePreview(fresh.hidePreview)
        redraw()
        if (first) frame.scroll.post { frame.scroll.scrollTo(0, scrollTo) }
        onceShown.also { onceShown = null }?.invoke()
    }

    private fun redraw() {
        val shown = screen ?: return
        val focused = if (::renderer.isInitialized) renderer.inputs.entries.firstOrNull { it.value.isFocused }?.key else null
        renderer = Renderer(speaking(shown.language), form, ::run)
        frame.show(shown, press = { run(it.action) }, select = { tab -> go(tab.route) })
        renderer.draw(shown, frame.content)
        focused?.let { renderer.inputs[it]?.requestFocus() }
    }

    /** The language of the app may be another than the phone's; dialogs and screen readers follow it. */
    private fun speaking(language: String): Context {
        val configuration = Configuration(resources.configuration).apply { setLocale(Locale.forLanguageTag(language)) }
        return ContextThemeWrapper(this, R.style.App).apply { applyOverrideConfiguration(configuration) }
    }

    private fun run(action: Action) {
        frame.quiet()
        actions.run(action)
    }

    /** Sends a command with all inputs of the screen. What is sent aside leaves other inputs as they were typed. */
    fun perform(command: String, aside: Boolean = false, more: Map<String, String> = emptyMap()) {
        // An answer of the system may come back before the screen does.
        val shown = screen ?: return run { onceShown = { perform(command, aside, more) } }
        val values = form.values(shown) + more
        app.gateway.call({ core ->
            val outcome = core.perform(command, values, app.now())
            if (outcome.planChanged) Reminders.sync(this, core)
            outcome
        }) { result ->
            if (isDestroyed) return@call
            result.fold({ done(it, shown, aside) }, { refused(it, shown, aside) })
        }
    }

    private fun done(outcome: Outcome, sent: Screen, aside: Boolean) {
        // What was sent is kept by the core now.
        if (aside) form.forgetSentAtOnce(sent) else form.clear()
        outcome.notice?.let(::say)
        val leaves = outcome.then.any { it is Action.Go || it is Action.Back }
        outcome.then.forEach { actions.run(it, outcome.notice) }
        if (!leaves) refresh()
        redraw()
    }

    private fun refused(problem: Throwable, sent: Screen, aside: Boolean) {
        if (aside) {
            // A switch that was turned and refused stands as it did. Other inputs stay: one that was just made has no place yet.
            form.forgetSentAtOnce(sent)
            redraw()
        }
        say(Notice(words(problem), null))
        val input = (problem as? CoreException.BadInput)?.let { renderer.inputs[it.field] } ?: return
        input.requestFocus()
        input.requestRectangleOnScreen(Rect(0, 0, input.width, input.height), true)
    }

    protected fun hush() = frame.quiet()

    /** The view of an input, by its name. */
    fun input(name: String): View? = renderer.inputs[name]

    /** The screen that is shown, once there is one. */
    val shown: Screen? get() = screen

    fun say(notice: Notice) {
        frame.say(notice) { undo ->
            frame.quiet()
            perform(undo, aside = true)
        }
    }

    /** Shows a screen: this one again, one that lies behind, a tab, or a new one in front. */
    open fun go(target: String, notice: Notice? = null) {
        // What was said of the last thing is over with the next.
        if (target != route || notice == null) frame.quiet()
        when {
            target == route -> {
                screen = null
                refresh()
            }

            target in behind || isTab(target) -> backTo(target, notice)

            else -> startActivityForResult(intent(this, target, behind + route, notice).putExtra(ANSWERS, true), GO)
        }
    }

    private fun backTo(target: String, notice: Notice?) {
        if (intent.getBooleanExtra(ANSWERS, false)) {
            setResult(RESULT_OK, Intent().putExtra(ROUTE, target).putNotice(notice))
        } else {
            // A notification put the screens behind there: nobody of them waits for an answer.
            val way = if (target in behind) behind.take(behind.indexOf(target) + 1) else listOf(target)
            startActivities(way(this, way, notice))
        }
        finish()
    }

    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        super.onActivityResult(request, result, data)
        if (request != GO) return actions.onResult(request, result, data)
        val target = data?.getStringExtra(ROUTE) ?: return
        if (target == route) data.notice()?.let(::say) else arrive(target, data.notice())
    }

    /** A screen in front of this one leads to another one behind. */
    protected open fun arrive(target: String, notice: Notice?) = backTo(target, notice)

    override fun onPostCreate(saved: Bundle?) {
        super.onPostCreate(saved)
        if (saved == null) intent.notice()?.let(::say)
    }

    override fun onRequestPermissionsResult(request: Int, permissions: Array<String>, results: IntArray) {
        super.onRequestPermissionsResult(request, permissions, results)
        Device.asked(this)
        // Resuming asks the system what the answer was.
    }

    /** No blank frame: the first one waits for the rows, and shows that it waits when somebody could notice. */
    private fun holdFirstDraw() {
        val content = frame.content
        content.postDelayed({ if (content.childCount == 0) content.addView(ProgressBar(this)) }, PATIENCE_MILLIS)
        content.viewTreeObserver.addOnPreDrawListener(object : ViewTreeObserver.OnPreDrawListener {
            override fun onPreDraw(): Boolean {
                val ready = content.childCount > 0
                if (ready) content.viewTreeObserver.removeOnPreDrawListener(this) else content.postInvalidateDelayed(FRAME_MILLIS)
                return ready
            }
        })
    }

    @NewerApi(33)
    private fun hidePreview(hide: Boolean) {
        setRecentsScreenshotEnabled(!hide)
    }

    companion object {
        const val ROUTE = "route"
        private const val BEHIND = "behind"
        private const val ANSWERS = "answers"
        private const val SCROLL = "scroll"
        private const val GO = 1
        private const val PATIENCE_MILLIS = 300L
        private const val FRAME_MILLIS = 16L

        /** Screens one in front of the other, the start with its tab as the first. */
        fun way(context: Context, routes: List<String>, notice: Notice? = null): Array<Intent> {
            val intents = routes.mapIndexed { index, route ->
                if (index == 0) MainActivity.intent(context, route) else intent(context, route, routes.take(index))
            }
            intents.last().putNotice(notice)
            return intents.toTypedArray()
        }

        private fun intent(context: Context, route: String, behind: List<String>, notice: Notice? = null): Intent =
            Intent(context, ScreenActivity::class.java)
                .putExtra(ROUTE, route)
                .putStringArrayListExtra(BEHIND, ArrayList(behind))
                .putNotice(notice)
    }
}

/** The start of the app, with the tabs. All other screens stand in front of it. */
class MainActivity : ScreenActivity() {
    override val isRoot get() = true

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        intent.getStringExtra(ROUTE)?.let { arrive(it, intent.notice()) }
    }

    override fun go(target: String, notice: Notice?) {
        if (isTab(target)) arrive(target, notice) else super.go(target, notice)
    }

    override fun arrive(target: String, notice: Notice?) {
        route = target
        if (notice == null) hush() else say(notice)
        refresh()
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) followBack()
    }

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) followBack()
    }

    /** From another tab "back" leads to the start, as people expect it; from there the system leaves, with its animation. */
    @NewerApi(33)
    private fun followBack() {
        val callback = toStart as? OnBackInvokedCallback ?: OnBackInvokedCallback { arrive("/", null) }.also { toStart = it }
        onBackInvokedDispatcher.unregisterOnBackInvokedCallback(callback)
        if (route != "/") onBackInvokedDispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, callback)
    }

    // Typed by what every level knows.
    private var toStart: Any? = null

    @Deprecated("Below Android 13 the only way to know")
    override fun onBackPressed() {
        @Suppress("DEPRECATION")
        if (route == "/") super.onBackPressed() else arrive("/", null)
    }

    companion object {
        fun intent(context: Context, route: String): Intent = Intent(context, MainActivity::class.java)
            .putExtra(ROUTE, route)
            .addFlags(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_CLEAR_TOP)
    }
}

private const val NOTICE = "notice"
private const val UNDO = "undo"

private fun Intent.putNotice(notice: Notice?): Intent = putExtra(NOTICE, notice?.text).putExtra(UNDO, notice?.undo)

private fun Intent.notice(): Notice? = getStringExtra(NOTICE)?.let { Notice(it, getStringExtra(UNDO)) }
