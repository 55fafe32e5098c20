import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeComplaint } from '../../src/base/error.js';
import { inspectYaml } from '../../src/base/yaml.js';
import { yamlCodes } from '../../src/facts/errors.js';
import { fixedFiles, partOf } from '../../src/facts/parts.js';

const root = new URL('../../data/', import.meta.url);
const vendors = readdirSync(new URL('accelerators/', root)).map((name) => `accelerators/${name}`);
const files = [...new Set([...fixedFiles, ...vendors])];

describe('each form accepts the file that it describes', () => {
  it.each(files)('%s', (path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    const reading = inspectYaml(text, `data/${path}`, partOf(path)!.schema, yamlCodes);
    expect(reading.ok ? [] : reading.complaints.map(describeComplaint)).toEqual([]);
  });
});
