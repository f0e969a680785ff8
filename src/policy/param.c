#include "param.h"

#include "fields.h"
#include "load.h"
#include "setting.h"
#include "tree.h"
#include "value.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

static const char *const types[] = {
	[PARAM_TEXT] = "text",
	[PARAM_NUMBER] = "number",
	[PARAM_BOOL] = "bool",
	[PARAM_TEXT_LIST] = "list of text",
	[PARAM_NUMBER_LIST] = "list of number",
	[PARAM_ANY] = "any",
};

static const char *type_at(size_t index)
{
	return index < sizeof(types) / sizeof(types[0]) ? types[index] : NULL;
}

struct draft {
	const char *name;
	const char *description;
	unsigned type;
	const struct tree *fallback;
};

static const struct field rows[] = {
	{ "param", REQUIRED, FIELD_NAME, offsetof(struct draft, name), NULL },
	{ "type", REQUIRED, FIELD_CHOICE, offsetof(struct draft, type),
	  type_at },
	{ "default", REQUIRED, FIELD_ANY, offsetof(struct draft, fallback),
	  NULL },
	{ "description", REQUIRED, FIELD_TEXT,
	  offsetof(struct draft, description), NULL },
};

static const struct fields fields = { "a parameter", rows,
	                              sizeof(rows) / sizeof(rows[0]) };

bool param_parse(struct load *load, const struct tree *mapping,
                 struct param *ret_param)
{
	struct draft draft = { 0 };
	cJSON *fallback = NULL;
	struct error err;

	if (!fields_fill(load, &fields, mapping, &draft))
		return false;
	if (!param_value(draft.type - 1, draft.fallback, &fallback, &err))
		return complain(&load->complaints, err.at, "default: %s",
		                err.text);
	*ret_param = (struct param){
		.at = mapping->at,
		.name = draft.name,
		.description = draft.description,
		.type = draft.type - 1,
		.fallback = load_own(load, fallback),
	};
	return true;
}

static bool text_value(const struct tree *node, cJSON **ret_value,
                       struct error *err)
{
	if (node->kind != TREE_SCALAR || tree_is_absent(node))
		return error_set(err, node->at, "not text");
	*ret_value = cJSON_CreateString(node->text);
	if (!*ret_value)
		oom();
	return true;
}

static bool number_value(const struct tree *node, cJSON **ret_value,
                         struct error *err)
{
	double number = 0;

	if (!value_number(node, &number, err))
		return false;
	*ret_value = cJSON_CreateNumber(number);
	if (!*ret_value)
		oom();
	return true;
}

static bool bool_value(const struct tree *node, cJSON **ret_value,
                       struct error *err)
{
	if (!value_is_word(node, "true") && !value_is_word(node, "false"))
		return error_set(err, node->at, "not true or false");
	*ret_value = cJSON_CreateBool(node->text[0] == 't');
	if (!*ret_value)
		oom();
	return true;
}

static bool list_value(enum param_type item, const struct tree *node,
                       cJSON **ret_value, struct error *err)
{
	const char *what = item == PARAM_TEXT ? "text" : "numbers";
	owned(release_json) cJSON *list = NULL;

	if (node->kind != TREE_SEQUENCE)
		return error_set(err, node->at, "not a list of %s", what);
	list = json_array();
	for (const struct tree *at = node->first; at; at = at->next) {
		cJSON *value = NULL;

		if (!param_value(item, at, &value, err))
			return error_set(err, at->at, "not a list of %s", what);
		json_push(list, value);
	}
	*ret_value = take(list);
	return true;
}

bool param_value(enum param_type type, const struct tree *node,
                 cJSON **ret_value, struct error *err)
{
	switch (type) {
	case PARAM_TEXT:
		return text_value(node, ret_value, err);
	case PARAM_NUMBER:
		return number_value(node, ret_value, err);
	case PARAM_BOOL:
		return bool_value(node, ret_value, err);
	case PARAM_TEXT_LIST:
		return list_value(PARAM_TEXT, node, ret_value, err);
	case PARAM_NUMBER_LIST:
		return list_value(PARAM_NUMBER, node, ret_value, err);
	case PARAM_ANY:
		return value_parse(node, ret_value, err);
	}
	__builtin_unreachable();
}

/* Set a member, in place of one of that name. */
static void put(cJSON *values, const char *name, cJSON *value)
{
	if (cJSON_GetObjectItemCaseSensitive(values, name))
		cJSON_ReplaceItemInObjectCaseSensitive(values, name, value);
	else
		json_put(values, name, value);
}

bool param_assign(struct load *load, const struct tree *mapping, cJSON *values)
{
	bool ok = true;

	for (const struct tree *node = mapping->first; node;
	     node = node->next) {
		const char *name = node->key->text;
		const struct param *param = load_param(load, name);
		cJSON *value = NULL;
		struct error err;

		if (!param) {
			ok = complain(&load->complaints, node->key->at,
			              "no parameter '%s' is defined%s",
			              complain_quote(load->arena, name),
			              load_param_hint(load, name));
		} else if (!param_value(param->type, node, &value, &err)) {
			ok = complain(&load->complaints, err.at, "%s: %s", name,
			              err.text);
		} else {
			put(values, name, value);
		}
	}
	return ok;
}

static bool set_all(struct load *load, const struct policy_options *options,
                    cJSON *values)
{
	bool ok = true;

	for (size_t i = 0; i < options->setting_count; i++) {
		const struct param *param = NULL;
		cJSON *value = NULL;
		struct error err;

		if (setting_parse(load, options->settings[i], &param, &value,
		                  &err))
			put(values, param->name, value);
		else
			ok = complain_error(&load->complaints, &err);
	}
	return ok;
}

bool param_values(struct load *load, const struct tree *profile,
                  const struct policy_options *options, cJSON **ret_values)
{
	owned(release_json) cJSON *values = json_object();
	bool ok = true;

	for (size_t i = 0; i < load->param_count; i++)
		json_put(values, load->params[i]->name,
		         json_copy(load->params[i]->fallback));
	if (profile)
		ok = param_assign(load, profile, values);
	if (!set_all(load, options, values))
		ok = false;
	if (ok)
		*ret_values = take(values);
	return ok;
}
