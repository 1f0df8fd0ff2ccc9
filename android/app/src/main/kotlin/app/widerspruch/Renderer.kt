package app.widerspruch

import android.app.AlertDialog
import android.app.DatePickerDialog
import android.content.Context
import android.graphics.BitmapFactory
import android.graphics.drawable.ColorDrawable
import android.graphics.drawable.GradientDrawable
import android.os.Bundle
import android.view.Gravity
import android.view.View
import android.view.accessibility.AccessibilityNodeInfo
import android.view.accessibility.AccessibilityNodeInfo.AccessibilityAction
import android.widget.EditText
import android.widget.ImageView
import android.widget.LinearLayout
import android.widget.Switch
import android.widget.TextView
import app.widerspruch.core.Action
import app.widerspruch.core.CivilTime
import app.widerspruch.core.ClaimSource
import app.widerspruch.core.Icon
import app.widerspruch.core.Row
import app.widerspruch.core.Screen
import app.widerspruch.core.ScreenSection
import app.widerspruch.core.SectionKind
import app.widerspruch.core.TextKind
import app.widerspruch.core.Tone
import java.io.File

/** Draws the rows of a screen. Its `when` over all kinds does not compile until a new kind can be drawn. */
class Renderer(
    private val context: Context,
    val language: String,
    private val form: Form,
    private val onAction: (Action) -> Unit,
    private val onSearch: (route: String) -> Unit
) {
    /** Views of the inputs, by input name. */
    val inputs = mutableMapOf<String, View>()

    /** Search fields on the screen, by their row without the words. */
    private val searchFields = mutableMapOf<Row.Search, SearchField>()

    fun draw(screen: Screen, into: LinearLayout) {
        inputs.clear()
        searchFields.keys.retainAll(screen.sections.flatMap { it.rows }.filterIsInstance<Row.Search>().map(::withoutWords).toSet())
        val views = mutableListOf<View>()
        views.add(context.text(screen.title, Type.TITLE).heading(), fullWidth(context.dp(Space.SMALL)))
        screen.notice?.let { notice ->
            val link = notice.details?.let { details -> Link(context.getString(R.string.details)) { context.showDetails(details) } }
            views.add(callout(Tone.INFO, Icon.INFO, null, notice.text, link), fullWidth(context.dp(Space.LARGE)))
        }
        screen.sections.forEach { drawSection(it, views) }
        // A search field stays where it is: a view that is taken out loses the focus.
        (0 until into.childCount).map(into::getChildAt).filter { it !in views }.forEach(into::removeView)
        views.forEachIndexed { index, view -> if (view.parent == null) into.addView(view, index) }
    }

    /** Asks at once for words that were typed a moment ago. */
    fun searchNow() = searchFields.values.forEach { it.searchNow() }

    private fun MutableList<View>.add(view: View, params: LinearLayout.LayoutParams) {
        view.layoutParams = params
        add(view)
    }

    private fun drawSection(section: ScreenSection, into: MutableList<View>) {
        var above = context.dp(Space.WIDE)
        section.header?.let {
            into.add(context.text(it, Type.SMALL, R.color.primary).medium().heading(), fullWidth(above))
            above = context.dp(Space.SMALL)
        }
        var card: LinearLayout? = null
        val areAnswers = section.kind == SectionKind.ANSWERS
        val rows = if (areAnswers) section.rows.map(::asAnswer) else section.rows
        val isIndented = rows.any { it is Row.Item && it.icon != null }
        for (row in rows) {
            val view = if (areAnswers && row is Row.Item) item(row, isAnswer = true, isIndented) else makeView(row)
            if (!belongsInCard(row)) {
                card = null
                into.add(view, fullWidth(above))
            } else if (card == null) {
                card = context.column().apply {
                    background = context.rounded(R.color.card)
                    clipToOutline = true
                    addView(view, fullWidth())
                }
                into.add(card, fullWidth(above))
            } else {
                card.addView(divider(), LinearLayout.LayoutParams(LinearLayout.LayoutParams.MATCH_PARENT, context.dp(Space.HAIR)))
                card.addView(view, fullWidth())
            }
            above = context.dp(if (row is Row.Paragraph || row is Row.Callout) Space.MEDIUM else Space.SMALL)
        }
        section.footer?.let { into.add(context.text(it, Type.SMALL, R.color.muted), fullWidth(context.dp(Space.MEDIUM))) }
    }

    private fun makeView(row: Row): View = when (row) {
        is Row.Paragraph -> context.text(row.text).apply { setTextIsSelectable(true) }
        is Row.Callout -> callout(row.tone, row.icon, row.title, row.text, link(row))
        is Row.Progress -> progress(row)
        is Row.Claim -> claim(row)
        is Row.Search -> search(row)
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
        is Row.Document -> document(row)
        is Row.Picture -> picture(row)
    }

    private fun belongsInCard(row: Row) = when (row) {
        is Row.Progress, is Row.Claim, is Row.Status, is Row.Item, is Row.Step, is Row.Toggle, is Row.Choice, is Row.DateField -> true

        is Row.Paragraph, is Row.Callout, is Row.Search, is Row.Trail, is Row.SettingPicture, is Row.ActionButton, is Row.TextField,
        is Row.Document, is Row.Picture -> false
    }

    /** Words that lead on. */
    private class Link(val words: String, val follow: () -> Unit)

    private fun link(row: Row.Callout): Link? {
        val action = row.action ?: return null
        return row.more?.let { Link(it) { onAction(action) } }
    }

    private fun callout(tone: Tone, icon: Icon, title: String?, words: String, link: Link?): View {
        val tint = tint(tone)
        val box = context.column().apply {
            background = context.rounded(tint.background)
            setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE))
        }
        val line = context.line().apply { gravity = Gravity.TOP }
        line.addView(context.iconView(iconResource(icon), tint.icon), context.square(ICON, Space.MEDIUM))
        val texts = context.column()
        title?.let { texts.addView(context.text(it, color = tint.text).medium(), fullWidth()) }
        val gap = if (title == null) 0 else context.dp(Space.TINY)
        texts.addView(context.text(words, color = tint.text).apply { setTextIsSelectable(true) }, fullWidth(gap))
        line.addView(texts, remainingWidth())
        box.addView(line, fullWidth())
        if (link != null) {
            val button = context.button(link.words, Weight.PLAIN).apply {
                gravity = Gravity.CENTER_VERTICAL or Gravity.START
                flowing()
                setTextColor(context.getColor(tint.text))
                setPaddingRelative(context.dp(ICON + Space.MEDIUM), context.dp(Space.SMALL), 0, context.dp(Space.SMALL))
                paint.isUnderlineText = true
                setOnClickListener { link.follow() }
            }
            box.setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.LARGE), context.dp(Space.TINY))
            box.addView(button, fullWidth())
        }
        return box
    }

    private fun progress(row: Row.Progress): View = context.column().apply {
        pad()
        addView(context.text(row.label), fullWidth())
        addView(context.progressBar(row.done, row.total))
        speakAsOne(row.label)
    }

    private fun claim(row: Row.Claim): View = context.column().apply {
        val words = context.text(row.text).apply { setTextIsSelectable(true) }
        words.setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.MEDIUM), context.dp(Space.LARGE), 0)
        addView(words, fullWidth())
        val sources = context.column().apply { setPadding(0, 0, 0, context.dp(Space.SMALL)) }
        row.sources.forEach { sources.addView(claimSource(it), fullWidth()) }
        addView(foldLine(row, sources), fullWidth())
        addView(sources, fullWidth())
    }

    /** Makes the line that says how many sources there are, and folds and unfolds them. */
    private fun foldLine(row: Row.Claim, sources: View): View = context.line().apply {
        minimumHeight = context.dp(Space.TARGET)
        background = context.withRipple(null)
        setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.SMALL), context.dp(Space.LARGE), context.dp(Space.SMALL))
        val words = context.column()
        words.addView(context.text(row.readOn, Type.SMALL, R.color.primary), fullWidth())
        row.stale?.let {
            val line = context.line().apply { gravity = Gravity.TOP }
            val size = (SMALL_ICON * context.resources.configuration.fontScale).toInt()
            line.addView(
                context.iconView(R.drawable.ic_warning, R.color.warning),
                context.square(size, Space.TINY).apply { topMargin = context.dp(size / LINE_PARTS) }
            )
            line.addView(context.text(it, Type.SMALL, R.color.warning), remainingWidth())
            words.addView(line, fullWidth(context.dp(Space.TINY)))
        }
        addView(words, remainingWidth())
        val sign = context.iconView(R.drawable.ic_unfold, R.color.primary)
        addView(sign, context.square(ICON))
        contentDescription = listOfNotNull(row.readOn, row.stale).joinToString(". ")
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS
        val show = {
            val isUnfolded = row.text in form.unfolded
            sources.visibility = if (isUnfolded) View.VISIBLE else View.GONE
            sign.rotation = if (isUnfolded) HALF_TURN else 0f
        }
        show()
        setClickAction {
            if (!form.unfolded.remove(row.text)) form.unfolded += row.text
            show()
        }
        accessibilityDelegate = FoldDelegate { row.text in form.unfolded }
    }

    private fun claimSource(source: ClaimSource): View {
        val action = source.action
        val line = context.line().apply {
            minimumHeight = context.dp(if (action == null) 0 else Space.TARGET)
            setPaddingRelative(context.dp(Space.LARGE), context.dp(Space.SMALL), context.dp(Space.LARGE), context.dp(Space.SMALL))
        }
        val words = context.text(source.title, Type.SMALL, if (action == null) R.color.muted else R.color.primary)
        line.addView(words, remainingWidth().apply { marginEnd = context.dp(Space.SMALL) })
        if (action == null) return line
        line.background = context.withRipple(null)
        line.addView(context.iconView(trailingIcon(action), R.color.primary), context.square(ICON))
        line.contentDescription = source.title
        words.importantForAccessibility = View.IMPORTANT_FOR_ACCESSIBILITY_NO
        line.setClickAction { onAction(action) }
        return line
    }

    private fun search(row: Row.Search): View {
        val field = searchFields.getOrPut(withoutWords(row)) { SearchField(context, row, onSearch) }
        field.showFound(row.found)
        inputs[row.name] = field.edit
        return field
    }

    private fun withoutWords(row: Row.Search) = row.copy(value = "", found = null)

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

    /** Returns a button that answers a question as the row that it becomes in the card of answers. */
    private fun asAnswer(row: Row): Row =
        if (row is Row.ActionButton) Row.Item(row.tone, row.icon, row.label, null, null, row.action) else row

    /** Makes a row that can be tapped. With [isIndented], words without an icon share the edge of those with one. */
    private fun item(row: Row.Item, isAnswer: Boolean = false, isIndented: Boolean = false): View = cardRow().apply {
        val isGoodAnswer = isAnswer && row.tone == Tone.GOOD
        background = context.withRipple(if (isGoodAnswer) ColorDrawable(context.getColor(R.color.good_container)) else null)
        val icon = row.icon
        if (icon != null) {
            addView(context.iconView(iconResource(icon), iconColor(row.tone)), context.square(ICON, Space.MEDIUM))
        } else if (isIndented) {
            addView(View(context), context.square(ICON, Space.MEDIUM))
        }
        val words = context.column()
        val ink = when {
            row.tone == Tone.DANGER -> R.color.danger
            isGoodAnswer -> R.color.on_good_container
            else -> R.color.on_surface
        }
        words.addView(context.text(row.title, color = ink), fullWidth())
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
        // An answer that is noted leads nowhere.
        val leads = !isAnswer || row.action !is Action.Perform
        if (leads) addView(context.iconView(trailingIcon(row.action), R.color.muted), context.square(ICON))
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
        flowing()
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
            // The system's dialog bounds what can be tapped, but neither the day it opens with nor what is set by other ways.
            val within = { date: String -> minOf(maxOf(date, row.earliest), row.latest) }
            val (year, month, date) = within(day.ifEmpty { row.latest }).split("-").map(String::toInt)
            val onSet = DatePickerDialog.OnDateSetListener { _, y, m, d ->
                form.choose(row.name, within("%04d-%02d-%02d".formatAscii(y, m + 1, d)), row.onChange)
            }
            val dialog = DatePickerDialog(context, onSet, year, month - 1, date)
            dialog.datePicker.minDate = startOfDay(row.earliest)
            dialog.datePicker.maxDate = startOfDay(row.latest)
            dialog.show()
        }
    }

    private fun startOfDay(date: String): Long {
        val (year, month, day) = date.split("-").map(String::toInt)
        return CivilTime(year, month.toUByte(), day.toUByte(), 0u, 0u).toEpochMillis()
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
        addField(row.label, row.hint, edit)
        edit.setText(form.value(row.name, row.value))
        edit.setKind(row.kind, row.multiline)
        edit.filters = arrayOf(CodePointLimit(row.maxLength.toInt()))
        if (row.multiline) edit.minLines = MIN_LINES
        edit.gravity = if (row.multiline) Gravity.TOP or Gravity.START else Gravity.CENTER_VERTICAL or Gravity.START
        edit.afterTextChanged { form.type(row.name, it, isSecret = row.kind == TextKind.SECRET) }
        inputs[row.name] = edit
    }

    private fun document(row: Row.Document): View = context.column().apply {
        addView(context.textIn(row.language, row.title, Type.BIG).medium().heading(), fullWidth())
        row.paragraphs.forEach {
            addView(context.textIn(row.language, it).apply { setTextIsSelectable(true) }, fullWidth(context.dp(Space.MEDIUM)))
        }
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
        const val HALF_TURN = 180f

        /** A small sign is lower by this part of its height than the line of letters beside it, half above and half below. */
        const val LINE_PARTS = 8
        const val MAX_STATE_BESIDE = 12
        const val MAX_PIXEL_HEIGHT = 8192
        const val MAX_PIXELS = 5_000_000L
    }
}

/** Makes a screen reader call a row that can be tapped a button. */
private object ButtonRoleDelegate : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.className = android.widget.Button::class.java.name
    }
}

/** Makes a screen reader call a view a button, and say whether it [isUnfolded]: it words that itself. */
private class FoldDelegate(private val isUnfolded: () -> Boolean) : View.AccessibilityDelegate() {
    override fun onInitializeAccessibilityNodeInfo(host: View, info: AccessibilityNodeInfo) {
        super.onInitializeAccessibilityNodeInfo(host, info)
        info.className = android.widget.Button::class.java.name
        info.addAction(if (isUnfolded()) AccessibilityAction.ACTION_COLLAPSE else AccessibilityAction.ACTION_EXPAND)
    }

    override fun performAccessibilityAction(host: View, action: Int, arguments: Bundle?): Boolean = when (action) {
        AccessibilityNodeInfo.ACTION_COLLAPSE, AccessibilityNodeInfo.ACTION_EXPAND -> host.performClick()
        else -> super.performAccessibilityAction(host, action, arguments)
    }
}

/** Formats a value for the core: with ASCII digits, whatever the phone's language. */
private fun String.formatAscii(vararg values: Any): String = String.format(java.util.Locale.ROOT, this, *values)
