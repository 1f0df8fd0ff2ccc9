package app.widerspruch

import android.app.AlertDialog
import android.app.DatePickerDialog
import android.app.TimePickerDialog
import android.content.Context
import android.graphics.BitmapFactory
import android.graphics.drawable.GradientDrawable
import android.text.Editable
import android.text.InputFilter
import android.text.InputType
import android.text.TextWatcher
import android.text.format.DateFormat
import android.view.Gravity
import android.view.View
import android.view.inputmethod.EditorInfo
import android.widget.EditText
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.Icon
import app.widerspruch.core.Row
import app.widerspruch.core.Screen
import app.widerspruch.core.ScreenSection
import app.widerspruch.core.Tone
import java.io.File

/** Draws the rows of a screen. Its `when` over all kinds does not compile until a new kind can be drawn. */
class Renderer(private val context: Context, private val form: Form, private val onAction: (Action) -> Unit) {
    /** Views of the inputs, by input name. */
    val inputs = mutableMapOf<String, View>()

    fun draw(screen: Screen, into: LinearLayout) {
        inputs.clear()
        into.removeAllViews()
        into.addView(context.text(screen.title, Type.TITLE).heading(), fullWidth(context.dp(Space.SMALL)))
        screen.notice?.let { into.addView(callout(Tone.INFO, Icon.INFO, it.text, null, null), fullWidth(context.dp(Space.LARGE))) }
        screen.sections.forEach { drawSection(it, into) }
    }

    private fun drawSection(section: ScreenSection, into: LinearLayout) {
        var above = context.dp(Space.WIDE)
        section.header?.let {
            into.addView(context.text(it, Type.SMALL, R.color.primary).medium().heading(), fullWidth(above))
            above = context.dp(Space.SMALL)
        }
        var card: LinearLayout? = null
        for (row in section.rows) {
            val view = makeView(row)
            if (!belongsInCard(row)) {
                card = null
                into.addView(view, fullWidth(above))
            } else if (card == null) {
                card = context.column().apply {
                    background = context.rounded(R.color.card)
                    clipToOutline = true
                    addView(view, fullWidth())
                }
                into.addView(card, fullWidth(above))
            } else {
                card.addView(divider(), LinearLayout.LayoutParams(LinearLayout.LayoutParams.MATCH_PARENT, context.dp(Space.HAIR)))
                card.addView(view, fullWidth())
            }
            above = context.dp(if (row is Row.Paragraph || row is Row.Callout) Space.MEDIUM else Space.SMALL)
        }
        section.footer?.let { into.addView(context.text(it, Type.SMALL, R.color.muted), fullWidth(context.dp(Space.MEDIUM))) }
    }

    private fun makeView(row: Row): View = when (row) {
        is Row.Paragraph -> context.text(row.text).apply { setTextIsSelectable(true) }
        is Row.Callout -> callout(row.tone, row.icon, row.text, row.more, row.action)
        is Row.Status -> status(row)
        is Row.Item -> item(row)
        is Row.Step -> step(row)
        is Row.Trail -> trail(row)
        is Row.SettingPicture -> settingPicture(row)
        is Row.ActionButton -> actionButton(row)
        is Row.Toggle -> toggle(row)
        is Row.Choice -> choice(row)
        is Row.TextField -> textField(row)
        is Row.DateField -> dateField(row)
        is Row.TimeField -> timeField(row)
        is Row.Document -> document(row)
        is Row.Picture -> picture(row)
    }

    private fun belongsInCard(row: Row) = when (row) {
        is Row.Status, is Row.Item, is Row.Step, is Row.Toggle, is Row.Choice, is Row.DateField, is Row.TimeField -> true

        is Row.Paragraph, is Row.Callout, is Row.Trail, is Row.SettingPicture, is Row.ActionButton, is Row.TextField,
        is Row.Document, is Row.Picture -> false
    }

    private fun callout(tone: Tone, icon: Icon, words: String, more: String?, action: Action?): View {
        val tint = tint(tone)
        val box = context.column().apply {
            background = context.rounded(tint.background)
            setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE))
        }
        val line = context.line().apply { gravity = Gravity.TOP }
        line.addView(context.iconView(iconResource(icon), tint.icon), context.square(ICON, Space.MEDIUM))
        line.addView(context.text(words, color = tint.text).apply { setTextIsSelectable(true) }, remainingWidth())
        box.addView(line, fullWidth())
        if (more != null && action != null) {
            val link = context.button(more, Weight.PLAIN).apply {
                gravity = Gravity.CENTER_VERTICAL or Gravity.START
                setTextColor(context.getColor(tint.text))
                setPaddingRelative(context.dp(ICON + Space.MEDIUM), context.dp(Space.SMALL), 0, context.dp(Space.SMALL))
                paint.isUnderlineText = true
                setOnClickListener { onAction(action) }
            }
            box.setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.TINY))
            box.addView(link, fullWidth())
        }
        return box
    }

    private fun status(row: Row.Status): View = cardRow().apply {
        addView(context.iconView(iconResource(row.icon), iconColor(row.tone)), context.square(ICON, Space.MEDIUM))
        val words = context.column()
        words.addView(context.text(row.text), fullWidth())
        row.detail?.let { words.addView(context.text(it, Type.SMALL, R.color.muted), fullWidth()) }
        addView(words, remainingWidth())
        // A screen reader stops at the row once, not at each text.
        contentDescription = listOfNotNull(row.text, row.detail).joinToString(". ")
        isFocusable = true
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
    }

    private fun item(row: Row.Item): View = cardRow().apply {
        background = context.withRipple(null)
        row.icon?.let { addView(context.iconView(iconResource(it), iconColor(row.tone)), context.square(ICON, Space.MEDIUM)) }
        val words = context.column()
        words.addView(context.text(row.title, color = if (row.tone == Tone.DANGER) R.color.danger else R.color.on_surface), fullWidth())
        row.detail?.let { words.addView(context.text(it, Type.SMALL, R.color.muted), fullWidth()) }
        addView(words, remainingWidth())
        row.state?.let {
            val state = context.text(it, Type.SMALL, R.color.muted)
            if (context.isNarrow || it.length > MAX_STATE_BESIDE) {
                words.addView(state, fullWidth())
            } else {
                state.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
                addView(state.apply { setPaddingRelative(context.dp(Space.MEDIUM), 0, 0, 0) })
            }
        }
        addView(context.iconView(trailingIcon(row.action), R.color.muted), context.square(ICON))
        contentDescription = listOfNotNull(row.title, row.detail).joinToString(". ")
        row.state?.let { setState(it) }
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        setClickAction { onAction(row.action) }
    }

    private fun trailingIcon(action: Action) = when (action) {
        is Action.OpenUrl, is Action.OpenSystemSettings -> R.drawable.ic_external
        else -> R.drawable.ic_onward
    }

    private fun step(row: Row.Step): View = cardRow().apply {
        gravity = Gravity.TOP
        val number = context.text(row.number.toString(), Type.BIG, R.color.on_primary_container).medium().apply {
            gravity = Gravity.CENTER
            textAlignment = View.TEXT_ALIGNMENT_GRAVITY
            background = context.rounded(R.color.primary_container, NUMBER)
            minWidth = context.dp(NUMBER)
            minHeight = context.dp(NUMBER)
        }
        addView(number, wrapContent(Space.MEDIUM))
        val words = context.text(row.text, Type.BIG).apply { setPadding(0, context.dp(Space.TINY), 0, 0) }
        addView(words, remainingWidth())
        contentDescription = "${row.number}. ${row.text}"
        isFocusable = true
        listOf(number, words).forEach { it.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO }
    }

    private fun trail(row: Row.Trail): View = context.column().apply {
        addView(context.text(row.caption, Type.SMALL, R.color.muted), fullWidth())
        val flow = FlowLayout(context, context.dp(Space.TINY))
        row.parts.forEachIndexed { index, part ->
            val chip = context.line()
            if (index > 0) chip.addView(context.iconView(R.drawable.ic_onward, R.color.muted), context.square(SMALL_ICON, Space.TINY))
            val label = context.text(part, Type.SMALL).medium().apply {
                background = context.rounded(R.color.card, Space.SMALL, R.color.divider)
                setPaddingRelative(context.dp(Space.SMALL), context.dp(Space.TINY), context.dp(Space.SMALL), context.dp(Space.TINY))
            }
            chip.addView(label)
            flow.addView(chip)
        }
        addView(flow, fullWidth(context.dp(Space.SMALL)))
        speakAsOne(row.spoken)
    }

    private fun settingPicture(row: Row.SettingPicture): View = context.column().apply {
        background = context.rounded(R.color.card, stroke = R.color.outline)
        setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE))
        addView(context.text(row.label, Type.BIG).medium(), fullWidth())
        row.text?.let { addView(context.text(it, Type.SMALL, R.color.muted), fullWidth(context.dp(Space.TINY))) }
        for (position in row.positions) {
            val line = context.line().apply { gravity = Gravity.TOP }
            line.addView(SwitchPicture(context, position.isOn), wrapContent(Space.LARGE))
            val words = context.column()
            words.addView(context.text(position.word, Type.BIG).medium(), fullWidth())
            words.addView(context.text(position.meaning), fullWidth())
            line.addView(words, remainingWidth())
            addView(line, fullWidth(context.dp(Space.LARGE)))
        }
        speakAsOne(row.spoken)
    }

    private fun actionButton(row: Row.ActionButton): View {
        val weight = if (row.tone == Tone.GOOD) Weight.TONAL else Weight.OUTLINED
        return context.button(row.label, weight, row.icon, row.tone).apply { setOnClickListener { onAction(row.action) } }
    }

    private fun toggle(row: Row.Toggle): View = Switch(context).apply {
        val words = android.text.SpannableStringBuilder(row.label)
        row.detail?.let {
            words.append("\n").append(it, android.text.style.RelativeSizeSpan(Type.SMALL / Type.BODY), 0)
            val muted = android.text.style.ForegroundColorSpan(context.getColor(R.color.muted))
            words.setSpan(muted, row.label.length, words.length, 0)
        }
        text = words
        textSize = Type.BODY
        setTextColor(context.getColor(R.color.on_surface))
        minHeight = context.dp(Space.ROW)
        switchPadding = context.dp(Space.LARGE)
        background = context.withRipple(null)
        pad()
        isChecked = form.value(row.name, row.value.toString()) == "true"
        setOnCheckedChangeListener { _, checked -> form.choose(row.name, checked.toString(), row.onChange) }
        inputs[row.name] = this
    }

    private fun choice(row: Row.Choice): View {
        val chosen = form.value(row.name, row.value)
        return pickerField(row.name, row.label, row.options.firstOrNull { it.id == chosen }?.label ?: chosen) {
            val labels = row.options.map { it.label }.toTypedArray()
            AlertDialog.Builder(context)
                .setTitle(row.label)
                .setSingleChoiceItems(labels, row.options.indexOfFirst { it.id == chosen }) { dialog, index ->
                    dialog.dismiss()
                    form.choose(row.name, row.options[index].id, row.onChange)
                }
                .show()
        }
    }

    private fun dateField(row: Row.DateField): View {
        val day = form.value(row.name, row.value)
        return pickerField(row.name, row.label, if (day == row.value) row.shown else day) {
            val (year, month, date) = day.ifEmpty { "2026-01-01" }.split("-").map(String::toInt)
            val onSet = DatePickerDialog.OnDateSetListener { _, y, m, d ->
                form.choose(row.name, "%04d-%02d-%02d".formatAscii(y, m + 1, d), row.onChange)
            }
            DatePickerDialog(context, onSet, year, month - 1, date).show()
        }
    }

    private fun timeField(row: Row.TimeField): View {
        val time = form.value(row.name, row.value)
        return pickerField(row.name, row.label, if (time == row.value) row.shown else time) {
            val (hour, minute) = time.split(":").map(String::toInt)
            val onSet = TimePickerDialog.OnTimeSetListener { _, h, m -> form.choose(row.name, "%02d:%02d".formatAscii(h, m), row.onChange) }
            TimePickerDialog(context, onSet, hour, minute, DateFormat.is24HourFormat(context)).show()
        }
    }

    /** Makes an input that opens a dialog: its label, and the value below it. */
    private fun pickerField(name: String, label: String, value: String, choose: () -> Unit): View = cardRow().apply {
        background = context.withRipple(null)
        val words = context.column()
        words.addView(context.text(label), fullWidth())
        words.addView(context.text(value, Type.SMALL, R.color.muted), fullWidth())
        addView(words, remainingWidth())
        addView(context.iconView(R.drawable.ic_onward, R.color.muted), context.square(ICON))
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        contentDescription = label
        setState(value)
        setClickAction(choose)
        inputs[name] = this
    }

    private fun textField(row: Row.TextField): View = context.column().apply {
        val edit = EditText(context)
        val label = context.text(row.label)
        edit.id = View.generateViewId()
        label.labelFor = edit.id
        addView(label, fullWidth())
        // Above the field: a hint inside it is cut when it is long, and hidden while typing.
        row.hint?.let { addView(context.text(it, Type.SMALL, R.color.muted), fullWidth()) }
        edit.apply {
            setText(form.value(row.name, row.value))
            textSize = Type.BODY
            setTextColor(context.getColor(R.color.on_surface))
            background = context.rounded(R.color.card, Space.SMALL, R.color.outline)
            minimumHeight = context.dp(Space.TARGET)
            setPaddingRelative(context.dp(Space.MEDIUM), context.dp(Space.SMALL), context.dp(Space.MEDIUM), context.dp(Space.SMALL))
            filters = arrayOf(InputFilter.LengthFilter(row.maxLength.toInt()))
            inputType = InputType.TYPE_CLASS_TEXT or when {
                row.secret -> InputType.TYPE_TEXT_VARIATION_PASSWORD
                row.multiline -> InputType.TYPE_TEXT_FLAG_MULTI_LINE or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
                else -> InputType.TYPE_TEXT_FLAG_CAP_WORDS
            }
            // Letters and names are personal: keyboards must not learn them, autofill must not store them.
            imeOptions = EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
            importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO
            if (row.multiline) minLines = MIN_LINES
            gravity = if (row.multiline) Gravity.TOP or Gravity.START else Gravity.CENTER_VERTICAL or Gravity.START
            addTextChangedListener(object : TextWatcher {
                override fun beforeTextChanged(text: CharSequence?, start: Int, count: Int, after: Int) = Unit

                override fun onTextChanged(text: CharSequence?, start: Int, before: Int, count: Int) = Unit

                override fun afterTextChanged(text: Editable) = form.type(row.name, text.toString())
            })
            inputs[row.name] = this
        }
        addView(edit, fullWidth(context.dp(Space.TINY)))
    }

    private fun document(row: Row.Document): View = context.column().apply {
        addView(context.text(row.title, Type.BIG).medium().heading(), fullWidth())
        row.paragraphs.forEach { addView(context.text(it).apply { setTextIsSelectable(true) }, fullWidth(context.dp(Space.MEDIUM))) }
    }

    private fun picture(row: Row.Picture): View {
        val path = File(context.recordsFolder(), row.path).path
        val options = BitmapFactory.Options().apply { inJustDecodeBounds = true }
        BitmapFactory.decodeFile(path, options)
        val (width, height) = options.outWidth to options.outHeight
        // The file is missing or of an unsupported format: show the description instead.
        if (width <= 0 || height <= 0) return context.text(row.description)
        val place = context.column()
        val image = ImageView(context).apply {
            adjustViewBounds = true
            contentDescription = row.description
            // A placeholder of the same shape, so that rows below do not jump when the picture is decoded.
            setImageDrawable(GradientDrawable().apply { setSize(width, height) })
        }
        place.addView(image, fullWidth())
        // Decodes to about the width of the screen, and within what a canvas draws: screenshots of whole pages are very high.
        val limit = 2 * context.resources.displayMetrics.widthPixels
        options.inSampleSize = generateSequence(1) { it * 2 }.first {
            width / it < limit && height / it <= MAX_PIXEL_HEIGHT && width.toLong() / it * (height / it) <= MAX_PIXELS
        }
        options.inJustDecodeBounds = false
        context.app.gateway.background({ checkNotNull(BitmapFactory.decodeFile(path, options)) }) { read ->
            read.fold(image::setImageBitmap) {
                place.removeAllViews()
                place.addView(context.text(row.description), fullWidth())
            }
        }
        return place
    }

    private fun wrapContent(end: Int) = LinearLayout.LayoutParams(-2, -2).apply { marginEnd = context.dp(end) }

    private fun cardRow(): LinearLayout = context.line().apply {
        minimumHeight = context.dp(Space.ROW)
        pad()
    }

    private fun View.pad() =
        setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.MEDIUM), context.dp(Space.LARGE), context.dp(Space.MEDIUM))

    private fun View.setClickAction(act: () -> Unit) {
        isFocusable = true
        setOnClickListener { act() }
        accessibilityDelegate = ButtonRoleDelegate
    }

    /** Makes a screen reader stop once at the whole view and say [words] instead of its parts. */
    private fun LinearLayout.speakAsOne(words: String) {
        contentDescription = words
        isFocusable = true
        for (index in 0 until childCount) {
            getChildAt(index).importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        }
    }

    private fun divider() = View(context).apply { setBackgroundColor(context.getColor(R.color.divider)) }

    private fun iconColor(tone: Tone) = if (tone == Tone.INFO) R.color.primary else tint(tone).icon

    private companion object {
        const val ICON = 24
        const val SMALL_ICON = 16
        const val NUMBER = 36
        const val MIN_LINES = 4
        const val MAX_STATE_BESIDE = 12
        const val MAX_PIXEL_HEIGHT = 8192
        const val MAX_PIXELS = 5_000_000L
    }
}

/** Makes a screen reader call a row that can be tapped a button. */
private object ButtonRoleDelegate : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: android.view.accessibility.AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.className = android.widget.Button::class.java.name
    }
}

/** Formats a value for the core: with ASCII digits, whatever the phone's language. */
private fun String.formatAscii(vararg values: Any): String = String.format(java.util.Locale.ROOT, this, *values)
