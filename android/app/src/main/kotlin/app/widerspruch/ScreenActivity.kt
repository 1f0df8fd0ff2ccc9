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
import app.widerspruch.core.LongAct
import app.widerspruch.core.Notice
import app.widerspruch.core.Outcome
import app.widerspruch.core.Screen
import java.util.Locale

/**
 * Shows one screen of the core, by its route. The system handles back, rotation, process death and animations; what it must
 * restore is the route, the routes behind it and what was typed.
 */
open class ScreenActivity : Activity() {
    protected var route = "/"
    private lateinit var frame: Frame

    /** Draws the rows. Another tab gets another one, so that nothing typed into a search field stays. */
    private var renderer: Renderer? = null
    private lateinit var actions: Actions
    private val form = Form { _, command -> if (command != null) perform(command, keepInputs = true) else redraw() }
    private var screen: Screen? = null

    /** What a tap sent, until it is answered, all parts of a long act included. Until then another tap sends nothing. */
    private var underWay: Sent? = null
    private var scrollTo = 0
    private var onLoaded: (() -> Unit)? = null

    protected fun isTab(target: String) = target == "/" || screen?.tabs.orEmpty().any { it.route == target }

    /** Routes of the screens behind this one, the nearest last. */
    private val routesBehind: List<String> get() = intent.getStringArrayListExtra(BEHIND).orEmpty()

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

    /** Loads the screen and draws it if it changed. Runs [before] on the core thread first. */
    protected fun refresh(before: (CoreInterface) -> Unit = {}) {
        val wanted = route
        app.gateway.call({ core ->
            before(core)
            core.screen(wanted, app.now())
        }) { result ->
            if (isDestroyed || wanted != route) return@call
            result.fold(::show) { frame.showError(failureNotice(it)) }
        }
    }

    private fun show(fresh: Screen) {
        if (fresh == screen && renderer != null) return
        val first = screen == null
        screen = fresh
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) hidePreview(fresh.hidePreview)
        redraw()
        if (first) frame.scroll.post { frame.scroll.scrollTo(0, scrollTo) }
        onLoaded.also { onLoaded = null }?.invoke()
    }

    private fun redraw() {
        val shown = screen ?: return
        val focused = renderer?.inputs?.entries?.firstOrNull { it.value.isFocused }?.key
        val words = localizedContext(shown.language)
        val current = renderer?.takeIf { it.language == shown.language } ?: Renderer(words, shown.language, form, ::run, ::replace)
        renderer = current
        frame.words = words
        frame.show(shown, press = { run(it.action) }, select = { tab -> go(tab.route) })
        current.draw(shown, frame.content)
        focused?.let { current.inputs[it]?.requestFocus() }
    }

    /** Returns a context in the app's language, which may differ from the phone's, for dialogs and screen readers. */
    private fun localizedContext(language: String): Context {
        val configuration = Configuration(resources.configuration).apply { setLocale(Locale.forLanguageTag(language)) }
        return ContextThemeWrapper(this, R.style.App).apply { applyOverrideConfiguration(configuration) }
    }

    private fun run(action: Action) {
        frame.hideNotice()
        actions.run(action)
    }

    /** Sends a command with all inputs of the screen and [more]. With [keepInputs], what was typed stays, as it was not submitted. */
    fun perform(command: String, keepInputs: Boolean = false, more: Map<String, String> = emptyMap()) {
        // After process death, the result of a system dialog arrives before the screen is loaded.
        val shown = screen ?: return run { onLoaded = { perform(command, keepInputs, more) } }
        val sent = Sent(command, form.values(shown) + more, shown, keepInputs)
        if (underWay == null || more.isNotEmpty()) {
            if (underWay == null) underWay = sent
            send(sent)
        } else if (keepInputs) {
            form.clearSentOnChange(shown)
            redraw()
        }
    }

    private class Sent(val command: String, val values: Map<String, String>, val from: Screen, val keepInputs: Boolean)

    /** Sends a command, or the next [part] of a long act. */
    private fun send(sent: Sent, part: LongAct? = null) {
        app.gateway.call({ core ->
            val outcome = core.perform(part?.command ?: sent.command, sent.values, app.now())
            if (outcome.planChanged) Reminders.sync(this, core)
            outcome
        }) { result ->
            val next = result.getOrNull()?.longAct
            val wasLeft = (part != null || next != null) && (sent !== underWay || isFinishing)
            if (isDestroyed || wasLeft) return@call
            if (next != null) {
                frame.showProgress(next)
                return@call send(sent, next)
            }
            if (sent === underWay) endLongAct()
            result.fold({ onPerformed(it, sent.from, sent.keepInputs) }, { onRefused(it, sent.from, sent.keepInputs) })
        }
    }

    /** Ends a long act, if there is one: the core keeps nothing of it. */
    private fun endLongAct() {
        underWay = null
        frame.hideProgress()
    }

    private fun onPerformed(outcome: Outcome, sentFrom: Screen, keepInputs: Boolean) {
        // The core now holds what was submitted, so the screen shows the core's values.
        if (keepInputs) form.clearSentOnChange(sentFrom) else form.clear()
        outcome.notice?.let(::showNotice)
        val leaves = outcome.then.any { it is Action.Go || it is Action.Back }
        outcome.then.forEach { actions.run(it, outcome.notice) }
        if (!leaves) refresh()
        redraw()
    }

    private fun onRefused(problem: Throwable, sentFrom: Screen, keepInputs: Boolean) {
        if (keepInputs) {
            // A refused switch flips back. Otherwise the views stay: a new one has no position yet to scroll to below.
            form.clearSentOnChange(sentFrom)
            redraw()
        }
        showNotice(failureNotice(problem))
        val input = (problem as? CoreException.BadInput)?.let { renderer?.inputs?.get(it.field) } ?: return
        input.requestFocus()
        input.requestRectangleOnScreen(Rect(0, 0, input.width, input.height), true)
    }

    protected fun hideNotice() = frame.hideNotice()

    /** Makes the next screen draw all its rows anew, search fields included. */
    protected fun forgetRows() {
        renderer = null
    }

    /** Returns the view of an input, by its name. */
    fun input(name: String): View? = renderer?.inputs?.get(name)

    /** The screen that is shown; `null` until it is loaded. */
    val shown: Screen? get() = screen

    fun showNotice(notice: Notice) {
        // Whatever stands in a notice, its button only undoes.
        val undoes = notice.undo?.startsWith(UNDO_COMMAND) == true
        frame.showNotice(if (undoes) notice else notice.copy(undo = null)) { undo ->
            if (underWay == null) {
                frame.hideNotice()
                perform(undo, keepInputs = true)
            }
        }
    }

    /** Shows a screen: reloads this one, goes back to one behind it or to a tab, or opens a new one in front. */
    open fun go(target: String, notice: Notice? = null) {
        if (target != route) endLongAct()
        // A notice belongs to the last command, so leaving the screen hides it.
        if (target != route || notice == null) frame.hideNotice()
        when {
            target == route -> {
                screen = null
                refresh()
            }

            target in routesBehind || isTab(target) -> backTo(target, notice)

            else -> {
                // The way back leads to what was looked for.
                renderer?.searchNow()
                startActivityForResult(intent(this, target, routesBehind + route, notice).putExtra(FOR_RESULT, true), GO)
            }
        }
    }

    private fun backTo(target: String, notice: Notice?) {
        if (intent.getBooleanExtra(FOR_RESULT, false)) {
            setResult(RESULT_OK, Intent().putExtra(ROUTE, target).putNotice(notice))
        } else {
            // Opened by a notification: the screens behind did not start this one, so they receive no result.
            val routes = if (target in routesBehind) routesBehind.take(routesBehind.indexOf(target) + 1) else listOf(target)
            startActivities(stackIntents(this, routes, notice))
        }
        finish()
    }

    override fun onActivityResult(request: Int, result: Int, data: Intent?) {
        super.onActivityResult(request, result, data)
        if (request != GO) return actions.onResult(request, result, data)
        val target = data?.getStringExtra(ROUTE) ?: return
        if (target == route) data.notice()?.let(::showNotice) else switchTo(target, data.notice())
    }

    /** Shows [target] in the place of this screen, without a step in the way back. */
    protected open fun replace(target: String) {
        endLongAct()
        route = target
        refresh()
    }

    /** Shows [target] instead of this screen, when a screen in front of this one went back to it. */
    protected open fun switchTo(target: String, notice: Notice?) = backTo(target, notice)

    override fun onPostCreate(saved: Bundle?) {
        super.onPostCreate(saved)
        if (saved == null) intent.notice()?.let(::showNotice)
    }

    override fun onRequestPermissionsResult(request: Int, permissions: Array<String>, results: IntArray) {
        super.onRequestPermissionsResult(request, permissions, results)
        // The answer itself is read from the system in `onResume`, which follows.
        Device.markPermissionAsked(this)
    }

    /** Delays the first frame until there are rows, so that no blank one is seen. After a while shows a progress sign instead. */
    private fun holdFirstDraw() {
        val content = frame.content
        content.postDelayed({ if (content.childCount == 0) content.addView(ProgressBar(this)) }, PROGRESS_DELAY_MILLIS)
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
        const val FOR_RESULT = "answers"
        private const val SCROLL = "scroll"
        private const val GO = 1
        private const val PROGRESS_DELAY_MILLIS = 300L
        private const val FRAME_MILLIS = 16L

        /** Returns intents for a stack of screens. The first opens the start with its tab, the others lie in front in this order. */
        fun stackIntents(context: Context, routes: List<String>, notice: Notice? = null): Array<Intent> {
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

/** Shows the screens of the tabs. All other screens lie in front of it. */
class MainActivity : ScreenActivity() {
    override val isRoot get() = true

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        if (!isOwn(intent)) return
        setIntent(intent)
        intent.getStringExtra(ROUTE)?.let { switchTo(it, intent.notice()) }
    }

    /** Whether the app made this intent: any other app can start this activity, too, with extras of its own. */
    private fun isOwn(intent: Intent): Boolean {
        // Reading extras fails if there is a class among them that this app does not have.
        val token = runCatching { intent.getStringExtra(TOKEN) }.getOrNull() ?: return false
        return token == Device.token(this)
    }

    override fun go(target: String, notice: Notice?) {
        if (isTab(target)) switchTo(target, notice) else super.go(target, notice)
    }

    override fun switchTo(target: String, notice: Notice?) {
        forgetRows()
        if (notice == null) hideNotice() else showNotice(notice)
        replace(target)
    }

    override fun replace(target: String) {
        super.replace(target)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) updateBackCallback()
    }

    override fun onCreate(saved: Bundle?) {
        if (!isOwn(intent)) intent = Intent(this, MainActivity::class.java)
        super.onCreate(saved)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) updateBackCallback()
    }

    /** Makes "back" lead from another tab to the start. On the start the system handles it and leaves, with its animation. */
    @NewerApi(33)
    private fun updateBackCallback() {
        val callback = backToStart as? OnBackInvokedCallback ?: OnBackInvokedCallback { switchTo("/", null) }.also { backToStart = it }
        onBackInvokedDispatcher.unregisterOnBackInvokedCallback(callback)
        if (route != "/") onBackInvokedDispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, callback)
    }

    // `Any`, since the type of the callback is missing on older levels.
    private var backToStart: Any? = null

    @Deprecated("Below Android 13 the only way to know")
    override fun onBackPressed() {
        @Suppress("DEPRECATION")
        if (route == "/") super.onBackPressed() else switchTo("/", null)
    }

    companion object {
        private const val TOKEN = "token"

        fun intent(context: Context, route: String): Intent = Intent(context, MainActivity::class.java)
            .putExtra(ROUTE, route)
            .putExtra(TOKEN, Device.token(context))
            .addFlags(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_CLEAR_TOP)
    }
}

private const val NOTICE = "notice"
private const val UNDO = "undo"
private const val DETAILS = "details"

/** Beginning of each command that undoes another. */
private const val UNDO_COMMAND = "undo/"

private fun Intent.putNotice(notice: Notice?): Intent =
    putExtra(NOTICE, notice?.text).putExtra(UNDO, notice?.undo).putExtra(DETAILS, notice?.details)

private fun Intent.notice(): Notice? = getStringExtra(NOTICE)?.let { Notice(it, getStringExtra(UNDO), getStringExtra(DETAILS)) }
