// The products of matrices the encoder needs, in two versions that give the same bits.
//
// Every number of the result is one sum, taken from the first row of b to the last, each product rounded before it is
// added: -ffp-contract=off (which -std=c11 implies) and no FMA. How many numbers are worked on at once changes nothing.

#include <stddef.h>
#include <stdint.h>

// A product c = a · b: a has m rows of k numbers, b has k rows, n is a multiple of 16; the rows of a, b and c lie lda,
// ldb and ldc apart.
typedef struct {
	ptrdiff_t m, k, n, lda, ldb, ldc;
} touchstone_shape;

// touchstone_dense: c = (a · q) * scale + bias, and what is below 0 becomes 0 when relu is set. q is kept in groups
// of 16 columns; ldb is not looked at.
void touchstone_dense(const float *a, const int8_t *q, const float *scale, const float *bias, float *c,
                      touchstone_shape s, int relu, int wide);

// touchstone_product: c = a · b.
void touchstone_product(const float *a, const float *b, float *c, touchstone_shape s, int wide);

// touchstone_wide tells whether the processor can run the wide version.
int touchstone_wide(void);
