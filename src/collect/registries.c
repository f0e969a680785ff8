#include "registries.h"

#include "dockaudit/json.h"
#include "dockaudit/text.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An IP network: "10.1.0.0/16". */
struct network {
	int family; /* AF_INET or AF_INET6 */
	unsigned char address[16];
	unsigned bits;
};

static bool parse_network(const char *text, struct network *ret_network)
{
	struct network network = { 0 };
	char address[64];
	const char *slash = strchr(text, '/');
	char *end;

	if (!slash || (size_t)(slash - text) >= sizeof(address) ||
	    !isdigit((unsigned char)slash[1]))
		return false;
	snprintf(address, sizeof(address), "%.*s", (int)(slash - text), text);
	network.bits = (unsigned)strtoul(slash + 1, &end, 10);
	if (inet_pton(AF_INET, address, network.address) == 1)
		network.family = AF_INET;
	else if (inet_pton(AF_INET6, address, network.address) == 1)
		network.family = AF_INET6;
	if (*end != '\0' || network.family == 0 ||
	    network.bits > (network.family == AF_INET ? 32 : 128))
		return false;
	for (unsigned bit = network.bits; bit < 128; bit++)
		network.address[bit / 8] &= (unsigned char)~(0x80 >> bit % 8);
	*ret_network = network;
	return true;
}

static bool within_loopback(const struct network *network)
{
	static const unsigned char one[16] = { [15] = 1 };

	if (network->family == AF_INET)
		return network->address[0] == 127 && network->bits >= 8;
	return network->bits == 128 && memcmp(network->address, one, 16) == 0;
}

/* 127.0.0.0/8 and ::1/128: the daemon adds them to every list. */
static bool is_implied(const struct network *network)
{
	return within_loopback(network) &&
	       (network->bits == 128 ||
	        (network->bits == 8 && network->family == AF_INET));
}

static void put_network(cJSON *list, const char *text, bool loopback_too)
{
	struct network network;

	if (parse_network(text, &network) &&
	    (is_implied(&network) ||
	     (!loopback_too && within_loopback(&network))))
		return;
	json_push(list, cJSON_CreateString(text));
}

cJSON *registries_insecure(const cJSON *info, bool loopback_too)
{
	cJSON *list = json_array();
	const cJSON *entry;

	cJSON_ArrayForEach(
		entry, json_at(info, "RegistryConfig.InsecureRegistryCIDRs"))
	{
		if (cJSON_IsString(entry))
			put_network(list, entry->valuestring, loopback_too);
	}
	cJSON_ArrayForEach(entry, json_at(info, "RegistryConfig.IndexConfigs"))
	{
		if (cJSON_IsFalse(json_at(entry, "Secure")))
			json_push(list, cJSON_CreateString(entry->string));
	}
	return list;
}

bool registries_known(const cJSON *info)
{
	const cJSON *config = json_at(info, "RegistryConfig");
	const cJSON *networks = json_at(config, "InsecureRegistryCIDRs");
	const cJSON *names = json_at(config, "IndexConfigs");

	return (cJSON_IsArray(networks) || cJSON_IsNull(networks)) &&
	       (cJSON_IsObject(names) || cJSON_IsNull(names));
}

static void push_normal(cJSON *list, const char *text)
{
	struct network network;
	char address[INET6_ADDRSTRLEN], shown[64];

	if (text_starts(text, "http://"))
		text += strlen("http://");
	else if (text_starts(text, "https://"))
		text += strlen("https://");
	if (!parse_network(text, &network)) {
		json_push(list, cJSON_CreateString(text));
		return;
	}
	if (is_implied(&network) || !inet_ntop(network.family, network.address,
	                                       address, sizeof(address)))
		return;
	snprintf(shown, sizeof(shown), "%s/%u", address, network.bits);
	json_push(list, cJSON_CreateString(shown));
}

cJSON *registries_normal(const cJSON *configured)
{
	cJSON *list = json_array();
	const cJSON *entry;

	cJSON_ArrayForEach(entry, configured)
	{
		if (cJSON_IsString(entry))
			push_normal(list, entry->valuestring);
	}
	return list;
}

cJSON *registries_mirrors(const cJSON *configured)
{
	cJSON *list = json_array();
	const cJSON *entry;
	char mirror[2048];

	cJSON_ArrayForEach(entry, configured)
	{
		if (!cJSON_IsString(entry))
			continue;
		snprintf(mirror, sizeof(mirror), "%s%s", entry->valuestring,
		         text_ends(entry->valuestring, "/") ? "" : "/");
		json_push(list, cJSON_CreateString(mirror));
	}
	return list;
}
