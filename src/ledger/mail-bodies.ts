import { deflateSync, inflateSync } from 'node:zlib';

/** What a mail says, as it is stored: written once, seldom read. */
export interface MailBody {
  html: string;
  text: string;
  ics: string | null;
  /** Not in mails of before, nor where a kind cannot be muted. */
  unsubscribe?: string | null;
  /** What goes with it; the bytes stand in `mail_file`. */
  files?: readonly { name: string; type: string; sha256: string }[] | undefined;
}

/**
 * One deflated JSON document. Thirty kilobytes of text cost the embedded database some 4.5 ms a mail, more than everything else that is
 * done for it; deflated they cost a tenth. At once, for handing them to another thread costs this one as much as deflating them, and the
 * machine three times that.
 */
export function packBody({ html, text, ics, unsubscribe = null, files = [] }: MailBody): Buffer {
  const named = files.map(({ name, type, sha256 }) => ({ name, type, sha256 }));
  const body = {
    html,
    text,
    ics,
    ...(unsubscribe !== null && { unsubscribe }),
    ...(named.length > 0 && { files: named }),
  };
  return deflateSync(JSON.stringify(body), { level: 1 });
}

export const unpackBody = (body: Uint8Array): MailBody => JSON.parse(inflateSync(body).toString()) as MailBody;
