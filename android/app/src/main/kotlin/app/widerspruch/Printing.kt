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
import java.util.Locale

/** Prints the paragraphs of a document on as many pages as they need. */
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
        layout = layOut(toPoints(size.widthMils - margins.leftMils - margins.rightMils) - 2 * MARGIN_POINTS)
        pages = splitIntoPages(layout, toPoints(size.heightMils - margins.topMils - margins.bottomMils) - 2 * MARGIN_POINTS)
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
                    drawLines(page.canvas, lines)
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

    private fun layOut(width: Int): StaticLayout {
        val words = document.paragraphs.joinToString("\n\n")
        val paint = TextPaint(TextPaint.ANTI_ALIAS_FLAG).apply {
            textSize = TEXT_POINTS
            // Hyphens and shapes of letters are those of the letter's language, not of the phone's.
            textLocale = Locale.forLanguageTag(document.language)
        }
        return StaticLayout.Builder.obtain(words, 0, words.length, paint, width)
            .setLineSpacing(0f, LINE_HEIGHT)
            .setBreakStrategy(Layout.BREAK_STRATEGY_HIGH_QUALITY)
            .setHyphenationFrequency(Layout.HYPHENATION_FREQUENCY_NORMAL)
            .build()
    }

    private fun drawLines(canvas: Canvas, lines: IntRange) {
        val top = layout.getLineTop(lines.first)
        canvas.translate(MARGIN_POINTS.toFloat(), (MARGIN_POINTS - top).toFloat())
        canvas.clipRect(0, top, layout.width, layout.getLineBottom(lines.last))
        layout.draw(canvas)
    }

    companion object {
        private const val MARGIN_POINTS = 36
        private const val TEXT_POINTS = 11f
        private const val LINE_HEIGHT = 1.2f
        private const val POINTS_PER_INCH = 72
        private const val MILS_PER_INCH = 1000

        private fun toPoints(mils: Int) = mils * POINTS_PER_INCH / MILS_PER_INCH

        /** Returns the lines of each page. A line that is higher than a page gets one for itself. */
        fun splitIntoPages(layout: StaticLayout, height: Int): List<IntRange> {
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
