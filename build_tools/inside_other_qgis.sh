#!/bin/sh
# The part of other_qgis.sh that runs inside the other Debian ($release): its packages (in $packages), its test tools, the tests.
set -eu

cd /project
# shellcheck disable=SC2086 # the list is meant to be split
sh build_tools/system_packages.sh $packages ca-certificates
case $release in *-qt6) sh build_tools/qgis_on_qt6.sh ;; esac

tools=/opt/qgis-tests
wanted=$(sha256sum <requirements-qgis-tests.lock)
if [ "$(cat $tools/made-from 2>/dev/null)" != "$wanted" ]; then
    echo "Making the environment of the QGIS tests"
    rm -rf $tools
    python3 -m venv --system-site-packages $tools
    $tools/bin/python -m pip install --quiet --no-deps --ignore-installed --disable-pip-version-check \
        -r requirements-qgis-tests.lock
    # pytest-qgis knows what Qt 6 wants, and takes it for what QGIS 4 wants.
    case $release in
    *-qt6) sed -i 's/^QGIS_V4_INT = 40000/QGIS_V4_INT = 30000/' $tools/lib/python3*/site-packages/pytest_qgis/plugin.py ;;
    esac
    echo "$wanted" >$tools/made-from
fi

# The project is read-only: whatever is remembered between runs goes elsewhere.
export PYTHONDONTWRITEBYTECODE=1 HYPOTHESIS_STORAGE_DIRECTORY=/tmp/hypothesis DEEPSAT_SCREENSHOTS=/tmp/screenshots
# QGIS 3 on Qt 6 asked plugins for a word in their metadata that QGIS 4 and the hub no longer know.
export QGIS_DISABLE_SUPPORTS_QT6_CHECK=1
environment="python3 -m deepsat_qgis.worker.environment"
if [ -z "${DEEPSAT_PYTHON:-}" ]; then
    $environment status >/dev/null 2>&1 || $environment install
    DEEPSAT_PYTHON=$($environment python)
    export DEEPSAT_PYTHON
fi

python3 -c "from qgis.core import Qgis; from qgis.PyQt.QtCore import QT_VERSION_STR as qt
import platform; print('QGIS', Qgis.version(), '- Qt', qt, '- Python', platform.python_version())"
# Scenes and environments of the last run; pytest would keep three runs of them.
rm -rf /tmp/pytest-of-root

# Never in place of this shell: Xvfb does not tell the process with number 1 that it is ready, and xvfb-run would wait.
status=0
# shellcheck disable=SC2086 # several options
xvfb-run --auto-servernum --server-args="-screen 0 1400x900x24" \
    $tools/bin/python -m pytest -p no:cacheprovider ${PYTEST_OPTIONS:-} "$@" || status=$?
exit $status
