/** A chat with the demo model, which falls silent in the middle of its answer: the run lasts until it is ended. */
export const stallingChatFlow = JSON.stringify({
  format: 'millrace/flow',
  formatVersion: 1,
  id: 'stalling-chat',
  name: 'Stalling chat',
  description: '',
  nodes: {
    question: { kind: 'input', kindVersion: 1, title: 'Question', settings: {} },
    model: {
      kind: 'llm',
      kindVersion: 1,
      title: 'Chat model',
      settings: { connection: 'demo', model: 'demo:stall' },
    },
    answer: { kind: 'output', kindVersion: 1, title: 'Answer', settings: {} },
  },
  edges: [
    { from: 'question.value', to: 'model.prompt' },
    { from: 'model.text', to: 'answer.value' },
  ],
  layout: {},
});
