/** One test of a report. */
export interface ReportedTest {
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  message: string;
  /** Profile of openEO's processes that a case belongs to. */
  level?: string;
}

export interface Verdict {
  passed: number;
  skipped: number;
  known: number;
  problems: string[];
}

export function testsOf(report: string): ReportedTest[];
export function verdict(
  tests: readonly ReportedTest[],
  known: Readonly<Record<string, string>>,
  rules?: { leastShare?: number; levels?: readonly string[] }
): Verdict;
