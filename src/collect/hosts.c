#include "hosts.h"

#include "dockaudit/json.h"
#include "dockaudit/text.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_PORT = 2375, ADDRESS_SIZE = 4400 };

/* "host:port", "[host]:port", "host", ":port" or ""; false: no such. */
static bool split(const char *text, struct hosts_address *ret_address)
{
	size_t bracket = *text == '[' ? strcspn(text, "]") : 0;
	const char *colon = strrchr(text + bracket, ':');
	const char *from = text + (bracket ? 1 : 0);
	size_t length = bracket ? bracket - 1
	                : colon ? (size_t)(colon - text)
	                        : strcspn(text, "/");
	unsigned long port = DEFAULT_PORT;

	if (colon && isdigit((unsigned char)colon[1]))
		port = strtoul(colon + 1, NULL, 10);
	if (length >= sizeof(ret_address->host) || port > 65535)
		return false;
	snprintf(ret_address->host, sizeof(ret_address->host), "%.*s",
	         (int)length, from);
	if (length == 0)
		snprintf(ret_address->host, sizeof(ret_address->host),
		         "localhost");
	ret_address->port = (unsigned)port;
	return true;
}

bool hosts_split(const char *address, struct hosts_address *ret_address)
{
	static const char scheme[] = "tcp://";

	return text_starts(address, scheme) &&
	       split(address + strlen(scheme), ret_address);
}

bool hosts_loopback(const char *host)
{
	struct in6_addr six;
	struct in_addr four;

	if (inet_pton(AF_INET, host, &four) == 1)
		return (ntohl(four.s_addr) >> 24) == 127;
	if (inet_pton(AF_INET6, host, &six) == 1)
		return IN6_IS_ADDR_LOOPBACK(&six) ||
		       (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == 127);
	return strcmp(host, "localhost") == 0;
}

static void complete_tcp(const char *text, char ret_address[ADDRESS_SIZE])
{
	struct hosts_address parts;

	if (!split(text, &parts))
		snprintf(ret_address, ADDRESS_SIZE, "tcp://%s", text);
	else {
		snprintf(ret_address, ADDRESS_SIZE,
		         strchr(parts.host, ':') ? "tcp://[%s]:%u"
		                                 : "tcp://%s:%u",
		         parts.host, parts.port);
	}
}

static void default_socket(const struct configuration *configuration,
                           bool rootless, char ret_address[ADDRESS_SIZE])
{
	snprintf(ret_address, ADDRESS_SIZE, "unix://%s/docker.sock",
	         rootless ? configuration->runtime_directory : "/var/run");
}

/* One entry of the hosts list that has something in it. */
static void complete(const char *text, char ret_address[ADDRESS_SIZE])
{
	const char *scheme = strstr(text, "://");

	if (!scheme)
		complete_tcp(text, ret_address);
	else if (text_starts(text, "tcp://"))
		complete_tcp(scheme + 3, ret_address);
	else if (strcmp(text, "unix://") == 0) {
		snprintf(ret_address, ADDRESS_SIZE,
		         "unix:///var/run/docker.sock");
	} else {
		snprintf(ret_address, ADDRESS_SIZE, "%s", text);
	}
}

static void put_default(cJSON *hosts, const struct configuration *configuration,
                        bool tls, bool rootless)
{
	char address[ADDRESS_SIZE];

	if (tls)
		snprintf(address, sizeof(address), "tcp://localhost:2376");
	else
		default_socket(configuration, rootless, address);
	json_push(hosts, cJSON_CreateString(address));
}

cJSON *hosts_resolve(const struct configuration *configuration, bool tls,
                     bool rootless)
{
	const cJSON *given = json_at(configuration->flags, "hosts");
	cJSON *hosts = json_array();
	char address[ADDRESS_SIZE];
	const cJSON *entry;

	if (!given)
		given = json_at(configuration->file, "hosts");
	cJSON_ArrayForEach(entry, given)
	{
		const char *text = cJSON_GetStringValue(entry);

		if (!text)
			continue;
		text += strspn(text, " \t");
		if (*text == '\0') {
			put_default(hosts, configuration, tls, rootless);
			continue;
		}
		complete(text, address);
		json_push(hosts, cJSON_CreateString(address));
	}
	if (!hosts->child)
		put_default(hosts, configuration, tls, rootless);
	return hosts;
}
