#include "settings.h"

#include "dockaudit/json.h"
#include "dockaudit/owned.h"

#include <stdio.h>
#include <string.h>

/* A value, where it was read, or why it was not. */
struct found {
	cJSON *value; /* owned; NULL: not known */
	const char *source, *reason, *help;
	bool doubtful; /* configured by now, but maybe not what runs */
};

static void release_found(struct found *found)
{
	cJSON_Delete(found->value);
}

static cJSON *default_of(const struct setting *setting,
                         const struct settings_input *input)
{
	if (setting->usual)
		return setting->usual(input);
	return cJSON_Parse(setting->fallback);
}

/* Where the key stands; neither: the default's name. */
static const cJSON *look_up(const char *key, const struct configuration *from,
                            const char **ret_source)
{
	const cJSON *value = json_at(from->flags, key);

	*ret_source = from->flags_source;
	if (value)
		return value;
	value = json_at(from->file, key);
	*ret_source = value ? from->file_source : "default";
	return value;
}

static struct found configured(const struct setting *setting,
                               const struct settings_input *input)
{
	const struct configuration *from = input->configuration;
	struct found found = { .reason = from->flags_reason,
		               .help = from->flags_help };
	const cJSON *value;

	if (!from->flags)
		return found;
	found.reason = from->file_reason;
	found.help = from->file_help;
	value = look_up(setting->key, from, &found.source);
	if (!value && setting->also)
		(void)look_up(setting->also, from, &found.source);
	if (!from->file && (setting->resolve || !value))
		return found;
	found.doubtful = from->file_doubtful &&
	                 (found.source != from->flags_source ||
	                  (setting->resolve && !setting->flag_decides));
	if (setting->resolve)
		found.value = setting->resolve(input);
	else if (!value)
		found.value = default_of(setting, input);
	else
		found.value = setting->normal ? setting->normal(value)
		                              : json_copy(value);
	return found;
}

/* Lists are sets here: the daemon sorts some of them. */
static bool same_elements(const cJSON *one, const cJSON *other)
{
	const cJSON *element, *match;

	cJSON_ArrayForEach(element, one)
	{
		bool found = false;

		cJSON_ArrayForEach(match, other)
		{
			found = found || cJSON_Compare(element, match, true);
		}
		if (!found)
			return false;
	}
	return true;
}

static bool same_value(const cJSON *one, const cJSON *other)
{
	if (cJSON_IsArray(one) && cJSON_IsArray(other))
		return same_elements(one, other) && same_elements(other, one);
	return cJSON_Compare(one, other, true);
}

static bool has_drifted(const struct setting *setting, const cJSON *running,
                        const cJSON *wanted)
{
	const char *text = cJSON_GetStringValue(wanted);

	return setting->compare && running && wanted &&
	       !(setting->chosen && text && *text == '\0') &&
	       !same_value(running, wanted);
}

static void put_drift(cJSON *drift, const char *key, const cJSON *running,
                      const cJSON *wanted)
{
	cJSON *entry = json_object();

	json_put_text(entry, "setting", key);
	json_put(entry, "running", json_copy(running));
	json_put(entry, "configured", json_copy(wanted));
	json_push(drift, entry);
}

/* "default of engine 20.10" for the name that look_up() left. */
static void put_source(struct record *record, const char *path,
                       const char *source, const struct settings_input *input)
{
	char text[64];

	if (strcmp(source, "default") == 0) {
		snprintf(text, sizeof(text), "default of engine %u.%u",
		         input->major, input->minor);
		source = text;
	}
	record_source(record, path, source);
}

static void write_one(const struct setting *setting,
                      const struct settings_input *input, cJSON *drift,
                      struct record *record)
{
	owned(release_found) struct found wanted = configured(setting, input);
	owned(release_json) cJSON *running = NULL;
	cJSON *values =
		cJSON_GetObjectItemCaseSensitive(record->document, "settings");
	char path[64];

	snprintf(path, sizeof(path), "settings.%s", setting->key);
	if (setting->told)
		running = setting->told(input,
		                        wanted.doubtful ? NULL : wanted.value);
	if (!running && (!wanted.value || wanted.doubtful)) {
		record_unreadable(record, path, wanted.reason, wanted.help);
		return;
	}
	if (has_drifted(setting, running, wanted.value))
		put_drift(drift, setting->key, running, wanted.value);
	put_source(record, path, running ? setting->from : wanted.source,
	           input);
	json_put(values, setting->key,
	         running ? take(running) : take(wanted.value));
}

void settings_write(const struct settings_input *input, cJSON *derived,
                    struct record *record)
{
	const struct configuration *from = input->configuration;
	owned(release_json) cJSON *drift = json_array();
	size_t count;
	const struct setting *table = settings_table(&count);

	json_put(record->document, "settings", json_object());
	for (size_t i = 0; i < count; i++)
		write_one(&table[i], input, drift, record);
	if (input->podman || (from->flags && from->file))
		json_put(derived, "drift", take(drift));
	else {
		record_unreadable(
			record, "derived.drift",
			from->flags ? from->file_reason : from->flags_reason,
			from->flags ? from->file_help : from->flags_help);
	}
}
