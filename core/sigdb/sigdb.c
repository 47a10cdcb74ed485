/*
 * sigdb - what others see of a database
 */
#include "core/sigdb/sigdb.h"

#include "core/sigdb/image.h"

const char *
sigdb_result_text(enum sigdb_result result)
{
	switch (result) {
	case SIGDB_OK:
		return "good";
	case SIGDB_NO_DIRECTORY:
		return "the signature directory cannot be read";
	case SIGDB_REFUSED:
		return "a signed container failed its check";
	case SIGDB_SHRUNK:
		return "far fewer signatures than before";
	case SIGDB_NO_MEMORY:
		return "out of memory";
	case SIGDB_IO:
		return "the database image cannot be read or written";
	case SIGDB_FOREIGN:
		return "the database image was made by another version or for "
		       "another machine";
	case SIGDB_DAMAGED:
		return "the database image is damaged";
	case SIGDB_STALE:
		return "the database image is older than its sources";
	case SIGDB_UNFIT:
		return "the new database fails its test";
	}
	return "unknown";
}

const struct sigdb_info *
sigdb_info(const struct sigdb *sigdb)
{
	return &sigdb->header->info;
}
