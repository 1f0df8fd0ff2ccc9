package app.widerspruch

import android.app.Application
import android.content.Context
import app.widerspruch.core.CivilTime
import app.widerspruch.core.Moment
import java.time.LocalDateTime
import java.time.ZoneId
import java.util.TimeZone

/** The process: opens the core in the background as soon as it starts, and keeps it as long as it lives. */
class App : Application() {
    /** The clock; tests have their own. */
    var millis: () -> Long = System::currentTimeMillis

    lateinit var gateway: Gateway

    override fun onCreate() {
        super.onCreate()
        gateway = Gateway(this)
        gateway.call({ core -> Reminders.sync(this, core) })
    }

    fun now(): Moment {
        val millis = millis()
        return Moment(Math.floorDiv(millis, 1000L), TimeZone.getDefault().getOffset(millis) / 1000)
    }
}

val Context.app: App get() = applicationContext as App

/** The instant at which the phone's clock shows this time. The only time code of this app: all rules are in the core. */
fun CivilTime.millis(): Long = LocalDateTime.of(year, month.toInt(), day.toInt(), hour.toInt(), minute.toInt())
    .atZone(ZoneId.systemDefault())
    .toInstant()
    .toEpochMilli()
