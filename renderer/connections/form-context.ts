import { createContext, useContext } from 'react';
import type { Finding } from '../../core/model/finding.ts';
import type { SettingsIssue } from '../../core/model/connection-settings.ts';
import type { ConnectionForm } from './connection-form.ts';

interface FormContextValue {
  readonly form: ConnectionForm;
  readonly issues: readonly SettingsIssue[];
  readonly change: (patch: Partial<ConnectionForm>) => void;
  /** What is wrong at a path, in the interface's language. */
  readonly findingsAt: (path: string) => readonly Finding[];
}

export const FormContext = createContext<FormContextValue | undefined>(undefined);

/** The form around a field. */
export function useForm(): FormContextValue {
  const value = useContext(FormContext);
  if (value === undefined) throw new Error('A field of a connection stands outside its form.');
  return value;
}
