package app.widerspruch

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.ColorStateList
import android.graphics.Typeface
import android.graphics.drawable.Drawable
import android.graphics.drawable.GradientDrawable
import android.graphics.drawable.LayerDrawable
import android.graphics.drawable.RippleDrawable
import android.graphics.drawable.ScaleDrawable
import android.os.Build
import android.text.SpannableString
import android.text.Spanned
import android.text.style.LocaleSpan
import android.view.Gravity
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.ProgressBar
import android.widget.TextView
import app.widerspruch.core.Icon
import app.widerspruch.core.Tone
import java.util.Locale

// Sizes, colours and plain views, shared by `Frame` and `Renderer`. No function here knows screens or rows.

/** Distances and sizes in dp. [TARGET] is the smallest size of what can be tapped. */
object Space {
    const val HAIR = 1
    const val TINY = 4
    const val SMALL = 8
    const val MEDIUM = 12
    const val LARGE = 16
    const val WIDE = 24
    const val TARGET = 48
    const val ROW = 56
    const val CORNER = 16
    const val BAR = 8
}

/** Text sizes in sp. */
object Type {
    const val TITLE = 28f
    const val BIG = 18f
    const val BODY = 16f
    const val SMALL = 14f
}

/** Colour resources of a tone: the background, and the text and icon on it. */
class Tint(val background: Int, val text: Int, val icon: Int)

fun tint(tone: Tone): Tint = when (tone) {
    Tone.NEUTRAL -> Tint(R.color.card, R.color.on_surface, R.color.muted)
    Tone.INFO -> Tint(R.color.info_container, R.color.on_info_container, R.color.on_info_container)
    Tone.GOOD -> Tint(R.color.good_container, R.color.on_good_container, R.color.good)
    Tone.WARNING -> Tint(R.color.warning_container, R.color.on_warning_container, R.color.warning)
    Tone.DANGER -> Tint(R.color.danger_container, R.color.on_danger_container, R.color.danger)
}

fun iconResource(icon: Icon): Int = when (icon) {
    Icon.HOME -> R.drawable.ic_home
    Icon.SERVICES -> R.drawable.ic_services
    Icon.BELL -> R.drawable.ic_bell
    Icon.GEAR -> R.drawable.ic_gear
    Icon.CHECK -> R.drawable.ic_check
    Icon.CIRCLE -> R.drawable.ic_circle
    Icon.DASH -> R.drawable.ic_dash
    Icon.INFO -> R.drawable.ic_info
    Icon.WARNING -> R.drawable.ic_warning
    Icon.QUESTION -> R.drawable.ic_question
    Icon.EXTERNAL -> R.drawable.ic_external
    Icon.BROWSER -> R.drawable.ic_browser
    Icon.COMPUTER -> R.drawable.ic_computer
    Icon.PHONE -> R.drawable.ic_phone
    Icon.SHARE -> R.drawable.ic_share
    Icon.COPY -> R.drawable.ic_copy
    Icon.PERSON -> R.drawable.ic_person
    Icon.CALENDAR -> R.drawable.ic_calendar
    Icon.DOCUMENT -> R.drawable.ic_document
    Icon.TRASH -> R.drawable.ic_trash
    Icon.LANGUAGE -> R.drawable.ic_language
}

fun Context.dp(value: Int): Int = (value * resources.displayMetrics.density + HALF).toInt()

/** Whether views that stand side by side go below each other: the text is large or the window narrow. */
val Context.isNarrow: Boolean
    get() = resources.configuration.fontScale >= MIN_STACKING_FONT_SCALE || resources.configuration.screenWidthDp < NARROW_DP

fun Context.column(): LinearLayout = LinearLayout(this).apply { orientation = LinearLayout.VERTICAL }

fun Context.line(): LinearLayout = LinearLayout(this).apply {
    orientation = LinearLayout.HORIZONTAL
    gravity = Gravity.CENTER_VERTICAL
}

fun Context.text(words: CharSequence, size: Float = Type.BODY, color: Int = R.color.on_surface): TextView = TextView(this).apply {
    text = words
    textSize = size
    setTextColor(context.getColor(color))
    flowing()
}

/** Makes a text in a language of its own: it is drawn so, and a screen reader speaks it. */
fun Context.textIn(language: String, words: String, size: Float = Type.BODY): TextView {
    val locale = Locale.forLanguageTag(language)
    val spoken = SpannableString(words).apply { setSpan(LocaleSpan(locale), 0, length, Spanned.SPAN_INCLUSIVE_EXCLUSIVE) }
    return text(spoken, size).apply { textLocale = locale }
}

/** Gives a text the distance of lines that every text has, and the side from which the screen is read. */
fun TextView.flowing(): TextView = apply {
    setLineSpacing(0f, LINE_HEIGHT)
    hyphenationFrequency = android.text.Layout.HYPHENATION_FREQUENCY_NORMAL
    // Gravity alone follows the direction of the letters, not of the screen.
    textAlignment = View.TEXT_ALIGNMENT_VIEW_START
}

fun TextView.medium(): TextView = apply { typeface = Typeface.create("sans-serif-medium", Typeface.NORMAL) }

fun TextView.heading(): TextView = apply { if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) markAsHeading() }

@NewerApi(28)
private fun View.markAsHeading() {
    isAccessibilityHeading = true
}

/** Sets the state that a screen reader says after the words of the view. */
fun View.setState(words: CharSequence) {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
        setStateDescriptionText(words)
    } else {
        contentDescription = listOfNotNull(contentDescription, words).joinToString(". ")
    }
}

@NewerApi(30)
private fun View.setStateDescriptionText(words: CharSequence) {
    stateDescription = words
}

/** Makes an icon beside words. Screen readers skip it, since the words say the same. */
fun Context.iconView(drawable: Int, color: Int): ImageView = ImageView(this).apply {
    setImageResource(drawable)
    imageTintList = ColorStateList.valueOf(context.getColor(color))
    importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
}

fun Context.rounded(fill: Int, corner: Int = Space.CORNER, stroke: Int? = null): GradientDrawable = GradientDrawable().apply {
    setColor(getColor(fill))
    cornerRadius = dp(corner).toFloat()
    stroke?.let { setStroke(dp(Space.HAIR), getColor(it)) }
}

fun Context.withRipple(ground: Drawable?): Drawable {
    val pressed = ColorStateList.valueOf(getColor(R.color.muted) and RIPPLE_MASK)
    return RippleDrawable(pressed, ground, ground ?: GradientDrawable().apply { setColor(OPAQUE) })
}

enum class Weight { FILLED, TONAL, OUTLINED, PLAIN }

/** Makes a button that is as high as its words need. */
@SuppressLint("SetTextI18n")
fun Context.button(words: String, weight: Weight, icon: Icon? = null, tone: Tone = Tone.NEUTRAL): Button = Button(this).apply {
    val danger = tone == Tone.DANGER
    val (ground, ink) = when (weight) {
        Weight.FILLED -> rounded(R.color.primary, corner = ROUND) to R.color.on_primary
        Weight.TONAL -> rounded(R.color.primary_container, corner = ROUND) to R.color.on_primary_container
        Weight.OUTLINED -> rounded(R.color.card, ROUND, R.color.outline) to (if (danger) R.color.danger else R.color.primary)
        Weight.PLAIN -> null to (if (danger) R.color.danger else R.color.primary)
    }
    text = words
    textSize = Type.BODY
    isAllCaps = false
    stateListAnimator = null
    minHeight = dp(if (weight == Weight.FILLED) Space.ROW else Space.TARGET)
    background = withRipple(ground)
    setTextColor(getColor(ink))
    setPaddingRelative(dp(Space.LARGE), dp(Space.SMALL), dp(Space.LARGE), dp(Space.SMALL))
    medium()
    icon?.let {
        val sign = checkNotNull(getDrawable(iconResource(it))).mutate()
        sign.setTint(getColor(ink))
        setCompoundDrawablesRelativeWithIntrinsicBounds(sign, null, null, null)
        compoundDrawablePadding = dp(Space.SMALL)
    }
}

/** Makes a bar that is filled as far as something is done. Screen readers skip it, since words beside it say the same. */
fun Context.progressBar(done: UInt, total: UInt): ProgressBar = ProgressBar(this, null, android.R.attr.progressBarStyleHorizontal).apply {
    val corner = Space.BAR / 2
    // The view itself mirrors what it draws from right to left.
    val filled = ScaleDrawable(context.rounded(R.color.primary, corner), Gravity.LEFT, 1f, -1f)
    progressDrawable = LayerDrawable(arrayOf(context.rounded(R.color.primary_container, corner, R.color.outline), filled)).apply {
        setId(0, android.R.id.background)
        setId(1, android.R.id.progress)
    }
    max = total.toInt()
    progress = done.toInt()
    layoutParams = LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, dp(Space.BAR)).apply { topMargin = dp(Space.SMALL) }
    importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
}

fun fullWidth(top: Int = 0): LinearLayout.LayoutParams =
    LinearLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.WRAP_CONTENT).apply { topMargin = top }

/** Returns the layout of a view that fills the rest of a line. */
fun remainingWidth(): LinearLayout.LayoutParams = LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1f)

fun Context.square(size: Int, end: Int = 0): LinearLayout.LayoutParams =
    LinearLayout.LayoutParams(dp(size), dp(size)).apply { marginEnd = dp(end) }

private const val HALF = 0.5f
private const val LINE_HEIGHT = 1.15f
private const val MIN_STACKING_FONT_SCALE = 1.3f
private const val NARROW_DP = 320
private const val ROUND = 28
private const val RIPPLE_MASK = 0x33FFFFFF
private const val OPAQUE = -1
