import type { Session } from '../session.ts';

export interface Progress {
  /** Counts of what was asked for; what was refused is through, too. */
  update(progress: { done: number; refused: number; total: number }): void;
  stop(): void;
}

/** A bar on stderr where a person watches; silence in scripts. */
export async function progressBar({ io, json }: Session, label: string): Promise<Progress> {
  if (!io.errIsTerminal || json) return { update: () => undefined, stop: () => undefined };
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar(
    { format: `${label} {bar} {value}/{total}`, clearOnComplete: true, hideCursor: true },
    progress.Presets.shades_classic,
  );
  bar.start(1, 0);
  return {
    update: ({ done, refused, total }) => {
      bar.setTotal(total);
      bar.update(done + refused);
    },
    stop: () => bar.stop(),
  };
}
