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

static bool
load(struct shared_library *library, const char *without, libraries_tell *tell,
    void *owner)
{
	char buffer[512];
	struct text sentence = TEXT_OVER(buffer);

	if (shared_library_load(library))
		return true;
	text_printf(
	    &sentence, "%s: %s", without, shared_library_reason(library));
	tell(owner, buffer);
	return false;
}

static bool
load_matcher(libraries_tell *tell, void *owner)
{
	const char *missing = matcher_missing();
	char buffer[512];
	struct text sentence = TEXT_OVER(buffer);

	if (missing == NULL)
		return true;
	text_printf(&sentence,
	    "patterns are searched several times as slowly: "
	    "%s",
	    missing);
	tell(owner, buffer);
	return false;
}

bool
libraries_load(libraries_tell *tell, void *owner)
{
	bool archives = load(&libarchive_library,
	    "archives other than zip, gzip, 7z, ARJ, CAB and CHM stay closed",
	    tell, owner);

	return load_matcher(tell, owner) && archives;
}
