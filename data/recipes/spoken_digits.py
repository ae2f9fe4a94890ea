#!/usr/bin/env python3
"""Makes data/spoken-digits: LANGUAGE_DIGIT.wav, recordings of Debian's asterisk-core-sounds packages, and synthetic.*, by espeak-ng.

usage: spoken_digits.py EXTRACTED_PACKAGES OUTPUT     (needs numpy, sox, espeak-ng 1.51)
"""

import sys, os, subprocess, glob, json, wave, io, itertools, gzip, numpy as np

root, out = sys.argv[1:3]
os.makedirs(out, exist_ok=True)
for lang in ("en", "fr", "es", "it"):
    for d in range(10):
        f = glob.glob(f"{root}/x_asterisk-core-sounds-{lang}-wav/usr/share/asterisk/sounds/*/digits/{d}.wav")[0]
        subprocess.run(
            [
                "sox",
                f,
                "-r",
                "8000",
                "-c",
                "1",
                "-b",
                "16",
                f"{out}/{lang}_{d}.wav",
                "silence",
                "1",
                "0.01",
                "0.15%",
                "reverse",
                "silence",
                "1",
                "0.01",
                "0.15%",
                "reverse",
                "norm",
                "-3",
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )


def rd(b):
    w = wave.open(io.BytesIO(b))
    a = np.frombuffer(w.readframes(w.getnframes()), np.int16)
    return a, w.getframerate()


N = 4800  # 0.6 s at 8 kHz
WORDS = "zero one two three four five six seven eight nine".split()
voices = [f"{a}+{v}" for a in ("en-us", "en-gb") for v in ("m1", "m3", "m5", "m7", "f1", "f2", "f3", "f4")]
X, Y, V = [], [], []
for (vi, v), (s, p), d in itertools.product(enumerate(voices), ((140, 40), (170, 55), (200, 50)), range(10)):
    b = subprocess.run(
        ["espeak-ng", "-v", v, "-s", str(s), "-p", str(p), "--stdout", WORDS[d]], capture_output=True, check=True
    ).stdout
    b = subprocess.run(
        [
            "sox",
            "-t",
            "wav",
            "-",
            "-r",
            "8000",
            "-c",
            "1",
            "-b",
            "16",
            "-t",
            "wav",
            "-",
            "silence",
            "1",
            "0.02",
            "1%",
            "reverse",
            "silence",
            "1",
            "0.02",
            "1%",
            "reverse",
            "norm",
            "-3",
        ],
        input=b,
        capture_output=True,
        check=True,
    ).stdout
    w = np.frombuffer(b[44:], np.int16)
    a = np.zeros(N, np.int16)
    a[: min(N, len(w))] = w[:N]
    X.append((a.astype(np.int32) >> 8).astype(np.int8))
    Y.append(d)
    V.append(vi)
X = np.array(X)
gz = gzip.compress(X.tobytes(), 9, mtime=0)
open(f"{out}/synthetic.int8.gz", "wb").write(gz)
json.dump(
    dict(sampleRate=8000, length=N, count=len(Y), dtype="int8", labels=Y, speaker=V, voices=voices),
    open(f"{out}/synthetic.json", "w"),
)
print(X.shape, len(gz), sum(os.path.getsize(f) for f in glob.glob(out + "/*.wav")))
