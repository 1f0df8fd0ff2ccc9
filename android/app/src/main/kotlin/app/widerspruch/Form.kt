package app.widerspruch

import android.os.Bundle
import app.widerspruch.core.Row
import app.widerspruch.core.Screen

/** Holds the values that were typed or chosen on a screen and not sent yet, by input name. */
class Form(private val send: (name: String, command: String?) -> Unit) {
    private val typed = mutableMapOf<String, String>()

    /** Names of the inputs whose text must not outlive the process. */
    private val secret = mutableSetOf<String>()

    /** Sentences whose sources are unfolded. */
    val unfolded = mutableSetOf<String>()

    /** Returns the value to show: the typed one, else the core's [preset]. */
    fun value(name: String, preset: String): String = typed[name] ?: preset

    fun type(name: String, value: String, isSecret: Boolean = false) {
        typed[name] = value
        if (isSecret) secret += name
    }

    /** Keeps a value and sends its `on_change` [command], where it has one. */
    fun choose(name: String, value: String, command: String?) {
        typed[name] = value
        send(name, command)
    }

    fun clear() {
        typed.clear()
    }

    /** Returns all inputs of a screen, as a command receives them. */
    fun values(screen: Screen): Map<String, String> = inputs(screen).associate { it.name to value(it.name, it.preset) }

    /** Drops the values of inputs with `on_change`: they were sent, so what the core answers is shown. */
    fun clearSentOnChange(screen: Screen) = inputs(screen).filter { it.command != null }.forEach { typed.remove(it.name) }

    fun save(to: Bundle) {
        val kept = typed.filterKeys { it !in secret }
        to.putBundle(KEY, Bundle().apply { kept.forEach { (name, value) -> putString(name, value) } })
        to.putStringArray(UNFOLDED, unfolded.toTypedArray())
    }

    fun restore(from: Bundle) {
        unfolded += from.getStringArray(UNFOLDED).orEmpty()
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

            // What is looked for is part of the route.
            is Row.Search, is Row.Paragraph, is Row.Callout, is Row.Progress, is Row.Claim, is Row.Status, is Row.Item, is Row.Step,
            is Row.Trail, is Row.SettingPicture, is Row.ActionButton, is Row.Document, is Row.Picture -> null
        }
    }

    private companion object {
        const val KEY = "form"
        const val UNFOLDED = "unfolded"
    }
}
