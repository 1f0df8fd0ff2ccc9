package app.widerspruch

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import app.widerspruch.core.CoreInterface
import app.widerspruch.core.PermissionState
import app.widerspruch.core.Reminder
import app.widerspruch.core.ReminderTarget
import app.widerspruch.core.ShownReminder

/**
 * Makes the system agree with the core's plan: one inexact alarm for what comes next, one notification for what is due.
 * Asked again whenever something may have changed; the second time in a row does nothing.
 */
object Reminders {
    const val CHANNEL = "reminders"
    const val ACTION_DUE = "app.widerspruch.DUE"
    const val ACTION_ANSWER = "app.widerspruch.ANSWER"
    const val COMMAND = "command"
    private const val FINGERPRINT = "fingerprint"
    private const val NUMBER = 1

    /** On the core's thread. */
    fun sync(context: Context, core: CoreInterface) {
        makeChannel(context)
        core.report(Device.report(context), context.app.now())
        val plan = core.reminders(context.app.now())
        val due = plan.due
        val there = context.service<NotificationManager>().activeNotifications
        there.filter { it.tag != due?.id }.forEach { context.service<NotificationManager>().cancel(it.tag, it.id) }
        if (due != null) {
            val known = there.firstOrNull { it.tag == due.id }
            val same = known?.notification?.extras?.getString(FINGERPRINT) == due.fingerprint
            // One that was swept away was seen; one that is still there is kept up to date.
            if (!plan.dueShown || (known != null && !same)) show(context, core, due, isNew = !plan.dueShown)
        }
        // What was shown may have moved what comes next.
        arm(context, if (due != null && !plan.dueShown) core.reminders(context.app.now()).upcoming else plan.upcoming)
    }

    /** Replaces the one alarm, or cancels it where nothing comes up. What is due is never armed: it would fire for ever. */
    private fun arm(context: Context, upcoming: List<Reminder>) {
        val alarms = context.service<AlarmManager>()
        val intent = broadcast(context, ACTION_DUE, Uri.parse("widerspruch:due"))
        val next = upcoming.firstOrNull()
        if (next == null) alarms.cancel(intent) else alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, next.at.millis(), intent)
    }

    private fun show(context: Context, core: CoreInterface, due: Reminder, isNew: Boolean) {
        if (Device.permission(context) != PermissionState.GRANTED) return
        val builder = {
            Notification.Builder(context, CHANNEL).setSmallIcon(R.drawable.ic_bell).setColor(context.getColor(R.color.primary))
        }
        val public = builder().setContentTitle(context.getString(R.string.app_name)).setContentText(due.publicText).build()
        val notification = builder()
            .setContentTitle(due.title)
            .setContentText(due.body)
            .setStyle(Notification.BigTextStyle().bigText(due.body))
            .setCategory(Notification.CATEGORY_REMINDER)
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setPublicVersion(public)
            .setContentIntent(opening(context, core, due.route))
            .setAutoCancel(true)
            .setOnlyAlertOnce(true)
            .addExtras(Bundle().apply { putString(FINGERPRINT, due.fingerprint) })
        for (action in due.actions) {
            val intent = when (val target = action.target) {
                is ReminderTarget.Command -> answering(context, target.command)
                is ReminderTarget.Route -> opening(context, core, target.route)
            }
            builder.run { notification.addAction(Notification.Action.Builder(null, action.label, intent).build()) }
        }
        context.service<NotificationManager>().notify(due.id, NUMBER, notification.build())
        if (isNew) {
            val now = context.app.now()
            core.report(Device.report(context, shown = listOf(ShownReminder(due.id, now))), now)
        }
    }

    private fun answering(context: Context, command: String): PendingIntent =
        broadcast(context, ACTION_ANSWER, Uri.fromParts("widerspruch", command, null), command)

    /** A screen with its parents behind it, so that "back" leads where it would have come from. */
    private fun opening(context: Context, core: CoreInterface, route: String): PendingIntent {
        val behind = generateSequence(route) { core.screen(it, context.app.now()).parent }.take(LONGEST_WAY).toList().reversed()
        val tabs = core.screen("/", context.app.now()).tabs.map { it.route }
        val (root, deeper) = behind.partition { it in tabs }
        val way = ScreenActivity.way(context, listOf(root.lastOrNull() ?: "/") + deeper)
        return PendingIntent.getActivities(context, route.hashCode(), way, FLAGS)
    }

    private fun broadcast(context: Context, action: String, data: Uri, command: String? = null): PendingIntent {
        val intent = Intent(context, ReminderReceiver::class.java).setAction(action).setData(data).putExtra(COMMAND, command)
        return PendingIntent.getBroadcast(context, 0, intent, FLAGS)
    }

    private fun makeChannel(context: Context) {
        // Made once; made again it only follows the language.
        context.service<NotificationManager>().createNotificationChannel(
            NotificationChannel(CHANNEL, context.getString(R.string.channel), NotificationManager.IMPORTANCE_DEFAULT)
        )
    }

    private const val LONGEST_WAY = 8
    private const val FLAGS = PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT
}

/** Woken by the alarm, by a button of a notification, or because the system changed. The app may be dead before. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val command = when (intent.action) {
            Reminders.ACTION_ANSWER -> intent.getStringExtra(Reminders.COMMAND) ?: return

            Reminders.ACTION_DUE, Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED, Intent.ACTION_TIMEZONE_CHANGED,
            Intent.ACTION_TIME_CHANGED, Intent.ACTION_LOCALE_CHANGED -> null

            else -> return
        }
        val app = context.app
        // The system keeps the process until this is finished, which is after planning again.
        val pending: PendingResult? = goAsync()
        app.gateway.call({ core ->
            try {
                // An answer that could not be kept leaves the notification where it is.
                if (command != null) core.perform(command, emptyMap(), app.now())
            } finally {
                Reminders.sync(app, core)
            }
        }) { pending?.finish() }
    }
}
