import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortcutGroups } from '../commands/shortcut-list.ts';
import { showKeys } from '../commands/show-keys.ts';
import { Dialog } from '../ui/dialog.tsx';
import { closeDialog } from './dialog-store.ts';

/** Every key of the program on one sheet. */
export function ShortcutsDialog(): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog size="wide" title={t('shortcuts')} onClose={closeDialog}>
      <div className="columns-2 gap-8 max-[720px]:columns-1">
        {shortcutGroups.map((group) => (
          <section key={group.id} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-small font-semibold text-muted">{t(group.id)}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div
                  key={shortcut.label}
                  className="flex items-center justify-between gap-4 border-b border-line py-1 last:border-0"
                >
                  <dt>{t(shortcut.label)}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {shortcut.keys.map((keys) => (
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
      </div>
    </Dialog>
  );
}
