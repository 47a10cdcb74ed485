/*
 * bench_mime - a whole message to its decoded tree
 *
 * Mails as in ordinary traffic (5 KB of text; text and an attachment in base64,
 * 50 and 500 KB together), one that is shipped, and two hostile ones.  The
 * figures hold envelope, headers, walk, decoding and file types: all that
 * message_parse() does.
 */
#include <stdio.h>

#include "bench/bench.h"
#include "bench/mail.h"
#include "core/base/text.h"
#include "core/message/message.h"

struct mail {
	const char *name;
	struct text text;
	uint8_t *attachment;
	size_t attachment_size;
	size_t parts; /* that must come of it */
	struct limits limits;
	struct arena *arena;
};

#define MAIL_MAX ((size_t)2 << 20)

static uint64_t seed = 1;

/* ---- making mail ------------------------------------------------------- */

static struct mail *
new_mail(const char *name, size_t parts)
{
	struct mail *mail = bench_allocate(sizeof(*mail));

	*mail = (struct mail){.name = name, .parts = parts};
	mail->text = mail_text(MAIL_MAX);
	limits_default(&mail->limits);
	mail->arena = arena_create(message_arena_bytes(&mail->limits));
	if (mail->arena == NULL)
		bench_refuse(name, "out of memory");
	return mail;
}

static struct mail *
text_mail(const char *name, size_t size)
{
	struct mail *mail = new_mail(name, 1);

	mail_put_header(&mail->text);
	mail_put(
	    &mail->text, "Content-Type: text/plain; charset=utf-8\r\n\r\n");
	mail_put_words(&mail->text, size - mail->text.size, &seed);
	return mail;
}

static struct mail *
attachment_mail(const char *name, size_t text, size_t encoded)
{
	struct mail *mail = new_mail(name, 3);

	mail->attachment_size = encoded / 78 * 57;
	mail->attachment = mail_noise(mail->attachment_size, &seed);
	mail_put_mixed(&mail->text, text, &seed);
	mail_put_attachment(
	    &mail->text, mail->attachment, mail->attachment_size);
	return mail;
}

static struct mail *
deep_mail(const char *name, unsigned depth)
{
	struct mail *mail = new_mail(name, 0);

	for (unsigned i = 0; i < depth; i++)
		text_printf(&mail->text,
		    "Content-Type: multipart/mixed; "
		    "boundary=b%05u\n\n--b%05u\n",
		    i, i);
	mail->parts = (size_t)mail->limits.max[LIMIT_DEPTH] + 1;
	return mail;
}

static struct mail *
many_mail(const char *name, unsigned parts)
{
	struct mail *mail = new_mail(name, 0);

	mail_put(&mail->text, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (unsigned i = 0; i < parts; i++)
		mail_put(&mail->text, "--b\n\nx\n");
	mail->parts = (size_t)mail->limits.max[LIMIT_PARTS];
	return mail;
}

static struct mail *
file_mail(const char *name, const char *path, size_t parts)
{
	struct mail *mail = new_mail(name, parts);
	FILE *file = fopen(path, "rb");
	int c;

	if (file == NULL)
		bench_refuse(path, "cannot be read");
	while ((c = getc(file)) != EOF)
		text_put_byte(&mail->text, (char)c);
	fclose(file);
	return mail;
}

/* ---- measuring --------------------------------------------------------- */

static bool
parse(struct mail *mail, struct message *message)
{
	struct budget budget;

	budget_init(&budget, UINT64_MAX);
	arena_reset(mail->arena);
	return message_parse(text_slice(&mail->text), &mail->limits,
		   mail->arena, &budget, message) != MESSAGE_NO_MEMORY;
}

static void
prove(struct mail *mail)
{
	struct message message;
	const struct part *last;

	if (mail->text.truncated || !parse(mail, &message))
		bench_refuse(mail->name, "out of memory");
	if (message.part_count != mail->parts)
		bench_refuse(mail->name, "wrong number of parts");
	last = message.parts[message.part_count - 1];
	if (mail->attachment != NULL &&
	    !slice_equal(last->body,
		(struct slice){mail->attachment, mail->attachment_size}))
		bench_refuse(mail->name, "the attachment came out wrong");
}

static void
parse_loop(struct bench *bench, void *owner)
{
	struct mail *mail = owner;
	struct message message;

	while (bench_next(bench))
		if (parse(mail, &message))
			bench_keep(message.top);
	bench_bytes(bench, mail->text.size);
	bench_items(bench, 1);
}

static void
add(struct mail *mail)
{
	prove(mail);
	bench_add(mail->name, parse_loop, mail);
}

void bench_mime(void);

void
bench_mime(void)
{
	add(text_mail("mime/5k_text", 5 << 10));
	add(attachment_mail("mime/50k_base64", 10 << 10, 40 << 10));
	add(attachment_mail("mime/500k_base64", 20 << 10, 480 << 10));
	add(file_mail("mime/demo", "conf/demo/05-eicar-nested.msg", 8));
	add(deep_mail("mime/10000_deep", 10000));
	add(many_mail("mime/100000_parts", 100000));
}
