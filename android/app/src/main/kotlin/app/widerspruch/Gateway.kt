package app.widerspruch

import android.content.Context
import android.os.Handler
import android.os.Looper
import app.widerspruch.core.Core
import app.widerspruch.core.CoreException
import app.widerspruch.core.CoreInterface
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

/** Returns the sentence that explains a failure: the core's, or our own where the core did not load. */
fun Context.errorText(failure: Throwable): String = when (failure) {
    is CoreException -> failure.explanation()
    else -> getString(R.string.load_failure)
}

private fun CoreException.explanation(): String = when (this) {
    is CoreException.UnknownRoute -> explanation
    is CoreException.UnknownCommand -> explanation
    is CoreException.BadInput -> explanation
    is CoreException.ReadOnly -> explanation
    is CoreException.Storage -> explanation
    is CoreException.Internal -> explanation
}
