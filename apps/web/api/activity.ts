let last = Date.now();

for (const kind of ['pointerdown', 'keydown', 'touchstart'])
  addEventListener(kind, () => (last = Date.now()), { passive: true });

/** When somebody last touched this page, in ms since the epoch. */
export const lastTouched = (): number => last;
