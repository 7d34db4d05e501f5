import type { ProcessServices } from './services';

/** Services that remember what was opened by them, and a function that closes it. */
export interface KeptSources {
  readonly services: ProcessServices;
  close(): Promise<void>;
}

/** What processes open stays open for the run: whoever has made the services closes it afterwards. */
export function keepSources(services: ProcessServices): KeptSources {
  const sources: { close(): Promise<void> }[] = [services.slc];
  const keep = <T extends { close(): Promise<void> }>(source: T) => {
    sources.push(source);
    return source;
  };
  const { scratch } = services;
  return {
    services: {
      ...services,
      openUrl: async url => keep(await services.openUrl(url)),
      openFile: async path => keep(await services.openFile(path)),
      ...(scratch ? { scratch: async () => keep(await scratch()) } : {})
    },
    close: async () => {
      await Promise.all(sources.map(source => source.close()));
    }
  };
}
