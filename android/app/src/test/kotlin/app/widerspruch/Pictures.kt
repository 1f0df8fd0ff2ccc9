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

/** Draws the window into a bitmap, as a phone does. */
fun Activity.picture(): Bitmap {
    val decor = window.decorView
    shadowOf(Looper.getMainLooper()).idle()
    val bitmap = Bitmap.createBitmap(decor.width, decor.height, Bitmap.Config.ARGB_8888)
    PixelCopy.request(window, bitmap, {}, Handler(Looper.getMainLooper()))
    shadowOf(Looper.getMainLooper()).idle()
    return bitmap
}

/** Compares with pictures that a person accepted. `cargo xtask android --pictures` records them again. */
object Accepted {
    /** Most by which a colour of a pixel may differ. */
    private const val COLOUR_TOLERANCE = 24

    /** Most pixels in a thousand that may differ: systems draw letters slightly differently. */
    private const val PIXEL_TOLERANCE = 10

    private val folder = File(checkNotNull(System.getProperty("accepted.dir")))
    private val differing = File(checkNotNull(System.getProperty("pictures.dir")))
    private val accepting = System.getProperty("pictures.accept") == "true"

    /** Fails if [picture] differs from the accepted one. [encode] makes the file. */
    fun compare(name: String, picture: Bitmap, folder: File = this.folder, encode: (Bitmap) -> ByteArray = ::encode) {
        val pixels = pixels(picture)
        assertTrue("$name: nothing was drawn", pixels.toSet().size > 20)
        val file = File(folder, "$name.png")
        if (accepting) return save(encode(picture), file)
        val bytes = file.takeIf { it.exists() }?.readBytes() ?: return fail("$name was never accepted")
        val accepted = BitmapFactory.decodeByteArray(bytes, 0, bytes.size)
        val same = accepted.width == picture.width && accepted.height == picture.height
        val points = if (same) pixels(accepted).zip(pixels).count { (old, new) -> differs(old, new) } else pixels.size
        if (points * 1000L > PIXEL_TOLERANCE.toLong() * pixels.size) {
            save(encode(picture), File(differing, "$name.png"))
            fail("$name: $points of ${pixels.size} points differ; the new picture is in ${differing.name}")
        }
    }

    private fun differs(old: Int, new: Int) = maxOf(
        abs(Color.red(old) - Color.red(new)),
        abs(Color.green(old) - Color.green(new)),
        abs(Color.blue(old) - Color.blue(new))
    ) > COLOUR_TOLERANCE

    fun pixels(bitmap: Bitmap) =
        IntArray(bitmap.width * bitmap.height).also { bitmap.getPixels(it, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height) }

    private fun encode(picture: Bitmap) =
        ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }.toByteArray()

    private fun save(bytes: ByteArray, file: File) {
        file.parentFile?.mkdirs()
        file.writeBytes(bytes)
    }
}
