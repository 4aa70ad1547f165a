import { isFor, type MenuEntry, type Page } from './page.js';
import { pages } from './pages.js';

/** What is not done every day stands apart: entries from this order on. */
export const FURTHER = 60;

/** The menu of somebody with these roles, in order. */
export const menuOf = (roles: readonly string[]): readonly (Page & { readonly menu: MenuEntry })[] =>
  pages
    .filter((page): page is Page & { readonly menu: MenuEntry } => page.menu !== undefined && isFor(page, roles))
    .toSorted((one, other) => one.menu.order - other.menu.order);
