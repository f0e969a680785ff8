#include "yaml_words.h"

#include <string.h>

/* libyaml 0.2.5: the problems and contexts that files really run into. */
static const struct {
	const char *libyaml;
	const char *ours;
} words[] = {
	{ "mapping values are not allowed in this context",
	  "a ':' where none can be: quote the text, or check the indentation" },
	{ "did not find expected key",
	  "no key here: check the indentation, and quotes in the lines above" },
	{ "did not find expected '-' indicator",
	  "no '-' here, though this is in a list: check the indentation" },
	{ "did not find expected ',' or ']'",
	  "',' or ']' is missing before this" },
	{ "did not find expected ',' or '}'",
	  "',' or '}' is missing before this" },
	{ "could not find expected ':'", "':' is missing after a key" },
	{ "did not find expected node content", "a value is missing here" },
	{ "found character that cannot start any token",
	  "a tab, or a character that needs quotes, where a value begins" },
	{ "found a tab character where an indentation space is expected",
	  "a tab: indent with spaces" },
	{ "found a tab character that violates indentation",
	  "a tab: indent with spaces" },
	{ "found unknown escape character",
	  "an unknown escape: write \\\\ for a backslash, or use '…'" },
	{ "block sequence entries are not allowed in this context",
	  "a list cannot begin here: put '-' on a line of its own" },
	{ "mapping keys are not allowed in this context",
	  "a key cannot begin here" },
	{ "did not find expected <document start>",
	  "text after the end of the document: check the indentation" },
	{ "found unexpected document indicator",
	  "a quoted text is not closed before this '---' or '...'" },
	{ "found unknown directive name", "an unknown directive" },
	{ "found incompatible YAML document",
	  "a YAML version other than 1.1 and 1.2" },
	{ "found undefined tag handle", "a tag is not allowed" },
	{ "while scanning a quoted scalar", "the quoted text" },
};

enum { WORDS = sizeof(words) / sizeof(words[0]) };

const char *yaml_words(const char *problem)
{
	for (size_t i = 0; i < WORDS; i++)
		if (strcmp(words[i].libyaml, problem) == 0)
			return words[i].ours;
	return problem;
}
