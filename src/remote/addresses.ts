import { BlockList, isIP } from 'node:net';
import { RemoteAddressError } from './errors';

/** Addresses of this machine and of local networks: RFC 1918, 4193, 3927, 6598, 6890. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16]
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
PRIVATE.addAddress('::', 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/** Whether a URL names this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * Whether two hosts are the same, or neighbours in a domain of at least two names by TLS
 * (`identity.` and `catalogue.dataspace.copernicus.eu`).
 */
export function isOfSameDomain(a: URL, b: URL): boolean {
  if (a.hostname === b.hostname) {
    return [a, b].every(url => url.protocol === 'https:' || isLoopback(url));
  }
  const domains = [a, b].map(({ hostname }) => hostname.split('.').slice(1).join('.'));
  const [domain] = domains;
  const isDomain = domain.includes('.') && /[a-z]/i.test(domain);
  return isDomain && domains[1] === domain && [a, b].every(url => url.protocol === 'https:');
}

/** Whether a URL names this machine or a literal address of a local network. */
export function isPrivate(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  const isLocalName = /(^|\.)(localhost|local|internal)\.?$/.test(host);
  // BlockList looks into IPv4 addresses that are written as IPv6 by itself.
  return isLocalName || (version !== 0 && PRIVATE.check(host, version === 6 ? 'ipv6' : 'ipv4'));
}

/**
 * An address that may be asked at all: HTTPS, or HTTP on this machine, without a login in it.
 *
 * @throws RemoteAddressError
 */
export function secureUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new RemoteAddressError(withoutQuery(text), 'it is no absolute address');
  }
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  if (!isSecure) {
    throw new RemoteAddressError(
      withoutQuery(text),
      'it must start with https:// (http:// only on this machine)'
    );
  }
  if (url.username || url.password) {
    throw new RemoteAddressError(
      `${url.origin}${url.pathname}`,
      'it holds a user name or password; log in instead'
    );
  }
  return url;
}

/** An address without what may be secret in it: query, fragment, login. */
export function withoutQuery(text: string | URL): string {
  return String(text)
    .replace(/[?#].*$/s, '')
    .replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}

/** Paths join with one slash, whatever the clients' habits. */
export function joinUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}
