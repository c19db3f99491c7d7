/**
 * Node flags of an engine process. V8's young generation may grow to 32 MB and more for the sake of batch work; 4 MB keep
 * an engine with 50 live streams within 100 MB, and cost the fastest of streams three in a hundred.
 */
export const engineProcessFlags: readonly string[] = ['--max-semi-space-size=4'];

/**
 * What glibc is told of an engine process, unless the person tells it otherwise: to keep fewer pools of memory, and to give
 * back what loading the scripts took; 6 MB less. Other systems pass it over.
 */
const memorySettings: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** The environment to start an engine process with. */
export function addMemorySettings(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return { ...memorySettings, ...environment };
}

/** Takes the settings away again, in the engine process: programs that it starts work as the person set them up. */
export function dropMemorySettings(environment: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(memorySettings))
    if (environment[name] === value) delete environment[name];
}
