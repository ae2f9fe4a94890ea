/** How pages for students and teachers look. Colours have a contrast of at least 4.5:1 on their ground, in light and dark. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fff;--text:#1c1c1e;--quiet:#5c5c61;--line:#d9d9de;--box:#f6f6f8;--good:#00664b;--bad:#a33b00;
--part:#7a5200;--hint:#fff6e0;--link:#005a8f;--both:#dcebf7;--keyword:#8a2f7b;--string:#00664b;--number:#005a8f;--comment:#5f6368;--title:#7a3b00;--fill:#009e73}
@media (prefers-color-scheme:dark){:root{--ground:#17181a;--text:#e8e8ea;--quiet:#a5a5ac;--line:#3a3b40;--box:#212226;--good:#4fd1a5;--bad:#ff9c66;
--part:#f0c05a;--hint:#2f2716;--link:#7cc4f0;--both:#1d3a52;--keyword:#e3a0d8;--string:#7fd6b4;--number:#8ccbf2;--comment:#9aa0a6;--title:#f0b27a;--fill:#009e73}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
main{max-width:58rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .2rem}
h2{font-size:1.3rem;margin:2.2rem 0 .3rem;border-top:1px solid var(--line);padding-top:1.2rem}
h3{font-size:1.05rem;margin:0}
p{margin:.4rem 0}
a{color:var(--link)}
.quiet{color:var(--quiet);font-size:.92rem}
.points{font-weight:600;white-space:nowrap;font-variant-numeric:tabular-nums}
.bar{height:8px;border-radius:4px;background:var(--line);overflow:hidden;margin:.3rem 0 .6rem;max-width:30rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar>div{height:8px;background:var(--fill)}
table.rows{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.95rem}
table.rows th,table.rows td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
table.rows .number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
section.exercise{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin:.9rem 0}
.head{display:flex;gap:.3rem 1rem;justify-content:space-between;align-items:baseline;flex-wrap:wrap}
.mark{display:inline-block;width:1.3em;font-weight:700}
.good{color:var(--good)}.bad{color:var(--bad)}.part{color:var(--part)}.none{color:var(--quiet)}
.case{margin:.35rem 0}
.inside{margin-left:1.3em;min-width:0}
.passed{columns:16rem;column-gap:1.5rem;margin:.3rem 0}
.passed .case{break-inside:avoid;margin:.1rem 0}
.note{border-left:4px solid #e69f00;background:var(--hint);padding:.35rem .7rem;margin:.5rem 0;border-radius:0 4px 4px 0}
.remark{border-left:4px solid #0072b2;background:var(--box);padding:.35rem .7rem;margin:.5rem 0;border-radius:0 4px 4px 0;white-space:pre-wrap}
.label{font-size:.85rem;font-weight:600;color:var(--quiet);margin:.7rem 0 .2rem}
code{font:0.9em/1.45 ui-monospace,"DejaVu Sans Mono",monospace;background:var(--box);padding:0 .2em;border-radius:3px}
pre{font:0.84rem/1.45 ui-monospace,"DejaVu Sans Mono",monospace;background:var(--box);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;margin:.2rem 0;
overflow:auto;max-height:32rem;tab-size:2}
pre code{background:none;padding:0;font-size:inherit}
pre.text{white-space:pre-wrap;font-family:inherit;font-size:.95rem}
.values{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem .7rem;margin:.2rem 0}
.values code{overflow-wrap:anywhere}
.pictures{overflow-x:auto}
.figure{overflow-x:auto;margin:.6rem 0}
.figure img{display:block;max-width:none;height:auto}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:.2rem 1rem}
.sides>div{min-width:0}
.both{background:var(--both);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.hljs-keyword,.hljs-literal,.hljs-meta{color:var(--keyword)}
.hljs-string,.hljs-regexp,.hljs-template-variable{color:var(--string)}
.hljs-number,.hljs-built_in,.hljs-attr{color:var(--number)}
.hljs-comment,.hljs-doctag{color:var(--comment);font-style:italic}
.hljs-title,.hljs-type{color:var(--title)}
@media (max-width:30rem){main{padding:1rem .7rem 2rem}section.exercise{padding:.7rem .7rem}body{font-size:15px}}
@media print{.figure img{max-width:100%}:root{color-scheme:light;--ground:#fff;--text:#000;--quiet:#444;--line:#bbb;--box:#fff;--hint:#fff;--good:#00664b;--bad:#a33b00;--part:#7a5200;
--keyword:#8a2f7b;--string:#00664b;--number:#005a8f;--comment:#5f6368;--title:#7a3b00}
body{font-size:10.5pt}main{max-width:none;padding:0}pre{max-height:none;white-space:pre-wrap;overflow-wrap:anywhere}.case,.note,.remark{break-inside:avoid}h2,h3{break-after:avoid}}
`;
