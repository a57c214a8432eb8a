import * as v from 'valibot';

/**
 * What the panel shows. It is the whole of it: the panel keeps nothing when the next state comes, so a secret is on the
 * screen in the step `scan` and in no other.
 */
const panelState = v.variant('step', [
  /** Two-factor sign-in is asked for at Tripartie. */
  v.strictObject({ step: v.literal('loading') }),
  /** What will happen. */
  v.strictObject({ step: v.literal('intro'), account: v.string(), problem: v.nullable(v.string()) }),
  v.strictObject({ step: v.literal('preparing'), account: v.string() }),
  /** The QR code and the field for the code that proves it was scanned. */
  v.strictObject({
    step: v.literal('scan'),
    uri: v.pipe(v.string(), v.startsWith('otpauth://totp/'), v.maxLength(1024)),
    /** The key in groups of four. */
    key: v.array(v.pipe(v.string(), v.regex(/^[A-Z2-7]{1,4}$/))),
    issuer: v.string(),
    account: v.string(),
    digits: v.picklist([6, 7, 8]),
    /** What is unusual about the key: whoever types it has to know. */
    notes: v.array(v.string()),
    /** `checking`: the code was sent; `asking`: its answer was lost and Tripartie is asked what is the case. */
    phase: v.picklist(['ready', 'checking', 'asking']),
    /** What is wrong with the code that was tried. */
    complaint: v.nullable(v.string()),
    /** What the person should know about this computer's clock. */
    clock: v.nullable(v.string()),
  }),
  /** The answer to a code was lost, and Tripartie does not say what is the case. */
  v.strictObject({ step: v.literal('unknown'), problem: v.string(), asking: v.boolean() }),
  v.strictObject({ step: v.literal('on') }),
  /** It was on before. */
  v.strictObject({ step: v.literal('alreadyOn') }),
  /** Nothing could be read of the account. */
  v.strictObject({ step: v.literal('failed'), problem: v.string(), remedy: v.picklist(['retry', 'signIn', 'none']) }),
  /** The secret is gone, without two-factor sign-in being on. */
  v.strictObject({ step: v.literal('ended'), reason: v.picklist(['hidden', 'signedOut']) }),
]);
export type PanelState = v.InferOutput<typeof panelState>;

const toPanel = v.variant('type', [
  v.strictObject({ type: v.literal('state'), state: panelState }),
  v.strictObject({ type: v.literal('copied') }),
]);
/** From the extension to the panel. */
export type ToPanel = v.InferOutput<typeof toPanel>;

const fromPanel = v.variant('type', [
  /** The panel was drawn, for the first time or again, and shows nothing yet. */
  v.strictObject({ type: v.literal('ready') }),
  /** Make a key and show it. */
  v.strictObject({ type: v.literal('begin') }),
  v.strictObject({ type: v.literal('turnOn'), code: v.pipe(v.string(), v.maxLength(32)) }),
  v.strictObject({ type: v.literal('copyKey') }),
  v.strictObject({ type: v.literal('openApp') }),
  /** Ask Tripartie again what is the case. */
  v.strictObject({ type: v.literal('askAgain') }),
  v.strictObject({ type: v.literal('turnOff') }),
  v.strictObject({ type: v.literal('signIn') }),
  v.strictObject({ type: v.literal('close') }),
]);
/** From the panel to the extension. */
export type FromPanel = v.InferOutput<typeof fromPanel>;

/** @returns `undefined` for anything that the extension does not send */
export function readToPanel(data: unknown): ToPanel | undefined {
  const result = v.safeParse(toPanel, data);
  return result.success ? result.output : undefined;
}

/** @returns `undefined` for anything that the panel does not send */
export function readFromPanel(data: unknown): FromPanel | undefined {
  const result = v.safeParse(fromPanel, data);
  return result.success ? result.output : undefined;
}
