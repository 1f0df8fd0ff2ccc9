package app.widerspruch

import android.content.Context
import android.net.Uri
import android.provider.DocumentsContract
import java.io.File
import java.io.IOException

/** An error of [Files] itself, not of the system. */
class FileCopyException(val reason: String) : IOException(reason)

/** Copies files between the records and other apps, unread: the core checks their content. */
object Files {
    /** Size limit of a picked file, in bytes. */
    private const val MAX_BYTES = 20L * 1000 * 1000

    /** Copies a file that the person picked to the inbox and returns the copy. On failure deletes the partial copy. */
    fun copyToInbox(context: Context, picked: Uri): File {
        val inbox = File(context.recordsFolder(), "inbox").apply { mkdirs() }
        val file = File.createTempFile("picked-", "", inbox)
        try {
            context.contentResolver.openInputStream(picked).use { from ->
                if (from == null) throw FileCopyException("nothing to read")
                file.outputStream().use { to ->
                    val buffer = ByteArray(BUFFER_BYTES)
                    var remaining = MAX_BYTES
                    while (true) {
                        val count = from.read(buffer)
                        if (count == EOF) break
                        remaining -= count
                        if (remaining < 0) throw FileCopyException("too large")
                        to.write(buffer, 0, count)
                    }
                }
            }
        } catch (problem: Exception) {
            // Not only IOException: the stream runs another app's code.
            file.delete()
            throw problem
        }
        return file
    }

    /** Copies a file of the outbox to the document that the person chose. On failure deletes a document that is partial or empty. */
    fun exportTo(context: Context, file: File, chosen: Uri) {
        val resolver = context.contentResolver
        var wrote = false
        try {
            file.inputStream().use { from ->
                // "t" truncates: the end of a longer document would remain otherwise.
                resolver.openOutputStream(chosen, "wt").use { to ->
                    if (to == null) throw FileCopyException("nowhere to write")
                    wrote = true
                    from.copyTo(to)
                }
            }
        } catch (problem: Exception) {
            // The dialog makes an empty document. A document that has content and was not written to is the person's and stays.
            runCatching {
                if (wrote || resolver.openInputStream(chosen).use { it?.read() == EOF }) DocumentsContract.deleteDocument(resolver, chosen)
            }
            throw problem
        }
    }

    private const val BUFFER_BYTES = 64 * 1024
    private const val EOF = -1
}
