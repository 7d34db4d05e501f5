import { describe, expect, it } from 'vitest';

import { datesOf, frameOf, layersOf } from '../model/frames';
import { frameText, MapModel } from '../model/map-model';
import { relativeTo, resolvedFrom } from '../model/place';
import { placeIn } from '../model/place-text';
import { readMap } from '../model/read-map';
import { writeMap } from '../model/spec';

const PAIRS = ['coh_VV_20240821_20240902.tif', 'coh_VV_20240809_20240821.tif'];

function model(): MapModel {
  const made = new MapModel();
  made.add(
    'coh_VV',
    layersOf(PAIRS.map(file => frameOf({ path: `work/out/${file}` }, file)))[0].frames
  );
  made.add('dem', [frameOf({ result: 'jupyterlab_insar/backend/a/dem.tif' }, 'dem.tif')]);
  return made;
}

describe('dates of files', () => {
  it('are those of pairs and of single acquisitions', () => {
    expect(datesOf(PAIRS[1])).toEqual(['2024-08-09', '2024-08-21']);
    expect(datesOf('openEO_2023-03-19Z.tif')).toEqual(['2023-03-19']);
    expect(datesOf('coh_99999999_20241340.tif')).toEqual([]);
    expect(datesOf('x_20240231.tif')).toEqual([]);
    const turned = frameOf({ path: 'p' }, 'coh_20240821_20240809.tif');
    expect([turned.firstDate, turned.secondDate]).toEqual(['2024-08-09', '2024-08-21']);
  });

  it('make one layer in the order of time of what differs by dates alone', () => {
    const files = [...PAIRS, 'phi_VV_20240809_20240821.tif', 'dem.tif', 'mask.tif'];
    const layers = layersOf(files.map(file => frameOf({ path: file }, file)));
    expect(layers.map(layer => layer.name)).toEqual([
      'coh_VV',
      'phi_VV_20240809_20240821',
      'dem',
      'mask'
    ]);
    expect(layers[0].frames.map(frameText)).toEqual([
      '2024-08-09 – 2024-08-21',
      '2024-08-21 – 2024-09-02'
    ]);
  });
});

describe('MapModel', () => {
  it('orders, changes and removes layers, and the masks that used them', () => {
    const map = model();
    let changes = 0;
    map.changed.connect(() => changes++);
    map.update('layer-2', { mask: { layer: 'layer-1', atLeast: 0.35 } });
    map.update('layer-2', { opacity: 1 });
    expect(changes).toBe(1);
    map.move('layer-1', 5);
    expect(map.spec.layers.map(layer => layer.id)).toEqual(['layer-2', 'layer-1']);
    map.remove('layer-1');
    expect(map.spec.layers[0].mask).toBeNull();
    expect(map.add('again', [frameOf({ path: 'a.tif' }, 'a.tif')]).id).not.toBe('layer-2');
  });
});

describe('the document of a map', () => {
  it('is read as it was written, and follows its folder', () => {
    const map = model();
    map.update('layer-1', { stretch: { low: 0.2, high: 0.9 }, ramp: 'heat', reference: [8, 47] });
    map.remember({
      view: { center: [8.5, 47], isLonLat: true, resolution: 20 },
      points: [[8, 47]]
    });
    expect(readMap(writeMap(map.spec), 'm')).toEqual(map.spec);
    const inFolder = relativeTo('work', map.spec);
    expect(inFolder.layers[0].frames[0].source).toEqual({ path: `out/${PAIRS[1]}` });
    expect(resolvedFrom('work', inFolder)).toEqual(map.spec);
    const elsewhere = resolvedFrom('other/copy', inFolder);
    expect(elsewhere.layers[0].frames[0].source).toEqual({ path: `other/copy/out/${PAIRS[1]}` });
    expect(elsewhere.layers[1]).toEqual(map.spec.layers[1]);
  });

  it.each([
    ['{', /not JSON/],
    ['{"format": "other"}', /"format"/],
    ['{"format": "insarmap", "version": 9}', /version 9/],
    ['{"format": "insarmap", "version": 1}', /"layers" should be a list/]
  ])('%s is refused with its reason', (text, reason) => {
    expect(() => readMap(text, 'm.insarmap.json')).toThrow(reason);
    expect(() => readMap(text, 'm.insarmap.json')).toThrow('m.insarmap.json');
  });

  it.each([
    ['source', { result: 'https://elsewhere.example/a.tif' }],
    ['source', { result: '//elsewhere.example/a.tif' }],
    ['source', { result: 'a/../../b.tif' }],
    ['source', { result: 'a.tif?token=1' }],
    ['file', 7],
    ['firstDate', 'yesterday']
  ])('refuses a %s of %o, and names it', (field, value) => {
    const data = JSON.parse(writeMap(model().spec));
    data.layers[1].frames[0][field] = value;
    expect(() => readMap(JSON.stringify(data), 'm')).toThrow(
      new RegExp(`layers\\[1\\]\\.frames\\[0\\]\\.${field}`)
    );
  });
});

describe('places that people type', () => {
  it.each([
    ['47.25 11.4', [11.4, 47.25]],
    ['47.25, 11.4', [11.4, 47.25]],
    ['-33.5;-70.25', [-70.25, -33.5]],
    ['33.5S 70.25W', [-70.25, -33.5]],
    ['11.4E 47.25N', [11.4, 47.25]],
    ["47°15'N 11°24'E", [11.4, 47.25]],
    ['N 47° 15\' 0" E 11° 24\' 0"', [11.4, 47.25]]
  ])('%s', (text, [lon, lat]) => {
    const place = placeIn(text)!;
    expect(Math.hypot(place[0] - lon, place[1] - lat)).toBeLessThan(1e-9 /* degrees */);
  });

  it.each(['', 'here', '47.25', '91 10', '47N 11N', '1 2 3 4 5 6 7 8'])('refuses %s', text => {
    expect(placeIn(text)).toBeNull();
  });
});
