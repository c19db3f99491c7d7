import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Small and muted behind the label. */
  readonly count?: ReactNode;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** At the right end of the row of tabs. */
  readonly extra?: ReactNode;
  /** The chosen tab's content. */
  readonly children: ReactNode;
}

/** A row of tabs, 33 px high, over the chosen one's content; arrow keys move between them. */
export function Tabs<Id extends string>(props: TabsProps<Id>): ReactNode {
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(id) => props.onChange(id as Id)}
      className="flex h-full min-h-0 flex-col"
    >
      <div className="flex h-[33px] shrink-0 items-stretch border-b border-line pr-2">
        <Radix.List aria-label={props.label} className="flex grow items-stretch px-2">
          {props.tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className="-mb-px flex items-center gap-2 border-b-2 border-transparent px-2.5 text-muted -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:text-text"
            >
              {tab.label}
              <span className="text-tiny text-muted empty:hidden">{tab.count}</span>
            </Radix.Trigger>
          ))}
        </Radix.List>
        {props.extra}
      </div>
      <Radix.Content value={props.value} tabIndex={-1} className="min-h-0 grow outline-none">
        {props.children}
      </Radix.Content>
    </Radix.Root>
  );
}
