/* Replays recorded calls on a library over its C interface, as JNA does on a phone, and compares every returned byte. Knows no
   type and no function of the app. core/app/examples/calls.rs records the steps and explains them.
   usage: replay LIBRARY STEPS, in an empty folder; exits with 0 if nothing differs. */
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

/* The C structures of UniFFI. */
typedef struct { uint64_t capacity, len; uint8_t *data; } RustBuffer;
typedef struct { int32_t len; const uint8_t *data; } ForeignBytes;
typedef struct { int8_t code; RustBuffer error; } CallStatus;

typedef struct { uint8_t *data; size_t len; } Bytes;
enum { MAX_WORDS = 16, PANIC = 2, LOCK_HELD_MS = 200 };

static void *library;
static uint64_t (*clone_object)(uint64_t, CallStatus *);
static void (*free_object)(uint64_t, CallStatus *);
static RustBuffer (*buffer_from_bytes)(ForeignBytes, CallStatus *);
static void (*buffer_free)(RustBuffer, CallStatus *);

static uint64_t object;
static int line_number, steps, differences;
static char title[200];
static FILE *file;

static void fail(const char *what, const char *why) {
  printf("step %d: %s: %s\n", line_number, what, why);
  exit(1);
}

static void *find_function(const char *name) {
  void *found = dlsym(library, name);
  if (!found) fail(name, "the library does not export it");
  return found;
}

static int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  fail("a byte", "not hexadecimal");
  return 0;
}

static Bytes unhex(const char *text) {
  size_t len = strcmp(text, "-") ? strlen(text) / 2 : 0;
  Bytes bytes = {malloc(len + 1), len};
  for (size_t i = 0; i < len; i++) bytes.data[i] = digit(text[2 * i]) << 4 | digit(text[2 * i + 1]);
  bytes.data[len] = 0;
  return bytes;
}

/* Returns the index of the first different byte, or -1. */
static long first_difference(const uint8_t *a, size_t a_len, const uint8_t *b, size_t b_len) {
  size_t shorter = a_len < b_len ? a_len : b_len, at = 0;
  while (at < shorter && a[at] == b[at]) at++;
  return a_len == b_len && at == shorter ? -1 : (long)at;
}

/* Prints the bytes around an index, with dots for those that are not printable. */
static void print_around(const char *which, const uint8_t *data, size_t len, size_t at) {
  printf("  %s, %zu bytes, around %zu: ", which, len, at);
  for (size_t i = at > 40 ? at - 40 : 0; i < len && i < at + 80; i++) putchar(data[i] >= 32 && data[i] < 127 ? data[i] : '.');
  putchar('\n');
}

static void compare(const char *what, const uint8_t *got, size_t got_len, Bytes wanted) {
  long at = first_difference(got, got_len, wanted.data, wanted.len);
  if (at < 0) return;
  differences++;
  printf("step %d (%s): %s is not what was recorded\n", line_number, title, what);
  print_around("recorded", wanted.data, wanted.len, at);
  print_around("here", got, got_len, at);
}

static RustBuffer make_buffer(const char *hex) {
  Bytes bytes = unhex(hex);
  CallStatus status = {0};
  RustBuffer buffer = buffer_from_bytes((ForeignBytes){(int32_t)bytes.len, bytes.data}, &status);
  if (status.code) fail("an argument", "the library did not take it");
  free(bytes.data);
  return buffer;
}

static void free_buffer(RustBuffer buffer) {
  CallStatus status = {0};
  if (buffer.data) buffer_free(buffer, &status);
}

static void free_open_object(void) {
  CallStatus status = {0};
  if (object) free_object(object, &status);
  object = 0;
}

/* Calls a method with its arguments. Every call consumes a clone of the object. */
static RustBuffer call(void *address, int count, RustBuffer *b, CallStatus *s) {
  CallStatus cloned = {0};
  uint64_t it = clone_object(object, &cloned);
  if (cloned.code) fail("the object", "it cannot be cloned");
  if (count == 1) return ((RustBuffer(*)(uint64_t, RustBuffer, CallStatus *))address)(it, b[0], s);
  if (count == 2) return ((RustBuffer(*)(uint64_t, RustBuffer, RustBuffer, CallStatus *))address)(it, b[0], b[1], s);
  if (count == 3) return ((RustBuffer(*)(uint64_t, RustBuffer, RustBuffer, RustBuffer, CallStatus *))address)(it, b[0], b[1], b[2], s);
  fail("a call", "this program knows one to three arguments");
  return (RustBuffer){0};
}

/* Replays FUNCTION ARGUMENT… = CODE BYTES. With `opens`, the function returns the object instead of being its method. */
static void replay_call(char **word, int words, int opens) {
  RustBuffer arguments[3];
  int count = 0;
  while (1 + count < words && strcmp(word[1 + count], "=")) {
    if (count == 3) fail(word[0], "too many arguments");
    arguments[count] = make_buffer(word[1 + count]);
    count++;
  }
  if (count + 4 != words) fail(word[0], "not a whole step");
  void *address = find_function(word[0]);
  CallStatus status = {0};
  RustBuffer answer = {0};
  if (opens) {
    free_open_object();
    object = ((uint64_t(*)(RustBuffer, CallStatus *))address)(arguments[0], &status);
  } else {
    answer = call(address, count, arguments, &status);
  }
  int wanted = atoi(word[count + 2]);
  Bytes bytes = unhex(word[count + 3]);
  RustBuffer *came = status.code ? &status.error : &answer;
  if (status.code != wanted) {
    differences++;
    printf("step %d (%s): code %d instead of %d\n", line_number, title, status.code, wanted);
    print_around("here", came->data, came->data ? came->len : 0, 0);
  } else {
    compare(word[0], came->data, came->data ? came->len : 0, bytes);
  }
  free(bytes.data);
  free_buffer(*came);
}

/* Replays FUNCTION WORDS…: makes the library panic, with a buffer that has a capacity but no memory, and looks for the words. */
static void replay_panic(char **word, char *words) {
  CallStatus status = {0};
  CallStatus fine = {0};
  RustBuffer broken = {1, 0, NULL};
  RustBuffer other = buffer_from_bytes((ForeignBytes){0, (const uint8_t *)""}, &fine);
  RustBuffer arguments[2] = {broken, other};
  free_buffer(call(find_function(word[0]), 2, arguments, &status));
  if (status.code != PANIC || !memmem(status.error.data, status.error.len, words, strlen(words))) {
    differences++;
    printf("step %d (%s): code %d instead of a panic with the words \"%s\"\n", line_number, title, status.code, words);
  }
  free_buffer(status.error);
}

static void make_parents(const char *path) {
  char folder[200];
  for (size_t i = 1; path[i] && i < sizeof folder; i++)
    if (path[i] == '/') {
      snprintf(folder, sizeof folder, "%.*s", (int)i, path);
      if (mkdir(folder, 0700) && errno != EEXIST) fail(folder, strerror(errno));
    }
}

static void write_file(const char *path, const char *hex) {
  Bytes bytes = unhex(hex);
  make_parents(path);
  FILE *to = fopen(path, "wb");
  if (!to || fwrite(bytes.data, 1, bytes.len, to) != bytes.len || fclose(to)) fail(path, strerror(errno));
  free(bytes.data);
}

static void compare_file(const char *path, const char *hex) {
  Bytes wanted = unhex(hex);
  FILE *from = fopen(path, "rb");
  if (!from) fail(path, strerror(errno));
  uint8_t *got = malloc(wanted.len + 1);
  /* Reads one byte more than expected, to notice a longer file. */
  size_t len = fread(got, 1, wanted.len + 1, from);
  fclose(from);
  compare(path, got, len, wanted);
  free(got);
  free(wanted.data);
}

/* Replays PATH FUNCTION …, while another process holds the lock of the file for a moment. Fails if the call does not wait. */
static void replay_while_locked(char **word, int words) {
  atomic_int *released = mmap(NULL, sizeof *released, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int ready[2];
  if (released == MAP_FAILED || pipe(ready)) fail("another process", strerror(errno));
  fflush(stdout);
  pid_t other = fork();
  if (other < 0) fail("another process", strerror(errno));
  if (!other) {
    int lock = open(word[0], O_RDWR | O_CREAT, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) || write(ready[1], "!", 1) != 1) _exit(1);
    nanosleep(&(struct timespec){0, LOCK_HELD_MS * 1000000L}, NULL);
    atomic_store(released, 1);
    _exit(flock(lock, LOCK_UN) != 0);
  }
  char signal;
  close(ready[1]);
  if (read(ready[0], &signal, 1) != 1) fail(word[0], "another process could not lock it");
  close(ready[0]);
  replay_call(word + 1, words - 1, 0);
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

/* Replays steps up to the end of the file or, in a child process, up to "end". */
static void replay_steps(void);

/* Replays the steps up to "end" in a child process, waits for it and skips them here. */
static void replay_in_child(void) {
  int wanted_line = line_number;
  long place = ftell(file);
  fflush(stdout);
  pid_t child = fork();
  if (child < 0) fail("another process", strerror(errno));
  if (!child) {
    /* Opened again, since parent and child would share the position in the file. */
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    file = fopen(path, "r");
    if (!file || fseek(file, place, SEEK_SET)) fail("steps", strerror(errno));
    line_number = wanted_line;
    steps = differences = 0;
    /* The child must not free the object of the parent. */
    object = 0;
    replay_steps();
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
    if (!line) fail("other", "no end");
    steps++;
  } while (strcmp(line, "end"));
}

static void bind_functions(char **word, int words) {
  if (words != 4) fail("names", "four are needed");
  clone_object = find_function(word[0]);
  free_object = find_function(word[1]);
  buffer_from_bytes = find_function(word[2]);
  buffer_free = find_function(word[3]);
}

static void replay_steps(void) {
  char *line;
  while ((line = next_line())) {
    char *rest = strchr(line, ' ');
    if (rest) *rest++ = 0;
    steps++;
    if (!strcmp(line, "end")) return;
    if (!strcmp(line, "other")) {
      replay_in_child();
      continue;
    }
    if (!rest) fail(line, "nothing behind it");
    if (!strcmp(line, "title")) {
      snprintf(title, sizeof title, "%s", rest);
      continue;
    }
    char *word[MAX_WORDS];
    int words = 0;
    if (!strcmp(line, "panic")) {
      word[0] = strsep(&rest, " ");
      replay_panic(word, rest);
      continue;
    }
    while (rest && words < MAX_WORDS) word[words++] = strsep(&rest, " ");
    if (!strcmp(line, "names")) bind_functions(word, words);
    else if (!strcmp(line, "open")) replay_call(word, words, 1);
    else if (!strcmp(line, "call")) replay_call(word, words, 0);
    else if (!strcmp(line, "wait")) replay_while_locked(word, words);
    else if (!strcmp(line, "write") && words == 2) write_file(word[0], word[1]);
    else if (!strcmp(line, "file") && words == 2) compare_file(word[0], word[1]);
    else fail(line, "no such step");
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
  if (!file) fail(argv[2], strerror(errno));
  replay_steps();
  free_open_object();
  if (differences) printf("%d of %d steps differ\n", differences, steps);
  else printf("%d steps, all the same\n", steps);
  return differences != 0;
}
