/*
 * cltype - file types by the names that ClamAV's signatures use
 */
#include "core/logic/cltype.h"

static const char *const names[CLTYPES] = {
#define CLTYPE(id) [CLTYPE_##id] = "CL_TYPE_" #id,
#include "core/logic/cltype.def"
#undef CLTYPE
};

bool
cltype_from_name(struct slice name, enum cltype *type_r)
{
	for (int i = 0; i < CLTYPES; i++)
		if (slice_equal(name, slice_from_string(names[i]))) {
			*type_r = (enum cltype)i;
			return true;
		}
	return false;
}

const char *
cltype_name(enum cltype type)
{
	return names[type];
}
