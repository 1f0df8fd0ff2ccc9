package app.widerspruch

import android.content.Context
import android.net.Uri
import android.provider.DocumentsContract
import java.io.File
import java.io.IOException

/** Files in and out, byte by byte: what they are is the core's to judge. */
object Files {
    /** Largest file that is taken in, in bytes. */
    private const val LIMIT = 20L * 1000 * 1000

    /** Copies a file that the person picked to the inbox and returns its place there. Nothing half-copied stays. */
    fun takeIn(context: Context, picked: Uri): File {
        val inbox = File(context.records(), "inbox").apply { mkdirs() }
        val file = File.createTempFile("picked-", "", inbox)
        try {
            context.contentResolver.openInputStream(picked).use { from ->
                if (from == null) throw IOException("nothing to read")
                file.outputStream().use { to ->
                    val buffer = ByteArray(BUFFER)
                    var left = LIMIT
                    while (true) {
                        val count = from.read(buffer)
                        if (count == END) break
                        left -= count
                        if (left < 0) throw IOException("too large")
                        to.write(buffer, 0, count)
                    }
                }
            }
        } catch (problem: Exception) {
            // The stream is another app's: anything may come from it.
            file.delete()
            throw problem
        }
        return file
    }

    /** Copies a file of the outbox to the place that the person chose. Nothing half-copied stays there. */
    fun copyOut(context: Context, file: File, chosen: Uri) {
        val resolver = context.contentResolver
        var isOurs = false
        try {
            file.inputStream().use { from ->
                // Of a longer file that was there before nothing may remain.
                resolver.openOutputStream(chosen, "wt").use { to ->
                    if (to == null) throw IOException("nowhere to write")
                    isOurs = true
                    from.copyTo(to)
                }
            }
        } catch (problem: Exception) {
            // An empty document was made for this file; one that was there before and is whole is the person's.
            runCatching {
                if (isOurs || resolver.openInputStream(chosen).use { it?.read() == END }) DocumentsContract.deleteDocument(resolver, chosen)
            }
            throw problem
        }
    }

    private const val BUFFER = 64 * 1024
    private const val END = -1
}
