#include "kernel.h"

#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF // GCC does the same with -std=c11, and does not know the line
#endif

#define DEEP 256 // rows of b that are widened at a time: 16 KB, which stay near

#define VERSION(name) plain_##name
#define LANES 4
#define TALL 3
#include "kernel_body.h"
#undef VERSION
#undef LANES
#undef TALL

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2")
#define VERSION(name) wide_##name
#define LANES 8
#define TALL 6
#include "kernel_body.h"
#undef VERSION
#undef LANES
#undef TALL
#pragma GCC pop_options

int touchstone_wide(void) { return __builtin_cpu_supports("avx2") != 0; }
#else
#define wide_dense plain_dense
#define wide_product plain_product

int touchstone_wide(void) { return 0; }
#endif

void touchstone_dense(const float *a, const int8_t *q, const float *scale, const float *bias, float *c,
                      touchstone_shape s, int relu, int wide) {
	if (wide)
		wide_dense(a, q, scale, bias, c, s, relu);
	else
		plain_dense(a, q, scale, bias, c, s, relu);
}

void touchstone_product(const float *a, const float *b, float *c, touchstone_shape s, int wide) {
	if (wide)
		wide_product(a, b, c, s);
	else
		plain_product(a, b, c, s);
}
