import * as z from 'zod';

/** Value of `format` in every flow file. */
export const flowFormat = 'millrace/flow';
/** The newest version of the file format that this program writes. */
export const flowFormatVersion = 1;

const endpoint = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'An edge end is written "node.port".');

const nodeSchema = z.looseObject({
  kind: z.string().min(1),
  kindVersion: z.int().min(1),
  title: z.string(),
  settings: z.record(z.string(), z.json()),
  parent: z.string().optional(),
  disabled: z.boolean().optional(),
});

const edgeSchema = z.looseObject({ from: endpoint, to: endpoint });

/** x, y and, where the person resized the node, width and height; px at zoom 1. */
const placementSchema = z.union([
  z.tuple([z.number(), z.number()]),
  z.tuple([z.number(), z.number(), z.number(), z.number()]),
]);

/** The flow file, version 1. Unknown fields pass through untouched, so that a file survives open and save. */
export const flowDocumentSchema = z.looseObject({
  format: z.literal(flowFormat),
  formatVersion: z.int().min(1),
  id: z.string().min(1),
  name: z.string(),
  description: z.string(),
  nodes: z.record(z.string().regex(/^[^.\s]+$/, 'A node id has no dot and no space.'), nodeSchema),
  edges: z.array(edgeSchema),
  layout: z.record(z.string(), placementSchema),
});

export type FlowDocument = z.infer<typeof flowDocumentSchema>;
export type FlowNode = FlowDocument['nodes'][string];
export type FlowEdge = FlowDocument['edges'][number];
export type Placement = FlowDocument['layout'][string];

/** An edge's end: a port of a node. */
export interface Endpoint {
  readonly nodeId: string;
  readonly portId: string;
}

/** The two halves of an edge end such as "a1.text". */
export function splitEndpoint(end: string): Endpoint {
  const dot = end.indexOf('.');
  return { nodeId: end.slice(0, dot), portId: end.slice(dot + 1) };
}
