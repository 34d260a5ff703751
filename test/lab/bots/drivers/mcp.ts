import { setTimeout as delay } from 'node:timers/promises';
import { carryOut } from '../carry-out.ts';
import { withScreen } from '../screen.ts';
import type { Actor, Stage } from '../stage.ts';
import { type McpServer, startMcp } from './mcp-server.ts';

/** An agent that reads the snapshot, thinks, and calls one tool of `@playwright/mcp`. */
export const mcp: Actor = {
  name: 'playwright-mcp',
  kind: 'tool',
  note: "the agent's calls and think time without its language model",
  play: (stage) =>
    withScreen(stage.setting, async (launch) => {
      const server = await startMcp(launch, stage.setting);
      try {
        await act(stage, server);
      } finally {
        await server.stop();
      }
    }),
};

async function act(stage: Stage, server: McpServer): Promise<void> {
  const { random, task } = stage;
  const slowly = random.chance(0.4);
  const thinkMs = random.logUniform(400, 3500);
  stage.tell({ slowly, thinkMs });
  let snapshot = await server.call('browser_navigate', { url: stage.url });
  const think = () => delay(thinkMs * random.logNormal(1, 0.4));
  /** Calls a tool on the element of that id; the snapshot names it by its label. */
  const use = async (tool: string, id: string, values: object = {}) => {
    await think();
    snapshot = await server.call('browser_snapshot');
    const label = labelOf(stage, id);
    const target = refOf(snapshot, label);
    await server.call(tool, { element: label, target, ...values });
  };
  await carryOut(stage, {
    enter: (id, text) => use('browser_type', id, { text, slowly }),
    choose: (id, value) => use('browser_select_option', id, { values: [optionOf(stage, id) ?? value] }),
    press: (id) => use('browser_click', id),
    async shown(id) {
      const after = task.steps.findIndex((step) => step.do === 'await' && step.id === id);
      const next = task.steps.slice(after + 1).find((step) => 'label' in step);
      if (next && 'label' in next) await server.call('browser_wait_for', { text: next.label });
    },
  });
}

function labelOf({ task }: Stage, wanted: string): string {
  if (task.submit.id === wanted) return task.submit.label;
  for (const step of task.steps) if ('label' in step && step.id === wanted) return step.label;
  throw new Error(`no label for #${wanted}`);
}

function optionOf({ task }: Stage, wanted: string): string | undefined {
  for (const step of task.steps) if (step.do === 'choose' && step.id === wanted) return step.option;
  return undefined;
}

/**
 * The reference of the control whose accessible name begins with the label: `- textbox "Full name"
 * [ref=e12]`.
 */
function refOf(snapshot: string, label: string): string {
  for (const line of snapshot.split('\n')) {
    const [, role, name, ref] = /- (\w+) "([^"]*)".*\[ref=(\w+)\]/.exec(line) ?? [];
    if (name?.startsWith(label) && ref && CONTROLS.has(role ?? '')) return ref;
  }
  throw new Error(`no "${label}" in the snapshot`);
}

const CONTROLS: ReadonlySet<string> = new Set([
  'textbox',
  'combobox',
  'checkbox',
  'radio',
  'button',
  'spinbutton',
]);
