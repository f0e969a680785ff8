#include "value.h"

#include "tree.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 17 }; /* what tells any two doubles apart */

static const double exact_max = 9007199254740991.0; /* 2^53 - 1 */

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

/* The length of the mantissa of a JSON number at text, or 0. */
static size_t mantissa(const char *text)
{
	const char *at = text + (*text == '-');
	size_t whole = digits(at);

	if (whole == 0 || (whole > 1 && *at == '0'))
		return 0;
	at += whole;
	if (*at == '.') {
		size_t fraction = digits(at + 1);

		if (fraction == 0)
			return 0;
		at += 1 + fraction;
	}
	return (size_t)(at - text);
}

static bool is_number(const char *text)
{
	size_t used = mantissa(text);
	const char *at = text + used;

	if (used == 0)
		return false;
	if (*at == 'e' || *at == 'E') {
		at++;
		at += *at == '+' || *at == '-';
		if (digits(at) == 0)
			return false;
		at += digits(at);
	}
	return *at == '\0';
}

/* Digits from the first that is not 0 on. */
static size_t significant(const char *text)
{
	size_t length = mantissa(text);
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += text[i] >= (count ? '0' : '1') && text[i] <= '9';
	return count;
}

bool value_number(const struct tree *node, double *ret_number,
                  struct error *err)
{
	double number;

	if (node->kind != TREE_SCALAR || node->style != TREE_PLAIN ||
	    !is_number(node->text))
		return error_set(err, node->at, "not a number");
	number = strtod(node->text, NULL);
	if (!(fabs(number) <= exact_max) ||
	    significant(node->text) > DIGITS_MAX ||
	    (number == 0 && significant(node->text) > 0)) {
		return error_set(err, node->at,
		                 "a number that cannot be kept exactly; "
		                 "quote it if it is text");
	}
	*ret_number = number;
	return true;
}

bool value_is_word(const struct tree *node, const char *word)
{
	return node->kind == TREE_SCALAR && node->style == TREE_PLAIN &&
	       strcmp(node->text, word) == 0;
}

static bool parse_scalar(const struct tree *node, cJSON **ret_value,
                         struct error *err)
{
	double number = 0;

	if (tree_is_absent(node))
		return error_set(err, node->at,
		                 "a value is missing: write null or \"\"");
	if (value_is_word(node, "null")) {
		*ret_value = cJSON_CreateNull();
	} else if (value_is_word(node, "true") ||
	           value_is_word(node, "false")) {
		*ret_value = cJSON_CreateBool(node->text[0] == 't');
	} else if (node->style == TREE_PLAIN && is_number(node->text)) {
		if (!value_number(node, &number, err))
			return false;
		*ret_value = cJSON_CreateNumber(number);
	} else {
		*ret_value = cJSON_CreateString(node->text);
	}
	if (!*ret_value)
		oom();
	return true;
}

/* As deep as a tree is: LIMIT_YAML_DEPTH. */
bool value_parse(const struct tree *node, cJSON **ret_value, struct error *err)
{
	owned(release_json) cJSON *whole = NULL;

	if (node->kind == TREE_SCALAR)
		return parse_scalar(node, ret_value, err);
	whole = node->kind == TREE_MAPPING ? json_object() : json_array();
	for (const struct tree *child = node->first; child;
	     child = child->next) {
		cJSON *value = NULL;

		if (!value_parse(child, &value, err))
			return false;
		if (child->key)
			json_put(whole, child->key->text, value);
		else
			json_push(whole, value);
	}
	*ret_value = take(whole);
	return true;
}
