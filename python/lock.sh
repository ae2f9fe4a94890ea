#!/usr/bin/env bash
# Renews requirements.lock from requirements.in: the newest versions that fit, for every system and Python 3.10 and
# later, with hashes. Needs uv. The file names no package index: pip and uv use the one that they are set up with.
set -euo pipefail
cd "$(dirname "$0")/.."
uv pip compile python/requirements.in --output-file python/requirements.lock \
  --universal --python-version 3.10 --generate-hashes --upgrade \
  --no-header --no-emit-index-url --no-emit-find-links --quiet
