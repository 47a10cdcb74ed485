/*
 * expression_run - check a compiled expression, and evaluate it
 */
#include "core/logic/expression.h"

/* ---- checking ---------------------------------------------------------- */

static bool
leaf_check(const struct expression_node *node, uint32_t id_count)
{
	return node->kind == EXPRESSION_LEAF && node->size == 1 &&
	       node->id < id_count;
}

static bool
tree_check(const struct expression_node *node, size_t count, uint32_t id_count,
    unsigned depth)
{
	uint32_t at = 1;

	if (depth > EXPRESSION_DEPTH || count == 0 || node->size == 0 ||
	    node->size > count || node->compare >= EXPRESSION_COMPARES)
		return false;
	if (node->kind != EXPRESSION_AND && node->kind != EXPRESSION_OR)
		return leaf_check(node, id_count);
	for (; at < node->size; at += node[at].size)
		if (!tree_check(
			node + at, node->size - at, id_count, depth + 1))
			return false;
	return at > 1;
}

bool
expression_check(
    const struct expression_node *nodes, size_t count, uint32_t id_count)
{
	return count > 0 && count <= EXPRESSION_NODES &&
	       id_count <= EXPRESSION_IDS &&
	       tree_check(nodes, count, id_count, 0) && nodes->size == count;
}

/* ---- evaluating -------------------------------------------------------- */

struct asking {
	expression_counter *counter;
	void *owner;
};

/* What a node adds to the block around it, when it is true. */
struct sum {
	uint32_t matches;
	uint64_t ids; /* a set of bits */
};

static bool
compare_holds(const struct expression_node *node, uint32_t matches)
{
	switch (node->compare) {
	case EXPRESSION_EQUAL:
		return matches == node->value;
	case EXPRESSION_LESS:
		return matches < node->value;
	case EXPRESSION_MORE:
		return matches > node->value;
	default:
		return matches > 0;
	}
}

static bool
leaf_is_true(const struct asking *asking, const struct expression_node *node,
    struct sum *sum_r)
{
	uint32_t wanted = 1;

	if (node->compare != EXPRESSION_MATCHED && node->value < UINT32_MAX)
		wanted = node->value + 1;
	if (node->counted)
		wanted = UINT32_MAX;
	sum_r->matches = asking->counter(asking->owner, node->id, wanted);
	sum_r->ids = UINT64_C(1) << node->id;
	return compare_holds(node, sum_r->matches);
}

/* What is behind the first false branch of an AND does not matter, nor what is
 * behind the first true one of an OR whose sum nobody asks for. */
static bool
block_decided(const struct expression_node *node, bool branch)
{
	if (node->kind == EXPRESSION_AND)
		return !branch;
	return branch && !node->counted && node->compare == EXPRESSION_MATCHED;
}

static bool
block_holds(const struct expression_node *node, bool truth, struct sum *sum)
{
	if (!truth)
		*sum = (struct sum){0, 0};
	if (node->compare == EXPRESSION_MATCHED)
		return truth;
	if (!compare_holds(node, sum->matches) ||
	    (node->different > 0 &&
		(uint32_t)__builtin_popcountll(sum->ids) < node->different))
		return false;
	sum->ids = 0;
	return true;
}

static bool
node_is_true(const struct asking *asking, const struct expression_node *node,
    struct sum *sum_r)
{
	bool truth = node->kind == EXPRESSION_AND;

	*sum_r = (struct sum){0, 0};
	if (node->kind == EXPRESSION_LEAF)
		return leaf_is_true(asking, node, sum_r);
	for (uint32_t at = 1; at < node->size; at += node[at].size) {
		struct sum sum;
		bool branch = node_is_true(asking, node + at, &sum);

		if (branch) {
			sum_r->matches += sum.matches;
			sum_r->ids |= sum.ids;
		}
		if (block_decided(node, branch)) {
			truth = branch;
			break;
		}
		if (node->kind == EXPRESSION_OR)
			truth |= branch;
	}
	return block_holds(node, truth, sum_r);
}

bool
expression_is_true(const struct expression_node *nodes,
    expression_counter *counter, void *owner)
{
	const struct asking asking = {counter, owner};
	struct sum sum;

	return node_is_true(&asking, nodes, &sum);
}
