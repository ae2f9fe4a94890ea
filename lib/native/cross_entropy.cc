// Cross-entropy of probabilities and the gradients of it and of softmax, each in one pass. TensorFlow.js puts the first together
// from eight operations and its gradient from about twenty, on a few hundred numbers: the calls take longer than the arithmetic.
#include <algorithm>
#include <cmath>

#include "kernel.h"

namespace convolab {

namespace {

// Keeps logarithms finite; TensorFlow.js has the same number.
constexpr float epsilon = 1e-7f;

// One row of probabilities for each example; they are scaled to a sum of 1, then kept within epsilon and 1 - epsilon.
inline float scale_of(const float* p, int64_t classes) {
  float sum = 0;
  for (int64_t c = 0; c < classes; c++) sum += p[c];
  return 1 / sum;
}

void cross_entropy(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor labels = call.input(0), p = call.input(1);
  if (!call.ok()) return;
  if (p.shape.empty() || labels.shape != p.shape)
    return call.fail("ConvolabCrossEntropy: expected labels and probabilities of the same shape");
  const int64_t classes = p.shape.back(), rows = p.size / std::max<int64_t>(classes, 1);
  const Tensor losses = call.output(0, {p.shape.begin(), p.shape.end() - 1});
  if (!call.ok()) return;
  for (int64_t r = 0; r < rows; r++) {
    const float *y = labels.data + r * classes, *row = p.data + r * classes, scale = scale_of(row, classes);
    float loss = 0;
    for (int64_t c = 0; c < classes; c++)
      if (y[c] != 0) loss -= y[c] * std::log(std::min(std::max(row[c] * scale, epsilon), 1 - epsilon));
    losses.data[r] = loss;
  }
}

void cross_entropy_grad(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor upstream = call.input(0), labels = call.input(1), p = call.input(2);
  if (!call.ok()) return;
  if (p.shape.empty() || labels.shape != p.shape || upstream.size * p.shape.back() != p.size)
    return call.fail("ConvolabCrossEntropyGrad: expected one gradient for each row of labels and probabilities");
  const int64_t classes = p.shape.back(), rows = p.size / std::max<int64_t>(classes, 1);
  const Tensor gradient = call.output(0, p.shape);
  if (!call.ok()) return;
  for (int64_t r = 0; r < rows; r++) {
    const int64_t at = r * classes;
    const float *y = labels.data + at, *row = p.data + at, scale = scale_of(row, classes);
    float* g = gradient.data + at;
    float along = 0;  // what the scaling to a sum of 1 takes away
    for (int64_t c = 0; c < classes; c++) {
      const float q = row[c] * scale;
      const bool clipped = q < epsilon || q > 1 - epsilon;
      g[c] = clipped ? 0 : -upstream.data[r] * y[c] / q;
      along += g[c] * q;
    }
    for (int64_t c = 0; c < classes; c++) g[c] = (g[c] - along) * scale;
  }
}

void softmax_grad(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor upstream = call.input(0), y = call.input(1);
  if (!call.ok()) return;
  if (y.shape.empty() || upstream.shape != y.shape)
    return call.fail("ConvolabSoftmaxGrad: expected the output of softmax and its gradient");
  const int64_t classes = y.shape.back(), rows = y.size / std::max<int64_t>(classes, 1);
  const Tensor gradient = call.output(0, y.shape);
  if (!call.ok()) return;
  for (int64_t r = 0; r < rows; r++) {
    const int64_t at = r * classes;
    float along = 0;
    for (int64_t c = 0; c < classes; c++) along += upstream.data[at + c] * y.data[at + c];
    for (int64_t c = 0; c < classes; c++) gradient.data[at + c] = (upstream.data[at + c] - along) * y.data[at + c];
  }
}

}  // namespace

void register_cross_entropy() {
  add_operation({"ConvolabCrossEntropy", {"labels: float", "p: float"}, {"losses: float"}, {}, nullptr, cross_entropy, nullptr});
  add_operation({"ConvolabCrossEntropyGrad",
                 {"upstream: float", "labels: float", "p: float"},
                 {"gradient: float"},
                 {},
                 nullptr,
                 cross_entropy_grad,
                 nullptr});
  add_operation({"ConvolabSoftmaxGrad", {"upstream: float", "y: float"}, {"gradient: float"}, {}, nullptr, softmax_grad, nullptr});
}

}  // namespace convolab
