import { listFindings } from '../document/use-findings.ts';
import { goToPlace } from '../screen/go-to-place.ts';
import type { Command } from './command.ts';

let last = -1;

/** Walks from one finding to the next, round the ends. */
function walkFindings(step: 1 | -1): void {
  const findings = listFindings();
  if (findings.length === 0) return;
  const at = last < 0 && step < 0 ? 0 : last;
  last = (at + step + findings.length) % findings.length;
  const finding = findings[last];
  if (finding !== undefined) goToPlace(finding.place);
}

const hasFindings = (): boolean => listFindings().length > 0;

/** What leads from problem to problem. */
export const problemCommands: readonly Command[] = [
  {
    id: 'go.next-problem',
    title: 'nextProblem',
    group: 'go',
    keys: ['F8'],
    reach: 'everywhere',
    isAvailable: hasFindings,
    run: () => walkFindings(1),
  },
  {
    id: 'go.previous-problem',
    title: 'previousProblem',
    group: 'go',
    keys: ['Shift+F8'],
    reach: 'everywhere',
    isAvailable: hasFindings,
    run: () => walkFindings(-1),
  },
];
