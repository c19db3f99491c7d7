import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompletionSource } from '@codemirror/autocomplete';
import { portsOf } from '../document/check-store.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { listTemplateNames } from '../editor/list-template-names.ts';
import { completeTemplate } from '../editor/template-completion.ts';
import type { TemplateName } from '../editor/template-completion.ts';
import type { CodeFieldProps } from '../editor/code-field.tsx';
import { LargeCodeField } from './large-code-field.tsx';

interface TemplateFieldProps extends Omit<CodeFieldProps, 'language' | 'complete'> {
  readonly nodeId: string;
}

/** A text with {{variables}}; after two braces it offers the names that mean something here. */
export function TemplateField({ nodeId, ...props }: TemplateFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  // Looked up when somebody types, so that no field is drawn again for it.
  const complete = useCallback<CompletionSource>(
    (context) => {
      const { document } = useDocumentStore.getState();
      const listNames = (): readonly TemplateName[] =>
        listTemplateNames(nodeId, {
          document,
          portsOf,
          notWired: (title) => t('notWiredFrom', { title }),
          noValue: t('notWired'),
        });
      return completeTemplate(listNames, context);
    },
    [nodeId, t],
  );
  return <LargeCodeField {...props} language="template" complete={complete} />;
}
