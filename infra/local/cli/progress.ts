import { Presets, SingleBar } from 'cli-progress';

/** Tells a person how far long work has come. */
export interface Progress {
  /** `done` of the total, counted from the start. */
  update(done: number): void;
  /** Leaves the line behind; call it also when the work fails. */
  stop(): void;
}

/** Where progress is shown: a terminal gets a bar that moves, anything else (a log file) ten lines. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'write'> & { readonly isTTY?: boolean };

const STEPS = 10;

/** Progress of `total` pieces of work under a label, on stderr so that results on stdout stay clean. */
export function startProgress(label: string, total: number, stream: ProgressStream = process.stderr): Progress {
  return stream.isTTY ? bar(label, total, stream as NodeJS.WriteStream) : lines(label, total, stream);
}

function bar(label: string, total: number, stream: NodeJS.WriteStream): Progress {
  const format = `${label} {bar} {percentage}% {value}/{total}`;
  const single = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: false }, Presets.shades_classic);
  single.start(total, 0);
  return { update: (done) => single.update(done), stop: () => single.stop() };
}

function lines(label: string, total: number, stream: ProgressStream): Progress {
  let shown = 0;
  return {
    update: (done) => {
      const step = total > 0 ? Math.floor((done / total) * STEPS) : 0;
      if (step <= shown) return;
      shown = step;
      stream.write(`${label} ${step * (100 / STEPS)}% ${done}/${total}\n`);
    },
    stop: () => undefined,
  };
}
