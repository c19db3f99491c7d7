import { flowDocumentSchema } from '../../core/model/flow-document.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';

/** A flow to look at: as the file that Millrace opens, and as places and wires for a bare page. */
export interface DrawnFlow {
  readonly text: string;
  readonly nodes: readonly (readonly [id: string, x: number, y: number])[];
  readonly wires: readonly (readonly [from: string, to: string])[];
}

interface FlowWish {
  readonly count: number;
  /** Chat models that answer side by side, each with so many tokens at so many a second. */
  readonly streams?: { readonly count: number; readonly rate: number; readonly tokens: number };
}

const [gapX, gapY] = [320, 220];

/** Rows of nodes wired one to the next, about twice as wide as high; the streaming ones stand in its middle. */
export function makeFlow({ count, streams }: FlowWish): DrawnFlow {
  const columns = Math.max(1, Math.round(Math.sqrt(count * 1.1)));
  const ids = Array.from({ length: count }, (_, at) => `n${at}`);
  const streaming = pickMiddle(count, columns, streams?.count ?? 0);
  const placeOf = (at: number): readonly [number, number] => [
    (at % columns) * gapX,
    Math.floor(at / columns) * gapY,
  ];
  const model = `paced-${streams?.rate ?? 0}-${streams?.tokens ?? 0}`;
  const kindOf = (at: number): string => {
    if (at === 0) return 'input';
    if (streaming.has(at)) return 'llm';
    return streams === undefined && at % 5 === 3 ? 'llm' : 'prompt';
  };
  const node = (at: number): object => {
    const kind = kindOf(at);
    const settings =
      kind === 'input'
        ? { default: 'go' }
        : kind === 'llm'
          ? streaming.has(at)
            ? { connection: 'openai', model }
            : { connection: 'demo' }
          : { template: `{{text}} ${at}` };
    return { kind, kindVersion: 1, title: `Step ${at}`, settings };
  };
  const wires = ids.slice(1).map((_, before) => {
    const at = before + 1;
    const from = streaming.has(at) || at % columns === 0 || streaming.has(at - 1) ? 0 : at - 1;
    return { from, to: at };
  });
  const out = { input: 'value', llm: 'text', prompt: 'text' } as Record<string, string>;
  const into = { llm: 'prompt', prompt: 'text' } as Record<string, string>;
  const text = stringifyFlow(
    flowDocumentSchema.parse({
      format: 'millrace/flow',
      formatVersion: 1,
      id: `frames-${count}-${streams?.count ?? 0}`,
      name: `${count} nodes`,
      description: '',
      nodes: Object.fromEntries(ids.map((id, at) => [id, node(at)])),
      edges: wires.map(({ from, to }) => ({
        from: `n${from}.${out[kindOf(from)]}`,
        to: `n${to}.${into[kindOf(to)]}`,
      })),
      layout: Object.fromEntries(ids.map((id, at) => [id, placeOf(at)])),
    }),
  );
  return {
    text,
    nodes: ids.map((id, at) => [id, ...placeOf(at)] as const),
    wires: wires.map(({ from, to }) => [`n${from}`, `n${to}`] as const),
  };
}

/** So many nodes, in a block around the middle of the grid. */
function pickMiddle(count: number, columns: number, wanted: number): ReadonlySet<number> {
  const rows = Math.ceil(count / columns);
  const side = Math.ceil(Math.sqrt(wanted));
  const left = Math.max(0, Math.floor((columns - side) / 2));
  const top = Math.max(0, Math.floor((rows - side) / 2));
  const picked = Array.from(
    { length: wanted },
    (_, at) => (top + Math.floor(at / side)) * columns + left + (at % side),
  );
  return new Set(picked.filter((at) => at > 0 && at < count));
}
