/** Offers a file that was made here. */
export function offerFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // the browser has taken hold of it by then
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * A cell as a spreadsheet reads it: text that looks like a formula stays text, also behind a semicolon, which parts cells
 * where numbers have a decimal comma.
 */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = value.replaceAll(/(^|[;\t\r\n]\s*)(?=[=+\-@\t\r])/g, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of a CSV file. */
export type CsvLine = readonly (string | number)[];

/** Lines as CSV (RFC 4180). The mark at its beginning tells spreadsheets that it is UTF-8. */
export const toCsv = (lines: readonly CsvLine[]): string =>
  `\uFEFF${lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;

/** Offers lines as a CSV file. */
export const offerCsv = (name: string, lines: readonly CsvLine[]): void =>
  offerFile(name, new Blob([toCsv(lines)], { type: 'text/csv;charset=utf-8' }));

const svgText = (svg: SVGSVGElement): string => new XMLSerializer().serializeToString(svg);

/** A drawing as a file. */
export const svgFile = (svg: SVGSVGElement): Blob => new Blob([svgText(svg)], { type: 'image/svg+xml' });

/** A picture of twice as many pixels, which prints well. Rejects when the browser cannot draw it. */
export async function pngFile(svg: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn.'))), 'image/png');
  });
}
