/*
 * run - one message being scanned: what the files of this folder share
 *
 * Only core/scan includes this.
 */
#ifndef CORE_SCAN_RUN_H
#define CORE_SCAN_RUN_H

#include "core/scan/scan.h"
#include "core/scan/verify.h"
#include "core/sigdb/digest.h"
#include "core/sigdb/image.h"

/* What is remembered of one pattern from hit to hit, for one buffer at a time:
 * the serial numbers say for which. */
struct pattern_state {
	uint32_t done;  /* it matched, once a buffer is enough; or gave up */
	uint32_t tried; /* its steps, and its ranges searched in vain, hold */
	int64_t steps;  /* that it may still take */
};

/* How often a pattern of logical signatures matches, as far as somebody asked:
 * for one buffer at a time, too. */
struct count_state {
	uint32_t serial;
	uint32_t found; /* at least one: the matcher has seen it */
	uint32_t count;
	bool complete; /* there are no more */
	uint64_t next; /* where to search on */
	uint64_t last; /* start of the last match */
};

/* A logical signature that is to be evaluated for the buffer in hand. */
struct woken {
	uint32_t logical;
	uint64_t offset; /* of what woke it */
};

struct scanner {
	const struct sigdb *sigdb;
	struct matcher_scratch *scratch;
	struct digester *digester;
	struct pattern_state *states; /* by pattern */
	struct verify_range *ranges;  /* see pattern_verify() */
	struct count_state *counts;   /* by pattern */
	uint32_t *awake;              /* by logical: serial of the buffer */
	struct woken *woken;          /* room for every logical */
	struct regex_scratch *regex_scratch;
	struct script_names *script_names;
	struct yara_scanner *yara; /* NULL: no rules */
	/* Of the program in hand; here, since a run is cleared for each
	 * message. */
	uint32_t version_keys[VERSION_KEYS_MAX];
	/* No match of a pattern with an offset ends behind so many bytes. */
	uint64_t bound_reach;
	uint32_t serial; /* of the buffer in hand */
};

/* One buffer being matched: one pass of one matcher after the other. */
/* Steps between two looks at the clock: one to three milliseconds. */
#define STEPS_A_LOOK 131072

struct pass {
	struct run *run;
	const struct part *part;
	struct slice bytes;
	uint32_t target;
	uint32_t handler;  /* target to scan it as, too; TARGET_NONE */
	int64_t steps;     /* that this buffer may still take */
	int64_t share;     /* that one pattern or signature may take of them */
	int64_t next_look; /* at the clock: when no more steps than that are
			      left */
	uint64_t base;     /* of the slice in hand */
	uint64_t covered;  /* matches up to this end were reported before */
	size_t woken_count;
};

/* No target type. */
#define TARGET_NONE UINT32_MAX

/* What a program in hand has for offsets within it; see scan_places(). */
struct program_places {
	struct slice bytes; /* asked about last */
	bool known;
	bool is_executable;
	bool has_keys; /* the scanner's version_keys are filled */
	struct executable executable;
	struct verify_places places;
};

/* Whether a file is on an allow list; anything else: the signature that lists
 * it. */
#define ALLOW_NO UINT32_MAX
#define ALLOW_UNKNOWN (UINT32_MAX - 1)

struct run {
	struct scanner *scanner;
	const struct message *message;
	const struct scan_options *options;
	struct budget *budget;
	struct findings *findings;
	const struct limits *limits;
	struct arena *arena;
	size_t findings_max;
	int64_t steps;       /* left for verifying */
	int64_t steps_floor; /* what each buffer may take even so */
	uint64_t bytes_left; /* that may still be matched */
	/* False: the raw message was matched whole, and has no literal of a
	 * pattern with an offset in it. */
	bool bound_possible;

	const struct part *original; /* the last that was no further reading */

	/* The buffer in hand: its findings so far, in the order of offsets. */
	struct finding *pending;
	size_t pending_count;
	size_t pending_max;
	struct program_places program;
	/* By part index, the raw message behind the last. */
	uint32_t *allow;
};

/* Target types of ClamAV's signatures. */
enum target {
	TARGET_ANY = 0,
	TARGET_PE = 1,
	TARGET_OLE2 = 2,
	TARGET_HTML = 3,
	TARGET_MAIL = 4,
	TARGET_GRAPHICS = 5,
	TARGET_ELF = 6,
	TARGET_TEXT = 7,
	TARGET_MACHO = 9,
	TARGET_PDF = 10,
	TARGET_SWF = 11,
	TARGET_JAVA = 12,
	TARGET_OTHER = 14,
};

/* One more step?  False: stop, for the steps or for the time. */
static inline bool
scan_may_go_on(struct pass *pass)
{
	if (pass->steps <= 0) {
		limits_mark(&pass->run->findings->reached, LIMIT_VERIFY_STEPS);
		return false;
	}
	if (pass->steps > pass->next_look)
		return true;
	pass->next_look = pass->steps - STEPS_A_LOOK;
	return !budget_spent(pass->run->budget);
}

/* ---- findings.c -------------------------------------------------------- */

/* False: the arena is full; no findings can be kept. */
bool findings_begin(
    struct run *run, const struct limits *limits, struct arena *arena) MUST_USE;

/* signature was found in the buffer in hand. */
void findings_add(struct run *run, uint32_t signature, const struct part *part,
    enum finding_kind kind, uint64_t offset);

/* Move what the buffer has to the message's findings, unless allowed. */
void findings_end_buffer(struct run *run, const struct part *part);

/* Nothing that could still be found would be kept. */
bool findings_complete(const struct run *run);

/* ---- scan_hash.c ------------------------------------------------------- */

/* Look bytes up among the hashes; part NULL is the raw message. */
void scan_hash(struct run *run, const struct part *part, struct slice bytes);

/* The sections and imports of part, a PE. */
void scan_program_hashes(struct run *run, const struct part *part);

/* ---- scan_allowed.c ---------------------------------------------------- */

/* Is that signature an entry of an allow list? */
bool scan_allows(const struct run *run, uint32_t signature);

/* part, or something that it lies in (*listed_r), is on an allow list, by that
 * entry. */
bool scan_allowed(struct run *run, const struct part *part, uint32_t *entry_r,
    const struct part **listed_r);

/* ---- scan_executable.c -------------------------------------------------- */

/*
 * bytes, the buffer in hand, as an executable; NULL: they are none.  Read when
 * somebody asks, and once for a buffer.  Lives until the next one is asked
 * about.
 */
const struct executable *executable_of(struct run *run, struct slice bytes);

/* The same as pattern_verify() wants it. */
const struct verify_places *scan_places(struct run *run, struct slice bytes);

/* ---- scan_buffer.c ----------------------------------------------------- */

/*
 * Match bytes against YARA's rules, and against the patterns of any type and of
 * target with matchers.  False: the budget is spent.
 */
bool scan_buffer(struct run *run, const struct part *part, struct slice bytes,
    uint32_t target, struct image_range matchers) MUST_USE;

/* The same bytes again, as another target: YARA's rules know no types. */
bool scan_buffer_as(struct run *run, const struct part *part,
    struct slice bytes, uint32_t target, struct image_range matchers) MUST_USE;

/* ---- scan_yara.c ------------------------------------------------------- */

/* bytes against YARA's rules.  False: the budget is spent. */
bool scan_yara(
    struct run *run, const struct part *part, struct slice bytes) MUST_USE;

/* ---- scan_forms.c ------------------------------------------------------ */

/* Match part in its normalised forms, if it has any.  False: stop. */
bool scan_normalised(struct run *run, const struct part *part) MUST_USE;

/* ---- scan_logical.c ---------------------------------------------------- */

/* pattern matched at offset: wake the logical signatures that wait for it. */
void scan_wake(struct pass *pass, uint32_t pattern, uint64_t offset);

/* Evaluate those that were woken, and those that always are. */
void scan_logicals(struct pass *pass);

/* ---- scan_metadata.c --------------------------------------------------- */

/* Look at what is said of part as a member of what it lies in. */
void scan_metadata(struct run *run, const struct part *part);

/* ---- scan_phishing.c --------------------------------------------------- */

/* Look at the links of a page. */
void scan_phishing(struct run *run, struct part *part);

/* ---- container.c ------------------------------------------------------- */

/* Does part lie in what the conditions of logical ask for? */
bool container_fits(const struct sigdb *sigdb,
    const struct image_logical *logical, const struct part *part);

/*
 * What part lies in; its size goes to *size_r.  False: part is the message
 * itself.
 */
bool container_of_part(const struct run *run, const struct part *part,
    enum cltype *type_r, uint64_t *size_r);

/* The target type whose signatures are for files of that type; TARGET_NONE:
 * none are. */
uint32_t container_target(enum cltype type);

#endif
