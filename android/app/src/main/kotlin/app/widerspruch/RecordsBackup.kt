package app.widerspruch

import android.app.backup.BackupAgent
import android.app.backup.BackupDataInput
import android.app.backup.BackupDataOutput
import android.app.backup.FullBackupDataOutput
import android.os.Build
import android.os.ParcelFileDescriptor
import java.io.File

/**
 * Adds the records to the device's own backup, unless the person left them out. The rules beside the manifest name the files
 * and keep them from clouds that could read them.
 */
class RecordsBackup : BackupAgent() {
    override fun onFullBackup(data: FullBackupDataOutput) {
        // The core makes this file when the person leaves the records out. Before Android 9 no rule can require encryption.
        val isExcluded = Build.VERSION.SDK_INT < Build.VERSION_CODES.P || File(recordsFolder(), "no-backup").exists()
        if (isExcluded) return
        val all = listOf("app", "profiles", UNFINISHED).flatMap { File(recordsFolder(), it).walk().filter(File::isFile) }
        val files = all.filterNot(::isLeftOver)
        // An app above its quota is not backed up at all, silently: the journals then go without the pictures.
        val fits = files.sumOf { it.length() + ARCHIVE_OVERHEAD } <= data.quota
        if (fits && files.size == all.size) return super.onFullBackup(data)
        if (isUnreadableToOthers(data)) files.filter { fits || it.parentFile?.name != "evidence" }.forEach { fullBackupFile(it, data) }
    }

    /**
     * Returns whether a file is only there because the app was ended in between: of a person who is erased, half written, or a
     * picture that was never added. No rule can name these. Corrupt lines that were set aside do travel: they are the person's,
     * and no other copy has them.
     */
    private fun isLeftOver(file: File) =
        file.extension == "new" || file.path.contains("/profiles/.erased-") || (file.extension == "adding" && !isInJournal(file))

    /** Returns whether an entry names a picture. If so, the app was ended before the picture got its name: it has no other copy. */
    private fun isInJournal(picture: File): Boolean {
        val journal = File(picture.parentFile?.parentFile, "journal.jsonl")
        return journal.isFile && journal.useLines { lines -> lines.any { picture.name.substringBefore('.') in it } }
    }

    /** Repeats what the rules require of the transport: `fullBackupFile` does not check them. */
    @NewerApi(28)
    private fun isUnreadableToOthers(data: FullBackupDataOutput) =
        data.transportFlags and (FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED or FLAG_DEVICE_TO_DEVICE_TRANSFER) != 0

    override fun onBackup(old: ParcelFileDescriptor?, data: BackupDataOutput?, new: ParcelFileDescriptor?) = Unit

    override fun onRestore(data: BackupDataInput?, version: Int, new: ParcelFileDescriptor?) = Unit
}

/** Says which command was ended in between. With it, half of that command is taken back where the backup is restored, too. */
private const val UNFINISHED = "unfinished.txt"

/** Most bytes that the archive adds to a file: its headers, and the padding of its last block. */
private const val ARCHIVE_OVERHEAD = 2048L
