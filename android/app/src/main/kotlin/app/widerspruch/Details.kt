package app.widerspruch

import android.app.AlertDialog
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.os.PersistableBundle
import android.widget.TextView

/** Shows the line for whoever mends a fault, to be read out, marked or copied. */
fun Context.showDetails(details: String) {
    val dialog = AlertDialog.Builder(this)
        .setTitle(R.string.details)
        .setMessage(details)
        .setPositiveButton(R.string.copy) { _, _ -> copy(getString(R.string.details), details) }
        .setNegativeButton(R.string.close, null)
        .show()
    dialog.findViewById<TextView>(android.R.id.message)?.setTextIsSelectable(true)
}

/** Puts a text on the clipboard. [extras] tell the system how to treat it. */
fun Context.copy(label: CharSequence, text: String, extras: PersistableBundle? = null) {
    val clip = ClipData.newPlainText(label, text)
    extras?.let { clip.description.extras = it }
    systemService<ClipboardManager>().setPrimaryClip(clip)
}
