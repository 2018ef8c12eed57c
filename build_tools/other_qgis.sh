#!/bin/sh
# Runs tests inside the QGIS of another Debian release.
#
#     sh build_tools/other_qgis.sh FOLDER RELEASE "PACKAGE..." TEST...
#
# FOLDER/RELEASE becomes a Debian of that release with these packages, once: remove it to have it made anew. The project
# lies in it as /project, read-only. Packages come from this machine's mirror and through its proxy. Where RELEASE ends in
# -qt6, as trixie-qt6, QGIS is built there on Qt 6.
#
# The worker is the interpreter named in DEEPSAT_PYTHON, brought in read-only together with the Python it is based on.
# A Python that belongs to this system cannot run there: then, or without the variable, the plugin's own installer makes
# an environment inside.
#
# All mounts are made in a namespace that ends with the tests, so nothing has to be unmounted, whatever happens.
set -eu

refuse() {
    echo "$*" >&2
    exit 2
}

[ $# -ge 4 ] || refuse "Give a folder, a Debian release such as trixie, its packages, and the tests, such as tests/plugin."
[ "$(id -u)" = 0 ] || refuse "Another Debian can be set up and entered by root only: give the command with sudo."
[ "$(uname -s)" = Linux ] || refuse "This needs Linux; here is $(uname -s)."
for program in debootstrap unshare chroot; do
    command -v "$program" >/dev/null || refuse "The program $program is missing: apt-get install debootstrap util-linux"
done
unshare --mount --pid --fork true 2>/dev/null ||
    refuse "This system does not let root make namespaces (a container without CAP_SYS_ADMIN?), which the mounts need."

project=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
mkdir -p "$1"
folder=$(CDPATH='' cd -- "$1" && pwd)
release=$2
packages=$3
shift 3
case $release in *[!a-z0-9.-]* | .* | '') refuse "Expected the name of a Debian release, such as trixie or sid; found '$release'." ;; esac
# Another QGIS has other sources to tell apart before it can be built.
case $release in trixie-qt6) ;; *-qt6) refuse "QGIS is built on Qt 6 in trixie only: expected trixie-qt6, found '$release'." ;; esac
root=$folder/$release
# Another user could put something in the way in a folder that all may write to.
[ ! -L "$root" ] || refuse "$root is a link; expected a folder, or nothing yet."

# The mirror that this machine's own Debian comes from; none on other systems, where debootstrap knows one.
mirror() {
    command -v apt-get >/dev/null || return 0
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' | sed -n 's/^Debian //p' | head -n 1
}

proxy() {
    value=$(apt-config dump --format '%v' Acquire::http::Proxy 2>/dev/null || true)
    echo "${value:-${http_proxy:-}}"
}

if [ ! -d "$root" ]; then
    echo "Making Debian $release in $root"
    rm -rf "$root.part"
    # shellcheck disable=SC2046 # no mirror is no argument
    http_proxy=$(proxy) debootstrap --variant=minbase "${release%-qt6}" "$root.part" $(mirror) >"$folder/$release.log" 2>&1 || {
        tail -n 20 "$folder/$release.log" >&2
        refuse "Debian $release could not be set up; all of the log is in $folder/$release.log."
    }
    mv "$root.part" "$root"
fi

mkdir -p "$root/project"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# A mirror that lags behind is good enough for tests; its signatures are checked all the same.
echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90deepsat"
[ -z "$(proxy)" ] || echo "Acquire::http::Proxy \"$(proxy)\";" >>"$root/etc/apt/apt.conf.d/90deepsat"
certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
# Not every release has the folder before a package needs it.
mkdir -p "$root/etc/ssl"
[ ! -f "$certificates" ] || cp "$certificates" "$root/etc/ssl/host.crt"

# The worker's folders, one a line: its environment and the Python below it; none when that is the system's.
worker_folders=""
if [ -n "${DEEPSAT_PYTHON:-}" ]; then
    worker_folders=$("$DEEPSAT_PYTHON" -I -c 'import sys; print(sys.prefix, sys.base_prefix, sep="\n")')
    if [ "$(echo "$worker_folders" | tail -n 1)" = /usr ]; then
        echo "$DEEPSAT_PYTHON is based on this system's Python: a worker environment is made inside instead."
        worker_folders=""
        unset DEEPSAT_PYTHON
    fi
fi

export root project release packages worker_folders
# shellcheck disable=SC2016 # these variables are those of the shell inside
exec unshare --mount --pid --fork --kill-child sh -eu -c '
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    read_only() {
        mkdir -p "$root$2"
        mount --bind "$1" "$root$2"
        mount -o remount,bind,ro "$root$2"
    }
    # pytest-qgis keeps the settings of its QGIS there, and there only.
    mkdir -p "$project/.qgis-settings"
    read_only "$project" /project
    mount -t tmpfs tmpfs "$root/project/.qgis-settings"
    echo "$worker_folders" | while read -r folder; do
        [ -z "$folder" ] || read_only "$folder" "$folder"
    done
    # The variables of this system stay out, but for those that the tests and their downloads need.
    for name in $(env | sed -n "s/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p"); do
        case $name in
        http_proxy | https_proxy | no_proxy | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | PIP_INDEX_URL) ;;
        DEEPSAT_PYTHON | OMP_NUM_THREADS | OMP_WAIT_POLICY | PYTEST_OPTIONS | root | release | packages) ;;
        *) unset "$name" ;;
        esac
    done
    export HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    [ ! -f "$root/etc/ssl/host.crt" ] || export SSL_CERT_FILE=/etc/ssl/host.crt PIP_CERT=/etc/ssl/host.crt
    exec chroot "$root" sh /project/build_tools/inside_other_qgis.sh "$@"
' sh "$@"
