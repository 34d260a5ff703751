/** Progress of a long command: one line that is rewritten on a terminal, one line a stage elsewhere. */
export interface Progress {
  /** A stage of the command begins. */
  stage(title: string): void;
  /** A detail of the stage. */
  at(detail: string): void;
  end(): void;
}

export function createProgress(out: NodeJS.WriteStream, now: () => number): Progress {
  const begun = now();
  let title = '';
  const seconds = (): string => `${((now() - begun) / 1000).toFixed(0).padStart(4)} s`;
  return {
    stage(name) {
      title = name;
      if (out.isTTY) out.write(`\r\x1b[K${seconds()}  ${title}\n`);
      else out.write(`${seconds()}  ${title}\n`);
    },
    at(detail) {
      if (out.isTTY) out.write(`\r\x1b[K${seconds()}  ${title}: ${detail}`);
    },
    end() {
      out.write(`${out.isTTY ? '\r\x1b[K' : ''}${seconds()}  done\n`);
    },
  };
}
