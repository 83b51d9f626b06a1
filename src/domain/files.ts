/** Kinds of files a paper may come as. What else offices have is printed or photographed into one of them. */
export const FILE_TYPES = ['pdf', 'jpeg', 'png', 'xlsx', 'docx'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface FileSettings {
  maxBytes: number;
  types: readonly FileType[];
  /** Days that what went with mails (minutes, ledgers, briefs) is kept after it was last written. */
  mailDays: number;
}

/** As long as the audit stays in the ledger at least. */
const MAIL_DAYS = 200;

export const DEFAULT_FILES: FileSettings = { maxBytes: 20 * 1024 * 1024, types: FILE_TYPES, mailDays: MAIL_DAYS };

const OOXML = 'application/vnd.openxmlformats-officedocument';
export const MEDIA_TYPES: Readonly<Record<FileType, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  xlsx: `${OOXML}.spreadsheetml.sheet`,
  docx: `${OOXML}.wordprocessingml.document`,
};

/** The type a file's name promises; null for an ending no type has. */
export function typeOfName(name: string): FileType | null {
  const ending = /\.([A-Za-z]{1,5})$/.exec(name.trim())?.[1]?.toLowerCase();
  if (ending === 'jpg') return 'jpeg';
  return FILE_TYPES.find(type => type === ending) ?? null;
}
