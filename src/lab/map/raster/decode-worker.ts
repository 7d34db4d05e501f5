import { getDecoder } from 'geotiff';

import type { IDecodeRequest } from './decode-pool';

/** Decodes blocks of GeoTIFF files off the main thread: one message in, one message out. */
const scope = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<IDecodeRequest>) => void): void;
  postMessage(message: unknown, transfer?: Transferable[]): void;
};

scope.addEventListener('message', event => {
  const { id, compression, parameters, buffer } = event.data;
  getDecoder(compression, parameters)
    .then(decoder => decoder.decode(buffer))
    .then(
      decoded => scope.postMessage({ id, decoded }, [decoded as ArrayBuffer]),
      (error: unknown) => scope.postMessage({ id, error: String(error) })
    );
});
