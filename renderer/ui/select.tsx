import { Select as Radix } from 'radix-ui';
import { Check, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { controlSurface } from './text-field.tsx';

interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** Muted words after the label. */
  readonly note?: string;
  /** Neighbours of one group stand together under its name. */
  readonly group?: string;
}

interface SelectProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  /** A function where there may be very many: it is asked when the list opens. */
  readonly options: readonly SelectOption[] | (() => readonly SelectOption[]);
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
}

// Radix takes an empty value for "nothing chosen", yet to a flow '' can be a choice like any other.
const emptyValue = '\u0000empty';

/** One of several, in a list that opens over the control. */
export function Select(props: SelectProps): ReactNode {
  const { value } = props;
  const [open, setOpen] = useState(false);
  const options = typeof props.options !== 'function' ? props.options : open ? props.options() : [];
  const chosen = options.find((option) => option.value === value);
  return (
    <Radix.Root
      value={value === '' ? emptyValue : value}
      disabled={props.disabled ?? false}
      open={open}
      onOpenChange={setOpen}
      onValueChange={(next) => props.onChange(next === emptyValue ? '' : next)}
    >
      <Radix.Trigger
        id={props.id}
        aria-label={props.label}
        aria-invalid={props.invalid ?? false}
        aria-describedby={props.describedBy}
        className={classNames(
          controlSurface,
          'flex h-[30px] w-full items-center gap-2 px-2.5 text-left data-[state=open]:border-accent',
        )}
      >
        <span className="min-w-0 grow truncate">
          {chosen?.label ?? (value === '' ? props.placeholder : value)}
          {chosen?.note === undefined ? undefined : (
            <span className="ml-1.5 text-muted">{chosen.note}</span>
          )}
        </span>
        <ChevronDown size={14} className="shrink-0 text-muted" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="float-in z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-control border border-line-strong bg-float p-1 shadow-float"
        >
          <Radix.Viewport>
            {groupOptions(options).map(({ name, members }) =>
              name === undefined ? (
                members.map(drawOption)
              ) : (
                <Radix.Group key={name}>
                  <Radix.Label className="px-2 pt-1.5 pb-1 text-small text-muted">
                    {name}
                  </Radix.Label>
                  {members.map(drawOption)}
                </Radix.Group>
              ),
            )}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface OptionGroup {
  readonly name: string | undefined;
  readonly members: readonly SelectOption[];
}

function groupOptions(options: readonly SelectOption[]): readonly OptionGroup[] {
  const names = [...new Set(options.map(({ group }) => group))];
  return names.map((name) => ({ name, members: options.filter(({ group }) => group === name) }));
}

function drawOption(option: SelectOption): ReactNode {
  return (
    <Radix.Item
      key={option.value}
      value={option.value === '' ? emptyValue : option.value}
      className="flex min-h-7 items-center gap-2 rounded px-2 outline-none data-highlighted:bg-hover"
    >
      <span className="flex w-4 shrink-0 justify-center text-accent">
        <Radix.ItemIndicator>
          <Check size={14} />
        </Radix.ItemIndicator>
      </span>
      <Radix.ItemText>
        {option.label}
        {option.note === undefined ? undefined : (
          <span className="ml-1 text-muted"> {option.note}</span>
        )}
      </Radix.ItemText>
    </Radix.Item>
  );
}
