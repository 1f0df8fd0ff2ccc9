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

/** Draws the rows of a screen. One `when` over all kinds: a new kind does not compile until it can be drawn. */
class Renderer(private val context: Context, private val form: Form, private val act: (Action) -> Unit) {
    /** Where each input stands, by its name. */
    val inputs = mutableMapOf<String, View>()

    fun draw(screen: Screen, into: LinearLayout) {
        inputs.clear()
        into.removeAllViews()
        into.addView(context.text(screen.title, Type.TITLE).heading(), wide(context.dp(Space.SMALL)))
        screen.notice?.let { into.addView(callout(Tone.INFO, Icon.INFO, it.text, null, null), wide(context.dp(Space.LARGE))) }
        screen.sections.forEach { section(it, into) }
    }

    private fun section(section: ScreenSection, into: LinearLayout) {
        var above = context.dp(Space.WIDE)
        section.header?.let {
            into.addView(context.text(it, Type.SMALL, R.color.primary).medium().heading(), wide(above))
            above = context.dp(Space.SMALL)
        }
        var card: LinearLayout? = null
        for (row in section.rows) {
            val view = view(row)
            if (!standsInCard(row)) {
                card = null
                into.addView(view, wide(above))
            } else if (card == null) {
                card = context.column().apply {
                    background = context.rounded(R.color.card)
                    clipToOutline = true
                    addView(view, wide())
                }
                into.addView(card, wide(above))
            } else {
                card.addView(divider(), LinearLayout.LayoutParams(LinearLayout.LayoutParams.MATCH_PARENT, context.dp(Space.HAIR)))
                card.addView(view, wide())
            }
            above = context.dp(if (row is Row.Paragraph || row is Row.Callout) Space.MEDIUM else Space.SMALL)
        }
        section.footer?.let { into.addView(context.text(it, Type.SMALL, R.color.muted), wide(context.dp(Space.MEDIUM))) }
    }

    private fun view(row: Row): View = when (row) {
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
        is Row.Picture -> photo(row)
    }

    private fun standsInCard(row: Row) = when (row) {
        is Row.Status, is Row.Item, is Row.Step, is Row.Toggle, is Row.Choice, is Row.DateField, is Row.TimeField -> true

        is Row.Paragraph, is Row.Callout, is Row.Trail, is Row.SettingPicture, is Row.ActionButton, is Row.TextField,
        is Row.Document, is Row.Picture -> false
    }

    private fun callout(tone: Tone, icon: Icon, words: String, more: String?, action: Action?): View {
        val tint = tint(tone)
        val box = context.column().apply {
            background = context.rounded(tint.ground)
            setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE))
        }
        val line = context.line().apply { gravity = Gravity.TOP }
        line.addView(context.sign(picture(icon), tint.sign), context.square(ICON, Space.MEDIUM))
        line.addView(context.text(words, color = tint.text).apply { setTextIsSelectable(true) }, rest())
        box.addView(line, wide())
        if (more != null && action != null) {
            val way = context.button(more, Weight.PLAIN).apply {
                gravity = Gravity.CENTER_VERTICAL or Gravity.START
                setTextColor(context.getColor(tint.text))
                setPaddingRelative(context.dp(ICON + Space.MEDIUM), context.dp(Space.SMALL), 0, context.dp(Space.SMALL))
                paint.isUnderlineText = true
                setOnClickListener { act(action) }
            }
            box.setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.TINY))
            box.addView(way, wide())
        }
        return box
    }

    private fun status(row: Row.Status): View = inCard().apply {
        addView(context.sign(picture(row.icon), sign(row.tone)), context.square(ICON, Space.MEDIUM))
        val words = context.column()
        words.addView(context.text(row.text), wide())
        row.detail?.let { words.addView(context.text(it, Type.SMALL, R.color.muted), wide()) }
        addView(words, rest())
        // One stop for a screen reader.
        contentDescription = listOfNotNull(row.text, row.detail).joinToString(". ")
        isFocusable = true
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
    }

    private fun item(row: Row.Item): View = inCard().apply {
        background = context.touchable(null)
        row.icon?.let { addView(context.sign(picture(it), sign(row.tone)), context.square(ICON, Space.MEDIUM)) }
        val words = context.column()
        words.addView(context.text(row.title, color = if (row.tone == Tone.DANGER) R.color.danger else R.color.on_surface), wide())
        row.detail?.let { words.addView(context.text(it, Type.SMALL, R.color.muted), wide()) }
        addView(words, rest())
        row.state?.let {
            val state = context.text(it, Type.SMALL, R.color.muted)
            if (context.isNarrow || it.length > LONG_STATE) {
                words.addView(state, wide())
            } else {
                state.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
                addView(state.apply { setPaddingRelative(context.dp(Space.MEDIUM), 0, 0, 0) })
            }
        }
        addView(context.sign(leads(row.action), R.color.muted), context.square(ICON))
        contentDescription = listOfNotNull(row.title, row.detail).joinToString(". ")
        row.state?.let { state(it) }
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        clickable { act(row.action) }
    }

    private fun leads(action: Action) = when (action) {
        is Action.OpenUrl, is Action.OpenSystemSettings -> R.drawable.ic_external
        else -> R.drawable.ic_onward
    }

    private fun step(row: Row.Step): View = inCard().apply {
        gravity = Gravity.TOP
        val number = context.text(row.number.toString(), Type.BIG, R.color.on_primary_container).medium().apply {
            gravity = Gravity.CENTER
            textAlignment = View.TEXT_ALIGNMENT_GRAVITY
            background = context.rounded(R.color.primary_container, NUMBER)
            minWidth = context.dp(NUMBER)
            minHeight = context.dp(NUMBER)
        }
        addView(number, beside(Space.MEDIUM))
        val words = context.text(row.text, Type.BIG).apply { setPadding(0, context.dp(Space.TINY), 0, 0) }
        addView(words, rest())
        contentDescription = "${row.number}. ${row.text}"
        isFocusable = true
        listOf(number, words).forEach { it.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO }
    }

    private fun trail(row: Row.Trail): View = context.column().apply {
        addView(context.text(row.caption, Type.SMALL, R.color.muted), wide())
        val flow = Flow(context, context.dp(Space.TINY))
        row.parts.forEachIndexed { index, part ->
            val chip = context.line()
            if (index > 0) chip.addView(context.sign(R.drawable.ic_onward, R.color.muted), context.square(SMALL_ICON, Space.TINY))
            val label = context.text(part, Type.SMALL).medium().apply {
                background = context.rounded(R.color.card, Space.SMALL, R.color.divider)
                setPaddingRelative(context.dp(Space.SMALL), context.dp(Space.TINY), context.dp(Space.SMALL), context.dp(Space.TINY))
            }
            chip.addView(label)
            flow.addView(chip)
        }
        addView(flow, wide(context.dp(Space.SMALL)))
        spoken(row.spoken)
    }

    private fun settingPicture(row: Row.SettingPicture): View = context.column().apply {
        background = context.rounded(R.color.card, stroke = R.color.outline)
        setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE))
        addView(context.text(row.label, Type.BIG).medium(), wide())
        row.text?.let { addView(context.text(it, Type.SMALL, R.color.muted), wide(context.dp(Space.TINY))) }
        for (position in row.positions) {
            val line = context.line().apply { gravity = Gravity.TOP }
            line.addView(SwitchPicture(context, position.isOn), beside(Space.LARGE))
            val words = context.column()
            words.addView(context.text(position.word, Type.BIG).medium(), wide())
            words.addView(context.text(position.meaning), wide())
            line.addView(words, rest())
            addView(line, wide(context.dp(Space.LARGE)))
        }
        spoken(row.spoken)
    }

    private fun actionButton(row: Row.ActionButton): View {
        val weight = if (row.tone == Tone.GOOD) Weight.TONAL else Weight.OUTLINED
        return context.button(row.label, weight, row.icon, row.tone).apply { setOnClickListener { act(row.action) } }
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
        background = context.touchable(null)
        pad()
        isChecked = form.value(row.name, row.value.toString()) == "true"
        setOnCheckedChangeListener { _, checked -> form.changed(row.name, checked.toString(), row.onChange) }
        inputs[row.name] = this
    }

    private fun choice(row: Row.Choice): View {
        val chosen = form.value(row.name, row.value)
        return field(row.name, row.label, row.options.firstOrNull { it.id == chosen }?.label ?: chosen) {
            val labels = row.options.map { it.label }.toTypedArray()
            AlertDialog.Builder(context)
                .setTitle(row.label)
                .setSingleChoiceItems(labels, row.options.indexOfFirst { it.id == chosen }) { dialog, index ->
                    dialog.dismiss()
                    form.changed(row.name, row.options[index].id, row.onChange)
                }
                .show()
        }
    }

    private fun dateField(row: Row.DateField): View {
        val day = form.value(row.name, row.value)
        return field(row.name, row.label, if (day == row.value) row.shown else day) {
            val (year, month, date) = day.ifEmpty { "2026-01-01" }.split("-").map(String::toInt)
            val chosen = DatePickerDialog.OnDateSetListener { _, y, m, d ->
                form.changed(row.name, "%04d-%02d-%02d".ascii(y, m + 1, d), row.onChange)
            }
            DatePickerDialog(context, chosen, year, month - 1, date).show()
        }
    }

    private fun timeField(row: Row.TimeField): View {
        val time = form.value(row.name, row.value)
        return field(row.name, row.label, if (time == row.value) row.shown else time) {
            val (hour, minute) = time.split(":").map(String::toInt)
            val chosen = TimePickerDialog.OnTimeSetListener { _, h, m -> form.changed(row.name, "%02d:%02d".ascii(h, m), row.onChange) }
            TimePickerDialog(context, chosen, hour, minute, DateFormat.is24HourFormat(context)).show()
        }
    }

    /** An input that is chosen elsewhere: its words, and below them its value. */
    private fun field(name: String, label: String, value: String, choose: () -> Unit): View = inCard().apply {
        background = context.touchable(null)
        val words = context.column()
        words.addView(context.text(label), wide())
        words.addView(context.text(value, Type.SMALL, R.color.muted), wide())
        addView(words, rest())
        addView(context.sign(R.drawable.ic_onward, R.color.muted), context.square(ICON))
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        contentDescription = label
        state(value)
        clickable(choose)
        inputs[name] = this
    }

    private fun textField(row: Row.TextField): View = context.column().apply {
        val edit = EditText(context)
        val label = context.text(row.label)
        edit.id = View.generateViewId()
        label.labelFor = edit.id
        addView(label, wide())
        // Not inside the field: there it is cut where it is longer, and gone where it is needed.
        row.hint?.let { addView(context.text(it, Type.SMALL, R.color.muted), wide()) }
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
            // What is written here is nobody's to learn from, and no autofill's to keep.
            imeOptions = EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
            importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO
            if (row.multiline) minLines = LINES
            gravity = if (row.multiline) Gravity.TOP or Gravity.START else Gravity.CENTER_VERTICAL or Gravity.START
            addTextChangedListener(object : TextWatcher {
                override fun beforeTextChanged(text: CharSequence?, start: Int, count: Int, after: Int) = Unit

                override fun onTextChanged(text: CharSequence?, start: Int, before: Int, count: Int) = Unit

                override fun afterTextChanged(text: Editable) = form.typed(row.name, text.toString())
            })
            inputs[row.name] = this
        }
        addView(edit, wide(context.dp(Space.TINY)))
    }

    private fun document(row: Row.Document): View = context.column().apply {
        addView(context.text(row.title, Type.BIG).medium().heading(), wide())
        row.paragraphs.forEach { addView(context.text(it).apply { setTextIsSelectable(true) }, wide(context.dp(Space.MEDIUM))) }
    }

    private fun photo(row: Row.Picture): View {
        val path = File(context.records(), row.path).path
        val options = BitmapFactory.Options().apply { inJustDecodeBounds = true }
        BitmapFactory.decodeFile(path, options)
        val (width, height) = options.outWidth to options.outHeight
        // A picture that is gone, or of a kind that this phone cannot show: its words stand for it.
        if (width <= 0 || height <= 0) return context.text(row.description)
        val place = context.column()
        val image = ImageView(context).apply {
            adjustViewBounds = true
            contentDescription = row.description
            // Keeps the room, so that nothing jumps when the picture is there.
            setImageDrawable(GradientDrawable().apply { setSize(width, height) })
        }
        place.addView(image, wide())
        // No more points than the screen has, and than can be drawn: pictures of whole pages are larger than any screen.
        val room = 2 * context.resources.displayMetrics.widthPixels
        options.inSampleSize = generateSequence(1) { it * 2 }.first {
            width / it < room && height / it <= TALLEST && width.toLong() / it * (height / it) <= MOST_POINTS
        }
        options.inJustDecodeBounds = false
        context.app.gateway.aside({ checkNotNull(BitmapFactory.decodeFile(path, options)) }) { read ->
            read.fold(image::setImageBitmap) {
                place.removeAllViews()
                place.addView(context.text(row.description), wide())
            }
        }
        return place
    }

    private fun beside(end: Int) = LinearLayout.LayoutParams(-2, -2).apply { marginEnd = context.dp(end) }

    private fun inCard(): LinearLayout = context.line().apply {
        minimumHeight = context.dp(Space.ROW)
        pad()
    }

    private fun View.pad() =
        setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.MEDIUM), context.dp(Space.LARGE), context.dp(Space.MEDIUM))

    private fun View.clickable(act: () -> Unit) {
        isFocusable = true
        setOnClickListener { act() }
        accessibilityDelegate = AsButton
    }

    /** The whole is one stop for a screen reader, with a sentence of its own. */
    private fun LinearLayout.spoken(words: String) {
        contentDescription = words
        isFocusable = true
        for (index in 0 until childCount) {
            getChildAt(index).importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        }
    }

    private fun divider() = View(context).apply { setBackgroundColor(context.getColor(R.color.divider)) }

    private fun sign(tone: Tone) = if (tone == Tone.INFO) R.color.primary else tint(tone).sign

    private companion object {
        const val ICON = 24
        const val SMALL_ICON = 16
        const val NUMBER = 36
        const val LINES = 4
        const val LONG_STATE = 12
        const val TALLEST = 8192
        const val MOST_POINTS = 5_000_000L
    }
}

/** What a line that leads somewhere is for a screen reader. */
private object AsButton : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: android.view.accessibility.AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.className = android.widget.Button::class.java.name
    }
}

/** Values are ASCII and Gregorian whatever the phone's language. */
private fun String.ascii(vararg values: Any): String = String.format(java.util.Locale.ROOT, this, *values)
