package app.widerspruch

import android.app.backup.BackupAgent
import android.app.backup.BackupDataInput
import android.app.backup.BackupDataOutput
import android.app.backup.FullBackupDataOutput
import android.os.Build
import android.os.ParcelFileDescriptor
import java.io.File

/**
 * The device's own backup: the records go with it where the person left them in. Which files, and that the cloud gets them
 * encrypted or not at all, is in the rules beside the manifest.
 */
class RecordsBackup : BackupAgent() {
    override fun onFullBackup(data: FullBackupDataOutput) {
        // The core makes this file when the person leaves the data out. Before Android 9 no rule can tell an encrypted cloud.
        val isLeftOut = Build.VERSION.SDK_INT < Build.VERSION_CODES.P || File(records(), "no-backup").exists()
        if (isLeftOut) return
        // Beyond its quota a cloud takes nothing of an app, and nobody is told: then the journals go without the pictures.
        val files = listOf("app", "profiles").flatMap { File(records(), it).walk().filter(File::isFile) }
        if (files.sumOf { it.length() + OVERHEAD } <= data.quota) return super.onFullBackup(data)
        if (isSafe(data)) files.filter { it.parentFile?.name != "evidence" }.forEach { fullBackupFile(it, data) }
    }

    /** What the rules say of where the records may go: a file that is named by itself passes them by. */
    @NewerApi(28)
    private fun isSafe(data: FullBackupDataOutput) =
        data.transportFlags and (FLAG_CLIENT_SIDE_ENCRYPTION_ENABLED or FLAG_DEVICE_TO_DEVICE_TRANSFER) != 0

    override fun onBackup(old: ParcelFileDescriptor?, data: BackupDataOutput?, new: ParcelFileDescriptor?) = Unit

    override fun onRestore(data: BackupDataInput?, version: Int, new: ParcelFileDescriptor?) = Unit
}

/** What the archive adds to a file at most: its names, and what fills its last block. */
private const val OVERHEAD = 2048L
