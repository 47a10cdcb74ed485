/*
 * check - what must never happen, and how it says so
 *
 * CHECK() guards our own logic.  It stays on in release: a wrong answer is
 * worse than an engine that the supervisor restarts in milliseconds.  Broken
 * or hostile input is never a CHECK (see CONTRIBUTING.md, "Errors").
 *
 * CHECK_HOT() is for conditions too dear for a hot path; it is compiled in
 * debug, sanitizer and fuzz builds only (-DCHECK_HOT_ON).
 *
 * Threads: any.  A failed check calls the hook once, then abort().
 */
#ifndef CORE_BASE_CHECK_H
#define CORE_BASE_CHECK_H

#define CHECK(condition)                                                       \
	((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

#ifdef CHECK_HOT_ON
#define CHECK_HOT(condition) CHECK(condition)
#else
#define CHECK_HOT(condition) ((void)0)
#endif

/* For a result that the caller must look at. */
#define MUST_USE __attribute__((warn_unused_result))

/*
 * Receives the sentence of a failed check ("file:line: condition"), so that it
 * lands in the crash file and not on stderr.  Must be async-signal-safe.  NULL
 * (the default) writes the sentence to stderr.
 */
void check_set_hook(void (*hook)(const char *sentence));

void check_failed(const char *file, int line, const char *condition)
    __attribute__((noreturn, cold));

#endif
