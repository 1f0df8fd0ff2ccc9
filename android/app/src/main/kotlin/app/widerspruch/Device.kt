package app.widerspruch

import android.Manifest
import android.app.ActivityManager
import android.app.NotificationManager
import android.app.usage.UsageStatsManager
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import app.widerspruch.core.Action
import app.widerspruch.core.ChannelState
import app.widerspruch.core.DeviceReport
import app.widerspruch.core.PermissionState
import app.widerspruch.core.Restriction
import app.widerspruch.core.ShownReminder

/** What the system says of this app. Asked, never remembered, but for one thing: whether the person was asked. */
object Device {
    private const val ASKED = "asked"

    fun report(context: Context, shown: List<ShownReminder> = emptyList(), failed: Action? = null) = DeviceReport(
        languages = languages(context),
        permission = permission(context),
        channel = channel(context),
        restrictions = restrictions(context),
        shown = shown,
        pending = emptyList(),
        failedAction = failed
    )

    fun permission(context: Context): PermissionState {
        val enabled = context.service<NotificationManager>().areNotificationsEnabled()
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) {
            return if (enabled) PermissionState.GRANTED else PermissionState.DENIED
        }
        val granted = context.checkSelfPermission(Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED
        return when {
            granted && enabled -> PermissionState.GRANTED
            granted || facts(context).getBoolean(ASKED, false) -> PermissionState.DENIED
            else -> PermissionState.NOT_ASKED
        }
    }

    /** From now on a missing permission is a refusal. */
    fun asked(context: Context) {
        facts(context).edit().putBoolean(ASKED, true).apply()
    }

    private fun channel(context: Context): ChannelState {
        val channel = context.service<NotificationManager>().getNotificationChannel(Reminders.CHANNEL)
        return when (channel?.importance) {
            null -> ChannelState.UNKNOWN
            NotificationManager.IMPORTANCE_NONE -> ChannelState.OFF
            NotificationManager.IMPORTANCE_MIN, NotificationManager.IMPORTANCE_LOW -> ChannelState.QUIET
            else -> ChannelState.ON
        }
    }

    private fun restrictions(context: Context) = listOfNotNull(
        Restriction.BACKGROUND.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && isHeldBack(context) },
        Restriction.RARELY_USED.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.P && isRarelyUsed(context) },
        Restriction.UNUSED_APP.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.R && mayHibernate(context) }
    )

    @NewerApi(28)
    private fun isHeldBack(context: Context) = context.service<ActivityManager>().isBackgroundRestricted

    @NewerApi(28)
    private fun isRarelyUsed(context: Context) =
        context.service<UsageStatsManager>().appStandbyBucket > UsageStatsManager.STANDBY_BUCKET_FREQUENT

    @NewerApi(30)
    private fun mayHibernate(context: Context) = !context.packageManager.isAutoRevokeWhitelisted

    private fun facts(context: Context) = context.getSharedPreferences("device", Context.MODE_PRIVATE)
}

/** A system service that every device has; the framework declares it nullable. */
inline fun <reified T : Any> Context.service(): T = checkNotNull(getSystemService(T::class.java))
