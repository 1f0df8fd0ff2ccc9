import javax.inject.Inject
import org.gradle.process.ExecOperations

// For Android Studio and packages; `cargo xtask android` tests the same sources with ../pom.xml.
plugins {
    alias(libs.plugins.android.application)
}

android {
    namespace = "app.widerspruch"
    compileSdk = 36
    defaultConfig {
        applicationId = "app.widerspruch"
        minSdk = 26
        targetSdk = 36
        versionCode = 1
        versionName = "0.1.0"
        ndk { abiFilters += RustLibrary.ABIS }
    }
    sourceSets {
        getByName("main").kotlin.srcDirs("src/main/kotlin", "src/generated/kotlin")
        getByName("test").kotlin.srcDirs("src/test/kotlin")
        getByName("test").java.srcDirs("src/test/java")
    }
    buildTypes {
        release {
            isMinifyEnabled = true
            isShrinkResources = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
            // The same sources make the same package on any day and in any checkout.
            vcsInfo.include = false
        }
    }
    dependenciesInfo {
        includeInApk = false
        includeInBundle = false
    }
    testOptions.unitTests {
        isIncludeAndroidResources = true
        all { test ->
            val root = rootProject.layout.projectDirectory.dir("..")
            test.systemProperty("jna.library.path", root.dir("target/debug").asFile.path)
            test.systemProperty("tests.dir", root.dir("tests").asFile.path)
            test.systemProperty("accepted.dir", rootProject.layout.projectDirectory.dir("screenshots").asFile.path)
            test.systemProperty("pictures.dir", layout.buildDirectory.dir("pictures").get().asFile.path)
        }
    }
}

dependencies {
    implementation(libs.jna) { artifact { type = "aar" } }
    testImplementation(libs.jna)
    testImplementation(libs.junit)
    testImplementation(libs.robolectric) {
        // src/test/java holds the few types of them that Robolectric touches.
        exclude(group = "androidx.test")
        exclude(group = "androidx.test.espresso")
    }
    testImplementation(libs.accessibility) { isTransitive = false }
    testImplementation(libs.protobuf.lite)
    testImplementation(libs.jsoup)
}

/** Builds the core for every kind of phone with `cargo ndk` (https://github.com/bbqsrc/cargo-ndk). */
abstract class RustLibrary @Inject constructor(private val run: ExecOperations) : DefaultTask() {
    @get:Internal
    abstract val workspace: DirectoryProperty

    @get:OutputDirectory
    abstract val libraries: DirectoryProperty

    init {
        // Cargo knows better than Gradle what changed.
        outputs.upToDateWhen { false }
    }

    @TaskAction
    fun build() {
        val targets = ABIS.flatMap { listOf("-t", it) }
        val ndk = listOf("cargo", "ndk") + targets + listOf("-P", "26", "-o", libraries.get().asFile.path)
        val result = try {
            run.exec {
                workingDir = workspace.get().asFile
                commandLine(ndk + listOf("build", "--package", "widerspruch-app", "--lib", "--release", "--locked"))
                isIgnoreExitValue = true
            }.exitValue
        } catch (problem: Exception) {
            throw GradleException("cargo is missing. To get it: https://rustup.rs", problem)
        }
        if (result != 0) {
            throw GradleException(
                "The core was not built. It needs `cargo install cargo-ndk --version 4.1.2 --locked`, the targets of `rustup target add " +
                    "aarch64-linux-android armv7-linux-androideabi x86_64-linux-android`, and an NDK (ANDROID_NDK_HOME)."
            )
        }
    }

    companion object {
        val ABIS = listOf("arm64-v8a", "armeabi-v7a", "x86_64")
    }
}

androidComponents {
    onVariants { variant ->
        val build = tasks.register<RustLibrary>("build${variant.name.replaceFirstChar(Char::uppercase)}Core") {
            workspace = rootProject.layout.projectDirectory.dir("..")
        }
        variant.sources.jniLibs?.addGeneratedSourceDirectory(build, RustLibrary::libraries)
    }
}
