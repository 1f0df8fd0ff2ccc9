package app.widerspruch

import android.app.Application
import android.content.Context
import app.widerspruch.core.CivilTime
import app.widerspruch.core.Moment
import java.time.LocalDateTime
import java.time.ZoneId
import java.util.TimeZone

/** Holds what lives as long as the process. Starts opening the core as soon as the process starts. */
class App : Application() {
    /** Returns the milliseconds since 1970. Tests replace it. */
    var clock: () -> Long = System::currentTimeMillis

    lateinit var gateway: Gateway

    override fun onCreate() {
        super.onCreate()
        gateway = Gateway(this)
        gateway.call({ core -> Reminders.sync(this, core) })
    }

    fun now(): Moment {
        val millis = clock()
        return Moment(Math.floorDiv(millis, 1000L), TimeZone.getDefault().getOffset(millis) / 1000)
    }
}

val Context.app: App get() = applicationContext as App

/** Returns the instant at which the phone's clock shows this time. The app's only date arithmetic: all rules are in the core. */
fun CivilTime.toEpochMillis(): Long = LocalDateTime.of(year, month.toInt(), day.toInt(), hour.toInt(), minute.toInt())
    .atZone(ZoneId.systemDefault())
    .toInstant()
    .toEpochMilli()
