#!/usr/bin/env bash
# Builds the program as one file that needs nothing but a C library as new as this machine's:
# .build-scale/release/tiaowen
#
# Swift links its own runtime statically. The C libraries follow because pkg-config tells Swift of a
# folder that holds their archives and nothing else. PostgreSQL is left out: its client library asks for
# Kerberos and LDAP, which have no archives, and a batch does not search.
set -euo pipefail
cd "$(dirname "$0")/.."

archives=$PWD/.build-scale/archives
mkdir -p "$archives"
for library in libxml2 libicuuc libicudata liblzma libz libsqlite3 libuchardet libcrypto libstdc++; do
    ln -sf "$(realpath "$(gcc -print-file-name="$library.a")")" "$archives/$library.a"
done
for library in libxml-2.0 uchardet libcrypto; do
    sed "s|^libdir=.*|libdir=$archives|" "$(pkg-config --variable=pcfiledir $library)/$library.pc" \
        >"$archives/$library.pc"
done

flags=(--strip-all)
# what libxml2 and uchardet need in their turn
flags+=(-licuuc -licudata -llzma -lz -lstdc++)
PKG_CONFIG_PATH=$archives swift build -c release --product tiaowen --scratch-path .build-scale \
    --disable-default-traits --static-swift-stdlib "${flags[@]/#/-Xlinker=}"

others=$(ldd .build-scale/release/tiaowen | grep -Ev 'linux-(vdso|gate)|ld-linux|lib(c|m|gcc_s)\.so' || true)
[ -z "$others" ] || { echo "not linked statically:"; echo "$others"; exit 1; } >&2
