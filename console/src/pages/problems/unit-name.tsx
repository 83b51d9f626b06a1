import { useUnits } from '../../api/office.ts';

/** What a unit is called; its id while that is not known. */
export function UnitName({ id }: { id: string | null }) {
  const units = useUnits();
  return <>{units.find(({ value }) => value === id)?.text ?? id ?? '—'}</>;
}
