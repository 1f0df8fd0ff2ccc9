package app.widerspruch

import android.app.backup.BackupAgent
import android.app.backup.FullBackup
import android.app.backup.FullBackupDataOutput
import android.content.Context
import android.os.Build
import android.os.UserHandle
import java.io.File
import java.io.RandomAccessFile
import java.nio.file.Files
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.util.ReflectionHelpers
import org.robolectric.util.ReflectionHelpers.ClassParameter

/** Runs the system's backup code with our rules and agent, up to writing the archive. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26, 30, 33, 35, 36], shadows = [Archive::class])
class BackupTest {
    private val phone = Phone().start()

    /** The files to back up. None before Android 9, where no rule can require encryption. */
    private val records = if (Build.VERSION.SDK_INT < 28) emptyList() else listOf("app/journal.jsonl", PICTURE, "profiles/p1/journal.jsonl")

    @Before fun begin() {
        phone.tap("LinkedIn")
        phone.perform("confirm/p1/linkedin/ai-training")
        phone.go("/settings")
        phone.fill("lock_screen", "false")
        listOf("inbox/picked.pdf", "outbox/page.html", PICTURE).forEach { name ->
            File(phone.app.recordsFolder(), name).apply { checkNotNull(parentFile).mkdirs() }.writeText("any bytes")
        }
        listOf("device.txt", "lock").forEach { assertTrue(it, File(phone.app.recordsFolder(), it).exists()) }
        // The simulated system does not read this from the manifest, and caches the rules of the previous test.
        if (Build.VERSION.SDK_INT >= 31) {
            ReflectionHelpers.setField(phone.app.applicationInfo, "dataExtractionRulesRes", R.xml.data_extraction_rules)
        }
        ReflectionHelpers.getStaticField<MutableMap<*, *>>(FullBackup::class.java, "kPackageBackupSchemeMap").clear()
        // The system expects this folder, which the simulated one does not set.
        phone.app.applicationInfo.nativeLibraryDir = File(phone.app.dataDir, "lib").path
        // On a phone both folders are the same.
        val protected = phone.app.createCredentialProtectedStorageContext().filesDir
        protected.deleteRecursively()
        Files.createSymbolicLink(protected.toPath(), phone.app.filesDir.toPath())
    }

    @After fun forget() = Archive.files.clear()

    @Test fun aDeviceTransferTakesTheRecordsWithoutDeviceFacts() {
        assertEquals(records, taken(BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER))
    }

    @Test fun leftoversOfAnEndedProcessStayAndDamageTravels() {
        val erased = listOf("profiles/.erased-p9/journal.jsonl", "profiles/.erased-p9/evidence/0af9.png")
        val left = erased + listOf("profiles/p1/journal.new", "profiles/p1/evidence/0af9.new", "app/journal.new", "device.new")
        val kept = listOf("app/damaged-0af91234.txt", "profiles/p1/damaged-0af91234.txt", "unfinished.txt")
        (left + kept).forEach { name ->
            File(phone.app.recordsFolder(), name).apply { checkNotNull(parentFile).mkdirs() }.writeText("any bytes")
        }
        val wanted = if (records.isEmpty()) records else (records + kept).sorted()
        assertEquals(wanted, taken(BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER))
        assertEquals(wanted, taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
        assertEquals(emptyList<String>(), taken(0))
        // Without leftovers the system itself takes the files, by the rules.
        left.forEach { File(phone.app.recordsFolder(), it).delete() }
        assertEquals(wanted, taken(BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER))
    }

    @Test fun aPictureThatWasNeverAddedStaysAndOneWhoseEntryIsWrittenTravels() {
        val evidence = File(phone.app.recordsFolder(), "profiles/p1/evidence")
        val (never, added) = listOf("0af8", "0af7").map { File(evidence, "$it.png.adding").apply { writeText("any bytes") } }
        File(phone.app.recordsFolder(), "profiles/p1/journal.jsonl").appendText("a line that names 0af7\n")
        val wanted = if (records.isEmpty()) records else (records + "profiles/p1/evidence/${added.name}").sorted()
        assertEquals(wanted, taken(BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER))
        assertEquals(wanted, taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
        assertTrue(never.delete())
        assertEquals(wanted, taken(BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER))
    }

    @Test fun anEncryptedCloudTakesTheRecords() {
        assertEquals(records, taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
    }

    @Test
    @Config(sdk = [26, 30])
    fun anUnencryptedCloudTakesNothing() {
        // From Android 12 on the system asks the rules before it asks the agent.
        assertEquals(emptyList<String>(), taken(0))
    }

    @Test fun aboveTheQuotaJournalsAreBackedUpWithoutPictures() {
        // Together above the quota.
        val large = (1..3).map { "profiles/p1/evidence/$it.png" }
        large.forEach { name -> RandomAccessFile(File(phone.app.recordsFolder(), name), "rw").use { it.setLength(9_000_000) } }
        assertEquals(records - PICTURE, taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
        assertEquals(emptyList<String>(), taken(0))
        val all = if (records.isEmpty()) records else (records + large).sorted()
        assertEquals(all, taken(BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER, quota = Long.MAX_VALUE))
        phone.go("/settings")
        phone.fill("device_backup", "false")
        assertEquals(emptyList<String>(), taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
    }

    @Test fun theQuotaIncludesTheOverheadOfTheArchive() {
        val rest = records.sumOf { File(phone.app.recordsFolder(), it).length() }
        RandomAccessFile(File(phone.app.recordsFolder(), PICTURE), "rw").use { it.setLength(QUOTA - rest - 100_000) }
        assertEquals(records, taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
        // The archive adds a header to each file.
        RandomAccessFile(File(phone.app.recordsFolder(), PICTURE), "rw").use { it.setLength(QUOTA - rest) }
        assertEquals(records - PICTURE, taken(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED))
    }

    @Test fun excludedRecordsAreNotBackedUp() {
        phone.go("/settings")
        phone.fill("device_backup", "false")
        val transports = listOf(BackupAgent.FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED, BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER, 0)
        assertEquals(emptyList<String>(), transports.flatMap(::taken))
        phone.fill("device_backup", "true")
        aDeviceTransferTakesTheRecordsWithoutDeviceFacts()
    }

    /** Returns the records that a backup takes. As on a phone, these are none when the app is above the quota. */
    private fun taken(transport: Int, quota: Long = QUOTA): List<String> {
        Archive.files.clear()
        val agent = RecordsBackup()
        ReflectionHelpers.callInstanceMethod<Unit>(agent, "attach", ClassParameter.from(Context::class.java, phone.app))
        val device = transport == BackupAgent.FLAG_DEVICE_TO_DEVICE_TRANSFER
        if (Build.VERSION.SDK_INT >= 31) agent.onCreate(UserHandle.of(0), if (device) DEVICE_TRANSFER else CLOUD) else agent.onCreate()
        val output = if (Build.VERSION.SDK_INT >= 28) FullBackupDataOutput(quota, transport) else FullBackupDataOutput(quota)
        agent.onFullBackup(output)
        val records = phone.app.recordsFolder().canonicalFile
        val files = Archive.files.map { it.canonicalFile }.filter { it.isFile }.distinct()
        if (files.sumOf { it.length() + HEADER } > quota) return emptyList()
        return files.map { it.relativeTo(records).path }.sorted()
    }

    private companion object {
        const val PICTURE = "profiles/p1/evidence/0af9.png"
        const val QUOTA = 25_000_000L

        /** Least bytes that the archive adds to a file. */
        const val HEADER = 512L
        const val CLOUD = 0
        const val DEVICE_TRANSFER = 1
    }
}

/** Records the files that the system puts into the archive of a backup. */
@Implements(className = "android.app.backup.FullBackup", isInAndroidSdk = false)
class Archive {
    companion object {
        val files = mutableListOf<File>()

        @JvmStatic
        @Implementation
        @Suppress("UNUSED_PARAMETER")
        fun backupToTar(app: String?, domain: String?, link: String?, root: String?, path: String, output: FullBackupDataOutput): Int {
            files += File(path)
            return 0
        }
    }
}
