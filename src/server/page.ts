import type { Desk } from './types.js';

/**
 * Prints the page at `/`: what is here, how to ask, and what an answer is not.
 *
 * @param origin the address as the asker knows it, such as `http://127.0.0.1:4173`
 */
export function printPage({ version, schemas, classifier }: Desk, origin: string): string {
  const { looked_through, disclaimer } = classifier.book.rules;
  const verbs = Object.keys(schemas)
    .map((verb) => `<a href="/v1/schemas/${verb}">${verb}</a>`)
    .join(', ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Steelyard</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Steelyard</h1>
<p class="lead">Classifies AI accelerators under the export controls of the United States and China,
with the clauses that decide, and estimates what they do for a workload.</p>
<h2>Ask</h2>
<pre><code>curl -s ${escapeHtml(origin)}/v1/classify \\
  -H 'content-type: application/json' \\
  -d '{"chip": "h200", "destination": "China", "date": "2026-01-20"}'</code></pre>
<p>One case, or a list as <code>{"cases": [...]}</code>. The answer is the document that
<code>steelyard classify --json</code> prints.</p>
<h2>What is here</h2>
<dl>
<dt><code>POST /v1/classify</code></dt><dd>which entry, whether a licence, and why</dd>
<dt><code>POST /v1/admit</code></dt><dd>whether both gates let one item into China</dd>
<dt><code>POST /v1/estimate</code></dt><dd>what chips do for a workload, with ranges</dd>
<dt><a href="/openapi.json">/openapi.json</a></dt><dd>the interface, in OpenAPI 3.1</dd>
<dt><code>/v1/schemas/VERB</code></dt><dd>JSON Schema of the documents of ${verbs}</dd>
<dt><a href="/v1/health">/v1/health</a></dt><dd>whether the server answers</dd>
</dl>
<h2>Mind</h2>
<p>${escapeHtml(disclaimer)}</p>
<p><code>"license_required": false</code> means “not caught by the rules checked”. It never means that no licence is
needed. Each answer lists the rules that were not checked.</p>
<footer>Version ${escapeHtml(version)}. Law looked through to ${escapeHtml(looked_through)}.</footer>
</main>
</body>
</html>
`;
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 17px/1.55 system-ui, sans-serif; color: #1c2733; background: #fbfaf7; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 2.1rem; letter-spacing: -0.02em; margin: 0; }
h2 { font-size: 1.05rem; margin: 2.2rem 0 0.5rem; }
.lead { font-size: 1.15rem; margin-top: 0.4rem; }
code { font: 0.88em ui-monospace, monospace; }
pre { background: #f0eee8; padding: 1rem; border-radius: 6px; overflow-x: auto; line-height: 1.45; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.4rem 1.25rem; margin: 0; }
dd { margin: 0; }
a { color: #0b5a8a; }
footer { margin-top: 2.5rem; color: #5a6570; font-size: 0.9rem; }
@media (max-width: 32rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.7rem; } }
@media (prefers-color-scheme: dark) {
  body { color: #e4e6e8; background: #15191d; }
  pre { background: #20262c; }
  a { color: #7cc0ec; }
  footer { color: #9aa5ae; }
}
`;
