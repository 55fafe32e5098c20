import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { checkDossier } from '../../src/report/check.js';
import { openDocument } from '../../src/report/document.node.js';
import { writeDossier, writeDossierMarkdown } from '../../src/report/dossier.js';
import { makeWeighResult } from './fixture.js';
import { makeEvidence } from './fixture-evidence.js';

const weigh = makeWeighResult(200);
const evidence = makeEvidence(60);
const write = (w = weigh, e = evidence) => writeDossier({ weigh: w, evidence: e, document: openDocument() });
const page = write();
const { document } = parseHTML(page);

describe('the dossier', () => {
  test('has its sections in order, with headings that skip no level', () => {
    const headings = [...document.querySelectorAll('h1,h2,h3,h4')];
    expect(headings.filter((h) => h.tagName === 'H2').map((h) => h.textContent)).toEqual([
      'The answer, with its conditions',
      'Why this may be wrong',
      'Questions of an analyst',
      'The policies',
      'Gain against what a cut-off leaves',
      'Scorecards by lens',
      'Ranks, thresholds and regret',
      'What flips it',
      'History against the model',
      'Controls, and the chips on them',
      'The boundary of the model',
      'Evidence',
      'Repeat it',
    ]);
    const levels = headings.map((h) => Number(h.tagName[1]));
    levels.slice(1).forEach((level, i) => {
      expect(level - levels[i]!).toBeLessThanOrEqual(1);
    });
  });

  test('opens its contents with the reasons for doubt', () => {
    expect(document.querySelector('nav a')?.textContent).toBe('Why this may be wrong');
  });

  test('answers each question under a heading of its own, and says what is missing', () => {
    for (const number of [1, 2, 3, 4, 18])
      expect(document.getElementById(`question-${number}`)).not.toBeNull();
    expect(document.querySelectorAll('ul.missing').length).toBe(3);
  });

  test('draws every figure with a finding, a source, its data and a table', () => {
    const figures = [...document.querySelectorAll('figure')];
    // Two in questions, two of the frontier, ten series, two groupings, three flips, history, timeline.
    expect(figures.length).toBe(21);
    for (const figure of figures) {
      expect(figure.querySelector('.finding')?.textContent?.length).toBeGreaterThan(20);
      expect(figure.querySelector('.source')?.textContent).toMatch(/^Source: /);
      expect(figure.querySelector('a[download]')?.getAttribute('href')).toMatch(/^data:text\/csv/);
      expect(figure.querySelector('details table')).not.toBeNull();
    }
  });

  test('loads nothing: no address outside links', () => {
    for (const element of document.querySelectorAll('[src],link[href],image,use'))
      expect(element.getAttribute('src') ?? element.getAttribute('href')).toMatch(/^data:/);
    expect(page).not.toMatch(/@import|url\(\s*["']?https?:/);
  });

  test('has each id once, and every inner link leads somewhere', () => {
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    for (const link of document.querySelectorAll('a[href^="#"]'))
      expect(known).toContain(link.getAttribute('href')!.slice(1));
  });

  test('names the best of a column in words, not by colour alone', () => {
    expect(document.querySelector('#table-lens-ai-development strong + .hidden')?.textContent).toBe(' best');
  });

  test('prints every number of a scorecard with its unit', () => {
    const cells = [...document.querySelectorAll('#table-lens-industrial-policy tbody td')];
    expect(cells.length).toBe(50);
    for (const cell of cells) expect(cell.textContent).toMatch(/%|\$|M H100e\/year|20\d\d\.\d/);
  });

  test('gives the same bytes twice', () => {
    expect(write()).toBe(page);
  });

  test('stays under three megabytes with a thousand futures', () => {
    expect(write(makeWeighResult(1000), makeEvidence(500)).length).toBeLessThan(3_000_000);
  });

  test('finds nothing wrong with a sound input, and names what points nowhere', () => {
    expect(checkDossier({ weigh, evidence, document: openDocument() })).toEqual([]);
    const bad = {
      ...evidence,
      evidence: [...evidence.evidence, evidence.evidence[0]!],
      questions: [
        {
          ...evidence.questions[0]!,
          paragraphs: ['see [[prior:yeild_2025]]'],
          figure: { kind: 'bands', series: 'compote' } as const,
        },
      ],
    };
    const complaints = checkDossier({ weigh, evidence: bad, document: openDocument() });
    expect(complaints.map((c) => [c.code, c.nearest])).toEqual([
      ['RP001', 'compute'],
      ['RP002', undefined],
      ['RP003', 'evidence:prior:yield_2025'],
    ]);
  });
});

describe('hostile text', () => {
  const bomb = `<script>alert('x')</script>"><img src=x onerror=alert(1)> [[prior:yield_2025|<b>]] | &amp;`;
  const hostile = write(
    {
      ...weigh,
      study: { ...weigh.study, title: bomb, question: bomb },
      answer: [bomb],
      policies: weigh.policies.map((p) => ({ ...p, title: bomb, terms: [bomb] })),
      metrics: weigh.metrics.map((m) => ({ ...m, title: bomb, unit: bomb })),
      series: weigh.series.map((s) => ({ ...s, title: bomb })),
    },
    {
      ...evidence,
      evidence: evidence.evidence.map((row) => ({
        ...row,
        title: bomb,
        sources: [{ title: bomb, url: 'javascript:alert(1)', kind: bomb, date: bomb }],
      })),
      timeline: evidence.timeline.map((row) => ({ ...row, title: bomb })),
      commands: [{ command: bomb, does: bomb }],
    },
  );
  const parsed = parseHTML(hostile).document;

  test('stays text: one script, no handler, no image, no script address', () => {
    expect(parsed.querySelectorAll('script').length).toBe(1);
    expect(parsed.querySelectorAll('img,[onerror]').length).toBe(0);
    expect(parsed.querySelectorAll('a[href^="javascript:"]').length).toBe(0);
    expect(parsed.querySelector('h1')?.textContent).toBe(bomb);
  });
});

describe('as Markdown', () => {
  const text = writeDossierMarkdown({ weigh, evidence, document: openDocument() });

  test('holds the same sections and tables, and no markup', () => {
    expect(text.match(/^## /gm)?.length).toBe(13);
    expect(text).toMatch(/^### 18\. Did the model know the answer\?$/m);
    expect(text).toMatch(/^\| Policy/m);
    expect(text).not.toMatch(/<(svg|table|p|span)\b/);
  });
});
