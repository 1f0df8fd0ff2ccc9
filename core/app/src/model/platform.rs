//! The differences between the systems. Every question about the platform is answered here.

use crate::boundary::Platform;

/// Returns whether the platform is a phone, with notifications, a lock screen and a backup.
pub(crate) const fn is_phone(platform: Platform) -> bool {
    match platform {
        Platform::Android | Platform::Ios => true,
        Platform::Terminal => false,
    }
}

/// Returns whether the app itself shows a reminder when it is due, so that it can wait for the morning. iOS shows it at
/// the planned time; a terminal shows no reminders.
pub(crate) const fn app_shows_reminders(platform: Platform) -> bool {
    matches!(platform, Platform::Android)
}

/// Returns whether the system shows reminders without reporting it. A reminder that leaves the system's queue after its
/// time was then probably shown.
pub(crate) const fn system_shows_reminders(platform: Platform) -> bool {
    matches!(platform, Platform::Ios)
}

/// Returns whether reminders need the system's permission.
pub(crate) const fn needs_permission(platform: Platform) -> bool {
    is_phone(platform)
}

/// Returns whether the system's cloud backup leaves out pictures when the app is larger than its quota.
pub(crate) const fn cloud_backup_may_lack_pictures(platform: Platform) -> bool {
    matches!(platform, Platform::Android)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_phone_shows_reminders_and_only_one_kind_tells_nothing_about_it() {
        for platform in [Platform::Android, Platform::Ios, Platform::Terminal] {
            assert!(is_phone(platform) || !app_shows_reminders(platform));
            assert!(!(app_shows_reminders(platform) && system_shows_reminders(platform)));
            assert_eq!(needs_permission(platform), platform != Platform::Terminal);
        }
    }
}
