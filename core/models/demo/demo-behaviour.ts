import { contentText } from '../../contracts/chat.ts';
import type { ChatRequest } from '../../contracts/chat.ts';

/** What the demo model can be told to do wrong. */
const demoFaults = [
  'fail',
  'fail-midway',
  'stall',
  'hang',
  'length',
  'wrong-name',
  'bad-arguments',
] as const;

/**
 * `fail`: an error before the first token · `fail-midway`: an error in the middle · `stall`: silence from the middle
 * on · `hang`: silence from the start · `length`: cut in the middle by a token limit · `wrong-name`, `bad-arguments`:
 * the first calls name a tool that does not exist, or lack their arguments.
 */
export type DemoFault = (typeof demoFaults)[number];

/** How fast tokens come. */
export interface DemoPace {
  readonly firstTokenMs: number;
  /** Infinity: no waiting at all. */
  readonly tokensPerSecond: number;
}

/** Pace by the first part of a model's name. */
export const demoPaces = {
  demo: { firstTokenMs: 300, tokensPerSecond: 50 },
  'demo-fast': { firstTokenMs: 0, tokensPerSecond: Infinity },
  'demo-slow': { firstTokenMs: 1_000, tokensPerSecond: 12 },
} satisfies Record<string, DemoPace>;

/** The names that the demo connection offers; `:` and a manner may follow any of its paces. */
export const demoModelNames: readonly string[] = [
  ...Object.keys(demoPaces),
  'demo:reasoning',
  ...demoFaults.map((fault) => `demo:${fault}`),
];

/** Whether the demo model means something by a name; it answers to any, as `demo` does. */
export function isDemoModelName(name: string): boolean {
  const [pace = '', ...manners] = name.toLowerCase().split(':');
  const known = new Set<string>(['reasoning', ...demoFaults]);
  return Object.hasOwn(demoPaces, pace) && manners.every((manner) => known.has(manner));
}

export interface DemoBehaviour {
  readonly pace: DemoPace;
  readonly fault: DemoFault | undefined;
  /** Whether it thinks aloud before it answers. */
  readonly reasons: boolean;
}

const directive = /\[demo:\s*([a-z, -]+)\]/gi;

/**
 * How to behave: by the model's name (`demo-fast:reasoning`), and by directives such as `[demo: fail-midway]` in the
 * system message or the last question.
 */
export function readBehaviour(request: ChatRequest, pace: DemoPace | undefined): DemoBehaviour {
  const [name = '', ...manners] = request.model.toLowerCase().split(':');
  const asked = new Set(manners);
  const lastQuestion = request.messages.findLast((message) => message.role === 'user');
  for (const message of request.messages) {
    if (message.role !== 'system' && message !== lastQuestion) continue;
    for (const match of contentText(message.content).matchAll(directive)) {
      for (const word of (match[1] ?? '').toLowerCase().split(',')) asked.add(word.trim());
    }
  }
  const named: Readonly<Record<string, DemoPace>> = demoPaces;
  return {
    pace: pace ?? named[name] ?? demoPaces.demo,
    fault: demoFaults.find((fault) => asked.has(fault)),
    reasons: asked.has('reasoning'),
  };
}

/** A text without the directives in it. */
export function removeDirectives(text: string): string {
  return text.replace(directive, '').trim();
}
