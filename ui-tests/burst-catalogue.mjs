import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';

/** Records of one page: few, so that answers go over several. */
const PAGE = 100;

/**
 * A burst catalogue on this machine that answers from recorded answers of the real one: by days,
 * polarization and area, page by page.
 *
 * @param files - Recorded answers.
 * @returns Its address, and what ends it.
 */
export async function startBurstCatalogue(files) {
  const records = new Map(
    files
      .flatMap(file => JSON.parse(readFileSync(file, 'utf8')).value)
      .map(record => [record.Id, record])
  );
  const server = createServer((request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    const filter = url.searchParams.get('$filter') ?? '';
    const from = Number(url.searchParams.get('$skip') ?? 0);
    const found = [...records.values()].filter(record => fits(record, filter));
    const answer = { value: found.slice(from, from + PAGE) };
    if (from + PAGE < found.length) {
      url.searchParams.set('$skip', String(from + PAGE));
      answer['@odata.nextLink'] = url.href;
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/odata/v1`,
    close: () => server.close()
  };
}

/** Whether a record fits what the filter says of days, polarization and area. */
function fits(record, filter) {
  const said = pattern => pattern.exec(filter)?.[1];
  const from = said(/ContentDate\/Start ge (\S+)/);
  const before = said(/ContentDate\/Start lt (\S+)/);
  const polarization = said(/PolarisationChannels eq '(\w+)'/);
  const area = said(/POLYGON\(\((.*?)\)\)/);
  const start = record.ContentDate.Start;
  return (
    (!from || start >= from) &&
    (!before || start < before) &&
    (!polarization || record.PolarisationChannels === polarization) &&
    (!area ||
      boxesMeet(
        boxOf(area.split(',').map(point => point.trim().split(' ').map(Number))),
        boxOf(record.GeoFootprint.coordinates[0])
      ))
  );
}

function boxOf(points) {
  const [lons, lats] = [0, 1].map(axis => points.map(point => point[axis]));
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function boxesMeet([west, south, east, north], [west2, south2, east2, north2]) {
  return west <= east2 && west2 <= east && south <= north2 && south2 <= north;
}
