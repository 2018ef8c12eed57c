#!/bin/sh
# Installs the Debian packages given as arguments, only those that are missing; with sudo when not root.
set -eu
missing=""
for package in "$@"; do
    # A package that was removed keeps an entry, so its status is asked for.
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "Missing:$missing. Install them with your system's package manager; apt-get is not here." >&2
    exit 2
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # the list is meant to be split
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 $missing; } \
    >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "These packages could not be installed:$missing" >&2
    exit 2
fi
