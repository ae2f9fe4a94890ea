// A small layer over TensorFlow's C interface for kernels, which stays the same from version to version.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_tensor.h"

namespace convolab {

// A tensor of 32-bit floats that goes in or comes out; lives as long as the call.
class Tensor {
 public:
  explicit Tensor(TF_Tensor* tensor) : tensor_(tensor) {
    if (!tensor) return;
    for (int axis = 0; axis < TF_NumDims(tensor); axis++) {
      shape.push_back(TF_Dim(tensor, axis));
      size *= shape.back();
    }
    data = static_cast<float*>(TF_TensorData(tensor));
  }
  Tensor(Tensor&& other) : shape(std::move(other.shape)), size(other.size), data(other.data), tensor_(other.tensor_) {
    other.tensor_ = nullptr;
  }
  Tensor(const Tensor&) = delete;
  ~Tensor() {
    if (tensor_) TF_DeleteTensor(tensor_);
  }

  std::vector<int64_t> shape;
  int64_t size = 1;
  float* data = nullptr;

 private:
  TF_Tensor* tensor_;
};

// One call of a kernel. The first failure ends up in TensorFlow's status; what comes after it does nothing.
class Call {
 public:
  explicit Call(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Call() {
    if (!ok()) TF_OpKernelContext_Failure(context_, status_);
    TF_DeleteStatus(status_);
  }

  bool ok() const { return TF_GetCode(status_) == TF_OK; }

  Tensor input(int index) {
    TF_Tensor* tensor = nullptr;
    if (ok()) TF_GetInput(context_, index, &tensor, status_);
    return Tensor(tensor);
  }

  Tensor output(int index, const std::vector<int64_t>& shape) {
    int64_t size = 1;
    for (const int64_t length : shape) size *= length;
    if (!ok()) return Tensor(nullptr);
    const int rank = static_cast<int>(shape.size());
    return Tensor(TF_AllocateOutput(context_, index, TF_FLOAT, shape.data(), rank, size * sizeof(float), status_));
  }

  void fail(const std::string& message) { TF_SetStatus(status_, TF_INVALID_ARGUMENT, message.c_str()); }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_;
};

using Create = void* (*)(TF_OpKernelConstruction*);
using Compute = void (*)(void*, TF_OpKernelContext*);
using Delete = void (*)(void*);

// Makes an operation known to TensorFlow, with its kernel for the CPU. Each description is 'name: type'.
struct Operation {
  const char* name;
  std::initializer_list<const char*> inputs, outputs, attributes;
  Create create;
  Compute compute;
  Delete remove;
};
bool add_operation(const Operation& operation);

void register_max_pool_grad();
void register_activations();
void register_optimizer_updates();
void register_batch_norm();
void register_cross_entropy();

}  // namespace convolab
