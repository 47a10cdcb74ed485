/*
 * outlet_way - how answers go to the server, and what became of those that were
 * under way when an engine died
 */
#include <errno.h>
#include <unistd.h>

#include "core/base/file.h"
#include "threads/shared/outlet.h"
#include "threads/shared/outlet_state.h"
#include "threads/shared/receipts.h"

struct outlet_state outlet = {
    .fd = -1,
    .way_fd = -1,
    .carrier = {{-1, -1}},
};

bool
outlet_write_all(struct slice lines)
{
	while (lines.size > 0) {
		ssize_t written = write(outlet.fd, lines.data, lines.size);

		if (written >= 0)
			lines = slice_skip(lines, (size_t)written);
		else if (errno == EAGAIN && file_wait_writable(outlet.fd))
			continue;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

enum outlet_way
outlet_make_way(int fd, enum outlet_way best)
{
	receipts_destroy(&outlet.receipts);
	carrier_close(&outlet.carrier);
	outlet.way_fd = fd;
	if (best == OUTLET_RECEIPTS)
		outlet.receipts = receipts_create(fd);
	if (best != OUTLET_PLAIN && outlet.receipts == NULL)
		(void)carrier_make(&outlet.carrier);
	return outlet_way();
}

enum outlet_way
outlet_way(void)
{
	if (outlet.receipts != NULL)
		return OUTLET_RECEIPTS;
	return carrier_last_fd(&outlet.carrier) >= 0 ? OUTLET_CARRIER
						     : OUTLET_PLAIN;
}

unsigned
outlet_files(void)
{
	int last = outlet.receipts != NULL ? receipts_last_fd(outlet.receipts)
					   : carrier_last_fd(&outlet.carrier);

	return (unsigned)(last > STDERR_FILENO ? last : STDERR_FILENO) + 1;
}

void
outlet_set_phase(struct parcel *parcel, enum parcel_phase phase)
{
	/* Release: in the order of the program, for whoever looks after our
	 * death; what the kernel was asked for stands between. */
	atomic_store_explicit(
	    &parcel->phase, (uint32_t)phase, memory_order_release);
}

static bool
send_with_receipt(struct parcel *parcel, struct slice lines)
{
	parcel->receipt = receipts_next(outlet.receipts);
	outlet_set_phase(parcel, PARCEL_ASKED);
	switch (receipts_write(outlet.receipts, parcel->receipt, lines)) {
	case RECEIPT_DONE:
		return true;
	case RECEIPT_GONE:
		return false;
	case RECEIPT_NONE: /* no memory: for once without */
		break;
	}
	outlet_set_phase(parcel, PARCEL_FILLED);
	return outlet_write_all(lines);
}

/* What lies in the carrier, size bytes, leaves. */
static bool
carry_on(struct parcel *parcel, size_t size)
{
	uint8_t buffer[CARRIER_BYTES_MAX];

	outlet_set_phase(parcel, PARCEL_SENDING);
	if (carrier_empty(&outlet.carrier, outlet.fd, size))
		return true;
	if (errno == EPIPE)
		return false;
	outlet_set_phase(parcel, PARCEL_FILLED);
	return outlet_write_all(carrier_take_back(&outlet.carrier, buffer));
}

bool
outlet_send(struct parcel *parcel, struct slice lines)
{
	if (outlet.receipts != NULL && outlet.way_fd == outlet.fd)
		return send_with_receipt(parcel, lines);
	/* Not so files: splice() and write() of two processes to one file would
	 * write over each other. */
	if ((outlet.is_pipe || outlet.is_socket) &&
	    carrier_fill(&outlet.carrier, lines))
		return carry_on(parcel, lines.size);
	return outlet_write_all(lines);
}

/* One that was under way. */
static void
recover_parcel(struct parcel *parcel)
{
	switch ((enum parcel_phase)atomic_load(&parcel->phase)) {
	case PARCEL_NONE:
	case PARCEL_FILLED:
	case PARCEL_SENT:
		break;
	case PARCEL_ASKED:
		outlet_set_phase(
		    parcel, receipts_was_done(outlet.receipts, parcel->receipt)
				? PARCEL_SENT
				: PARCEL_FILLED);
		break;
	case PARCEL_SENDING:
		atomic_fetch_add(&outlet.shared->writing, 1);
		if (!carry_on(parcel, carrier_holds(&outlet.carrier)))
			atomic_store(&outlet.gone, true);
		atomic_fetch_sub(&outlet.shared->writing, 1);
		outlet_set_phase(parcel, PARCEL_SENT);
		break;
	}
}

void
outlet_recover(void)
{
	struct parcel *parcels = outlet.shared->parcels;
	uint8_t buffer[CARRIER_BYTES_MAX];

	/* One at most, since a lock is held meanwhile; what lies in the
	 * carrier is its then. */
	for (int i = 0; i < PARCELS; i++)
		recover_parcel(&parcels[i]);
	(void)carrier_take_back(&outlet.carrier, buffer);
	for (int i = 0; i < PARCELS; i++)
		if (atomic_load(&parcels[i].phase) == PARCEL_FILLED)
			outlet_set_phase(&parcels[i], PARCEL_NONE);
}
