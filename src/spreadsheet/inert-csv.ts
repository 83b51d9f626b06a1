/**
 * A CSV has no types, so a spreadsheet takes a field that begins like a formula for one. Such a field goes out with an apostrophe before
 * it (the OWASP rule), and one that already begins with apostrophes before such a sign gets one more; so the way back is exact.
 */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const GUARDED = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export const inertField = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
export const plainField = (field: string): string => (GUARDED.test(field) ? field.slice(1) : field);
