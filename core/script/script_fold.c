/*
 * script_fold - a script as it were if nobody had taken its strings apart
 */
#include "core/script/script_fold.h"

/* A longer value is not put wherever its name stands. */
#define NAMED_MAX 128u

/* There always is room for what is left of source. */
static void
copy(struct script_fold *fold, size_t end)
{
	size_t size = end - fold->copied;

	if (size > 0)
		memcpy(fold->out + fold->size, fold->source.data + fold->copied,
		    size);
	fold->size += size;
	fold->copied = end;
}

static void
put(struct script_fold *fold, uint8_t c)
{
	fold->out[fold->size++] = c;
}

/* False: it stays as it is, or there is no room. */
static bool
is_worth(const struct script_fold *fold, size_t end, struct slice expression,
    const struct script_value *value)
{
	/* Quotes and brackets. */
	size_t size = value->bytes.size + 4;

	if (value->pieces < 2 && !value->computed)
		return false;
	if (script_is_name(expression) && size > NAMED_MAX)
		return false;
	return size <= fold->room - fold->size &&
	       fold->room - fold->size - size >= fold->source.size - end;
}

void
script_fold_put(struct script_fold *fold, struct slice expression,
    const struct script_value *value)
{
	size_t from = (size_t)(expression.data - fold->source.data);
	size_t end = from + expression.size;
	bool bracket = expression.data[0] == '(';

	copy(fold, from);
	if (!is_worth(fold, end, expression, value)) {
		copy(fold, end);
		return;
	}
	if (bracket)
		put(fold, '(');
	put(fold, '"');
	if (value->bytes.size > 0)
		memcpy(fold->out + fold->size, value->bytes.data,
		    value->bytes.size);
	fold->size += value->bytes.size;
	put(fold, '"');
	if (bracket)
		put(fold, ')');
	fold->copied = end;
	fold->changed = true;
}

struct slice
script_fold_end(struct script_fold *fold)
{
	copy(fold, fold->source.size);
	return (struct slice){fold->out, fold->size};
}
