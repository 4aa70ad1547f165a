import {
  axisX,
  axisY,
  barX,
  barY,
  gridY,
  plot,
  ruleY,
  text,
  tickX,
  tickY,
  type MarkOptions,
  type PlotOptions,
} from '@observablehq/plot';
import type { Chart, ChartBar, Fill } from './figure-chart.js';

/** The colours of a drawing: CSS values. */
export interface Colours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly surface: string;
}

/** On the page they follow its appearance, and what a person chose for the whole machine. */
export const pageColours: Colours = {
  ink: 'var(--chart-ink)',
  soft: 'var(--chart-soft)',
  line: 'var(--chart-line)',
  accent: 'var(--chart-accent)',
  surface: 'var(--chart-surface)',
};

/** On paper: the accent of theme.ts on white. */
export const paperColours: Colours = {
  ink: '#18211f',
  soft: '#4c5a57',
  line: '#d6dcda',
  accent: '#0f6468',
  surface: '#ffffff',
};

export interface DrawOptions {
  readonly width: number;
  readonly colours: Colours;
  number(value: number): string;
  /** Above and below it: for a picture that has to explain itself. */
  readonly head?: string;
  readonly foot?: readonly string[];
  onPick?(key: string): void;
}

const svg = 'http://www.w3.org/2000/svg';
const font = "'Noto Sans Variable', 'Noto Sans', system-ui, sans-serif";
/** In px. A letter is about so wide. */
const size = 14;
const letter = 8.4;
const barHeight = 54;
const columnHeight = 220;

let drawn = 0;

/** Draws a chart as one SVG: its legend, its groups below one another, all to the same scale from zero. */
export function draw(chart: Chart, options: DrawOptions): SVGSVGElement {
  const { width, colours, head, foot = [] } = options;
  const id = ++drawn;
  const root = element('svg', { 'font-family': font, 'font-size': size, fill: colours.ink });
  root.append(patterns(id, colours));
  let y = 0;
  const write = (content: string, attributes: Attributes = {}, lineHeight = 20): void => {
    for (const line of wrapped(
      content,
      Math.floor(width / (letter * (Number(attributes['font-size'] ?? size) / size))),
    )) {
      y += lineHeight;
      root.append(element('text', { x: 0, y, ...attributes }, line));
    }
  };
  if (head !== undefined) {
    write(head, { 'font-size': 20, 'font-weight': 650 }, 28);
    y += 14;
  }
  const fillOf = fills(id, colours);
  for (const { fill, label } of chart.legend) {
    y += 24;
    const swatch =
      fill === 'before'
        ? element('line', { x1: 8, x2: 8, y1: y - 13, y2: y + 1, stroke: colours.ink, 'stroke-width': 3 })
        : element('rect', { x: 0.5, y: y - 12, width: 16, height: 12, stroke: colours.accent, ...fillOf(fill) });
    root.append(swatch, element('text', { x: 26, y: y - 1 }, label));
  }
  if (chart.legend.length > 0) y += 12;

  const most = Math.max(1, ...chart.groups.flatMap(({ bars }) => bars.map(largest)));
  for (const { title, bars } of chart.groups) {
    if (title !== undefined) {
      y += 10;
      write(title, { 'font-weight': 650 }, 22);
      y += 6;
    }
    const parts = { bars, most, fillOf, options };
    const [height, group] = chart.along === 'time' ? columns(parts) : rows(parts);
    group.setAttribute('transform', `translate(0, ${y})`);
    root.append(group);
    y += height;
  }
  for (const line of foot) {
    y += 6;
    write(line, { 'font-size': 12, fill: colours.soft }, 17);
  }
  y += 8;
  // a picture for itself is on paper, with a margin
  const margin = head === undefined ? 0 : 24;
  const [left, wide, high] = [-margin, width + 2 * margin, y + 2 * margin];
  if (margin > 0) root.prepend(element('rect', { x: left, y: left, width: wide, height: high, fill: colours.surface }));
  for (const [name, value] of Object.entries({
    width: wide,
    height: high,
    viewBox: `${left} ${left} ${wide} ${high}`,
  })) {
    root.setAttribute(name, String(value));
  }
  return root;
}

interface Group {
  readonly bars: readonly ChartBar[];
  /** What the longest of all groups is long. */
  readonly most: number;
  readonly fillOf: (fill: Fill) => Attributes;
  readonly options: DrawOptions;
}

const largest = ({ parts, before }: ChartBar): number =>
  Math.max(
    before ?? 0,
    parts.reduce((sum, { value }) => sum + value, 0),
  );

/** Every part of every bar, from where to where. */
const stacked = (bars: readonly ChartBar[]) =>
  bars.flatMap(({ key, parts }) => {
    let end = 0;
    return parts.map(({ fill, value }) => ({ key, fill, start: end, end: (end += value) }));
  });

const kinds: readonly Fill[] = ['solid', 'soft', 'hatched'];

/** Bars below one another, the words above each: they have the whole width, also on a telephone. */
function rows({ bars, most, fillOf, options }: Group): [number, SVGGElement] {
  const { width, colours } = options;
  const height = bars.length * barHeight;
  const room = Math.max(...bars.map((bar) => bar.text.length)) * letter + 12;
  const parts = stacked(bars);
  const end = (bar: ChartBar) => largest({ ...bar, before: undefined });
  const known = bars.filter(({ before }) => before !== undefined);
  return [
    height,
    plotted({
      width,
      height,
      margin: 0,
      marginLeft: 2,
      marginRight: Math.min(room, width / 2),
      x: { domain: [0, most], axis: null },
      y: { type: 'band', domain: bars.map(({ key }) => key), padding: 0, axis: null },
      marks: [
        ...kinds.map((fill) =>
          barX(
            parts.filter((part) => part.fill === fill),
            {
              y: 'key',
              x1: 'start',
              x2: 'end',
              insetTop: 26,
              insetBottom: 8,
              stroke: colours.accent,
              ...fillOf(fill),
              ...pick(
                parts.filter((part) => part.fill === fill).map(({ key }) => key),
                options,
              ),
            },
          ),
        ),
        tickX(bars, { y: 'key', x: () => 0, insetTop: 24, insetBottom: 6, stroke: colours.soft }),
        tickX(known, { y: 'key', x: 'before', insetTop: 22, insetBottom: 4, stroke: colours.ink, strokeWidth: 3 }),
        text(bars, {
          y: 'key',
          x: 0,
          text: 'label',
          textAnchor: 'start',
          dy: -12,
          fill: colours.ink,
          lineWidth: (width - 4) / size,
          textOverflow: 'ellipsis',
        }),
        text(bars, {
          y: 'key',
          x: end,
          text: 'text',
          textAnchor: 'start',
          dx: 8,
          dy: 9,
          fill: colours.ink,
          fontWeight: 650,
        }),
      ],
    }),
  ];
}

/** Bars beside one another, in the order of time, on an axis that begins at zero. */
function columns({ bars, most, fillOf, options }: Group): [number, SVGGElement] {
  const { width, colours, number } = options;
  const ticks = wholeTicks(most);
  const marginLeft = Math.max(...ticks.map((tick) => number(tick).length)) * letter + 12;
  const room = (width - marginLeft) / bars.length;
  const parts = stacked(bars);
  const end = (bar: ChartBar) => largest({ ...bar, before: undefined });
  const longest = Math.max(...bars.map((bar) => bar.text.length)) * letter;
  const known = bars.filter(({ before }) => before !== undefined);
  const labels = tickLabels(bars, room);
  const below = [...labels.values()].some((label) => label.includes('\n')) ? 46 : 28;
  const height = columnHeight + below;
  return [
    height,
    plotted({
      width,
      height,
      margin: 0,
      marginLeft,
      marginTop: 24,
      marginBottom: below,
      x: { type: 'band', domain: bars.map(({ key }) => key), padding: room > 12 ? 0.25 : 0.05 },
      y: { domain: [0, Math.max(most, ticks.at(-1) ?? 0)] },
      marks: [
        gridY(ticks, { stroke: colours.line, strokeOpacity: 1 }),
        axisY(ticks, { tickSize: 0, tickFormat: number, label: null, fill: colours.soft, fontSize: size }),
        ...kinds.map((fill) =>
          barY(
            parts.filter((part) => part.fill === fill),
            {
              x: 'key',
              y1: 'start',
              y2: 'end',
              ...fillOf(fill),
              ...pick(
                parts.filter((part) => part.fill === fill).map(({ key }) => key),
                options,
              ),
            },
          ),
        ),
        ruleY([0], { stroke: colours.soft }),
        tickY(known, { x: 'key', y: 'before', stroke: colours.ink, strokeWidth: 3 }),
        axisX([...labels.keys()], {
          tickSize: 0,
          label: null,
          fill: colours.soft,
          fontSize: size,
          tickFormat: (key: string) => labels.get(key) ?? '',
        }),
        room > longest + 4
          ? text(bars, { x: 'key', y: end, text: 'text', dy: -10, fill: colours.ink, fontWeight: 650 })
          : null,
      ],
    }),
  ];
}

/** What is written below the axis: every moment with the years below, or only the years, or only some of them. */
function tickLabels(bars: readonly ChartBar[], room: number): ReadonlyMap<string, string> {
  const ticks = bars.map(({ key, label, tick }) => ({ key, part: tick?.part ?? label, year: tick?.year }));
  const first = ticks[0];
  const longest = Math.max(...ticks.map(({ part }) => part.length)) * letter;
  if (room > longest + 6) {
    return new Map(
      ticks.map((tick) => {
        const year = tick.year ?? (tick === first ? bars[0]?.key.slice(0, 4) : undefined);
        return [tick.key, year === undefined || year === tick.part ? tick.part : `${tick.part}\n${year}`];
      }),
    );
  }
  const years = ticks.filter(({ year }) => year !== undefined);
  const apart = years.length === 0 ? 1 : ticks.length / years.length;
  const every = Math.ceil((4 * letter + 12) / (room * apart));
  return new Map(years.filter((_, place) => place % every === 0).map(({ key, year }) => [key, year ?? '']));
}

/** Round numbers from zero to beyond the largest, whole ones: people are counted. */
function wholeTicks(most: number): number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((candidate) => candidate >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
}

/** A plot as a group of the drawing that it is a part of. */
function plotted(options: PlotOptions): SVGGElement {
  const drawing = plot(options);
  const group = element('g', { 'font-size': size, 'text-anchor': 'middle' });
  group.append(...[...drawing.childNodes].filter(({ nodeName }) => nodeName !== 'style'));
  // it stands for itself: what screen readers say of it is said of the whole
  for (const part of group.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  return group;
}

/** Says which bar was pressed. The table has the same for the keyboard. */
function pick(keys: readonly string[], { onPick }: DrawOptions): MarkOptions {
  if (!onPick) return {};
  return {
    render: (index, scales, values, dimensions, context, next) => {
      const group = next?.(index, scales, values, dimensions, context) ?? null;
      [...(group?.children ?? [])].forEach((bar, place) => {
        const key = keys[index[place] ?? -1];
        if (key === undefined) return;
        bar.setAttribute('cursor', 'pointer');
        bar.addEventListener('click', () => onPick(key));
      });
      return group;
    },
  };
}

const fills =
  (id: number, { accent }: Colours) =>
  (fill: Fill): Attributes => ({ fill: fill === 'solid' ? accent : `url(#${fill}-${id})` });

/** What is filled otherwise than with the accent: a tint of it, and stripes. */
function patterns(id: number, { accent, surface }: Colours): SVGElement {
  const pattern = (fill: Fill, attributes: Attributes, mark: Attributes) => {
    const made = element('pattern', {
      id: `${fill}-${id}`,
      width: 7,
      height: 7,
      patternUnits: 'userSpaceOnUse',
      ...attributes,
    });
    made.append(
      element('rect', { width: 7, height: 7, fill: surface }),
      element('rect', { height: 7, fill: accent, ...mark }),
    );
    return made;
  };
  const defs = element('defs', {});
  defs.append(
    pattern('soft', {}, { width: 7, 'fill-opacity': 0.3 }),
    pattern('hatched', { patternTransform: 'rotate(45)' }, { width: 3 }),
  );
  return defs;
}

type Attributes = Readonly<Record<string, string | number>>;

function element<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes,
  content?: string,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(svg, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  if (content !== undefined) made.textContent = content;
  return made;
}

/** Lines of at most so many letters. */
function wrapped(content: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of content.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
