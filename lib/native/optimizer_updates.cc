// One step of an optimizer for one variable in one pass. TensorFlow.js puts Adam's together from seventeen operations, each
// of which reads and writes all weights.
#include <cmath>

#include "kernel.h"
#include "parallel.h"

namespace convolab {

namespace {

constexpr int64_t part_size = 16384;

template <typename F>
void in_parts(int64_t size, F body) {
  const int parts = static_cast<int>((size + part_size - 1) / part_size);
  Threads::all().run(parts, [&](int part) {
    const int64_t from = part * part_size;
    body(from, std::min(size, from + part_size));
  });
}

// Every step: p: the settings; w: weights; g: their gradient; a, b: what the rule remembers; each with what comes out.
struct Arrays {
  const float *p, *w, *g, *a, *b;
  float *w_out, *a_out, *b_out;
};

// p: learning rate
CONVOLAB_FAST void sgd(const Arrays& s, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) s.w_out[i] = s.w[i] - s.p[0] * s.g[i];
}

// p: learning rate, momentum, 1 with Nesterov's look ahead
CONVOLAB_FAST void momentum(const Arrays& s, int64_t from, int64_t to) {
  const float rate = s.p[0], kept = s.p[1], nesterov = s.p[2];
  for (int64_t i = from; i < to; i++) {
    const float m = kept * s.a[i] + s.g[i];
    s.a_out[i] = m;
    s.w_out[i] = s.w[i] - rate * (nesterov > 0 ? s.g[i] + kept * m : m);
  }
}

// p: learning rate, epsilon
CONVOLAB_FAST void adagrad(const Arrays& s, int64_t from, int64_t to) {
  for (int64_t i = from; i < to; i++) {
    const float sum = s.a[i] + s.g[i] * s.g[i];
    s.a_out[i] = sum;
    s.w_out[i] = s.w[i] - s.p[0] * s.g[i] / std::sqrt(sum + s.p[1]);
  }
}

// p: learning rate, rho, epsilon; a: mean of the squared gradients, b: of the squared steps, both as they were before
CONVOLAB_FAST void adadelta(const Arrays& s, int64_t from, int64_t to) {
  const float rate = s.p[0], rho = s.p[1], epsilon = s.p[2];
  for (int64_t i = from; i < to; i++) {
    const float step = std::sqrt(s.b[i] + epsilon) / std::sqrt(s.a[i] + epsilon) * s.g[i];
    s.a_out[i] = rho * s.a[i] + (1 - rho) * s.g[i] * s.g[i];
    s.b_out[i] = rho * s.b[i] + (1 - rho) * step * step;
    s.w_out[i] = s.w[i] - rate * step;
  }
}

// p: learning rate, decay, momentum, epsilon
CONVOLAB_FAST void rmsprop(const Arrays& s, int64_t from, int64_t to) {
  const float rate = s.p[0], decay = s.p[1], kept = s.p[2], epsilon = s.p[3];
  for (int64_t i = from; i < to; i++) {
    const float mean = decay * s.a[i] + (1 - decay) * s.g[i] * s.g[i];
    const float step = kept * s.b[i] + rate * s.g[i] / std::sqrt(mean + epsilon);
    s.a_out[i] = mean;
    s.b_out[i] = step;
    s.w_out[i] = s.w[i] - step;
  }
}

// p: learning rate, beta1, beta2, epsilon, 1 - beta1^t, 1 - beta2^t
CONVOLAB_FAST void adam(const Arrays& s, int64_t from, int64_t to) {
  const float rate = s.p[0], beta1 = s.p[1], beta2 = s.p[2], epsilon = s.p[3], first = s.p[4], second = s.p[5];
  for (int64_t i = from; i < to; i++) {
    const float m = beta1 * s.a[i] + (1 - beta1) * s.g[i];
    const float v = beta2 * s.b[i] + (1 - beta2) * s.g[i] * s.g[i];
    s.a_out[i] = m;
    s.b_out[i] = v;
    s.w_out[i] = s.w[i] - rate * (m / first) / (std::sqrt(v / second) + epsilon);
  }
}

using Rule = void (*)(const Arrays&, int64_t, int64_t);

// Inputs: settings, weights, gradient, then the memories; outputs: weights, memories.
template <int memories, int settings, Rule rule>
void compute(void*, TF_OpKernelContext* context) {
  Call call(context);
  const Tensor p = call.input(0), w = call.input(1), g = call.input(2);
  const Tensor a = memories > 0 ? call.input(3) : Tensor(nullptr), b = memories > 1 ? call.input(4) : Tensor(nullptr);
  if (!call.ok()) return;
  const bool fits = p.size == settings && w.size == g.size && (memories < 1 || a.size == w.size) && (memories < 2 || b.size == w.size);
  if (!fits) return call.fail("an optimizer's weights, gradients and memories must have the same shape");
  const Tensor w_out = call.output(0, w.shape);
  const Tensor a_out = memories > 0 ? call.output(1, w.shape) : Tensor(nullptr);
  const Tensor b_out = memories > 1 ? call.output(2, w.shape) : Tensor(nullptr);
  if (!call.ok()) return;
  const Arrays s{p.data, w.data, g.data, a.data, b.data, w_out.data, a_out.data, b_out.data};
  in_parts(w.size, [&](int64_t from, int64_t to) { rule(s, from, to); });
}

}  // namespace

void register_optimizer_updates() {
  add_operation({"ConvolabSgd", {"p: float", "w: float", "g: float"}, {"w_out: float"}, {}, nullptr, compute<0, 1, sgd>, nullptr});
  add_operation({"ConvolabMomentum",
                 {"p: float", "w: float", "g: float", "a: float"},
                 {"w_out: float", "a_out: float"},
                 {},
                 nullptr,
                 compute<1, 3, momentum>,
                 nullptr});
  add_operation({"ConvolabAdagrad",
                 {"p: float", "w: float", "g: float", "a: float"},
                 {"w_out: float", "a_out: float"},
                 {},
                 nullptr,
                 compute<1, 2, adagrad>,
                 nullptr});
  add_operation({"ConvolabAdadelta",
                 {"p: float", "w: float", "g: float", "a: float", "b: float"},
                 {"w_out: float", "a_out: float", "b_out: float"},
                 {},
                 nullptr,
                 compute<2, 3, adadelta>,
                 nullptr});
  add_operation({"ConvolabRmsprop",
                 {"p: float", "w: float", "g: float", "a: float", "b: float"},
                 {"w_out: float", "a_out: float", "b_out: float"},
                 {},
                 nullptr,
                 compute<2, 4, rmsprop>,
                 nullptr});
  add_operation({"ConvolabAdam",
                 {"p: float", "w: float", "g: float", "a: float", "b: float"},
                 {"w_out: float", "a_out: float", "b_out: float"},
                 {},
                 nullptr,
                 compute<2, 6, adam>,
                 nullptr});
}

}  // namespace convolab
