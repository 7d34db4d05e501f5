import { PathExt } from '@jupyterlab/coreutils';

import type { IFrame, IMapSpec } from './spec';

/** The map with every path of a file passed through a function. */
function withPaths(map: IMapSpec, change: (path: string) => string): IMapSpec {
  const moved = (frame: IFrame): IFrame =>
    'path' in frame.source ? { ...frame, source: { path: change(frame.source.path) } } : frame;
  return {
    ...map,
    layers: map.layers.map(layer => ({ ...layer, frames: layer.frames.map(moved) }))
  };
}

/** Paths as seen from a folder, so that a folder with its map can be moved or shared. */
export function relativeTo(folder: string, map: IMapSpec): IMapSpec {
  return withPaths(map, path => (path.includes(':') ? path : PathExt.relative(folder, path)));
}

/** Paths of the file browser again. */
export function resolvedFrom(folder: string, map: IMapSpec): IMapSpec {
  return withPaths(map, path => (path.includes(':') ? path : PathExt.join(folder, path)));
}
