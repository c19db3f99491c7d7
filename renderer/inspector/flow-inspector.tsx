import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useShownKeys } from '../commands/key-bindings.ts';
import { edit, endStep, useDocumentStore } from '../document/document-store.ts';
import { TextField } from '../ui/text-field.tsx';
import { CodeField } from '../editor/code-field.tsx';
import { FieldRow } from '../fields/field-row.tsx';

/** Name and description of the flow, and what to do next. */
export function FlowInspector(): ReactNode {
  const { t } = useTranslation('inspector');
  const name = useDocumentStore((store) => store.document.name);
  const description = useDocumentStore((store) => store.document.description);
  const readOnly = useDocumentStore((store) => store.readOnly);
  const shownKeys = useShownKeys();
  const hints = ['hintSelect', 'hintAdd', 'hintRun', 'hintKeys'] as const;
  return (
    <div className="flex flex-col gap-3 p-3">
      <h2 className="font-semibold">{t('flow')}</h2>
      <FieldRow id="flow-name" label={t('flowName')}>
        <TextField
          id="flow-name"
          value={name}
          disabled={readOnly}
          onBlur={endStep}
          onChange={(event) => {
            const next = event.target.value;
            edit((flow) => ({ ...flow, name: next }), 'flow name');
          }}
        />
      </FieldRow>
      <FieldRow id="flow-description" label={t('flowDescription')}>
        <CodeField
          label={t('flowDescription')}
          language="plain"
          rows={4}
          value={description}
          readOnly={readOnly}
          onBlur={endStep}
          onChange={(next) => edit((flow) => ({ ...flow, description: next }), 'flow description')}
        />
      </FieldRow>
      <ul className="mt-2 flex flex-col gap-2 border-t border-line pt-4 text-muted">
        {hints.map((hint) => (
          <li key={hint}>
            <Trans
              t={t}
              i18nKey={hint}
              values={{
                runKeys: shownKeys('run.start') ?? '–',
                addKeys: shownKeys('edit.add-node') ?? '–',
              }}
              components={{ key: <kbd className="key" /> }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
