const durationMs = 220;
/** With more nodes than this on the canvas the way there would stutter: they are there at once. */
const mostNodes = 200;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Lets nodes glide to their new places for a moment, unless the person wishes less motion. */
export function animateArranging(): void {
  const canvas = document.querySelector('.canvas');
  if (canvas === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  if (canvas.querySelectorAll('.react-flow__node').length > mostNodes) return;
  clearTimeout(timer);
  canvas.setAttribute('data-arranging', '');
  timer = setTimeout(() => canvas.removeAttribute('data-arranging'), durationMs);
}
