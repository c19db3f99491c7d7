import {
  Bot,
  Box,
  Braces,
  Cable,
  CircleHelp,
  Code,
  Database,
  Fence,
  FilePen,
  FileSearch,
  FileText,
  GitBranch,
  GitMerge,
  Globe,
  Group,
  ListOrdered,
  ListTree,
  LogIn,
  LogOut,
  Merge,
  MessageCircleQuestionMark,
  MessageSquare,
  MessageSquareText,
  Paperclip,
  Pin,
  Pipette,
  Repeat,
  Route,
  Sparkles,
  Split,
  SquareDashed,
  SquareFunction,
  StickyNote,
  Tags,
  TextCursorInput,
  TextQuote,
  Timer,
  Type,
  UserCheck,
  VectorSquare,
  Workflow,
  Wrench,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KindCategory } from '../../core/model/kind-descriptor.ts';
import { classNames } from './class-names.ts';

/** The icons that kinds may name; another name is drawn as a box. */
const icons: Readonly<Record<string, LucideIcon>> = {
  bot: Bot,
  box: Box,
  braces: Braces,
  cable: Cable,
  code: Code,
  database: Database,
  fence: Fence,
  'file-pen': FilePen,
  'file-search': FileSearch,
  'file-text': FileText,
  'git-branch': GitBranch,
  'git-merge': GitMerge,
  globe: Globe,
  group: Group,
  'list-ordered': ListOrdered,
  'list-tree': ListTree,
  'log-in': LogIn,
  'log-out': LogOut,
  merge: Merge,
  'message-circle-question': MessageCircleQuestionMark,
  'message-square': MessageSquare,
  'message-square-text': MessageSquareText,
  paperclip: Paperclip,
  pin: Pin,
  pipette: Pipette,
  repeat: Repeat,
  route: Route,
  sparkles: Sparkles,
  split: Split,
  'square-dashed': SquareDashed,
  'square-function': SquareFunction,
  'sticky-note': StickyNote,
  tags: Tags,
  'text-cursor-input': TextCursorInput,
  'text-quote': TextQuote,
  timer: Timer,
  type: Type,
  'user-check': UserCheck,
  'vector-square': VectorSquare,
  workflow: Workflow,
  wrench: Wrench,
};

interface KindIconProps {
  /** Lucide's name; undefined for a kind that nobody knows. */
  readonly icon: string | undefined;
  readonly category: KindCategory | undefined;
  readonly className?: string;
}

/** A kind's icon in its family's hue, on a quiet square of 20 px. */
export function KindIcon({ icon, category, className }: KindIconProps): ReactNode {
  const Icon = icon === undefined ? CircleHelp : (icons[icon] ?? Box);
  return (
    <span
      aria-hidden
      data-family={category ?? 'io'}
      className={classNames(
        'family-tint inline-flex size-5 shrink-0 items-center justify-center rounded-[5px]',
        className,
      )}
    >
      <Icon size={13} strokeWidth={2} />
    </span>
  );
}
