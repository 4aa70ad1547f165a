import './theme/styles.js';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { showThatItCannotStart } from './app/cannot-start.js';
import { keepUpToDate } from './app/update.js';
import { startLanguages } from './i18n/index.js';

try {
  await startLanguages();
} catch (error) {
  showThatItCannotStart();
  throw error;
}
createRoot(document.getElementById('root')!).render(<App />);
keepUpToDate();
