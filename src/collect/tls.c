#include "tls.h"

#include "dockaudit/json.h"

#include <stdio.h>

/* Whether a flag or the environment asks for TLS. */
static bool by_flag(const struct configuration *configuration)
{
	return json_true(configuration->flags, "tls") ||
	       json_at(configuration->flags, "tlsverify") ||
	       configuration->tls_variable;
}

static bool is_on(const struct configuration *configuration)
{
	const cJSON *file = json_at(configuration->file, "tls");

	if (json_at(configuration->file, "tlsverify") ||
	    json_at(configuration->flags, "tlsverify"))
		return true;
	if (cJSON_IsBool(file))
		return cJSON_IsTrue(file);
	return json_true(configuration->flags, "tls");
}

static bool is_verified(const struct configuration *configuration)
{
	const cJSON *value = json_at(configuration->file, "tlsverify");

	if (!cJSON_IsBool(value))
		value = json_at(configuration->flags, "tlsverify");
	return !cJSON_IsFalse(value);
}

static void choose(const struct configuration *configuration, const char *key,
                   const char *name, char ret_path[TLS_PATH])
{
	const char *file = json_text(configuration->file, key);
	const char *flag = json_text(configuration->flags, key);

	if (file)
		snprintf(ret_path, TLS_PATH, "%s", file);
	else if (!by_flag(configuration))
		ret_path[0] = '\0';
	else if (flag)
		snprintf(ret_path, TLS_PATH, "%s", flag);
	else
		snprintf(ret_path, TLS_PATH, "%s/%s",
		         configuration->certificates, name);
}

void tls_resolve(const struct configuration *configuration, struct tls *ret_tls)
{
	ret_tls->on = is_on(configuration);
	ret_tls->verified = ret_tls->on && is_verified(configuration);
	choose(configuration, "tlscacert", "ca.pem", ret_tls->ca);
	choose(configuration, "tlscert", "cert.pem", ret_tls->certificate);
	choose(configuration, "tlskey", "key.pem", ret_tls->key);
}
