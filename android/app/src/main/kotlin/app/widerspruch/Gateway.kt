package app.widerspruch

import android.content.Context
import android.os.Handler
import android.os.Looper
import app.widerspruch.core.Core
import app.widerspruch.core.CoreException
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.InternalException
import app.widerspruch.core.Notice
import app.widerspruch.core.OpenConfig
import app.widerspruch.core.Platform
import java.io.File
import java.util.concurrent.Executor
import java.util.concurrent.Executors

/**
 * Makes every call to the core. One thread loads the library, opens the records and makes the calls in the order of
 * [call]. The main thread never waits for it, and neither thread waits for work in the [background].
 */
class Gateway(
    private val context: Context,
    private val backgroundExecutor: Executor = Executors.newCachedThreadPool(),
    private val open: (Context) -> CoreInterface = ::openCore
) {
    private val coreThread = Executors.newSingleThreadExecutor { Thread(it, "core") }
    private val mainThread = Handler(Looper.getMainLooper())

    // Both are used on the core thread only.
    private var core: CoreInterface? = null
    private var loadError: Throwable? = null

    /** Runs [work] on the core thread, then [done] with its result on the main thread. */
    fun <T> call(work: (CoreInterface) -> T, done: (Result<T>) -> Unit = {}) = runOn(coreThread, { work(openedCore()) }, done)

    /** Runs [work] that needs no core and may never end, such as reading another app's file, then [done] on the main thread. */
    fun <T> background(work: () -> T, done: (Result<T>) -> Unit) = runOn(backgroundExecutor, work, done)

    private fun <T> runOn(executor: Executor, work: () -> T, done: (Result<T>) -> Unit) = executor.execute {
        val result = runCatching(work)
        mainThread.post { done(result) }
    }

    private fun openedCore(): CoreInterface {
        core?.let { return it }
        // A library that does not load is not tried again; opening the folder is, since it may become readable.
        loadError?.let { throw it }
        try {
            return open(context).also { core = it }
        } catch (problem: LinkageError) {
            loadError = problem
            throw problem
        }
    }
}

/** Returns the folder of the records. */
fun Context.recordsFolder(): File = File(filesDir, "records")

private fun openCore(context: Context): CoreInterface {
    val version = checkNotNull(context.packageManager.getPackageInfo(context.packageName, 0).versionName)
    val locales = context.resources.configuration.locales
    return Core.open(
        OpenConfig(
            dataDir = context.recordsFolder().path,
            languages = systemLanguages(context),
            region = locales[0].country.ifEmpty { null },
            platform = Platform.ANDROID,
            appVersion = version
        )
    )
}

/** Returns BCP 47 tags: the language chosen for this app, where there is one, then the system's, preferred first. */
fun systemLanguages(context: Context): List<String> {
    val locales = context.resources.configuration.locales
    return List(locales.size()) { locales[it].toLanguageTag() }
}

/** Returns what is told of a failure: the core's sentence, or our own where the core did not load or panicked. */
fun Context.failureNotice(failure: Throwable): Notice = when (failure) {
    is CoreException -> failure.notice()

    // Only the kind: the message of a panic can hold a text of the person.
    is InternalException -> Notice(getString(R.string.panic), null, failure.javaClass.name)

    // Names the library and what the system misses in it.
    is LinkageError -> Notice(getString(R.string.load_failure), null, "${failure.javaClass.name}: ${failure.message}")

    else -> Notice(getString(R.string.load_failure), null, failure.javaClass.name)
}

/** An invalid input has no details: the person mends it, so there is nothing to pass on. */
private fun CoreException.notice(): Notice = when (this) {
    is CoreException.UnknownRoute -> Notice(explanation, null, details)
    is CoreException.UnknownCommand -> Notice(explanation, null, details)
    is CoreException.BadInput -> Notice(explanation, null, null)
    is CoreException.ReadOnly -> Notice(explanation, null, details)
    is CoreException.Storage -> Notice(explanation, null, details)
    is CoreException.Internal -> Notice(explanation, null, details)
}
