/*
 * fuzz_bundle - any bytes as a bundle of reports, or as gateways.cfg
 *
 * The input is gateways.cfg up to a NUL, and a bundle behind it.  Laws: each
 * message is of a class, with prints of a kind; what was read, written again,
 * reads as the same; only a gateway that is known proves anything.
 */
#include <stdlib.h>
#include <string.h>

#include "core/feedback/bundle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct gateway self = {{(const uint8_t *)"one", 3},
    {(const uint8_t *)"0123456789abcdef", 16}, false};

static void
write_again(struct slice bytes, const struct gateways *gateways)
{
	static struct bundle_message message;
	struct bundle_writer writer;
	struct bundle bundle;
	size_t count = 0;

	if (!bundle_open(bytes, gateways, &bundle))
		return;
	CHECK((bundle.proof == BUNDLE_UNPROVED) == (bundle.known == NULL));
	bundle_begin(&writer, &self, 1);
	for (; bundle_next(&bundle, &message); count++) {
		CHECK(message.class <= STORE_IS_PHISHING);
		CHECK(message.print_count <= PRINTS_MAX);
		if (message.original.size > 0)
			bundle_put_original(
			    &writer, message.class, message.original);
		else
			bundle_put_prints(&writer, message.class,
			    message.identity, message.prints,
			    message.print_count);
	}
	CHECK(writer.count == count && bundle_end(&writer, &self));
	CHECK(bundle_open(
	    (struct slice){writer.bytes, writer.size}, gateways, &bundle));
	while (bundle_next(&bundle, &message))
		count--;
	CHECK(count == 0 && bundle.rest.size == 0);
	bundle_free(&writer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct gateways gateways;
	struct slice file = {data, size};
	char buffer[512];
	struct text error = TEXT_OVER(buffer);

	file.size = slice_find_byte(file, 0);
	if (!gateways_parse(file, "g", &gateways, &error))
		CHECK(error.size > 0 && gateways.count == 0);
	write_again(
	    slice_skip((struct slice){data, size}, file.size + 1), &gateways);
	return 0;
}
