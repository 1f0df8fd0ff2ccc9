package app.widerspruch

/** Marks a function that calls platform members above the lowest level; every caller checks `SDK_INT` first. */
@Target(AnnotationTarget.FUNCTION, AnnotationTarget.CLASS)
@Retention(AnnotationRetention.BINARY)
annotation class NewerApi(val level: Int)
