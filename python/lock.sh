#!/usr/bin/env bash
# Renews the locks from the .in files: the newest versions that fit, for every system, with hashes. Needs uv. The files
# name no package index: pip and uv use the one that they are set up with.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { # NAME PYTHON [OPTION…]
  compile "python/$1" "${@:2}"
}
compile() { # PATH PYTHON [OPTION…]
  uv pip compile "$1.in" --output-file "$1.lock" \
    --universal --python-version "$2" --generate-hashes --upgrade \
    --no-header --no-emit-index-url --no-emit-find-links --quiet "${@:3}"
}
lock requirements 3.10
lock bench-keras 3.11
lock bench-torch 3.11 --excludes python/bench-torch.left-out
# What runs beside JupyterLab has JupyterLab's own versions.
lock nbgrader 3.10 --constraint python/requirements.lock
lock hub 3.10 --constraint python/requirements.lock
lock hadolint 3.10
# JupyterLab's own texts in the languages of the course.
for texts in translations/*/jupyterlab.in; do
  compile "${texts%.in}" 3.10
done
