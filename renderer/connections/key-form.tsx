import { KeyRound } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

interface KeyFormProps {
  readonly name: string;
  readonly stored: boolean;
  readonly busy: boolean;
  readonly onChange: (value: string | null) => Promise<void>;
}

/** Sets or removes one key. The value lives in the password field alone, until it is handed over. */
export function KeyForm({ name, stored, busy, onChange }: KeyFormProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [filled, setFilled] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const value = field.current?.value.trim() ?? '';
    if (field.current === null || value === '') return;
    field.current.value = '';
    setFilled(false);
    void onChange(value);
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-1">
      <label htmlFor={id} className="flex items-center gap-1.5 text-small text-muted">
        <KeyRound size={12} aria-hidden />
        <span className="font-mono">{name}</span>
        {stored ? <span className="text-done">· {t('keyStored')}</span> : undefined}
      </label>
      <div className="flex items-center gap-2">
        <TextField
          ref={field}
          id={id}
          type="password"
          autoComplete="new-password"
          placeholder={t(stored ? 'keyReplace' : 'keyPaste')}
          onChange={(event) => setFilled(event.target.value.trim() !== '')}
        />
        <Button type="submit" variant="primary" disabled={busy || !filled}>
          {t('keySave')}
        </Button>
        {stored ? (
          <Button
            variant="danger"
            aria-label={t('keyRemoveName', { name })}
            disabled={busy}
            onClick={() => void onChange(null)}
          >
            {t('keyRemove')}
          </Button>
        ) : undefined}
      </div>
    </form>
  );
}
