#include "setting.h"

#include "chars.h"
#include "load.h"
#include "param.h"
#include "tree.h"

#include "dockaudit/arena.h"

#include <string.h>

static struct tree *scalar(struct arena *arena, enum tree_style style,
                           const char *text, size_t length)
{
	struct tree *node = arena_alloc(arena, sizeof(*node));

	node->kind = TREE_SCALAR;
	node->style = style;
	node->text = arena_strndup(arena, text, length);
	return node;
}

/* A word without the blanks around it. */
static struct tree *word(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && *text == ' ') {
		text++;
		length--;
	}
	while (length > 0 && text[length - 1] == ' ')
		length--;
	return scalar(arena, TREE_PLAIN, text, length);
}

/* a,b,c; "" is the empty list. */
static const struct tree *list(struct arena *arena, const char *text)
{
	struct tree *node = arena_alloc(arena, sizeof(*node));
	const struct tree **tail = &node->first;

	node->kind = TREE_SEQUENCE;
	while (*text) {
		size_t length = strcspn(text, ",");
		struct tree *added = word(arena, text, length);

		*tail = added;
		tail = &added->next;
		node->count++;
		text += length;
		if (text[0] == ',' && text[1] == '\0') /* one more: empty */
			*tail = word(arena, "", 0);
		text += *text == ',';
	}
	return node;
}

static bool to_tree(struct arena *arena, enum param_type type, const char *text,
                    const struct tree **ret_node, struct error *err)
{
	const struct tree_text json = { .data = text, .length = strlen(text) };
	struct where end;
	bool is_list = type == PARAM_TEXT_LIST || type == PARAM_NUMBER_LIST;

	if (type == PARAM_ANY || (is_list && *text == '['))
		return tree_parse(arena, &json, ret_node, err);
	if (!chars_check(&json, &end, err))
		return false;
	if (is_list)
		*ret_node = list(arena, text);
	else if (type == PARAM_TEXT) /* blanks and the empty text, too */
		*ret_node = scalar(arena, TREE_QUOTED, text, json.length);
	else
		*ret_node = word(arena, text, json.length);
	return true;
}

static bool parse(struct arena *arena, enum param_type type, const char *text,
                  cJSON **ret_value, struct error *err)
{
	const struct tree *node;

	return to_tree(arena, type, text, &node, err) &&
	       param_value(type, node, ret_value, err);
}

bool setting_parse(struct load *load, const char *setting,
                   const struct param **ret_param, cJSON **ret_value,
                   struct error *err)
{
	const char *equals = strchr(setting, '=');
	const struct param *param;
	struct error inner;
	const char *name;

	if (!equals)
		return error_plain(err, "--set %s: must be NAME=VALUE",
		                   complain_quote(load->arena, setting));
	name = arena_strndup(load->arena, setting, (size_t)(equals - setting));
	param = load_param(load, name);
	if (!param) {
		return error_plain(err, "--set %s: no parameter '%s'%s",
		                   complain_quote(load->arena, setting),
		                   complain_quote(load->arena, name),
		                   load_param_hint(load, name));
	}
	if (!parse(load->arena, param->type, equals + 1, ret_value, &inner)) {
		return error_plain(err, "--set %s: %s",
		                   complain_quote(load->arena, setting),
		                   inner.text);
	}
	*ret_param = param;
	return true;
}
