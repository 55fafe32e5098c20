import type { WeighResult } from '../analysis/weigh-result.js';
import { formatCount } from '../base/format.js';
import type { Section } from './blocks.js';
import { html, trusted } from './html.js';
import { makeLookup } from './lookup.js';
import { type HtmlSetting, sectionToHtml } from './print-html.js';
import { sectionToMarkdown } from './print-markdown.js';
import { script } from './script.js';
import { answerSection, wrongSection } from './sections/answer.js';
import { boundarySection, evidenceSection, repeatSection } from './sections/evidence.js';
import { flipsSection } from './sections/flips.js';
import { frontierSection, policiesSection } from './sections/frontier.js';
import { historySection, timelineSection } from './sections/history.js';
import { questionsSection } from './sections/questions.js';
import { ranksSection } from './sections/ranks.js';
import { scorecardsSection } from './sections/scorecards.js';
import { styleSheet } from './style.js';
import type { DossierEvidence } from './types.js';

/** What a dossier is written from. */
export interface DossierInput {
  readonly weigh: WeighResult;
  readonly evidence: DossierEvidence;
  /** Where drawings are made: a browser's document, or the one of `openDocument` in Node. */
  readonly document: Document;
}

/**
 * Writes the dossier as one HTML file that needs no network. The same input gives the same bytes.
 *
 * @returns the text of the file; a link whose target is not there is printed as plain words (see `checkDossier`)
 */
export function writeDossier(input: DossierInput): string {
  const { weigh, evidence } = input;
  const sections = dossierSections(input);
  const setting: HtmlSetting = {
    targets: linkableTargets(weigh, evidence, sections),
    source: sourceLine(weigh),
  };
  const contents = [...sections].sort((a, b) => Number(b.id === 'wrong') - Number(a.id === 'wrong'));
  return `<!doctype html>
${
  html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="steelyard ${weigh.version}">
<title>${weigh.study.title} · Steelyard</title>
<link rel="icon" href="data:,">
<style>${trusted(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the answer</a>
<header>
<p class="brand">Steelyard <span>dossier</span></p>
<h1>${weigh.study.title}</h1>
<p class="question">${weigh.study.question}</p>
<p class="facts">Facts as of ${weigh.study.asOf} · ${formatCount(weigh.policies.length, 'policy', 'policies')} in ${formatCount(weigh.run.futures, 'future')} · seen from ${capitalise(weigh.study.decider)} · run ${weigh.run.key.slice(0, 12)}</p>
<nav aria-label="Contents"><ol>
${contents.map((section) => html`<li${section.id === 'wrong' ? trusted(' class="first"') : ''}><a href="#${section.id}">${section.title}</a></li>\n`)}</ol></nav>
</header>
<main id="main" tabindex="-1">
${sections.map((section) => sectionToHtml(section, setting))}
</main>
<footer><p>Steelyard ${weigh.version}. Not legal advice. Written from the stored run ${weigh.run.key.slice(0, 12)}; the same study, seed and version give the same file.</p></footer>
<script>${trusted(script)}</script>
</body>
</html>`.markup
}
`;
}

/** Writes the same contents as Markdown; drawings become their tables. */
export function writeDossierMarkdown(input: DossierInput): string {
  const { weigh } = input;
  const head = `# ${weigh.study.title}\n\n${weigh.study.question}\n\nFacts as of ${weigh.study.asOf}. ${sourceLine(weigh)}`;
  return `${[head, ...dossierSections(input).map(sectionToMarkdown)].join('\n\n')}\n`;
}

/** Puts the sections in order; they carry no format yet. */
export function dossierSections({ weigh, evidence, document }: DossierInput): readonly Section[] {
  const lookup = makeLookup(weigh);
  const missing = evidence.questions.reduce((sum, question) => sum + question.missing.length, 0);
  return [
    answerSection(lookup),
    wrongSection({ weakPoints: evidence.weakPoints, missing }),
    questionsSection(lookup, evidence, document),
    policiesSection(lookup),
    frontierSection(lookup, document),
    scorecardsSection(lookup, evidence.seriesLens, document),
    ranksSection(lookup, document),
    flipsSection(lookup, document),
    historySection(lookup, document),
    timelineSection(lookup, evidence, document),
    boundarySection(evidence),
    evidenceSection(lookup, evidence),
    repeatSection(lookup, evidence),
  ];
}

/** Lists every place inside the dossier that a link may lead to. */
export function linkableTargets(
  weigh: WeighResult,
  evidence: DossierEvidence,
  sections: readonly Section[],
): ReadonlySet<string> {
  return new Set([
    ...sections.map((section) => `section:${section.id}`),
    ...weigh.metrics.map((metric) => `metric:${metric.id}`),
    ...evidence.evidence.map((row) => `evidence:${row.key}`),
    ...evidence.timeline.map((row) => `evidence:${row.key}`),
  ]);
}

const sourceLine = ({ run, study }: WeighResult) =>
  `Source: stored run ${run.key.slice(0, 12)} of study ${study.id}, ${formatCount(run.futures, 'future')}, seed ${run.seed}.`;

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
