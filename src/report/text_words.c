#include "text.h"

const char *text_tag(enum status status)
{
	switch (status) {
	case STATUS_NOT_APPLICABLE:
		return "[N/A]";
	case STATUS_PASS:
		return "[PASS]";
	case STATUS_MANUAL:
		return "[MANUAL]";
	case STATUS_WAIVED:
		return "[WAIVED]";
	case STATUS_FAIL:
		return "[FAIL]";
	case STATUS_ERROR:
		return "[ERROR]";
	}
	__builtin_unreachable();
}

enum tint text_tint(enum status status)
{
	switch (status) {
	case STATUS_NOT_APPLICABLE:
		return TINT_FAINT;
	case STATUS_PASS:
		return TINT_GOOD;
	case STATUS_MANUAL:
		return TINT_CARE;
	case STATUS_WAIVED:
		return TINT_AWARE;
	case STATUS_FAIL:
		return TINT_BAD;
	case STATUS_ERROR:
		return TINT_ALARM;
	}
	__builtin_unreachable();
}

const char *text_word(enum status status)
{
	return status == STATUS_NOT_APPLICABLE ? "n/a" : status_name(status);
}

enum status text_order(size_t index)
{
	static const enum status order[STATUSES] = {
		STATUS_PASS,   STATUS_FAIL,   STATUS_ERROR,
		STATUS_MANUAL, STATUS_WAIVED, STATUS_NOT_APPLICABLE,
	};

	return order[index];
}

void text_tally(struct page *page, const struct tally *tally)
{
	const char *between = "";

	for (size_t i = 0; i < STATUSES; i++) {
		enum status status = text_order(i);

		if (tally->of[status] == 0)
			continue;
		fprintf(page->line, "%s%zu %s", between, tally->of[status],
		        text_word(status));
		between = ", ";
	}
}

void text_indent(struct page *page, unsigned columns)
{
	fprintf(page->line, "%*s", (int)columns, "");
}
