import { lazy, type ComponentType } from 'react';
import { ApiProblem } from '../api/problem.js';
import type { Role } from '../codes.js';
import type common from '../i18n/messages/en/common.json';
import { loadNamespaces, type Namespace } from '../i18n/index.js';

/** A page of the application. A subject lists its own in its `pages.ts`. */
export interface Page {
  /** Where it is: `/cases/$caseId`; the part after `$` comes as a parameter. */
  readonly path: string;
  /** Who may open it, as the API has it. */
  readonly roles: readonly Role[] | 'everybody';
  /** Whether it opens for those who have not signed in. */
  readonly outsideToo?: boolean;
  /** Whether it opens without network. */
  readonly offline?: boolean;
  /** Its place in the menu; absent: it is reached from another page. */
  readonly menu?: MenuEntry;
  readonly component: PageComponent;
}

/** With a way to fetch it before it is opened. */
export type PageComponent = ComponentType & { readonly preload?: () => Promise<unknown> };

export interface MenuEntry {
  /** Its words. */
  readonly label: keyof (typeof common)['menu'];
  /** Lower stands first; the first of a role is where that role begins. From `FURTHER` of menu.ts on: what is not done every day. */
  readonly order: number;
  /** Shown beside its words: how many wait there. */
  readonly beside?: ComponentType;
}

/** A page that is fetched, with its texts, when it is opened first. `name`: what the module exports it as. */
export function lazyPage<M extends Readonly<Record<string, unknown>>>(
  load: () => Promise<M>,
  name: keyof M,
  namespaces: readonly Namespace[] = [],
): PageComponent {
  const preload = async () => {
    try {
      const [module] = await Promise.all([load(), loadNamespaces(namespaces)]);
      return { default: module[name] as ComponentType };
    } catch {
      // its files could not be fetched
      throw new ApiProblem('no-network', 0);
    }
  };
  return Object.assign(lazy(preload), { preload });
}

/** Whether somebody with these roles may open it. */
export const isFor = (page: Page, roles: readonly string[]): boolean =>
  page.roles === 'everybody' || page.roles.some((role) => roles.includes(role));
