import type { PageLang } from '../../links/pages/view.ts';

/** What the template of the account pages is filled with: a title and blocks, each of one kind. All texts are finished. */
export interface AccountPage {
  lang: PageLang;
  brand: string;
  title: string;
  /** The same page in the other language; null where there is none to go to. */
  other: { href: string; lang: PageLang; text: string } | null;
  blocks: readonly BlockView[];
}

export interface FieldView {
  id: string;
  name: string;
  type: 'text' | 'password';
  label: string;
  hint: string | null;
  value: string;
  autocomplete: string;
  /** `numeric` where a phone should show digits. */
  mode: string | null;
  error: string | null;
  described: string | null;
}

export interface BoxView {
  name: string;
  label: string;
  checked: boolean;
}

export interface FormView {
  action: string;
  hidden: readonly { name: string; value: string }[];
  fields: readonly FieldView[];
  /** What may be ticked. */
  boxes?: readonly BoxView[];
  submit: string;
  /** A button beside something, not the page's main act. */
  small: boolean;
}

export interface FactView {
  label: string;
  text: string;
}

/** The kind, spelled out because a template cannot compare; the others are null. */
export interface BlockView {
  text: string | null;
  dim: string | null;
  heading: string | null;
  bad: { title: string; lines: readonly string[] } | null;
  good: string | null;
  facts: readonly FactView[] | null;
  list: readonly string[] | null;
  /** A drawing of ours, put in as it is. */
  svg: string | null;
  form: FormView | null;
  links: readonly { href: string; text: string }[] | null;
  passkey: PasskeyView | null;
}

/** A form that the page's script fills: what it asks the browser for, and what it says when nothing comes of it. */
export interface PasskeyView {
  kind: 'create' | 'get';
  action: string;
  /** As JSON. */
  options: string;
  submit: string;
  says: readonly { name: string; text: string }[];
  needsScript: string;
}

const NOTHING: BlockView = {
  text: null,
  dim: null,
  heading: null,
  bad: null,
  good: null,
  facts: null,
  list: null,
  svg: null,
  form: null,
  links: null,
  passkey: null,
};

export const block = (what: Partial<BlockView>): BlockView => ({ ...NOTHING, ...what });
