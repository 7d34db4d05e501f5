import { escapeXml, unescapeXml } from './text';

// GDAL escapes each value once by itself and once more with the whole document, and undoes both.
const twice = (work: (text: string) => string) => (text: string) => work(work(text));
const escapeValue = twice(escapeXml);
const unescapeValue = twice(unescapeXml);

/** What the GDAL_METADATA tag says: a flat list of items in XML. */
export interface GdalMetadata {
  readonly bandNames: readonly (string | null)[];
  /** Items of the whole file in the default domain. */
  readonly items: Readonly<Record<string, string>>;
}

export function parseGdalMetadata(xml: string, bandCount: number): GdalMetadata {
  const bandNames = new Array<string | null>(bandCount).fill(null);
  const items: Record<string, string> = {};
  for (const [, attributes, text] of xml.matchAll(/<Item\s([^>]*?)>([^<]*)<\/Item>/g)) {
    const name = attributeOf(attributes, 'name');
    const sample = attributeOf(attributes, 'sample');
    const value = unescapeValue(text);
    if (sample !== null && attributeOf(attributes, 'role') === 'description') {
      const band = Number(sample);
      if (band in bandNames) {
        bandNames[band] = value;
      }
    } else if (name && sample === null && attributeOf(attributes, 'domain') === null) {
      items[name] = value;
    }
  }
  return { bandNames, items };
}

export function formatGdalMetadata({ bandNames, items }: GdalMetadata): string {
  const lines = Object.entries(items).map(
    ([name, value]) => `  <Item name="${escapeXml(name)}">${escapeValue(value)}</Item>`
  );
  bandNames.forEach((name, band) => {
    if (name !== null) {
      lines.push(
        `  <Item name="DESCRIPTION" sample="${band}" role="description">${escapeValue(name)}</Item>`
      );
    }
  });
  return lines.length === 0 ? '' : `<GDALMetadata>\n${lines.join('\n')}\n</GDALMetadata>\n`;
}

function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return match && unescapeXml(match[1]);
}
