/** Each member of a union of commands, without what is put in later. */
export type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
