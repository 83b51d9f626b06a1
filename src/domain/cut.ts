/** The first so many, and not through the middle of a character that UTF-16 writes as two: half a one can be neither stored nor sent. */
export const cutTo = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

/** At most so many characters, the last of them an ellipsis where something is left out. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
