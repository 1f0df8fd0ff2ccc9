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
        val encrypted = Build.VERSION.SDK_INT >= Build.VERSION_CODES.P
        if (encrypted && !File(records(), "no-backup").exists()) super.onFullBackup(data)
    }

    override fun onBackup(old: ParcelFileDescriptor?, data: BackupDataOutput?, new: ParcelFileDescriptor?) = Unit

    override fun onRestore(data: BackupDataInput?, version: Int, new: ParcelFileDescriptor?) = Unit
}
