import { useSyncExternalStore } from 'react';

/** What a page needs first is not kept waiting by what it needs later, in ms. */
const afterLoad = 3_000;
/** A page that stays open asks for a new version itself, in ms. */
const often = 3_600_000;
/** Where the service worker keeps what was fetched when it was needed first (vite.config.ts). */
const fetchedLater = 'files';

let next: ServiceWorker | undefined;
const listeners = new Set<() => void>();

/** Keeps the application on this device, so that it opens without network. A new version waits until somebody takes it. */
export function keepUpToDate(): void {
  // without a secure origin there is no service worker: everything but opening offline works
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const soon = () => setTimeout(() => void register(), afterLoad);
  if (document.readyState === 'complete') soon();
  else addEventListener('load', soon);
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js');
  found(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      // the very first one is no new version
      if (coming.state === 'installed' && navigator.serviceWorker.controller) found(coming);
    });
  });
  // without network there is no new version either
  setInterval(() => void registration.update().catch(() => undefined), often);
}

function found(worker: ServiceWorker | null): void {
  if (worker === null) return;
  next = worker;
  listeners.forEach((listener) => listener());
}

/** A way to take the new version; undefined: there is none. This tab is loaded again, no other. */
export const useNewVersion = (): (() => Promise<void>) | undefined => {
  const worker = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => next,
  );
  return worker && (() => take(worker));
};

async function take(worker: ServiceWorker): Promise<void> {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  // files of older versions pile up in it; those that are still right come from the browser's own store
  await caches.delete(fetchedLater);
  worker.postMessage({ type: 'SKIP_WAITING' });
}
