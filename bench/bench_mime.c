/*
 * bench_mime - a whole message to its decoded tree
 *
 * Mails as in ordinary traffic (5 KB of text; text and an attachment in base64,
 * 50 and 500 KB together) and two hostile ones.  The figures hold envelope,
 * headers, walk, decoding and file types: all that message_parse() does.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "core/base/text.h"
#include "core/message/message.h"

struct mail {
	const char *name;
	char *bytes;
	struct text text;
	uint8_t *attachment;
	size_t attachment_size;
	size_t parts; /* that must come of it */
	struct limits limits;
	struct arena *arena;
};

#define MAIL_MAX ((size_t)2 << 20)
#define BOUNDARY "----=_Part_1_1234.5678"

static uint32_t
noise(void)
{
	static uint64_t state = UINT64_C(0x9e3779b97f4a7c15);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 32);
}

static void *
allocate(size_t size)
{
	void *memory = malloc(size);

	if (memory == NULL)
		bench_refuse("mime", "out of memory");
	return memory;
}

/* ---- making mail ------------------------------------------------------- */

static void
put(struct mail *mail, const char *string)
{
	text_put(&mail->text, slice_from_string(string));
}

static void
put_header(struct mail *mail)
{
	put(mail,
	    "Return-Path: <alice@example.com>\r\n"
	    "Received: from mx.example.com (mx.example.com [192.0.2.1])\r\n"
	    "\tby mail.example.org (CommuniGate Pro SMTP 6.2)\r\n"
	    "\twith ESMTP id 12345 for <bob@example.org>;\r\n"
	    "\tMon, 1 Jan 2024 00:00:00 +0000\r\n"
	    "Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n"
	    "From: Alice <alice@example.com>\r\n"
	    "To: Bob <bob@example.org>\r\n"
	    "Subject: the figures of this month\r\n"
	    "Message-ID: <1234@example.com>\r\nMIME-Version: 1.0\r\n");
}

static void
put_words(struct mail *mail, size_t size)
{
	static const char *const words[] = {"the ", "figures ", "of ", "this ",
	    "month ", "are ", "- ", "better ", "than ", "expected "};
	size_t end = mail->text.size + size, column = 0;

	while (mail->text.size < end) {
		const char *word = words[noise() % 10];

		put(mail, word);
		column += strlen(word);
		if (column < 68)
			continue;
		put(mail, "\r\n");
		column = 0;
	}
	put(mail, "\r\n");
}

/* RFC 2045 6.8: lines of 76; size is a multiple of 57, so there is no '='. */
static void
put_base64(struct mail *mail, const uint8_t *bytes, size_t size)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789+/";

	for (size_t i = 0; i < size; i += 3) {
		uint32_t three = (uint32_t)bytes[i] << 16 |
				 (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];

		for (int shift = 18; shift >= 0; shift -= 6)
			text_put_byte(
			    &mail->text, alphabet[three >> shift & 63]);
		if (i % 57 == 54)
			put(mail, "\r\n");
	}
}

static struct mail *
new_mail(const char *name, size_t parts)
{
	struct mail *mail = allocate(sizeof(*mail));

	*mail = (struct mail){.name = name, .parts = parts};
	mail->bytes = allocate(MAIL_MAX);
	mail->text = text_over(mail->bytes, MAIL_MAX);
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

	put_header(mail);
	put(mail, "Content-Type: text/plain; charset=utf-8\r\n\r\n");
	put_words(mail, size - mail->text.size);
	return mail;
}

static struct mail *
attachment_mail(const char *name, size_t text, size_t encoded)
{
	struct mail *mail = new_mail(name, 3);

	mail->attachment_size = encoded / 78 * 57;
	mail->attachment = allocate(mail->attachment_size);
	for (size_t i = 0; i < mail->attachment_size; i++)
		mail->attachment[i] = (uint8_t)noise();
	put_header(mail);
	put(mail, "Content-Type: multipart/mixed; boundary=\"" BOUNDARY
		  "\"\r\n\r\n--" BOUNDARY "\r\n"
		  "Content-Type: text/plain; charset=utf-8\r\n\r\n");
	put_words(mail, text);
	put(mail,
	    "--" BOUNDARY "\r\n"
	    "Content-Type: application/octet-stream; name=\"a.bin\"\r\n"
	    "Content-Transfer-Encoding: base64\r\n"
	    "Content-Disposition: attachment; filename=\"a.bin\"\r\n\r\n");
	put_base64(mail, mail->attachment, mail->attachment_size);
	put(mail, "--" BOUNDARY "--\r\n");
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

	put(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (unsigned i = 0; i < parts; i++)
		put(mail, "--b\n\nx\n");
	mail->parts = (size_t)mail->limits.max[LIMIT_PARTS];
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
	add(deep_mail("mime/10000_deep", 10000));
	add(many_mail("mime/100000_parts", 100000));
}
