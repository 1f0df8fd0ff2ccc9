package app.widerspruch

import android.app.Activity
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import android.os.Handler
import android.os.Looper
import android.view.PixelCopy
import java.io.ByteArrayOutputStream
import java.io.File
import kotlin.math.abs
import org.junit.Assert.assertTrue
import org.junit.Assert.fail
import org.robolectric.Shadows.shadowOf

/** What the window shows, as on a phone. */
fun Activity.picture(): Bitmap {
    val decor = window.decorView
    shadowOf(Looper.getMainLooper()).idle()
    val bitmap = Bitmap.createBitmap(decor.width, decor.height, Bitmap.Config.ARGB_8888)
    PixelCopy.request(window, bitmap, {}, Handler(Looper.getMainLooper()))
    shadowOf(Looper.getMainLooper()).idle()
    return bitmap
}

/** Pictures that somebody has looked at and accepted; `cargo xtask android --pictures` makes them anew. */
object Accepted {
    /** A point differs where one of its colours does by more than this. */
    private const val SHADE = 24

    /** As many points in a thousand may differ: letters are drawn a little differently from system to system. */
    private const val POINTS = 10

    private val folder = File(checkNotNull(System.getProperty("accepted.dir")))
    private val differing = File(checkNotNull(System.getProperty("pictures.dir")))
    private val accepting = System.getProperty("pictures.accept") == "true"

    /** [encode] makes the file where a phone's own way of doing so is not what is wanted. */
    fun compare(name: String, picture: Bitmap, folder: File = this.folder, encode: (Bitmap) -> ByteArray = ::encode) {
        val pixels = pixels(picture)
        assertTrue("$name: nothing was drawn", pixels.toSet().size > 20)
        val file = File(folder, "$name.png")
        if (accepting) return save(encode(picture), file)
        val bytes = file.takeIf { it.exists() }?.readBytes() ?: return fail("$name was never accepted")
        val accepted = BitmapFactory.decodeByteArray(bytes, 0, bytes.size)
        val same = accepted.width == picture.width && accepted.height == picture.height
        val points = if (same) pixels(accepted).zip(pixels).count { (old, new) -> differs(old, new) } else pixels.size
        if (points * 1000L > POINTS.toLong() * pixels.size) {
            save(encode(picture), File(differing, "$name.png"))
            fail("$name: $points of ${pixels.size} points differ; the new picture is in ${differing.name}")
        }
    }

    private fun differs(old: Int, new: Int) = maxOf(
        abs(Color.red(old) - Color.red(new)),
        abs(Color.green(old) - Color.green(new)),
        abs(Color.blue(old) - Color.blue(new))
    ) > SHADE

    fun pixels(bitmap: Bitmap) =
        IntArray(bitmap.width * bitmap.height).also { bitmap.getPixels(it, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height) }

    private fun encode(picture: Bitmap) =
        ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }.toByteArray()

    private fun save(bytes: ByteArray, file: File) {
        file.parentFile?.mkdirs()
        file.writeBytes(bytes)
    }
}
