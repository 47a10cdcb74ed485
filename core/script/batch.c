/*
 * batch - what cmd.exe makes of the lines of a batch file before it runs them
 */
#include "core/script/batch.h"

#include "core/base/ascii.h"

/* cmd takes no longer line. */
#define LINE_MAX_BYTES 8191u
#define NAME_MAX_BYTES SCRIPT_NAME_MAX
/* What is looked for within a value, each byte of which may be compared. */
#define NEEDLE_MAX_BYTES 64u

/* ---- what a name stands for -------------------------------------------- */

/* What machines have in common, for droppers take letters out of it; the others
 * of a machine's own stay names. */
static const struct {
	struct slice name, value;
} machine[] = {
    {SLICE("comspec"), SLICE("C:\\Windows\\system32\\cmd.exe")},
    {SLICE("systemroot"), SLICE("C:\\Windows")},
    {SLICE("windir"), SLICE("C:\\Windows")},
    {SLICE("systemdrive"), SLICE("C:")},
    {SLICE("os"), SLICE("Windows_NT")},
    {SLICE("public"), SLICE("C:\\Users\\Public")},
    {SLICE("programdata"), SLICE("C:\\ProgramData")},
    {SLICE("allusersprofile"), SLICE("C:\\ProgramData")},
    {SLICE("programfiles"), SLICE("C:\\Program Files")},
    {SLICE("commonprogramfiles"), SLICE("C:\\Program Files\\Common Files")},
    {SLICE("pathext"),
	SLICE(".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC")},
    {SLICE("temp"), SLICE("")},
    {SLICE("tmp"), SLICE("")},
    {SLICE("appdata"), SLICE("")},
    {SLICE("localappdata"), SLICE("")},
    {SLICE("userprofile"), SLICE("")},
    {SLICE("username"), SLICE("")},
    {SLICE("computername"), SLICE("")},
    {SLICE("homedrive"), SLICE("")},
    {SLICE("homepath"), SLICE("")},
    {SLICE("path"), SLICE("")},
    {SLICE("cd"), SLICE("")},
    {SLICE("date"), SLICE("")},
    {SLICE("time"), SLICE("")},
    {SLICE("random"), SLICE("")},
    {SLICE("errorlevel"), SLICE("")},
    {SLICE("processor_architecture"), SLICE("")},
    {SLICE("number_of_processors"), SLICE("")},
    {SLICE("sessionname"), SLICE("")},
};

/* NULL: it is no name that machines have. */
static const struct slice *
machine_value(struct slice name)
{
	for (size_t i = 0; i < sizeof(machine) / sizeof(machine[0]); i++)
		if (slice_equal_nocase(machine[i].name, name))
			return &machine[i].value;
	return NULL;
}

/* ---- a line ------------------------------------------------------------ */

struct line {
	struct batch *batch;
	struct slice s;
	uint8_t bytes[LINE_MAX_BYTES];
	size_t size;
	bool quoted;
};

static void
put(struct line *line, struct slice bytes)
{
	size_t room = sizeof(line->bytes) - line->size;

	if (bytes.size > room)
		bytes.size = room;
	if (bytes.size > 0)
		memcpy(line->bytes + line->size, bytes.data, bytes.size);
	line->size += bytes.size;
}

/* What a name stands for; outside of quotes its carets go, too. */
static void
put_value(struct line *line, struct slice value)
{
	if (line->quoted) {
		put(line, value);
		return;
	}
	for (size_t at = 0; at < value.size;) {
		struct slice rest = slice_skip(value, at);
		size_t size = slice_find_byte(rest, '^');

		put(line, slice_sub(rest, 0, size));
		at += size + 1;
	}
}

/* "~n" or "~n,m" of a value; counted from its end if it is negative. */
static bool
read_place(struct slice s, size_t *at, long *value_r)
{
	bool negative = *at < s.size && s.data[*at] == '-';
	size_t from = *at + negative, i = from;
	long value = 0;

	for (; i < s.size && ascii_is_digit(s.data[i]); i++)
		if (value <= (long)LINE_MAX_BYTES)
			value = value * 10 + (s.data[i] - '0');
	*at = i;
	*value_r = negative ? -value : value;
	return i > from;
}

static long
in_bounds(long value, long size)
{
	if (value < 0)
		value += size;
	return value < 0 ? 0 : value > size ? size : value;
}

static void
put_piece(struct line *line, struct slice value, struct slice places)
{
	long size = (long)value.size, from = 0, count;
	size_t at = 0;

	(void)read_place(places, &at, &from);
	from = in_bounds(from, size);
	count = size - from;
	if (at < places.size && places.data[at] == ',') {
		at++;
		if (read_place(places, &at, &count))
			count = count < 0 ? size + count - from : count;
	}
	if (count > 0)
		put_value(line, slice_sub(value, (size_t)from, (size_t)count));
}

/* "x=y"; x may be "*x", all up to the first x. */
static void
put_replaced(struct line *line, struct slice value, struct slice rule)
{
	size_t equals = slice_find_byte(rule, '='), at = 0;
	struct slice needle = slice_sub(rule, 0, equals);
	struct slice other = slice_skip(rule, equals + 1);
	bool all = needle.size > 0 && needle.data[0] == '*';

	needle = slice_skip(needle, all);
	while (needle.size > 0 && needle.size <= NEEDLE_MAX_BYTES) {
		struct slice rest = slice_skip(value, at);
		size_t next = slice_find_nocase(rest, needle);

		if (next == rest.size)
			break;
		if (!all)
			put_value(line, slice_sub(rest, 0, next));
		put_value(line, other);
		at += next + needle.size;
		if (all)
			break;
	}
	put_value(line, slice_skip(value, at));
}

/* Each byte of a value may be compared with each of what is looked for. */
static bool
take_work(struct batch *batch, size_t value_size, size_t rule_size)
{
	uint64_t work = 64 + value_size * (1 + rule_size / 8);

	if (work > batch->work) {
		batch->work = 0;
		batch->cut = true;
		return false;
	}
	batch->work -= work;
	return true;
}

/* False: it stays as it is written. */
static bool
put_variable(struct line *line, struct slice name, struct slice rule)
{
	struct script_variable *variable =
	    script_variables_find(line->batch->variables, name);
	const struct slice *common = machine_value(name);
	uint8_t bytes[LINE_MAX_BYTES];
	struct slice value = SLICE("");

	if (variable != NULL && variable->size <= sizeof(bytes) &&
	    take_work(line->batch, variable->size, rule.size)) {
		script_variable_read(variable, bytes);
		value = (struct slice){bytes, variable->size};
	} else if (common != NULL) {
		/* As a whole it says more than what it stands for. */
		if (rule.size == 0 || common->size == 0)
			return false;
		value = *common;
	}
	if (rule.size > 1 && rule.data[0] == '~')
		put_piece(line, value, slice_skip(rule, 1));
	else if (rule.size > 0)
		put_replaced(line, value, rule);
	else
		put_value(line, value);
	line->batch->changed = true;
	return true;
}

/* "%name%", "%name:...%", "!name!" at at: where it ends, 0: none. */
static size_t
variable_end(struct slice s, size_t at)
{
	size_t end = at + 1;

	while (end < s.size && s.data[end] != s.data[at] &&
	       s.data[end] != '\n' && end - at <= 2 * NAME_MAX_BYTES)
		end++;
	return end < s.size && s.data[end] == s.data[at] && end > at + 1 ? end
									 : 0;
}

/* At '%' or '!'; how many bytes were taken. */
static size_t
take_variable(struct line *line, size_t at)
{
	struct slice s = line->s, inner;
	uint8_t mark = s.data[at], next = at + 1 < s.size ? s.data[at + 1] : 0;
	size_t end, colon;

	/* "%%" is one; arguments are not known. */
	if (mark == '%' && next == '%') {
		put(line, SLICE("%"));
		return 2;
	}
	end =
	    mark == '%' && (ascii_is_digit(next) || next == '~' || next == '*')
		? 0
		: variable_end(s, at);
	inner = slice_sub(s, at + 1, end == 0 ? 0 : end - at - 1);
	colon = slice_find_byte(inner, ':');
	if (end == 0 ||
	    (mark == '!' && script_variables_find(line->batch->variables,
				slice_sub(inner, 0, colon)) == NULL)) {
		put(line, slice_sub(s, at, 1));
		return 1;
	}
	if (!put_variable(
		line, slice_sub(inner, 0, colon), slice_skip(inner, colon + 1)))
		put(line, slice_sub(s, at, end - at + 1));
	return end - at + 1;
}

/* ---- what would be a sign ---------------------------------------------- */

/* Behind a caret a sign is none; until the line was taken apart these stand for
 * it. */
static const uint8_t signs[] = {'&', '|', '>', '<'};
#define HIDDEN 0x1C

static uint8_t
hide(uint8_t c)
{
	const uint8_t *sign = memchr(signs, c, sizeof(signs));

	return sign == NULL ? c : (uint8_t)(HIDDEN + (sign - signs));
}

static void
show(uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] >= HIDDEN && bytes[i] < HIDDEN + sizeof(signs))
			bytes[i] = signs[bytes[i] - HIDDEN];
}

/* Where one of these stands in s outside of quotes; s.size: nowhere. */
static size_t
find_sign(struct slice s, uint8_t a, uint8_t b)
{
	bool quoted = false;

	for (size_t at = 0; at < s.size; at++) {
		uint8_t c = s.data[at];

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == a || c == b))
			return at;
	}
	return s.size;
}

/* ---- set --------------------------------------------------------------- */

static struct slice
skip_blanks(struct slice s)
{
	while (s.size > 0 && (*s.data == ' ' || *s.data == '\t' ||
				 *s.data == '@' || *s.data == '('))
		s = slice_skip(s, 1);
	return s;
}

/* Its name is of a line that will be gone. */
static struct script_variable *
find_or_add(struct script_variables *variables, struct slice name)
{
	struct script_variable *variable =
	    script_variables_find(variables, name);

	if (variable != NULL || name.size == 0 || name.size > SCRIPT_NAME_MAX)
		return variable;
	if (!arena_copy(variables->arena, name, &name))
		return NULL;
	return script_variables_get(variables, name);
}

/* A copy of bytes, and it is what was hidden in them. */
static void
give(struct batch *batch, struct script_variables *variables,
    struct script_variable *to, struct slice bytes)
{
	uint8_t *kept = arena_alloc(variables->arena, bytes.size + 1);

	if (kept == NULL) {
		batch->cut = true;
		return;
	}
	memcpy(kept, bytes.data, bytes.size);
	show(kept, bytes.size);
	if (!script_variable_give(
		variables, to, (struct slice){kept, bytes.size}, 1))
		batch->cut = true;
}

/* "a=b", with quotes around it or without; no sums. */
static void
set(struct batch *batch, struct slice rule)
{
	struct script_variable *variable;
	struct slice value;
	size_t equals, quote;

	rule = skip_blanks(rule);
	if (rule.size > 0 && *rule.data == '"') {
		rule = slice_skip(rule, 1);
		for (quote = rule.size; quote > 0; quote--)
			if (rule.data[quote - 1] == '"')
				break;
		if (quote > 0)
			rule = slice_sub(rule, 0, quote - 1);
	}
	equals = slice_find_byte(rule, '=');
	value = slice_skip(rule, equals + 1);
	if (equals == rule.size || *rule.data == '/')
		return;
	variable = find_or_add(batch->variables, slice_sub(rule, 0, equals));
	if (variable == NULL) {
		batch->cut |= equals > 0;
		return;
	}
	script_variable_clear(variable);
	if (value.size > 0)
		give(batch, batch->variables, variable, value);
}

/* ---- echo -------------------------------------------------------------- */

/* A file's name behind ">" or ">>" at the beginning of rest, which moves behind
 * it. */
static struct slice
take_target(struct slice *rest)
{
	size_t size = 0;
	struct slice name;

	while (rest->size > 0 && (*rest->data == '>' || *rest->data == ' '))
		*rest = slice_skip(*rest, 1);
	if (rest->size > 0 && *rest->data == '"')
		size = slice_find_byte(slice_skip(*rest, 1), '"') + 2;
	while (size < rest->size && rest->data[size] > ' ' &&
	       rest->data[size] != ')')
		size++;
	name = slice_sub(*rest, 0, size);
	*rest = slice_skip(*rest, size);
	if (name.size > 1 && *name.data == '"')
		name = slice_sub(name, 1, name.size - 2);
	return name;
}

static void
write_line(struct batch *batch, struct slice target, struct slice text)
{
	struct script_variable *file = find_or_add(batch->files, target);

	if (file == NULL) {
		batch->cut |= target.size > 0;
		return;
	}
	if (file->first != NULL)
		give(batch, batch->files, file, SLICE("\r\n"));
	give(batch, batch->files, file, text);
}

/* "echo text>file", ">file echo text" */
static void
echo(struct batch *batch, struct slice command)
{
	struct slice target = SLICE(""), text;
	size_t sign;

	if (command.size > 0 && *command.data == '>') {
		target = take_target(&command);
		command = skip_blanks(command);
	}
	if (!slice_starts_with_nocase(command, SLICE("echo")))
		return;
	/* A blank, or "." and others that are none. */
	text = slice_skip(command, SLICE("echo").size + 1);
	sign = find_sign(text, '>', '>');
	if (sign < text.size) {
		struct slice rest = slice_skip(text, sign);

		target = take_target(&rest);
		text = slice_sub(text, 0, sign);
	}
	write_line(batch, target, text);
}

/* One command of a line. */
static void
take_command(struct batch *batch, struct slice command)
{
	command = skip_blanks(command);
	if (slice_starts_with_nocase(command, SLICE("set ")) ||
	    slice_starts_with_nocase(command, SLICE("set\"")))
		set(batch, slice_skip(command, 3));
	else
		echo(batch, command);
}

static void
take_commands(struct batch *batch, struct slice line)
{
	while (line.size > 0) {
		size_t size = find_sign(line, '&', '|');

		take_command(batch, slice_sub(line, 0, size));
		line = slice_skip(line, size + 1);
	}
}

/* ---- all lines --------------------------------------------------------- */

/* At a caret; how many bytes were taken. */
static size_t
take_caret(struct line *line, size_t at)
{
	struct slice next = slice_skip(line->s, at + 1);

	line->batch->changed = true;
	if (slice_starts_with(next, SLICE("\r\n")))
		return 3;
	if (next.size > 0 && *next.data != '\n') {
		uint8_t c = hide(*next.data);

		put(line, (struct slice){&c, 1});
	}
	return next.size > 0 ? 2 : 1;
}

/* From at on, up to the end of the line, or as much of it as is read at once.
 */
static size_t
read_line(struct line *line, size_t at)
{
	struct slice s = line->s;

	line->size = 0;
	while (at < s.size && line->size < sizeof(line->bytes)) {
		uint8_t c = s.data[at];

		if (c == '^' && !line->quoted) {
			at += take_caret(line, at);
			continue;
		}
		if (c == '%' || c == '!') {
			at += take_variable(line, at);
			continue;
		}
		if (c == '"')
			line->quoted = !line->quoted;
		put(line, slice_sub(s, at++, 1));
		if (c == '\n') {
			line->quoted = false;
			break;
		}
	}
	return at;
}

static bool
put_line(struct batch *batch, struct slice line)
{
	if (line.size > batch->room - batch->size) {
		batch->cut = true;
		return false;
	}
	memcpy(batch->out + batch->size, line.data, line.size);
	batch->size += line.size;
	return true;
}

void
batch_read(struct batch *batch)
{
	struct line line = {.batch = batch, .s = batch->text};
	size_t at = 0;

	batch->work = BATCH_WORK(batch->text.size);
	do {
		struct slice bytes;

		at = read_line(&line, at);
		bytes = (struct slice){line.bytes, line.size};
		/* cmd runs no longer one. */
		if (line.size < sizeof(line.bytes))
			take_commands(batch, slice_trim(bytes));
		show(line.bytes, line.size);
		if (!put_line(batch, bytes))
			return;
	} while (at < batch->text.size);
}
