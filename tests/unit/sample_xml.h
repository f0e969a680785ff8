#ifndef TESTS_SAMPLE_XML_H
#define TESTS_SAMPLE_XML_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether text is a well-formed XML document, as far as a report needs it:
 * elements, attributes, decimal character references.  No entities, comments,
 * CDATA or processing instructions but the declaration: they are refused.
 */
bool sample_xml_valid(const char *text);

/*
 * Copy the value of the index-th attribute of that name (` name="`) into a
 * string to be freed, references resolved; NULL when there is none.
 */
char *sample_xml_attribute(const char *text, const char *name, size_t index);

#endif
