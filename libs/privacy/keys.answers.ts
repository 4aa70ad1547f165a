/** How the keys of this store stand. */
export class KeysAnswer {
  /** When the present period of keys began. */
  since: string;
  /** When the next one begins, and what was erased until then becomes final. */
  until: string;
  /** Former periods whose key is not destroyed yet: a rotation is under way, or waits to be finished. */
  ending: number;
  /** Persons whose key is still wrapped by one of those. */
  toRewrap: number;
}
