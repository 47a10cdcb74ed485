/*
 * fault - where a test may make an engine die
 */
#include "threads/base/fault.h"

void
fault_point(struct slice message)
{
	(void)message;
}
