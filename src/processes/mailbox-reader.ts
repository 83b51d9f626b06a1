import type { MailboxReader } from '../api/dependencies.ts';
import type { Letter, Mailbox } from '../embedded/mailbox/index.ts';

/** The development mailbox as the API shows it. */
export const mailboxReader = (mailbox: Mailbox): MailboxReader => ({
  list: async (limit, after) => {
    const page = await mailbox.list(limit, after);
    const items = page.items.map(({ receivedMs: atMs, envelope, ...letter }) => ({
      ...letter,
      ...addresses(envelope),
      atMs,
    }));
    return { ...page, items };
  },
  open: async id => {
    const letter = await mailbox.read(id);
    return letter && opened(letter);
  },
});

function opened({ id, receivedMs: atMs, envelope, parsed, raw }: Letter) {
  const { subject, messageId, html, text } = parsed;
  const attachments = parsed.attachments.map(({ fileName, contentType, content }) => ({
    fileName,
    contentType,
    bytes: content.length,
  }));
  return { id, atMs, ...addresses(envelope), subject, messageId, bytes: raw.length, html, text, attachments };
}

const addresses = ({ from, to }: Letter['envelope']) => ({ from, to });
