export class Instances {
  set(service: string, name: string, url: string | undefined): void;
  toTry(service: string, patience: number, signal: AbortSignal): AsyncGenerator<string, void, undefined>;
}
