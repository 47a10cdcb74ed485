/*
 * policy - findings and configuration to an answer
 *
 * Pure: the same inputs always give the same answer, and nothing is kept.
 *
 * What decides, the first that applies:
 *   1. something was found                          OnInfected
 *   2. it was put off unread, for HourlyLimit       OnLicenseLimitReached
 *   3. the file could not be read                   OnUnreadable
 *   4. no decision was reached                      OnError
 *   5. no (or an old) database, unless that passes  OnNoDatabase
 *   6. a limit or the time cut the scan short       OnIncomplete
 *   7. something is encrypted and stayed so         OnEncrypted
 *   8. nothing of this                              OK
 * What comes to OK or ADDHEADER carries the fields of the score as well.
 * 5 stands before 6 because a sender can make a message reach a limit: that
 * must not get it past a filter told to hold mail while it is blind.
 *
 * Threads: any.
 */
#ifndef CORE_VERDICT_POLICY_H
#define CORE_VERDICT_POLICY_H

#include "core/base/text.h"
#include "core/config/config.h"
#include "core/message/message.h"
#include "core/protocol/response.h"
#include "core/scan/scan.h"
#include "core/score/score.h"

/* How the work on one message ended. */
enum outcome {
	OUTCOME_SCANNED,    /* findings and limits say the rest */
	OUTCOME_UNREADABLE, /* the file could not be read */
	OUTCOME_LATE,    /* AnswerTimeLimit passed before an end was in sight */
	OUTCOME_SUSPECT, /* the engine died on it too often */
	OUTCOME_NO_MEMORY,
	OUTCOME_DELAYED, /* not even opened: HourlyLimit is reached */
};

struct policy_input {
	enum outcome outcome;
	const struct envelope *envelope; /* NULL: not known */
	const struct findings *findings; /* NULL unless scanned */
	struct limits_reached reached;   /* message and scan together */
	bool budget_spent;               /* scanned, but cut off by time */
	bool no_database;                /* none loaded, or too old */
	bool encrypted;                  /* a part that no password opened */
	struct slice encrypted_names;    /* of such parts, for people */
	const struct score *score;       /* NULL: none */
	uint32_t postponed;              /* how often this message was before */
};

/* Room for text that is enough for any answer; with less, it is cut. */
#define POLICY_TEXT_MAX 4096u
/* Bytes of one name that are shown, and of a list of names. */
#define POLICY_NAME_MAX 200u
#define POLICY_NAMES_MAX 800u

/*
 * Decide.  Text of the answer is built in text (the caller's, emptied first)
 * and borrowed from there.  ^1 in a template stands for the name found first
 * or, with AllMatches, for the names found, each once, separated by ", " and
 * ending in ", ..." where they would pass POLICY_NAMES_MAX; names are made
 * printable.
 *
 * Where postponing is asked for and the message was postponed MaxPostpone
 * times or more, the answer is OK.
 *
 * MaxRecipients and MaxFindings leave nothing unscanned, so reaching them is
 * not an incomplete scan.
 */
void policy_decide(const struct config *config,
    const struct policy_input *input, struct text *text,
    struct answer *answer_r);

/* Does mail from there get a score (ScoreMessages, ScoredSources)? */
bool policy_wants_score(
    const struct config *config, const struct envelope *envelope);

/* Does a template ask for the reasons of a score? */
bool policy_shows_reasons(const struct config *config);

/* Can the answer to an infected message carry the fields of a score? */
bool policy_answers_found(const struct config *config);

#endif
