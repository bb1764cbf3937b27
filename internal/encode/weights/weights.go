// Package weights is the file the sentence encoder's weights are kept in: what is in it, how it is written, how it
// is read. The program that makes the file and the encoder that reads it share this package.
//
// Every matrix is kept in whole numbers of eight bits, q = round(w / s) with s = max|w| / 127 for each column of its
// own (for each row of the table of word pieces), so that w ≈ s·q. What the matrices are multiplied with is not
// rounded. Everything else is kept as it was published.
package weights

// Lanes is how many neighbouring columns of a matrix lie together in the file: all rows of the first sixteen columns,
// then all rows of the next. That is the order in which they are multiplied.
const Lanes = 16

// Kind tells how a tensor is kept.
type Kind int

// The kinds of tensors.
const (
	Vector Kind = iota // as it was published
	Matrix             // rounded, a scale for each column, columns in groups of Lanes
	Table              // rounded, a scale for each row, rows one after the other
)

// Tensor is one entry of the file, in the order of Layout.
type Tensor struct {
	Name   string
	Source string // what the published model calls it
	Kind   Kind
	Rows   int
	Cols   int
}

// The sizes of the encoder: pieces in the vocabulary, rows in the table of their vectors (the last two belong to no
// piece), width of a piece's vector, width of the layers and of what comes out, width within the feed-forward step.
const (
	Pieces = 8000
	Rows   = 8002
	Narrow = 256
	Width  = 512
	Wide   = 1536
)

// Layout lists the tensors of the Universal Sentence Encoder Lite in the order in which the file has them.
func Layout() []Tensor {
	const (
		kona   = "module/Encoder_en/KonaTransformer/Encode/"
		folded = "module_apply_default/Encoder_en/KonaTransformer/Encode/"
	)
	out := []Tensor{
		{"pieces", "module/Embeddings_en", Table, Rows, Narrow},
		{"timing", folded + "TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1", Vector, 1, Narrow / 2},
		{"residual", folded + "Layer_0/TransformerLayer/dense/kernel/ConcatPartitions/concat", Matrix, Narrow, Width},
		{"residual.bias", folded + "Layer_0/TransformerLayer/dense/bias/ConcatPartitions/concat", Vector, 1, Width},
	}
	out = append(out, layer("0", kona, folded, Narrow)...)
	out = append(out, layer("1", kona, folded, Width)...)
	return append(out,
		Tensor{"head", "module/Encoder_en/hidden_layers/tanh_layer_0/weights", Matrix, Width, Width},
		Tensor{"head.bias", "module/Encoder_en/hidden_layers/tanh_layer_0/bias", Vector, 1, Width})
}

// layer lists the tensors of one transformer layer, which reads width numbers for each piece.
func layer(n, kona, folded string, width int) []Tensor {
	var (
		own   = folded + "Layer_" + n + "/TransformerLayer/"
		stack = folded + "TransformerStack/Layer_" + n + "/TransformerLayer/"
		part  = kona + "Layer_" + n + "/TransformerLayer/MultiheadAttention/"
		norm  = "layer_prepostprocess/layer_norm/"
		cat   = "/ConcatPartitions/concat"
		attn  = "MultiheadAttention/"
	)
	return []Tensor{
		{n + ".norm.scale", own + norm + "layer_norm_scale" + cat, Vector, 1, width},
		{n + ".norm.bias", own + norm + "layer_norm_bias" + cat, Vector, 1, width},
		{n + ".attend", part + "qkv_transform_single/kernel/part_0", Matrix, width, 3 * width},
		{n + ".attend.bias", own + attn + "qkv_transform_single/bias" + cat, Vector, 1, 3 * width},
		{n + ".gather", part + "output_transform_single/kernel/part_0", Matrix, width, Width},
		{n + ".gather.bias", own + attn + "output_transform_single/bias" + cat, Vector, 1, Width},
		{n + ".feed.norm.scale", own + "FFN/" + norm + "layer_norm_scale" + cat, Vector, 1, Width},
		{n + ".feed.norm.bias", own + "FFN/" + norm + "layer_norm_bias" + cat, Vector, 1, Width},
		{n + ".widen", stack + "FFN/conv1/Tensordot/Reshape_1", Matrix, Width, Wide},
		{n + ".widen.bias", own + "FFN/conv1/bias" + cat, Vector, 1, Wide},
		{n + ".narrow", stack + "FFN/conv2/Tensordot/Reshape_1", Matrix, Wide, Width},
		{n + ".narrow.bias", own + "FFN/conv2/bias" + cat, Vector, 1, Width},
	}
}
