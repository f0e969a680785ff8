#include "dockaudit/source.h"

enum source_next source_next(struct source *source, struct record *ret_record,
                             struct error *err)
{
	return source->operations->next(source, ret_record, err);
}

void source_close(struct source *source)
{
	if (source)
		source->operations->close(source);
}
