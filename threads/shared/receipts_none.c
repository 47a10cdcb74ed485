/*
 * receipts_none - where no kernel says afterwards what came of a write
 */
#include <errno.h>

#include "threads/shared/receipts.h"

struct receipts *
receipts_create(int pipe_fd)
{
	(void)pipe_fd;
	errno = ENOSYS;
	return NULL;
}

void
receipts_destroy(struct receipts **receipts)
{
	*receipts = NULL;
}

/* The rest is never called: there are none. */

int
receipts_last_fd(const struct receipts *receipts)
{
	(void)receipts;
	return -1;
}

uint32_t
receipts_next(const struct receipts *receipts)
{
	(void)receipts;
	return 0;
}

enum receipt
receipts_write(struct receipts *receipts, uint32_t number, struct slice bytes)
{
	(void)receipts;
	(void)number;
	(void)bytes;
	return RECEIPT_NONE;
}

bool
receipts_was_done(const struct receipts *receipts, uint32_t number)
{
	(void)receipts;
	(void)number;
	return false;
}
