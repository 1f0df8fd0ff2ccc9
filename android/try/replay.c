/* Replays calls that were recorded elsewhere (core/app/examples/calls.rs has the steps) on a library over its C interface,
   as JNA does on a phone, and compares every byte that comes back. Knows no type and no function of the app.
   usage: replay LIBRARY STEPS, in an empty folder; ends with 0 when everything was the same. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* UniFFI's: what crosses the boundary, what is lent to it, and how a call went. */
typedef struct { uint64_t capacity, len; uint8_t *data; } Buffer;
typedef struct { int32_t len; const uint8_t *data; } Lent;
typedef struct { int8_t code; Buffer error; } Status;

typedef struct { uint8_t *data; size_t len; } Bytes;
enum { WORDS = 16, PANIC = 2, HELD_MS = 200 };

static void *library;
static uint64_t (*clone_object)(uint64_t, Status *);
static void (*free_object)(uint64_t, Status *);
static Buffer (*lend)(Lent, Status *);
static void (*give_back)(Buffer, Status *);

static uint64_t object;
static int line_number, steps, differences;
static char title[200];
static FILE *file;

static void stop(const char *what, const char *why) {
  printf("step %d: %s: %s\n", line_number, what, why);
  exit(1);
}

static void *function(const char *name) {
  void *found = dlsym(library, name);
  if (!found) stop(name, "the library does not export it");
  return found;
}

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  stop("a byte", "not hexadecimal");
  return 0;
}

static Bytes unhex(const char *text) {
  size_t len = strcmp(text, "-") ? strlen(text) / 2 : 0;
  Bytes bytes = {malloc(len + 1), len};
  for (size_t i = 0; i < len; i++) bytes.data[i] = digit(text[2 * i]) << 4 | digit(text[2 * i + 1]);
  bytes.data[len] = 0;
  return bytes;
}

/* Where both begin to differ; -1 when they do not. */
static long difference(const uint8_t *a, size_t a_len, const uint8_t *b, size_t b_len) {
  size_t shorter = a_len < b_len ? a_len : b_len, at = 0;
  while (at < shorter && a[at] == b[at]) at++;
  return a_len == b_len && at == shorter ? -1 : (long)at;
}

/* Bytes around a place, as far as they are letters. */
static void show(const char *which, const uint8_t *data, size_t len, size_t at) {
  printf("  %s, %zu bytes, around %zu: ", which, len, at);
  for (size_t i = at > 40 ? at - 40 : 0; i < len && i < at + 80; i++) putchar(data[i] >= 32 && data[i] < 127 ? data[i] : '.');
  putchar('\n');
}

static void compare(const char *what, const uint8_t *got, size_t got_len, Bytes wanted) {
  long at = difference(got, got_len, wanted.data, wanted.len);
  if (at < 0) return;
  differences++;
  printf("step %d (%s): %s is not what was recorded\n", line_number, title, what);
  show("recorded", wanted.data, wanted.len, at);
  show("here", got, got_len, at);
}

static Buffer lent(const char *hex) {
  Bytes bytes = unhex(hex);
  Status status = {0};
  Buffer buffer = lend((Lent){(int32_t)bytes.len, bytes.data}, &status);
  if (status.code) stop("an argument", "the library did not take it");
  free(bytes.data);
  return buffer;
}

static void done(Buffer buffer) {
  Status status = {0};
  if (buffer.data) give_back(buffer, &status);
}

static void close_object(void) {
  Status status = {0};
  if (object) free_object(object, &status);
  object = 0;
}

/* Calls with the arguments between the function's name and "=". The object lends itself anew to every call. */
static Buffer call(void *address, int count, Buffer *b, Status *s) {
  Status cloned = {0};
  uint64_t it = clone_object(object, &cloned);
  if (cloned.code) stop("the object", "it cannot be lent");
  if (count == 1) return ((Buffer(*)(uint64_t, Buffer, Status *))address)(it, b[0], s);
  if (count == 2) return ((Buffer(*)(uint64_t, Buffer, Buffer, Status *))address)(it, b[0], b[1], s);
  if (count == 3) return ((Buffer(*)(uint64_t, Buffer, Buffer, Buffer, Status *))address)(it, b[0], b[1], b[2], s);
  stop("a call", "this program knows one to three arguments");
  return (Buffer){0};
}

/* FUNCTION ARGUMENT… = CODE BYTES, to the object or, if it opens one, to nobody. */
static void perform(char **word, int words, int opens) {
  Buffer arguments[3];
  int count = 0;
  while (1 + count < words && strcmp(word[1 + count], "=")) {
    if (count == 3) stop(word[0], "too many arguments");
    arguments[count] = lent(word[1 + count]);
    count++;
  }
  if (count + 4 != words) stop(word[0], "not a whole step");
  void *address = function(word[0]);
  Status status = {0};
  Buffer answer = {0};
  if (opens) {
    close_object();
    object = ((uint64_t(*)(Buffer, Status *))address)(arguments[0], &status);
  } else {
    answer = call(address, count, arguments, &status);
  }
  int wanted = atoi(word[count + 2]);
  Bytes bytes = unhex(word[count + 3]);
  Buffer *came = status.code ? &status.error : &answer;
  if (status.code != wanted) {
    differences++;
    printf("step %d (%s): code %d instead of %d\n", line_number, title, status.code, wanted);
    show("here", came->data, came->data ? came->len : 0, 0);
  } else {
    compare(word[0], came->data, came->data ? came->len : 0, bytes);
  }
  free(bytes.data);
  done(*came);
}

/* FUNCTION WORDS…: an empty buffer that says it has room lets the library panic while it takes the argument. */
static void panics(char **word, char *words) {
  Status status = {0};
  Status fine = {0};
  Buffer broken = {1, 0, NULL};
  Buffer other = lend((Lent){0, (const uint8_t *)""}, &fine);
  Buffer arguments[2] = {broken, other};
  done(call(function(word[0]), 2, arguments, &status));
  if (status.code != PANIC || !memmem(status.error.data, status.error.len, words, strlen(words))) {
    differences++;
    printf("step %d (%s): code %d instead of a panic with the words \"%s\"\n", line_number, title, status.code, words);
  }
  done(status.error);
}

static void parents(const char *path) {
  char folder[200];
  for (size_t i = 1; path[i] && i < sizeof folder; i++)
    if (path[i] == '/') {
      snprintf(folder, sizeof folder, "%.*s", (int)i, path);
      if (mkdir(folder, 0700) && errno != EEXIST) stop(folder, strerror(errno));
    }
}

static void write_file(const char *path, const char *hex) {
  Bytes bytes = unhex(hex);
  parents(path);
  FILE *to = fopen(path, "wb");
  if (!to || fwrite(bytes.data, 1, bytes.len, to) != bytes.len || fclose(to)) stop(path, strerror(errno));
  free(bytes.data);
}

static void compare_file(const char *path, const char *hex) {
  Bytes wanted = unhex(hex);
  FILE *from = fopen(path, "rb");
  if (!from) stop(path, strerror(errno));
  uint8_t *got = malloc(wanted.len + 1);
  /* A byte more than wanted is noticed, whatever comes behind it. */
  size_t len = fread(got, 1, wanted.len + 1, from);
  fclose(from);
  compare(path, got, len, wanted);
  free(got);
  free(wanted.data);
}

/* PATH FUNCTION …: another process has the lock of the file and gives it back after a moment. The call must not end before. */
static void waits(char **word, int words) {
  atomic_int *released = mmap(NULL, sizeof *released, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int ready[2];
  if (released == MAP_FAILED || pipe(ready)) stop("another process", strerror(errno));
  fflush(stdout);
  pid_t other = fork();
  if (other < 0) stop("another process", strerror(errno));
  if (!other) {
    int lock = open(word[0], O_RDWR | O_CREAT, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) || write(ready[1], "!", 1) != 1) _exit(1);
    nanosleep(&(struct timespec){0, HELD_MS * 1000000L}, NULL);
    atomic_store(released, 1);
    _exit(flock(lock, LOCK_UN) != 0);
  }
  char signal;
  close(ready[1]);
  if (read(ready[0], &signal, 1) != 1) stop(word[0], "another process could not lock it");
  close(ready[0]);
  perform(word + 1, words - 1, 0);
  if (!atomic_load(released)) {
    differences++;
    printf("step %d (%s): the call did not wait for the lock\n", line_number, title);
  }
  int ended;
  waitpid(other, &ended, 0);
  munmap(released, sizeof *released);
}

static char *next_line(void) {
  static char *line;
  static size_t room;
  ssize_t len = getline(&line, &room, file);
  if (len < 0) return NULL;
  line_number++;
  if (len && line[len - 1] == '\n') line[len - 1] = 0;
  return line;
}

/* Does the steps up to the end or, in another process, up to "end". */
static void replay(void);

/* Another process takes over; this one passes over what is the other's and waits for it. */
static void other(void) {
  int wanted_line = line_number;
  long place = ftell(file);
  fflush(stdout);
  pid_t child = fork();
  if (child < 0) stop("another process", strerror(errno));
  if (!child) {
    /* Own place in the file: a shared one would move for both. */
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    file = fopen(path, "r");
    if (!file || fseek(file, place, SEEK_SET)) stop("steps", strerror(errno));
    line_number = wanted_line;
    steps = differences = 0;
    /* The object belongs to the process that opened it. */
    object = 0;
    replay();
    fflush(stdout);
    _exit(differences != 0);
  }
  int ended;
  if (waitpid(child, &ended, 0) != child || !WIFEXITED(ended) || WEXITSTATUS(ended)) {
    differences++;
    printf("step %d (%s): the other process did not end well\n", line_number, title);
  }
  char *line;
  do {
    line = next_line();
    if (!line) stop("other", "no end");
    steps++;
  } while (strcmp(line, "end"));
}

static void names(char **word, int words) {
  if (words != 4) stop("names", "four are needed");
  clone_object = function(word[0]);
  free_object = function(word[1]);
  lend = function(word[2]);
  give_back = function(word[3]);
}

static void replay(void) {
  char *line;
  while ((line = next_line())) {
    char *rest = strchr(line, ' ');
    if (rest) *rest++ = 0;
    steps++;
    if (!strcmp(line, "end")) return;
    if (!strcmp(line, "other")) {
      other();
      continue;
    }
    if (!rest) stop(line, "nothing behind it");
    if (!strcmp(line, "title")) {
      snprintf(title, sizeof title, "%s", rest);
      continue;
    }
    char *word[WORDS];
    int words = 0;
    if (!strcmp(line, "panic")) {
      word[0] = strsep(&rest, " ");
      panics(word, rest);
      continue;
    }
    while (rest && words < WORDS) word[words++] = strsep(&rest, " ");
    if (!strcmp(line, "names")) names(word, words);
    else if (!strcmp(line, "open")) perform(word, words, 1);
    else if (!strcmp(line, "call")) perform(word, words, 0);
    else if (!strcmp(line, "wait")) waits(word, words);
    else if (!strcmp(line, "write") && words == 2) write_file(word[0], word[1]);
    else if (!strcmp(line, "file") && words == 2) compare_file(word[0], word[1]);
    else stop(line, "no such step");
  }
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "replay LIBRARY STEPS\n");
    return 2;
  }
  library = dlopen(argv[1], RTLD_NOW);
  if (!library) {
    printf("%s\n", dlerror());
    return 1;
  }
  file = fopen(argv[2], "r");
  if (!file) stop(argv[2], strerror(errno));
  replay();
  close_object();
  if (differences) printf("%d of %d steps differ\n", differences, steps);
  else printf("%d steps, all the same\n", steps);
  return differences != 0;
}
