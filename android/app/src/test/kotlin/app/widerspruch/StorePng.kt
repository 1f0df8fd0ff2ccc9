package app.widerspruch

import android.graphics.Bitmap
import android.graphics.Color
import java.io.ByteArrayOutputStream
import java.io.DataOutputStream
import java.util.zip.CRC32
import java.util.zip.Deflater

/** Writes PNG files as stores require them, small and without alpha, which Android cannot. */
object StorePng {
    private const val COLOURS = 256
    private const val TRUE_COLOUR = 2
    private const val PALETTE = 3
    private val SIGNATURE = byteArrayOf(0x89.toByte(), 'P'.code.toByte(), 'N'.code.toByte(), 'G'.code.toByte(), 13, 10, 26, 10)

    /** Encodes three bytes for each pixel. */
    fun trueColour(picture: Bitmap): ByteArray {
        val points = Accepted.pixels(picture)
        val rows =
            rows(picture, 3) { at, put -> listOf(Color.red(points[at]), Color.green(points[at]), Color.blue(points[at])).forEach(put) }
        return file(picture, TRUE_COLOUR, null, rows)
    }

    /** Encodes one byte for each pixel: its colour, or the nearest, among the 256 most frequent colours. */
    fun palette(picture: Bitmap): ByteArray {
        val points = Accepted.pixels(picture)
        val often = points.toList().groupingBy { it }.eachCount().entries.sortedWith(compareBy({ -it.value }, { it.key }))
        val colours = often.take(COLOURS).map { it.key }
        val number = colours.withIndex().associateTo(HashMap()) { (index, colour) -> colour to index }
        val rows = rows(picture, 1) { at, put -> put(number.getOrPut(points[at]) { nearest(colours, points[at]) }) }
        val table = colours.flatMap { listOf(Color.red(it), Color.green(it), Color.blue(it)) }.map(Int::toByte).toByteArray()
        return file(picture, PALETTE, table, rows)
    }

    private fun nearest(colours: List<Int>, to: Int): Int = colours.indices.minBy { index ->
        val from = colours[index]
        listOf(Color.red(from) - Color.red(to), Color.green(from) - Color.green(to), Color.blue(from) - Color.blue(to)).sumOf { it * it }
    }

    /** Returns all rows, each after a byte for "no filter". */
    private fun rows(picture: Bitmap, width: Int, point: (Int, (Int) -> Unit) -> Unit): ByteArray {
        val rows = ByteArrayOutputStream(picture.height * (picture.width * width + 1))
        for (y in 0 until picture.height) {
            rows.write(0)
            for (x in 0 until picture.width) point(y * picture.width + x, rows::write)
        }
        return rows.toByteArray()
    }

    private fun file(picture: Bitmap, kind: Int, table: ByteArray?, rows: ByteArray): ByteArray {
        val bytes = ByteArrayOutputStream()
        val out = DataOutputStream(bytes)
        out.write(SIGNATURE)
        out.chunk("IHDR") {
            writeInt(picture.width)
            writeInt(picture.height)
            write(byteArrayOf(8, kind.toByte(), 0, 0, 0))
        }
        table?.let { out.chunk("PLTE") { write(it) } }
        out.chunk("IDAT") { write(deflate(rows)) }
        out.chunk("IEND") {}
        return bytes.toByteArray()
    }

    private fun DataOutputStream.chunk(name: String, content: DataOutputStream.() -> Unit) {
        val bytes = ByteArrayOutputStream().also { DataOutputStream(it).apply { writeBytes(name) }.content() }.toByteArray()
        writeInt(bytes.size - name.length)
        write(bytes)
        writeInt(CRC32().apply { update(bytes) }.value.toInt())
    }

    private fun deflate(bytes: ByteArray): ByteArray {
        val deflater = Deflater(Deflater.BEST_COMPRESSION).apply {
            setInput(bytes)
            finish()
        }
        val packed = ByteArrayOutputStream()
        val buffer = ByteArray(1 shl 16)
        while (!deflater.finished()) packed.write(buffer, 0, deflater.deflate(buffer))
        deflater.end()
        return packed.toByteArray()
    }
}
