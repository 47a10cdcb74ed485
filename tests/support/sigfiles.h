/*
 * sigfiles - a directory of signature files for one test
 *
 * Every call ends the test when the system refuses.
 */
#ifndef TESTS_SUPPORT_SIGFILES_H
#define TESTS_SUPPORT_SIGFILES_H

#include <stddef.h>

struct sigfiles {
	char directory[64]; /* signature files go here */
	char image[80];     /* and the image there, outside of it */
};

void sigfiles_begin(struct sigfiles *files);

void sigfiles_put(const struct sigfiles *files, const char *name,
    const void *bytes, size_t size);
void sigfiles_put_text(
    const struct sigfiles *files, const char *name, const char *text);
void sigfiles_mkdir(const struct sigfiles *files, const char *name);

/* Removes all of it. */
void sigfiles_end(struct sigfiles *files);

#endif
