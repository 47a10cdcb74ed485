/*
 * rules - one line of a ClamAV-format signature file
 */
#include "core/sigdb/rules.h"

#include <string.h>

#include "core/logic/logical.h"
#include "core/logic/magic.h"
#include "core/logic/metadata.h"
#include "core/logic/password.h"
#include "core/logic/phishing.h"

/* The longest grammar has 6 fields; one more shows that there are too many. */
#define FIELDS_MAX 7u

/* Where a line is refused: the first reason met. */
struct refusal {
	enum sigdb_skip skip;
	const char *reason;
};

static bool
refuse(struct refusal *refusal, enum sigdb_skip skip, const char *reason)
{
	*refusal = (struct refusal){skip, reason};
	return false;
}

static bool
malformed(struct refusal *refusal, const char *reason)
{
	return refuse(refusal, SIGDB_SKIP_MALFORMED, reason);
}

bool
rules_next_line(struct slice *rest, struct slice *line_r)
{
	size_t end = slice_find_byte(*rest, '\n');

	if (rest->size == 0)
		return false;
	*line_r = slice_sub(*rest, 0, end);
	*rest = slice_skip(*rest, end + 1);
	while (line_r->size > 0 && line_r->data[line_r->size - 1] == '\r')
		line_r->size--;
	return true;
}

/* The number of fields between colons, at most FIELDS_MAX of them. */
static size_t
split(struct slice line, struct slice fields[FIELDS_MAX])
{
	size_t count = 0;

	while (count < FIELDS_MAX) {
		size_t end = slice_find_byte(line, ':');

		fields[count++] = slice_sub(line, 0, end);
		if (end == line.size)
			break;
		line = slice_skip(line, end + 1);
	}
	return count;
}

static bool
take_name(struct slice name, struct rule *rule, struct refusal *refusal)
{
	if (name.size == 0)
		return malformed(refusal, "the name is empty");
	if (name.size > RULES_NAME_MAX)
		return malformed(refusal, "the name is too long");
	rule->name = name;
	return true;
}

/* Levels that are not there (fewer fields, or empty ones) hold for all. */
static bool
check_level(const struct slice *fields, size_t count, struct refusal *refusal)
{
	uint64_t least = 0, greatest = UINT64_MAX;

	if (count > 0 && fields[0].size > 0 && !slice_to_u64(fields[0], &least))
		return malformed(refusal, "the least level is not a number");
	if (count > 1 && fields[1].size > 0 &&
	    !slice_to_u64(fields[1], &greatest))
		return malformed(refusal, "the greatest level is not a number");
	if (least > RULES_LEVEL || greatest < RULES_LEVEL)
		return refuse(refusal, SIGDB_SKIP_LEVEL,
		    "meant for another functionality level");
	return true;
}

static bool
parse_body_old(struct slice line, struct rule *rule, struct refusal *refusal)
{
	size_t equals = slice_find_byte(line, '=');

	if (equals == line.size)
		return malformed(refusal, "there is no '='");
	rule->hexsig = slice_skip(line, equals + 1);
	rule->offset = SLICE("*");
	rule->target = 0;
	if (rule->hexsig.size == 0)
		return malformed(refusal, "the pattern is empty");
	return take_name(slice_sub(line, 0, equals), rule, refusal);
}

/* 8 was never used, 13 is for ClamAV's own objects. */
static bool
take_target(struct slice field, struct rule *rule, struct refusal *refusal)
{
	uint64_t target;

	if (!slice_to_u64(field, &target))
		return malformed(refusal, "the target is not a number");
	if (target >= RULES_TARGETS || target == 8 || target == 13)
		return refuse(refusal, SIGDB_SKIP_UNSUPPORTED_TARGET,
		    "the target type is not known");
	rule->target = (uint32_t)target;
	return true;
}

static bool
parse_body(struct slice line, struct rule *rule, struct refusal *refusal)
{
	struct slice fields[FIELDS_MAX];
	size_t count = split(line, fields);

	if (count < 4 || count > 6)
		return malformed(refusal, "there are not 4 to 6 fields");
	/* The level first: a line for others may hold anything. */
	if (!check_level(fields + 4, count - 4, refusal) ||
	    !take_name(fields[0], rule, refusal) ||
	    !take_target(fields[1], rule, refusal))
		return false;
	rule->offset = fields[2];
	rule->hexsig = fields[3];
	if (rule->offset.size == 0)
		return malformed(refusal, "the offset is empty");
	if (rule->hexsig.size == 0)
		return malformed(refusal, "the pattern is empty");
	return true;
}

/* The rest of the line is looked into when it is compiled. */
static bool
parse_logical(struct slice line, struct rule *rule, struct refusal *refusal)
{
	struct logical logical;
	const char *reason;

	switch (logical_parse(line, &logical, &reason)) {
	case LOGICAL_OK:
		break;
	case LOGICAL_MALFORMED:
		return malformed(refusal, reason);
	case LOGICAL_UNSUPPORTED:
		return refuse(refusal, SIGDB_SKIP_UNSUPPORTED_PATTERN, reason);
	case LOGICAL_TARGET:
		return refuse(refusal, SIGDB_SKIP_UNSUPPORTED_TARGET, reason);
	}
	if (logical.conditions.level_min > RULES_LEVEL ||
	    logical.conditions.level_max < RULES_LEVEL)
		return refuse(refusal, SIGDB_SKIP_LEVEL,
		    "meant for another functionality level");
	return take_name(logical.name, rule, refusal);
}

static bool
parse_metadata(struct slice line, struct rule *rule, struct refusal *refusal)
{
	struct metadata metadata;
	const char *reason;

	if (!metadata_parse(line, &metadata, &reason))
		return malformed(refusal, reason);
	if (!check_level(metadata.levels, metadata.level_count, refusal))
		return false;
	return take_name(metadata.name, rule, refusal);
}

/* Its lines have no names. */
static bool
parse_phishing(struct slice line, bool allow, struct refusal *refusal)
{
	struct phishing_rule phishing;
	const char *reason;

	if (!phishing_parse(line, allow, &phishing, &reason))
		return malformed(refusal, reason);
	if (phishing.level_min > RULES_LEVEL ||
	    phishing.level_max < RULES_LEVEL)
		return refuse(refusal, SIGDB_SKIP_LEVEL,
		    "meant for another functionality level");
	if (phishing.first.size > RULES_NAME_MAX ||
	    phishing.second.size > RULES_NAME_MAX)
		return malformed(refusal, "a host or expression is too long");
	return true;
}

static bool
parse_password(struct slice line, struct rule *rule, struct refusal *refusal)
{
	struct password password;
	const char *reason;

	if (!password_parse(line, &password, &reason))
		return malformed(refusal, reason);
	if (password.level_min > RULES_LEVEL ||
	    password.level_max < RULES_LEVEL)
		return refuse(refusal, SIGDB_SKIP_LEVEL,
		    "meant for another functionality level");
	return take_name(password.name, rule, refusal);
}

/* Its lines have names for people. */
static bool
is_told_by_more(enum cltype type)
{
	return type == CLTYPE_MAIL || type == CLTYPE_HTML ||
	       type == CLTYPE_MHTML || type == CLTYPE_SCRIPT ||
	       (type >= CLTYPE_TEXT_ASCII && type <= CLTYPE_ERROR);
}

static bool
parse_magic(struct slice line, struct refusal *refusal)
{
	struct magic magic;
	const char *reason;

	switch (magic_parse(line, &magic, &reason)) {
	case MAGIC_OK:
		if (is_told_by_more(magic.type))
			return refuse(refusal, SIGDB_SKIP_BUILTIN_TYPE,
			    "text is told by more than its first bytes");
		return check_level(magic.levels, 2, refusal);
	case MAGIC_UNSUPPORTED:
		return refuse(refusal, SIGDB_SKIP_BUILTIN_TYPE, reason);
	default:
		return malformed(refusal, reason);
	}
}

static bool
take_hash(struct slice field, struct rule *rule, struct refusal *refusal)
{
	for (int i = 0; i < DIGEST_ALGORITHMS; i++) {
		rule->algorithm = (enum digest_algorithm)i;
		if (digest_from_hex(
			field, rule->digest, digest_size(rule->algorithm)))
			return true;
	}
	return malformed(refusal, "the hash is no MD5, SHA-1 or SHA-256");
}

static bool
take_size(const struct slice *fields, size_t count, struct rule *rule,
    struct refusal *refusal)
{
	uint64_t least = 0, size;

	if (slice_equal(fields[1], SLICE("*"))) {
		if (count < 4 || !slice_to_u64(fields[3], &least) ||
		    least < RULES_LEVEL_ANY_SIZE)
			return malformed(
			    refusal, "size * without a least level of 73");
		rule->size = RULES_ANY_SIZE;
		return true;
	}
	if (!slice_to_u64(fields[1], &size) || size == 0 ||
	    size >= RULES_ANY_SIZE)
		return malformed(refusal, "the size is not 1 to 4294967294");
	rule->size = (uint32_t)size;
	return true;
}

static bool
parse_hash(enum rules_format format, struct slice line, struct rule *rule,
    struct refusal *refusal)
{
	struct slice fields[FIELDS_MAX], first;
	size_t count = split(line, fields);

	if (count < 3 || count > 5)
		return malformed(refusal, "there are not 3 to 5 fields");
	if (format == RULES_SECTION) {
		first = fields[0];
		fields[0] = fields[1];
		fields[1] = first;
	}
	return check_level(fields + 3, count - 3, refusal) &&
	       take_hash(fields[0], rule, refusal) &&
	       take_size(fields, count, rule, refusal) &&
	       take_name(fields[2], rule, refusal);
}

/* People copy the name from a reply, where ours has this behind it. */
static struct slice
without_suffix(struct slice name)
{
	static const char suffix[] = ".UNOFFICIAL";
	size_t size = sizeof(suffix) - 1;

	if (name.size > size &&
	    memcmp(name.data + name.size - size, suffix, size) == 0)
		name.size -= size;
	return name;
}

static bool
parse_ignore(struct slice line, struct rule *rule, struct refusal *refusal)
{
	struct slice fields[FIELDS_MAX];
	size_t count = split(line, fields);

	if (count > 2)
		return malformed(refusal, "there are not 1 or 2 fields");
	rule->has_digest = count == 2;
	if (rule->has_digest &&
	    !digest_from_hex(fields[1], rule->digest, digest_size(DIGEST_MD5)))
		return malformed(refusal, "the second field is no MD5");
	return take_name(without_suffix(fields[0]), rule, refusal);
}

/* The line number is that of one version of the file; the name is what lasts.
 */
static bool
parse_ignore_old(struct slice line, struct rule *rule, struct refusal *refusal)
{
	struct slice fields[FIELDS_MAX];

	if (split(line, fields) != 3)
		return malformed(refusal, "there are not 3 fields");
	rule->has_digest = false;
	return take_name(without_suffix(fields[2]), rule, refusal);
}

static bool
parse(enum rules_format format, struct slice line, struct rule *rule,
    struct refusal *refusal)
{
	switch (format) {
	case RULES_BODY_OLD:
		return parse_body_old(line, rule, refusal);
	case RULES_BODY:
		return parse_body(line, rule, refusal);
	case RULES_LOGICAL:
		return parse_logical(line, rule, refusal);
	case RULES_METADATA:
		return parse_metadata(line, rule, refusal);
	case RULES_PHISHING:
		return parse_phishing(line, false, refusal);
	case RULES_PHISHING_ALLOW:
		return parse_phishing(line, true, refusal);
	case RULES_PASSWORD:
		return parse_password(line, rule, refusal);
	case RULES_MAGIC:
		return parse_magic(line, refusal);
	case RULES_HASH:
	case RULES_SECTION:
	case RULES_IMPORTS:
	case RULES_ALLOW:
		return parse_hash(format, line, rule, refusal);
	case RULES_IGNORE:
		return parse_ignore(line, rule, refusal);
	case RULES_IGNORE_OLD:
		return parse_ignore_old(line, rule, refusal);
	default:
		return refuse(refusal, SIGDB_SKIP_UNSUPPORTED_FILE,
		    "the file type is not supported yet");
	}
}

enum rules_result
rules_parse(enum rules_format format, struct slice line, struct rule *rule_r,
    enum sigdb_skip *skip_r, const char **reason_r)
{
	struct refusal refusal = {SIGDB_SKIP_MALFORMED, NULL};
	bool taken;

	if (line.size == 0 || line.data[0] == '#')
		return RULES_BLANK;
	if (line.size > RULES_LINE_MAX)
		taken = malformed(&refusal, "the line is over 1 MB long");
	else if (memchr(line.data, 0, line.size) != NULL)
		taken = malformed(&refusal, "the line holds a NUL byte");
	else
		taken = parse(format, line, rule_r, &refusal);
	*skip_r = refusal.skip;
	*reason_r = refusal.reason;
	return taken ? RULES_TAKEN : RULES_SKIPPED;
}
