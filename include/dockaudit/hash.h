#ifndef DOCKAUDIT_HASH_H
#define DOCKAUDIT_HASH_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256, FIPS 180-4. */
enum { HASH_SIZE = 32, HASH_BLOCK = 64 };

struct hash {
	uint32_t state[8];
	uint64_t length; /* bytes so far */
	uint8_t block[HASH_BLOCK];
};

void hash_begin(struct hash *hash);
void hash_add(struct hash *hash, const void *data, size_t length);
void hash_end(struct hash *hash, uint8_t ret_digest[HASH_SIZE]);

#endif
