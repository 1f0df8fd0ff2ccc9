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
 * The one way to the core. One thread owns it: it loads the library there, opens the records, and makes every call in the
 * order in which it was asked for. The main thread never waits, and neither thread waits for what is done aside.
 */
class Gateway(
    private val context: Context,
    private val others: Executor = Executors.newCachedThreadPool(),
    private val open: (Context) -> CoreInterface = ::openCore
) {
    private val thread = Executors.newSingleThreadExecutor { Thread(it, "core") }
    private val main = Handler(Looper.getMainLooper())

    // Both belong to the thread.
    private var core: CoreInterface? = null
    private var broken: Throwable? = null

    /** Calls the core and hands what came of it to the main thread. */
    fun <T> call(work: (CoreInterface) -> T, done: (Result<T>) -> Unit = {}) = hand(thread, { work(opened()) }, done)

    /** The same for what needs no core and may take long, or for ever: other apps' files, pictures. */
    fun <T> aside(work: () -> T, done: (Result<T>) -> Unit) = hand(others, work, done)

    private fun <T> hand(to: Executor, work: () -> T, done: (Result<T>) -> Unit) = to.execute {
        val result = runCatching(work)
        main.post { done(result) }
    }

    private fun opened(): CoreInterface {
        core?.let { return it }
        // A library that does not load will not load later either; a folder that cannot be read may be back.
        broken?.let { throw it }
        try {
            return open(context).also { core = it }
        } catch (problem: LinkageError) {
            broken = problem
            throw problem
        }
    }
}

/** Where the records lie. */
fun Context.records(): File = File(filesDir, "records")

private fun openCore(context: Context): CoreInterface {
    val version = checkNotNull(context.packageManager.getPackageInfo(context.packageName, 0).versionName)
    val locales = context.resources.configuration.locales
    return Core.open(
        OpenConfig(
            dataDir = context.records().path,
            languages = languages(context),
            region = locales[0].country.ifEmpty { null },
            platform = Platform.ANDROID,
            appVersion = version
        )
    )
}

/** The system's languages, best first, with the one chosen for this app before them. */
fun languages(context: Context): List<String> {
    val locales = context.resources.configuration.locales
    return List(locales.size()) { locales[it].toLanguageTag() }
}

/** What the person is told of a failure: the core's sentence, or ours where there is no core to ask. */
fun Context.words(failure: Throwable): String = when (failure) {
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
