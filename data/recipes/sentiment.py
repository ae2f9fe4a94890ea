#!/usr/bin/env python3
"""Makes data/sentiment from hutto_ICWSM_2014, a folder in the source distribution of the Python package vaderSentiment 3.3.2.

usage: sentiment.py HUTTO_ICWSM_2014 OUTPUT

From lines of number, mean rating of about 20 people (-4 to 4) and text, lines of part, label, rating and text. The label is 1 from a
rating of 0.5 on and 0 up to -0.5; what lies between is left out. A checksum of the text says which part it belongs to.
"""

import sys, os, html, re, hashlib

src, out = sys.argv[1:3]
os.makedirs(out, exist_ok=True)
for n, f in (("movie", "movieReviewSnippets"), ("amazon", "amazonReviewSnippets"), ("tweets", "tweets")):
    rows, seen, cnt = [], set(), [0, 0, 0]
    for line in open(f"{src}/{f}_GroundTruth.txt", encoding="utf-8", errors="replace"):
        p = line.rstrip("\n").split("\t")
        if len(p) < 3:
            continue
        r, t = float(p[1]), re.sub(r"\s+", " ", html.unescape(p[2])).strip()
        if abs(r) < 0.5 or not t or t in seen or "\ufffd" in t:
            cnt[2] += 1
            continue
        seen.add(t)
        lab = int(r > 0)
        cnt[lab] += 1
        rows.append(("test" if int(hashlib.sha256(t.encode()).hexdigest(), 16) % 5 == 0 else "train", lab, f"{r:.2f}", t))
    with open(f"{out}/{n}.tsv", "w", encoding="utf-8") as g:
        g.write("split\tlabel\trating\ttext\n")
        [g.write("\t".join(map(str, r)) + "\n") for r in rows]
    print(n, "neg/pos/dropped", cnt, "test", sum(r[0] == "test" for r in rows), "bytes", os.path.getsize(f"{out}/{n}.tsv"))
