package app.widerspruch

import android.app.Activity
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
import app.widerspruch.core.Direction
import app.widerspruch.core.Notice
import app.widerspruch.core.Screen
import app.widerspruch.core.ScreenButton
import app.widerspruch.core.ScreenTab

/** What stands around the rows: the way back, the message of the last command, the primary button, the tabs. */
class Frame(private val activity: Activity, private val isRoot: Boolean) {
    val content: LinearLayout = activity.column().apply { id = R.id.content }
    val scroll = ScrollView(activity).apply {
        isFillViewport = true
        addView(content)
    }
    private val back = ImageButton(activity).apply {
        setImageResource(R.drawable.ic_back)
        imageTintList = ColorStateList.valueOf(activity.getColor(R.color.on_surface))
        background = activity.touchable(null)
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
    private val primary = activity.column().apply {
        id = R.id.primary
        visibility = View.GONE
    }
    private val tabs = LinearLayout(activity).apply {
        id = R.id.tabs
        visibility = View.GONE
    }
    private val isWide = activity.resources.configuration.screenWidthDp >= RAIL_FROM
    val view: View = LinearLayout(activity).apply {
        orientation = if (isWide) LinearLayout.HORIZONTAL else LinearLayout.VERTICAL
        setBackgroundColor(activity.getColor(R.color.surface))
        val column = activity.column()
        if (!isRoot) column.addView(back, activity.square(Space.TARGET).apply { marginStart = activity.dp(Space.TINY) })
        column.addView(scroll, LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1f))
        column.addView(notice, wide())
        column.addView(primary, wide())
        if (isWide) {
            tabs.orientation = LinearLayout.VERTICAL
            addView(tabs, LinearLayout.LayoutParams(activity.dp(RAIL), ViewGroup.LayoutParams.MATCH_PARENT))
            addView(column, LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.MATCH_PARENT, 1f))
        } else {
            addView(column, LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, 0, 1f))
            addView(tabs, wide())
        }
        setOnApplyWindowInsetsListener { view, insets ->
            view.padFor(insets)
            insets
        }
    }

    init {
        // Long lines are hard to read, and what belongs together stands in one column.
        view.addOnLayoutChangeListener { _, _, _, _, _, _, _, _, _ ->
            val side = maxOf(activity.dp(Space.LARGE), (scroll.width - activity.dp(WIDEST)) / 2)
            if (content.paddingLeft != side) view.post { indent(side) }
        }
        indent(activity.dp(Space.LARGE))
    }

    private fun indent(side: Int) {
        content.setPadding(side, activity.dp(Space.SMALL), side, activity.dp(Space.WIDE))
        primary.setPadding(side, activity.dp(Space.SMALL), side, activity.dp(Space.SMALL))
        (notice.layoutParams as LinearLayout.LayoutParams).setMargins(side, activity.dp(Space.SMALL), side, 0)
        notice.requestLayout()
    }

    fun show(screen: Screen, press: (ScreenButton) -> Unit, select: (ScreenTab) -> Unit) {
        view.layoutDirection = direction(screen.direction)
        activity.title = screen.title
        // A tab is no activity of its own: a screen reader is told of the change here.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) scroll.call(screen.title)
        primary.removeAllViews()
        primary.visibility = if (screen.primary == null) View.GONE else View.VISIBLE
        screen.primary?.let { next ->
            primary.addView(activity.button(next.label, Weight.FILLED).apply { setOnClickListener { press(next) } }, wide())
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
            background = activity.touchable(null)
            setPadding(0, activity.dp(Space.SMALL), 0, activity.dp(Space.SMALL))
            isFocusable = true
            isSelected = tab.selected
            setOnClickListener { select() }
            contentDescription = tab.label
        }
        // Selected is said by shape, weight and the system's word for it, not by colour alone.
        val pill = activity.line().apply {
            gravity = Gravity.CENTER
            if (tab.selected) background = activity.rounded(R.color.primary_container)
            addView(activity.sign(picture(tab.icon), color), activity.square(ICON))
        }
        place.addView(pill, LinearLayout.LayoutParams(activity.dp(PILL), activity.dp(PILL_HEIGHT)))
        // Beyond this size the bar would leave no room for what it leads to.
        val size = TAB * minOf(1f, LARGEST / activity.resources.configuration.fontScale)
        val label = activity.text(tab.label, size, if (tab.selected) R.color.on_surface else R.color.muted).apply {
            gravity = Gravity.CENTER
            textAlignment = View.TEXT_ALIGNMENT_CENTER
            importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
            if (tab.selected) medium()
        }
        place.addView(label, wide(activity.dp(Space.TINY)))
        tabs.addView(place, if (isWide) wide(activity.dp(Space.SMALL)) else rest())
    }

    /** Says what came of a command, with the way back. A screen reader hears it. */
    fun say(message: Notice, undo: (String) -> Unit) {
        notice.removeAllViews()
        notice.visibility = View.VISIBLE
        val words = activity.text(message.text, Type.SMALL, R.color.on_notice).apply { minHeight = activity.dp(Space.TARGET) }
        words.gravity = Gravity.CENTER_VERTICAL
        notice.addView(words, rest())
        message.undo?.let { command ->
            val button = activity.button(undoWord, Weight.PLAIN)
            button.setTextColor(activity.getColor(R.color.notice_action))
            button.setOnClickListener { undo(command) }
            notice.addView(button)
        }
        // Whoever hears the message can take it back from where they are.
        words.accessibilityDelegate = message.undo?.let { command -> Offering(undoWord) { undo(command) } }
    }

    fun quiet() {
        notice.visibility = View.GONE
    }

    /** Nothing but a sentence, where there is no screen to show. */
    fun fail(words: String) {
        content.removeAllViews()
        primary.visibility = View.GONE
        content.addView(activity.text(words, Type.BIG).apply { setTextIsSelectable(true) }, wide(activity.dp(Space.WIDE)))
    }

    private val undoWord: String get() = activity.getString(R.string.undo)

    private companion object {
        const val RAIL_FROM = 600
        const val RAIL = 88
        const val WIDEST = 640
        const val ICON = 24
        const val PILL = 56
        const val PILL_HEIGHT = 32
        const val TAB = 12f
        const val LARGEST = 1.3f
    }
}

/** Offers a screen reader one more thing to do with a view. */
private class Offering(private val words: String, private val act: () -> Unit) : View.AccessibilityDelegate() {
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
private fun View.call(title: String) {
    accessibilityPaneTitle = title
}

fun direction(direction: Direction): Int = when (direction) {
    Direction.LEFT_TO_RIGHT -> View.LAYOUT_DIRECTION_LTR
    Direction.RIGHT_TO_LEFT -> View.LAYOUT_DIRECTION_RTL
}

private fun View.padFor(insets: WindowInsets) {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        padForTypes(insets)
    } else {
        @Suppress("DEPRECATION")
        setPadding(insets.systemWindowInsetLeft, insets.systemWindowInsetTop, insets.systemWindowInsetRight, insets.systemWindowInsetBottom)
    }
}

@NewerApi(30)
private fun View.padForTypes(insets: WindowInsets) {
    val bars = insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout() or WindowInsets.Type.ime())
    setPadding(bars.left, bars.top, bars.right, bars.bottom)
}
