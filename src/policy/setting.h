#ifndef POLICY_SETTING_H
#define POLICY_SETTING_H

#include "dockaudit/error.h"

#include <cjson/cJSON.h>

struct load;
struct param;

/*
 * What --set KEY=VALUE says.  VALUE is of the parameter's type: text as it is,
 * a number, true or false, a list as a,b,c or as JSON ["a", "b"], anything as
 * JSON.  The caller owns the value.
 */
bool setting_parse(struct load *load, const char *setting,
                   const struct param **ret_param, cJSON **ret_value,
                   struct error *err);

#endif
