import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProcessDefinition } from '../../engine';
import { allProcesses, registry } from '..';
import { SHARED } from './harness';

const OFFICIAL = join(SHARED, 'conformance/suite/assets/processes');
const withoutOfficial = existsSync(OFFICIAL)
  ? ''
  : ' (skipped: there are no official definitions in ../shared/conformance)';

/** Where a definition says what this back-end does instead, and why. */
const OWN_SCHEMAS: { readonly [id: string]: readonly string[] } = {
  // Words of load_collection for the geometries, which both refuse.
  load_stac: ['spatial_extent']
};

function official(id: string): ProcessDefinition | null {
  const path = [OFFICIAL, join(OFFICIAL, 'proposals')]
    .map(folder => join(folder, `${id}.json`))
    .find(existsSync);
  return path === undefined ? null : JSON.parse(readFileSync(path, 'utf8'));
}

describe('definitions', () => {
  it('have an id of their own, words of their own and a place in the list', () => {
    const ids = registry()
      .list()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(allProcesses.length);
    for (const { definition } of allProcesses) {
      expect(definition.id).toMatch(/^[a-z0-9_]+$/);
      expect(definition.summary, definition.id).toBeTruthy();
      expect(definition.description, definition.id).toMatch(/\.\s*$/);
      expect(definition.categories?.length, definition.id).toBeGreaterThan(0);
      for (const parameter of definition.parameters) {
        expect(parameter.description, `${definition.id}.${parameter.name}`).toMatch(/\.\s*$/);
        expect(parameter.optional === true, `${definition.id}.${parameter.name}`).toBe(
          parameter.default !== undefined || parameter.optional === true
        );
      }
    }
  });

  it.skipIf(withoutOfficial)(`have the official parameters and results${withoutOfficial}`, () => {
    const compared = allProcesses.flatMap(({ definition }) => {
      const standard = official(definition.id);
      return standard === null ? [] : [{ definition, standard }];
    });
    expect(compared.length).toBeGreaterThan(10);
    for (const { definition, standard } of compared) {
      const own = OWN_SCHEMAS[definition.id] ?? [];
      const shape = ({ parameters }: ProcessDefinition) =>
        parameters.map(({ name, optional = false, schema, default: value }) => ({
          name,
          schema: own.includes(name) ? null : schema,
          optional: name.endsWith('_extent') && definition.id === 'load_stac' ? true : optional,
          value
        }));
      expect(shape(definition), definition.id).toEqual(shape(standard));
      expect(definition.returns.schema, definition.id).toEqual(standard.returns.schema);
    }
  });
});
