import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stopRun } from '../commands/run-commands.ts';
import { useDocumentStore } from '../document/document-store.ts';
import { useEngineStore } from '../engine/engine-store.ts';
import { useRunStore } from '../run/run-store.ts';
import { ChatAnnouncer } from './chat-announcer.tsx';
import { ChatComposer } from './chat-composer.tsx';
import { ChatEmpty, HistoryNote, NoChat } from './chat-notes.tsx';
import { ChatList } from './chat-list.tsx';
import { loadConversation, turnsOf, useConversations } from './conversation-store.ts';
import { readChatFlow } from '../document/read-chat-flow.ts';
import { flowKeyOf, resumeTurn, sendMessage } from './send-message.ts';

/** The flow as somebody to talk with: each message is a run, and its answer stands below it as it comes. */
export function ChatPanel(): ReactNode {
  const { t } = useTranslation('workspace');
  const root = useDocumentStore((store) => store.root);
  const file = useDocumentStore((store) => store.file);
  const kinds = useEngineStore((store) => store.kinds);
  const flow = useMemo(() => readChatFlow(root, kinds), [root, kinds]);
  const flowKey = flowKeyOf(file, root);
  const turns = useConversations((store) => turnsOf(store, flowKey));
  const isRunning = useRunStore(({ state }) => state === 'running' || state === 'starting');
  const [editing, setEditing] = useState<string>();
  useEffect(() => loadConversation(flowKey), [flowKey]);
  const last = turns.at(-1);
  useResume(flowKey, flow.speakerIds);
  if (flow.messageNodeId === undefined) return <NoChat />;
  const repeat = (message: string): void => {
    setEditing(undefined);
    void sendMessage(message, turns.length - 1);
  };
  return (
    <section aria-label={t('chat')} className="flex h-full flex-col bg-panel">
      <div className="min-h-0 grow">
        {turns.length === 0 ? (
          <ChatEmpty />
        ) : (
          <ChatList
            key={flowKey}
            turns={turns}
            speakerIds={flow.speakerIds}
            onEdit={setEditing}
            onRepeat={repeat}
          />
        )}
      </div>
      <HistoryNote flow={flow} />
      <ChatComposer
        key={`${flowKey} ${editing ?? ''}`}
        flowKey={flowKey}
        editing={editing}
        isRunning={isRunning}
        onSend={(message) => (editing === undefined ? void sendMessage(message) : repeat(message))}
        onStop={stopRun}
        onLeaveEditing={() => setEditing(undefined)}
      />
      <ChatAnnouncer turn={last} />
    </section>
  );
}

/** A turn whose run went on while the window was loaded again is taken up where the record has it. */
function useResume(flowKey: string, speakerIds: ReadonlySet<string>): void {
  const isConnected = useRunStore((store) => store.engine !== undefined);
  const isLoaded = useConversations((store) => store.byFlow[flowKey] !== undefined);
  useEffect(() => {
    if (!isConnected || !isLoaded || useRunStore.getState().state !== 'idle') return;
    const turn = turnsOf(useConversations.getState(), flowKey).at(-1);
    if (turn !== undefined && turn.outcome === undefined) resumeTurn(flowKey, turn, speakerIds);
  }, [flowKey, isConnected, isLoaded, speakerIds]);
}
