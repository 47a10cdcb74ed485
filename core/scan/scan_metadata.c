/*
 * scan_metadata - what archives and messages say of their members
 *
 * Seen also where the bytes are not: an encrypted member has a name.
 */
#include "core/archive/member/member.h"
#include "core/scan/run.h"

/* Bytes of a name that an expression is run over. */
#define NAME_BYTES_MAX ((size_t)4096)
/* What one expression on one name costs of the steps. */
#define NAME_STEPS 8

/* A member, as signatures see it. */
struct described {
	enum cltype container;
	bool zip; /* or something that is one, too */
	uint64_t container_size;
	uint64_t packed;
	uint64_t size;
	uint64_t position;
	uint64_t crc32;
	bool encrypted;
};

/* Documents of Office are archives as well as documents. */
static bool
is_zip(enum cltype type)
{
	return type == CLTYPE_ZIP || type == CLTYPE_OOXML_WORD ||
	       type == CLTYPE_OOXML_XL || type == CLTYPE_OOXML_PPT;
}

static bool
describe(const struct run *run, const struct part *part,
    struct described *described_r)
{
	const struct member *member = part->member;

	*described_r = (struct described){
	    .packed = part->body.size,
	    .size = part->body.size,
	    .crc32 = METADATA_ANY,
	};
	if (!container_of_part(run, part, &described_r->container,
		&described_r->container_size))
		return false;
	described_r->zip = is_zip(described_r->container);
	if (member == NULL)
		return true;
	if (member->size_packed != UINT64_MAX)
		described_r->packed = member->size_packed;
	if (member->size != UINT64_MAX)
		described_r->size = member->size;
	if (member->has_crc32)
		described_r->crc32 = member->crc32;
	described_r->position = member->position;
	described_r->encrypted =
	    (member->flags & (MEMBER_ENCRYPTED | MEMBER_PASSWORD)) != 0;
	return true;
}

/* All but the name.  A sum that nobody gave is no reason against it. */
static bool
fits(const struct image_metadata *metadata, const struct described *described)
{
	if (metadata->container != CLTYPE_ANY &&
	    metadata->container != (uint16_t)described->container &&
	    !(metadata->container == CLTYPE_ZIP && described->zip))
		return false;
	if (metadata->encrypted != 2 &&
	    metadata->encrypted != described->encrypted)
		return false;
	if (metadata->position != METADATA_ANY &&
	    metadata->position != described->position)
		return false;
	if (metadata->crc32 != METADATA_ANY &&
	    described->crc32 != METADATA_ANY &&
	    metadata->crc32 != described->crc32)
		return false;
	return metadata_within(
		   metadata->container_size, described->container_size) &&
	       metadata_within(metadata->packed, described->packed) &&
	       metadata_within(metadata->size, described->size);
}

/* ---- names ------------------------------------------------------------- */

static bool
name_matches(struct run *run, uint32_t regex, struct slice name)
{
	struct scanner *scanner = run->scanner;
	const struct regex *compiled;
	uint32_t count = 0;

	if (name.size == 0)
		return false;
	run->steps -= NAME_STEPS;
	compiled = image_regex(scanner->sigdb, regex);
	if (compiled == NULL) {
		limits_mark(&run->findings->reached, LIMIT_VERIFY_STEPS);
		return false;
	}
	(void)regex_count(compiled, &scanner->sigdb->regex_records[regex].place,
	    scanner->regex_scratch, slice_sub(name, 0, NAME_BYTES_MAX), 1,
	    &count);
	return count > 0;
}

/* Under any of the names that a client may show. */
static bool
any_name_matches(struct run *run, uint32_t regex, const struct part *part)
{
	if (regex == IMAGE_NONE)
		return true;
	for (uint16_t i = 0; i < part->name_count; i++)
		if (name_matches(run, regex, part->names[i].text) ||
		    name_matches(run, regex, part->names[i].raw))
			return true;
	return part->name_count == 0 && name_matches(run, regex, part->name);
}

void
scan_metadata(struct run *run, const struct part *part)
{
	const struct sigdb *sigdb = run->scanner->sigdb;
	struct described described;

	if (sigdb->metadata_count == 0 || !describe(run, part, &described))
		return;
	for (uint32_t i = 0; i < sigdb->metadata_count; i++) {
		const struct image_metadata *metadata = &sigdb->metadata[i];

		if (run->steps <= 0) {
			limits_mark(
			    &run->findings->reached, LIMIT_VERIFY_STEPS);
			return;
		}
		if (fits(metadata, &described) &&
		    any_name_matches(run, metadata->regex, part))
			findings_add(run, metadata->signature, part,
			    FINDING_METADATA, 0);
	}
}
