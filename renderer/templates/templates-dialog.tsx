import { LayoutTemplate, Search, SearchX } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openTemplate } from '../commands/file-commands.ts';
import { closeDialog } from '../screen/dialog-store.ts';
import { findKind } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { usePreferences } from '../preferences/preferences-store.ts';
import { EmptyState } from '../panels/empty-state.tsx';
import { ErrorText } from '../panels/error-text.tsx';
import { Button } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { moveBetweenCards } from './move-between-cards.ts';
import { copyTemplate, findTemplates } from './shown-templates.ts';
import type { ShownTemplate, TemplateWish } from './shown-templates.ts';
import { TemplateCard } from './template-card.tsx';
import { templateTags } from './template-list.ts';
import { useTemplates } from './use-templates.ts';

const everything: TemplateWish = { query: '', tag: undefined };
const none: readonly ShownTemplate[] = [];

/** The flows that ship: one is chosen, and a copy of it becomes the open flow. */
export function TemplatesDialog(): ReactNode {
  const { t } = useTranslation('templates');
  const words = useKindWords();
  const language = usePreferences((preferences) => preferences.language);
  const loaded = useTemplates();
  const [wish, setWish] = useState(everything);
  const cards = useRef<HTMLDivElement>(null);
  const all = loaded.state === 'ready' ? loaded.templates : none;
  const found = useMemo(
    () =>
      findTemplates(all, wish, ({ kinds, tags }) => [
        ...kinds.map((kind) => words(findKind(kind)?.title ?? kind)),
        ...tags.map((tag) => t(`tag_${tag}`)),
      ]),
    [all, wish, words, t],
  );
  const best = wish.query.trim() === '' ? undefined : found[0];
  const open = (template: ShownTemplate): void => {
    closeDialog();
    void openTemplate(copyTemplate(template, language), template.place);
  };
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && best !== undefined) {
      event.preventDefault();
      open(best);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      cards.current?.querySelector<HTMLElement>('[data-template]')?.focus();
    }
  };
  return (
    <Dialog size="large" flush title={t('title')} description={t('text')} onClose={closeDialog}>
      <div className="flex min-w-0 grow flex-col">
        <TemplateFilter wish={wish} onChange={setWish} onSearchKey={onSearchKey} />
        <div
          ref={cards}
          tabIndex={0}
          role="group"
          aria-label={t('title')}
          onKeyDown={moveBetweenCards}
          className="min-h-0 grow overflow-y-auto px-5 pb-5 -outline-offset-2"
        >
          {loaded.state === 'failed' ? <ErrorText error={loaded.error} /> : undefined}
          {loaded.state === 'ready' && all.length === 0 ? (
            <EmptyState icon={<LayoutTemplate size={20} />} text={t('nothingShips')} />
          ) : undefined}
          {all.length > 0 && found.length === 0 ? (
            <EmptyState icon={<SearchX size={20} />} text={t('nothingFound')}>
              <Button onClick={() => setWish(everything)}>{t('showAll')}</Button>
            </EmptyState>
          ) : undefined}
          <Shelf title={t('flows')} {...{ best, open }} templates={onShelf(found, 'flows')} />
          <Shelf title={t('modules')} {...{ best, open }} templates={onShelf(found, 'modules')} />
        </div>
        <p role="status" className="sr-only">
          {loaded.state === 'ready' ? t('count', { count: found.length }) : t('loading')}
        </p>
      </div>
    </Dialog>
  );
}

function onShelf(
  found: readonly ShownTemplate[],
  shelf: ShownTemplate['shelf'],
): readonly ShownTemplate[] {
  return found.filter((template) => template.shelf === shelf);
}

interface TemplateFilterProps {
  readonly wish: TemplateWish;
  readonly onChange: (wish: TemplateWish) => void;
  readonly onSearchKey: (event: KeyboardEvent) => void;
}

function TemplateFilter({ wish, onChange, onSearchKey }: TemplateFilterProps): ReactNode {
  const { t } = useTranslation('templates');
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-3 px-5 py-3">
      <div className="relative w-72 max-w-full">
        <Search size={14} className="pointer-events-none absolute top-2 left-2.5 text-muted" />
        <TextField
          type="search"
          data-first-focus
          value={wish.query}
          aria-label={t('find')}
          placeholder={t('find')}
          onChange={(event) => onChange({ ...wish, query: event.target.value })}
          onKeyDown={onSearchKey}
          className="pl-7.5"
        />
      </div>
      <div role="group" aria-label={t('tags')} className="flex flex-wrap gap-1.5">
        {[undefined, ...templateTags].map((tag) => (
          <button
            key={tag ?? 'all'}
            type="button"
            aria-pressed={wish.tag === tag}
            onClick={() => onChange({ ...wish, tag })}
            className={classNames(
              'h-7 rounded-control border px-2.5 transition-colors',
              wish.tag === tag
                ? 'border-accent bg-accent-quiet text-text'
                : 'border-line text-muted hover:bg-hover hover:text-text',
            )}
          >
            {t(tag === undefined ? 'tag_all' : `tag_${tag}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

interface ShelfProps {
  readonly title: string;
  readonly templates: readonly ShownTemplate[];
  readonly best: ShownTemplate | undefined;
  readonly open: (template: ShownTemplate) => void;
}

function Shelf({ title, templates, best, open }: ShelfProps): ReactNode {
  if (templates.length === 0) return undefined;
  return (
    <section aria-label={title} className="mb-5">
      <h3 className="pb-2 text-small font-semibold text-muted">{title}</h3>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(230px,1fr))] gap-3">
        {templates.map((template) => (
          <li key={template.file}>
            <TemplateCard
              template={template}
              best={template === best}
              onOpen={() => open(template)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
