import type { ReactNode } from 'react';

export interface Fact {
  label: ReactNode;
  /** Where the label is no text. */
  key?: string;
  value: ReactNode;
}

/** Names and values side by side; what is not known is left out. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="facts">
    {facts
      .filter(({ value }) => value !== null && value !== undefined && value !== '' && value !== false)
      .map(({ label, key, value }) => (
        <div key={key ?? String(label)}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
