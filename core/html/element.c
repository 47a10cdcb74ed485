/*
 * element - what is known of elements and attributes
 */
#include "core/html/element.h"

#define VOID ELEMENT_IS_VOID
#define RAW ELEMENT_IS_RAW
#define RCDATA ELEMENT_IS_RCDATA
#define SPECIAL ELEMENT_IS_SPECIAL
#define FORMATTING ELEMENT_IS_FORMATTING
#define BLOCK ELEMENT_IS_BLOCK
#define SCOPE ELEMENT_IS_SCOPE
#define TABLE_PART ELEMENT_IS_TABLE_PART
#define HEADING ELEMENT_IS_HEADING
#define PRE ELEMENT_IS_PRE
#define UNSEEN ELEMENT_IS_UNSEEN
#define FOREIGN ELEMENT_IS_FOREIGN
#define CANVAS ELEMENT_IS_CANVAS
#define IGNORED ELEMENT_IS_IGNORED

const uint16_t element_flags[ELEMENTS] = {
#define ELEMENT(id, name, flags) [ELEMENT_##id] = (flags),
#include "core/html/element.def"
#undef ELEMENT
    [ELEMENT_UNKNOWN] = 0,
};

_Static_assert(ATTRIBUTES <= 64, "struct tag has a bit for each");
