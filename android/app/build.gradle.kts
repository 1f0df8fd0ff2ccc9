import java.io.OutputStream
import javax.inject.Inject
import org.gradle.process.ExecOperations

// For Android Studio and packages; `cargo xtask android` tests the same sources with ../pom.xml.
plugins {
    alias(libs.plugins.android.application)
}

// The version of the workspace. The code is reckoned from it as in core/xtask/src/version.rs: 1.2.3 is 1,002,003.
val appVersion = Regex("""\[workspace\.package]\n(?:[^\[].*\n)*?version = "(\d+)\.(\d+)\.(\d+)"""")
    .find(providers.fileContents(rootProject.layout.projectDirectory.file("../Cargo.toml")).asText.get())
    ?.groupValues?.drop(1)?.map { it.toInt() }
    ?: throw GradleException("../Cargo.toml: no line `version = \"1.2.3\"` below [workspace.package]")

android {
    namespace = "app.widerspruch"
    compileSdk = 36
    // One and the same for everybody, or packages would differ. From 28 on it makes pages of 16 KB.
    ndkVersion = "28.2.13676358"
    defaultConfig {
        applicationId = "app.widerspruch"
        minSdk = 26
        targetSdk = 36
        versionCode = appVersion.fold(0) { code, number -> code * 1000 + number }
        versionName = appVersion.joinToString(".")
        // JNA also brings libraries for phones that nobody has any more.
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
    }
    compileOptions {
        // Kotlin follows.
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets {
        // Beside src/main/kotlin, src/test/kotlin and src/test/java, which are there without being named.
        getByName("main").kotlin.directories += "src/generated/kotlin"
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
    // A block that only a store can read.
    dependenciesInfo {
        includeInApk = false
        includeInBundle = false
    }
    testOptions.unitTests {
        isIncludeAndroidResources = true
        all { test ->
            // The tests call the core of this computer: `cargo build --package widerspruch-app` makes it.
            val root = rootProject.layout.projectDirectory.dir("..")
            test.systemProperty("jna.library.path", root.dir("target/debug").asFile.path)
            test.systemProperty("tests.dir", root.dir("tests").asFile.path)
            test.systemProperty("accepted.dir", rootProject.layout.projectDirectory.dir("screenshots").asFile.path)
            test.systemProperty("pictures.dir", layout.buildDirectory.dir("pictures").get().asFile.path)
            test.maxHeapSize = "2g"
            // As in pom.xml: an older Java cannot simulate all levels.
            if (JavaVersion.current() >= JavaVersion.VERSION_21) {
                test.systemProperty("robolectric.enabledSdks", "26,30,33,35,36")
                test.jvmArgs(
                    "--add-opens=java.base/jdk.internal.access=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--enable-native-access=ALL-UNNAMED"
                )
            } else {
                test.systemProperty("robolectric.enabledSdks", "26,30,35")
            }
        }
    }
}

// The accessibility checks look for their texts on the class path, where Gradle puts only the classes of an aar.
val accessibilityTexts by configurations.creating { isCanBeConsumed = false }
val accessibilityTextsJar = tasks.register<Jar>("accessibilityTexts") {
    archiveFileName = "accessibility-texts.jar"
    from(accessibilityTexts.elements.map { files -> files.map { zipTree(it) } }) { include("assets/assets/strings.xml") }
}

dependencies {
    implementation(variantOf(libs.jna) { artifactType("aar") })
    // JNA's library for this computer, which the aar does not have.
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
    testRuntimeOnly(files(accessibilityTextsJar))
    accessibilityTexts(variantOf(libs.accessibility) { artifactType("aar") })
}

/** Builds the core for every kind of phone with `cargo ndk` (https://github.com/bbqsrc/cargo-ndk). */
abstract class RustLibrary @Inject constructor(private val operations: ExecOperations) : DefaultTask() {
    @get:Internal
    abstract val workspace: DirectoryProperty

    @get:Internal
    abstract val ndk: DirectoryProperty

    @get:Input
    abstract val ndkRelease: Property<String>

    @get:Input
    abstract val cargo: Property<String>

    @get:Input
    abstract val abis: ListProperty<String>

    @get:Input
    abstract val platform: Property<Int>

    @get:OutputDirectory
    abstract val libraries: DirectoryProperty

    init {
        // Cargo knows better than Gradle what changed.
        outputs.upToDateWhen { false }
    }

    @TaskAction
    fun build() {
        val program = cargo.get()
        if (!runs(program, "--version")) {
            throw GradleException("`$program` cannot be run. To get it: https://rustup.rs. If Gradle does not see it, name it: -Pcargo=…")
        }
        if (!runs(program, "ndk", "--version")) {
            throw GradleException("`cargo ndk` is missing. To get it: `cargo install cargo-ndk --version 4.1.2 --locked`")
        }
        val kit = runCatching { ndk.get().asFile }.getOrNull()?.takeIf { it.isDirectory }
            ?: throw GradleException(
                "The NDK ${ndkRelease.get()} is missing. To get it: `sdkmanager \"ndk;${ndkRelease.get()}\"`, or SDK Tools in Android Studio."
            )
        val root = workspace.get().asFile
        // Paths that would tell who built it and make packages differ. Where several fit, the last one holds.
        val paths = listOf(System.getProperty("user.home") to "home", root.canonicalPath to "widerspruch")
        // As in .cargo/config.toml, which does not count beside flags of our own.
        val pages = listOf("-Clink-arg=-z", "-Clink-arg=max-page-size=16384")
        val result = operations.exec {
            workingDir = root
            // As in `build_packaged_library` of core/xtask/src/cargo.rs, which says why.
            commandLine(
                listOf(program, "ndk") + abis.get().flatMap { listOf("-t", it) } +
                    listOf("-P", platform.get().toString(), "-o", libraries.get().asFile.path) +
                    listOf("rustc", "--package", "widerspruch-app", "--release", "--lib", "--crate-type", "cdylib", "--locked") +
                    listOf("-Zbuild-std=std,panic_unwind", "-Zbuild-std-features=optimize_for_size")
            )
            environment("RUSTC_BOOTSTRAP", "1")
            environment("CARGO_PROFILE_RELEASE_STRIP", "symbols")
            environment(
                "CARGO_ENCODED_RUSTFLAGS",
                (paths.map { (from, to) -> "--remap-path-prefix=$from=$to" } + pages).joinToString("\u001f")
            )
            environment("ANDROID_NDK_HOME", kit.path)
            isIgnoreExitValue = true
        }
        if (result.exitValue != 0) {
            throw GradleException(
                "The core was not built; cargo says why above. It needs `rustup component add rust-src` and `rustup target add " +
                    "aarch64-linux-android armv7-linux-androideabi x86_64-linux-android`."
            )
        }
    }

    private fun runs(vararg command: String) = try {
        val result = operations.exec {
            commandLine(*command)
            standardOutput = OutputStream.nullOutputStream()
            errorOutput = OutputStream.nullOutputStream()
            isIgnoreExitValue = true
        }
        result.exitValue == 0
    } catch (_: Exception) {
        false
    }
}

val rustLibrary = tasks.register<RustLibrary>("rustLibrary") {
    workspace = rootProject.layout.projectDirectory.dir("..")
    ndk = androidComponents.sdkComponents.ndkDirectory
    ndkRelease = android.ndkVersion
    cargo = providers.gradleProperty("cargo").orElse("cargo")
    abis = android.defaultConfig.ndk.abiFilters
    platform = android.defaultConfig.minSdk
}

androidComponents {
    // Debug packages get the same library, so that what is tried is what is shipped.
    onVariants { it.sources.jniLibs?.addGeneratedSourceDirectory(rustLibrary, RustLibrary::libraries) }
}
