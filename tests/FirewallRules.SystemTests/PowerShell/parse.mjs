// Parses PowerShell scripts and prints where each has a fault, one a line: FILE:LINE:COLUMN ERROR or MISSING, and the text there.
// Usage: node parse.mjs FOLDER_WITH_NODE_MODULES FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { Language, Parser } = await import(pathToFileURL(require.resolve('web-tree-sitter')).href);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(join(folder, 'node_modules', 'tree-sitter-powershell', 'tree-sitter-powershell.wasm')));

function* faults(node) {
  if (node.isError || node.isMissing) {
    yield node;
  }

  for (const child of node.hasError ? node.children : []) {
    yield* faults(child);
  }
}

for (const file of files) {
  const tree = parser.parse(readFileSync(file, 'utf8'));
  for (const node of faults(tree.rootNode)) {
    const { row, column } = node.startPosition;
    console.log(`${file}:${row + 1}:${column + 1} ${node.isMissing ? 'MISSING' : 'ERROR'} ${JSON.stringify(node.text.slice(0, 60))}`);
  }

  console.log(`${file}: ${tree.rootNode.descendantCount} nodes`);
}
