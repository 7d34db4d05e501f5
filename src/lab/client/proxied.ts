const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The address through the Jupyter server of a resource that the back-end names by its own address.
 *
 * The back-end listens on the loop-back interface of the machine where it runs, which is not the
 * browser's: `http://127.0.0.1:PORT/openeo/...` becomes `<backendUrl>/openeo/...`, query and
 * fragment kept. Anything else, and what is below `baseUrl` already, comes back unchanged.
 *
 * @param href - An address in an answer of the back-end.
 * @param backendUrl - Where the Jupyter server serves the back-end; no trailing slash.
 * @param baseUrl - The base URL of the Jupyter server, which may itself be on the loop-back interface.
 */
export function proxied(href: string, backendUrl: string, baseUrl: string): string {
  if (href.startsWith(baseUrl)) {
    return href;
  }
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return href;
  }
  const isBackend =
    url.protocol === 'http:' &&
    LOOPBACK.has(url.hostname) &&
    (url.pathname.startsWith('/openeo/') || url.pathname.startsWith('/.well-known/openeo'));
  return isBackend ? backendUrl + url.pathname + url.search + url.hash : href;
}
