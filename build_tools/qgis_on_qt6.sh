#!/bin/sh
# Builds QGIS on Qt 6 from Debian's sources and installs it, inside a Debian that is there for nothing else.
#
# QGIS 4 is on Qt 6, and no Debian has it yet. QGIS 3.40 can be built on either: on Qt 6 it shows what that does to a plugin.
# What no test of ours touches is left out: 3D, server, point clouds, PostgreSQL, GRASS, crash reports, ways to sign in.
# Nothing is optimised, and ten sources are compiled as one, so that headers are read once for all ten.
set -eu

# There only when all of it is installed.
made=/opt/qgis-on-qt6
[ ! -e "$made" ] || exit 0

work=/var/tmp/qgis-on-qt6
log=/var/tmp/qgis-on-qt6.log
export DEBIAN_FRONTEND=noninteractive

# A command whose output goes to the log; its errors are shown if it fails.
logged() {
    "$@" >>"$log" 2>&1 || {
        grep -i -A 5 'error' "$log" | tail -n 40 >&2
        echo "QGIS could not be built on Qt 6: '$*' failed; all of the log is in $log of that Debian." >&2
        exit 2
    }
}

packages() {
    echo "Building QGIS on Qt 6, this once: packages"
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(sed -n "s/^deb \([^ ]*\) $release .*/\1/p" /etc/apt/sources.list | head -n 1)
    echo "deb-src $mirror $release main" >/etc/apt/sources.list.d/sources.list
    logged apt-get update -q
    logged apt-get install -q -y --no-install-recommends \
        bison bzip2 ca-certificates cmake dpkg-dev flex g++ make mold ninja-build nlohmann-json3-dev pkgconf protobuf-compiler \
        libexiv2-dev libexpat1-dev libgdal-dev libgeos-dev libgl-dev libgsl-dev libproj-dev libprotobuf-dev \
        libspatialindex-dev libspatialite-dev libsqlite3-dev libsqlite3-mod-spatialite libzip-dev libzstd-dev \
        libqca-qt6-dev libqca-qt6-plugins libqscintilla2-qt6-dev libqt6sql6-sqlite qtkeychain-qt6-dev \
        qt6-5compat-dev qt6-base-dev qt6-base-private-dev qt6-declarative-dev qt6-l10n-tools qt6-multimedia-dev \
        qt6-positioning-dev qt6-serialport-dev qt6-svg-dev qt6-svg-plugins qt6-tools-dev qt6-tools-dev-tools \
        pyqt6-dev pyqt6-dev-tools pyqt6.qsci-dev python3-pyqt6 python3-pyqt6.qsci python3-pyqt6.qtmultimedia \
        python3-pyqt6.qtpositioning python3-pyqt6.qtserialport python3-pyqt6.qtsvg python3-pyqt6.sip \
        python3-dev python3-gdal python3-jinja2 python3-lxml python3-numpy python3-owslib python3-plotly \
        python3-psycopg2 python3-pygments python3-pyqtbuild python3-requests python3-sipbuild python3-yaml sip-tools
    rm -rf "$work"
    mkdir -p "$work"
    cd "$work"
    logged apt-get source -q "qgis/$release"
    mv qgis-*/ qgis
    # Qwt knows Qt 6 from 6.2 on, which is newer than what Debian 13 has: this is what Debian's unstable is made from.
    logged /usr/lib/apt/apt-helper download-file "$mirror/pool/main/q/qwt/qwt_6.3.0.orig.tar.bz2" qwt.tar.bz2 \
        SHA256:dcb085896c28aaec5518cbc08c0ee2b4e60ada7ac929d82639f6189851a6129a
    logged tar xf qwt.tar.bz2
    mv qwt-*/ qwt
}

qwt() {
    echo "Building QGIS on Qt 6: Qwt"
    cd "$work/qwt"
    sed -i 's/^QWT_CONFIG *+= *Qwt\(Designer\|Examples\|Playground\|Tests\|OpenGL\|Svg\) *$/#&/
        s|^\( *\)QWT_INSTALL_PREFIX *=.*|\1QWT_INSTALL_PREFIX = /usr/local|' qwtconfig.pri
    logged qmake6 qwt.pro
    logged make -j "$(nproc)"
    logged make install
    logged ldconfig
}

# Names that two sources share are no harm until both are compiled as one.
tell_names_apart() {
    cd "$work/qgis/src"
    for folder in core gui app analysis; do
        sed -i '1i set(CMAKE_UNITY_BUILD ON)\nset(CMAKE_UNITY_BUILD_BATCH_SIZE 10)' $folder/CMakeLists.txt
    done
    own() {
        sed -i "s/\b$2\b/$2_$(basename "$1" .cpp)/g" "$1"
    }
    own core/mesh/qgsmeshforcebypolylines.cpp vertexPositionInFace
    own core/mesh/qgsmeshadvancedediting.cpp vertexPositionInFace
    own core/qgsgmlschema.cpp NS_SEPARATOR
    own core/numericformats/qgsfractionnumericformat.cpp formatter
    own core/numericformats/qgscoordinatenumericformat.cpp formatter
    own core/geocoding/qgsgooglemapsgeocoder.cpp sCachedResults
    own core/geocoding/qgsgooglemapsgeocoder.cpp CachedGeocodeResult
    own analysis/processing/qgsalgorithmzonalstatisticsfeaturebased.cpp STATS
    own analysis/processing/qgsalgorithmalignsingleraster.cpp QgsAlignRasterProgress
    for name in qgsauthserverseditor qgsauthsslconfigwidget qgsauthcertificateinfo; do
        own gui/auth/$name.cpp setItemBold_
        own gui/auth/$name.cpp removeChildren_
    done
    for header in core/providers/sensorthings/qgssensorthingsconnection.h app/dwg/qgsdwgimporter.h; do
        sed -i '1i #pragma once' $header
    done
    sed -i 's/qHash( \(request.attributes().toFields()\) )/qHash( QVariant( \1 ) )/' core/pointcloud/qgspointcloudrequest.cpp
    sed -i 's/^#include "tiny_gltf.h"/&\n#undef TINYGLTF_IMPLEMENTATION/' core/tiledscene/qgsgltfutils.cpp
    # The source before it has the same texts, by the same names.
    shared='INPUT|POINTS_NUMBER|MIN_DISTANCE_GLOBAL|MIN_DISTANCE|MAX_TRIES_PER_POINT|SEED|OUTPUT|OUTPUT_POINTS|POINTS_MISSED'
    sed -i -E "/^static const QString ($shared|FEATURES_WITH_EMPTY_OR_NO_GEOMETRY) /d" \
        analysis/processing/qgsalgorithmrandompointsonlines.cpp
}

qgis() {
    echo "Building QGIS on Qt 6: QGIS, more than an hour on two cores"
    mkdir -p "$work/build"
    cd "$work/build"
    without=""
    for part in 3D APIDOC AUTH CRASH_HANDLER CUSTOM_WIDGETS DRACO GRASS7 GRASS8 OAUTH2_PLUGIN PDAL POSTGRESQL QSCIAPI QTWEBKIT \
        QUICK SERVER; do
        without="$without -DWITH_$part=OFF"
    done
    # shellcheck disable=SC2086 # several options
    logged cmake -G Ninja ../qgis -Wno-dev -DBUILD_WITH_QT6=ON -DCMAKE_INSTALL_PREFIX=/usr -DBINDINGS_GLOBAL_INSTALL=ON \
        -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=-O0 -g0 -w" "-DCMAKE_C_FLAGS_RELEASE=-O1 -g0 -w" \
        -DENABLE_TESTS=OFF -DUSE_CCACHE=OFF -DUSE_OPENCL=OFF -DUSE_ALTERNATE_LINKER=mold -DWITH_INTERNAL_NLOHMANN_JSON=ON \
        -DQWT_LIBRARY=/usr/local/lib/libqwt.so -DQWT_INCLUDE_DIR=/usr/local/include $without
    logged ninja
    logged ninja install
    logged ldconfig
    cd /
    rm -rf "$work"
    touch "$made"
}

: >"$log"
packages
qwt
tell_names_apart
qgis
