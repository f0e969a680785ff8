#ifndef CLI_VALUES_H
#define CLI_VALUES_H

#include "options.h"

/* What the values of options mean.  All false with *err when they do not. */
bool values_duration(long *ret_ms, const char *name, const char *value,
                     struct error *err);
bool values_output(struct options *options, const char *value,
                   struct error *err);
bool values_mode(struct options *options, const char *value, struct error *err);
bool values_color(struct options *options, const char *value,
                  struct error *err);
bool values_width(struct options *options, const char *value,
                  struct error *err);
bool values_fail_under(struct options *options, const char *value,
                       struct error *err);
bool values_fail_on(struct options *options, const char *value,
                    struct error *err);

/* The reporter of that name; the error lists those there are. */
bool values_reporter(const char *name, const struct reporter **ret_reporter,
                     struct error *err);

#endif
