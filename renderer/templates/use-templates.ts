import { useEffect, useState } from 'react';
import { toErrorInfo } from '../../core/shared/errors.ts';
import type { ErrorInfo } from '../../core/shared/errors.ts';
import { getHost } from '../host/host.ts';
import { showTemplates } from './shown-templates.ts';
import type { ShownTemplate } from './shown-templates.ts';

/** What there is to begin with, or why it cannot be read. */
export type TemplatesState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: ErrorInfo }
  | { readonly state: 'ready'; readonly templates: readonly ShownTemplate[] };

/** Asks the host for its flows, once. */
export function useTemplates(): TemplatesState {
  const [templates, setTemplates] = useState<TemplatesState>({ state: 'loading' });
  useEffect(() => {
    let wanted = true;
    const show = (next: TemplatesState): void => (wanted ? setTemplates(next) : undefined);
    getHost()
      .listExamples()
      .then((files) => show({ state: 'ready', templates: showTemplates(files) }))
      .catch((error: unknown) => show({ state: 'failed', error: toErrorInfo(error) }));
    return () => {
      wanted = false;
    };
  }, []);
  return templates;
}
