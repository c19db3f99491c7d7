import { flowFormat, flowFormatVersion } from '../../core/model/flow-document.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';

/** A flow with nothing in it. */
export function createFlow(name: string): FlowDocument {
  return {
    format: flowFormat,
    formatVersion: flowFormatVersion,
    id: crypto.randomUUID(),
    name,
    description: '',
    nodes: {},
    edges: [],
    layout: {},
  };
}

/** A file name for a flow's name: `Weather agent` becomes `weather-agent.flow.json`. */
export function flowFileName(name: string): string {
  const stem = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${stem === '' ? 'untitled' : stem}.flow.json`;
}
