export interface StoredPaper {
  sha256: string;
  name: string | null;
}

const isPicture = ({ name }: StoredPaper): boolean => name !== null && /\.(?:jpe?g|png)$/i.test(name);

/** Papers with what can be seen of them: photos small, to be opened large, and the others by name. */
export const Pictures = ({ files }: { files: readonly StoredPaper[] }) =>
  files.length === 0 ? null : (
    <ul className="bare thumbs">
      {files.map(file => (
        <li key={file.sha256}>
          <a href={`/api/v1/files/${file.sha256}`}>
            {isPicture(file) ? (
              <img src={`/api/v1/files/${file.sha256}`} alt={file.name ?? ''} loading="lazy" />
            ) : (
              (file.name ?? file.sha256.slice(0, 12))
            )}
          </a>
        </li>
      ))}
    </ul>
  );
