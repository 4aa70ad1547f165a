export interface Route {
  readonly path: string;
  readonly methods?: readonly string[];
  readonly service: string;
}
export const apiServices: readonly string[];
export const services: readonly string[];
export const routes: readonly Route[];
export const answeredByAll: string;
export function serviceOf(method: string, path: string): string;
