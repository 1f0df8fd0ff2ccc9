package app.widerspruch

import android.app.Activity
import android.graphics.Bitmap
import android.os.Handler
import android.os.Looper
import android.view.PixelCopy
import java.io.File
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

fun Bitmap.save(name: String) {
    val folder = File(checkNotNull(System.getProperty("pictures.dir"))).apply { mkdirs() }
    File(folder, "$name.png").outputStream().use { compress(Bitmap.CompressFormat.PNG, 100, it) }
}
