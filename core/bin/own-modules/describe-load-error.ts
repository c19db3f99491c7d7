import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModuleProblem } from '../../contracts/own-modules.ts';
import { toErrorInfo } from '../../shared/errors.ts';

/** What to do about the errors of Node that say it badly. */
const actions: Readonly<Record<string, string>> = {
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX:
    'Only types can be left out: write enums, parameter properties and namespaces as plain JavaScript.',
  ERR_NO_TYPESCRIPT:
    'This build of the app cannot leave out types: write the file as JavaScript (.js).',
};

/** What is said of a file of modules that could not be loaded: where it stopped, and what to do. */
export function describeLoadError(
  error: unknown,
  folder: string,
  file: string,
  kinds: readonly string[],
): ModuleProblem {
  const info = toErrorInfo(error);
  const place = findPlace(error, folder) ?? { file };
  const action = actions[String((error as { code?: unknown } | null)?.code)];
  return {
    ...place,
    code: info.code === 'module_outside' ? info.code : 'module_broken',
    message: sentence(info.message),
    action: action ?? info.action ?? 'Correct the file; it is loaded again when you save it.',
    kinds,
  };
}

type PlaceInFile = Pick<ModuleProblem, 'file' | 'line' | 'column'>;

/** Where an error says it arose: at the head of a syntax error, else at the first frame in the folder. */
function findPlace(error: unknown, folder: string): PlaceInFile | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const head = /^(file:\S+?)\?millrace=\d+:(\d+)\n(?:.*\n){1,4}?( *)\^/.exec(stack);
  if (head) return place(folder, head[1], head[2], String((head[3] ?? '').length + 1));
  const frame = /(file:[^\s()]+?)\?millrace=\d+:(\d+):(\d+)/.exec(stack);
  return frame ? place(folder, frame[1], frame[2], frame[3]) : undefined;
}

function place(folder: string, url = '', line = '1', column = '1'): PlaceInFile | undefined {
  try {
    const file = relative(folder, fileURLToPath(url)).replaceAll('\\', '/');
    return { file, line: Number(line), column: Number(column) };
  } catch {
    return undefined;
  }
}

function sentence(text: string): string {
  const whole = text.trim().split('\n')[0] ?? '';
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
