import type { CollectionCatalogue, Json, StacCollection } from '../engine';

/** Several catalogues as one; where two know an id, the first of them counts. */
export class Catalogue implements CollectionCatalogue {
  private readonly parts: readonly CollectionCatalogue[];

  constructor(...parts: CollectionCatalogue[]) {
    this.parts = parts;
  }

  async list(): Promise<StacCollection[]> {
    const lists = await Promise.all(this.parts.map(part => part.list()));
    const byId = new Map<string, StacCollection>();
    for (const collection of lists.flat()) {
      if (!byId.has(collection.id)) {
        byId.set(collection.id, collection);
      }
    }
    return [...byId.values()];
  }

  async get(id: string): Promise<StacCollection | null> {
    return this.first(part => part.get(id));
  }

  async queryables(id: string): Promise<Json | null> {
    return this.first(part => part.queryables(id));
  }

  private async first<T>(ask: (part: CollectionCatalogue) => Promise<T | null>): Promise<T | null> {
    for (const part of this.parts) {
      const found = await ask(part);
      if (found !== null) {
        return found;
      }
    }
    return null;
  }
}
