/*
 * model_image - how a model lies in memory (private to this folder)
 *
 *     +-------------------+ 0
 *     | struct model_head |
 *     +-------------------+   each table begins at a multiple of MODEL_ALIGN
 *     | head weights      |   int16_t
 *     | text weights      |   int16_t
 *     | pair weights      |   int16_t
 *     | token counts      |   struct token_count
 *     | head energy       |   uint16_t: what only teaching needs
 *     | text energy       |   uint16_t
 *     | pair energy       |   uint16_t
 *     +-------------------+
 */
#ifndef CORE_LEARN_MODEL_IMAGE_H
#define CORE_LEARN_MODEL_IMAGE_H

#include "core/learn/calibration.h"
#include "core/learn/model.h"
#include "core/learn/regression.h"
#include "core/learn/stacker.h"
#include "core/learn/token_odds.h"

#define MODEL_MAGIC "CGPFmdl\n"
/* Goes up with every change of the layout, of features, or of what a number
 * means. */
#define MODEL_VERSION 4u
#define MODEL_BYTE_ORDER UINT32_C(0x01020304)

struct model_head {
	uint8_t magic[8];
	uint32_t version;
	uint32_t byte_order;
	struct model_shape shape;
	uint32_t round; /* messages learnt or forgotten, whatever weight */
	uint64_t bytes; /* of the image */
	struct model_counts counts;
	uint32_t token_ham; /* messages in the counts of tokens */
	uint32_t token_spam;
	uint32_t token_used; /* entries of tokens that are not empty */
	uint32_t reserved;   /* 0 */
	struct stacker stacker;
	struct calibration calibration;
};

enum model_table {
	/* In the order of the learners. */
	TABLE_HEAD,
	TABLE_TEXT,
	TABLE_PAIRS,
	TABLE_TOKENS,
	TABLE_HEAD_ENERGY,
	TABLE_TEXT_ENERGY,
	TABLE_PAIR_ENERGY,
	MODEL_TABLES,
};

/* Where a table begins; MODEL_TABLES: the end of the image. */
size_t model_table_begin(const struct model_shape *shape, unsigned table);
size_t model_table_bytes(const struct model_shape *shape, unsigned table);
uint32_t model_table_bits(const struct model_shape *shape, unsigned table);

extern const struct regression_rates model_gram_rates;
extern const struct regression_rates model_pair_rates;

struct regression model_regression(const void *image, unsigned table);
struct token_odds model_token_odds(const void *image);

#endif
