import type { FeatureName } from '../../src/contract/features/index.ts';

/** A piecewise linear rule on the transformed feature: 0 logits at `from`, `logits` at `to` and beyond it. */
export interface PiecewiseRule {
  /** In the feature's own unit. `to` above `from` is evidence in high values, below it in low ones. */
  readonly from: number;
  readonly to: number;
  /** Positive towards automation. */
  readonly logits: number;
  /** A second, rising rule of the same group that cancels this one. */
  readonly unless?: { readonly feature: FeatureName; readonly from: number; readonly to: number };
  /** Where the numbers come from. */
  readonly why: string;
}

/**
 * Evidence that no recording can teach (none has focus, input, clipboard, wheel or input-stack fields), set
 * by hand. "§2" is features.md §2, measured in Chromium 156 on Linux; where it gives no figure the rule is
 * small. No feature alone outweighs the prior and reaches `high` (`limits.ts`), because each has an innocent
 * cause somewhere.
 */
export const EXPERT_RULES: Partial<Record<FeatureName, readonly PiecewiseRule[]>> = {
  'pointer_delivery.untrusted_share': [
    {
      from: 0.02,
      to: 0.3,
      logits: 2.75,
      why: 'isTrusted is false only for events a script in the page made (G1, 1); some extensions do',
    },
  ],
  'pointer_delivery.raw_ratio': [
    {
      from: 1.1,
      to: 1.8,
      logits: 1.25,
      why: '§2: injected moves give 1.0–2.6 raw updates a sample, a device at most 1; the ranges touch',
    },
  ],
  'pointer_delivery.coalesced_mean': [
    {
      from: 1.2,
      to: 2,
      logits: -0.75,
      why: '§2: injected moves are never coalesced; a 60 Hz device is not either, so only bundles speak',
    },
  ],
  'pointer_delivery.fast_coalesced_share': [
    {
      from: 0.03,
      to: 0,
      logits: 0.5,
      why: 'G1, 5: 0 for injected moves; a 60 Hz mouse through the X server gives .01–.05 (test/lab/bots, training people)',
    },
    {
      from: 0.1,
      to: 0.3,
      logits: -0.75,
      why: 'G1, 5: above .1 only from the operating system, which a script can use too',
    },
  ],
  'pointer_delivery.frame_lock_share': [
    {
      from: 0.9,
      to: 1,
      logits: 0.25,
      why: '§2: injected moves mostly keep to the 16.7 ms frame; so do some touchpads',
    },
  ],
  'pointer_delivery.pressure_bad_share': [
    {
      from: 0.05,
      to: 0.5,
      logits: 2,
      why: '§2: mouse pressure 0 while a button is down, in some tools; a pressed mouse reports .5',
    },
  ],
  'pointer_delivery.subpixel_share': [
    {
      from: 0.1,
      to: 0.6,
      logits: 1.5,
      why: 'G1, 16: .9–1.0 for scripted Bezier paths at DPR 1, 0 for mice; zoom is not always visible',
    },
  ],
  'pointer_delivery.teleport_share': [
    {
      from: 0.15,
      to: 0.7,
      logits: 2,
      why: 'G1, 20: a press where the pointer never went; remote control and assistive tools do it too',
    },
  ],

  'typing.untrusted_share': [
    {
      from: 0.02,
      to: 0.3,
      logits: 2.75,
      why: 'isTrusted is false only for events a script in the page made; on-screen keyboards do',
    },
  ],
  'typing.shift_missing_share': [
    {
      from: 0.1,
      to: 0.6,
      logits: 2.5,
      why: '§2: shifted characters with no Shift down; sticky keys and layouts explain a few',
    },
  ],
  'typing.code_missing_share': [
    {
      from: 0.3,
      to: 0.9,
      logits: 1,
      why: 'G4, 79: no physical code; so with software keyboards that do not say so',
    },
  ],
  'typing.unpaired_share': [
    {
      from: 0.4,
      to: 0.9,
      logits: 0.75,
      why: 'G4, 80: presses without release; a few are lost whenever the focus moves',
    },
  ],
  'typing.key_without_input_share': [
    {
      from: 0.5,
      to: 0.95,
      logits: 0.75,
      why: 'G4, 80: keys that produce no text; shortcuts and games do that too',
    },
  ],

  'text_entry.bulk_share': [
    {
      from: 0.1,
      to: 0.5,
      logits: 1.25,
      why: 'G5, 86: text at once with no paste, key or autofill; dictation and password managers do it',
    },
    {
      from: 0.1,
      to: 0.5,
      logits: 1.75,
      unless: { feature: 'text_entry.untrusted_share', from: 0.1, to: 0.5 },
      why: 'the same as trusted input: drivers do it (Playwright fill), password managers cannot, code in a page cannot',
    },
  ],
  'text_entry.keyless_share': [
    {
      from: 0.3,
      to: 0.9,
      logits: 0.75,
      unless: { feature: 'text_entry.untrusted_share', from: 0.1, to: 0.5 },
      why: 'G4, 81: trusted input without a key; dictation and handwriting do it',
    },
  ],
  'text_entry.untrusted_share': [
    {
      from: 0.1,
      to: 0.5,
      logits: 0.25,
      why: 'input events made in the page; with .9 a password manager filling the shop alone came to .25 below medium (test/lab/bots)',
    },
  ],
  'text_entry.autofill_share': [
    {
      from: 0.2,
      to: 0.8,
      logits: -0.5,
      why: ':autofill is set by the browser alone; says that a profile is there, not who sits before it',
    },
  ],

  'scroll.causeless_share': [
    {
      from: 0.5,
      to: 1,
      logits: 1,
      why: 'G6, 92: no wheel, key, touch or drag before it; anchors and assistive tools scroll, too',
    },
  ],
  'scroll.steps_per_notch': [
    {
      from: 1.8,
      to: 1.2,
      logits: 0.75,
      why: '§2: injected wheels at most 1.5 scrolls a notch, smooth scrolling 4–12; can be switched off',
    },
    { from: 2.5, to: 5, logits: -0.75, why: '§2: 4–12 scrolls a notch from a real wheel' },
  ],
  'scroll.notch_cv': [
    {
      from: 0.12,
      to: 0.03,
      logits: 0.75,
      why: 'G6, 96: notches at the beat of a timer; free-spinning wheels come near',
    },
  ],

  'flow.focus_causeless_share': [
    {
      from: 0.2,
      to: 0.8,
      logits: 2,
      why: '§2 and G8, 108: focus with no press or Tab; screen readers, autofocus and managers do it',
    },
    {
      from: 0.2,
      to: 0.8,
      logits: 0.7,
      unless: { feature: 'flow.burst_length', from: 2, to: 5 },
      why: 'the same with hardly a press or key in it: who uses a screen reader types (bursts of 13, test/lab/bots), an agent that fills does not',
    },
  ],
  'flow.gap_cv': [
    {
      from: 0.4,
      to: 0.15,
      logits: 0.75,
      why: 'G8, 112: actions at even distances; no figure for people, so little',
    },
  ],
  'flow.character_ms': [
    {
      from: 40,
      to: 8,
      logits: 0.75,
      why: 'G8, 117: faster than 25 characters a second is no typing; pasting and filling is allowed to be',
    },
  ],
  'flow.first_action_ms': [
    {
      from: 300,
      to: 60,
      logits: 0.5,
      why: 'G8, 111: below human reaction time (about 200 ms) after load; returning visitors act at once',
    },
  ],

  'familiarity.segmented_typing': [
    {
      from: 2.5,
      to: 6,
      logits: 0.5,
      why: 'G9, 119: reading data off while typing; people who look for keys pause inside words, too (0.5–2.5: +.4 on average in every kind that types)',
    },
  ],
  'familiarity.familiarity_gap': [
    { from: 1, to: 2.5, logits: 0.5, why: 'G9, 121: own data slower than other text; no figure, so little' },
    { from: -0.5, to: -1.5, logits: -0.5, why: 'G9, 121: own data flows' },
  ],
  'pointer_jump.jump_share': [
    {
      from: 0.5,
      to: 0.9,
      logits: 2,
      why: 'G1, 21: 95 % of training people jump in less than a third of their ways (dlrv, coarsest recorder), 99 % of sapimouse in 5 %; remote control jumps in .57, drivers that click by themselves in .71–1 (test/lab/bots, tune set)',
    },
  ],
  'pointer_jump.straight_p50': [
    {
      from: 0.004,
      to: 0.001,
      logits: 1.75,
      why: 'drivers with few steps keep to the line (0); the straightest twentieth of training people strays by .006 of the way',
    },
  ],
  'pointer_jump.even_cv': [
    {
      from: 0.4,
      to: 0.1,
      logits: 1,
      why: 'steps of one length: 0 for drivers with few steps; the most even twentieth of training people has .47',
    },
  ],

  'familiarity.lattice_share': [
    {
      from: 0.5,
      to: 0.9,
      logits: 0.5,
      why: 'G9, 129: moves on a 15–40 ms lattice, as over a remote desktop – often one’s own',
    },
  ],
};
