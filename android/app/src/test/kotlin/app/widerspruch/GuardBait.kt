package app.widerspruch

import android.view.View
import android.view.WindowInsets

/**
 * Calls a function that level 26 lacks. `cargo xtask android` fails unless the check of API levels complains of this class, which
 * shows that the check works.
 */
@Suppress("unused")
internal class GuardBait {
    fun bite(view: View) = view.rootWindowInsets.getInsets(WindowInsets.Type.ime())
}
