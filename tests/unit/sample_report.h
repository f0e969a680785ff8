#ifndef TESTS_SAMPLE_REPORT_H
#define TESTS_SAMPLE_REPORT_H

#include "dockaudit/report.h"

#include <stdbool.h>

struct arena;

/* What an audit of an ordinary host may come to: all statuses, one and many
 * subjects, one and many values. */
struct report *sample_report(struct arena *arena);

/* The same number gives the same report: any shape, hostile texts everywhere,
 * values that are JSON. */
struct report *sample_report_random(struct arena *arena, unsigned seed);

/* Nothing was judged. */
struct report *sample_report_empty(struct arena *arena);

/* Give a report these sections, counting their controls. */
void sample_count(struct arena *arena, struct report *report,
                  const struct report_section *from, size_t count);

/* What a reporter writes; to be freed. */
char *sample_render(const struct reporter *reporter,
                    const struct report *report,
                    const struct report_style *style);

/*
 * Whether text is UTF-8 without control characters but line ends, and without
 * bidirectional and invisible ones.
 */
bool sample_clean(const char *text);

#endif
