import type { KeptWork } from '../contracts/kept-work.ts';
import { MillraceError } from '../shared/errors.ts';
import type { CommandName, Commands } from './protocol.ts';

type VersionCommand = Extract<CommandName, `recovery.${string}` | `versions.${string}`>;

/** What answers each command about unsaved work and versions. */
type VersionHandlers = {
  readonly [Name in VersionCommand]: (
    params: Commands[Name]['params'],
  ) => Commands[Name]['result'] | Promise<Commands[Name]['result']>;
};

/** Answers the commands about what is kept of a person's work; all but the lists fail with `work_not_kept` without a store. */
export function createVersionHandlers(
  kept: KeptWork | undefined,
  holder: object,
  fileAt: (place: string | undefined) => string | undefined,
): VersionHandlers {
  const work = (): KeptWork => {
    if (kept !== undefined) return kept;
    throw new MillraceError('work_not_kept', 'This host keeps nothing but files.');
  };
  const empty = { setAside: [] };
  return {
    'recovery.write': async ({ window, place, ...draft }) => {
      const path = fileAt(place);
      const whole = { ...draft, id: window, ...(path === undefined ? {} : { path }) };
      await work().recovery.write(whole, holder);
      return null;
    },
    'recovery.clear': async ({ window }) => {
      await work().recovery.clear(window);
      return null;
    },
    'recovery.list': ({ place }) => kept?.recovery.list(fileAt(place)) ?? { found: [], ...empty },
    'recovery.read': ({ id }) => work().recovery.read(id),
    'recovery.discard': async ({ id }) => {
      await work().recovery.discard(id);
      return null;
    },
    'versions.list': ({ flow }) => kept?.versions.list(flow) ?? { versions: [], ...empty },
    'versions.keep': ({ flow, ...version }) => work().versions.keep({ flowId: flow, ...version }),
    'versions.read': async ({ flow, id }) => ({ text: await work().versions.read(flow, id) }),
    'versions.mark': ({ flow, id, name }) => work().versions.mark(flow, id, name ?? undefined),
    'versions.remove': async ({ flow, id }) => {
      await work().versions.remove(flow, id);
      return null;
    },
  };
}
