// Bias and activation in one pass over the maps, and their two gradients in one pass. Done as operations of their own, each
// pass reads and writes megabytes, which takes as long as the arithmetic of a small convolution.
#include <cmath>
#include <cstring>

#include "kernel.h"
#include "parallel.h"

namespace convolab {

namespace {

// The numbers are known to lib/src/engine/kernels/native-activations.ts.
enum Kind : int32_t { linear = 0, relu = 1, relu6 = 2, elu = 3, sigmoid = 4 };

void* create(TF_OpKernelConstruction* construction) {
  int32_t* kind = new int32_t(linear);
  TF_Status* status = TF_NewStatus();
  TF_OpKernelConstruction_GetAttrInt32(construction, "activation", kind, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return kind;
}

void remove(void* kind) { delete static_cast<int32_t*>(kind); }

// Each row holds all channels of one pixel, or all units of one sample.
template <typename F>
inline void bias_rows(float* rows, const float* bias, int64_t count, int64_t channels, F activation) {
  for (int64_t r = 0; r < count; r++)
    for (int64_t c = 0; c < channels; c++) rows[r * channels + c] = activation(rows[r * channels + c] + bias[c]);
}

CONVOLAB_FAST void bias_linear(float* rows, const float* bias, int64_t count, int64_t channels) {
  bias_rows(rows, bias, count, channels, [](float z) { return z; });
}

CONVOLAB_FAST void bias_relu(float* rows, const float* bias, int64_t count, int64_t channels) {
  bias_rows(rows, bias, count, channels, [](float z) { return z > 0 ? z : 0.0f * z; });  // NaN stays NaN
}

void bias_other(int32_t kind, float* rows, const float* bias, int64_t count, int64_t channels) {
  bias_rows(rows, bias, count, channels, [kind](float z) {
    switch (kind) {
      case relu6: return z < 0 ? 0.0f : z > 6 ? 6.0f : z;
      case elu: return z > 0 ? z : std::expm1(z);
      default: return 1 / (1 + std::exp(-z));
    }
  });
}

// Writes into its first input: the result of a convolution or matrix product that nobody else has seen yet.
void bias_activation(void* kernel, TF_OpKernelContext* context) {
  const int32_t kind = *static_cast<int32_t*>(kernel);
  Call call(context);
  const Tensor maps = call.input(0), bias = call.input(1);
  if (!call.ok()) return;
  const int64_t channels = bias.size;
  if (maps.shape.empty() || maps.shape.back() != channels)
    return call.fail("ConvolabBiasActivation: expected one bias a channel");
  const int64_t rows = maps.size / std::max<int64_t>(channels, 1);
  const int parts = maps.size < 16384 ? 1 : 16;
  Threads::all().run(parts, [&](int part) {
    const int64_t from = rows * part / parts, to = rows * (part + 1) / parts;
    float* mine = maps.data + from * channels;
    if (kind == linear) bias_linear(mine, bias.data, to - from, channels);
    else if (kind == relu) bias_relu(mine, bias.data, to - from, channels);
    else bias_other(kind, mine, bias.data, to - from, channels);
  });
}

// The slope of the activation from its own output y, which is all that is kept of the forward pass.
CONVOLAB_FAST void slopes(int32_t kind, const float* upstream, const float* y, float* gradient, float* sums, int64_t rows,
                          int64_t channels) {
#define CONVOLAB_ROWS(slope)                       \
  for (int64_t r = 0; r < rows; r++)               \
    for (int64_t c = 0; c < channels; c++) {       \
      const int64_t i = r * channels + c;          \
      const float g = upstream[i] * (slope);       \
      gradient[i] = g;                             \
      sums[c] += g;                                \
    }                                              \
  return;
  switch (kind) {
    case relu: CONVOLAB_ROWS(y[i] > 0 ? 1.0f : 0.0f)
    case relu6: CONVOLAB_ROWS(y[i] > 0 && y[i] < 6 ? 1.0f : 0.0f)
    case elu: CONVOLAB_ROWS(y[i] > 0 ? 1.0f : y[i] + 1)
    case sigmoid: CONVOLAB_ROWS(y[i] * (1 - y[i]))
    default: CONVOLAB_ROWS(1.0f)
  }
#undef CONVOLAB_ROWS
}

void activation_grad(void* kernel, TF_OpKernelContext* context) {
  const int32_t kind = *static_cast<int32_t*>(kernel);
  Call call(context);
  const Tensor upstream = call.input(0), y = call.input(1);
  if (!call.ok()) return;
  if (upstream.shape != y.shape || y.shape.empty())
    return call.fail("ConvolabActivationGrad: expected the output of the activation and its gradient");
  const int64_t channels = y.shape.back(), rows = y.size / std::max<int64_t>(channels, 1);
  const Tensor gradient = call.output(0, y.shape), bias = call.output(1, {channels});
  if (!call.ok()) return;
  // Each part adds up its own rows, always in the same order: the same numbers on any number of threads.
  const int parts = y.size < 16384 ? 1 : 16;
  std::vector<float> sums(parts * channels, 0.0f);
  Threads::all().run(parts, [&](int part) {
    const int64_t from = rows * part / parts, to = rows * (part + 1) / parts, at = from * channels;
    slopes(kind, upstream.data + at, y.data + at, gradient.data + at, sums.data() + part * channels, to - from, channels);
  });
  for (int64_t c = 0; c < channels; c++) {
    bias.data[c] = 0;
    for (int part = 0; part < parts; part++) bias.data[c] += sums[part * channels + c];
  }
}

}  // namespace

void register_activations() {
  add_operation({"ConvolabBiasActivation",
                 {"maps: float", "bias: float"},
                 {},
                 {"activation: int"},
                 create,
                 bias_activation,
                 remove});
  add_operation({"ConvolabActivationGrad",
                 {"upstream: float", "y: float"},
                 {"gradient: float", "bias: float"},
                 {"activation: int"},
                 create,
                 activation_grad,
                 remove});
}

}  // namespace convolab
