package app.widerspruch

import android.text.Editable
import android.text.InputFilter
import android.text.InputType
import android.text.Spanned
import android.text.TextWatcher
import android.view.View
import android.view.inputmethod.EditorInfo
import android.widget.EditText
import android.widget.LinearLayout
import app.widerspruch.core.TextKind
import java.text.BreakIterator

/** Adds a text field below its label and hint. */
fun LinearLayout.addField(label: String, hint: String?, edit: EditText) {
    edit.id = View.generateViewId()
    addView(context.text(label).apply { labelFor = edit.id }, fullWidth())
    // Above the field: a hint inside it is cut when it is long, and hidden while typing.
    hint?.let { addView(context.text(it, Type.SMALL, R.color.muted), fullWidth()) }
    edit.apply {
        textSize = Type.BODY
        setTextColor(context.getColor(R.color.on_surface))
        background = context.rounded(R.color.card, Space.SMALL, R.color.outline)
        minimumHeight = context.dp(Space.TARGET)
        setPaddingRelative(context.dp(Space.MEDIUM), context.dp(Space.SMALL), context.dp(Space.MEDIUM), context.dp(Space.SMALL))
        // The form keeps what was typed, by name and without secrets. The system would keep it by number and with them.
        isSaveEnabled = false
    }
    addView(edit, fullWidth(context.dp(Space.TINY)))
}

/** Sets keyboard, capitals, correction and autofill as they fit the kind of text. */
fun EditText.setKind(kind: TextKind, multiline: Boolean) {
    val lines = if (multiline) InputType.TYPE_TEXT_FLAG_MULTI_LINE else 0
    inputType = InputType.TYPE_CLASS_TEXT or when (kind) {
        TextKind.NAME -> InputType.TYPE_TEXT_VARIATION_PERSON_NAME or InputType.TYPE_TEXT_FLAG_CAP_WORDS or lines
        TextKind.EMAIL -> InputType.TYPE_TEXT_VARIATION_EMAIL_ADDRESS
        TextKind.ADDRESS -> InputType.TYPE_TEXT_VARIATION_POSTAL_ADDRESS or InputType.TYPE_TEXT_FLAG_CAP_WORDS or lines
        TextKind.WEB_ADDRESS -> InputType.TYPE_TEXT_VARIATION_URI
        TextKind.FREE_TEXT -> InputType.TYPE_TEXT_FLAG_CAP_SENTENCES or InputType.TYPE_TEXT_FLAG_AUTO_CORRECT or lines
        TextKind.SECRET -> InputType.TYPE_TEXT_VARIATION_PASSWORD
    }
    val fill = when (kind) {
        TextKind.NAME -> View.AUTOFILL_HINT_NAME
        TextKind.EMAIL -> View.AUTOFILL_HINT_EMAIL_ADDRESS
        TextKind.ADDRESS -> View.AUTOFILL_HINT_POSTAL_ADDRESS
        TextKind.WEB_ADDRESS, TextKind.FREE_TEXT, TextKind.SECRET -> null
    }
    fill?.let { setAutofillHints(it) }
    importantForAutofill = if (fill == null) View.IMPORTANT_FOR_AUTOFILL_NO else View.IMPORTANT_FOR_AUTOFILL_YES
    // Letters and names are personal: keyboards must not learn them.
    imeOptions = EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
}

fun EditText.afterTextChanged(act: (String) -> Unit) = addTextChangedListener(object : TextWatcher {
    override fun beforeTextChanged(text: CharSequence?, start: Int, count: Int, after: Int) = Unit

    override fun onTextChanged(text: CharSequence?, start: Int, before: Int, count: Int) = Unit

    override fun afterTextChanged(text: Editable) = act(text.toString())
})

/** Takes at most [most] code points, as the core counts, and cuts what is too long between two letters as a reader sees them. */
class CodePointLimit(private val most: Int) : InputFilter {
    override fun filter(source: CharSequence, start: Int, end: Int, old: Spanned, from: Int, to: Int): CharSequence? {
        val added = source.subSequence(start, end).toString()
        val room = most - Character.codePointCount(old, 0, from) - Character.codePointCount(old, to, old.length)
        if (added.codePointCount(0, added.length) <= room) return null
        if (room <= 0) return ""
        val letters = BreakIterator.getCharacterInstance().apply { setText(added) }
        val cut = added.offsetByCodePoints(0, room)
        return source.subSequence(start, start + if (letters.isBoundary(cut)) cut else letters.preceding(cut))
    }
}
