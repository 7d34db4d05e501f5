import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  htmlEntities: true,
  isArray: name => name === 'testcase' || name === 'testsuite'
});

/** The tests of a JUnit report: `{ name, outcome, message }`, outcome passed, failed or skipped. */
export function testsOf(report) {
  const { testsuites } = parser.parse(report);
  const suites = testsuites?.testsuite ?? [];
  const tests = suites
    .flatMap(suite => suite.testcase ?? [])
    .map(({ name, failure, error, skipped }) => {
      const wrong = failure ?? error;
      const said = wrong ?? skipped;
      return {
        name,
        outcome: wrong !== undefined ? 'failed' : skipped !== undefined ? 'skipped' : 'passed',
        message: (said?.message ?? '').trim()
      };
    });
  return numbered(tests);
}

/**
 * The suite numbers the cases of all processes through, in the order in which a folder lists its
 * files; within its process a case always has the same number: `mask#0`.
 */
function numbered(tests) {
  const counts = new Map();
  return tests.map(test => {
    const [, process, level] =
      /^test_process\[(\w+)-example\d+-file\d+-([\w-]+)-(?:True|False)\]$/.exec(test.name) ?? [];
    if (process === undefined) {
      return test;
    }
    const number = counts.get(process) ?? 0;
    counts.set(process, number + 1);
    return { ...test, name: `${process}#${number}`, level };
  });
}

/**
 * What a run is worth against the failures that are known, `{ name: reason }`.
 *
 * @param rules - `leastShare`: of all tests that must pass; `levels`: whose tests may not be skipped
 *   because the back-end does not offer a process.
 * @returns `problems` are sentences, each of which counts as a failure.
 */
export function verdict(tests, known, { leastShare = 0, levels = [] } = {}) {
  const of = outcome => tests.filter(test => test.outcome === outcome);
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(of);
  const problems = [
    ...failed
      .filter(({ name }) => !(name in known))
      .map(({ name, message }) => `${name} fails: ${message.slice(0, 400)}`),
    ...Object.keys(known)
      .filter(name => !failed.some(test => test.name === name))
      .map(name => `${name} is listed as failing, but does not fail.`),
    ...skipped
      .filter(({ level, message }) => levels.includes(level) && /does not support/.test(message))
      .map(({ name, level, message }) => `${name} (${level}) is skipped: ${message}`)
  ];
  const share = tests.length === 0 ? 0 : passed.length / tests.length;
  if (share < leastShare) {
    const [percent, least] = [share, leastShare].map(part => (100 * part).toFixed(1));
    problems.push(`${percent} % of ${tests.length} tests passed, ${least} % must.`);
  }
  if (tests.length === 0) {
    problems.push('No test was run.');
  }
  const listed = failed.filter(({ name }) => name in known).length;
  return { passed: passed.length, skipped: skipped.length, known: listed, problems };
}
