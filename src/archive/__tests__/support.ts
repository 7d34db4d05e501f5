import { mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll } from 'vitest';
import type { ArchiveTools, StackGround } from '..';
import { createFile, fileSource, nodeCodecs } from '../../node';

export const ROOT = resolve(__dirname, '../../..');
export const PYTHON = process.env.INSAR_PYTHON ?? join(ROOT, '.venv/bin/python');
export const SHARED = resolve(ROOT, '../shared/data');

/** Why tests against rasterio cannot run here, or null. */
export const NO_PYTHON = existsSync(PYTHON) ? null : `no Python at ${PYTHON}`;
/** Why tests on real data cannot run here, or null. */
export const NO_DATA = existsSync(SHARED) ? null : 'the shared test data is not there';

export const TOOLS: ArchiveTools = { codecs: nodeCodecs, openFile: fileSource, createFile };

/** Where a small stack lies. */
export const GROUND: StackGround = {
  lines: 3,
  samples: 4,
  bbox: [4, 52, 5, 53],
  outline: [
    [4, 52],
    [5, 52],
    [5, 53],
    [4, 53],
    [4, 52]
  ],
  pass: 'ascending'
};

/** Adds the reason of a skip to the title of a suite, so that it shows in the output. */
export function titled(title: string, ...reasons: (string | null)[]): string {
  const given = reasons.filter(reason => reason !== null);
  return given.length === 0 ? title : `${title} (skipped: ${given.join(', ')})`;
}

/** A folder that goes when the tests of the file are done. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function put(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A zip of files by name, stored or packed. */
export function zipOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  packed = false
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content as Uint8Array);
    const data = packed ? deflateRawSync(raw) : raw;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(packed ? 8 : 0, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const made = Buffer.from('PK\x01\x02\x14\x00', 'latin1');
    central.push(made, common, rest, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

export interface AnnotationParts {
  readonly mission?: string;
  readonly subSwath?: string;
  readonly polarization?: string;
  readonly absoluteOrbit?: number;
  readonly date?: string;
  /** Ids of the bursts, which follow each other; null leaves the tag out. */
  readonly burstIds?: readonly (number | null)[];
  readonly lines?: number;
  readonly samples?: number;
  /** First and last state vector, seconds after the first line. */
  readonly orbitS?: readonly [number, number];
}

const BURST_S = 2.758273;

/** An annotation with all that is read of one, over South Tyrol, sensed at 17:07:38 UTC. */
export function annotationXml(parts: AnnotationParts = {}): string {
  const {
    mission = 'S1A',
    subSwath = 'IW2',
    polarization = 'VV',
    absoluteOrbit = 55139,
    date = '2024-08-09',
    burstIds = [249435],
    lines = 12,
    samples = 30,
    orbitS = [-60, 70]
  } = parts;
  const first = 17 * 3600 + 7 * 60 + 38.369225;
  const time = (seconds: number): string => {
    const at = first + seconds;
    const [hour, minute] = [Math.floor(at / 3600), Math.floor((at % 3600) / 60)];
    const pad = (value: number) => String(value).padStart(2, '0');
    return `${date}T${pad(hour)}:${pad(minute)}:${(at % 60).toFixed(6).padStart(9, '0')}`;
  };
  const bursts = burstIds.map(
    (id, i) =>
      `<burst><azimuthTime>${time(i * BURST_S)}</azimuthTime>` +
      `<azimuthAnxTime>7.58e2</azimuthAnxTime><sensingTime>${time(i * BURST_S + 1.018994)}` +
      `</sensingTime><byteOffset>1</byteOffset>` +
      `<firstValidSample count="${lines}">${valid(lines, 2)}</firstValidSample>` +
      `<lastValidSample count="${lines}">${valid(lines, samples - 3)}</lastValidSample>` +
      `${id === null ? '' : `<burstId absolute="118432722">${id}</burstId>`}</burst>`
  );
  const rows = Array.from({ length: burstIds.length + 1 }, (_, row) =>
    [0, Math.floor(samples / 2), samples - 1].map(
      (sample, column) =>
        `<geolocationGridPoint><azimuthTime>${time(row * BURST_S)}</azimuthTime>` +
        `<slantRangeTime>${5.8e-3 + sample * 1.5e-8}</slantRangeTime><line>${row * lines}</line>` +
        `<pixel>${sample}</pixel><latitude>${46.607214 + 0.18 * row + 0.07 * column}</latitude>` +
        `<longitude>${10.716537 - 0.05 * row + 0.58 * column}</longitude><height>1500</height>` +
        '<incidenceAngle>39</incidenceAngle><elevationAngle>34</elevationAngle>' +
        '</geolocationGridPoint>'
    )
  ).flat();
  const vectors: string[] = [];
  for (let at = orbitS[0]; at <= orbitS[1]; at += 10) {
    const angle = at * 1.06e-3;
    const [x, z] = [7.07e6 * Math.cos(angle), 7.07e6 * Math.sin(angle)];
    vectors.push(
      `<orbit><time>${time(at)}</time><frame>Earth Fixed</frame><position><x>${x}</x><y>0</y>` +
        `<z>${z}</z></position><velocity><x>${-1.06e-3 * z}</x><y>0</y><z>${1.06e-3 * x}</z>` +
        '</velocity></orbit>'
    );
  }
  const band =
    '<windowType>Hamming</windowType><windowCoefficient>0.75</windowCoefficient>' +
    '<totalBandwidth>4.83e7</totalBandwidth><processingBandwidth>4.83e7</processingBandwidth>';
  return `<?xml version="1.0" encoding="UTF-8"?>
<product><adsHeader><missionId>${mission}</missionId><productType>SLC</productType>
<polarisation>${polarization}</polarisation><mode>IW</mode><swath>${subSwath}</swath>
<startTime>${time(0)}</startTime><stopTime>${time(burstIds.length * BURST_S)}</stopTime>
<absoluteOrbitNumber>${absoluteOrbit}</absoluteOrbitNumber>
<missionDataTakeId>440377</missionDataTakeId><imageNumber>005</imageNumber></adsHeader>
<generalAnnotation><productInformation><pass>Ascending</pass>
<rangeSamplingRate>6.434523812571428e+07</rangeSamplingRate>
<radarFrequency>5.405000454334350e+09</radarFrequency>
<azimuthSteeringRate>9.798634e-01</azimuthSteeringRate></productInformation>
<orbitList count="${vectors.length}">${vectors.join('')}</orbitList>
<azimuthFmRateList count="1"><azimuthFmRate><azimuthTime>${time(0)}</azimuthTime><t0>5.8e-3</t0>
<azimuthFmRatePolynomial count="3">-2.2e3 4.4e5 -7.7e7</azimuthFmRatePolynomial>
</azimuthFmRate></azimuthFmRateList></generalAnnotation>
<imageAnnotation><imageInformation><ascendingNodeTime>${time(-758.9)}</ascendingNodeTime>
<slantRangeTime>5.8e-3</slantRangeTime><azimuthTimeInterval>2.055556e-03</azimuthTimeInterval>
<numberOfSamples>${samples}</numberOfSamples><numberOfLines>${lines * burstIds.length}</numberOfLines>
</imageInformation><processingInformation><swathProcParamsList count="1"><swathProcParams>
<rangeProcessing>${band}</rangeProcessing><azimuthProcessing>${band}</azimuthProcessing>
</swathProcParams></swathProcParamsList></processingInformation></imageAnnotation>
<dopplerCentroid><dcEstimateList count="1"><dcEstimate><azimuthTime>${time(0)}</azimuthTime>
<t0>5.8e-3</t0><dataDcPolynomial count="3">-10 1e4 -1e7</dataDcPolynomial></dcEstimate>
</dcEstimateList></dopplerCentroid>
<swathTiming><linesPerBurst>${lines}</linesPerBurst><samplesPerBurst>${samples}</samplesPerBurst>
<burstList count="${bursts.length}">${bursts.join('')}</burstList></swathTiming>
<geolocationGrid><geolocationGridPointList count="${rows.length}">${rows.join('')}
</geolocationGridPointList></geolocationGrid></product>`;
}

function valid(lines: number, sample: number): string {
  return Array.from({ length: lines }, (_, line) =>
    line < 2 || line >= lines - 2 ? -1 : sample
  ).join(' ');
}

/** Pairs of real and imaginary part that differ in every sample of every line. */
export function pairs(lines: number, samples: number, seed = 1): Int16Array {
  return Int16Array.from(
    { length: 2 * lines * samples },
    (_, i) => ((Math.imul(i + seed, 2654435761) >>> 16) & 0xffff) - 32768
  );
}
