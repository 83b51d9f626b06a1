/** Kinds of files a paper may come as. What else offices have is printed or photographed into one of them. */
export const FILE_TYPES = ['pdf', 'jpeg', 'png', 'xlsx', 'docx'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface FileSettings {
  maxBytes: number;
  types: readonly FileType[];
}

export const DEFAULT_FILES: FileSettings = { maxBytes: 20 * 1024 * 1024, types: FILE_TYPES };

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
