#ifndef COLLECT_HOST_H
#define COLLECT_HOST_H

#include "dockaudit/record.h"

/* The host record: dockaudit-facts(5).  local: the daemon runs here too. */
void host_record(bool local, struct record *ret_record);

#endif
