package encode

/*
#cgo CFLAGS: -std=c11 -O3
#include "kernel.h"
*/
import "C"

import (
	"unsafe"

	"touchstone/internal/encode/weights"
)

// kernel says which version of the C functions multiplies matrices. Both give the same bits.
type kernel C.int

const (
	plain kernel = iota // any processor: four numbers at a time on amd64 and arm64
	wide                // amd64 with AVX2: eight
)

// bestKernel is the faster version that this processor can run.
func bestKernel() kernel { return kernel(C.touchstone_wide()) }

// grid is numbers in rows that lie stride apart.
type grid struct {
	values []float32
	stride int
}

func (g grid) row(i, width int) []float32 { return g.values[i*g.stride:][:width] }

// from is the grid that begins at a column.
func (g grid) from(column int) grid { return grid{g.values[column:], g.stride} }

// dense is a matrix with what is added to each column of a product with it.
type dense struct {
	weights.Rounded
	bias []float32
	relu bool // whether what is below 0 becomes 0
}

// dense sets the m rows of c to a · d.
func (k kernel) dense(c, a grid, m int, d dense) {
	_, _ = a.row(m-1, d.Rows), c.row(m-1, d.Cols) // C does not look whether they are long enough
	relu := C.int(0)
	if d.relu {
		relu = 1
	}
	C.touchstone_dense(numbers(a.values), (*C.int8_t)(unsafe.Pointer(unsafe.StringData(d.Bytes))), numbers(d.Scale),
		numbers(d.bias), numbers(c.values), shape(m, d.Rows, d.Cols, a, grid{}, c), relu, C.int(k))
}

// product sets the m rows of c to a · b, where b has depth rows of n numbers, n a multiple of weights.Lanes.
func (k kernel) product(c, a, b grid, m, depth, n int) {
	_, _, _ = a.row(m-1, depth), b.row(depth-1, n), c.row(m-1, n)
	C.touchstone_product(numbers(a.values), numbers(b.values), numbers(c.values), shape(m, depth, n, a, b, c), C.int(k))
}

func numbers(s []float32) *C.float { return (*C.float)(unsafe.Pointer(unsafe.SliceData(s))) }

func shape(m, depth, n int, a, b, c grid) C.touchstone_shape {
	return C.touchstone_shape{
		m: C.ptrdiff_t(m), k: C.ptrdiff_t(depth), n: C.ptrdiff_t(n),
		lda: C.ptrdiff_t(a.stride), ldb: C.ptrdiff_t(b.stride), ldc: C.ptrdiff_t(c.stride),
	}
}
