/*
 * image_open - map an image and believe nothing before it was checked
 *
 * In this order: is it one, is it for us, is it whole, do its tables hold
 * together, do its matchers run here.
 */
#include "core/sigdb/image_guard.h"

#include <errno.h>
#include <sys/mman.h>

#include "core/base/checksum.h"
#include "core/base/file.h"
#include "core/base/system.h"
#include "core/sigdb/image_tables.h"

const void *
image_program(const struct sigdb *sigdb, const struct image_pattern *pattern)
{
	return sigdb->programs + (size_t)pattern->program * IMAGE_PROGRAM_ALIGN;
}

/* ---- the header -------------------------------------------------------- */

static enum sigdb_result
check_header(const struct image_header *header, size_t size)
{
	if (size < IMAGE_PAGE ||
	    memcmp(header->magic, IMAGE_MAGIC, sizeof(header->magic)) != 0)
		return SIGDB_DAMAGED;
	if (header->version != IMAGE_VERSION ||
	    header->byte_order != IMAGE_BYTE_ORDER)
		return SIGDB_FOREIGN;
	if (header->checksum != checksum64(header,
				    offsetof(struct image_header, checksum),
				    0) ||
	    header->file_size != size)
		return SIGDB_DAMAGED;
	return SIGDB_OK;
}

static bool
check_sections(const struct image_header *header, const uint8_t *base)
{
	for (int i = 0; i < IMAGE_SECTIONS; i++) {
		const struct image_span *span = &header->sections[i];

		if (span->offset % IMAGE_PAGE != 0 ||
		    span->offset > header->file_size ||
		    span->size > header->file_size - span->offset ||
		    (!image_is_guarded((enum image_section)i) &&
			span->checksum !=
			    checksum64(base + span->offset, span->size, 0)))
			return false;
	}
	return true;
}

/* They stand in the image as text; that they compiled was seen when it was
 * made.  A thousand of them take as long as all the rest of opening: they are
 * compiled when they are asked for. */
static enum sigdb_result
take_regexes(struct sigdb *sigdb)
{
	sigdb->regexes =
	    calloc((size_t)sigdb->regex_count + 1, sizeof(*sigdb->regexes));
	return sigdb->regexes == NULL ? SIGDB_NO_MEMORY : SIGDB_OK;
}

/* ---- all of it --------------------------------------------------------- */

/* What the checksums read is wanted in one go, instead of one page fault after
 * the other.  A system that does not know how takes the faults. */
static void
bring(const struct sigdb *sigdb)
{
#if ON_LINUX && defined(MADV_POPULATE_READ)
	for (int i = 0; sigdb->mapped && i < IMAGE_SECTIONS; i++) {
		const struct image_span *span = &sigdb->header->sections[i];

		if (!image_is_guarded((enum image_section)i) &&
		    span->offset % IMAGE_PAGE == 0 &&
		    span->offset <= sigdb->size &&
		    span->size <= sigdb->size - span->offset)
			(void)madvise(
			    (void *)(uintptr_t)(sigdb->base + span->offset),
			    span->size, MADV_POPULATE_READ);
	}
#else
	(void)sigdb;
#endif
}

static enum sigdb_result
check_image(struct sigdb *sigdb)
{
	enum sigdb_result result = check_header(sigdb->header, sigdb->size);
	size_t literal_count;

	if (result != SIGDB_OK)
		return result;
	bring(sigdb);
	if (!check_sections(sigdb->header, sigdb->base))
		return SIGDB_DAMAGED;
	result = image_guard_init(sigdb);
	if (result != SIGDB_OK)
		return result;
	if (!image_take_signatures(sigdb) || !image_take_patterns(sigdb) ||
	    !image_take_literals(sigdb, &literal_count) ||
	    !image_take_hashes(sigdb) || !image_take_logicals(sigdb) ||
	    !image_take_metadata(sigdb) || !image_take_phishing(sigdb) ||
	    !image_take_magics(sigdb) || !image_take_passwords(sigdb))
		return SIGDB_DAMAGED;
	/* A build without libyara cannot use what one with it made. */
	if (sigdb->header->info.yara > 0 && !yara_exists())
		return SIGDB_FOREIGN;
	if (!image_take_yara(sigdb))
		return SIGDB_DAMAGED;
	result = image_take_matchers(sigdb, literal_count);
	return result == SIGDB_OK ? take_regexes(sigdb) : result;
}

static void
release(uint8_t *bytes, size_t size, bool mapped)
{
	if (mapped)
		munmap(bytes, size);
	else
		free(bytes);
}

/* Takes over bytes in any case. */
static enum sigdb_result
open_bytes(uint8_t *bytes, size_t size, bool mapped, struct sigdb **sigdb_r)
{
	struct sigdb *sigdb = calloc(1, sizeof(*sigdb));
	enum sigdb_result result;

	if (sigdb == NULL) {
		release(bytes, size, mapped);
		return SIGDB_NO_MEMORY;
	}
	sigdb->base = bytes;
	sigdb->header = (const struct image_header *)(const void *)bytes;
	sigdb->size = size;
	sigdb->mapped = mapped;
	result = check_image(sigdb);
	if (result == SIGDB_OK)
		*sigdb_r = sigdb;
	else
		sigdb_close(&sigdb);
	return result;
}

enum sigdb_result
image_open_memory(
    uint8_t *bytes, size_t size, struct sigdb **sigdb_r, struct text *error_r)
{
	enum sigdb_result result = open_bytes(bytes, size, false, sigdb_r);

	if (result != SIGDB_OK)
		text_printf(error_r, "%s", sigdb_result_text(result));
	return result;
}

enum sigdb_result
sigdb_open(const char *image_path, struct sigdb **sigdb_r, struct text *error_r)
{
	enum sigdb_result result = SIGDB_IO;
	const uint8_t *bytes = NULL;
	size_t size = 0;

	errno = 0;
	switch (file_map(image_path, IMAGE_PAGE, &bytes, &size)) {
	case FILE_MAP_OK:
		result = open_bytes(
		    (uint8_t *)(uintptr_t)bytes, size, true, sigdb_r);
		break;
	case FILE_MAP_UNFIT:
		result = SIGDB_DAMAGED;
		break;
	case FILE_MAP_IO:
		break;
	}
	if (result == SIGDB_IO)
		text_printf(error_r, "%s: %s", image_path, strerror(errno));
	else if (result != SIGDB_OK)
		text_printf(error_r,
		    "%s: %s; it will be built anew from its sources",
		    image_path, sigdb_result_text(result));
	return result;
}

void
sigdb_close(struct sigdb **sigdb)
{
	struct sigdb *closing = *sigdb;

	*sigdb = NULL;
	if (closing == NULL)
		return;
	for (uint32_t i = 0; i < closing->matcher_count; i++)
		matcher_close(&closing->matchers[i]);
	free(closing->matchers);
	for (uint32_t i = 0;
	     closing->regexes != NULL && i < closing->regex_count; i++) {
		struct regex *regex = atomic_load(&closing->regexes[i]);

		regex_destroy(&regex);
	}
	free((void *)closing->regexes);
	yara_rules_destroy(&closing->yara);
	image_guard_fini(closing);
	release((uint8_t *)(uintptr_t)closing->base, closing->size,
	    closing->mapped);
	free(closing);
}
