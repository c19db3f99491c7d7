import { create } from 'zustand';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import { editRoot, useDocumentStore } from '../document/document-store.ts';
import { wantField } from '../screen/inspector-store.ts';
import { revealPanel } from '../screen/layout-store.ts';
import { expandReplacement, mostMatches } from './find-pattern.ts';
import type { FindQuery } from './find-pattern.ts';
import { goToNode } from '../screen/go-to-node.ts';
import { listTexts } from './list-texts.ts';
import { isReplaceable, replaceInFlow } from './replace-in-flow.ts';
import type { FlowMatch } from './replace-in-flow.ts';
import { runFind } from './run-find.ts';

interface FindStore {
  readonly isOpen: boolean;
  /** Whether the row for the replacement is unfolded. */
  readonly replaces: boolean;
  readonly query: FindQuery;
  readonly replacement: string;
  readonly matches: readonly FlowMatch[];
  /** There are more than are listed. */
  readonly isCut: boolean;
  /** Why nothing was found. */
  readonly problem: 'broken' | 'slow' | undefined;
  /** Which match is shown. */
  readonly current: number;
  /** Whether somebody has walked to it; before that nothing on the canvas moves. */
  readonly walked: boolean;
  /** Grows whenever the field is asked for. */
  readonly asked: number;
}

const nothing: FindQuery = { text: '', matchCase: false, wholeWord: false, isRegex: false };

/** Find and replace in the open file. */
export const useFind = create<FindStore>()(() => ({
  isOpen: false,
  replaces: false,
  query: nothing,
  replacement: '',
  matches: [],
  isCut: false,
  problem: undefined,
  current: 0,
  walked: false,
  asked: 0,
}));

/** Shows the bar, with the text that is selected in the window, if any. */
export function openFind(options: { readonly replaces: boolean }): void {
  const selected = String(getSelection() ?? '').trim();
  const isWord = selected !== '' && selected.length <= 200 && !selected.includes('\n');
  useFind.setState(({ query, asked, replaces }) => ({
    isOpen: true,
    asked: asked + 1,
    replaces: replaces || options.replaces,
    query: isWord ? { ...query, text: selected } : query,
  }));
  findAgain();
}

export function closeFind(): void {
  useFind.setState({ isOpen: false, replaces: false });
}

/** Looks for something else. */
export function changeQuery(change: Partial<FindQuery>): void {
  useFind.setState(({ query }) => ({ query: { ...query, ...change }, current: 0, walked: false }));
  findAgain();
}

/** How much of the canvas the bar covers, px. */
const barPx = 416;

let searched: FlowDocument | undefined;

/** The flow that the matches are of. */
let foundIn: FlowDocument | undefined;

/** Looks once more if the flow has changed since. */
export function refreshFind(): void {
  if (useDocumentStore.getState().root !== searched) findAgain();
}

/** Looks once more; the shown match stays, or the next one after it, or after the place that is given. */
function findAgain(from?: FlowMatch, then?: () => void): void {
  const { query } = useFind.getState();
  const { root } = useDocumentStore.getState();
  searched = root;
  const texts = listTexts(root);
  const strings = texts.map(({ text }) => text);
  runFind(strings, query, (outcome) => {
    if ('problem' in outcome) {
      useFind.setState({ matches: [], isCut: false, problem: outcome.problem, current: 0 });
      return;
    }
    foundIn = root;
    const { spans } = outcome;
    const matches = spans.flatMap((span) => {
      const text = texts[span.at];
      return text === undefined ? [] : [{ text, span }];
    });
    const { matches: before, current } = useFind.getState();
    const shown = from ?? before[current];
    useFind.setState({
      matches,
      isCut: spans.length >= mostMatches,
      problem: undefined,
      current: shown === undefined ? 0 : placeAfter(matches, shown),
    });
    then?.();
  });
}

/** The first match at or after a place; the first of all behind the last one. */
function placeAfter(matches: readonly FlowMatch[], { span }: FlowMatch): number {
  const next = matches.findIndex(
    (match) =>
      match.span.at > span.at || (match.span.at === span.at && match.span.start >= span.start),
  );
  return Math.max(next, 0);
}

/** Walks to the next match, or the one before, round the ends; the first step shows the current one. */
export function walkMatches(step: 1 | -1): void {
  const { matches, current, walked } = useFind.getState();
  if (matches.length === 0) return;
  const isStart = !walked && step === 1;
  showMatch(isStart ? current : (current + step + matches.length) % matches.length);
}

/** Selects and reveals the node of a match. */
export function showMatch(at: number): void {
  const match = useFind.getState().matches[at];
  if (match === undefined) return;
  useFind.setState({ current: at, walked: true });
  goToNode(match.text.place.path, match.text.nodeId, barPx);
}

/** Puts the focus into the field in which the shown match stands, where it has one. */
export function editMatch(): void {
  const { matches, current } = useFind.getState();
  const match = matches[current];
  if (match === undefined) return;
  showMatch(current);
  const [key] = match.text.keys;
  if (key === undefined) return;
  revealPanel('inspector');
  wantField(match.text.nodeId, String(key));
}

/** Replaces the shown match and goes on to the next, as one step to undo. */
export function replaceMatch(): void {
  if (!isUpToDate()) return;
  const { matches, current, walked } = useFind.getState();
  const match = matches[current];
  if (match === undefined) return;
  if (!walked || !isReplaceable(match)) return walkMatches(1);
  const written = write(match);
  editRoot((root) => replaceInFlow(root, [match], () => written));
  const { span } = match;
  const from = { ...match, span: { ...span, start: span.start + written.length } };
  findAgain(from, () => showMatch(useFind.getState().current));
}

/** Replaces every match that may be replaced, as one step to undo; the answer is how many those were. */
export function replaceAllMatches(): number {
  if (!isUpToDate()) return 0;
  const { matches } = useFind.getState();
  const replaceable = matches.filter(isReplaceable);
  if (replaceable.length === 0) return 0;
  editRoot((root) => replaceInFlow(root, replaceable, write));
  findAgain();
  return replaceable.length;
}

/** Whether the matches are those of the flow as it is: what was found in another is never written over it. */
function isUpToDate(): boolean {
  refreshFind();
  return useDocumentStore.getState().root === foundIn;
}

function write({ span }: FlowMatch): string {
  const { query, replacement } = useFind.getState();
  return query.isRegex ? expandReplacement(replacement, span) : replacement;
}
