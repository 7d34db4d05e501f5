import { describe, expect, it } from 'vitest';

import type { BurstRecord } from '../../../workflow';
import { seriesOf } from '../series';
import { record } from './records';

const days = (found: readonly BurstRecord[]): string[] =>
  found.map(({ time }) => time.slice(0, 10));

describe('series', () => {
  it('are one for each burst and sub-swath, by track', () => {
    const series = seriesOf([
      {
        source: 'cdse',
        records: [
          record({ burstId: 359501, subSwath: 'IW1', relativeOrbit: 168, direction: 'descending' }),
          record({ time: '2024-01-18T17:07:38.0Z' }),
          record({ time: '2024-01-06T17:07:38.0Z' }),
          record({ subSwath: 'IW3' })
        ]
      }
    ]);
    expect(series.map(({ key }) => key)).toEqual(['249434-IW2', '249434-IW3', '359501-IW1']);
    expect(series[0].dates).toEqual(['2024-01-06', '2024-01-18']);
    expect(days(series[0].records)).toEqual(series[0].dates);
    expect(series[2]).toMatchObject({ relativeOrbit: 168, direction: 'descending' });
  });

  it('hold an acquisition once, whatever sources and products name it', () => {
    const both = record({ time: '2024-01-06T17:07:38.369225Z' });
    const [series] = seriesOf([
      { source: 'archive', records: [{ ...both, time: '2024-01-06T17:07:38.369Z' }] },
      { source: 'cdse', records: [both, { ...both, product: 'processed again' }] },
      { source: 'cdse', records: [record({ time: '2024-01-18T17:07:38Z' })] }
    ]);
    expect(series.records.map(({ sources }) => sources)).toEqual([['archive', 'cdse'], ['cdse']]);
    expect(series.sources).toEqual(['archive', 'cdse']);
  });

  it('take a stack without a satellite as the acquisition of its day', () => {
    const stack = record({ satellite: '', time: '2024-01-06' });
    for (const found of [
      [
        { source: 'archive' as const, records: [stack] },
        { source: 'cdse' as const, records: [record()] }
      ],
      [
        { source: 'cdse' as const, records: [record()] },
        { source: 'archive' as const, records: [stack] }
      ]
    ]) {
      const [series] = seriesOf(found);
      expect(series.records).toHaveLength(1);
      expect(series.records[0]).toMatchObject({ satellite: 'A', time: record().time });
      expect(series.sources).toEqual(['archive', 'cdse']);
    }
  });

  it('keep several acquisitions of one day apart', () => {
    const [series] = seriesOf([
      {
        source: 'cdse',
        records: [
          record({ polarization: 'VV' }),
          record({ polarization: 'VH' }),
          record({ satellite: 'C' })
        ]
      }
    ]);
    expect(series.records).toHaveLength(3);
    expect(series.dates).toHaveLength(1);
  });
});
