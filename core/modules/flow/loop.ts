import * as z from 'zod';
import type { NodePorts, Port } from '../../model/port.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings } from '../../module/base-settings.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import type { PortValues } from '../../module/runnable.ts';
import { MillraceError } from '../../shared/errors.ts';

const settings = baseSettings.extend({
  /** 0: no count; only the condition and the limit end it. */
  count: z.int().min(0).max(1_000_000).default(0),
  /** A loop whose condition never comes true ends here. */
  maxRounds: z.int().min(1).max(1_000_000).default(100),
  atLimit: z.enum(['stop', 'fail']).default('stop'),
  /** Names of further values to carry, separated by commas. */
  carry: z.string().default(''),
});
type LoopSettings = z.output<typeof settings>;

/** Why a loop stopped. */
type StopReason = 'condition' | 'count' | 'limit';

const namePattern = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const ownPorts = new Set(['value', 'result', 'round', 'rounds', 'reason', 'next', 'done', 'error']);

/** Runs the nodes inside it again and again, each round with what the one before left. */
export class LoopModule extends ModuleBase<LoopSettings> {
  static override readonly kind = 'loop';
  static override readonly title = 'Loop';
  static override readonly description =
    'Runs the nodes inside it round by round until a condition holds, carrying values along.';
  static override readonly icon = 'repeat';
  static override readonly category = 'flow';
  static override readonly container = true;
  static override readonly settings = settings;
  static override readonly fields = [
    {
      key: 'count',
      type: 'number',
      label: 'Rounds',
      min: 0,
      step: 1,
      help: '0 means until the condition holds: the value true at the inner input Done.',
    },
    {
      key: 'maxRounds',
      type: 'number',
      label: 'Most rounds',
      min: 1,
      step: 1,
      help: 'The loop ends here even if its condition never holds.',
    },
    {
      key: 'atLimit',
      type: 'select',
      label: 'At most rounds',
      options: [
        { value: 'stop', label: 'Go on with the last value' },
        { value: 'fail', label: 'Fail' },
      ],
    },
    {
      key: 'carry',
      type: 'text',
      label: 'Further values',
      placeholder: 'history, score',
      help: 'Names, separated by commas. Each one is carried from round to round like the value.',
    },
  ] as const;
  static override readonly ports = LoopModule.portsFor({ carry: '' });

  static portsFor({ carry }: Pick<LoopSettings, 'carry'>): NodePorts {
    const names = usableNames(carry);
    const port = (id: string, label = id): Port => ({ id, label, type: 'any' });
    const next: Port = {
      ...port('next', 'Next value'),
      description: 'What the next round begins with.',
    };
    return {
      inputs: [port('value', 'Value'), ...names.map((name) => port(name))],
      outputs: [
        port('result', 'Result'),
        ...names.map((name) => port(name)),
        {
          id: 'rounds',
          label: 'Rounds',
          type: 'number',
          description: 'How many rounds there were.',
        },
        {
          id: 'reason',
          label: 'Reason',
          type: 'text',
          description: 'Why it ended: condition, count or limit.',
        },
      ],
      inner: {
        inputs: [
          next,
          ...names.map((name) => port(nextPort(name), `Next ${name}`)),
          {
            id: 'done',
            label: 'Done',
            type: 'boolean',
            description: 'True ends the loop after this round.',
          },
        ],
        outputs: [
          port('value', 'Value'),
          ...names.map((name) => port(name)),
          { id: 'round', label: 'Round', type: 'number' },
        ],
      },
    };
  }

  static summarize({ count, maxRounds }: LoopSettings): string {
    return count > 0 ? `${count} rounds` : `at most ${maxRounds} rounds`;
  }

  static checkSettings({ carry }: LoopSettings): readonly SettingsIssue[] {
    const usable = usableNames(carry);
    return listNames(carry)
      .filter((name, index, all) => !usable.includes(name) || all.indexOf(name) !== index)
      .map((name) => ({
        severity: 'error' as const,
        code: 'unusable_name',
        message: `The name "${name}" cannot be carried.`,
        action: 'Use letters, digits and _, each name once, and none of the loop’s own ports.',
        path: ['carry'],
      }));
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const names = usableNames(this.settings.carry);
    const carried = new Map<string, unknown>(
      ['value', ...names].map((name) => [name, inputs[name] ?? null]),
    );
    for (let round = 1; ; round++) {
      const given = await context.body.run({ ...Object.fromEntries(carried), round }, round);
      for (const name of carried.keys()) {
        const next = given[name === 'value' ? 'next' : nextPort(name)];
        if (next !== undefined) carried.set(name, next);
      }
      const reason = this.#reasonToStop(round, given['done'] === true);
      if (reason === undefined) continue;
      context.trace.note('stopped', { reason, rounds: round });
      if (reason === 'limit' && this.settings.atLimit === 'fail') throw limitReached(round);
      const { value: result, ...further } = Object.fromEntries(carried);
      return { ...further, result, rounds: round, reason };
    }
  }

  #reasonToStop(round: number, isDone: boolean): StopReason | undefined {
    if (isDone) return 'condition';
    if (round === this.settings.count) return 'count';
    return round >= this.settings.maxRounds ? 'limit' : undefined;
  }
}

function nextPort(name: string): string {
  return `next-${name}`;
}

function listNames(carry: string): string[] {
  return carry
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function usableNames(carry: string): string[] {
  return [...new Set(listNames(carry))].filter(
    (name) => namePattern.test(name) && !ownPorts.has(name) && name !== '__proto__',
  );
}

function limitReached(rounds: number): MillraceError {
  return new MillraceError(
    'loop_limit',
    `The loop was not done after ${rounds} ${rounds === 1 ? 'round' : 'rounds'}.`,
    { action: 'Check its condition, or allow more rounds.' },
  );
}
