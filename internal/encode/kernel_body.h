// Included once for each version: VERSION(name) names the functions, LANES is how many numbers a register holds, TALL
// how many rows of a are worked on at once.

#define VECTORS (16 / LANES)

typedef float VERSION(vec) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

// Adds k products to the numbers of rows × 16 of c, or begins with 0 when fresh is set.
#define TILE(ROWS)                                                                                                     \
	static void VERSION(tile##ROWS)(const float *restrict a, const float *restrict b, float *restrict c, ptrdiff_t k,  \
	                                ptrdiff_t lda, ptrdiff_t ldb, ptrdiff_t ldc, int fresh) {                          \
		VERSION(vec) sum[ROWS][VECTORS];                                                                               \
		for (int r = 0; r < ROWS; r++)                                                                                 \
			for (int v = 0; v < VECTORS; v++)                                                                          \
				sum[r][v] = fresh ? (VERSION(vec)){0} : *(const VERSION(vec) *)(c + r * ldc + v * LANES);              \
		for (ptrdiff_t i = 0; i < k; i++) {                                                                            \
			VERSION(vec) row[VECTORS];                                                                                 \
			for (int v = 0; v < VECTORS; v++) row[v] = *(const VERSION(vec) *)(b + i * ldb + v * LANES);               \
			for (int r = 0; r < ROWS; r++)                                                                             \
				for (int v = 0; v < VECTORS; v++) sum[r][v] += a[r * lda + i] * row[v];                                \
		}                                                                                                              \
		for (int r = 0; r < ROWS; r++)                                                                                 \
			for (int v = 0; v < VECTORS; v++) *(VERSION(vec) *)(c + r * ldc + v * LANES) = sum[r][v];                  \
	}

TILE(1)
TILE(2)
TILE(3)
#if TALL > 3
TILE(4)
TILE(5)
TILE(6)
#endif
#undef TILE

// Goes down the m rows of a against 16 columns of b.
static void VERSION(column)(const float *a, const float *b, float *c, ptrdiff_t m, ptrdiff_t k, ptrdiff_t lda,
                            ptrdiff_t ldb, ptrdiff_t ldc, int fresh) {
#define RUN(ROWS) VERSION(tile##ROWS)(a, b, c, k, lda, ldb, ldc, fresh)
	for (; m >= TALL; m -= TALL, a += TALL * lda, c += TALL * ldc) {
#if TALL > 3
		RUN(6);
#else
		RUN(3);
#endif
	}
	switch (m) {
#if TALL > 3
	case 5: RUN(5); break;
	case 4: RUN(4); break;
	case 3: RUN(3); break;
#endif
	case 2: RUN(2); break;
	case 1: RUN(1); break;
	}
#undef RUN
}

static void VERSION(dense)(const float *a, const int8_t *q, const float *scale, const float *bias, float *c,
                           touchstone_shape s, int relu) {
	float block[DEEP * 16] __attribute__((aligned(64)));
	for (ptrdiff_t j = 0; j < s.n; j += 16) {
		for (ptrdiff_t i = 0; i < s.k; i += DEEP) {
			ptrdiff_t deep = s.k - i < DEEP ? s.k - i : DEEP;
			for (ptrdiff_t w = 0; w < deep * 16; w++) block[w] = q[(j * s.k + i * 16) + w];
			VERSION(column)(a + i, block, c + j, s.m, deep, s.lda, 16, s.ldc, i == 0);
		}
		for (ptrdiff_t r = 0; r < s.m; r++) {
			float *out = c + r * s.ldc + j;
			for (int l = 0; l < 16; l++) {
				float x = out[l] * scale[j + l] + bias[j + l];
				out[l] = relu && x < 0 ? 0 : x;
			}
		}
	}
}

static void VERSION(product)(const float *a, const float *b, float *c, touchstone_shape s) {
	for (ptrdiff_t j = 0; j < s.n; j += 16)
		VERSION(column)(a, b + j, c + j, s.m, s.k, s.lda, s.ldb, s.ldc, 1);
}

#undef VECTORS
