/*
 * system - what Linux has, and what stands in its place elsewhere
 *
 * Included ahead of every translation unit (by banned.h), so that a function
 * another system lacks is declared where <string.h> and its like would have
 * declared it.  Code that is Linux's own stands under `#if ON_LINUX`; the
 * other branch is POSIX.1-2008.  -DPLAIN_UNIX builds those other branches, and
 * system.c, on Linux too (`make VARIANT=portable`), so that they stay
 * compiled and tested.
 *
 * What a port needs beyond this is in conf/PORTING.md.
 */
#ifndef CORE_BASE_SYSTEM_H
#define CORE_BASE_SYSTEM_H

#if defined(__linux__) && !defined(PLAIN_UNIX)
#define ON_LINUX 1
#else
#define ON_LINUX 0
#endif

#if !ON_LINUX && !defined(__cplusplus)

#include <stddef.h>
#include <sys/mman.h>

/* A hint: without it pages come as they are touched. */
#undef MAP_POPULATE
#define MAP_POPULATE 0
/* Kept where it is: a system that counts memory when it is promised would
 * refuse the arenas, which reserve much and touch little.  Who does not have
 * it (FreeBSD) does not count. */
#ifndef MAP_NORESERVE
#define MAP_NORESERVE 0
#endif
#ifndef MAP_ANONYMOUS
#define MAP_ANONYMOUS MAP_ANON
#endif

/* As glibc has them.  A system that has one declares it the same way. */
void *memmem(const void *haystack, size_t haystack_size, const void *needle,
    size_t needle_size);
void *memrchr(const void *bytes, int byte, size_t size);
/* flags: O_CLOEXEC, O_NONBLOCK.  A fork between its steps may inherit. */
int pipe2(int fds[2], int flags);

#endif

#endif
