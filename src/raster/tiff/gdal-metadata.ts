import { escapeXml, unescapeXml } from './text';

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
    const value = unescapeXml(text);
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
    ([name, value]) => `  <Item name="${escapeXml(name)}">${escapeXml(value)}</Item>`
  );
  bandNames.forEach((name, band) => {
    if (name !== null) {
      lines.push(
        `  <Item name="DESCRIPTION" sample="${band}" role="description">${escapeXml(name)}</Item>`
      );
    }
  });
  return lines.length === 0 ? '' : `<GDALMetadata>\n${lines.join('\n')}\n</GDALMetadata>\n`;
}

function attributeOf(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return match && unescapeXml(match[1]);
}
