/** A container may have the same port id on its outside and on its inside; this keeps the two apart on the canvas. */
const mark = 'inner:';

/** The handle of a port on a container's inside. */
export function innerHandle(portId: string): string {
  return mark + portId;
}

/** The port of a handle, and whether it is on a container's inside. */
export function readHandle(handleId: string): {
  readonly portId: string;
  readonly isInner: boolean;
} {
  const isInner = handleId.startsWith(mark);
  return { portId: isInner ? handleId.slice(mark.length) : handleId, isInner };
}
