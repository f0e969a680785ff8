#ifndef TESTS_SAMPLE_SCHEMA_H
#define TESTS_SAMPLE_SCHEMA_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/*
 * Whether document is what a JSON Schema (draft 2020-12) says.  It knows the
 * keywords that report_schema uses; one that it does not know makes everything
 * invalid.
 */
bool sample_valid(const cJSON *schema, const cJSON *document);

#endif
