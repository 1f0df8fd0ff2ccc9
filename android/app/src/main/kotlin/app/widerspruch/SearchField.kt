package app.widerspruch

import android.annotation.SuppressLint
import android.content.Context
import android.text.InputType
import android.view.KeyEvent
import android.view.inputmethod.EditorInfo
import android.widget.EditText
import android.widget.LinearLayout
import app.widerspruch.core.Row
import java.net.URLEncoder

/**
 * A field for words to look for. A moment after the last key, or at once on Enter, passes the route of the screen for these words
 * to [search]. It stays the same view while the screen below it changes, so it keeps focus, cursor and keyboard.
 */
@SuppressLint("ViewConstructor")
class SearchField(context: Context, private val row: Row.Search, private val search: (route: String) -> Unit) : LinearLayout(context) {
    val edit = EditText(context)
    private var asked = row.value
    private val ask = Runnable(::searchNow)
    private val found = context.text("", Type.SMALL, R.color.muted).apply { accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE }

    init {
        orientation = VERTICAL
        addField(row.label, null, edit)
        addView(found, fullWidth())
        edit.setText(row.value)
        edit.setSelection(edit.length())
        edit.inputType = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
        edit.imeOptions = EditorInfo.IME_ACTION_SEARCH or EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING
        edit.importantForAutofill = IMPORTANT_FOR_AUTOFILL_NO
        edit.afterTextChanged {
            removeCallbacks(ask)
            postDelayed(ask, PAUSE_MILLIS)
        }
        edit.setOnEditorActionListener { _, action, event ->
            // A keyboard of keys sends Enter twice, pressed and released.
            val isSearch = action == EditorInfo.IME_ACTION_SEARCH || event?.keyCode == KeyEvent.KEYCODE_ENTER
            if (isSearch) searchNow()
            isSearch
        }
    }

    /** Shows how many were found. A screen reader says it once: the same words again are no change. */
    fun showFound(words: String?) {
        if (found.text.toString() != words.orEmpty()) found.text = words
        found.visibility = if (words == null) GONE else VISIBLE
    }

    /** Asks for the words that were typed, if they were not asked for yet. */
    fun searchNow() {
        removeCallbacks(ask)
        val words = edit.text.toString()
        if (words == asked || !isAttachedToWindow) return
        asked = words
        search(row.route + percentEncode(words))
    }

    private companion object {
        const val PAUSE_MILLIS = 300L
    }
}

/** Encodes everything but the unreserved characters of RFC 3986. The library encodes for forms, which differ in three characters. */
fun percentEncode(text: String): String = URLEncoder.encode(text, "UTF-8").replace("+", "%20").replace("*", "%2A").replace("%7E", "~")
