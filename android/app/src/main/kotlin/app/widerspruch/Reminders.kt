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
 * Brings the system in line with the core's plan: one inexact alarm for the next reminder, one notification for what is due.
 * A second [sync] in a row changes nothing, so it runs whenever something may have changed.
 */
object Reminders {
    const val CHANNEL = "reminders"
    const val ACTION_DUE = "app.widerspruch.DUE"
    const val ACTION_ANSWER = "app.widerspruch.ANSWER"
    const val ACTION_DISMISSED = "app.widerspruch.DISMISSED"
    const val COMMAND = "command"
    const val ID = "id"
    private const val FINGERPRINT = "fingerprint"
    private const val NOTIFICATION_ID = 1

    /** Reports the state of the device, then follows the plan. Runs on the core thread. */
    fun sync(context: Context, core: CoreInterface) {
        createChannel(context)
        core.report(Device.report(context), context.app.now())
        val plan = core.reminders(context.app.now())
        val due = plan.due
        val active = context.systemService<NotificationManager>().activeNotifications
        active.filter { it.tag != due?.id }.forEach { context.systemService<NotificationManager>().cancel(it.tag, it.id) }
        if (due != null) {
            val current = active.firstOrNull { it.tag == due.id }
            val isUpToDate = current?.notification?.extras?.getString(FINGERPRINT) == due.fingerprint
            // A dismissed notification stays away; one that is still shown gets new words.
            if (!plan.dueShown || (current != null && !isUpToDate)) showNotification(context, core, due, isNew = !plan.dueShown)
        }
        // Showing it was reported to the core, which may have moved the next reminder.
        setAlarm(context, if (due != null && !plan.dueShown) core.reminders(context.app.now()).upcoming else plan.upcoming)
    }

    /** Sets the alarm for the next reminder, or cancels it. A due reminder gets no alarm: it would fire again at once, endlessly. */
    private fun setAlarm(context: Context, upcoming: List<Reminder>) {
        val alarms = context.systemService<AlarmManager>()
        val intent = broadcast(context, ACTION_DUE, Uri.parse("widerspruch:due"))
        val next = upcoming.firstOrNull()
        if (next == null) alarms.cancel(intent) else alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, next.at.toEpochMillis(), intent)
    }

    private fun showNotification(context: Context, core: CoreInterface, due: Reminder, isNew: Boolean) {
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
            .setContentIntent(screenIntent(context, core, due.route))
            .setDeleteIntent(broadcast(context, ACTION_DISMISSED, Uri.fromParts("widerspruch-dismissed", due.id, null), id = due.id))
            .setAutoCancel(true)
            .setOnlyAlertOnce(true)
            .addExtras(Bundle().apply { putString(FINGERPRINT, due.fingerprint) })
        for (action in due.actions) {
            val intent = when (val target = action.target) {
                is ReminderTarget.Command -> commandIntent(context, target.command)
                is ReminderTarget.Route -> screenIntent(context, core, target.route)
            }
            builder.run { notification.addAction(Notification.Action.Builder(null, action.label, intent).build()) }
        }
        context.systemService<NotificationManager>().notify(due.id, NOTIFICATION_ID, notification.build())
        if (isNew) {
            val now = context.app.now()
            core.report(Device.report(context, shown = listOf(ShownReminder(due.id, now))), now)
        }
    }

    private fun commandIntent(context: Context, command: String): PendingIntent =
        broadcast(context, ACTION_ANSWER, Uri.fromParts("widerspruch", command, null), command)

    /** Returns an intent that opens a screen on top of its parents, so that "back" leads to them. */
    private fun screenIntent(context: Context, core: CoreInterface, route: String): PendingIntent {
        val path = generateSequence(route) { core.screen(it, context.app.now()).parent }.take(MAX_DEPTH).toList().reversed()
        val tabs = core.screen("/", context.app.now()).tabs.map { it.route }
        val (root, deeper) = path.partition { it in tabs }
        val stack = ScreenActivity.stackIntents(context, listOf(root.lastOrNull() ?: "/") + deeper)
        return PendingIntent.getActivities(context, route.hashCode(), stack, FLAGS)
    }

    private fun broadcast(context: Context, action: String, data: Uri, command: String? = null, id: String? = null): PendingIntent {
        val intent = Intent(context, ReminderReceiver::class.java).setAction(action).setData(data)
        return PendingIntent.getBroadcast(context, 0, intent.putExtra(COMMAND, command).putExtra(ID, id), FLAGS)
    }

    private fun createChannel(context: Context) {
        // Creating it again only updates its name, to the current language.
        context.systemService<NotificationManager>().createNotificationChannel(
            NotificationChannel(CHANNEL, context.getString(R.string.channel), NotificationManager.IMPORTANCE_DEFAULT)
        )
    }

    private const val MAX_DEPTH = 8
    private const val FLAGS = PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT
}

/** Receives the alarm, the buttons of a notification, its dismissal, and changes of the system, also when the app is not running. */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val app = context.app
        val tell: (CoreInterface) -> Unit = when (intent.action) {
            Reminders.ACTION_ANSWER -> {
                val command = intent.getStringExtra(Reminders.COMMAND) ?: return
                { core -> core.perform(command, emptyMap(), app.now()) }
            }

            Reminders.ACTION_DISMISSED -> {
                val id = intent.getStringExtra(Reminders.ID) ?: return
                { core -> core.report(Device.report(app, dismissed = listOf(id)), app.now()) }
            }

            Reminders.ACTION_DUE, Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED, Intent.ACTION_TIMEZONE_CHANGED,
            Intent.ACTION_TIME_CHANGED, Intent.ACTION_LOCALE_CHANGED -> { _ -> }

            else -> return
        }
        // Keeps the process alive until the plan was followed.
        val pending: PendingResult? = goAsync()
        app.gateway.call({ core ->
            try {
                // If this fails, the reminder is still due, so `sync` leaves its notification.
                tell(core)
            } finally {
                Reminders.sync(app, core)
            }
        }) { pending?.finish() }
    }
}
