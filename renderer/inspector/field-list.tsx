import { Search } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../core/model/field.ts';
import type { Finding } from '../../core/model/finding.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { TextField } from '../ui/text-field.tsx';
import { Section } from './inspector-section.tsx';
import { useWantedField } from '../screen/inspector-store.ts';
import { SettingField } from './setting-field.tsx';
import { findFields } from './shared-fields.ts';
import type { Member } from './shared-fields.ts';

interface FieldListProps {
  readonly fields: readonly Field[];
  readonly members: readonly Member[];
  /** By the field's key. */
  readonly findings?: ReadonlyMap<string, readonly Finding[]>;
}

/** More fields than this can be searched. */
const manyFields = 12;
const noFindings: readonly Finding[] = [];

/** The settings of one node, or those that several share: the usual ones, and the advanced ones folded below. */
export function FieldList({ fields, members, findings }: FieldListProps): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const readOnly = useDocumentStore((store) => store.readOnly);
  const wanted = useWantedField((store) => store.wanted);
  const [query, setQuery] = useState('');
  const draw = (field: Field): ReactNode => (
    <SettingField
      key={field.key}
      field={field}
      members={members}
      findings={findings?.get(field.key) ?? noFindings}
      disabled={readOnly}
    />
  );
  const isSearched = query.trim() !== '';
  const found = isSearched ? findFields(fields, query, words) : [];
  const advanced = fields.filter(({ group }) => group === 'advanced');
  const isNeeded = ({ key }: Field): boolean =>
    findings?.has(key) === true ||
    (wanted?.field === key && members.some(({ nodeId }) => nodeId === wanted.nodeId));
  return (
    <>
      {fields.length > manyFields ? (
        <div role="search" className="relative">
          <Search
            size={14}
            aria-hidden
            className="pointer-events-none absolute top-2 left-2.5 text-muted"
          />
          <TextField
            type="search"
            aria-label={t('searchFields')}
            placeholder={t('searchFields')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || query === '') return;
              event.stopPropagation();
              setQuery('');
            }}
            className="pl-8"
          />
        </div>
      ) : undefined}
      {isSearched ? found.map(draw) : fields.filter(({ group }) => group === undefined).map(draw)}
      {isSearched && found.length === 0 ? (
        <p role="status" className="text-small text-muted">
          {t('noFieldFound')}
        </p>
      ) : undefined}
      {isSearched || advanced.length === 0 ? undefined : (
        <Section section="advanced" title={t('advanced')} mustOpen={advanced.some(isNeeded)}>
          {advanced.map(draw)}
        </Section>
      )}
    </>
  );
}
