#!/usr/bin/env bash
# Installs the C libraries the package builds on, and packages named as arguments, if they are missing
# (Debian and its kin).
set -euo pipefail

missing=()
for package in libxml2-dev libsqlite3-dev libuchardet-dev libssl-dev pkg-config "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "installing ${missing[*]}"
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
