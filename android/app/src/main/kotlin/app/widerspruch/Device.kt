package app.widerspruch

import android.Manifest
import android.app.ActivityManager
import android.app.NotificationManager
import android.app.usage.UsageStatsManager
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import app.widerspruch.core.ChannelState
import app.widerspruch.core.DeviceReport
import app.widerspruch.core.FailedAction
import app.widerspruch.core.PermissionState
import app.widerspruch.core.Restriction
import app.widerspruch.core.ShownReminder
import java.util.Locale
import java.util.UUID

/**
 * Reads what the system allows this app. Stores only what the system does not tell: whether the person was asked for permission,
 * and a token of this installation.
 */
object Device {
    private const val PERMISSION_ASKED = "asked"
    private const val TOKEN = "token"

    fun report(
        context: Context,
        shown: List<ShownReminder> = emptyList(),
        dismissed: List<String> = emptyList(),
        failed: FailedAction? = null
    ) = DeviceReport(
        languages = systemLanguages(context),
        permission = permission(context),
        channel = channel(context),
        restrictions = restrictions(context),
        manufacturer = Build.MANUFACTURER.lowercase(Locale.ROOT),
        shown = shown,
        dismissed = dismissed,
        pending = emptyList(),
        failedAction = failed
    )

    fun permission(context: Context): PermissionState {
        val enabled = context.systemService<NotificationManager>().areNotificationsEnabled()
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) {
            return if (enabled) PermissionState.GRANTED else PermissionState.DENIED
        }
        val granted = context.checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED
        return when {
            granted && enabled -> PermissionState.GRANTED
            granted || preferences(context).getBoolean(PERMISSION_ASKED, false) -> PermissionState.DENIED
            else -> PermissionState.NOT_ASKED
        }
    }

    /** Records that the person was asked: from now on a missing permission counts as refused. */
    fun markPermissionAsked(context: Context) {
        preferences(context).edit().putBoolean(PERMISSION_ASKED, true).apply()
    }

    /** Returns the random text by which the app recognizes its own intents. No other app can read or guess it. */
    @Synchronized
    fun token(context: Context): String = preferences(context).run {
        getString(TOKEN, null) ?: UUID.randomUUID().toString().also { edit().putString(TOKEN, it).apply() }
    }

    private fun channel(context: Context): ChannelState {
        val channel = context.systemService<NotificationManager>().getNotificationChannel(Reminders.CHANNEL)
        return when (channel?.importance) {
            null -> ChannelState.UNKNOWN
            NotificationManager.IMPORTANCE_NONE -> ChannelState.OFF
            NotificationManager.IMPORTANCE_MIN, NotificationManager.IMPORTANCE_LOW -> ChannelState.QUIET
            else -> ChannelState.ON
        }
    }

    private fun restrictions(context: Context) = listOfNotNull(
        Restriction.BACKGROUND.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && isBackgroundRestricted(context) },
        Restriction.RARELY_USED.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && isRarelyUsed(context) },
        Restriction.UNUSED_APP.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.R && mayHibernate(context) }
    )

    @NewerApi(28)
    private fun isBackgroundRestricted(context: Context) = context.systemService<ActivityManager>().isBackgroundRestricted

    @NewerApi(28)
    private fun isRarelyUsed(context: Context) =
        context.systemService<UsageStatsManager>().appStandbyBucket > UsageStatsManager.STANDBY_BUCKET_FREQUENT

    @NewerApi(30)
    private fun mayHibernate(context: Context) = !context.packageManager.isAutoRevokeWhitelisted

    private fun preferences(context: Context) = context.getSharedPreferences("device", Context.MODE_PRIVATE)
}

/** Returns a system service that every device has; the framework declares it nullable. */
inline fun <reified T : Any> Context.systemService(): T = checkNotNull(getSystemService(T::class.java))
