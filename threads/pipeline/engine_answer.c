/*
 * engine_answer - an answer into its slot, as the server wants to read it
 *
 * Who claimed the slot calls, whatever thread that is.
 */
#include <string.h>

#include "threads/pipeline/engine.h"

static void
put_line(struct engine *engine, uint32_t number, const struct answer *answer,
    enum addheader_form form)
{
	struct shared *shared = engine->shared;
	struct slot *slot = shared_slot(shared, number);
	uint32_t version = atomic_load_explicit(
	    &shared->interface_version, memory_order_relaxed);
	bool with_ok =
	    form == ADDHEADER_OK ||
	    (form == ADDHEADER_AUTO && (version == 0 || version >= 4));
	struct slice token = {(const uint8_t *)slot->token, slot->token_size};
	char line[RESPONSE_MAX];
	size_t size = response_answer(answer, token, with_ok, line);

	memcpy(shared_slot_answer(shared, number, size), line, size);
	slot->answer_size = (uint16_t)size;
	slot->word_size = 0;
}

void
engine_put_answer(struct engine *engine, uint32_t number,
    const struct answer *answer, enum addheader_form form)
{
	struct slice word = response_word(answer);

	if (word.size > 0)
		shared_slot_put_word(engine->shared, number, word);
	else
		put_line(engine, number, answer, form);
}

void
engine_answer(struct engine *engine, uint32_t number,
    const struct answer *answer, enum addheader_form form)
{
	engine_put_answer(engine, number, answer, form);
	order_complete(engine->order, number);
}

void
engine_answer_preset(struct engine *engine, uint32_t number)
{
	struct slot *slot = shared_slot(engine->shared, number);
	struct answer answer = {
	    .word = slot->preset == SLOT_PRESET_OK ? ANSWER_OK : ANSWER_FAILURE,
	};

	/* Nobody but the reader touches what is arriving. */
	CHECK(SLOT_PHASE(atomic_fetch_add(&slot->state,
		  SLOT_ANSWERING - SLOT_ARRIVING)) == SLOT_ARRIVING);
	engine_answer(engine, number, &answer, ADDHEADER_AUTO);
}

void
engine_answer_fallback(
    struct engine *engine, uint32_t number, enum outcome outcome)
{
	char buffer[RESPONSE_MAX];
	struct text text = TEXT_OVER(buffer);
	struct answer answer = {.word = ANSWER_FAILURE};

	engine->work->fallback(engine->work->owner, outcome,
	    shared_slot_path(engine->shared, number), &text, &answer);
	engine_answer(
	    engine, number, &answer, atomic_load(&engine->addheader_form));
}

void
engine_answer_all(struct engine *engine)
{
	struct shared *shared = engine->shared;
	uint32_t used = atomic_load(&shared->slots_used);

	for (uint32_t i = 0; i < used; i++) {
		struct slot *slot = shared_slot(shared, i);

		if (shared_slot_claim(
			slot, SLOT_TICKET(atomic_load(&slot->state))))
			engine_answer_fallback(engine, i, OUTCOME_NO_MEMORY);
	}
}
