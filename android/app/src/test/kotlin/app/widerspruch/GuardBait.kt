package app.widerspruch

import android.view.View
import android.view.WindowInsets

/**
 * Calls what level 26 does not have. The guard looks at this class too and must complain of it, or it would pass
 * everything: `cargo xtask android` fails where it does not.
 */
@Suppress("unused")
internal class GuardBait {
    fun bite(view: View) = view.rootWindowInsets.getInsets(WindowInsets.Type.ime())
}
