package app.widerspruch

import android.app.Activity
import android.content.Context
import android.content.res.ColorStateList
import android.os.Build
import android.os.Bundle
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.view.WindowInsets
import android.view.accessibility.AccessibilityNodeInfo
import android.widget.ImageButton
import android.widget.LinearLayout
import android.widget.ScrollView
import android.widget.TextView
import app.widerspruch.core.Direction
import app.widerspruch.core.LongAct
import app.widerspruch.core.Notice
import app.widerspruch.core.Screen
import app.widerspruch.core.ScreenButton
import app.widerspruch.core.ScreenTab

/**
 * Draws what surrounds the rows: the back button, the progress of a long act, the notice of the last command, the primary button
 * and the tabs.
 */
class Frame(private val activity: Activity, private val isRoot: Boolean) {
    /** Gives the words of the frame in the language of the screen. */
    var words: Context = activity
    val content: LinearLayout = activity.column().apply { id = R.id.content }
    val scroll = ScrollView(activity).apply {
        isFillViewport = true
        addView(content)
    }
    private val back = ImageButton(activity).apply {
        setImageResource(R.drawable.ic_back)
        imageTintList = ColorStateList.valueOf(activity.getColor(R.color.on_surface))
        background = activity.withRipple(null)
        contentDescription = activity.getString(R.string.back)
        setOnClickListener { activity.finish() }
    }
    private val notice = activity.line().apply {
        id = R.id.notice
        background = activity.rounded(R.color.notice, Space.SMALL)
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        setPaddingRelative(activity.dp(Space.LARGE), activity.dp(Space.TINY), activity.dp(Space.SMALL), activity.dp(Space.TINY))
        visibility = View.GONE
    }
    private val progress = activity.column().apply {
        id = R.id.progress
        background = activity.rounded(R.color.card, Space.SMALL, R.color.outline)
        setPaddingRelative(activity.dp(Space.LARGE), activity.dp(Space.MEDIUM), activity.dp(Space.LARGE), activity.dp(Space.LARGE))
        accessibilityLiveRegion = View.ACCESSIBILITY_LIVE_REGION_POLITE
        visibility = View.GONE
    }
    private val primary = activity.column().apply {
        id = R.id.primary
        visibility = View.GONE
    }
    private val tabs = LinearLayout(activity).apply {
        id = R.id.tabs
        visibility = View.GONE
    }
    private val isWide = activity.resources.configuration.screenWidthDp >= MIN_RAIL_WINDOW_DP
    val view: View = LinearLayout(activity).apply {
        orientation = if (isWide) LinearLayout.HORIZONTAL else LinearLayout.VERTICAL
        setBackgroundColor(activity.getColor(R.color.surface))
        val column = activity.column()
        if (!isRoot) column.addView(back, activity.square(Space.TARGET).apply { marginStart = activity.dp(Space.TINY) })
        column.addView(scroll, LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1f))
        column.addView(progress, fullWidth())
        column.addView(notice, fullWidth())
        column.addView(primary, fullWidth())
        if (isWide) {
            tabs.orientation = LinearLayout.VERTICAL
            addView(tabs, LinearLayout.LayoutParams(activity.dp(RAIL), ViewGroup.LayoutParams.MATCH_PARENT))
            addView(column, LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.MATCH_PARENT, 1f))
        } else {
            addView(column, LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1f))
            addView(tabs, fullWidth())
        }
        setOnApplyWindowInsetsListener { view, insets ->
            view.applyPadding(insets)
            insets
        }
    }

    init {
        // Long lines are hard to read, so a wide window gets margins; notice and primary button share the column of the rows.
        view.addOnLayoutChangeListener { _, _, _, _, _, _, _, _, _ ->
            val side = maxOf(activity.dp(Space.LARGE), (scroll.width - activity.dp(MAX_COLUMN)) / 2)
            if (content.paddingLeft != side) view.post { setSideMargins(side) }
        }
        setSideMargins(activity.dp(Space.LARGE))
    }

    private fun setSideMargins(side: Int) {
        content.setPadding(side, activity.dp(Space.SMALL), side, activity.dp(Space.WIDE))
        primary.setPadding(side, activity.dp(Space.SMALL), side, activity.dp(Space.SMALL))
        for (message in listOf(progress, notice)) {
            (message.layoutParams as LinearLayout.LayoutParams).setMargins(side, activity.dp(Space.SMALL), side, 0)
            message.requestLayout()
        }
    }

    fun show(screen: Screen, press: (ScreenButton) -> Unit, select: (ScreenTab) -> Unit) {
        view.layoutDirection = layoutDirection(screen.direction)
        activity.title = screen.title
        // Tabs share one activity, so the change of title is what tells a screen reader of the new tab.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) scroll.setPaneTitle(screen.title)
        primary.removeAllViews()
        primary.visibility = if (screen.primary == null) View.GONE else View.VISIBLE
        screen.primary?.let { next ->
            primary.addView(activity.button(next.label, Weight.FILLED).apply { setOnClickListener { press(next) } }, fullWidth())
        }
        tabs.removeAllViews()
        tabs.visibility = if (isRoot && screen.tabs.isNotEmpty()) View.VISIBLE else View.GONE
        if (isRoot) screen.tabs.forEach { tab -> addTab(tab) { select(tab) } }
    }

    private fun addTab(tab: ScreenTab, select: () -> Unit) {
        val color = if (tab.selected) R.color.on_primary_container else R.color.muted
        val place = activity.column().apply {
            gravity = Gravity.CENTER
            minimumHeight = activity.dp(Space.ROW)
            background = activity.withRipple(null)
            setPadding(0, activity.dp(Space.SMALL), 0, activity.dp(Space.SMALL))
            isFocusable = true
            isSelected = tab.selected
            setOnClickListener { select() }
            contentDescription = tab.label
        }
        // The selected tab also has a shape, bold letters and the state that a screen reader says: colour alone is not enough.
        val pill = activity.line().apply {
            gravity = Gravity.CENTER
            if (tab.selected) background = activity.rounded(R.color.primary_container)
            addView(activity.iconView(iconResource(tab.icon), color), activity.square(ICON))
        }
        place.addView(pill, LinearLayout.LayoutParams(activity.dp(PILL), activity.dp(PILL_HEIGHT)))
        // Capped: at the largest font scale the bar would leave too little room for the rows.
        val size = TAB_SP * minOf(1f, MAX_TAB_FONT_SCALE / activity.resources.configuration.fontScale)
        val label = activity.text(tab.label, size, if (tab.selected) R.color.on_surface else R.color.muted).apply {
            gravity = Gravity.CENTER
            textAlignment = View.TEXT_ALIGNMENT_CENTER
            importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
            if (tab.selected) medium()
        }
        place.addView(label, fullWidth(activity.dp(Space.TINY)))
        tabs.addView(place, if (isWide) fullWidth(activity.dp(Space.SMALL)) else remainingWidth())
    }

    /** Shows the notice of a command with its buttons: undo, and the details of a fault. A screen reader reads it out. */
    fun showNotice(message: Notice, undo: (String) -> Unit) {
        notice.removeAllViews()
        notice.visibility = View.VISIBLE
        val sentence = activity.text(message.text, Type.SMALL, R.color.on_notice)
        val buttons = listOfNotNull(
            message.undo?.let { command -> noticeButton(undoLabel) { undo(command) } },
            message.details?.let { details -> noticeButton(words.getString(R.string.details)) { words.showDetails(details) } }
        )
        // Two buttons, or one with large letters, would leave the sentence too little room beside them.
        if (buttons.size > 1 || (activity.isNarrow && buttons.isNotEmpty())) {
            notice.orientation = LinearLayout.VERTICAL
            notice.addView(sentence, fullWidth(activity.dp(Space.MEDIUM)))
            val below = FlowLayout(activity, 0).apply { buttons.forEach(::addView) }
            // The words of the buttons start at the edge of the sentence.
            notice.addView(below, fullWidth().apply { marginStart = -activity.dp(Space.LARGE) })
        } else {
            notice.orientation = LinearLayout.HORIZONTAL
            sentence.minHeight = activity.dp(Space.TARGET)
            sentence.gravity = Gravity.CENTER_VERTICAL
            notice.addView(sentence, remainingWidth())
            buttons.forEach(notice::addView)
        }
        // A screen reader offers undo while its focus is on the text.
        sentence.accessibilityDelegate = message.undo?.let { command -> UndoActionDelegate(undoLabel) { undo(command) } }
    }

    private fun noticeButton(label: String, press: () -> Unit) = activity.button(label, Weight.PLAIN).apply {
        setTextColor(activity.getColor(R.color.notice_action))
        setOnClickListener { press() }
    }

    fun hideNotice() {
        notice.visibility = View.GONE
    }

    /** Shows how far a long act has come. A screen reader reads it out. */
    fun showProgress(act: LongAct) {
        progress.removeAllViews()
        progress.visibility = View.VISIBLE
        progress.addView(activity.text(act.label, Type.SMALL), fullWidth())
        progress.addView(activity.progressBar(act.done, act.total))
    }

    fun hideProgress() {
        progress.visibility = View.GONE
    }

    /** Shows a sentence, and its details, instead of a screen that could not be loaded. */
    fun showError(failure: Notice) {
        content.removeAllViews()
        primary.visibility = View.GONE
        val sentence: TextView = activity.text(failure.text, Type.BIG).apply { setTextIsSelectable(true) }
        content.addView(sentence, fullWidth(activity.dp(Space.WIDE)))
        val details = failure.details ?: return
        val button = activity.button(words.getString(R.string.details), Weight.OUTLINED)
        button.setOnClickListener { words.showDetails(details) }
        content.addView(button, fullWidth(activity.dp(Space.LARGE)))
    }

    private val undoLabel: String get() = words.getString(R.string.undo)

    private companion object {
        const val MIN_RAIL_WINDOW_DP = 600
        const val RAIL = 88
        const val MAX_COLUMN = 640
        const val ICON = 24
        const val PILL = 56
        const val PILL_HEIGHT = 32
        const val TAB_SP = 12f
        const val MAX_TAB_FONT_SCALE = 1.3f
    }
}

/** Adds undo to the actions that a screen reader offers on a view. */
private class UndoActionDelegate(private val words: String, private val act: () -> Unit) : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.addAction(AccessibilityNodeInfo.AccessibilityAction(R.id.notice, words))
    }

    override fun performAccessibilityAction(host: View, action: Int, arguments: Bundle?): Boolean {
        if (action != R.id.notice) return super.performAccessibilityAction(host, action, arguments)
        act()
        return true
    }
}

@NewerApi(28)
private fun View.setPaneTitle(title: String) {
    accessibilityPaneTitle = title
}

private fun layoutDirection(direction: Direction): Int = when (direction) {
    Direction.LEFT_TO_RIGHT -> View.LAYOUT_DIRECTION_LTR
    Direction.RIGHT_TO_LEFT -> View.LAYOUT_DIRECTION_RTL
}

private fun View.applyPadding(insets: WindowInsets) {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        applyBarPadding(insets)
    } else {
        @Suppress("DEPRECATION")
        setPadding(insets.systemWindowInsetLeft, insets.systemWindowInsetTop, insets.systemWindowInsetRight, insets.systemWindowInsetBottom)
    }
}

@NewerApi(30)
private fun View.applyBarPadding(insets: WindowInsets) {
    val bars = insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout() or WindowInsets.Type.ime())
    setPadding(bars.left, bars.top, bars.right, bars.bottom)
}
