import { create } from 'zustand';

/** A short message in the corner. */
export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly text: string;
  /** What to do about it. */
  readonly action?: string | undefined;
  /** Screen readers hear of it elsewhere. */
  readonly isSaid?: true;
}

export const useToasts = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

let nextId = 1;

/** Shows a message; errors stay for 10 s, the rest for 4 s. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-3), { ...toast, id }] }));
  setTimeout(() => dismissToast(id), toast.tone === 'error' ? 10_000 : 4_000);
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
