/*
 * cltype - file types by the names that ClamAV's signatures use
 *
 * Only names: what a part is, core/filetype tells, and core/scan compares.
 */
#ifndef CORE_LOGIC_CLTYPE_H
#define CORE_LOGIC_CLTYPE_H

#include "core/base/slice.h"

enum cltype {
#define CLTYPE(id) CLTYPE_##id,
#include "core/logic/cltype.def"
#undef CLTYPE
	CLTYPES,
};

/* "CL_TYPE_ZIP".  False: no such type. */
bool cltype_from_name(struct slice name, enum cltype *type_r);

const char *cltype_name(enum cltype type);

#endif
