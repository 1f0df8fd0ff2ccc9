#!/bin/bash
# Run Script phase "Build Rust core": builds the core as a static library for the platform and architectures that Xcode
# asks for, and leaves it where OTHER_LDFLAGS of the project expects it. A Mac has bash 3.2, so there are no arrays here.
set -euo pipefail

case "${PLATFORM_NAME:?is set by Xcode}" in
  iphoneos) simulator="" ;;
  iphonesimulator) simulator="-sim" ;;
  *) echo "error: there is no Rust target for $PLATFORM_NAME" >&2; exit 1 ;;
esac

# A clean environment: with Xcode's SDKROOT, cargo would compile its build scripts for the phone.
out="$TARGET_TEMP_DIR/rust"
path="$HOME/.cargo/bin:/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin"
clean() {
  env -i HOME="$HOME" PATH="$path" CARGO_TARGET_DIR="$out/target" DEVELOPER_DIR="${DEVELOPER_DIR:-}" \
    IPHONEOS_DEPLOYMENT_TARGET="$IPHONEOS_DEPLOYMENT_TARGET" "$@"
}
if ! clean cargo --version >/dev/null 2>&1; then
  echo "error: Rust is not installed. https://rustup.rs says how; then build again." >&2
  exit 1
fi

cd "$SRCROOT/.."
set --
for arch in $ARCHS; do
  case "$arch" in
    arm64) target="aarch64-apple-ios$simulator" ;;
    x86_64) target="x86_64-apple-ios" ;;
    *) echo "error: there is no Rust target for $arch" >&2; exit 1 ;;
  esac
  if [ ! -d "$(clean rustc --print target-libdir --target "$target")" ]; then
    clean rustup target add "$target" || {
      echo "error: Rust cannot build for $target yet. Run: rustup target add $target" >&2
      exit 1
    }
  fi
  # Optimised always: that is what is measured and shipped. Only the archive, or the dynamic library would be linked too.
  clean cargo rustc --package widerspruch-app --lib --crate-type staticlib --release --locked --target "$target"
  set -- "$@" "$out/target/$target/release/libwiderspruch_core.a"
done
lipo -create "$@" -output "$out/libwiderspruch_core.a"
