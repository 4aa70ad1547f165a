/** How a bar is filled: told apart without colour. */
export type Fill = 'solid' | 'soft' | 'hatched';

/** A bar, from zero. */
export interface ChartBar {
  /** Says which it is when it is pressed. */
  readonly key: string;
  /** The category, or the moment. */
  readonly label: string;
  /** The parts of which it is made, from zero on. */
  readonly parts: readonly { readonly fill: Fill; readonly value: number }[];
  /** What stands at its end. */
  readonly text: string;
  /** How much it was, as known earlier: a mark beside what is known now. */
  readonly before?: number | undefined;
  /** Of a moment: its number within the year, and the year where one begins. */
  readonly tick?: { readonly part: string; readonly year: string | undefined };
}

/** Bars that are drawn together. Several groups stand below one another, to the same scale. */
export interface Chart {
  /** Categories from top to bottom, or moments from left to right. */
  readonly along: 'categories' | 'time';
  readonly groups: readonly { readonly title?: string; readonly bars: readonly ChartBar[] }[];
  /** What the fills mean, where there are several. */
  readonly legend: readonly { readonly fill: Fill | 'before'; readonly label: string }[];
}
