import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, run } from './run.js';

/** Pages whose outputs are what the commands print; UPDATE_GOLDEN=1 writes them anew. */
const pages = ['docs/controls.md', 'docs/estimate.md'];

const pair = /```sh\nnpx (steelyard [^\n]+)\n```\n\n```text\n([\s\S]*?)```/g;

describe.each(pages)('the outputs of %s', (page) => {
  const file = join(root, page);
  const blocks = [...readFileSync(file, 'utf8').matchAll(pair)].map(([, line, output]) => ({
    line: line!,
    output: output!,
  }));

  it('are there', () => {
    expect(blocks.length).toBeGreaterThan(8);
  });

  it.each(blocks)('$line', async ({ line, output }) => {
    const [, ...words] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    const { code, stdout, stderr } = await run(words);
    const refused = output.startsWith('error');
    expect(code, stderr).toBe(refused ? 2 : 0);
    const printed = `${(refused ? stderr : stdout).trimEnd()}\n`;
    if (process.env.UPDATE_GOLDEN) {
      const text = readFileSync(file, 'utf8');
      const head = `\`\`\`sh\nnpx ${line}\n\`\`\`\n\n\`\`\`text\n`;
      const at = text.indexOf(head) + head.length;
      writeFileSync(file, `${text.slice(0, at)}${printed}${text.slice(text.indexOf('```', at))}`);
      return;
    }
    expect(printed).toBe(output);
  });
});
