import { type Ready, send } from '../running-backend';

/** What `finishedJob` leaves as its result file. */
export const RESULT_FILE = 'openEO.json';

/** A cube without data, as JSON. */
export const SMALL_GRAPH = {
  empty: { process_id: 'create_data_cube', arguments: {} },
  band: {
    process_id: 'add_dimension',
    arguments: { data: { from_node: 'empty' }, name: 'bands', label: 'a', type: 'bands' }
  },
  save: {
    process_id: 'save_result',
    arguments: { data: { from_node: 'band' }, format: 'JSON' },
    result: true
  }
};

/** Runs a small job to its end; its id. */
export async function finishedJob(ready: Ready): Promise<string> {
  const created = await send(ready, 'POST', '/jobs', {
    process: { process_graph: SMALL_GRAPH }
  });
  const id = String(created.headers.get('openeo-identifier'));
  await send(ready, 'POST', `/jobs/${id}/results`);
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await send(ready, 'GET', `/jobs/${id}`);
    const { status } = (await answer.json()) as { status: string };
    if (status === 'finished') {
      return id;
    }
    if (status === 'error') {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(await (await send(ready, 'GET', `/jobs/${id}/logs`)).text());
}
