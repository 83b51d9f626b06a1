import type { mailTextZh } from './zh-mail-text.ts';

/** The same in English. */
export const mailTextEn: typeof mailTextZh = {
  help: {
    texts: 'the texts of mails: what may be replaced in each kind, with which fields in braces, and our own words',
    preview: 'a made-up mail with these words; with none of the parts, with those that are the rule',
    text: 'from a day on replace the subject, the opening or the closing of a kind of mail; what is not given stays (administrators)',
    language: 'the language: zh-CN (default) or en',
    subject: 'the subject, one line; fields in braces as settings texts lists them',
    opening: 'the opening: after the greeting, before the facts',
    closing: 'the closing: behind everything that is listed',
    on: 'the words in force on that day (default today)',
    html: 'save the HTML to a file',
    clear: 'our own words again',
  },
  heads: { kind: 'mail', variant: 'which', fields: 'fields', subject: 'our subject' },
  sample: '(a sample: people, projects and problems are made up)',
  partsOrClear: 'give at least one of --subject, --opening and --closing, or --clear for our own words',
};
