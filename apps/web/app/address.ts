import { createMemoryHistory } from '@tanstack/react-router';

const key = 'tirek.at';

/**
 * Where in the application somebody is. The browser sees one entry, `/`, whatever is opened: a shared telephone's history
 * tells nothing of cases. A reload comes back to the same page within the tab, and a link from outside is followed once.
 */
export function addressOfThisTab() {
  const outside = location.pathname + location.search;
  const start = outside === '/' ? (sessionStorage.getItem(key) ?? '/') : outside;
  if (outside !== '/') history.replaceState(null, '', '/');
  const address = createMemoryHistory({ initialEntries: [start] });
  address.subscribe(({ location: { href } }) => sessionStorage.setItem(key, href));
  sessionStorage.setItem(key, start);
  return address;
}

/** Forgets where somebody was. */
export function forgetAddress(): void {
  sessionStorage.removeItem(key);
}
