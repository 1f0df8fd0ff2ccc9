package app.widerspruch

import android.content.Context
import android.view.View
import android.view.ViewGroup

/** Children side by side, in as many lines as they need. */
class Flow(context: Context, private val gap: Int) : ViewGroup(context) {
    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        val room = MeasureSpec.getSize(widthMeasureSpec)
        for (child in children()) {
            child.measure(MeasureSpec.makeMeasureSpec(room, MeasureSpec.AT_MOST), MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED))
        }
        setMeasuredDimension(room, place(room) { _, _, _ -> })
    }

    override fun onLayout(changed: Boolean, left: Int, top: Int, right: Int, bottom: Int) {
        val width = right - left
        val mirrored = layoutDirection == LAYOUT_DIRECTION_RTL
        place(width) { child, x, y ->
            val start = if (mirrored) width - x - child.measuredWidth else x
            child.layout(start, y, start + child.measuredWidth, y + child.measuredHeight)
        }
    }

    /** Finds a place for each child and returns the height of all. */
    private fun place(room: Int, put: (View, Int, Int) -> Unit): Int {
        var x = 0
        var y = 0
        var high = 0
        for (child in children()) {
            if (x > 0 && x + child.measuredWidth > room) {
                x = 0
                y += high + gap
                high = 0
            }
            put(child, x, y)
            x += child.measuredWidth + gap
            high = maxOf(high, child.measuredHeight)
        }
        return y + high
    }

    private fun children() = (0 until childCount).map(::getChildAt)
}
