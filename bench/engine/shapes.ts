/** The shapes that all engines are measured on, and how many node executions one run of each has. */
export const shapes = { chain: 100, fan: 202, loop: 1000 } as const;
export type Shape = keyof typeof shapes;
export const shapeNames = ['chain', 'fan', 'loop'] as const;
