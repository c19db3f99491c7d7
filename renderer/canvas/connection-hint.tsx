import { useConnection } from '@xyflow/react';
import { CircleSlash } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useCanvasStore } from '../screen/canvas-store.ts';
import { judgeConnection } from '../document/judge-connection.ts';
import { useRefusalWords } from './use-refusal-words.ts';

interface Hint {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const stayMs = 1_800;

/**
 * Says at the pointer why the port under it does not take the wire, or the container the nodes; stays a moment after
 * they were let go.
 */
export function ConnectionHint(): ReactNode {
  const words = useRefusalWords();
  const target = useConnection((connection) => {
    const { inProgress, fromHandle, toHandle, isValid } = connection;
    if (!inProgress || fromHandle === null || toHandle === null || isValid !== false) return '';
    return JSON.stringify([fromHandle, toHandle].map(({ nodeId, id, type }) => [nodeId, id, type]));
  });
  const refusedMove = useCanvasStore((store) => store.refused);
  const dragging = useCanvasStore((store) => store.drop !== undefined);
  const [hint, setHint] = useState<Hint>();
  const pointer = useRef({ x: 0, y: 0 });
  const refused = useRef(false);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      pointer.current = { x: clientX, y: clientY };
      if (refused.current) setHint((shown) => shown && { ...shown, ...pointer.current });
    };
    window.addEventListener('pointermove', follow);
    return () => window.removeEventListener('pointermove', follow);
  }, []);
  useEffect(() => {
    const refusal = target === '' ? refusedMove : readRefusal(target);
    refused.current = refusal !== undefined;
    if (refusal !== undefined) setHint({ text: words(refusal), ...pointer.current });
    if (refusal !== undefined && (refusal !== refusedMove || dragging)) return;
    const timer = setTimeout(() => {
      setHint(undefined);
      useCanvasStore.setState({ refused: undefined });
    }, stayMs);
    return () => clearTimeout(timer);
  }, [target, refusedMove, dragging, words]);
  if (hint === undefined) return undefined;
  return (
    <div
      role="alert"
      className="pointer-events-none fixed z-30 flex max-w-80 items-start gap-2 rounded-control border border-line-strong bg-float px-2.5 py-1.5 text-small shadow-float"
      style={{ left: hint.x + 14, top: hint.y + 14 }}
    >
      <CircleSlash size={14} className="mt-px shrink-0 text-failed" />
      {hint.text}
    </div>
  );
}

type HandleKey = readonly [nodeId: string, portId: string, type: 'source' | 'target'];

function readRefusal(target: string): ReturnType<typeof judgeConnection> {
  const [start, end] = JSON.parse(target) as readonly [HandleKey, HandleKey];
  if (start[2] === end[2]) return { reason: start[2] === 'source' ? 'two-outputs' : 'two-inputs' };
  const [from, to] = start[2] === 'source' ? [start, end] : [end, start];
  return judgeConnection({
    source: from[0],
    sourceHandle: from[1],
    target: to[0],
    targetHandle: to[1],
  });
}
