#ifndef POLICY_WORDS_H
#define POLICY_WORDS_H

#include "dockaudit/error.h"
#include "dockaudit/policy.h"

struct arena;

/* A word of -c or -e. */
struct word {
	const char *typed;
	const char *id; /* as the beginning of an id: "5.5" of "check_5_5" */
};

struct words {
	struct word *items;
	size_t count;
};

/* What the user gave for an option: LIST,LIST, as often as it was given. */
struct word_lists {
	const char *option; /* "-c" */
	const char *const *lists;
	size_t count;
};

/* The words of an option, which live in arena. */
bool words_split(struct arena *arena, const struct word_lists *given,
                 struct words *ret_words, struct error *err);

/* Whether the word is the id, or names all ids that begin so: 5 for 5.1. */
bool words_begin_id(const struct word *word, const char *id);

/* Whether the word is the section's id, name, or its title as a word:
 * "container_runtime" for "Container Runtime". */
bool words_name_section(struct arena *arena, const struct word *word,
                        const struct section *section);

/* Whether one of the words is text as it was typed. */
bool words_contain(const struct words *words, const char *text);

#endif
