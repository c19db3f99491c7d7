import './forbid-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startApp } from './start-app.ts';
import { StartFailure } from './start-failure.tsx';
import './styles/app.css';

const container = document.getElementById('root');
if (container === null) throw new Error('The page has no root element.');
const root = createRoot(container);

startApp().then(
  () => root.render(<App />),
  (error: unknown) => root.render(<StartFailure error={error} />),
);
