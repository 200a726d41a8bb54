/* Counts the calls by which a process changes or opens files under a folder, and lets one of them
   fail or end the process, as a full disk, a dying one or a pulled plug would.

   Built and preloaded by tests.faults.shim; armed in a process by fault_arm. Linux with glibc. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPENS = 1, CHANGES = 2, READS = 4, CREATES = 8 };
enum { MANY = 4096 };

static char folder[PATH_MAX];
static size_t length;
static long count, target = -1;
static int error, kinds, kill_at;
static char ours[MANY]; /* the open files under the folder */

/* what: the kinds of calls that count; at: the number of the call that fails, from 1, or 0 */
void fault_arm(const char *under, int what, long at, int number, int kills) {
  strncpy(folder, under, sizeof folder - 1);
  length = strlen(folder);
  kinds = what, error = number, kill_at = kills, count = 0;
  memset(ours, 0, sizeof ours);
  target = at;
}

long fault_count(void) { return count; }

static int under(const char *path) {
  return target >= 0 && path && length && strncmp(path, folder, length) == 0;
}

/* Whether this call is the one; ends the process here if that is what was asked for. */
static int strikes(int kind) {
  if (target < 0 || !(kinds & kind)) return 0;
  if (__sync_add_and_fetch(&count, 1) != target) return 0;
  if (kill_at) kill(getpid(), SIGKILL);
  errno = error;
  return 1;
}

static int mine(int fd) { return fd >= 0 && fd < MANY && ours[fd]; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(int fd) {
  if (fd >= 0 && fd < MANY) ours[fd] = 1;
  return fd;
}

static int kind_of(int flags) {
  return (flags & (O_CREAT | O_TRUNC)) ? OPENS | CREATES : OPENS;
}

#define OPEN(name)                                                     \
  int name(const char *path, int flags, ...) {                         \
    va_list more; va_start(more, flags);                               \
    mode_t mode = va_arg(more, mode_t); va_end(more);                  \
    if (!under(path)) return REAL(name)(path, flags, mode);            \
    if (strikes(kind_of(flags))) return -1;                            \
    return opened(REAL(name)(path, flags, mode));                      \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                   \
  int name(int at, const char *path, int flags, ...) {                 \
    va_list more; va_start(more, flags);                               \
    mode_t mode = va_arg(more, mode_t); va_end(more);                  \
    if (!under(path)) return REAL(name)(at, path, flags, mode);        \
    if (strikes(kind_of(flags))) return -1;                            \
    return opened(REAL(name)(at, path, flags, mode));                  \
  }
OPENAT(openat)
OPENAT(openat64)

DIR *opendir(const char *path) {
  if (under(path) && strikes(OPENS)) return NULL;
  return REAL(opendir)(path);
}

/* Half of the bytes reach the disk before the plug is pulled. */
ssize_t write(int fd, const void *bytes, size_t n) {
  if (!mine(fd)) return REAL(write)(fd, bytes, n);
  if (kill_at && (kinds & CHANGES) && count + 1 == target) REAL(write)(fd, bytes, n / 2);
  if (strikes(CHANGES)) return -1;
  return REAL(write)(fd, bytes, n);
}

ssize_t read(int fd, void *bytes, size_t n) {
  if (mine(fd) && strikes(READS)) return -1;
  return REAL(read)(fd, bytes, n);
}

int close(int fd) {
  int counted = mine(fd);
  if (counted) ours[fd] = 0;
  int done = REAL(close)(fd);
  return counted && strikes(CHANGES) ? -1 : done;
}

#define ON_FILE(name, type)                                            \
  int name(int fd, type size) {                                        \
    if (mine(fd) && strikes(CHANGES)) return -1;                       \
    return REAL(name)(fd, size);                                       \
  }
ON_FILE(ftruncate, off_t)
ON_FILE(ftruncate64, off64_t)

int fsync(int fd) {
  if (mine(fd) && strikes(CHANGES)) return -1;
  return REAL(fsync)(fd);
}

int rename(const char *from, const char *to) {
  if (under(to) && strikes(CHANGES)) return -1;
  return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  if (under(to) && strikes(CHANGES)) return -1;
  return REAL(link)(from, to);
}

int unlink(const char *path) {
  if (under(path) && strikes(CHANGES)) return -1;
  return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
  if (under(path) && strikes(CHANGES | CREATES)) return -1;
  return REAL(mkdir)(path, mode);
}

int rmdir(const char *path) {
  if (under(path) && strikes(CHANGES)) return -1;
  return REAL(rmdir)(path);
}
