import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isReserved, readChord } from '../commands/chord.ts';
import { allCommands } from '../commands/command-registry.ts';
import type { Command } from '../commands/command.ts';
import { chooseKeys, holderOf, keysOf, useKeyBindings } from '../commands/key-bindings.ts';
import { isMac, keyCaps, showKeys } from '../commands/show-keys.ts';
import { Button } from '../ui/button.tsx';

interface ShortcutRowProps {
  readonly command: Command;
  /** Whether new keys are awaited. */
  readonly editing: boolean;
  readonly onEdit: (on: boolean) => void;
}

/** One command and its keys; Enter or a click asks for others. */
export function ShortcutRow({ command, editing, onEdit }: ShortcutRowProps): ReactNode {
  const { t } = useTranslation('commands');
  const chosen = useKeyBindings((store) => store.chosen);
  const row = useRef<HTMLButtonElement>(null);
  const keys = keysOf(command, chosen);
  const fixed = command.fixedKeys ?? [];
  const all = [...keys, ...fixed];
  const end = (): void => {
    onEdit(false);
    row.current?.focus();
  };
  return (
    <li className="border-b border-line last:border-0">
      <button
        ref={row}
        type="button"
        data-command={command.id}
        aria-expanded={editing}
        onClick={() => onEdit(!editing)}
        className="flex min-h-8 w-full items-center gap-2 rounded px-1.5 text-left -outline-offset-2 transition-colors hover:bg-hover"
      >
        <span className="grow">{t(command.title)}</span>
        {chosen[command.id] === undefined ? undefined : (
          <span className="shrink-0 text-small text-muted">{t('ownKeys')}</span>
        )}
        {all.length === 0 ? (
          <span className="text-small text-muted">{t('noKeys')}</span>
        ) : undefined}
        {all.map((chord) => (
          <KeyCaps key={chord} chord={chord} />
        ))}
      </button>
      {editing ? <KeyEditor command={command} onEnd={end} /> : undefined}
    </li>
  );
}

/** Keys that are pressed together, each as a cap. */
function KeyCaps({ chord }: { readonly chord: string }): ReactNode {
  return (
    <span className="ml-1 flex shrink-0 gap-0.5">
      <kbd className="sr-only">{showKeys(chord)}</kbd>
      {keyCaps(chord).map((cap) => (
        <kbd key={cap} aria-hidden className="key">
          {cap}
        </kbd>
      ))}
    </span>
  );
}

/** What stands in the way of pressed keys. */
type Obstacle =
  | { readonly kind: 'reserved'; readonly chord: string }
  | { readonly kind: 'taken'; readonly chord: string; readonly by: Command };

interface KeyEditorProps {
  readonly command: Command;
  /** Called when the keys are chosen or left as they were. */
  readonly onEnd: () => void;
}

/** Waits for the new keys of a command; those of another command can be taken from it. */
function KeyEditor({ command, onEnd }: KeyEditorProps): ReactNode {
  const { t } = useTranslation('commands');
  const chosen = useKeyBindings((store) => store.chosen);
  const [obstacle, setObstacle] = useState<Obstacle>();
  const isTaken = obstacle?.kind === 'taken';
  useKeyCapture(!isTaken, (chord) => {
    if (chord === 'Escape') return onEnd();
    if (isReserved(chord)) return setObstacle({ kind: 'reserved', chord });
    const by = holderOf(chord, command.id, allCommands(), useKeyBindings.getState().chosen);
    if (by !== undefined) return setObstacle({ kind: 'taken', chord, by });
    chooseKeys(command.id, [chord]);
    onEnd();
  });
  const choose = (keys: readonly string[]): void => {
    chooseKeys(command.id, keys);
    onEnd();
  };
  return (
    <div className="flex flex-wrap items-center gap-2 px-1.5 pb-2">
      <p role="status" className="min-w-48 grow text-small">
        {obstacle === undefined ? t('pressKeys') : undefined}
        {obstacle?.kind === 'reserved'
          ? t('keysReserved', { keys: showKeys(obstacle.chord) })
          : undefined}
        {obstacle?.kind === 'taken'
          ? t('keysTaken', { keys: showKeys(obstacle.chord), title: t(obstacle.by.title) })
          : undefined}
      </p>
      {isTaken ? (
        <>
          <Button onClick={() => setObstacle(undefined)}>{t('otherKeys')}</Button>
          <Button autoFocus variant="primary" onClick={() => choose([obstacle.chord])}>
            {t('takeKeys')}
          </Button>
        </>
      ) : (
        <span data-key-choices className="flex gap-2">
          <Button disabled={keysOf(command, chosen).length === 0} onClick={() => choose([])}>
            {t('removeKeys')}
          </Button>
          <Button
            disabled={chosen[command.id] === undefined}
            onClick={() => choose(command.keys ?? [])}
          >
            {t('resetKeys')}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Hears the next keys before anything else does, while it is on. */
function useKeyCapture(isOn: boolean, onChord: (chord: string) => void): void {
  const heard = useRef(onChord);
  useEffect(() => {
    heard.current = onChord;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const hear = (event: KeyboardEvent): void => {
      const chord = readChord(event, isMac());
      // The buttons beside stay within reach.
      const isOnButton = (event.target as Element).closest('[data-key-choices]') !== null;
      const walks = chord === 'Tab' || chord === 'Shift+Tab';
      if (walks || (isOnButton && chord !== 'Escape')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (chord !== undefined) heard.current(chord);
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, [isOn]);
}
