import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';

interface FigureProps {
  label: string;
  value: ReactNode;
  under?: ReactNode;
  to?: To;
  tone?: 'bad' | 'good';
}

/** One number, large, with what it counts and where the list behind it is. */
export function Figure({ label, value, under, to, tone }: FigureProps) {
  const inside = (
    <>
      <span className="label">{label}</span>
      <strong className={tone ? `value ${tone}-text` : 'value'}>{value}</strong>
      {under !== undefined && <span className="quiet">{under}</span>}
    </>
  );
  return to === undefined ? (
    <div className="figure">{inside}</div>
  ) : (
    <Link className="figure" to={to}>
      {inside}
    </Link>
  );
}
