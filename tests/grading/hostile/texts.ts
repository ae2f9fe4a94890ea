/** Texts that mean something to a browser, a terminal or a spreadsheet. */
export const hostileTexts = [
  '<script>alert(1)</script><img src=x onerror="alert(2)">',
  '</code></pre></section><style>*{display:none}</style><iframe src="https://evil.example/"></iframe>',
  '=HYPERLINK("https://evil.example","x")',
  '\u001b[2J\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  'ab\u202Edcba\u2066\u200B\u0000\uFEFF',
  '"onmouseover="alert(3)" \' style=background:url(//evil.example)',
  '<svg onload=alert(4)><a href="javascript:alert(5)">&lt;&amp;&#0;{{7*7}}<!--]]>',
];
