import { ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJsonObject } from '../../core/shared/json.ts';
import type { JsonObject, JsonValue } from '../../core/shared/json.ts';
import { useKindWords } from '../i18n/use-kind-words.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Select } from '../ui/select.tsx';
import { ItemInput } from './item-input.tsx';
import { JsonField } from './json-field.tsx';
import { newItem, shapeOf } from './read-item-schema.ts';
import type { ItemShape, ListShape } from './read-item-schema.ts';
import type { ControlProps } from './setting-field.tsx';

interface ListFieldProps extends ControlProps {
  readonly shape: ListShape;
}

/** A list as rows of a form, one for each item; the same can be edited as JSON. */
export function ListField({ shape, ...control }: ListFieldProps): ReactNode {
  const { t } = useTranslation('inspector');
  const [asJson, setAsJson] = useState(false);
  const items = readItems(control.value, shape);
  return (
    <div className="flex flex-col gap-2">
      {asJson || items === undefined ? (
        <JsonField {...control} />
      ) : (
        <Items {...control} shape={shape} items={items} />
      )}
      {items === undefined ? undefined : (
        <button
          type="button"
          onClick={() => setAsJson(!asJson)}
          className="self-start rounded text-small text-muted underline-offset-2 hover:text-text hover:underline"
        >
          {t(asJson ? 'asForm' : 'asJson')}
        </button>
      )}
    </div>
  );
}

/** The items where each fits the form; undefined where something would be lost in it. */
function readItems(value: JsonValue, shape: ListShape): readonly JsonValue[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const fits = (item: JsonValue): boolean => {
    if (shape.kind === 'texts') return typeof item === 'string';
    if (!isJsonObject(item)) return false;
    const known = shape.shapes[shapeOf(item, shape.shapes)]?.properties ?? [];
    return Object.keys(item).every((key) => known.some((property) => property.key === key));
  };
  return value.every(fits) ? value : undefined;
}

interface ItemsProps extends ListFieldProps {
  readonly items: readonly JsonValue[];
}

function Items({ shape, items, label, disabled, onChange }: ItemsProps): ReactNode {
  const { t } = useTranslation('inspector');
  const put = (at: number, item: JsonValue): void => onChange(items.toSpliced(at, 1, item));
  const empty = shape.kind === 'texts' ? '' : newItem(shape.shapes[0] ?? { properties: [] });
  return (
    <>
      {items.map((item, at) => {
        const name = t('itemLabel', { label, number: at + 1 });
        return (
          <div
            key={name}
            role="group"
            aria-label={name}
            className="flex items-start gap-1 rounded-control border border-line p-1.5"
          >
            <div className="flex min-w-0 grow flex-col gap-1.5">
              {shape.kind === 'texts' || !isJsonObject(item) ? (
                <ItemInput
                  label={name}
                  input={{ kind: 'text' }}
                  value={item}
                  disabled={disabled}
                  onChange={(next) => put(at, next ?? '')}
                />
              ) : (
                <ItemForm
                  name={name}
                  item={item}
                  shapes={shape.shapes}
                  disabled={disabled}
                  onChange={(next) => put(at, next)}
                />
              )}
            </div>
            {disabled ? undefined : (
              <span className="flex flex-col">
                <IconButton
                  label={t('removeItem', { number: at + 1 })}
                  className="size-6"
                  onClick={() => onChange(items.toSpliced(at, 1))}
                >
                  <X size={14} />
                </IconButton>
                {at === 0 ? undefined : (
                  <IconButton
                    label={t('moveUp', { name })}
                    className="size-6"
                    onClick={() => onChange(items.toSpliced(at, 1).toSpliced(at - 1, 0, item))}
                  >
                    <ArrowUp size={14} />
                  </IconButton>
                )}
              </span>
            )}
          </div>
        );
      })}
      <Button
        icon={<Plus size={14} />}
        disabled={disabled}
        className="self-start"
        onClick={() => onChange([...items, empty])}
      >
        {t('addItem')}
      </Button>
    </>
  );
}

interface ItemFormProps {
  readonly name: string;
  readonly item: JsonObject;
  readonly shapes: readonly ItemShape[];
  readonly disabled: boolean;
  readonly onChange: (item: JsonObject) => void;
}

function ItemForm({ name, item, shapes, disabled, onChange }: ItemFormProps): ReactNode {
  const { t } = useTranslation('inspector');
  const words = useKindWords();
  const at = shapeOf(item, shapes);
  const shared = shapes[0]?.properties.filter(({ key }) => isInAll(key, shapes)) ?? [];
  const own = (shape: ItemShape | undefined): string =>
    shape?.properties.find(({ key }) => !isInAll(key, shapes))?.key ?? '';
  const properties = shapes[at]?.properties ?? [];
  return (
    <>
      {properties.map((property) => (
        <ItemInput
          key={property.key}
          label={`${name}: ${words(capitalize(property.key))}`}
          caption={words(capitalize(property.key))}
          input={property.input}
          value={item[property.key] ?? null}
          disabled={disabled}
          onChange={(next) => onChange(change(item, property.key, property.required, next))}
          before={
            shapes.length > 1 && !shared.includes(property) && property.key === own(shapes[at]) ? (
              <Select
                label={`${name}: ${t('caseTest')}`}
                value={String(at)}
                disabled={disabled}
                options={shapes.map((shape, index) => ({
                  value: String(index),
                  label: words(capitalize(own(shape))),
                }))}
                onChange={(next) => {
                  const shape = shapes[Number(next)];
                  if (shape !== undefined)
                    onChange(newItem(shape, renameKey(item, own(shapes[at]), own(shape))));
                }}
              />
            ) : undefined
          }
        />
      ))}
    </>
  );
}

function isInAll(key: string, shapes: readonly ItemShape[]): boolean {
  return shapes.every(({ properties }) => properties.some((property) => property.key === key));
}

/** What was typed for one form is kept for the other. */
function renameKey(item: JsonObject, from: string, to: string): JsonObject {
  const { [from]: value, ...rest } = item;
  return typeof value === 'string' ? { ...rest, [to]: value } : rest;
}

function change(
  item: JsonObject,
  key: string,
  required: boolean,
  value: JsonValue | undefined,
): JsonObject {
  const { [key]: _before, ...rest } = item;
  const isEmpty = value === undefined || value === '';
  if (isEmpty && !required) return rest;
  return { ...item, [key]: value ?? '' };
}

function capitalize(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}
