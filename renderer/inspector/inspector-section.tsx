import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { rememberSection, useSections } from '../screen/inspector-store.ts';
import type { InspectorSection } from '../screen/inspector-store.ts';

interface SectionProps {
  readonly section: InspectorSection;
  readonly title: string;
  /** Muted, at the right of the title. */
  readonly note?: string | undefined;
  /** How it stands until the person opens or folds it. */
  readonly startsOpen?: boolean;
  /** Open whatever the person chose, as for something wrong in it. */
  readonly mustOpen?: boolean;
  readonly children: ReactNode;
}

/** A part of the inspector that folds; how it was left is how the next node shows it. */
export function Section(props: SectionProps): ReactNode {
  const { section, title, note, startsOpen = false, mustOpen = false, children } = props;
  const chosen = useSections((store) => store.open[section]);
  const isOpen = mustOpen || (chosen ?? startsOpen);
  return (
    <section aria-label={title} className="flex flex-col gap-3 border-t border-line pt-2">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => rememberSection(section, !isOpen)}
        className="-mx-1 flex h-7 items-center gap-1 rounded-control px-1 text-muted transition-colors hover:text-text"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className={classNames('shrink-0 transition-transform', isOpen && 'rotate-90')}
        />
        {title}
        {note === undefined ? undefined : (
          <span className="ml-auto truncate pl-2 text-small">{note}</span>
        )}
      </button>
      {isOpen ? children : undefined}
    </section>
  );
}
