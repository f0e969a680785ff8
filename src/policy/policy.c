#include "dockaudit/policy.h"

#include "load.h"
#include "param.h"
#include "profile.h"
#include "select.h"
#include "sources.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

/* Put the first complaint into *err, if there is one. */
static bool no_complaint(const struct load *load, struct error *err)
{
	if (load->complaints.count == 0)
		return true;
	*err = *load->complaints.items[0];
	return false;
}

static bool load_profile(struct load *load, const struct sources *sources)
{
	struct policy *policy = load->policy;
	const struct tree *root;

	return sources_profile(load, sources, &root) &&
	       profile_parse(load, root, &policy->profile) &&
	       param_values(load, tree_member(root, "params"), sources->options,
	                    &policy->values);
}

static bool load_all(struct load *load, const struct policy_options *options,
                     struct error *err)
{
	const struct sources sources = { .options = options,
		                         .trust = TRUST_CHECKED };
	struct policy *policy = load->policy;

	sources_add_checks(load, &sources);
	if (!no_complaint(load, err))
		return false;
	load_entries(load);
	if (!no_complaint(load, err))
		return false;
	if (!load_profile(load, &sources)) {
		(void)no_complaint(load, err);
		return false;
	}
	policy->checks = load->checks;
	policy->check_count = load->check_count;
	policy->params = load->params;
	policy->param_count = load->param_count;
	return select_controls(load, options, &policy->profile, err);
}

bool policy_load(struct arena *arena, const struct policy_options *options,
                 struct policy *ret_policy, struct error *err)
{
	struct policy policy = { 0 };
	struct load load = { .arena = arena,
		             .complaints = { .arena = arena },
		             .policy = &policy };

	if (!load_all(&load, options, err)) {
		policy_done(&policy);
		return false;
	}
	*ret_policy = policy;
	return true;
}

void policy_done(struct policy *policy)
{
	for (size_t i = 0; i < policy->owned_count; i++)
		cJSON_Delete(policy->owned[i]);
	cJSON_Delete(policy->values);
	*policy = (struct policy){ 0 };
}

static int compare_id(const void *id, const void *check)
{
	return strcmp(id, (*(const struct check *const *)check)->id);
}

const struct check *policy_check(const struct policy *policy, const char *id)
{
	const struct check *const *found = NULL;

	if (policy->check_count)
		found = bsearch(id, policy->checks, policy->check_count,
		                sizeof(const struct check *), compare_id);
	return found ? *found : NULL;
}

const char *policy_profile_name(struct arena *arena, size_t index)
{
	return sources_profile_name(arena, builtins, index);
}
