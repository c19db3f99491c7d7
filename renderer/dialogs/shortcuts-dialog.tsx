import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { allCommands } from '../commands/command-registry.ts';
import { commandGroups } from '../commands/command.ts';
import { gestureList } from '../commands/gesture-list.ts';
import { keysOf } from '../commands/key-bindings.ts';
import { keyCaps, showKeys } from '../commands/show-keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog } from './dialog-store.ts';

/** Every key of the program on one sheet. */
export function ShortcutsDialog(): ReactNode {
  const { t } = useTranslation();
  const { t: tCommands } = useTranslation('commands');
  return (
    <Dialog size="wide" title={t('shortcuts')} onClose={closeDialog}>
      <div className="columns-2 gap-8 max-[720px]:columns-1">
        {commandGroups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-small font-semibold text-muted">
              {tCommands(`group_${group}`)}
            </h3>
            <dl>
              {allCommands()
                .filter((command) => command.group === group)
                .map((command) => (
                  <div
                    key={command.id}
                    className="flex items-center justify-between gap-4 border-b border-line py-1 last:border-0"
                  >
                    <dt>{tCommands(command.title)}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {[...keysOf(command), ...(command.fixedKeys ?? [])].map((keys) => (
                        <kbd key={keys} className="key">
                          {showKeys(keys)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section className="break-inside-avoid">
          <h3 className="mb-1 text-small font-semibold text-muted">
            {tCommands('group_gestures')}
          </h3>
          <dl>
            {gestureList.map(({ title, how }) => (
              <div
                key={title}
                className="flex items-center justify-between gap-4 border-b border-line py-1 last:border-0"
              >
                <dt>{tCommands(title)}</dt>
                <dd className="text-muted">{tCommands(how, { mod: keyCaps('Mod+A')[0] ?? '' })}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
