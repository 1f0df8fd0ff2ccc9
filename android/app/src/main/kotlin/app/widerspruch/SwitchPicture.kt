package app.widerspruch

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View

/**
 * The service's switch in one of its positions, drawn and not to be touched. Both positions have the same colour: which
 * one it is shows by the side on which the knob stands, and by the word beside it.
 */
class SwitchPicture(context: Context, private val isOn: Boolean) : View(context) {
    private val line = Paint(Paint.ANTI_ALIAS_FLAG).apply {
        style = Paint.Style.STROKE
        strokeWidth = context.dp(2).toFloat()
        color = context.getColor(R.color.on_surface)
    }
    private val knob = Paint(Paint.ANTI_ALIAS_FLAG).apply { color = context.getColor(R.color.on_surface) }

    init {
        importantForAccessibility = IMPORTANT_FOR_ACCESSIBILITY_NO
    }

    override fun onMeasure(widthMeasureSpec: Int, heightMeasureSpec: Int) {
        setMeasuredDimension(context.dp(WIDTH), context.dp(HEIGHT))
    }

    override fun onDraw(canvas: Canvas) {
        val inset = line.strokeWidth / 2
        val middle = height / 2f
        canvas.drawRoundRect(inset, inset, width - inset, height - inset, middle, middle, line)
        // "On" is at the end of the line in each direction of reading.
        val right = isOn != (layoutDirection == LAYOUT_DIRECTION_RTL)
        canvas.drawCircle(if (right) width - middle else middle, middle, middle - context.dp(KNOB_GAP), knob)
    }

    private companion object {
        const val WIDTH = 52
        const val HEIGHT = 32
        const val KNOB_GAP = 7
    }
}
