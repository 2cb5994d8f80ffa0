"""Cases of products, convolutions, pooling, normalizations, images and attention."""

from goldens_op import f, ints, these


def einsum(equation, *given):
    return (f"ops.einsum('{equation}', {', '.join('xyz'[: len(given)])})", *given)


def pooled(name):
    call = f"ops.{name}(x"
    return [
        (f"{call}, 2)", f(4, 2)),
        (f"{call}, 2)", f(None, 2)),
        (f"{call}, 3, strides=2, padding='same')", f(5, 2)),
        (f"{call}, pool_size=(3,), strides=1)", f(4, 2)),
        (f"{call}, 2)", f(4, 4, 2)),
        (f"{call}, (2, 3), strides=(1, 2), padding='same')", f(3, 5, 1)),
        (f"{call}, (2, 2), padding='valid', data_format='channels_last')", f(None, 3, 2)),
        (f"{call}, 2, strides=[2, 1])", f(4, 3, 2)),
    ]


def convolved(name, kernel_1d, kernel_2d):
    call, call_2d = f"ops.{name}(x, {kernel_1d}", f"ops.{name}(x, {kernel_2d}"
    return [
        (f"{call})", f(5, 2)),
        (f"{call})", f(None, 2)),
        (f"{call}, 2, 'same')", f(5, 2)),
        (f"{call}, padding='same', dilation_rate=2)", f(6, 2)),
        (f"{call_2d})", f(4, 4, 2)),
        (f"{call_2d}, strides=2, padding='same')", f(5, 4, 2)),
        (f"{call_2d}, strides=2)", f(None, 4, 2)),
        (f"{call_2d}, padding='same', dilation_rate=(2, 1), data_format='channels_last')", f(4, 3, 2)),
    ]


CASES = {
    "Dot": [
        ("ops.dot(x, array(3, 2))", f(3)),
        ("ops.dot(x, array(3))", f(2, 3)),
        ("ops.dot(x, array(3, 2))", f(None, 3)),
        ("ops.dot(x, 2.0)", f(3)),
        ("ops.dot(x, array(2, 3, 2))", f(3)),
    ],
    "Matmul": [
        ("ops.matmul(x, y)", f(2, 3), f(3, 2)),
        ("x @ y", f(None, 3), f(3, None)),
        ("x @ array(3, 2)", f(3)),
        ("x @ array(3, 2)", f(2, 3)),
        ("x @ array(3)", f(2, 3)),
        ("ops.matmul(array(2, 3), x)", f(3, 2)),
        ("ops.matmul(x, y)", f(2, 2, 3), f(1, 3, 2)),
        ("ops.matmul(x, ops.swapaxes(x, 1, 2))", f(2, 3)),
        ("ops.matmul(x, y)", ints(-3, 4, 2, 2), ints(-3, 4, 2, 2)),
        ("ops.matmul(x, y)", ints(-3, 4, 2, 2), f(2, 2)),
    ],
    "Outer": [("ops.reshape(ops.outer(x, y), (-1, 3, 4))", f(3), f(2)), ("ops.outer(x, array(3))", f())],
    "Inner": [("ops.inner(x, array(2, 3))", f(3)), ("ops.inner(x, array(3))", f(2, 3)), ("ops.inner(x, y)", f(2, 3), f(3))],
    "Vdot": [("x * ops.vdot(x, y)", f(3), f(3))],
    "Tensordot": [
        ("ops.tensordot(x, array(3, 2), axes=1)", f(2, 3)),
        ("ops.tensordot(x, array(2, 3, 2))", f(2, 3)),
        ("ops.tensordot(x, array(2, 3), axes=[[1], [0]])", f(2, 2)),
        ("ops.tensordot(x, array(2, 3), axes=((2, 1), (1, 0)))", f(2, 3)),
        ("ops.tensordot(x, y, axes=[[1], [1]])", f(3), f(3)),
        ("ops.tensordot(x, array(3, 2), axes=[[-1], [0]])", f(2, 3)),
        ("ops.tensordot(x, array(2), axes=0)", f(3)),
    ],
    "Einsum": [
        einsum("bij,bjk->bik", f(2, 3), f(3, 2)),
        einsum("bij->bji", f(2, 3)),
        einsum("bij->bi", f(2, 3)),
        einsum("bij->b", f(2, 3)),
        einsum("bi,bi->b", f(3), f(3)),
        einsum("bi,bj->bij", f(3), f(2)),
        einsum("bij,bij->bij", f(2, 3), f(2, 3)),
        einsum("bqhd,bkhd->bhqk", f(2, 2, 3), f(3, 2, 3)),
        einsum("bhqk,bkhd->bqhd", f(2, 2, 3), f(3, 2, 2)),
        einsum("...ij,...jk->...ik", f(2, 3), f(3, 2)),
        einsum("bij,bjk,bkl->bil", f(2, 3), f(3, 2), f(2, 2)),
        einsum("bti,btj->bij", f(None, 2), f(None, 3)),
        ("ops.einsum('bi,ij->bj', x, array(3, 2))", f(3)),
        ("ops.einsum('...i,ij', x, array(3, 2))", f(2, 3)),
        ("ops.einsum('bii->bi', x)", f(3, 3)),
        ("ops.einsum('abc,cd->abd', x, array(3, 2))", f(None, 3)),
    ],
    "Conv": convolved("conv", "array(3, 2, 4)", "array(2, 3, 2, 3)") + [
        ("ops.conv(x, array(2, 3, 2, 3), strides=(2, 1))", f(4, 4, 2)),
        ("ops.conv(x, y, padding='same')", f(4, 2), these([[[1, 2], [0.5, -1]]] * 2, shape=(2, 2))),
        ("ops.conv(x, array(2, 1, 4))", f(4, 1)),
        ("ops.conv(x, array(2, 2, 2, 1, 2), padding='same')", f(2, 3, 2, 1)),
    ],
    "ConvTranspose": [
        ("ops.conv_transpose(x, array(3, 4, 2))", f(3, 2)),
        ("ops.conv_transpose(x, array(3, 4, 2), strides=2)", f(None, 2)),
        ("ops.conv_transpose(x, array(3, 4, 2), 2, padding='same')", f(3, 2)),
        ("ops.conv_transpose(x, array(3, 4, 2), strides=2, padding='same', output_padding=0)", f(3, 2)),
        ("ops.conv_transpose(x, array(2, 3, 3, 2))", f(3, 2, 2)),
        ("ops.conv_transpose(x, array(2, 3, 3, 2), strides=(2, 1), padding='same')", f(2, 3, 2)),
        ("ops.conv_transpose(x, array(2, 2, 1, 2), strides=3, padding='valid', output_padding=1)", f(2, 2, 2)),
    ],
    "DepthwiseConv": convolved("depthwise_conv", "array(3, 2, 2)", "array(2, 3, 2, 1)"),
    "SeparableConv": convolved("separable_conv", "array(3, 2, 2), array(1, 4, 3)", "array(2, 3, 2, 1), array(1, 1, 2, 3)"),
    "MaxPool": pooled("max_pool") + [("ops.max_pool(x, 2)", these([[[1], [1], [0], [0]], [[2], [-1], [3], [3]]]))],
    "AveragePool": pooled("average_pool"),
    "BatchNorm": [
        ("ops.batch_normalization(x, array(3), np.abs(array(3)), axis=-1)", f(3)),
        ("ops.batch_normalization(x, array(3), np.abs(array(3)), axis=-1, offset=array(3), scale=-array(3))", f(None, 3)),
        ("ops.batch_normalization(x, array(2), np.abs(array(2)), axis=1, scale=array(2), epsilon=0.5)", f(2, 3)),
        ("ops.batch_normalization(x, *ops.moments(x, [0]), -1)", f(3)),
    ],
    "LayerNorm": [
        ("ops.layer_normalization(x)", f(3)),
        ("ops.layer_normalization(x, array(3), array(3) + 1)", f(None, 3)),
        ("ops.layer_normalization(x, gamma=array(2), axis=1)", f(2, 3)),
        ("ops.layer_normalization(x, beta=array(2, 3), axis=(1, 2), epsilon=0.5)", f(2, 3)),
        ("ops.layer_normalization(x, gamma=array(2, 3), beta=array(2, 3), axis=[-2, -1])", f(2, 3)),
    ],
    "RMSNorm": [
        ("ops.rms_normalization(x)", f(3)),
        ("ops.rms_normalization(x, array(3))", f(None, 3)),
        ("ops.rms_normalization(x, scale=array(2, 1), axis=1, epsilon=0.5)", f(2, 3)),
        ("ops.rms_normalization(x, axis=(1, 2))", f(2, 3)),
    ],
    "Resize": [
        ("ops.image.resize(x, (4, 6))", f(2, 3, 1)),
        ("ops.image.resize(x, [2, 2])", f(3, 5, 1)),
        ("ops.image.resize(x, (3, 4), interpolation='nearest')", f(2, 3, 2)),
        ("ops.image.resize(x, (2, 2), 'nearest')", f(3, 5, 1)),
        ("ops.image.resize(x, (4, 3), interpolation='bicubic')", f(3, 2, 1)),
        ("ops.image.resize(x, (2, 2), 'bilinear', antialias=True)", f(4, 5, 1)),
        ("ops.image.resize(x, (2, 3))", f(None, None, 1)),
        ("ops.image.resize(x, (2, 2), crop_to_aspect_ratio=True)", f(2, 4, 1)),
        ("ops.image.resize(x, (3, 3), pad_to_aspect_ratio=True, fill_value=0.5)", f(2, 4, 1)),
    ],
    "RGBToGrayscale": [
        ("ops.image.rgb_to_grayscale(x)", f(2, 3, 3)),
        ("ops.image.rgb_to_grayscale(x)", f(None, 2, 1)),
    ],
    "ExtractPatches": [
        ("ops.image.extract_patches(x, 2)", f(4, 4, 1)),
        ("ops.image.extract_patches(x, (2, 3), strides=1)", f(3, 4, 1)),
        ("ops.image.extract_patches(x, (2, 2), strides=(2, 1), padding='same')", f(3, 3, 2)),
        ("ops.image.extract_patches(x, size=2, strides=1, dilation_rate=2)", f(4, 4, 1)),
    ],
    "DotProductAttention": [
        ("ops.dot_product_attention(x, y, z)", f(2, 2, 3), f(3, 2, 3), f(3, 2, 3)),
        ("ops.dot_product_attention(x, x, x, is_causal=True)", f(3, 1, 2)),
        ("ops.dot_product_attention(x, y, y, scale=0.5)", f(2, 1, 2), f(3, 1, 2)),
        ("ops.dot_product_attention(x, y, y, mask=z)", f(2, 1, 2), f(3, 1, 2), these([[[[1, 0, 1], [1, 1, 1]]]] * 2, dtype="bool")),
        ("ops.dot_product_attention(x, y, y, bias=z)", f(2, 1, 2), f(3, 1, 2), f(1, 2, 3)),
    ],
}  # fmt: skip
