import { toErrorInfo } from '../../core/shared/errors.ts';
import type { OutputRow } from '../run/output-row.ts';
import { runFeed } from '../run/run-feed.ts';
import { showToast } from '../ui/toast-store.ts';
import { findMoment } from './find-moment.ts';
import { goToMoment } from './time-store.ts';

/** Whether text of the output is selected. */
export function hasMomentOfSelection(): boolean {
  return findSelection() !== undefined;
}

/** Shows the run as it was when the first selected letter of the output came. */
export async function goToMomentOfSelection(): Promise<void> {
  const found = findSelection();
  if (found !== undefined) await goToMomentOf(found.row, found.offset);
}

/** Shows the run as it was when the row of the output began; where text is selected in it, when that came. */
export async function goToMomentOfRow(row: OutputRow): Promise<void> {
  const found = findSelection();
  await goToMomentOf(row, found?.row === row ? found.offset : 0);
}

/** Shows the run as it was right after an event, by its place in the record. */
export function goToMomentOfSeq(seq: number): void {
  goToMoment(runFeed.timeline.times.atSeq(seq));
}

async function goToMomentOf(row: OutputRow, offset: number): Promise<void> {
  const { live } = runFeed;
  try {
    const moment = await findMoment(row, offset);
    if (runFeed.live === live) goToMoment(moment);
  } catch (thrown) {
    const { message, action } = toErrorInfo(thrown);
    showToast({ tone: 'error', text: message, action });
  }
}

function findSelection(): { readonly row: OutputRow; readonly offset: number } | undefined {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const start = range.startContainer;
  const element = start instanceof Element ? start : start.parentElement;
  const place = element?.closest<HTMLElement>('[data-output-row]');
  const row = runFeed.view.rows[Number(place?.dataset['outputRow'] ?? Number.NaN)];
  const text = element?.closest('.selectable');
  if (row === undefined || text === null || text === undefined) return undefined;
  const before = new Range();
  before.setStart(text, 0);
  before.setEnd(start, range.startOffset);
  return { row, offset: before.toString().length };
}
