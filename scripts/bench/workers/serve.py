"""What the Python contestants of the benchmark share: requests come as lines of JSON, and so go the answers."""

import json
import math
import os
import sys
import time

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models.json")
CLASSES = 10


def models():
    with open(MODELS, encoding="utf-8") as file:
        return json.load(file)


def input_shape(model, size):
    """Shape of one example, channels last."""
    return (size,) * model["dimensions"] + (model["channels"],)


def peak_megabytes():
    """The most memory that this process has had, in MB; None where the system does not say."""
    if sys.platform == "linux":  # getrusage counts the parent's in there
        with open("/proc/self/status", encoding="utf-8") as status:
            return round(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024 / 1e6)
    try:
        import resource
    except ImportError:
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)  # bytes on macOS


def passes(steps, batch_size, count):
    """How `steps` batches go over the data: so many examples, so many times."""
    most = count // batch_size
    if steps <= most:
        return steps * batch_size, 1
    return most * batch_size, round(steps / most)


def serve(contestant):
    """
    Answers until its input ends. A contestant has `about()`, `build(model, size)`, `parameters(network)`,
    `load(shape, images, labels)`, `train(network, data, batch_size, examples, times)` which returns the last mean
    loss, and `predict(…)` with the same arguments.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not get among the answers

    def answer(**content):
        answers.write(json.dumps(content) + "\n")
        answers.flush()

    known = models()
    kept = {}
    answer(ready=True, **contestant.about())
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer(**respond(contestant, known, kept, request))
        except Exception as error:
            answer(error=f"{type(error).__name__}: {error}".splitlines()[0])


def respond(contestant, known, kept, request):
    model, size, batch_size = known[request["model"]], request["imageSize"], request["batchSize"]
    key = (request["model"], size, batch_size)
    if kept.get("key") != key:
        kept.clear()
        kept["network"] = contestant.build(model, size)
        kept["data"] = contestant.load(input_shape(model, size), request["images"], request["labels"])
        kept["key"] = key
    examples, times = passes(request["steps"], batch_size, request["count"])
    work = contestant.train if request["mode"] == "train" else contestant.predict
    started = time.perf_counter()
    loss = work(kept["network"], kept["data"], batch_size, examples, times)
    seconds = time.perf_counter() - started
    if loss is not None and not math.isfinite(loss):
        raise ArithmeticError(f"the loss became {loss}")
    return {
        "examples": examples * times,
        "seconds": seconds,
        "examplesPerSecond": examples * times / seconds,
        "loss": loss,
        "parameters": contestant.parameters(kept["network"]),
        "peakMegabytes": peak_megabytes(),
    }
