#include "dockerd_flags.h"

#include "dockaudit/json.h"
#include "proc.h"

#include <stdlib.h>
#include <string.h>

static const struct dockerd_option options[] = {
	{ "runtimes", "add-runtime", 0, DOCKERD_RUNTIMES },
	{ "allow-direct-routing", "allow-direct-routing", 0, DOCKERD_BOOL },
	{ "allow-nondistributable-artifacts",
	  "allow-nondistributable-artifacts", 0, DOCKERD_LIST },
	{ "api-cors-header", "api-cors-header", 0, DOCKERD_TEXT },
	{ "authorization-plugins", "authorization-plugin", 0, DOCKERD_LIST },
	{ "bip", "bip", 0, DOCKERD_TEXT },
	{ "bip6", "bip6", 0, DOCKERD_TEXT },
	{ "bridge", "bridge", 'b', DOCKERD_TEXT },
	{ "bridge-accept-fwmark", "bridge-accept-fwmark", 0, DOCKERD_TEXT },
	{ "cdi-spec-dirs", "cdi-spec-dir", 0, DOCKERD_LIST },
	{ "cgroup-parent", "cgroup-parent", 0, DOCKERD_TEXT },
	{ "cluster-advertise", "cluster-advertise", 0, DOCKERD_TEXT },
	{ "cluster-store", "cluster-store", 0, DOCKERD_TEXT },
	{ "cluster-store-opts", "cluster-store-opt", 0, DOCKERD_MAP },
	{ "", "config-file", 0, DOCKERD_TEXT },
	{ "containerd", "containerd", 0, DOCKERD_TEXT },
	{ "containerd-namespace", "containerd-namespace", 0, DOCKERD_TEXT },
	{ "containerd-plugin-namespace", "containerd-plugins-namespace", 0,
	  DOCKERD_TEXT },
	{ "cpu-rt-period", "cpu-rt-period", 0, DOCKERD_NUMBER },
	{ "cpu-rt-runtime", "cpu-rt-runtime", 0, DOCKERD_NUMBER },
	{ "cri-containerd", "cri-containerd", 0, DOCKERD_BOOL },
	{ "data-root", "data-root", 0, DOCKERD_TEXT },
	{ "data-root", "graph", 'g', DOCKERD_TEXT },
	{ "debug", "debug", 'D', DOCKERD_BOOL },
	{ "default-address-pools", "default-address-pool", 0, DOCKERD_POOLS },
	{ "default-cgroupns-mode", "default-cgroupns-mode", 0, DOCKERD_TEXT },
	{ "default-gateway", "default-gateway", 0, DOCKERD_TEXT },
	{ "default-gateway-v6", "default-gateway-v6", 0, DOCKERD_TEXT },
	{ "default-ipc-mode", "default-ipc-mode", 0, DOCKERD_TEXT },
	{ "default-network-opts", "default-network-opt", 0, DOCKERD_MAP },
	{ "default-runtime", "default-runtime", 0, DOCKERD_TEXT },
	{ "default-shm-size", "default-shm-size", 0, DOCKERD_TEXT },
	{ "default-ulimits", "default-ulimit", 0, DOCKERD_ULIMITS },
	{ "dns", "dns", 0, DOCKERD_LIST },
	{ "dns-opts", "dns-opt", 0, DOCKERD_LIST },
	{ "dns-search", "dns-search", 0, DOCKERD_LIST },
	{ "exec-opts", "exec-opt", 0, DOCKERD_LIST },
	{ "exec-root", "exec-root", 0, DOCKERD_TEXT },
	{ "experimental", "experimental", 0, DOCKERD_BOOL },
	{ "features", "feature", 0, DOCKERD_FEATURES },
	{ "firewall-backend", "firewall-backend", 0, DOCKERD_TEXT },
	{ "fixed-cidr", "fixed-cidr", 0, DOCKERD_TEXT },
	{ "fixed-cidr-v6", "fixed-cidr-v6", 0, DOCKERD_TEXT },
	{ "group", "group", 'G', DOCKERD_TEXT },
	{ "", "help", 'h', DOCKERD_BOOL },
	{ "hosts", "host", 'H', DOCKERD_LIST },
	{ "host-gateway-ips", "host-gateway-ip", 0, DOCKERD_LIST },
	{ "http-proxy", "http-proxy", 0, DOCKERD_TEXT },
	{ "https-proxy", "https-proxy", 0, DOCKERD_TEXT },
	{ "icc", "icc", 0, DOCKERD_BOOL },
	{ "init", "init", 0, DOCKERD_BOOL },
	{ "init-path", "init-path", 0, DOCKERD_TEXT },
	{ "insecure-registries", "insecure-registry", 0, DOCKERD_LIST },
	{ "ip", "ip", 0, DOCKERD_TEXT },
	{ "ip-forward", "ip-forward", 0, DOCKERD_BOOL },
	{ "ip-forward-no-drop", "ip-forward-no-drop", 0, DOCKERD_BOOL },
	{ "ip-masq", "ip-masq", 0, DOCKERD_BOOL },
	{ "ip6tables", "ip6tables", 0, DOCKERD_BOOL },
	{ "iptables", "iptables", 0, DOCKERD_BOOL },
	{ "ipv6", "ipv6", 0, DOCKERD_BOOL },
	{ "labels", "label", 0, DOCKERD_LIST },
	{ "live-restore", "live-restore", 0, DOCKERD_BOOL },
	{ "log-driver", "log-driver", 0, DOCKERD_TEXT },
	{ "log-format", "log-format", 0, DOCKERD_TEXT },
	{ "log-level", "log-level", 'l', DOCKERD_TEXT },
	{ "log-opts", "log-opt", 0, DOCKERD_MAP },
	{ "max-concurrent-downloads", "max-concurrent-downloads", 0,
	  DOCKERD_NUMBER },
	{ "max-concurrent-uploads", "max-concurrent-uploads", 0,
	  DOCKERD_NUMBER },
	{ "max-download-attempts", "max-download-attempts", 0, DOCKERD_NUMBER },
	{ "metrics-addr", "metrics-addr", 0, DOCKERD_TEXT },
	{ "mtu", "mtu", 0, DOCKERD_NUMBER },
	{ "network-control-plane-mtu", "network-control-plane-mtu", 0,
	  DOCKERD_NUMBER },
	{ "network-diagnostic-port", "network-diagnostic-port", 0,
	  DOCKERD_NUMBER },
	{ "no-new-privileges", "no-new-privileges", 0, DOCKERD_BOOL },
	{ "no-proxy", "no-proxy", 0, DOCKERD_TEXT },
	{ "node-generic-resources", "node-generic-resource", 0, DOCKERD_LIST },
	{ "nri-opts", "nri-opts", 0, DOCKERD_MAP },
	{ "oom-score-adjust", "oom-score-adjust", 0, DOCKERD_NUMBER },
	{ "pidfile", "pidfile", 'p', DOCKERD_TEXT },
	{ "raw-logs", "raw-logs", 0, DOCKERD_BOOL },
	{ "registry-mirrors", "registry-mirror", 0, DOCKERD_LIST },
	{ "", "restart", 'r', DOCKERD_BOOL },
	{ "rootless", "rootless", 0, DOCKERD_BOOL },
	{ "seccomp-profile", "seccomp-profile", 0, DOCKERD_TEXT },
	{ "selinux-enabled", "selinux-enabled", 0, DOCKERD_BOOL },
	{ "shutdown-timeout", "shutdown-timeout", 0, DOCKERD_NUMBER },
	{ "storage-driver", "storage-driver", 's', DOCKERD_TEXT },
	{ "storage-opts", "storage-opt", 0, DOCKERD_LIST },
	{ "swarm-default-advertise-addr", "swarm-default-advertise-addr", 0,
	  DOCKERD_TEXT },
	{ "tls", "tls", 0, DOCKERD_BOOL },
	{ "tlscacert", "tlscacert", 0, DOCKERD_TEXT },
	{ "tlscert", "tlscert", 0, DOCKERD_TEXT },
	{ "tlskey", "tlskey", 0, DOCKERD_TEXT },
	{ "tlsverify", "tlsverify", 0, DOCKERD_BOOL },
	{ "userland-proxy", "userland-proxy", 0, DOCKERD_BOOL },
	{ "userland-proxy-path", "userland-proxy-path", 0, DOCKERD_TEXT },
	{ "userns-remap", "userns-remap", 0, DOCKERD_TEXT },
	{ "", "validate", 0, DOCKERD_BOOL },
	{ "", "version", 'v', DOCKERD_BOOL },
};

enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

const struct dockerd_option *dockerd_flags_by_key(const char *key)
{
	for (size_t i = 0; i < OPTIONS; i++)
		if (*key && strcmp(options[i].key, key) == 0)
			return &options[i];
	return NULL;
}

static const struct dockerd_option *by_flag(const char *name, size_t length)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		if (strlen(options[i].flag) == length &&
		    memcmp(options[i].flag, name, length) == 0)
			return &options[i];
	}
	return NULL;
}

static const struct dockerd_option *by_letter(char letter)
{
	for (size_t i = 0; i < OPTIONS; i++)
		if (options[i].letter == letter && letter != '\0')
			return &options[i];
	return NULL;
}

int dockerd_flags_bool(const char *text)
{
	static const char *const words[2][6] = {
		{ "0", "f", "F", "false", "False", "FALSE" },
		{ "1", "t", "T", "true", "True", "TRUE" },
	};

	for (int value = 0; value < 2; value++) {
		for (size_t i = 0; i < 6; i++)
			if (strcmp(text, words[value][i]) == 0)
				return value;
	}
	return -1;
}

/* The member, made when it is not there yet. */
static cJSON *collection(cJSON *object, const char *name, bool list)
{
	cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	if (member)
		return member;
	member = list ? json_array() : json_object();
	json_put(object, name, member);
	return member;
}

/* The last one wins. */
static void put_again(cJSON *object, const char *name, cJSON *item)
{
	cJSON_DeleteItemFromObjectCaseSensitive(object, name);
	json_put(object, name, item);
}

/* soft[:hard]; a missing hard limit is the soft one. */
static cJSON *ulimit(const char *name, const char *value)
{
	cJSON *object = json_object();
	char *end;
	double soft = strtod(value, &end);
	double hard = *end == ':' ? strtod(end + 1, NULL) : soft;

	json_put_text(object, "Name", name);
	json_put_number(object, "Hard", hard);
	json_put_number(object, "Soft", soft);
	return object;
}

static cJSON *runtime(const char *path)
{
	cJSON *object = json_object();

	json_put_text(object, "path", path);
	return object;
}

/* "base=10.0.0.0/8,size=24" */
static cJSON *pool(char *text)
{
	cJSON *object = json_object();
	char *rest = text, *word;

	while ((word = strsep(&rest, ",")) != NULL) {
		if (strncmp(word, "base=", 5) == 0)
			put_again(object, "base", cJSON_CreateString(word + 5));
		else if (strncmp(word, "size=", 5) == 0)
			put_again(object, "size",
			          cJSON_CreateNumber(strtod(word + 5, NULL)));
	}
	return object;
}

/* The value behind "name=" as a member of a map of this type. */
static cJSON *map_value(enum dockerd_type type, const char *name,
                        const char *value)
{
	if (type == DOCKERD_ULIMITS)
		return ulimit(name, value ? value : "");
	if (type == DOCKERD_RUNTIMES)
		return runtime(value ? value : "");
	if (type == DOCKERD_FEATURES)
		return cJSON_CreateBool(!value ||
		                        dockerd_flags_bool(value) == 1);
	return cJSON_CreateString(value ? value : "");
}

static void put_in_map(cJSON *map, enum dockerd_type type, char *text)
{
	char *equals = strchr(text, '=');

	if (equals)
		*equals = '\0';
	put_again(map, text, map_value(type, text, equals ? equals + 1 : NULL));
}

static void put_bool(cJSON *values, const char *name, const char *text)
{
	int value = dockerd_flags_bool(text);

	if (value >= 0)
		put_again(values, name, cJSON_CreateBool(value));
}

static void put_value(cJSON *values, const struct dockerd_option *option,
                      cJSON *text)
{
	const char *name = *option->key ? option->key : option->flag;
	char *value = cJSON_GetStringValue(text);

	switch (option->type) {
	case DOCKERD_BOOL:
		put_bool(values, name, value);
		break;
	case DOCKERD_TEXT:
		put_again(values, name, cJSON_CreateString(value));
		break;
	case DOCKERD_NUMBER:
		put_again(values, name,
		          cJSON_CreateNumber(strtod(value, NULL)));
		break;
	case DOCKERD_LIST:
		json_push(collection(values, name, true),
		          cJSON_CreateString(value));
		break;
	case DOCKERD_POOLS:
		json_push(collection(values, name, true), pool(value));
		break;
	case DOCKERD_MAP:
	case DOCKERD_FEATURES:
	case DOCKERD_ULIMITS:
	case DOCKERD_RUNTIMES:
		put_in_map(collection(values, name, false), option->type,
		           value);
		break;
	}
}

/* The arguments that are left, and the values that were found. */
struct arguments {
	const char *at, *end;
	cJSON *values;
};

/* The next argument, or NULL.  The text has a NUL behind its end. */
static const char *next(struct arguments *arguments)
{
	const char *argument = arguments->at;

	if (argument >= arguments->end)
		return NULL;
	arguments->at += strlen(argument) + 1;
	return argument;
}

static void set(struct arguments *arguments,
                const struct dockerd_option *option, const char *value)
{
	cJSON *text;

	if (!option || !value)
		return;
	text = proc_string(value, strlen(value));
	put_value(arguments->values, option, text);
	cJSON_Delete(text);
}

/* --name, --name=value or --name value.  text is behind the "--". */
static void parse_long(struct arguments *arguments, const char *text)
{
	size_t length = strcspn(text, "=");
	const struct dockerd_option *option = by_flag(text, length);

	if (text[length] == '=')
		set(arguments, option, text + length + 1);
	else if (option && option->type == DOCKERD_BOOL)
		set(arguments, option, "true");
	else if (option) {
		set(arguments, option, next(arguments));
		/* dockerd takes no operands: a word behind a flag that is not
		 * known here can only be its value. */
	} else if (arguments->at < arguments->end && *arguments->at != '-') {
		next(arguments);
	}
}

/* -Hv, -H=v, -H v, -D, -D=false, -Dl debug.  text is behind the "-". */
static void parse_short(struct arguments *arguments, const char *text)
{
	for (; *text; text++) {
		const struct dockerd_option *option = by_letter(*text);

		if (text[1] == '=' && text[2] != '\0') {
			set(arguments, option, text + 2);
			return;
		}
		if (!option)
			return;
		if (option->type != DOCKERD_BOOL) {
			set(arguments, option,
			    text[1] ? text + 1 : next(arguments));
			return;
		}
		set(arguments, option, "true");
	}
}

cJSON *dockerd_flags_parse(const char *argv, size_t length)
{
	struct arguments arguments = { argv, argv + length, json_object() };
	const char *argument;

	next(&arguments); /* the program's name */
	while ((argument = next(&arguments)) != NULL &&
	       strcmp(argument, "--") != 0) {
		if (strncmp(argument, "--", 2) == 0)
			parse_long(&arguments, argument + 2);
		else if (*argument == '-')
			parse_short(&arguments, argument + 1);
	}
	return arguments.values;
}
