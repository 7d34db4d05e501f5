/**
 * An address as the list of back-ends has it: HTTPS unless it says otherwise, without query and
 * trailing slash. Null for what is no address.
 */
export function tidyUrl(address: string): string | null {
  const text = address.trim();
  try {
    const url = new URL(text.includes('://') ? text : `https://${text}`);
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  } catch {
    return null;
  }
}
