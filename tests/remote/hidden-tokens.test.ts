import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildBackend,
  cleanEnvironment,
  newFolder,
  start,
  type Started,
  stopBackends
} from '../running-backend';
import { BrowserSide } from './browser-side';
import { finishedJob, RESULT_FILE } from './finished-job';
import { Gate } from './gate';
import { environmentOf } from './home';
import { Jupyter } from './jupyter';
import { OpenidProvider } from './openid-provider';
import { Person } from './person';
import { noPython, runPython } from './python';
import { filesBelow, placesWith, processList, type Text } from './secret-search';

const TITLE = `tokens of a login${noPython ? ` (${noPython})` : ''}`;

describe.skipIf(noPython !== null)(TITLE, () => {
  const home = newFolder();
  const notebook = join(home, 'notebook.ipynb');
  const store = join(home, '.local/share/openeo-python-client/refresh-tokens.json');
  let provider: OpenidProvider;
  let remote: Started;
  let gate: Gate;
  let jupyter: Jupyter;
  let browser: BrowserSide;
  const processes: Text[] = [];
  let echoed = '';
  let resultFile = '';

  beforeAll(async () => {
    await buildBackend();
    provider = await OpenidProvider.start({ accessTokenS: 8 });
    remote = await start(['--data', newFolder()]);
    gate = new Gate(remote.ready, provider.issuer);
    await gate.start();
    jupyter = await Jupyter.start(home);
    const base = `${jupyter.url}/jupyterlab-insar/backend`;
    browser = new BrowserSide(base, `token ${jupyter.token}`);

    await browser.json('PUT', '/remotes', { remotes: [{ id: 'big', url: gate.url }] });
    const login = await browser.json('POST', '/remotes/big/login', { method: 'oidc' });
    await new Person().approve(String(login.verificationUriComplete));
    await browser.loginEnds('big');
    await browser.json('GET', '/remotes/big');
    await browser.json('GET', '/remotes/big/openeo/me');
    echoed = await (await browser.ask('GET', '/remotes/big/openeo/echo')).text();
    const job = await finishedJob(remote.ready);
    const asset = await browser.ask('GET', `/remotes/big/jobs/${job}/assets/${RESULT_FILE}`);
    resultFile = await asset.text();
    await runPython(kernelRun(), { ...cleanEnvironment(), ...environmentOf(home) });
    processes.push(...processList());
    // A refused token, a renewal and an error on the way are all spoken about.
    await provider.forgetAccessTokens();
    await browser.ask('GET', '/remotes/big/openeo/me');
    await browser.ask('GET', '/remotes/big/openeo/elsewhere');
    await browser.ask('GET', '/remotes/big/openeo/credentials/basic');
    processes.push(...processList());
  }, 300_000);

  afterAll(async () => {
    await jupyter?.stop();
    stopBackends();
    gate?.stop();
    await provider?.stop();
  });

  function kernelRun(): string {
    const cell = `import openeo\nc = openeo.connect(${JSON.stringify(gate.url)}).authenticate_oidc()\nc`;
    return `
import nbclient, nbformat
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(${JSON.stringify(cell)})])
nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
nbformat.write(notebook, ${JSON.stringify(notebook)})
`;
  }

  it('were given, and are found where they belong: the search works', () => {
    expect(provider.tokens.size).toBeGreaterThan(5);
    expect(placesWith([['store', readFileSync(store, 'latin1')]], provider.tokens)).toEqual([
      'store'
    ]);
    const sent = gate.headers.map(headers => String(headers.authorization));
    expect(placesWith([['remote', sent.join('\n')]], provider.tokens)).toEqual(['remote']);
  });

  it('are in no answer to the browser', () => {
    expect(browser.seen.length).toBeGreaterThan(8);
    // The echo came back whole, with asterisks where the token was.
    expect(echoed).toMatch(/"authorization":"Bearer oidc\/campus\/\*{40,}"/);
    expect(JSON.parse(resultFile)).toMatchObject({ dimensions: [{ name: 'bands' }] });
    const answers = browser.seen.map(text => [text.slice(0, 300), text] as const);
    expect(placesWith(answers, provider.tokens)).toEqual([]);
  });

  it('are in no log', () => {
    expect(jupyter.printed).toContain('/jupyterlab-insar/backend/companion/remotes/big');
    expect(placesWith([['Jupyter and back-end', jupyter.printed]], provider.tokens)).toEqual([]);
  });

  it('are in no command line or environment', () => {
    expect(processes.length).toBeGreaterThan(4);
    expect(placesWith(processes, provider.tokens)).toEqual([]);
  });

  it('are in no file but the store of the openEO client', () => {
    expect(existsSync(notebook)).toBe(true);
    const files = filesBelow(home);
    expect(files.map(([path]) => path)).toContain(join(home, 'insar-data', 'remotes.json'));
    expect(placesWith(files, provider.tokens)).toEqual([store]);
  });

  it('stay out of what other sites get: no cookie and no login of the Jupyter server goes on', () => {
    for (const headers of gate.headers) {
      const text = JSON.stringify(headers);
      expect(text).not.toContain(jupyter.token);
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
  });
});
