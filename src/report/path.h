#ifndef REPORT_PATH_H
#define REPORT_PATH_H

#include <stddef.h>
#include <stdio.h>

/*
 * Write a Normalized Path (RFC 9535 section 2.7) as people write it, escaped:
 * "$['HostConfig']['Binds'][0]" is shown as HostConfig.Binds[0], and a name
 * that is no plain word stays in brackets.  Returns the columns it takes.  out
 * may be NULL, to measure only.
 */
size_t path_show(FILE *out, const char *path);

#endif
