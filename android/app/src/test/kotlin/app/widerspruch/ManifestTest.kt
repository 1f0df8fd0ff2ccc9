package app.widerspruch

import android.content.pm.PackageManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** What the app asks of the system, and what others may start in it. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 35, 36])
class ManifestTest {
    private val app = RuntimeEnvironment.getApplication()
    private val flags = PackageManager.GET_PERMISSIONS or PackageManager.GET_ACTIVITIES or PackageManager.GET_RECEIVERS or
        PackageManager.GET_SERVICES or PackageManager.GET_PROVIDERS
    private val info = app.packageManager.getPackageInfo(app.packageName, flags)

    @Test fun twoPermissionsAndNoInternet() {
        val wanted = listOf("android.permission.POST_NOTIFICATIONS", "android.permission.RECEIVE_BOOT_COMPLETED")
        assertEquals(wanted, info.requestedPermissions.orEmpty().filterNot { it.startsWith(app.packageName) }.sorted())
    }

    @Test fun othersCanOnlyStartTheApp() {
        val components = listOf(info.activities, info.receivers).flatMap { it.orEmpty().toList() }
        assertEquals(listOf(MainActivity::class.java.name), components.filter { it.exported }.map { it.name })
        assertEquals(0, info.services.orEmpty().size + info.providers.orEmpty().size)
    }

    @Test fun theLevelsAreTheAgreedOnes() {
        val application = checkNotNull(info.applicationInfo)
        assertEquals(listOf(26, 36), listOf(application.minSdkVersion, application.targetSdkVersion))
        assertFalse(application.flags and android.content.pm.ApplicationInfo.FLAG_DEBUGGABLE != 0)
    }
}
