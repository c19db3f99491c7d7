import type { OwnModules } from '../module/own-modules.ts';
import { MillraceError } from '../shared/errors.ts';
import type { CommandName, Commands } from './protocol.ts';

type ModuleCommand = Extract<CommandName, `modules.${string}`>;

/** What answers each command about the person's own modules. */
export type ModuleHandlers = {
  readonly [Name in ModuleCommand]: (
    params: Commands[Name]['params'],
  ) => Commands[Name]['result'] | Promise<Commands[Name]['result']>;
};

/** Answers the commands about own modules; without them all but the list fails with `modules_unavailable`. */
export function createModuleHandlers(modules: OwnModules | undefined): ModuleHandlers {
  const own = (): OwnModules => {
    if (modules !== undefined) return modules;
    throw new MillraceError('modules_unavailable', 'This host loads no modules of your own.');
  };
  return {
    'modules.list': () => modules?.list() ?? [],
    'modules.add': ({ folder }) => own().add(folder),
    'modules.trust': (trust) => own().trust(trust),
    'modules.remove': ({ folder }) => {
      own().remove(folder);
      return null;
    },
  };
}
