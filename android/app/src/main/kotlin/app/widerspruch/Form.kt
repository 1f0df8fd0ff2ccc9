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

    fun clear() {
        typed.clear()
    }

    /** All inputs of a screen, as a command gets them. */
    fun values(screen: Screen): Map<String, String> = inputs(screen).associate { it.name to value(it.name, it.preset) }

    /** Inputs that are sent as soon as they change need no keeping: they show what the core made of it. */
    fun forgetSentAtOnce(screen: Screen) = inputs(screen).filter { it.command != null }.forEach { typed.remove(it.name) }

    fun save(to: Bundle) {
        to.putBundle(KEY, Bundle().apply { typed.forEach { (name, value) -> putString(name, value) } })
    }

    fun restore(from: Bundle) {
        val saved = from.getBundle(KEY) ?: return
        saved.keySet().forEach { name -> saved.getString(name)?.let { typed[name] = it } }
    }

    private class Input(val name: String, val preset: String, val command: String?)

    private fun inputs(screen: Screen): List<Input> = screen.sections.flatMap { it.rows }.mapNotNull { row ->
        when (row) {
            is Row.Toggle -> Input(row.name, row.value.toString(), row.onChange)

            is Row.Choice -> Input(row.name, row.value, row.onChange)

            is Row.TextField -> Input(row.name, row.value, null)

            is Row.DateField -> Input(row.name, row.value, row.onChange)

            is Row.TimeField -> Input(row.name, row.value, row.onChange)

            is Row.Paragraph, is Row.Callout, is Row.Status, is Row.Item, is Row.Step, is Row.Trail, is Row.SettingPicture,
            is Row.ActionButton, is Row.Document, is Row.Picture -> null
        }
    }

    private companion object {
        const val KEY = "form"
    }
}
