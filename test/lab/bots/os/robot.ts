import { createInterface } from 'node:readline';
import robot from '@hurdlegroup/robotjs';

/**
 * A process of its own for robotjs, which takes its X screen from `DISPLAY` once and for all. Reads one JSON
 * array a line, the name of a robotjs call and its arguments, and answers each with a line.
 */
const CALLS = {
  moveMouseSmooth: (x: number, y: number, speed: number) => robot.moveMouseSmooth(x, y, speed),
  moveMouse: (x: number, y: number) => robot.moveMouse(x, y),
  mouseToggle: (state: 'down' | 'up') => robot.mouseToggle(state),
  typeStringDelayed: (text: string, charactersPerMinute: number) =>
    robot.typeStringDelayed(text, charactersPerMinute),
  typeString: (text: string) => robot.typeString(text),
  keyTap: (key: string) => robot.keyTap(key),
  scrollMouse: (x: number, y: number) => robot.scrollMouse(x, y),
};

robot.setMouseDelay(0);
robot.setKeyboardDelay(0);
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...values] = JSON.parse(line) as [keyof typeof CALLS, ...never[]];
  (CALLS[name] as (...given: never[]) => void)(...values);
  process.stdout.write('done\n');
}
