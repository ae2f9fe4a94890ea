// The gradient of max pooling. TensorFlow's own searches for the largest pixel of each window one number at a time; here all
// channels of a pixel are compared at once.
#include <cstring>

#include "kernel.h"
#include "parallel.h"

namespace convolab {

namespace {

struct Windows {
  int32_t size[2], strides[2], pads[2];  // each: height, width
};

void* create(TF_OpKernelConstruction* construction) {
  Windows* windows = new Windows();
  TF_Status* status = TF_NewStatus();
  TF_OpKernelConstruction_GetAttrInt32List(construction, "size", windows->size, 2, status);
  TF_OpKernelConstruction_GetAttrInt32List(construction, "strides", windows->strides, 2, status);
  TF_OpKernelConstruction_GetAttrInt32List(construction, "pads", windows->pads, 2, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  return windows;
}

void remove(void* windows) { delete static_cast<Windows*>(windows); }

// Gives what is left of the gradient to the channels in which this pixel is the largest; the first such pixel takes it all.
CONVOLAB_FAST void hand_out(const float* pixel, const float* largest, float* left, float* gradient, int64_t channels) {
  for (int64_t c = 0; c < channels; c++) {
    const bool takes = pixel[c] == largest[c];
    gradient[c] += takes ? left[c] : 0.0f;
    left[c] = takes ? 0.0f : left[c];
  }
}

// images, gradient [height, width, channels]; largest, upstream [rows, columns, channels]
struct Shape {
  int64_t height, width, channels, rows, columns;
};

void one_image(const Windows& windows, const Shape& s, const float* image, const float* largest, const float* upstream,
               float* gradient) {
  std::memset(gradient, 0, s.height * s.width * s.channels * sizeof(float));
  std::vector<float> left(s.channels);
  for (int64_t i = 0; i < s.rows; i++) {
    for (int64_t j = 0; j < s.columns; j++) {
      const int64_t place = (i * s.columns + j) * s.channels;
      std::memcpy(left.data(), upstream + place, s.channels * sizeof(float));
      for (int64_t a = 0; a < windows.size[0]; a++) {
        const int64_t y = i * windows.strides[0] - windows.pads[0] + a;
        if (y < 0 || y >= s.height) continue;
        for (int64_t b = 0; b < windows.size[1]; b++) {
          const int64_t x = j * windows.strides[1] - windows.pads[1] + b;
          if (x < 0 || x >= s.width) continue;
          const int64_t pixel = (y * s.width + x) * s.channels;
          hand_out(image + pixel, largest + place, left.data(), gradient + pixel, s.channels);
        }
      }
    }
  }
}

void compute(void* kernel, TF_OpKernelContext* context) {
  const Windows& windows = *static_cast<Windows*>(kernel);
  Call call(context);
  const Tensor images = call.input(0), largest = call.input(1), upstream = call.input(2);
  if (!call.ok()) return;
  if (images.shape.size() != 4 || largest.shape.size() != 4 || largest.shape != upstream.shape)
    return call.fail("ConvolabMaxPoolGrad: expected images, their pooled maps and the gradient of those");
  const Tensor gradient = call.output(0, images.shape);
  if (!call.ok()) return;
  const Shape s{images.shape[1], images.shape[2], images.shape[3], largest.shape[1], largest.shape[2]};
  const int64_t in = s.height * s.width * s.channels, out = s.rows * s.columns * s.channels;
  Threads::all().run(static_cast<int>(images.shape[0]), [&](int n) {
    one_image(windows, s, images.data + n * in, largest.data + n * out, upstream.data + n * out, gradient.data + n * in);
  });
}

}  // namespace

void register_max_pool_grad() {
  add_operation({"ConvolabMaxPoolGrad",
                 {"images: float", "largest: float", "upstream: float"},
                 {"gradient: float"},
                 {"size: list(int)", "strides: list(int)", "pads: list(int)"},
                 create,
                 compute,
                 remove});
}

}  // namespace convolab
