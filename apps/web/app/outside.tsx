import type { ReactNode } from 'react';
import { DemonstrationBanner } from './demonstration-banner.js';
import { LanguageChoice } from './language-choice.js';
import { QuickExit } from './quick-exit.js';
import styles from './sign-in.module.css';

/** What stands around a page for somebody who has not signed in. */
export function Outside({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.page}>
      <DemonstrationBanner />
      <header className={styles.top}>
        <LanguageChoice />
        <QuickExit />
      </header>
      <main className={styles.main} id="content">
        {children}
      </main>
    </div>
  );
}
