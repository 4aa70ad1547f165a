import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const web = join(import.meta.dirname, '..');

/** What of an element is read by people. */
const spoken = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'description',
  'error',
  'hint',
  'label',
  'lead',
  'placeholder',
  'title',
]);
/** Names, the same in every language. */
const names = new Set(['Tirek']);

/** The texts that an expression in JSX may be: a text, or either side of a choice. */
function textsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(textsIn);
  if (ts.isBinaryExpression(node)) return textsIn(node.right);
  return ts.isJsxExpression(node) && node.expression ? textsIn(node.expression) : [];
}

function hardCodedIn(node: ts.Node): string[] {
  const here = ts.isJsxText(node)
    ? [node.text]
    : ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)
      ? textsIn(node)
      : ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer
        ? textsIn(node.initializer)
        : [];
  const inner: string[] = [];
  ts.forEachChild(node, (child) => void inner.push(...hardCodedIn(child)));
  return [...here.map((text) => text.trim()).filter((text) => /\p{L}{2}/u.test(text) && !names.has(text)), ...inner];
}

const parsed = (name: string, source: string): ts.SourceFile =>
  ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

it('no page says something that is not translated', () => {
  const found = globSync('**/*.tsx', { cwd: web }).flatMap((file) =>
    hardCodedIn(parsed(file, readFileSync(join(web, file), 'utf8'))).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

it('finds what is not translated', () => {
  const page =
    '<p title="Close" className="box">Hello <b>{ok ? "Yes" : t("no")}</b> {open && `Later`} 12 % <i>Tirek</i></p>';
  expect(hardCodedIn(parsed('page.tsx', page))).toEqual(['Close', 'Hello', 'Yes', 'Later']);
});
