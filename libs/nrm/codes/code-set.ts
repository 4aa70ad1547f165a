/** Codes as a set is stored and counted: alphabetical, each once. */
export const codeSet = <T extends string>(list: readonly T[]): T[] => [...new Set(list)].sort();
