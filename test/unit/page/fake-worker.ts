import { expose } from 'comlink';
import type { Analyst, AnalystConfig, AssessRequest } from '../../../src/contract/analyst.ts';
import { BUILD } from '../../../src/contract/build.ts';
import type { BehaviourEvent, Environment } from '../../../src/contract/event.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { blankVerdict } from '../../../src/page/blank.ts';
import type { WorkerLike } from '../../../src/page/start-worker.ts';
import { decodeRows } from '../../../src/wire/decode-rows.ts';

/** An analyst that only writes down what it was asked. */
export class FakeAnalyst implements Analyst {
  build = BUILD;
  configs: AnalystConfig[] = [];
  requests: AssessRequest[] = [];
  events: BehaviourEvent[] = [];
  environments: Partial<Environment>[] = [];
  warmed = 0;
  forgotten = 0;
  /** Calls named here never answer. */
  deaf: ReadonlySet<string> = new Set();

  private answer<T>(name: string, value: T): Promise<T> {
    return this.deaf.has(name) ? new Promise(() => {}) : Promise.resolve(value);
  }
  start(config: AnalystConfig) {
    this.configs.push(config);
    return this.answer('start', { ok: true, value: { key: 'persistent' } } as const);
  }
  push(rows: Float64Array) {
    this.events.push(...decodeRows(rows));
  }
  environment(update: Partial<Environment>) {
    this.environments.push(update);
  }
  assess(request: AssessRequest): Promise<Verdict> {
    this.requests.push(request);
    return this.answer('assess', {
      ...blankVerdict(request.action, []),
      level: 'low',
      score: 0.1,
      token: 'a.b.c',
    });
  }
  inspect() {
    return this.answer('inspect', {
      engine: null,
      ort: 'idle',
      ortDetail: null,
      modelDetail: null,
      verdict: blankVerdict('', []),
      groups: [],
    } as const);
  }
  warm() {
    this.warmed++;
    return this.answer('warm', { ok: true, value: 'ort-wasm' } as const);
  }
  recording() {
    return this.answer('recording', { ok: false, code: 'off' } as const);
  }
  async forget() {
    this.forgotten++;
  }
}

/** A worker that lives in this thread: Comlink over a real message channel. */
export class FakeWorker extends EventTarget implements WorkerLike {
  readonly analyst: FakeAnalyst;
  terminated = false;
  private readonly channel = new MessageChannel();

  constructor(analyst = new FakeAnalyst()) {
    super();
    this.analyst = analyst;
    this.channel.port2.addEventListener('message', (event) => {
      if (!ArrayBuffer.isView(event.data)) return;
      event.stopImmediatePropagation();
      analyst.push(event.data as Float64Array);
    });
    expose(analyst, this.channel.port2);
    this.channel.port1.addEventListener('message', (event) => {
      if (!this.terminated) this.dispatchEvent(new MessageEvent('message', { data: event.data }));
    });
    this.channel.port1.start();
  }
  postMessage(message: unknown, transfer: Transferable[] = []) {
    if (!this.terminated) this.channel.port1.postMessage(message, transfer);
  }
  terminate() {
    this.terminated = true;
    this.channel.port1.close();
  }
  die() {
    this.dispatchEvent(new Event('error'));
  }
}
