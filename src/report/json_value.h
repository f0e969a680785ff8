#ifndef REPORT_JSON_VALUE_H
#define REPORT_JSON_VALUE_H

#include <stdbool.h>

/*
 * Whether text is one JSON value by the grammar of RFC 8259, which cJSON is
 * not strict about, without line ends outside strings.  Bytes above 0x7F are
 * taken as they are.
 */
bool json_value_valid(const char *text);

#endif
