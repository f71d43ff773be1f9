/* Preloaded, makes one write to the file system fail: of all calls below FAULT_ROOT the one with the number FAULT_AT, with the
   error FAULT_ERROR; with FAULT_LASTS every one from there on; with FAULT_KILLS the process dies there instead. FAULT_LOG,
   outside of the root, gets a line a call. Calls count from 1; without FAULT_AT none fails. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int calls;

static int fails(const char *call, const char *path)
{
    const char *root = getenv("FAULT_ROOT"), *at = getenv("FAULT_AT"), *log = getenv("FAULT_LOG");
    if (!root || !path || strncmp(path, root, strlen(root)) != 0)
        return 0;

    int number = __sync_add_and_fetch(&calls, 1);
    int is_failing = at && (getenv("FAULT_LASTS") ? atoi(at) <= number : atoi(at) == number);
    if (log) {
        char line[5000];
        int length = snprintf(line, sizeof line, "%d %s %s%s\n", number, call, path + strlen(root), is_failing ? " FAILS" : "");
        int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (file >= 0) {
            if (syscall(SYS_write, file, line, length) < 0) { /* Only the log is poorer. */ }
            syscall(SYS_close, file);
        }
    }

    if (is_failing && getenv("FAULT_KILLS"))
        kill(getpid(), SIGKILL);
    if (is_failing)
        errno = atoi(getenv("FAULT_ERROR"));
    return is_failing;
}

static int fails_on(const char *call, int file)
{
    char link[64], path[4096];
    int error = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = error;
    if (length <= 0)
        return 0;
    path[length] = 0;
    return fails(call, path);
}

#define REAL(result, name, ...) static result (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *bytes, size_t count)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails_on("write", file) ? -1 : real(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset)
{
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails_on("write", file) ? -1 : real(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails_on("write", file) ? -1 : real(file, bytes, count, offset);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset)
{
    REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
    return fails_on("write", file) ? -1 : real(file, parts, count, offset);
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t offset)
{
    REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off64_t);
    return fails_on("write", file) ? -1 : real(file, parts, count, offset);
}

int fsync(int file)
{
    REAL(int, "fsync", int);
    return fails_on("fsync", file) ? -1 : real(file);
}

int fdatasync(int file)
{
    REAL(int, "fdatasync", int);
    return fails_on("fsync", file) ? -1 : real(file);
}

int ftruncate(int file, off_t length)
{
    REAL(int, "ftruncate", int, off_t);
    return fails_on("ftruncate", file) ? -1 : real(file, length);
}

int ftruncate64(int file, off64_t length)
{
    REAL(int, "ftruncate64", int, off64_t);
    return fails_on("ftruncate", file) ? -1 : real(file, length);
}

int rename(const char *from, const char *to)
{
    REAL(int, "rename", const char *, const char *);
    return fails("rename", to) ? -1 : real(from, to);
}

int link(const char *from, const char *to)
{
    REAL(int, "link", const char *, const char *);
    return fails("link", to) ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    REAL(int, "mkdir", const char *, mode_t);
    return fails("mkdir", path) ? -1 : real(path, mode);
}

#define CREATES(flags) (((flags) & O_CREAT) != 0)
#define MODE(flags, mode) va_list rest; mode_t mode = 0; if (CREATES(flags)) { va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...)
{
    MODE(flags, mode)
    REAL(int, "open", const char *, int, ...);
    return CREATES(flags) && fails("create", path) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE(flags, mode)
    REAL(int, "open64", const char *, int, ...);
    return CREATES(flags) && fails("create", path) ? -1 : real(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...)
{
    MODE(flags, mode)
    REAL(int, "openat", int, const char *, int, ...);
    return CREATES(flags) && fails("create", path) ? -1 : real(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...)
{
    MODE(flags, mode)
    REAL(int, "openat64", int, const char *, int, ...);
    return CREATES(flags) && fails("create", path) ? -1 : real(folder, path, flags, mode);
}
