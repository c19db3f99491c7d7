import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { readMarkdown } from './read-markdown.ts';
import type { MarkdownBlock, MarkdownSpan } from './read-markdown.ts';
import { showHidden } from './visible-text.ts';

/** Simple Markdown: headings, lists, quotes, code, emphasis. Links show their text and where they lead; nothing is loaded. */
export function Markdown({ text }: { readonly text: string }): ReactNode {
  const blocks = useMemo(() => readMarkdown(showHidden(text)), [text]);
  return (
    <div className="markdown">
      {blocks.map((block) => (
        <Block key={block.at} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { readonly block: MarkdownBlock }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <p data-level={block.level} className="markdown-heading">
          <Spans spans={block.spans} />
        </p>
      );
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Spans spans={block.spans} />
        </blockquote>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'list': {
      const items = block.items.map((item) => (
        <li key={item.at} data-checked={item.checked}>
          <Spans spans={item.spans} />
        </li>
      ));
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'line':
      return <hr />;
  }
}

function Spans({ spans }: { readonly spans: readonly MarkdownSpan[] }): ReactNode {
  return spans.map((span) => <Span key={span.at} span={span} />);
}

function Span({ span }: { readonly span: MarkdownSpan }): ReactNode {
  switch (span.kind) {
    case 'text':
      return span.text;
    case 'strong':
      return <strong>{span.text}</strong>;
    case 'emphasis':
      return <em>{span.text}</em>;
    case 'strike':
      return <del>{span.text}</del>;
    case 'code':
      return <code>{span.text}</code>;
    case 'link':
      return (
        <span className="text-accent underline" title={span.target}>
          {span.text}
        </span>
      );
  }
}
