import { palette } from './theme.js';

type Scheme = (typeof palette)['light'] | (typeof palette)['dark'];

const variables = ({ series, ...named }: Scheme) =>
  [
    ...Object.entries(named).map(([name, value]) => `--${name}:${value}`),
    ...series.map((value, i) => `--s${i}:${value}`),
  ].join(';');

/** All of the dossier's style: screen, narrow screen, dark, and A4. */
export const styleSheet = `
:root{color-scheme:light dark;${variables(palette.light)};
--serif:Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4","Palatino Linotype",Palatino,"TeX Gyre Pagella",Georgia,serif;
--sans:Inter,"Source Sans 3","Segoe UI",system-ui,-apple-system,"Helvetica Neue","Noto Sans",Arial,sans-serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;--measure:41rem}
@media screen and (prefers-color-scheme:dark){:root{${variables(palette.dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1.5rem}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
body{margin:0;background:var(--paper);color:var(--text);font:1.0625rem/1.6 var(--serif);font-variant-numeric:oldstyle-nums proportional-nums;hanging-punctuation:first;overflow-wrap:break-word}
header,main,footer{max-width:1212px;margin:0 auto;padding:0 1rem}
a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em;text-decoration-color:color-mix(in srgb,currentColor 45%,transparent)}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2.5px solid var(--focus);outline-offset:3px;border-radius:2px}
main:focus{outline:none}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
.skip:focus{top:.5rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1,h2,h3,h4{font-weight:600;line-height:1.18;text-wrap:balance;margin:0}
header{padding-top:2.2rem}
.brand{max-width:none;font:600 .8125rem/1 var(--sans);letter-spacing:.13em;text-transform:uppercase;margin:0 0 3.2rem;padding-bottom:1rem;border-bottom:1px solid var(--rule)}
.brand span{font-weight:400;color:var(--muted)}
h1{font-size:clamp(2rem,1.3rem + 2.8vw,3.3rem);letter-spacing:-.018em;max-width:22em}
.question{font-size:clamp(1.2rem,1.05rem + .7vw,1.5rem);line-height:1.4;color:var(--muted);max-width:34em;margin:1.1rem 0 1.5rem;font-style:italic;text-wrap:pretty}
.facts{font:.875rem/1.5 var(--sans);font-variant-numeric:tabular-nums;color:var(--muted);margin:0}
nav{margin:2rem 0 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin:0;padding:.7rem 0;font:.875rem/1.5 var(--sans)}
nav a{text-decoration:none;display:inline-block;padding:.25rem 0}
nav a:hover{text-decoration:underline}
nav .first a{font-weight:650}
section{padding-top:4.5rem}
h2{font-size:clamp(1.6rem,1.35rem + 1vw,2.05rem);letter-spacing:-.012em;margin-bottom:1.1rem}
h3{font-size:1.3rem;margin:3rem 0 .7rem;max-width:34em}
h4{font-size:1.05rem;margin:1.8rem 0 .5rem}
h3 .number{color:var(--muted);font-weight:400;margin-right:.35rem;font-variant-numeric:lining-nums}
p{margin:0 0 1rem;max-width:var(--measure);text-wrap:pretty}
ul.text,ol.text{max-width:var(--measure);padding-left:1.3rem}
p.note{font:.9375rem/1.55 var(--sans);color:var(--muted)}
p.warning{font:.9375rem/1.55 var(--sans);border-left:3px solid var(--stop);padding:.1rem 0 .1rem .9rem}
ol.answer{list-style:none;counter-reset:sentence;padding:0;margin:1.6rem 0 0;max-width:47rem}
ol.answer li{counter-increment:sentence;font-size:clamp(1.15rem,1.05rem + .45vw,1.38rem);line-height:1.45;padding:.85rem 0 .85rem 2.6rem;position:relative;border-top:1px solid var(--rule);text-wrap:pretty}
ol.answer li:last-child{border-bottom:1px solid var(--rule)}
ol.answer li::before{content:counter(sentence);position:absolute;left:0;color:var(--muted);font-variant-numeric:lining-nums}
ul.credits{font:.8125rem/1.5 var(--sans);color:var(--muted);max-width:54rem;padding-left:1.2rem}
ul.missing{font:.9375rem/1.55 var(--sans);color:var(--muted);max-width:var(--measure);margin:-.5rem 0 1rem;padding-left:1.2rem}
pre{font:.875rem/1.5 var(--mono);background:var(--raised);padding:.8rem 1rem;margin:0 0 1.4rem;overflow-x:auto;white-space:pre-wrap;max-width:54rem}
figure{margin:2.4rem 0 2.8rem}
.finding{font:600 1.02rem/1.4 var(--sans);max-width:54rem;margin:0 0 .8rem;letter-spacing:-.004em}
figcaption,figcaption p{font:.8125rem/1.5 var(--sans);color:var(--muted);max-width:54rem;margin:0}
figcaption{margin-top:.5rem}
figcaption .source{margin-top:.25rem;font-variant-numeric:tabular-nums}
.source a{white-space:nowrap;margin-left:.3rem}
svg{display:block;max-width:100%;height:auto;overflow:visible;font-family:var(--sans);font-variant-numeric:tabular-nums}
.drawing-pair .narrow{display:none}
.drawing-scroll .scroller svg{max-width:none}
.panels{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(var(--columns),minmax(0,1fr));gap:1.3rem .55rem;font:.75rem/1.35 var(--sans);font-variant-numeric:tabular-nums}
.panels svg{width:100%}
.panels .name{display:block;font-weight:600;margin-bottom:.15rem;white-space:nowrap}
.panels .value{display:block;margin-top:.2rem;font-weight:600}
.panels .range{color:var(--muted);display:block}
@media screen and (min-width:1000px){.panels li:nth-child(n+2) .tick{display:none}}
@media (max-width:999px){.panels{grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:1.3rem .9rem}}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;margin:0 0 1rem;padding:0;font:.8125rem/1.5 var(--sans);color:var(--muted)}
.key li{display:flex;align-items:center;gap:.5rem}
.swatch{width:1.9rem;height:0;flex:none}
.swatch.median{border-top:2.5px solid var(--line)}
.swatch.band50{height:.8rem;background:color-mix(in srgb,var(--line) 38%,transparent)}
.swatch.band90{height:.8rem;background:color-mix(in srgb,var(--line) 16%,transparent)}
.swatch.stop{border-top:2px dashed var(--stop)}
.swatch.reference{border-top:2px dotted var(--muted)}
.swatch.today{width:0;height:1rem;border-left:1px solid var(--muted);margin:0 .5rem}
details{margin-top:.5rem;font:.8125rem/1.5 var(--sans)}
details.fold{margin:2rem 0;font-size:1rem}details.fold>summary{font:600 1.02rem/1.4 var(--sans)}
summary{cursor:pointer;color:var(--link);width:fit-content}
.scroller{position:relative;overflow-x:auto;max-width:100%}
.scroller:focus-visible{outline-offset:1px}
section>.finding{margin-top:2.6rem}
section>.scroller,section>.stack{margin:0 0 2.8rem}
figure+p.note{margin-top:-1.5rem}
table{border-collapse:collapse;font:.8125rem/1.4 var(--sans);font-variant-numeric:tabular-nums lining-nums;width:100%}
.twin table{width:auto;min-width:min(100%,30rem)}
.table-note{font:.8125rem/1.5 var(--sans);color:var(--muted);max-width:54rem;margin:-.5rem 0 .8rem}
th,td{padding:.48rem .55rem;vertical-align:top;text-align:left;font-weight:400;border-bottom:1px solid var(--rule)}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
thead th{font-size:.75rem;line-height:1.35;color:var(--muted);vertical-align:bottom;border-bottom:1.5px solid var(--text)}
thead th a{color:inherit}
tbody th{font-weight:550}
tbody th:first-child{min-width:8rem}
td.right,th.right{text-align:right}
td.centre,th.centre{text-align:center}
td.right svg{margin-left:auto}
td svg{margin-top:.15rem;margin-bottom:.1rem}
.sub{display:block;font-size:.6875rem;line-height:1.4;color:var(--muted);font-weight:400}
td strong{font-weight:700}
.best{font-size:.62em;vertical-align:.16em;margin-right:.35em;color:var(--stop)}.heat .best{color:inherit}
.heat{background:color-mix(in srgb,var(--heat) var(--heat-share),transparent)}
.heat .sub{color:var(--text)}
td.heat{border-left:2px solid var(--paper);border-bottom:2px solid var(--paper)}
tr.group th{padding-top:1.5rem;font-weight:650;font-size:.875rem}
tr:target th,tr:target td{background:color-mix(in srgb,var(--stop) 14%,transparent)}
.stack th .sub,.stack td{overflow-wrap:anywhere}
#table-evidence{table-layout:fixed}
#table-evidence thead th:nth-child(1){width:29%}#table-evidence thead th:nth-child(2){width:16%}#table-evidence thead th:nth-child(3){width:33%}
#table-policies th:first-child{width:13rem}
@media screen and (min-width:1000px){#table-ranks,#table-satisfied,#table-satisfied-metrics,#table-regret,[id^=table-lens-]{table-layout:fixed}#table-ranks th:first-child,#table-satisfied th:first-child,[id^=table-lens-] th:first-child{width:13.5rem}#table-satisfied-metrics th:first-child,#table-regret th:first-child{width:16rem}}
#answer{--measure:47rem}
@media screen and (min-width:1150px){#answer{display:grid;grid-template-columns:47rem 1fr;column-gap:4.5rem}#answer h2{grid-column:1/-1}#answer>*{grid-column:1}#answer>p.note{grid-column:2;grid-row:2/9;margin-top:2.5rem;padding-left:1.2rem;border-left:1px solid var(--rule);align-self:start}}
p.warning{margin-top:1.2rem}
#table-timeline th:first-child,#figure-timeline-table th:first-child{width:7rem;min-width:0}
.filter{font:.875rem/1.5 var(--sans)}
.filter input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--muted);border-radius:3px;padding:.3rem .5rem;width:16rem;max-width:100%}
footer{padding-top:4rem;padding-bottom:4rem}
footer p{font:.8125rem/1.5 var(--sans);color:var(--muted);border-top:1px solid var(--rule);padding-top:1rem;max-width:none}
@media screen and (max-width:699px){
body{font-size:1rem}
section{padding-top:3.4rem}
.brand{margin-bottom:2rem}
.drawing-pair .wide{display:none}.drawing-pair .narrow{display:block}
.panels{grid-template-columns:repeat(2,minmax(0,1fr))}
.panels.many svg text{font-size:7.2px}.panels:not(.many) svg text{font-size:12px}
ol.answer li{padding-left:1.8rem}
.scroller th:first-child,.scroller td:first-child{position:sticky;left:0;background:var(--paper);z-index:1;min-width:6.4rem;max-width:7.4rem;padding-right:.5rem}
.scroller tr.group th:first-child{max-width:none}
.scroller td{min-width:5.2rem}
.stack table,.stack tbody,.stack tr,.stack th,.stack td{display:block;width:auto;text-align:left}
.stack thead{display:none}
.stack tr{border-bottom:1px solid var(--rule);padding:.6rem 0}
.stack th,.stack td{border:0;padding:.1rem 0}
.stack tbody th{font-size:.9375rem}
.stack tr[hidden]{display:none}
#table-evidence thead th,#table-policies th:first-child{width:auto}
}
@page{size:A4;margin:15mm 14mm 16mm}
@media print{
:root{--paper:#fff;--raised:#f4f4f4}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:9.6pt;line-height:1.45}
header,main,footer{max-width:none;padding:0}
nav,.skip,.filter,.twin,.source a,.drawing-pair .narrow,summary{display:none!important}
a{color:inherit;text-decoration:none}
h1{font-size:24pt}h2{font-size:16pt}h3{font-size:12pt;margin-top:1.6rem}
.brand{margin-bottom:1.6rem}
section{padding-top:1.8rem}
h2,h3,h4,.finding,.table-note{break-after:avoid}
figure,tr,ol.answer li{break-inside:avoid}
figure{margin:1.1rem 0 1.4rem}
.finding{font-size:9.6pt}
figcaption,figcaption p,.table-note,.key{font-size:7.6pt}
.panels{grid-template-columns:repeat(5,1fr);gap:.5rem .5rem;font-size:7pt}
.panels.many svg text{font-size:7.6px}
.scroller,.stack{overflow:visible}
.drawing-scroll .scroller svg{max-width:100%}
section>.scroller,section>.stack{margin:0 0 1.4rem}section>.finding{margin-top:1.2rem}
table{font-size:6.9pt}
thead th,.sub{font-size:6.2pt}
th,td{padding:.22rem .24rem}
tbody th:first-child{min-width:0}
td svg{max-width:100%}
}
`;
