import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { allCommands } from '../commands/command-registry.ts';
import { commandGroups } from '../commands/command.ts';
import type { Command } from '../commands/command.ts';
import { gestureList } from '../commands/gesture-list.ts';
import { keysOf, resetAllKeys, useKeyBindings } from '../commands/key-bindings.ts';
import type { ChosenKeys } from '../commands/key-bindings.ts';
import { keyCaps, showKeys } from '../commands/show-keys.ts';
import { scoreCommand } from '../search/score-command.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { closeDialog } from '../screen/dialog-store.ts';
import { ShortcutRow } from './shortcut-row.tsx';

/** Every command with its keys, to look up and to change. */
export function ShortcutsDialog(): ReactNode {
  const { t } = useTranslation('commands');
  const chosen = useKeyBindings((store) => store.chosen);
  const [query, setQuery] = useState('');
  const [editing, setEditing] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => findCommands(query, chosen), [query, chosen]);
  const isChanged = Object.keys(chosen).length > 0;
  return (
    <Dialog
      size="wide"
      title={t('shortcuts')}
      description={t('shortcutsHelp')}
      onClose={closeDialog}
      actions={
        <Button disabled={!isChanged} onClick={resetAllKeys}>
          {t('resetAllKeys')}
        </Button>
      }
    >
      <TextField
        type="search"
        data-first-focus
        aria-label={t('findKeys')}
        placeholder={t('findKeys')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => moveBetweenRows(event, list.current)}
        className="sticky top-0 z-10"
      />
      <div ref={list} onKeyDown={(event) => moveBetweenRows(event, list.current)}>
        {commandGroups.map((group) => {
          const commands = found.filter((command) => command.group === group);
          return commands.length === 0 ? undefined : (
            <section key={group} aria-label={t(`group_${group}`)} className="mt-4">
              <h3 className="mb-1 text-small font-semibold text-muted">{t(`group_${group}`)}</h3>
              <ul>
                {commands.map((command) => (
                  <ShortcutRow
                    key={command.id}
                    command={command}
                    editing={editing === command.id}
                    onEdit={(on) => setEditing(on ? command.id : undefined)}
                  />
                ))}
              </ul>
            </section>
          );
        })}
        {found.length === 0 ? <p className="mt-4 text-muted">{t('noKeysFound')}</p> : undefined}
        {query.trim() === '' ? <Gestures /> : undefined}
      </div>
    </Dialog>
  );
}

/** Those whose words match, or whose keys contain what is typed. */
function findCommands(query: string, chosen: ChosenKeys): readonly Command[] {
  const wanted = query.trim().toLowerCase().replaceAll('+', ' ');
  if (wanted === '') return allCommands();
  return allCommands().filter((command) => {
    const keys = [...keysOf(command, chosen), ...(command.fixedKeys ?? [])];
    const shown = keys.map((chord) => [showKeys(chord), chord.replaceAll('+', ' ')].join(' '));
    return (
      scoreCommand(command, query) > 0.45 ||
      shown.some((text) => text.toLowerCase().includes(wanted))
    );
  });
}

/** What hands do without a command; nobody can change it. */
function Gestures(): ReactNode {
  const { t } = useTranslation('commands');
  return (
    <section className="mt-4">
      <h3 className="mb-1 text-small font-semibold text-muted">{t('group_gestures')}</h3>
      <dl>
        {gestureList.map(({ title, how }) => (
          <div
            key={title}
            className="flex items-center justify-between gap-4 border-b border-line px-1.5 py-1 last:border-0"
          >
            <dt>{t(title)}</dt>
            <dd className="text-muted">{t(how, { mod: keyCaps('Mod+A')[0] ?? '' })}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function moveBetweenRows(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...(list?.querySelectorAll<HTMLButtonElement>('[data-command]') ?? [])];
  const at = rows.indexOf(document.activeElement as HTMLButtonElement);
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}
