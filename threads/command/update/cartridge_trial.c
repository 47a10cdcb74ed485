/*
 * cartridge_trial - is a new cartridge fit to serve?
 */
#include "threads/command/update/cartridge_trial.h"

#include "core/base/clock.h"
#include "core/score/score.h"
#include "core/unpack/unpack.h"

#define TIME_NS (60 * NS_PER_S)
/* From here on mail is put aside. */
#define CERTAIN 96.0

#define FIELDS                                                                 \
	"From: Ann <ann@example.net>\r\n"                                      \
	"To: Bob <bob@example.org>\r\n"                                        \
	"Date: Fri, 21 Nov 1997 09:55:06 -0600\r\n"                            \
	"Message-ID: <trial@example.net>\r\n"                                  \
	"MIME-Version: 1.0\r\n"                                                \
	"Content-Type: text/plain; charset=utf-8\r\n"

static const char *const letters[] = {
    FIELDS "Subject: Minutes of Friday's meeting\r\n\r\n"
	   "Dear Bob,\r\n\r\nthe server was moved, and nobody noticed. Lunch "
	   "on Monday?\r\n\r\nAnn\r\n",
    FIELDS "Subject: Re: Protokoll vom Freitag\r\n\r\n"
	   "Lieber Bob,\r\n\r\nder Umzug des Servers hat geklappt. Gehen wir "
	   "am Montag essen?\r\n\r\nAnn\r\n",
    FIELDS "Subject: Compte rendu de vendredi\r\n\r\n"
	   "Cher Bob,\r\n\r\nle serveur a bien été déplacé. On déjeune lundi ?"
	   "\r\n\r\nAnn\r\n",
    FIELDS "Subject: Fwd: build 4711 passed\r\n\r\n"
	   "All 212 tests passed in 41 s. Log: "
	   "https://ci.example.net/4711\r\n",
    FIELDS "Subject: Протокол собрания\r\n\r\n"
	   "Боб, сервер перенесли, никто не заметил. Обедаем в понедельник?"
	   "\r\n\r\nАня\r\n",
};

#define LETTERS (sizeof(letters) / sizeof(letters[0]))

/* What a trial takes. */
struct bench {
	struct limits limits;
	struct arena *arena;
	struct unpacker *unpacker;
	struct regex_scratch *scratch;
};

static bool
bench_init(struct bench *bench)
{
	limits_default(&bench->limits);
	bench->arena = arena_create_within(
	    unpack_arena_bytes(&bench->limits) + SCORE_ARENA_BYTES,
	    ARENA_SHARE);
	bench->unpacker = unpacker_create();
	bench->scratch = regex_scratch_create();
	return bench->arena != NULL && bench->unpacker != NULL &&
	       bench->scratch != NULL;
}

static void
bench_fini(struct bench *bench)
{
	if (bench->arena != NULL)
		arena_destroy(&bench->arena);
	if (bench->unpacker != NULL)
		unpacker_destroy(&bench->unpacker);
	if (bench->scratch != NULL)
		regex_scratch_destroy(&bench->scratch);
}

/* False: it gives none. */
static bool
score_letter(struct bench *bench, const struct score_data *data,
    const char *letter, double *value_r)
{
	struct message message;
	struct renderer renderer;
	struct budget budget;
	struct score score;

	arena_reset(bench->arena);
	budget_init(&budget, clock_now_ns() + TIME_NS);
	if (message_parse(slice_from_string(letter), &bench->limits,
		bench->arena, &budget, &message) != MESSAGE_OK)
		return false;
	renderer = renderer_for(&message, unpacker_charsets(bench->unpacker),
	    &bench->limits, bench->arena, &budget);
	if (score_message(data, &message, &renderer, bench->scratch, false,
		&score) == SCORE_NONE)
		return false;
	*value_r = score.value;
	return true;
}

static bool
try_letters(
    struct bench *bench, const struct score_data *data, struct text *why_r)
{
	size_t spam = 0;
	double value;

	for (size_t i = 0; i < LETTERS; i++) {
		if (!score_letter(bench, data, letters[i], &value)) {
			text_put(why_r, SLICE("it gives no score"));
			return false;
		}
		spam += value >= CERTAIN;
	}
	if (spam == LETTERS)
		text_put(
		    why_r, SLICE("it takes every letter for certain spam"));
	return spam < LETTERS;
}

bool
cartridge_trial(const struct cartridge *cartridge, struct text *why_r)
{
	const struct score_data data = {.cartridge = cartridge};
	struct bench bench = {.arena = NULL};
	bool good = bench_init(&bench);

	if (!good)
		text_put(why_r, SLICE("no memory for the test"));
	else
		good = try_letters(&bench, &data, why_r);
	bench_fini(&bench);
	return good;
}
