import type { JsonValue } from '../shared/json.ts';

interface FieldBase {
  /** The key in the node's settings. */
  readonly key: string;
  readonly label: string;
  /** One or two sentences, shown as a tooltip. */
  readonly help?: string;
  readonly placeholder?: string;
  /** Fields of one group stand together under its name; ungrouped ones come first. */
  readonly group?: 'advanced';
}

/** One row of a settings form, as data: the inspector draws it, no kind brings UI code of its own. */
export type Field =
  | (FieldBase & { readonly type: 'text' })
  | (FieldBase & {
      readonly type: 'multiline';
      readonly rows?: number;
      readonly variables?: boolean;
    })
  | (FieldBase & { readonly type: 'code'; readonly language: 'javascript' | 'json' })
  /** An expression over the node's inputs. */
  | (FieldBase & { readonly type: 'expression'; readonly rows?: number })
  | (FieldBase & {
      readonly type: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      readonly unit?: string;
    })
  | (FieldBase & { readonly type: 'switch' })
  | (FieldBase & {
      readonly type: 'select';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    })
  | (FieldBase & { readonly type: 'connection' })
  /** A raw tool-call format of the host. */
  | (FieldBase & { readonly type: 'raw-format' })
  | (FieldBase & { readonly type: 'model'; readonly connectionKey: string })
  | (FieldBase & { readonly type: 'json'; readonly schema?: JsonValue });
