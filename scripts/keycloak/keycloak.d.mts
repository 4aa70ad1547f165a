export interface Keycloak {
  readonly issuer: string;
  /** Resolves with a reason when it ends untold. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<void>;
}

export function missingForKeycloak(): 'Java 17' | 'Maven' | undefined;
export function ensureKeycloak(): Promise<string>;
export function startKeycloak(options: { realm: object; onLog?: (line: string) => void }): Promise<Keycloak>;
