package app.widerspruch

import android.content.Context
import android.graphics.Canvas
import android.graphics.Paint
import android.view.View

/**
 * Draws the service's switch in one of its positions. It cannot be tapped. Both positions have the same colour: the side of
 * the knob and the word beside it tell them apart.
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
        // On is at the end of the reading direction.
        val isRight = isOn != (layoutDirection == LAYOUT_DIRECTION_RTL)
        canvas.drawCircle(if (isRight) width - middle else middle, middle, middle - context.dp(KNOB_GAP), knob)
    }

    private companion object {
        const val WIDTH = 52
        const val HEIGHT = 32
        const val KNOB_GAP = 7
    }
}
