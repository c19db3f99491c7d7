import { create } from 'zustand';
import { readIteration } from './iteration.ts';

/** Which pass of each container is shown, by the container's id in the run; all passes where there is no entry. */
export type ChosenPasses = Readonly<Record<string, number>>;

/** The choice of none in particular. */
export const allPasses: ChosenPasses = {};

/** What the person picked to look at; belongs to the shown run. */
export const usePassStore = create<{ readonly chosen: ChosenPasses }>()(() => ({
  chosen: allPasses,
}));

/** Shows one pass of a container, or with undefined all of them. */
export function choosePass(containerId: string, pass: number | undefined): void {
  usePassStore.setState(({ chosen }) => {
    const { [containerId]: _before, ...others } = chosen;
    if (pass !== undefined) return { chosen: { ...others, [containerId]: pass } };
    return { chosen: Object.keys(others).length === 0 ? allPasses : others };
  });
}

/** Shows all passes of all containers, as for another run. */
export function showAllPasses(): void {
  usePassStore.setState({ chosen: allPasses });
}

/** Whether every pass is shown. */
export function isEverything(chosen: ChosenPasses): boolean {
  return chosen === allPasses;
}

/** Whether something of this iteration is shown: it lies in no container that shows another pass. */
export function isShownPass(iteration: string, chosen: ChosenPasses): boolean {
  return readIteration(iteration).every(
    ({ containerId, pass }) => chosen[containerId] === undefined || chosen[containerId] === pass,
  );
}

/** Whether a pass was picked of a container that this iteration lies in. */
export function isPickedFrom(iteration: string, chosen: ChosenPasses): boolean {
  return readIteration(iteration).some(({ containerId }) => chosen[containerId] !== undefined);
}
