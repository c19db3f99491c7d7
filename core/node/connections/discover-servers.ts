import type { FoundServer, ModelListing } from '../../contracts/connection.ts';
import { connectionPresets, findPreset } from '../../model/connection-presets.ts';
import { isJsonObject } from '../../shared/json.ts';
import { readModelList } from './model-list.ts';

/** Where to look: a preset, and the base URL that its server would have. Loopback addresses only. */
export interface DiscoveryPlace {
  readonly preset: string;
  readonly baseUrl: string;
}

/** The usual addresses of the local servers that have presets. */
export const usualPlaces: readonly DiscoveryPlace[] = connectionPresets.flatMap((preset) =>
  preset.kind === 'local' && preset.baseUrl !== undefined
    ? [{ preset: preset.id, baseUrl: preset.baseUrl }]
    : [],
);

/** A server on this machine answers within milliseconds, unless it is loading a model on all cores. */
const limitMs = 1_000;

/** Asks all places at once what models they have; those that do not answer, or answer something else, are left out. */
export async function discoverServers(
  places: readonly DiscoveryPlace[],
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(places.map(probe));
  return found.filter((server) => server !== undefined);
}

async function probe({ preset, baseUrl }: DiscoveryPlace): Promise<FoundServer | undefined> {
  try {
    const response = await fetch(`${baseUrl}/models`, {
      signal: AbortSignal.timeout(limitMs),
      redirect: 'error',
    });
    const body: unknown = await response.json();
    // A model server that wants a key is one all the same; so much says a JSON error that no web page would give.
    const wantsKey = response.status === 401 || response.status === 403;
    if (wantsKey && isJsonObject(body) && body['error'] !== undefined) {
      return describe(preset, baseUrl, []);
    }
    const models = response.ok ? readModelList(body) : undefined;
    return models === undefined
      ? undefined
      : describe(recognise(models) ?? preset, baseUrl, models);
  } catch {
    return undefined;
  }
}

function describe(preset: string, baseUrl: string, models: readonly ModelListing[]): FoundServer {
  return { preset, label: findPreset(preset)?.label ?? preset, baseUrl, models };
}

/** Some servers sign their models, which tells more than the port: 8000 and 8080 are everybody's. */
function recognise(models: readonly ModelListing[]): string | undefined {
  const owners: Readonly<Record<string, string>> = { llamacpp: 'llama-cpp', vllm: 'vllm' };
  return owners[models[0]?.ownedBy ?? ''];
}
