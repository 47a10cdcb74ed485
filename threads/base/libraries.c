/*
 * libraries - what is loaded ahead of the first message
 */
#include "threads/base/libraries.h"

#include "core/base/libarchive.h"
#include "core/base/libcrypto.h"
#include "core/base/text.h"
#include "simd/matcher.h"

const char *
libraries_load_needed(void)
{
	return libcrypto_load() ? NULL
				: shared_library_reason(&libcrypto_library);
}

/* missing: why it is not there, or NULL. */
static bool
is_there(
    const char *missing, const char *without, libraries_tell *tell, void *owner)
{
	char buffer[512];
	struct text sentence = TEXT_OVER(buffer);

	if (missing == NULL)
		return true;
	text_printf(&sentence, "%s: %s", without, missing);
	tell(owner, buffer);
	return false;
}

bool
libraries_load(libraries_tell *tell, void *owner)
{
	const char *missing = shared_library_load(&libarchive_library)
				  ? NULL
				  : shared_library_reason(&libarchive_library);
	bool archives = is_there(missing,
	    "archives other than zip, gzip, 7z, ARJ, CAB and CHM stay closed",
	    tell, owner);

	return is_there(matcher_missing(),
		   "patterns are searched several times as slowly", tell,
		   owner) &&
	       archives;
}
