/* Gives functions of GNU/Linux the names and signatures of Android's, so that the library of a package can be loaded here. Has
   only those that differ and that android/native/bionic-symbols.txt allows. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

int *__errno(void) { return __errno_location(); }

/* GNU's strerror_r returns a text; Android's returns a number, as in POSIX. */
int __xpg_strerror_r(int, char *, size_t);
int posix_strerror_r(int number, char *text, size_t size) __asm__("strerror_r");
int posix_strerror_r(int number, char *text, size_t size) { return __xpg_strerror_r(number, text, size); }

#ifdef __arm__
/* On 32 bits, Android's `struct stat` is the kernel's stat64, and its `struct dirent` has 64-bit numbers. */
int kernel_stat(const char *path, void *result) __asm__("stat");
int kernel_stat(const char *path, void *result) { return syscall(SYS_stat64, path, result); }
int kernel_lstat(const char *path, void *result) __asm__("lstat");
int kernel_lstat(const char *path, void *result) { return syscall(SYS_lstat64, path, result); }
int kernel_fstat(int file, void *result) __asm__("fstat");
int kernel_fstat(int file, void *result) { return syscall(SYS_fstat64, file, result); }
struct dirent64 *wide_readdir(DIR *folder) __asm__("readdir");
struct dirent64 *wide_readdir(DIR *folder) { return readdir64(folder); }

/* Finds the unwinding table of an address: the same function under another name. */
uintptr_t __gnu_Unwind_Find_exidx(uintptr_t, int *);
uintptr_t dl_unwind_find_exidx(uintptr_t address, int *count) { return __gnu_Unwind_Find_exidx(address, count); }
#endif
