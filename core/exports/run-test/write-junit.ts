/** What became of one test. */
export interface TestOutcome {
  readonly name: string;
  /** The test's file. */
  readonly file: string;
  readonly durationMs: number;
  /** What did not hold, a text of several lines each; empty for a test that passed. */
  readonly failures: readonly string[];
  /** Whether it could not be run at all. */
  readonly isError: boolean;
}

/** A report as CI systems read it, in the XML of JUnit. */
export function writeJunit(outcomes: readonly TestOutcome[]): string {
  const total = (pick: (outcome: TestOutcome) => boolean): number => outcomes.filter(pick).length;
  const seconds = outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const counts = [
    `tests="${outcomes.length}"`,
    `failures="${total(({ failures, isError }) => failures.length > 0 && !isError)}"`,
    `errors="${total(({ isError }) => isError)}"`,
    `time="${seconds.toFixed(3)}"`,
  ].join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="millrace" ${counts}>`,
    `  <testsuite name="millrace" ${counts} skipped="0">`,
    ...outcomes.flatMap(writeCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function writeCase({ name, file, durationMs, failures, isError }: TestOutcome): string[] {
  const attributes = `name="${escape(name)}" classname="${escape(file)}" time="${(durationMs / 1000).toFixed(3)}"`;
  if (failures.length === 0) return [`    <testcase ${attributes}/>`];
  const element = isError ? 'error' : 'failure';
  const [first = ''] = failures[0]?.split('\n') ?? [];
  return [
    `    <testcase ${attributes}>`,
    `      <${element} message="${escape(first)}">${escape(failures.join('\n'))}</${element}>`,
    '    </testcase>',
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Text for XML 1.0, which has no room for most control characters and for halves of pairs. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r -\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll(/[&<>"'\n\r\t]/g, (found) => entities[found] ?? found);
}
