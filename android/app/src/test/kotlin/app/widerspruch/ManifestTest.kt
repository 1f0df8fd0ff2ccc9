package app.widerspruch

import android.Manifest
import android.content.Intent
import android.content.pm.ApplicationInfo
import android.content.pm.ComponentInfo
import android.content.pm.PackageInfo
import android.content.pm.PackageManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** Tests that the package requests and exports as little as possible. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 35, 36])
class ManifestTest {
    private val packages = RuntimeEnvironment.getApplication().packageManager

    @Suppress("DEPRECATION")
    private val all: PackageInfo = packages.getPackageInfo(
        "app.widerspruch",
        PackageManager.GET_PERMISSIONS or PackageManager.GET_ACTIVITIES or PackageManager.GET_RECEIVERS or
            PackageManager.GET_SERVICES or PackageManager.GET_PROVIDERS or PackageManager.MATCH_DISABLED_COMPONENTS
    )

    @Test fun noPermissionBeyondRemindersIsRequested() {
        val asked = all.requestedPermissions.orEmpty().toList()
        // INTERNET in particular is not requested.
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS, Manifest.permission.RECEIVE_BOOT_COMPLETED), asked.sorted())
        assertEquals(0, all.permissions.orEmpty().size)
    }

    @Test fun onlyTheLauncherActivityIsExported() {
        val kinds = listOf<Array<out ComponentInfo>?>(all.activities, all.receivers, all.services, all.providers)
        val components = kinds.flatMap { it.orEmpty().toList() }
        assertEquals(3, components.size)
        assertEquals(listOf("app.widerspruch.MainActivity"), components.filter { it.exported }.map { it.name })
        val launcher = Intent(Intent.ACTION_MAIN).addCategory(Intent.CATEGORY_LAUNCHER).setPackage(all.packageName)
        assertEquals("app.widerspruch.MainActivity", packages.queryIntentActivities(launcher, 0).single().activityInfo.name)
        val links = Intent(Intent.ACTION_VIEW).addCategory(Intent.CATEGORY_BROWSABLE).setPackage(all.packageName)
        assertTrue(packages.queryIntentActivities(links, 0).isEmpty())
    }

    @Test fun minAndTargetLevelsAreRightAndTheAppIsNotDebuggable() {
        val app = checkNotNull(all.applicationInfo)
        assertEquals(26, app.minSdkVersion)
        assertEquals(36, app.targetSdkVersion)
        assertEquals("what can be debugged can be read", 0, app.flags and ApplicationInfo.FLAG_DEBUGGABLE)
    }
}
