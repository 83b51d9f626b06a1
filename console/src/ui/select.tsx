import type { Option } from './fields/types.ts';

interface SelectProps {
  value: string;
  options: readonly Option[];
  /** What stands there as long as nothing is chosen. */
  none: string;
  choose: (value: string) => void;
}

/** One of a list, or none of it. */
export const Select = ({ value, options, none, choose }: SelectProps) => (
  <select value={value} onChange={event => choose(event.target.value)}>
    <option value="">{none}</option>
    {options.map(option => (
      <option key={option.value} value={option.value}>
        {option.text}
      </option>
    ))}
  </select>
);
