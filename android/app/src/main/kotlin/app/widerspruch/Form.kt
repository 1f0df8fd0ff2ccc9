package app.widerspruch

import android.os.Bundle
import app.widerspruch.core.Row
import app.widerspruch.core.Screen

/** What was typed and chosen on a screen and is not sent yet, by the names of the inputs. */
class Form(private val send: (name: String, command: String?) -> Unit) {
    private val typed = mutableMapOf<String, String>()

    /** What an input shows: what was typed, or what the core says. */
    fun value(name: String, preset: String): String = typed[name] ?: preset

    fun typed(name: String, value: String) {
        typed[name] = value
    }

    /** An input was chosen; some are sent at once. */
    fun changed(name: String, value: String, command: String?) {
        typed[name] = value
        send(name, command)
    }

    fun forget(name: String) {
        typed.remove(name)
    }

    fun clear() {
        typed.clear()
    }

    /** All inputs of a screen, as a command gets them. */
    fun values(screen: Screen): Map<String, String> {
        val rows = screen.sections.flatMap { it.rows }
        return rows.mapNotNull(::preset).associate { (name, preset) -> name to value(name, preset) }
    }

    /** Whether an input is sent as soon as it changes, so needs no keeping. */
    fun sendsAtOnce(screen: Screen, name: String): Boolean = screen.sections.flatMap { it.rows }.any { row ->
        when (row) {
            is Row.Toggle -> row.name == name && row.onChange != null
            is Row.Choice -> row.name == name && row.onChange != null
            is Row.DateField -> row.name == name && row.onChange != null
            is Row.TimeField -> row.name == name && row.onChange != null
            else -> false
        }
    }

    fun save(to: Bundle) {
        to.putBundle(KEY, Bundle().apply { typed.forEach { (name, value) -> putString(name, value) } })
    }

    fun restore(from: Bundle) {
        val saved = from.getBundle(KEY) ?: return
        saved.keySet().forEach { name -> saved.getString(name)?.let { typed[name] = it } }
    }

    private fun preset(row: Row): Pair<String, String>? = when (row) {
        is Row.Toggle -> row.name to row.value.toString()

        is Row.Choice -> row.name to row.value

        is Row.TextField -> row.name to row.value

        is Row.DateField -> row.name to row.value

        is Row.TimeField -> row.name to row.value

        is Row.Paragraph, is Row.Callout, is Row.Status, is Row.Item, is Row.Step, is Row.Trail, is Row.SettingPicture,
        is Row.ActionButton, is Row.Document, is Row.Picture -> null
    }

    private companion object {
        const val KEY = "form"
    }
}
