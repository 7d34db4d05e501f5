import type { Annotation } from '../../sar';
import { relativeOrbit, utcOf } from '../../sar';
import type { LonLatRing } from '../elevation/coverage';

/** A file of the product, as the manifest lists it. */
export interface ManifestFile {
  /** From the root of the product. */
  readonly name: string;
  readonly role: 'annotation' | 'measurement';
  readonly sizeBytes: number;
  /** MD5, hexadecimal. */
  readonly md5: string;
}

const NAMESPACES = [
  'xmlns:xfdu="urn:ccsds:schema:xfdu:1"',
  'xmlns:gml="http://www.opengis.net/gml"',
  'xmlns:safe="http://www.esa.int/safe/sentinel-1.0"',
  'xmlns:s1="http://www.esa.int/safe/sentinel-1.0/sentinel-1"',
  'xmlns:s1sarl1="http://www.esa.int/safe/sentinel-1.0/sentinel-1/sar/level-1"'
].join(' ');

const SCHEMAS = {
  annotation: ['s1Level1ProductSchema', 'text/xml'],
  measurement: ['s1Level1MeasurementSchema', 'application/octet-stream']
} as const;

/** The manifest of a SAFE that holds one burst: satellite, orbit, times, outline and files. */
export function manifestOf(
  annotation: Annotation,
  outline: LonLatRing,
  files: readonly ManifestFile[]
): string {
  const { mission, subSwath, absoluteOrbit, epoch, bursts, ascendingNodeTimeS } = annotation;
  const startS = bursts[0].azimuthTimeS;
  const stopS = startS + (annotation.linesPerBurst - 1) * annotation.azimuthTimeIntervalS;
  const relative = relativeOrbit(mission, absoluteOrbit);
  const twice = (name: string, value: number | null) =>
    value === null
      ? ''
      : ['start', 'stop']
          .map(type => `<safe:${name} type="${type}">${value}</safe:${name}>`)
          .join('');
  // ESA's footprints are latitude, longitude.
  const ring = outline.map(([lon, lat]) => `${lat.toFixed(6)},${lon.toFixed(6)}`).join(' ');
  const sections = [
    metadata(
      'platform',
      '<safe:platform>' +
        `<safe:familyName>SENTINEL-1</safe:familyName><safe:number>${mission.slice(2)}</safe:number>` +
        '<safe:instrument><safe:familyName abbreviation="SAR">Synthetic Aperture Radar' +
        '</safe:familyName><safe:extension><s1sarl1:instrumentMode><s1sarl1:mode>IW</s1sarl1:mode>' +
        `<s1sarl1:swath>${subSwath}</s1sarl1:swath></s1sarl1:instrumentMode></safe:extension>` +
        '</safe:instrument></safe:platform>'
    ),
    metadata(
      'measurementOrbitReference',
      `<safe:orbitReference>${twice('orbitNumber', absoluteOrbit)}` +
        `${twice('relativeOrbitNumber', relative)}<safe:extension><s1:orbitProperties>` +
        `<s1:pass>${annotation.pass.toUpperCase()}</s1:pass><s1:ascendingNodeTime>` +
        `${utcOf(epoch, ascendingNodeTimeS)}</s1:ascendingNodeTime></s1:orbitProperties>` +
        '</safe:extension></safe:orbitReference>'
    ),
    metadata(
      'generalProductInformation',
      '<s1sarl1:standAloneProductInformation><s1sarl1:missionDataTakeID>' +
        `${annotation.dataTakeId}</s1sarl1:missionDataTakeID>` +
        '<s1sarl1:transmitterReceiverPolarisation>' +
        `${annotation.polarization}</s1sarl1:transmitterReceiverPolarisation>` +
        '<s1sarl1:productType>SLC</s1sarl1:productType></s1sarl1:standAloneProductInformation>'
    ),
    metadata(
      'acquisitionPeriod',
      `<safe:acquisitionPeriod><safe:startTime>${utcOf(epoch, startS)}</safe:startTime>` +
        `<safe:stopTime>${utcOf(epoch, stopS)}</safe:stopTime></safe:acquisitionPeriod>`
    ),
    metadata(
      'measurementFrameSet',
      '<safe:frameSet><safe:frame>' +
        '<safe:footPrint srsName="http://www.opengis.net/gml/srs/epsg.xml#4326">' +
        `<gml:coordinates>${ring}</gml:coordinates></safe:footPrint></safe:frame></safe:frameSet>`
    )
  ];
  const objects = files.map(file => {
    const [schema, mimeType] = SCHEMAS[file.role];
    return (
      `    <dataObject ID="${idOf(file)}" repID="${schema}">\n` +
      `      <byteStream mimeType="${mimeType}" size="${file.sizeBytes}">\n` +
      `        <fileLocation locatorType="URL" href="./${file.name}"/>\n` +
      `        <checksum checksumName="MD5">${file.md5}</checksum>\n` +
      '      </byteStream>\n    </dataObject>'
    );
  });
  const units = files.map(
    file =>
      '      <xfdu:contentUnit unitType="' +
      `${file.role === 'annotation' ? 'Metadata' : 'Measurement Data'} Unit" ` +
      `repID="${SCHEMAS[file.role][0]}"><dataObjectPointer dataObjectID="${idOf(file)}"/>` +
      '</xfdu:contentUnit>'
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xfdu:XFDU ${NAMESPACES} ` +
      'version="esa/safe/sentinel-1.0/sentinel-1/sar/level-1/slc/standard/iwdp">',
    '  <informationPackageMap>',
    '    <xfdu:contentUnit unitType="SAFE Archive Information Package" ' +
      'textInfo="Sentinel-1 IW Level-1 SLC Product">',
    ...units,
    '    </xfdu:contentUnit>',
    '  </informationPackageMap>',
    '  <metadataSection>',
    ...sections,
    '  </metadataSection>',
    '  <dataObjectSection>',
    ...objects,
    '  </dataObjectSection>',
    '</xfdu:XFDU>',
    ''
  ].join('\n');
}

function metadata(id: string, content: string): string {
  return (
    `    <metadataObject ID="${id}" classification="DESCRIPTION" category="DMD">` +
    `<metadataWrap mimeType="text/xml" vocabularyName="SAFE"><xmlData>${content}</xmlData>` +
    '</metadataWrap></metadataObject>'
  );
}

/** An XML id may hold no slash, dot or hyphen. */
function idOf({ name }: ManifestFile): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}
