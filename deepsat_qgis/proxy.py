"""The proxy of QGIS, as environment variables that other programs understand."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtNetwork import QNetworkProxy

from deepsat.jobs import ErrorCode, UserError

_WITH_A_BROWSER = "Download the file with a browser and import it with “Import a checkpoint”."
_HTTP = (QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.HttpCachingProxy)


def proxy_variables(remedy: str = _WITH_A_BROWSER) -> dict[str, str]:
    """`HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in upper and lower case, for the proxy that is set in QGIS.

    Empty where QGIS has none of its own: then those of the computer hold, which every process inherits.

    Args:
        remedy: what to do instead where the proxy is one that cannot be used, as a full sentence.

    Raises:
        UserError: `DOWNLOAD_FAILED` for a SOCKS proxy, which the worker does not speak to.
    """
    manager = QgsNetworkAccessManager.instance()
    proxy = manager.fallbackProxy()
    if proxy.type() == QNetworkProxy.ProxyType.Socks5Proxy:
        raise UserError(
            ErrorCode.DOWNLOAD_FAILED,
            expected="no proxy, or one for HTTP, in Settings > Options > Network",
            found=f"the SOCKS proxy {proxy.hostName()}:{proxy.port()}",
            remedy=remedy,
        )
    if proxy.type() not in _HTTP or not proxy.hostName():
        return {}
    address = f"http://{_credentials(proxy)}{proxy.hostName()}:{proxy.port()}"
    direct = [urlsplit(url).hostname or url for url in (*manager.excludeList(), *manager.noProxyList()) if url]
    found = {"HTTP_PROXY": address, "HTTPS_PROXY": address, "NO_PROXY": ",".join(direct)}
    # Some libraries look at one spelling only, and one that was there before must not win.
    return {**found, **{name.lower(): value for name, value in found.items()}}


def _credentials(proxy: QNetworkProxy) -> str:
    """User and password before an @; empty where there is no user."""
    if not proxy.user():
        return ""
    return f"{quote(proxy.user(), safe='')}:{quote(proxy.password(), safe='')}@"
