import './theme/styles.js';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { keepUpToDate } from './app/update.js';
import { startLanguages } from './i18n/index.js';

await startLanguages();
createRoot(document.getElementById('root')!).render(<App />);
keepUpToDate();
