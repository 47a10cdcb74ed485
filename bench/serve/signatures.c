/*
 * signatures - signature sets made up from a seed
 */
#include "bench/serve/signatures.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "bench/serve/random.h"

static void
make_random(struct mail_plant *signature, uint64_t *random)
{
	signature->size = 8 + (size_t)random_below(random, 33);
	for (size_t i = 0; i < signature->size; i++)
		signature->bytes[i] = (uint8_t)random_next(random);
}

/* "~" never stands in a text, so the signature as a whole does not either. */
static void
make_of_words(struct mail_plant *signature, uint64_t *random)
{
	size_t count = 2 + (size_t)random_below(random, 3);

	signature->size = 0;
	signature->bytes[signature->size++] = '~';
	for (size_t i = 0; i < count; i++) {
		const char *word = mail_word(random);

		if (strlen(word) + 1 >
		    sizeof(signature->bytes) - signature->size)
			break;
		signature->bytes[signature->size++] = ' ';
		memcpy(signature->bytes + signature->size, word, strlen(word));
		signature->size += strlen(word);
	}
}

struct mail_plant *
signatures_make(size_t count, bool text_like, uint64_t seed)
{
	struct mail_plant *signatures = calloc(count + 1, sizeof(*signatures));

	if (signatures == NULL)
		err(2, "no memory");
	for (size_t i = 0; i < count; i++)
		if (text_like)
			make_of_words(&signatures[i], &seed);
		else
			make_random(&signatures[i], &seed);
	return signatures;
}

void
signatures_write(FILE *file, const struct mail_plant *signatures, size_t count,
    bool text_like)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(file,
		    "Bench.%s-%zu:0:*:", text_like ? "Text" : "Random", i);
		for (size_t k = 0; k < signatures[i].size; k++)
			fprintf(file, "%02x", signatures[i].bytes[k]);
		fputc('\n', file);
	}
}
