import * as z from 'zod';
import type { ModuleContext } from '../../module/module-context.ts';

/** A text, or a secret by its name, with what stands before it. */
const namedValue = z.union([
  z.string(),
  z.strictObject({ $secret: z.string().min(1), prefix: z.string().default('') }),
]);

/** Headers or variables whose values may be secrets, by name. */
export const namedValues = z.record(z.string(), namedValue);

/** The values themselves. Throws `missing_secret`. */
export function readNamedValues(
  values: z.output<typeof namedValues>,
  context: Pick<ModuleContext, 'secret'>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.prefix + context.secret(value.$secret),
    ]),
  );
}
