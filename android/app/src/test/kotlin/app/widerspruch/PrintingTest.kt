package app.widerspruch

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.pdf.PdfDocument
import android.os.Bundle
import android.os.CancellationSignal
import android.os.ParcelFileDescriptor
import android.print.PageRange
import android.print.PrintAttributes
import android.print.PrintDocumentAdapter
import android.print.PrintDocumentInfo
import android.print.PrintDriver
import android.print.PrintJob
import android.print.PrintManager
import android.text.StaticLayout
import android.text.TextPaint
import app.widerspruch.core.Action
import app.widerspruch.core.PrintDocument
import app.widerspruch.core.Row
import app.widerspruch.core.Tone
import java.io.File
import java.io.IOException
import java.io.OutputStream
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadow.api.Shadow
import org.robolectric.util.ReflectionHelpers
import org.robolectric.util.ReflectionHelpers.ClassParameter

/** Tests that documents reach the printer and no line is lost or cut. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36], shadows = [PrintingTest.Printer::class, PrintingTest.Paper::class])
class PrintingTest {
    private val letter = PrintDocument("A letter", "en-GB", listOf("Dear all,", "goodbye."))
    private val long =
        PrintDocument(
            "A long letter",
            "en",
            List(60) {
                "Paragraph $it has as many words as it takes to fill more than one line of a page. ".repeat(3)
            }
        )
    private val a4 = attributes(PrintAttributes.MediaSize.ISO_A4)

    @After fun clear() {
        jobs.clear()
        canPrint = true
        pages.clear()
        jam = null
    }

    private fun attributes(size: PrintAttributes.MediaSize) = PrintAttributes.Builder()
        .setMediaSize(size)
        .setMinMargins(PrintAttributes.Margins.NO_MARGINS)
        .setResolution(PrintAttributes.Resolution("plain", "plain", 300, 300))
        .setColorMode(PrintAttributes.COLOR_MODE_MONOCHROME)
        .build()

    private fun tap(action: Action): Pair<Phone, FakeCore> {
        val core = FakeCore(screen(Row.ActionButton(Tone.NEUTRAL, null, "Print", action)))
        return Phone(core = core).start().apply { tap("Print") } to core
    }

    @Test fun printStartsAJobWithTheTitle() {
        val (phone, core) = tap(Action.Print(letter))
        val (name, adapter) = jobs.single()
        assertEquals("A letter", name)
        assertEquals(1, Print(adapter).info?.pageCount)
        assertEquals(0, core.failed.size)
        assertNull(phone.notice())
    }

    @Test fun aPhoneWithoutPrintingIsReported() {
        canPrint = false
        val (phone, core) = tap(Action.Print(letter))
        assertEquals(listOf(Action.Print(letter)), core.failed)
        assertEquals(FakeCore.DID_NOT_WORK, phone.notice())
    }

    @Test fun aShortDocumentIsOnePageInsideTheMargins() {
        val print = Print(Printing(RuntimeEnvironment.getApplication(), letter))
        assertEquals("A letter.pdf", print.info?.name)
        assertEquals(PrintDocumentInfo.CONTENT_TYPE_DOCUMENT, print.info?.contentType)
        assertEquals("1", print.write(PageRange.ALL_PAGES))
        assertEquals("written", print.outcome)
        val page = pages.getValue(0)
        val (rows, columns) = ink(page)
        assertTrue("$rows", rows.first() >= MARGIN && rows.last() < page.height - MARGIN)
        assertTrue("$columns", columns.first() >= MARGIN && columns.last() < page.width - MARGIN)
    }

    @Test fun aDocumentIsLaidOutInItsOwnLanguage() {
        for (language in listOf("de", "en-GB")) {
            val adapter = Printing(RuntimeEnvironment.getApplication(), letter.copy(language = language))
            Print(adapter)
            val layout = ReflectionHelpers.getField<StaticLayout>(adapter, "layout")
            assertEquals(language, layout.paint.textLocale.toLanguageTag())
        }
    }

    @Test fun aLongDocumentFillsEveryPage() {
        val print = Print(Printing(RuntimeEnvironment.getApplication(), long))
        val count = checkNotNull(print.info).pageCount
        assertTrue("$count", count > 3)
        assertEquals("$count", print.write(PageRange.ALL_PAGES))
        for ((number, page) in pages) {
            val rows = ink(page).first
            assertTrue("$number: ${rows.first()}", rows.first() in MARGIN..MARGIN + LINE)
            val bottom = page.height - MARGIN
            assertTrue("$number: ${rows.last()}", rows.last() < bottom && (number == count - 1 || rows.last() > bottom - 2 * LINE))
        }
    }

    @Test fun onlyRequestedPagesAreWritten() {
        val print = Print(Printing(RuntimeEnvironment.getApplication(), long))
        assertEquals("3", print.write(PageRange(0, 0), PageRange(2, 3)))
        assertEquals(setOf(0, 2, 3), pages.keys)
    }

    @Test fun anotherPaperSizeIsLaidOutAgain() {
        val adapter = Printing(RuntimeEnvironment.getApplication(), long)
        val large = checkNotNull(Print(adapter).info).pageCount
        val small = Print(adapter, attributes(PrintAttributes.MediaSize.ISO_A6))
        assertTrue(checkNotNull(small.info).pageCount > 3 * large)
        assertEquals("changed", small.outcome)
    }

    @Test fun aCancelledJobIsNotWritten() {
        val cancelled = CancellationSignal().apply { cancel() }
        val print = Print(Printing(RuntimeEnvironment.getApplication(), letter), signal = cancelled)
        assertEquals("cancelled", print.outcome)
        val begun = Print(Printing(RuntimeEnvironment.getApplication(), letter))
        begun.signal.cancel()
        begun.write(PageRange.ALL_PAGES)
        assertEquals("cancelled", begun.outcome)
    }

    @Test fun aWriteErrorFailsTheJob() {
        jam = IOException("no paper")
        val print = Print(Printing(RuntimeEnvironment.getApplication(), letter))
        print.write(PageRange.ALL_PAGES)
        assertEquals("no paper", print.outcome)
    }

    @Test fun pageBreaksLoseDuplicateOrCutNoLine() {
        val words = "word ".repeat(500)
        val layout = StaticLayout.Builder.obtain(words, 0, words.length, TextPaint().apply { textSize = 20f }, 300).build()
        val line = layout.getLineBottom(0)
        for (height in listOf(1, line, 3 * line, 3 * line + 1, 4 * line - 1, layout.height - 1, layout.height, Int.MAX_VALUE)) {
            val found = Printing.splitIntoPages(layout, height)
            assertEquals((0 until layout.lineCount).toList(), found.flatten())
            // A line that is higher than a page gets a page of its own.
            assertTrue("$height", found.all { layout.getLineBottom(it.last) - layout.getLineTop(it.first) <= height || it.count() == 1 })
        }
        assertEquals(1, Printing.splitIntoPages(layout, layout.height).size)
        assertEquals(layout.lineCount, Printing.splitIntoPages(layout, line).size)
    }

    /** Calls an adapter as the system does. */
    private inner class Print(
        private val adapter: PrintDocumentAdapter,
        paper: PrintAttributes = a4,
        val signal: CancellationSignal = CancellationSignal()
    ) {
        var info: PrintDocumentInfo? = null
        var outcome: String? = null

        init {
            adapter.onLayout(null, paper, signal, PrintDriver.layout({ info = it }, { outcome = it }), Bundle())
        }

        /** Writes the pages and returns their number, which [Paper] writes instead of a PDF. */
        fun write(vararg ranges: PageRange): String {
            val file = File.createTempFile("print", ".pdf")
            ParcelFileDescriptor.open(file, ParcelFileDescriptor.MODE_WRITE_ONLY).use { target ->
                adapter.onWrite(arrayOf(*ranges), target, signal, PrintDriver.write { outcome = it })
            }
            return file.readText().also { file.delete() }
        }
    }

    /** Returns the rows and columns that have a drawn pixel. */
    private fun ink(page: Bitmap): Pair<List<Int>, List<Int>> {
        val points = IntArray(page.width * page.height)
        page.getPixels(points, 0, page.width, 0, 0, page.width, page.height)
        val inked = points.indices.filter { Color.alpha(points[it]) > 0 }
        return inked.map { it / page.width }.distinct().sorted() to inked.map { it % page.width }.distinct().sorted()
    }

    /** Stands in for the print service, which the simulated system lacks. */
    @Implements(PrintManager::class)
    class Printer {
        @Implementation
        fun print(name: String, adapter: PrintDocumentAdapter, attributes: PrintAttributes?): PrintJob? {
            if (!canPrint) return null
            jobs += name to adapter
            return Shadow.newInstanceOf(PrintJob::class.java)
        }
    }

    /** Draws the pages of a PDF as bitmaps, since the simulated system cannot make a PDF. */
    @Implements(PdfDocument::class)
    class Paper {
        private val drawn = mutableListOf<Int>()

        /** Returns any number but 0, which marks a closed document. */
        @Implementation
        fun nativeCreateDocument() = 1L

        @Implementation
        fun startPage(info: PdfDocument.PageInfo): PdfDocument.Page {
            val content = info.contentRect
            val picture = Bitmap.createBitmap(content.width(), content.height(), Bitmap.Config.ARGB_8888)
            pages[info.pageNumber] = picture
            return ReflectionHelpers.callConstructor(
                PdfDocument.Page::class.java,
                ClassParameter.from(Canvas::class.java, Canvas(picture)),
                ClassParameter.from(PdfDocument.PageInfo::class.java, info)
            )
        }

        @Implementation
        fun finishPage(page: PdfDocument.Page) {
            drawn += page.info.pageNumber
        }

        @Implementation
        fun writeTo(file: OutputStream) {
            jam?.let { throw it }
            file.write("${drawn.size}".toByteArray())
        }
    }

    private companion object {
        val jobs = mutableListOf<Pair<String, PrintDocumentAdapter>>()
        var canPrint = true
        val pages = mutableMapOf<Int, Bitmap>()
        var jam: IOException? = null

        /** In points. */
        const val MARGIN = 36
        const val LINE = 20
    }
}
