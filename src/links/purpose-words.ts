/** What the page of one purpose says; the words themselves are in the catalogue. */
interface FieldWords {
  label: string;
  hint?: string;
  /** Of a choice, by its value. */
  options?: Readonly<Record<string, string>>;
}

export interface PurposeWords {
  title: string;
  /** What a press of the button does. */
  lead: string;
  submit: string;
  fields: Readonly<Record<string, FieldWords>>;
  /** What it says when it is done. */
  done: string;
}
