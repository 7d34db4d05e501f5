import { describe, expect, it } from 'vitest';
import { testsOf, verdict } from '../../scripts/lib/junit.mjs';

const REPORT = `<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" tests="6">
<testcase classname="a" name="test_one" time="1" />
<testcase classname="a" name="test_two"><failure message="1 &lt; 2&#10;is wrong">at line 3</failure></testcase>
<testcase classname="a" name="test_process[mask-example139-file139-L2A-False]"><skipped
  type="pytest.skip" message="Backend does not support: {'mask'}">x</skipped></testcase>
<testcase classname="a" name="test_process[mask-example140-file140-L2A-False]" />
<testcase classname="a" name="test_process[add-example3-file3-L2-Date-True]"><error message="crash">x</error></testcase>
<testcase classname="a" name="test_three"><skipped message="no result to compare">x</skipped></testcase>
</testsuite></testsuites>`;

describe('reports of the conformance tests', () => {
  it('are read with a number of each case that does not depend on the order of processes', () => {
    expect(testsOf(REPORT)).toEqual([
      { name: 'test_one', outcome: 'passed', message: '' },
      { name: 'test_two', outcome: 'failed', message: '1 < 2\nis wrong' },
      {
        name: 'mask#0',
        outcome: 'skipped',
        message: "Backend does not support: {'mask'}",
        level: 'L2A'
      },
      { name: 'mask#1', outcome: 'passed', message: '', level: 'L2A' },
      { name: 'add#0', outcome: 'failed', message: 'crash', level: 'L2-Date' },
      { name: 'test_three', outcome: 'skipped', message: 'no result to compare' }
    ]);
  });

  it('fail by failures that are not listed, and by listed ones that pass', () => {
    const known = { test_two: 'Wrong for a reason.', test_one: 'Was wrong.' };
    expect(verdict(testsOf(REPORT), known)).toEqual({
      passed: 2,
      skipped: 2,
      known: 1,
      problems: ['add#0 fails: crash', 'test_one is listed as failing, but does not fail.']
    });
  });

  it('fail by too few that pass, and by processes that are not offered', () => {
    const known = { test_two: '', 'add#0': '' };
    const { problems } = verdict(testsOf(REPORT), known, { leastShare: 0.5, levels: ['L2A'] });
    expect(problems).toEqual([
      "mask#0 (L2A) is skipped: Backend does not support: {'mask'}",
      '33.3 % of 6 tests passed, 50.0 % must.'
    ]);
    expect(verdict(testsOf(REPORT), known, { leastShare: 0.33, levels: ['L1'] }).problems).toEqual(
      []
    );
  });

  it('fail when nothing was run', () => {
    expect(verdict(testsOf('<testsuites/>'), {}).problems).toEqual(['No test was run.']);
  });
});
