import { through } from '../zlib-streams';
import { readMap } from './read-map';
import type { IMapSpec } from './spec';
import { writeMap } from './spec';

/** Name of the part of an address, behind its `#`, that holds a map. */
export const LINK_NAME = 'insar-map';

/**
 * A map as text for an address: its document, packed, in base64url. Like the document it holds
 * paths and addresses below the server's own, and no login.
 */
export async function linkText(spec: IMapSpec): Promise<string> {
  const packed = await through(new CompressionStream('deflate-raw'), encode(writeMap(spec)));
  const binary = Array.from(packed, byte => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The map of a link.
 *
 * @throws DocumentWrong, or another error for what is no such text
 */
export async function readLink(text: string, file: string): Promise<IMapSpec> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const packed = Uint8Array.from(binary, character => character.charCodeAt(0));
  const bytes = await through(new DecompressionStream('deflate-raw'), packed);
  return readMap(new TextDecoder().decode(bytes), file);
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
