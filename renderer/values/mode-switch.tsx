import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names.ts';
import type { ValueMode } from './content-view.tsx';

const modeWords = {
  json: 'asJson',
  table: 'asTable',
  text: 'asText',
  markdown: 'asMarkdown',
} as const;

interface ModeSwitchProps {
  readonly modes: readonly ValueMode[];
  readonly mode: ValueMode | undefined;
  readonly onChange: (mode: ValueMode) => void;
}

/** The ways to look at a value, of which one is chosen. */
export function ModeSwitch({ modes, mode, onChange }: ModeSwitchProps): ReactNode {
  const { t } = useTranslation('values');
  return (
    <span role="group" aria-label={t('viewAs')} className="flex shrink-0 text-tiny">
      {modes.map((known) => (
        <button
          key={known}
          type="button"
          aria-pressed={known === mode}
          onClick={() => onChange(known)}
          className={classNames(
            'rounded px-1.5 py-0.5',
            known === mode ? 'bg-raised text-text' : 'text-muted hover:text-text',
          )}
        >
          {t(modeWords[known])}
        </button>
      ))}
    </span>
  );
}
