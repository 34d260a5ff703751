import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../demo/arguments.ts';

describe('the demo’s arguments', () => {
  it.each([
    [[], { isSeedDay: false, isHelp: false }],
    [['--seed-day'], { isSeedDay: true, isHelp: false }],
    [['-h'], { isSeedDay: false, isHelp: true }],
  ])('are read: %j', (args, read) => {
    expect(readArguments(args)).toEqual(read);
  });

  it.each([[['--seed']], [['day']], [['--seed-day=yes']]])('are refused: %j', (args) => {
    expect(() => readArguments(args)).toThrow(TypeError);
  });
});
