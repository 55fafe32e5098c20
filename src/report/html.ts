import type { Link, Text } from './text.js';

/** Markup that is known to be safe. Only `html` and `trusted` make it. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | readonly Part[] | null | undefined | false;

/**
 * Builds markup from a template: every text that is put in is escaped, markup and lists of it are kept.
 *
 * @example
 * html`<b>${'a < b'}</b>`.markup // => '<b>a &lt; b</b>'
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: template.reduce((all, piece, i) => all + print(parts[i - 1]) + piece) };
}

/** Takes a string as markup. For drawings that we made and for constants only, never for text from a file. */
export const trusted = (markup: string): Html => ({ markup });

/**
 * Escapes a text for content and for quoted attributes.
 *
 * @example
 * escapeHtml('<a href="x">') // => '&lt;a href=&quot;x&quot;&gt;'
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter]!);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function print(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(print).join('');
}

/**
 * Makes the fragment name of an evidence key, metric or section: letters that a fragment may not hold are
 * written by their code.
 *
 * @example
 * anchor('evidence:prior:yield 25') // => 'e-prior:yield~2025'
 */
export function anchor(target: string): string {
  const [, scheme = '', name = ''] = /^(evidence|metric|section):(.*)$/.exec(target) ?? [];
  const prefix = scheme === 'evidence' ? 'e-' : scheme === 'metric' ? 'm-' : '';
  return prefix + name.replace(/[^\w.:@-]/g, (letter) => `~${letter.codePointAt(0)!.toString(16)}`);
}

/** Prints text with its links. A link inside the document whose target is not in `targets` prints as its words. */
export function textToHtml(text: Text, targets: ReadonlySet<string>): Html {
  if (typeof text === 'string') return html`${text}`;
  if (!('to' in text)) return html`${text.map((part) => textToHtml(part, targets))}`;
  return linkToHtml(text, targets);
}

function linkToHtml({ to, label }: Link, targets: ReadonlySet<string>): Html {
  if (/^https?:\/\//.test(to)) return html`<a href="${to}" rel="noopener noreferrer">${label}</a>`;
  return targets.has(to) ? html`<a href="#${anchor(to)}">${label}</a>` : html`${label}`;
}
