buildscript {
    repositories {
        google()
        mavenCentral()
    }
    dependencies {
        // The plugin for Android would take Kotlin 2.2; the tests of pom.xml compile with this one.
        classpath(libs.kotlin.gradle.plugin)
    }
}

plugins {
    alias(libs.plugins.android.application) apply false
}
