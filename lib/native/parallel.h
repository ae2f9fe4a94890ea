// Work shared among threads that stay, since starting one takes longer than most of the work here.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace convolab {

class Threads {
 public:
  // One for the whole process. It is never destroyed: TensorFlow's threads may still use it while the process ends.
  static Threads& all() {
    static Threads* threads = new Threads();
    return *threads;
  }

  // Calls part(0) … part(parts - 1), in any order, on all threads, and returns when all are done.
  void run(int parts, std::function<void(int)> part) {
    if (parts < 2 || count_ < 2) {
      for (int i = 0; i < parts; i++) part(i);
      return;
    }
    std::lock_guard<std::mutex> one_caller(callers_);
    std::unique_lock<std::mutex> lock(mutex_);
    part_ = std::move(part);
    parts_ = parts;
    next_ = 0;
    wake_.notify_all();
    take_parts(lock);
    done_.wait(lock, [this] { return running_ == 0; });
    parts_ = 0;
  }

 private:
  Threads() : count_(static_cast<int>(std::thread::hardware_concurrency())) {
    for (int i = 1; i < count_; i++) std::thread([this] { serve(); }).detach();
  }

  void serve() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return next_ < parts_; });
      take_parts(lock);
    }
  }

  void take_parts(std::unique_lock<std::mutex>& lock) {
    while (next_ < parts_) {
      const int mine = next_++;
      running_++;
      lock.unlock();
      part_(mine);
      lock.lock();
      running_--;
    }
    if (running_ == 0) done_.notify_all();
  }

  const int count_;
  std::mutex callers_, mutex_;
  std::condition_variable wake_, done_;
  std::function<void(int)> part_;
  int parts_ = 0, next_ = 0, running_ = 0;
};

}  // namespace convolab

// Loops marked so are compiled for several processors, and the fastest that this one understands is taken: the folder
// may move to another machine.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define CONVOLAB_FAST __attribute__((target_clones("avx512f", "avx2,fma", "default")))
#else
#define CONVOLAB_FAST
#endif
