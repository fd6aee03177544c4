#!/usr/bin/env bash
# Installs what the batch job and its test need, where it is missing: Java 17, archives of the C
# libraries for a static program, and Spark in Scale/.venv.
set -euo pipefail
cd "$(dirname "$0")"

../Scripts/install-libraries.sh \
    openjdk-17-jre-headless python3-venv libicu-dev liblzma-dev zlib1g-dev
if ! cmp -s requirements.txt .venv/installed; then
    echo "installing Spark into Scale/.venv (300 MB)"
    python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
    cp requirements.txt .venv/installed
fi
