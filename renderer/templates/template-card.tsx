import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findKind } from '../engine/engine-store.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { classNames } from '../ui/class-names.ts';
import { FlowDrawing } from './flow-drawing.tsx';
import type { ShownTemplate } from './shown-templates.ts';
import { useTemplateWords } from './template-words.ts';

interface TemplateCardProps {
  readonly template: ShownTemplate;
  /** The one that Enter in the search opens. */
  readonly best: boolean;
  readonly onOpen: () => void;
}

/** One template: its drawing, what it does, and what it is made of. */
export function TemplateCard({ template, best, onOpen }: TemplateCardProps): ReactNode {
  const { t } = useTranslation('templates');
  const words = useKindWords();
  const id = useId();
  const { name, sentence } = useTemplateWords()(template);
  const kinds = template.kinds.map((kind) => words(findKind(kind)?.title ?? kind)).join(' · ');
  return (
    <div
      className={classNames(
        'relative flex size-full flex-col overflow-hidden rounded-node border bg-panel transition-colors hover:border-accent hover:bg-hover',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        best ? 'border-accent' : 'border-line',
      )}
    >
      <div className="h-26 shrink-0 border-b border-line bg-canvas px-3">
        <FlowDrawing document={template.document} />
      </div>
      <div className="flex grow flex-col gap-1 p-3">
        {/* Its name alone names the button; the whole card can be clicked. */}
        <button
          type="button"
          data-template={template.file}
          aria-describedby={`${id}-sentence ${id}-kinds`}
          onClick={onOpen}
          className="text-left font-semibold outline-none after:absolute after:inset-0"
        >
          {name}
        </button>
        <p id={`${id}-sentence`} className="text-small">
          {sentence}
        </p>
        <p id={`${id}-kinds`} className="text-small text-muted">
          <span className="sr-only">{t('uses')} </span>
          {kinds}
        </p>
        <ul aria-label={t('tags')} className="mt-auto flex flex-wrap gap-1 pt-1.5">
          {template.tags.map((tag) => (
            <li
              key={tag}
              className="rounded-control border border-line px-1.5 text-tiny leading-5 text-muted"
            >
              {t(`tag_${tag}`)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
