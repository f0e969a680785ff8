#ifndef POLICY_YAML_WORDS_H
#define POLICY_YAML_WORDS_H

/* What libyaml's words mean to the author of a file; the same if unknown. */
const char *yaml_words(const char *problem);

#endif
