/** The default branch of an exhaustive `switch`: reaching it is a bug, and the compiler says so first. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
