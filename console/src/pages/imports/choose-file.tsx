interface ChooseFileProps {
  label: string;
  disabled: boolean;
  chosen: (file: File) => void;
}

/** A button that asks for a ledger. */
export const ChooseFile = ({ label, disabled, chosen }: ChooseFileProps) => (
  <label className="button primary">
    {label}
    <input
      className="visually-hidden"
      type="file"
      accept=".xlsx,.csv"
      disabled={disabled}
      onChange={event => {
        const [file] = event.target.files ?? [];
        // The same file may be chosen again after it was mended.
        event.target.value = '';
        if (file) chosen(file);
      }}
    />
  </label>
);
