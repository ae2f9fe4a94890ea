// Loaded by Node as an addon without functions: loading it makes its operations known to the TensorFlow of this process. It tells
// their names, so that a library of an older course, which lacks some, is not taken for this one's.
#include <node_api.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "kernel.h"

#ifdef __linux__
// absl::SetMinLogLevel of the Abseil in TensorFlow's library; absent where another one is in it.
extern "C" __attribute__((weak)) void set_min_log_level(int level) __asm__(
    "_ZN4absl12lts_2025012714SetMinLogLevelENS0_18LogSeverityAtLeastE");
#endif

namespace convolab {

namespace {

std::vector<const char*> known_operations;

void* nothing(TF_OpKernelConstruction*) { return nullptr; }

bool good(TF_Status* status) {
  const bool ok = TF_GetCode(status) == TF_OK;
  if (!ok) std::fprintf(stderr, "%s\n", TF_Message(status));
  TF_DeleteStatus(status);
  return ok;
}

// A graph must be able to ask for the shapes of what comes out. They are found when it runs.
void unknown_shapes(TF_ShapeInferenceContext* context, TF_Status* status) {
  TF_ShapeInferenceContextSetUnknownShape(context, status);
}

}  // namespace

bool add_operation(const Operation& operation) {
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(operation.name);
  for (const char* input : operation.inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : operation.outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  for (const char* attribute : operation.attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  // Without it, TensorFlow may leave out an operation that it takes to have no effect.
  TF_OpDefinitionBuilderSetIsStateful(definition, operation.outputs.size() == 0);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, unknown_shapes);
  TF_Status* status = TF_NewStatus();
  TF_RegisterOpDefinition(definition, status);
  if (!good(status)) return false;
  const Create create = operation.create ? operation.create : nothing;
  TF_KernelBuilder* kernel = TF_NewKernelBuilder(operation.name, "CPU", create, operation.compute, operation.remove);
  status = TF_NewStatus();
  TF_RegisterKernelBuilder(operation.name, kernel, status);
  if (!good(status)) return false;
  known_operations.push_back(operation.name);
  return true;
}

}  // namespace convolab

// TensorFlow's notices follow TF_CPP_MIN_LOG_LEVEL, but those of graphs come from Abseil, which does not know of it: in a notebook
// the first graph would greet in red.
static void follow_log_level() {
#ifdef __linux__
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  if (level && set_min_log_level) set_min_log_level(std::atoi(level));
#endif
}

// A process may load the addon into several contexts, but operations are known once and for all.
static bool is_registered = false;

extern "C" NAPI_EXTERN napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  if (!is_registered) {
    is_registered = true;
    follow_log_level();
    convolab::register_max_pool_grad();
    convolab::register_activations();
    convolab::register_optimizer_updates();
    convolab::register_batch_norm();
    convolab::register_cross_entropy();
  }
  for (const char* name : convolab::known_operations) {
    napi_value yes;
    napi_get_boolean(env, true, &yes);
    napi_set_named_property(env, exports, name, yes);
  }
  return exports;
}
