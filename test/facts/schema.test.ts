import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeComplaint } from '../../src/base/error.js';
import { inspectYaml } from '../../src/base/yaml.js';
import { yamlCodes } from '../../src/facts/errors.js';
import { formOf } from '../../src/facts/forms.js';
import { fixedFiles } from '../../src/facts/parts.js';

const root = new URL('../../data/', import.meta.url);
const vendors = readdirSync(new URL('accelerators/', root)).map((name) => `accelerators/${name}`);
const files = [...new Set([...fixedFiles, ...vendors])];

describe('each form accepts the file that it describes', () => {
  it.each(files)('%s', (path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    const reading = inspectYaml(text, `data/${path}`, formOf(path), yamlCodes);
    expect(reading.ok ? [] : reading.complaints.map(describeComplaint)).toEqual([]);
  });
});
