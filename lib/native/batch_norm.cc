// Batch normalization over all axes but the last: mean and variance of each channel, and the gradients. TensorFlow.js puts them
// together from some thirty operations on whole feature maps.
#include <cmath>

#include "kernel.h"
#include "parallel.h"

namespace convolab {

namespace {

// The same on any number of threads: each part adds up its own rows, and the parts are added in order.
int parts_of(int64_t size) { return size < 16384 ? 1 : 16; }

// sums[part][channel] → totals[channel], over `count`
void add_up(const std::vector<float>& sums, int parts, int64_t channels, double count, float* totals) {
  for (int64_t c = 0; c < channels; c++) {
    double total = 0;
    for (int part = 0; part < parts; part++) total += sums[part * channels + c];
    totals[c] = static_cast<float>(total / count);
  }
}

template <typename F>
void each_part(int parts, int64_t rows, F body) {
  Threads::all().run(parts, [&](int part) { body(part, rows * part / parts, rows * (part + 1) / parts); });
}

CONVOLAB_FAST void sum_rows(const float* x, int64_t rows, int64_t channels, float* sums) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < channels; c++) sums[c] += x[r * channels + c];
}

CONVOLAB_FAST void sum_squares(const float* x, const float* mean, int64_t rows, int64_t channels, float* sums) {
  for (int64_t r = 0; r < rows; r++) {
    for (int64_t c = 0; c < channels; c++) {
      const float away = x[r * channels + c] - mean[c];
      sums[c] += away * away;
    }
  }
}

void moments(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor x = call.input(0);
  if (!call.ok()) return;
  if (x.shape.empty() || x.size == 0) return call.fail("ConvolabMoments: expected at least one number a channel");
  const int64_t channels = x.shape.back(), rows = x.size / channels;
  const Tensor mean = call.output(0, {channels}), variance = call.output(1, {channels});
  if (!call.ok()) return;
  const int parts = parts_of(x.size);
  std::vector<float> sums(parts * channels, 0.0f);
  each_part(parts, rows, [&](int part, int64_t from, int64_t to) {
    sum_rows(x.data + from * channels, to - from, channels, sums.data() + part * channels);
  });
  add_up(sums, parts, channels, rows, mean.data);
  std::fill(sums.begin(), sums.end(), 0.0f);
  each_part(parts, rows, [&](int part, int64_t from, int64_t to) {
    sum_squares(x.data + from * channels, mean.data, to - from, channels, sums.data() + part * channels);
  });
  add_up(sums, parts, channels, rows, variance.data);
}

CONVOLAB_FAST void spread_rows(const float* x, const float* mean, const float* by_mean, const float* by_variance, float count,
                               int64_t rows, int64_t channels, float* gradient) {
  for (int64_t r = 0; r < rows; r++) {
    for (int64_t c = 0; c < channels; c++) {
      const int64_t i = r * channels + c;
      gradient[i] = (by_mean[c] + 2 * by_variance[c] * (x[i] - mean[c])) / count;
    }
  }
}

// Σ (x − mean) is 0, so the variance does not change with the mean.
void moments_grad(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor x = call.input(0), mean = call.input(1), by_mean = call.input(2), by_variance = call.input(3);
  if (!call.ok()) return;
  const int64_t channels = mean.size, rows = x.size / std::max<int64_t>(channels, 1);
  if (x.shape.empty() || x.shape.back() != channels || by_mean.size != channels || by_variance.size != channels)
    return call.fail("ConvolabMomentsGrad: expected one mean and one gradient a channel");
  const Tensor gradient = call.output(0, x.shape);
  if (!call.ok()) return;
  each_part(parts_of(x.size), rows, [&](int, int64_t from, int64_t to) {
    spread_rows(x.data + from * channels, mean.data, by_mean.data, by_variance.data, static_cast<float>(rows), to - from,
                channels, gradient.data + from * channels);
  });
}

// inverse: 1 / √(variance + ε); factor: scale · inverse
CONVOLAB_FAST void norm_rows(const float* x, const float* mean, const float* inverse, const float* factor, const float* upstream,
                             int64_t rows, int64_t channels, float* gradient, float* by_offset, float* by_scale) {
  for (int64_t r = 0; r < rows; r++) {
    for (int64_t c = 0; c < channels; c++) {
      const int64_t i = r * channels + c;
      gradient[i] = upstream[i] * factor[c];
      by_offset[c] += upstream[i];
      by_scale[c] += upstream[i] * (x[i] - mean[c]) * inverse[c];
    }
  }
}

// y = (x − mean) · inverse · scale + offset, with mean and variance as inputs of their own
void batch_norm_grad(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor x = call.input(0), mean = call.input(1), variance = call.input(2), scale = call.input(3);
  const Tensor upstream = call.input(4), epsilon = call.input(5);
  if (!call.ok()) return;
  const int64_t channels = mean.size, rows = x.size / std::max<int64_t>(channels, 1);
  const bool fits = !x.shape.empty() && x.shape.back() == channels && variance.size == channels &&
                    scale.size == channels && upstream.shape == x.shape && epsilon.size == 1;
  if (!fits) return call.fail("ConvolabBatchNormGrad: expected one mean, variance and scale a channel");
  const Tensor gradient = call.output(0, x.shape), by_mean = call.output(1, {channels});
  const Tensor by_variance = call.output(2, {channels}), by_offset = call.output(3, {channels});
  const Tensor by_scale = call.output(4, {channels});
  if (!call.ok()) return;
  std::vector<float> inverse(channels), factor(channels);
  for (int64_t c = 0; c < channels; c++) {
    inverse[c] = 1 / std::sqrt(variance.data[c] + epsilon.data[0]);
    factor[c] = scale.data[c] * inverse[c];
  }
  const int parts = parts_of(x.size);
  std::vector<float> offsets(parts * channels, 0.0f), scales(parts * channels, 0.0f);
  each_part(parts, rows, [&](int part, int64_t from, int64_t to) {
    const int64_t at = from * channels;
    norm_rows(x.data + at, mean.data, inverse.data(), factor.data(), upstream.data + at, to - from, channels,
              gradient.data + at, offsets.data() + part * channels, scales.data() + part * channels);
  });
  add_up(offsets, parts, channels, 1, by_offset.data);
  add_up(scales, parts, channels, 1, by_scale.data);
  for (int64_t c = 0; c < channels; c++) {
    by_mean.data[c] = -factor[c] * by_offset.data[c];
    by_variance.data[c] = -0.5f * scale.data[c] * by_scale.data[c] * inverse[c] * inverse[c];
  }
}

}  // namespace

void register_batch_norm() {
  add_operation({"ConvolabMoments", {"x: float"}, {"mean: float", "variance: float"}, {}, nullptr, moments, nullptr});
  add_operation({"ConvolabMomentsGrad",
                 {"x: float", "mean: float", "by_mean: float", "by_variance: float"},
                 {"gradient: float"},
                 {},
                 nullptr,
                 moments_grad,
                 nullptr});
  add_operation({"ConvolabBatchNormGrad",
                 {"x: float", "mean: float", "variance: float", "scale: float", "upstream: float", "epsilon: float"},
                 {"gradient: float", "by_mean: float", "by_variance: float", "by_offset: float", "by_scale: float"},
                 {},
                 nullptr,
                 batch_norm_grad,
                 nullptr});
}

}  // namespace convolab
