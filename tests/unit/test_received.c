/*
 * test_received - one hop of a message's way
 *
 * Fields as the servers named write them, with example names; what must come of
 * them was read off by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/header/received.h"
#include "tests/support/slices.h"

/* Mon, 5 Jan 2004 10:00:00 +0000, by Python. */
#define DATE "; Mon, 5 Jan 2004 10:00:00 +0000"
#define SECONDS 1073296800

static void
put(char *out, size_t room, const char *name, struct slice s)
{
	size_t used = strlen(out);

	if (s.size > 0)
		snprintf(out + used, room - used, "%s=%.*s|", name, (int)s.size,
		    (const char *)s.data);
}

static void
put_flag(char *out, size_t room, const char *name, bool flag)
{
	if (flag)
		put(out, room, name, SLICE("1"));
}

struct row {
	const char *value;
	const char *expected;
};

static void
assert_hops(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice value = slice_from_string(rows[i].value);
		struct received hop;
		char got[1024] = "";

		assert_true(received_parse(value, &hop));
		put(got, sizeof(got), "from", hop.from);
		put(got, sizeof(got), "rev", hop.reverse);
		put(got, sizeof(got), "ip", hop.address);
		put(got, sizeof(got), "by", hop.by);
		put(got, sizeof(got), "with", hop.with);
		put(got, sizeof(got), "id", hop.id);
		put(got, sizeof(got), "for", hop.recipient);
		put(got, sizeof(got), "user", hop.user);
		put_flag(got, sizeof(got), "auth", hop.authenticated);
		put_flag(got, sizeof(got), "tls", hop.encrypted);
		put_flag(got, sizeof(got), "local", hop.local);
		if (strcmp(got, rows[i].expected) != 0)
			print_error("of \"%s\"\n", rows[i].value);
		assert_string_equal(got, rows[i].expected);
		if (strstr(rows[i].value, DATE) == NULL)
			continue;
		assert_true(hop.has_date);
		assert_true(hop.date.seconds == SECONDS);
	}
}
#define ASSERT_HOPS(rows) assert_hops((rows), sizeof(rows) / sizeof((rows)[0]))

static void
sendmail_and_postfix_are_read(void **state)
{
	static const struct row rows[] = {
	    {"from helo.test (rev.test [192.0.2.1]) by mx.test (Postfix) "
	     "with ESMTP id 3661E16F49 for <a@b.test>" DATE " (IST)",
		"from=helo.test|rev=rev.test|ip=192.0.2.1|by=mx.test|"
		"with=ESMTP|id=3661E16F49|for=a@b.test|"},
	    {"from helo.test (unknown [192.0.2.1])\r\n\t(using TLSv1.2 with "
	     "cipher X (256/256 bits))\r\n\t(No client certificate "
	     "requested)\r\n\t(Authenticated sender: bob@b.test)\r\n\tby "
	     "mx.test (Postfix) with ESMTPSA id 1" DATE,
		"from=helo.test|ip=192.0.2.1|by=mx.test|with=ESMTPSA|id=1|"
		"user=bob@b.test|auth=1|tls=1|"},
	    {"by mx.test (Postfix, from userid 1000)\r\n id 1" DATE,
		"by=mx.test|id=1|local=1|"},
	    {"from [192.0.2.9] (rev.test [IPv6:2001:db8::1]) by mx.test "
	     "(Postfix) with SMTP id 1" DATE,
		"from=[192.0.2.9]|rev=rev.test|ip=2001:db8::1|by=mx.test|"
		"with=SMTP|id=1|"},
	    {"from helo.test (rev.test [192.0.2.1] (may be forged)) by "
	     "mx.test (8.12.5/8.12.5) with ESMTP id g6J for <a@b>" DATE,
		"from=helo.test|rev=rev.test|ip=192.0.2.1|by=mx.test|"
		"with=ESMTP|id=g6J|for=a@b|"},
	    {"from helo (IDENT:bob@rev.test [192.0.2.1]) (authenticated "
	     "bits=0) by mx.test (8.14) with ESMTP id X "
	     "(version=TLSv1/SSLv3 cipher=AES bits=256 verify=NO)" DATE,
		"from=helo|rev=rev.test|ip=192.0.2.1|by=mx.test|with=ESMTP|"
		"id=X|auth=1|tls=1|"},
	    {"(from root@localhost) by mx.test (8.12.5/8.12.5/Submit) id "
	     "X for a@b" DATE,
		"by=mx.test|id=X|for=a@b|local=1|"},
	    {"from localhost (bob@localhost) by mx.test (8.9.3) with SMTP "
	     "id X" DATE,
		"from=localhost|by=mx.test|with=SMTP|id=X|local=1|"},
	    {"from x ([192.0.2.1]) by y with LMTP id Z" DATE,
		"from=x|ip=192.0.2.1|by=y|with=LMTP|id=Z|"},
	};

	(void)state;
	ASSERT_HOPS(rows);
}

static void
exim_and_qmail_are_read(void **state)
{
	static const struct row rows[] = {
	    {"from rev.test ([192.0.2.1]:51234 helo=helo.test) by mx.test "
	     "with esmtps (TLS1.2:ECDHE_RSA:256) (Exim 4.93) "
	     "(envelope-from <c@d>) id 1k3i7I-0006RW-E7 for a@b" DATE,
		"from=helo.test|rev=rev.test|ip=192.0.2.1|by=mx.test|"
		"with=esmtps|id=1k3i7I-0006RW-E7|for=a@b|tls=1|"},
	    {"from [192.0.2.1] (port=4321 helo=[10.0.0.1]) by mx.test with "
	     "esmtpa (Exim 4.9) id 1-2" DATE,
		"from=[10.0.0.1]|ip=192.0.2.1|by=mx.test|with=esmtpa|id=1-2|"
		"auth=1|"},
	    {"from [2001:db8::1] (helo=x) by mx.test with esmtp (Exim "
	     "4.9) id 1" DATE,
		"from=x|ip=2001:db8::1|by=mx.test|with=esmtp|id=1|"},
	    {"from bob by mx.test with local (Exim 3.35 #1 (Debian)) id "
	     "17iBiq-0005K9-00" DATE,
		"from=bob|by=mx.test|with=local|id=17iBiq-0005K9-00|"
		"local=1|"},
	    {"from unknown (HELO helo.test) (192.0.2.1) by mx.test with "
	     "SMTP" DATE,
		"from=helo.test|ip=192.0.2.1|by=mx.test|with=SMTP|"},
	    {"from rev.test (HELO helo.test) (bob@192.0.2.1) by mx.test "
	     "with SMTP" DATE,
		"from=helo.test|rev=rev.test|ip=192.0.2.1|by=mx.test|"
		"with=SMTP|"},
	    {"(qmail 26981 invoked by uid 0)" DATE, "local=1|"},
	    {"(qmail 26981 invoked by alias)" DATE, "local=1|"},
	    {"(qmail 26981 invoked from network)" DATE, ""},
	    {"(qmail 1 messnum 2 invoked from "
	     "network[192.0.2.1/unknown])" DATE,
		"ip=192.0.2.1|"},
	};

	(void)state;
	ASSERT_HOPS(rows);
}

static void
communigate_pro_is_read(void **state)
{
	static const struct row rows[] = {
	    {"from [192.0.2.1] (HELO helo.test)\r\n  by mx.test "
	     "(CommuniGate Pro SMTP 6.2.1)\r\n  with ESMTP id 123 for "
	     "a@b.test" DATE,
		"from=helo.test|ip=192.0.2.1|by=mx.test|with=ESMTP|id=123|"
		"for=a@b.test|"},
	    {"from [192.0.2.1] (account bob@b.test HELO [10.0.0.1]) by "
	     "mx.test (CommuniGate Pro SMTP 6.2) with ESMTPSA id 123" DATE,
		"from=[10.0.0.1]|ip=192.0.2.1|by=mx.test|with=ESMTPSA|"
		"id=123|user=bob@b.test|auth=1|tls=1|"},
	    {"from rev.test ([192.0.2.1] verified) by mx.test "
	     "(CommuniGate Pro SMTP 4.1) with ESMTP id 1" DATE,
		"from=rev.test|ip=192.0.2.1|by=mx.test|with=ESMTP|id=1|"},
	    {"from [192.0.2.1] (account bob) by mx.test (CommuniGate Pro "
	     "WEBUSER 6.2) with HTTP id 5" DATE,
		"from=[192.0.2.1]|ip=192.0.2.1|by=mx.test|with=HTTP|id=5|"
		"user=bob|auth=1|"},
	    {"by mx.test (CommuniGate Pro PIPE 4.2) with PIPE id 9" DATE,
		"by=mx.test|with=PIPE|id=9|"},
	};

	(void)state;
	ASSERT_HOPS(rows);
}

static void
other_servers_are_read(void **state)
{
	static const struct row rows[] = {
	    /* Exchange. */
	    {"from A.test (2001:db8::1) by B.test (10.1.1.1) with Microsoft "
	     "SMTP Server (version=TLS1_2, cipher=TLS_X) id "
	     "15.20.1.1" DATE,
		"from=A.test|ip=2001:db8::1|by=B.test|with=Microsoft SMTP "
		"Server|id=15.20.1.1|tls=1|"},
	    {"from A.test ([fe80::1%5]) by A.test ([fe80::1%5]) with mapi "
	     "id 15.1" DATE,
		"from=A.test|ip=fe80::1|by=A.test|with=mapi|id=15.1|"},
	    {"from mail pickup service by A.test with Microsoft "
	     "SMTPSVC" DATE,
		"from=mail|by=A.test|with=Microsoft SMTPSVC|"},
	    /* Google. */
	    {"from rev.test (rev.test. [192.0.2.1]) by mx.google.test with "
	     "ESMTPS id x.1 for <a@b> (version=TLS1_3 cipher=C "
	     "bits=256/256)" DATE,
		"from=rev.test|rev=rev.test|ip=192.0.2.1|by=mx.google.test|"
		"with=ESMTPS|id=x.1|for=a@b|tls=1|"},
	    {"by 2001:db8::2 with SMTP id j5" DATE,
		"by=2001:db8::2|with=SMTP|id=j5|"},
	    /* Yahoo, MDaemon, fetchmail, Domino, Courier, UUCP gateways. */
	    {"from 192.0.2.9 (EHLO x.test) (192.0.2.1) by m.test with "
	     "SMTP" DATE,
		"from=x.test|ip=192.0.2.1|by=m.test|with=SMTP|"},
	    {"from [192.0.2.1] by m.test via HTTP" DATE,
		"from=[192.0.2.1]|ip=192.0.2.1|by=m.test|with=HTTP|"},
	    {"from x.test by m.test (MDaemon PRO v9.6) with ESMTP id "
	     "md5.msg for <a@b>" DATE,
		"from=x.test|by=m.test|with=ESMTP|id=md5.msg|for=a@b|"},
	    {"from pop.test [192.0.2.1] by localhost with POP3 "
	     "(fetchmail-5.9.0) for bob@localhost (single-drop)" DATE,
		"from=pop.test|ip=192.0.2.1|by=localhost|with=POP3|"
		"for=bob@localhost|"},
	    {"from x.test ([192.0.2.1]) by d.test (Lotus Domino Release "
	     "8.5) with ESMTP id 2009-1" DATE,
		"from=x.test|ip=192.0.2.1|by=d.test|with=ESMTP|id=2009-1|"},
	    {"from x.test (x.test [::ffff:192.0.2.1]) (AUTH: PLAIN bob, "
	     "TLS: TLS1.2,256bits) by c.test with ESMTPSA id 1" DATE,
		"from=x.test|rev=x.test|ip=::ffff:192.0.2.1|by=c.test|"
		"with=ESMTPSA|id=1|user=bob|auth=1|tls=1|"},
	    {"from unknown[192.0.2.1] by m.test with SMTP" DATE,
		"from=unknown|ip=192.0.2.1|by=m.test|with=SMTP|"},
	    {"from x (unknown[192.0.2.1]) by m.test with SMTP" DATE,
		"from=x|ip=192.0.2.1|by=m.test|with=SMTP|"},
	};

	(void)state;
	ASSERT_HOPS(rows);
}

static void
odd_and_broken_fields_are_read(void **state)
{
	static const struct row rows[] = {
	    {"from  by mx.test with SMTP" DATE, "by=mx.test|with=SMTP|"},
	    {"from x by y id 1 for <a@b>, <c@d>" DATE,
		"from=x|by=y|id=1|for=a@b|"},
	    {"from x by y for <\"a b\"@c>" DATE, "from=x|by=y|for=\"a b\"@c|"},
	    {"FROM x BY y WITH smtp" DATE, "from=x|by=y|with=smtp|"},
	    {"from x(rev [192.0.2.1])by y(z)with SMTP" DATE,
		"from=x|rev=rev|ip=192.0.2.1|by=y|with=SMTP|"},
	    {"from x (open [192.0.2.1] by y with SMTP" DATE,
		"from=x|ip=192.0.2.1|by=y|with=SMTP|"},
	    {"from x ([999.0.2.1]) by y" DATE, "from=x|by=y|"},
	    {"from ssl.test (ssl.test [192.0.2.1]) by y" DATE,
		"from=ssl.test|rev=ssl.test|ip=192.0.2.1|by=y|"},
	    {"from x by y; comment; with SMTP" DATE, "from=x|by=y|with=SMTP|"},
	    {"from x by y from z by w" DATE, "from=x|by=y|"},
	    {"from x ([1:2:3:4:5:6:7:8]) by y" DATE,
		"from=x|ip=1:2:3:4:5:6:7:8|by=y|"},
	    {"from x ([1:2:3:4:5:6:7]) by y" DATE, "from=x|by=y|"},
	    {"from x (a@b.test@192.0.2.1) by y" DATE,
		"from=x|ip=192.0.2.1|by=y|"},
	    {"from x by y with ESMTP (not authenticated)" DATE,
		"from=x|by=y|with=ESMTP|"},
	    {"from x from [192.0.2.1] by y" DATE, "from=x|ip=192.0.2.1|by=y|"},
	    {"from x (192.0.2.1[192.0.2.1 port:25]) by y" DATE,
		"from=x|ip=192.0.2.1|by=y|"},
	    {"(ofmipd 192.0.2.1)" DATE, "ip=192.0.2.1|"},
	    /* No semicolon ahead of the date. */
	    {"from x by y with ESMTP id X Mon, 5 Jan 2004 10:00:00 +0000",
		"from=x|by=y|with=ESMTP|id=X|"},
	};
	struct received hop;

	(void)state;
	ASSERT_HOPS(rows);
	assert_true(received_parse(
	    slice_from_string(rows[sizeof(rows) / sizeof(rows[0]) - 1].value),
	    &hop));
	assert_true(hop.has_date && hop.date.seconds == SECONDS);
	assert_true(received_parse(SLICE("from x by y; never"), &hop));
	assert_false(hop.has_date);
}

static void
what_is_no_hop_is_none(void **state)
{
	static const char *const values[] = {
	    "", " ", ";", "()", "(scanned by x)", "some text", "from", "by"};
	struct received hop;

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_false(
		    received_parse(slice_from_string(values[i]), &hop));
}

static void
a_field_that_ends_at_any_byte_is_survived(void **state)
{
	struct slice whole =
	    SLICE("from a[192.0.2.1] (b@c.d. [IPv6:2001:db8::1]:25 helo=e) "
		  "(HELO f) by g with ESMTPSA/x y id <h> for <\"i j\"@k>, "
		  "(AUTH: l m, n (o\\)); Mon, 5 Jan 2004 10:00:00 +0000 (p");

	(void)state;
	for (size_t end = 0; end <= whole.size; end++) {
		uint8_t *bytes = malloc(end > 0 ? end : 1);
		struct received hop;

		memcpy(bytes, whole.data, end);
		assert_int_equal(
		    received_parse((struct slice){bytes, end}, &hop), end > 5);
		free(bytes);
	}
}

static void
hostile_values_cost_linear_time(void **state)
{
	static const struct slice patterns[] = {SLICE("("), SLICE("()"),
	    SLICE("for <"), SLICE("with a "), SLICE("from (["), SLICE("@"),
	    SLICE(";"), SLICE("from x ("), SLICE("Mon, "), SLICE("a(")};
	size_t size = (size_t)1 << 20;
	uint8_t *bytes = malloc(size);
	struct received hop;

	(void)state;
	for (size_t p = 0; p < sizeof(patterns) / sizeof(patterns[0]); p++) {
		for (size_t i = 0; i < size; i++)
			bytes[i] = patterns[p].data[i % patterns[p].size];
		(void)received_parse((struct slice){bytes, size}, &hop);
		assert_int_equal(hop.address.size, 0);
		assert_false(hop.has_date);
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sendmail_and_postfix_are_read),
	    cmocka_unit_test(exim_and_qmail_are_read),
	    cmocka_unit_test(communigate_pro_is_read),
	    cmocka_unit_test(other_servers_are_read),
	    cmocka_unit_test(odd_and_broken_fields_are_read),
	    cmocka_unit_test(what_is_no_hop_is_none),
	    cmocka_unit_test(a_field_that_ends_at_any_byte_is_survived),
	    cmocka_unit_test(hostile_values_cost_linear_time),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
