package app.widerspruch

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Intent
import android.service.notification.StatusBarNotification
import java.io.File
import java.time.Instant
import java.util.TimeZone
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** Tests that there is one alarm and one notification, whatever happens to the phone. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36])
class RemindersTest {
    private val zone = TimeZone.getDefault()

    @After fun restoreTimeZone() = TimeZone.setDefault(zone)

    /** Returns a phone with reminders allowed and the list begun. The app is not running. */
    private fun begun(allowed: Boolean = true): Phone = Phone().apply {
        allowNotifications(allowed)
        start()
        tap("LinkedIn")
        go("/")
        kill()
    }

    private fun Phone.alarm() = shadowOf(alarms).scheduledAlarms.singleOrNull()

    private fun Phone.alarmAt(): String? = alarm()?.let { Instant.ofEpochMilli(it.triggerAtMs).toString() }

    private fun Phone.shown(): List<StatusBarNotification> = notifications.activeNotifications.toList()

    /** Returns the one notification. Fails with the plan and the permission, which may explain why there is not one. */
    private fun Phone.only(): StatusBarNotification = shown().singleOrNull() ?: plan().let { plan ->
        error(
            "${shown().size} shown; due ${plan.due?.id}, shown before: ${plan.dueShown}, ${Device.permission(
                app
            )}, ${app.now()}, ${alarmAt()}"
        )
    }

    private fun Phone.broadcast(action: String) {
        app.sendBroadcast(Intent(action).setPackage(app.packageName))
        settleUntil { alarm() != null }
    }

    /** Waits for a broadcast: the simulated system delivers it from another thread, slowly the first time. */
    private fun Phone.settleUntil(done: () -> Boolean) {
        repeat(100) { round ->
            settle()
            if (round > 1 && done()) return
            Thread.sleep(10)
        }
    }

    /** Moves the clock to [at] and delivers the alarm. */
    private fun Phone.fire(at: String) {
        travel(at)
        val due = checkNotNull(alarm()?.operation)
        alarms.cancel(due)
        receive(due)
    }

    private fun Phone.answer(label: String) = receive(only().notification.actions.single { it.title == label }.actionIntent)

    /**
     * Hands a broadcast to our receiver. Bypasses the simulated system, which sometimes does not deliver the first broadcast of a
     * level.
     */
    private fun Phone.receive(pending: PendingIntent) {
        assertTrue(shadowOf(pending).isBroadcastIntent && shadowOf(pending).isImmutable)
        val intent = shadowOf(pending).savedIntent
        assertEquals(ReminderReceiver::class.java.name, intent.component?.className)
        ReminderReceiver().onReceive(app, intent)
        settle()
    }

    @Test fun oneInexactAlarmIsSetForTheNextReminder() {
        val phone = begun()
        val alarm = checkNotNull(phone.alarm())
        assertEquals("2026-11-24T17:00:00Z", phone.alarmAt())
        assertEquals(AlarmManager.RTC_WAKEUP, alarm.type)
        assertTrue(alarm.isAllowWhileIdle)
        assertTrue("exact alarms need a permission that is not asked for", alarm.windowLengthMs != 0L)
    }

    @Test fun theAlarmShowsADueReminderOnceAndIsSetForTheNext() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        val notification = phone.only().notification
        assertEquals("AI training at LinkedIn: one step, a few minutes.", notification.extras.getString(Notification.EXTRA_TEXT))
        assertEquals(listOf("Later", "It is off"), notification.actions.map { it.title.toString() })
        assertEquals("2026-11-27T17:00:00Z", phone.alarmAt())
        // A dismissed notification does not come back.
        phone.notifications.cancelAll()
        phone.broadcast(Intent.ACTION_BOOT_COMPLETED)
        assertEquals(0, phone.shown().size)
    }

    @Test fun aSweptNotificationIsReportedAsDismissed() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        assertFalse(phone.plan().dueDismissed)
        val swept = phone.only().notification
        phone.kill()
        phone.notifications.cancelAll()
        phone.receive(swept.deleteIntent)
        assertTrue(phone.plan().dueDismissed)
        assertEquals("2026-11-27T17:00:00Z", phone.alarmAt())
    }

    @Test fun aNotificationThatTheAppRemovesOrThatIsTappedIsNotReportedAsDismissed() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        val notification = phone.only().notification
        // The system sends no delete intent for these: it tells a swipe from them, and so does the intent that it would send.
        assertTrue(notification.flags and Notification.FLAG_AUTO_CANCEL != 0)
        val delete = shadowOf(notification.deleteIntent).savedIntent
        val others = notification.actions.map { it.actionIntent } + notification.contentIntent + checkNotNull(phone.alarm()?.operation)
        assertTrue(others.flatMap { shadowOf(it).savedIntents.toList() }.none { it.filterEquals(delete) })
        phone.follow(shadowOf(notification.contentIntent).savedIntents.toList())
        phone.notifications.cancelAll()
        phone.resume()
        assertFalse(phone.plan().dueDismissed)
    }

    @Test fun eachReminderIsDismissedByItsOwnIntent() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        val first = phone.only()
        phone.answer("Later")
        phone.fire("2026-11-27T18:00:20+01:00")
        val second = phone.only()
        if (first.tag != second.tag) assertFalse(first.notification.deleteIntent == second.notification.deleteIntent)
        val intent = shadowOf(second.notification.deleteIntent).savedIntent
        assertEquals(second.tag, intent.getStringExtra(Reminders.ID))
    }

    @Test fun aDismissalWithoutIdIsIgnored() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        ReminderReceiver().onReceive(phone.app, Intent(Reminders.ACTION_DISMISSED))
        phone.settle()
        assertFalse(phone.plan().dueDismissed)
        assertEquals(1, phone.shown().size)
    }

    @Test fun theLockScreenShowsOnlyThePublicText() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        val notification = phone.only().notification
        assertEquals(Notification.VISIBILITY_PRIVATE, notification.visibility)
        assertEquals("Opt out of AI training: something is waiting.", notification.publicVersion.extras.getString(Notification.EXTRA_TEXT))
    }

    @Test fun rebootUpdateClockZoneAndLanguageChangesSetTheAlarmAgain() {
        val phone = begun()
        for (action in listOf(
            Intent.ACTION_BOOT_COMPLETED,
            Intent.ACTION_MY_PACKAGE_REPLACED,
            Intent.ACTION_TIMEZONE_CHANGED,
            Intent.ACTION_TIME_CHANGED,
            Intent.ACTION_LOCALE_CHANGED
        )) {
            while (shadowOf(phone.alarms).nextScheduledAlarm != null) Unit // as a reboot does
            assertNull(phone.alarm())
            phone.broadcast(action)
            assertEquals(action, "2026-11-24T17:00:00Z", phone.alarmAt())
            phone.broadcast(action)
            assertEquals(action, "2026-11-24T17:00:00Z", phone.alarmAt())
        }
    }

    @Test fun anUnknownBroadcastSetsNoAlarm() {
        val phone = begun()
        while (shadowOf(phone.alarms).nextScheduledAlarm != null) Unit
        ReminderReceiver().onReceive(phone.app, Intent("com.example.OTHER"))
        phone.settle()
        assertNull(phone.alarm())
    }

    @Test fun aZoneChangeKeepsTheLocalHour() {
        val phone = begun()
        phone.travel("2026-11-23T14:00:00-05:00")
        phone.broadcast(Intent.ACTION_TIMEZONE_CHANGED)
        assertEquals("2026-11-24T23:00:00Z", phone.alarmAt())
    }

    @Test fun daylightSavingChangesKeepTheLocalHour() {
        val phone = Phone(now = "2027-03-26T12:00:00+01:00")
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"))
        phone.allowNotifications()
        phone.start()
        phone.tap("LinkedIn")
        phone.go("/")
        phone.changeSetting("weekdays", "every-day")
        phone.kill()
        val upcoming = phone.plan().upcoming.map { it.at.toEpochMillis() }
        // Saturday the 27th in winter time, Tuesday the 30th in summer time: 18:00 on both.
        assertEquals(listOf("2027-03-27T17:00:00Z", "2027-03-30T16:00:00Z"), upcoming.take(2).map { Instant.ofEpochMilli(it).toString() })
    }

    private fun Phone.changeSetting(name: String, value: String) {
        core { it.perform("set/$name", mapOf(name to value), app.now()) }
        resume()
    }

    /** Nobody can tell which of two times was wrong: what was shown later than now counts as not shown. */
    @Test fun afterAClockRollbackAReminderComesOnceMoreRatherThanNever() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.notifications.cancelAll()
        phone.travel("2026-11-24T10:00:00+01:00")
        phone.broadcast(Intent.ACTION_TIME_CHANGED)
        phone.travel("2026-11-24T18:00:20+01:00")
        phone.broadcast(Intent.ACTION_TIME_CHANGED)
        assertEquals(1, phone.shown().size)
        phone.broadcast(Intent.ACTION_TIME_CHANGED)
        assertEquals(1, phone.shown().size)
        assertEquals("2026-11-27T17:00:00Z", phone.alarmAt())
    }

    @Test fun missedRemindersAreMergedAndShownOnce() {
        val phone = begun()
        val sent = "request/p1/linkedin/objection/sent-by-form/text"
        phone.core { it.perform(sent, mapOf("on" to "2026-11-23"), phone.app.now()) }
        phone.travel("2027-06-01T12:00:00+02:00")
        phone.start()
        val body = phone.only().notification.extras.getString(Notification.EXTRA_TEXT).orEmpty()
        assertTrue(body, body.endsWith("One more thing is waiting."))
        phone.kill()
        phone.notifications.cancelAll()
        phone.start()
        assertEquals(0, phone.shown().size)
    }

    @Test fun anAnswerIsStoredWhileTheAppIsNotRunning() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.kill()
        phone.answer("It is off")
        assertEquals(0, phone.shown().size)
        val journal = File(phone.app.recordsFolder(), "profiles/p1/journal.jsonl").readText()
        assertTrue(journal, journal.contains("\"answer\":\"done\",\"via\":\"notification\""))
        assertTrue(phone.plan().upcoming.any { it.id.contains("/check/") })
    }

    @Test fun snoozingRemindsAgainAfterThreeDays() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.answer("Later")
        assertEquals(0, phone.shown().size)
        assertEquals("2026-11-27T17:00:00Z", phone.alarmAt())
    }

    @Test fun anAnswerThatCannotBeStoredKeepsTheNotification() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.kill()
        val lock = File(phone.app.recordsFolder(), "lock")
        lock.delete()
        lock.mkdir()
        phone.answer("It is off")
        assertEquals(1, phone.shown().size)
        lock.delete()
        phone.answer("It is off")
        assertEquals(0, phone.shown().size)
    }

    @Test fun answeringInTheAppRemovesTheNotification() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.start()
        assertEquals(1, phone.shown().size)
        phone.perform("confirm/p1/linkedin/ai-training")
        assertEquals(0, phone.shown().size)
    }

    @Test fun aLanguageChangeUpdatesTheNotification() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.core { it.perform("set/language", mapOf("language" to "de"), phone.app.now()) }
        phone.broadcast(Intent.ACTION_LOCALE_CHANGED)
        val words = phone.only().notification.extras.getString(Notification.EXTRA_TEXT)
        assertEquals("KI-Training bei LinkedIn: ein Schritt, wenige Minuten.", words)
    }

    @Test fun aTappedNotificationOpensItsScreenInFrontOfItsParents() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        val intent = phone.only().notification.contentIntent
        assertTrue(shadowOf(intent).isActivityIntent && shadowOf(intent).isImmutable)
        phone.follow(shadowOf(intent).savedIntents.toList())
        assertEquals("/p1/services/linkedin/ai-training", phone.screen.shown?.route)
        phone.back()
        assertEquals("/p1/services/linkedin", phone.screen.shown?.route)
        phone.back()
        assertEquals("/p1/services", phone.screen.shown?.route)
        assertEquals(1, phone.depth)
    }

    @Test fun goFromTheScreenOfANotificationDuplicatesNoScreen() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.follow(shadowOf(phone.only().notification.contentIntent).savedIntents.toList())
        phone.go("/p1/services/linkedin")
        assertEquals(listOf("/p1/services/linkedin", 2), listOf(phone.screen.shown?.route, phone.depth))
        phone.go("/settings")
        assertEquals(listOf("/settings", 1), listOf(phone.screen.shown?.route, phone.depth))
    }

    @Test fun withoutPermissionADueReminderWaits() {
        val phone = begun(allowed = false)
        phone.fire("2026-11-24T18:00:20+01:00")
        assertEquals(0, phone.shown().size)
        phone.allowNotifications()
        phone.start()
        assertEquals("allowed later, it is shown", 1, phone.shown().size)
    }

    @Test fun aRevokedPermissionIsReportedAndADueReminderWaits() {
        val phone = begun()
        phone.start()
        phone.allowNotifications(false)
        phone.resume()
        phone.go("/reminders/reliability")
        assertTrue("${phone.words()}", "Blocked in the phone’s settings" in phone.words())
        phone.fire("2026-11-24T18:00:20+01:00")
        assertEquals(0, phone.shown().size)
        phone.allowNotifications()
        phone.resume()
        assertTrue("${phone.words()}", "Allowed" in phone.words())
        assertEquals(1, phone.shown().size)
    }

    @Test fun aMutedChannelIsReported() {
        val phone = begun()
        phone.start()
        phone.setChannelOff(true)
        phone.go("/reminders/reliability")
        assertTrue(
            "${phone.words()}",
            "Blocked in the phone’s settings" in phone.words()
        )
    }

    @Test fun aTestReminderUsesTheAlarmAndItsDelayIsMeasured() {
        val phone = begun()
        phone.start()
        phone.go("/reminders/reliability")
        phone.tap("Send a test reminder")
        assertEquals("2026-11-23T19:02:00Z", phone.alarmAt())
        phone.fire("2026-11-23T20:05:10+01:00")
        assertEquals("Test reminder", phone.only().notification.extras.getString(Notification.EXTRA_TITLE))
        phone.resume()
        assertTrue("${phone.words()}", "The last test reminder came 3 minutes later than planned." in phone.words())
    }

    @Test fun erasingRemovesNotificationAndAlarm() {
        val phone = begun()
        phone.fire("2026-11-24T18:00:20+01:00")
        phone.start()
        phone.go("/p1/erase")
        phone.fill("sure", "true")
        phone.tap("Delete for good")
        assertEquals(0, phone.shown().size)
        assertNull(phone.alarm())
    }

    @Test fun theChannelHasDefaultImportance() {
        val phone = begun()
        val channel = phone.notifications.getNotificationChannel(Reminders.CHANNEL)
        assertNotNull(channel)
        assertEquals("Reminders", channel.name)
        assertEquals(NotificationManager.IMPORTANCE_DEFAULT, channel.importance)
        assertFalse(channel.canBypassDnd())
    }

    @Test fun aLibraryThatDoesNotLoadKeepsTheAlarm() {
        val phone = begun()
        phone.app.gateway = Gateway(phone.app) { throw UnsatisfiedLinkError("no core") }
        phone.broadcast(Intent.ACTION_BOOT_COMPLETED)
        assertNotNull(phone.alarm())
    }
}
