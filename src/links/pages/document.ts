import { STYLE } from './style.ts';

/** The frame of every page without an account and of those of an account: no script, nothing from elsewhere. */
export const document = (body: string): string =>
  `<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>{{title}} · {{brand}}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
