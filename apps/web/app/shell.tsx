import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OutboxStatus } from '../offline/outbox-status.js';
import { DemonstrationBanner } from './demonstration-banner.js';
import { IdleLock } from './idle-lock.js';
import { LanguageChoice } from './language-choice.js';
import { useLive } from './live.js';
import { FURTHER, menuOf } from './menu.js';
import { QuickExit } from './quick-exit.js';
import { useMe, type Standing } from './session.js';
import { SignOut } from './sign-out.js';
import { UpdateNotice } from './update-notice.js';
import styles from './shell.module.css';

/** What stands around every page: who you are, where you can go, and the way out. */
export function Shell({ standing, children }: { readonly standing: Standing; readonly children: ReactNode }) {
  const { t } = useTranslation(['common', 'codes']);
  const { user, roles } = useMe();
  const { pathname } = useLocation();
  const entries = menuOf(roles);
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const who = `${user} · ${roles.map((role) => t(`codes:role.${role}`)).join(', ')}`;
  useLive(standing.kind === 'signed-in');
  useEffect(() => setOpen(false), [pathname]);
  const daily = entries.filter(({ menu }) => menu.order < FURTHER);
  const further = entries.filter(({ menu }) => menu.order >= FURTHER);
  const entry = ({ path, menu }: (typeof entries)[number]) => (
    <li key={path}>
      <Link
        to={path}
        className={styles.entry}
        // what lies below another entry is not on the page of this one
        activeOptions={{ exact: entries.some((other) => other.path.startsWith(`${path}/`)) }}
        activeProps={{ 'aria-current': 'page' }}
      >
        {t(`menu.${menu.label}`)}
        {menu.beside && (
          <span className={styles.beside}>
            <menu.beside />
          </span>
        )}
      </Link>
    </li>
  );
  return (
    <>
      <a
        className={styles.skip}
        href="#content"
        onClick={(event) => {
          // the address of this page stays as it is
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('shell.skip')}
      </a>
      <DemonstrationBanner />
      <header className={styles.bar}>
        <button
          type="button"
          className={styles.burger}
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          <span aria-hidden="true">☰</span> {t('shell.menu')}
        </button>
        <Link to="/" className={styles.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} /> <span className={styles.name}>Tirek</span>
        </Link>
        <p className={styles.who}>{who}</p>
        <QuickExit />
      </header>
      <div className={styles.body}>
        <nav id="menu" className={styles.menu} data-open={open} aria-label={t('shell.menu')}>
          <ul>{daily.map(entry)}</ul>
          {further.length > 0 && (
            <>
              <h2 id="menu-further" className={styles.further}>
                {t('menu.further')}
              </h2>
              <ul aria-labelledby="menu-further">{further.map(entry)}</ul>
            </>
          )}
          <div className={styles.settings}>
            <p className={styles.whoInMenu}>{who}</p>
            <LanguageChoice />
            <SignOut />
          </div>
        </nav>
        <main id="content" className={styles.main} ref={main} tabIndex={-1}>
          <UpdateNotice />
          <OutboxStatus online={standing.kind === 'signed-in'} />
          {children}
        </main>
      </div>
      <IdleLock online={standing.kind === 'signed-in'} />
    </>
  );
}
