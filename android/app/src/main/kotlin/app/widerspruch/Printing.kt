package app.widerspruch

import android.content.Context
import android.graphics.Canvas
import android.os.Bundle
import android.os.CancellationSignal
import android.os.ParcelFileDescriptor
import android.print.PageRange
import android.print.PrintAttributes
import android.print.PrintDocumentAdapter
import android.print.PrintDocumentInfo
import android.print.pdf.PrintedPdfDocument
import android.text.Layout
import android.text.StaticLayout
import android.text.TextPaint
import app.widerspruch.core.PrintDocument
import java.io.FileOutputStream
import java.io.IOException

/** Paragraphs on as many pages as they need. */
class Printing(private val context: Context, private val document: PrintDocument) : PrintDocumentAdapter() {
    private lateinit var attributes: PrintAttributes
    private lateinit var layout: StaticLayout
    private var pages = listOf<IntRange>()

    override fun onLayout(
        old: PrintAttributes?,
        new: PrintAttributes,
        signal: CancellationSignal,
        callback: LayoutResultCallback,
        extras: Bundle?
    ) {
        if (signal.isCanceled) return callback.onLayoutCancelled()
        attributes = new
        val size = checkNotNull(new.mediaSize)
        val margins = checkNotNull(new.minMargins)
        layout = lay(points(size.widthMils - margins.leftMils - margins.rightMils) - 2 * MARGIN)
        pages = breaks(layout, points(size.heightMils - margins.topMils - margins.bottomMils) - 2 * MARGIN)
        val info = PrintDocumentInfo.Builder("${document.title}.pdf")
            .setContentType(PrintDocumentInfo.CONTENT_TYPE_DOCUMENT)
            .setPageCount(pages.size)
            .build()
        callback.onLayoutFinished(info, old != new)
    }

    override fun onWrite(ranges: Array<PageRange>, to: ParcelFileDescriptor, signal: CancellationSignal, callback: WriteResultCallback) {
        val pdf = PrintedPdfDocument(context, attributes)
        try {
            pages.forEachIndexed { number, lines ->
                if (signal.isCanceled) return callback.onWriteCancelled()
                if (ranges.any { number in it.start..it.end }) {
                    val page = pdf.startPage(number)
                    draw(page.canvas, lines)
                    pdf.finishPage(page)
                }
            }
            FileOutputStream(to.fileDescriptor).use(pdf::writeTo)
            callback.onWriteFinished(ranges)
        } catch (problem: IOException) {
            callback.onWriteFailed(problem.message)
        } finally {
            pdf.close()
        }
    }

    private fun lay(width: Int): StaticLayout {
        val words = document.paragraphs.joinToString("\n\n")
        val paint = TextPaint(TextPaint.ANTI_ALIAS_FLAG).apply { textSize = POINTS }
        return StaticLayout.Builder.obtain(words, 0, words.length, paint, width)
            .setLineSpacing(0f, LINE_HEIGHT)
            .setBreakStrategy(Layout.BREAK_STRATEGY_HIGH_QUALITY)
            .setHyphenationFrequency(Layout.HYPHENATION_FREQUENCY_NORMAL)
            .build()
    }

    private fun draw(canvas: Canvas, lines: IntRange) {
        val top = layout.getLineTop(lines.first)
        canvas.translate(MARGIN.toFloat(), (MARGIN - top).toFloat())
        canvas.clipRect(0, top, layout.width, layout.getLineBottom(lines.last))
        layout.draw(canvas)
    }

    companion object {
        private const val MARGIN = 36
        private const val POINTS = 11f
        private const val LINE_HEIGHT = 1.2f
        private const val POINTS_OF_AN_INCH = 72
        private const val MILS_OF_AN_INCH = 1000

        private fun points(mils: Int) = mils * POINTS_OF_AN_INCH / MILS_OF_AN_INCH

        /** Lines of each page; a line is never cut. */
        fun breaks(layout: StaticLayout, height: Int): List<IntRange> {
            val pages = mutableListOf<IntRange>()
            var first = 0
            for (line in 0 until layout.lineCount) {
                if (line > first && layout.getLineBottom(line) - layout.getLineTop(first) > height) {
                    pages += first until line
                    first = line
                }
            }
            pages += first until layout.lineCount
            return pages
        }
    }
}
