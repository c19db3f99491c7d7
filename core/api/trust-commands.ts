import type { Engine } from '../engine/engine.ts';
import type { FlowTrust } from '../engine/flow-trust.ts';
import { MillraceError } from '../shared/errors.ts';
import type { CommandName, Commands } from './protocol.ts';

type TrustCommand = Extract<CommandName, `trust.${string}`>;

/** What answers each command about trust. */
export type TrustHandlers = {
  readonly [Name in TrustCommand]: (params: Commands[Name]['params']) => Commands[Name]['result'];
};

/** Answers the commands about trust; where nobody is asked, changing it fails with `trust_unavailable`. */
export function createTrustHandlers(
  engine: Pick<Engine, 'check' | 'trust'>,
  fileAt: (place: string | undefined) => string | undefined,
): TrustHandlers {
  const trust = (): FlowTrust => {
    if (engine.trust !== undefined) return engine.trust;
    throw new MillraceError('trust_unavailable', 'This host asks nobody what flows may reach.');
  };
  return {
    'trust.list': () => engine.trust?.list() ?? [],
    'trust.accept': ({ flow, place, seen, folders }) => {
      for (const folder of folders) checkFolder(folder);
      const { document, reaches = [] } = engine.check(flow, fileAt(place));
      return trust().accept(document?.name ?? '', reaches, seen, folders);
    },
    'trust.revoke': ({ id }) => {
      trust().revoke(id);
      return null;
    },
  };
}

function checkFolder(folder: string): void {
  if (/^(?:\/|[a-z]:[\\/])/i.test(folder) && !folder.includes('\0')) return;
  throw new MillraceError('invalid_argument', `"${folder.slice(0, 200)}" is no whole path.`, {
    action: 'Write the folder with all that stands before it, such as /home/me/notes.',
  });
}
