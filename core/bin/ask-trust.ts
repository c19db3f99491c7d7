import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../engine/engine.ts';
import type { FlowCheck } from '../model/flow-check.ts';
import { reachKey, type FlowReach } from '../model/reach.ts';
import { describeReaches } from './describe-reach.ts';
import { writeMessage } from './messages.ts';

export interface TrustQuestion {
  readonly engine: Engine;
  readonly file: string;
  readonly check: FlowCheck;
  /** `--trust`: the person's word, for this run. */
  readonly trust: boolean;
  /** Whether the run answers all models from elsewhere, so that no connection of the flow is asked. */
  readonly isOtherModel: boolean;
  /** Whether standard input is free for an answer. */
  readonly mayAsk: boolean;
}

/** Whether a flow may run: it was agreed to before, it ships with the program, or the person says so now. */
export async function askTrust(question: TrustQuestion): Promise<boolean> {
  const { engine, file, check, trust, isOtherModel, mayAsk } = question;
  if (check.isTrusted !== false || trust || isExample(file)) return true;
  const reaches = (check.reaches ?? []).filter(
    ({ what }) => !(isOtherModel && what === 'connection'),
  );
  if (engine.trust?.isAccepted(reaches, { folders: [], hosts: [] }) === true) return true;
  writeMessage(`Nobody has agreed yet to what ${file} may reach:`);
  for (const line of describeReaches(reaches)) writeMessage(`  ${line}`);
  if (mayAsk && process.stdin.isTTY && process.stderr.isTTY) {
    return ask(engine, check.document?.name ?? file, reaches);
  }
  writeMessage('Nothing ran. If you trust it, run it again with --trust, or see "millrace trust".');
  return false;
}

async function ask(engine: Engine, name: string, reaches: readonly FlowReach[]): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question('Run it? [y] once, [a] always, [n] no: ');
    const word = answer.trim().toLowerCase();
    if (word === 'a') engine.trust?.accept(name, reaches, reaches.map(reachKey));
    return word === 'y' || word === 'a';
  } finally {
    terminal.close();
  }
}

/** Whether a file is one of the examples that ship. */
function isExample(file: string): boolean {
  try {
    return dirname(realpathSync(file)) === realpathSync(examplesFolder());
  } catch {
    return false;
  }
}

function examplesFolder(): string {
  return fileURLToPath(new URL('../../examples', import.meta.url));
}
