import { AmbiguousError, CancelledError, InvalidError } from '../api/index.ts';
import { offerRemedy } from './offerRemedy.ts';
import { withoutLinks } from './plainText.ts';
import { type Answer, askText, BACK, type ChoiceItem, pickMany, pickOne, whileBusy } from './steps.ts';

/** What the person has typed, by field. The caller keeps it, so that Escape and failures lose none of it. */
export type Draft = Map<string, string>;

/** One question of a form. */
export interface FormField {
  /** Its name in the draft, and the path under which the API complains about it. */
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What stands there until the person answers something else. */
  readonly initial?: string;
  /** Masked, and forgotten when the form is left. */
  readonly secret?: boolean;
  /** The name of the field whose value is to be typed a second time. */
  readonly repeats?: string;
  /** Asked as a pick list instead of text. */
  readonly choices?: readonly ChoiceItem<string>[];
  /** Asked as a list of which at least one is ticked. No value has a blank: the draft keeps them with one in between. */
  readonly several?: readonly ChoiceItem<string>[];
  /** What is wrong with a value, or `undefined`. */
  validate?(value: string): string | undefined;
}

/** Several questions, and what is done with the answers. */
export interface Form<R> {
  readonly title: string;
  /** Of the account that it is about: the form closes when that is left. `undefined` where it is about none. */
  readonly left: AbortSignal | undefined;
  readonly fields: readonly FormField[];
  /** Whether there is something before the first question that Back leads to. */
  readonly leadsBack?: boolean;
  readonly draft: Draft;
  /** Said while it is sent: "Changing your password". */
  readonly progress: string;
  /** Said before the reason when the API refuses: "Your password was not changed." */
  readonly failed: string;
  /** What to look at when the answer was lost, so that it is not known whether it was done. */
  readonly lost: string;
  /** Asks the API. Called again only when the person says so. */
  send(value: (name: string) => string, signal: AbortSignal): Promise<R>;
}

/**
 * Asks one question after another, with a way back, and sends the answers. What the API finds wrong with a field is said
 * at that field, with what was typed in it; every other failure offers to try again. Secrets are forgotten at the end.
 * @returns `undefined` when the person left it; `BACK` when they went back from the first question
 */
export function fillIn<R>(form: Form<R> & { readonly leadsBack: true }): Promise<Answer<R>>;
export function fillIn<R>(form: Form<R> & { readonly leadsBack?: never }): Promise<R | undefined>;
export async function fillIn<R>(form: Form<R>): Promise<Answer<R>> {
  const { draft, fields } = form;
  let complaints = new Map<string, string>();
  let asking = true;
  try {
    for (;;) {
      if (asking) {
        const way = await askFields(form, complaints);
        if (way !== 'on') return way;
      }
      try {
        const value = (name: string) => answerTo(form, name);
        const result = await whileBusy(form.progress, (signal) => form.send(value, signal));
        draft.clear();
        return result;
      } catch (error) {
        if (error instanceof CancelledError) return undefined;
        complaints = complaintsOf(form, error);
        const next = complaints.size > 0 ? 'change' : await offerWayOut(form, error);
        if (next === 'leave') return undefined;
        asking = next === 'change';
      }
    }
  } finally {
    for (const { name, secret } of fields) if (secret) draft.delete(name);
  }
}

/** The answer to a question; what the form began with where nobody has answered yet. */
function answerTo<R>({ draft, fields }: Form<R>, name: string): string {
  return draft.get(name) ?? fields.find((field) => field.name === name)?.initial ?? '';
}

/** All fields in order, or those that were complained about. */
async function askFields<R>(form: Form<R>, complaints: Map<string, string>): Promise<Answer<'on'>> {
  const { fields } = form;
  const correcting = complaints.size > 0;
  const nextComplaint = (from: number) => fields.findIndex(({ name }, index) => index >= from && complaints.has(name));
  let index = correcting ? nextComplaint(0) : 0;
  let furthest = index;
  for (let field = fields[index]; field; field = fields[index]) {
    const answer = await askField(form, field, index, complaints.get(field.name));
    if (answer === undefined) return undefined;
    if (answer === BACK) {
      if (index === 0) return BACK;
      index -= 1;
      continue;
    }
    // What nobody changed is not theirs: it follows what becomes of it elsewhere.
    if (answer === field.initial) form.draft.delete(field.name);
    else form.draft.set(field.name, answer);
    complaints.delete(field.name);
    index = !correcting || index < furthest ? index + 1 : nextComplaint(index + 1);
    furthest = Math.max(furthest, index);
  }
  return 'on';
}

async function askField<R>(
  form: Form<R>,
  field: FormField,
  index: number,
  complaint: string | undefined,
): Promise<Answer<string>> {
  const { title, left, leadsBack = false, fields, draft } = form;
  const step = { title, left, leadsBack, ...(fields.length > 1 && { step: index + 1, totalSteps: fields.length }) };
  const value = answerTo(form, field.name);
  if (field.choices) {
    const current = field.choices.find((choice) => choice.value === value);
    // The list opens on its first row: what was chosen before stands there.
    const items = current ? [current, ...field.choices.filter((choice) => choice !== current)] : field.choices;
    return pickOne({ ...step, placeholder: complaint || field.prompt, items });
  }
  if (field.several) {
    const chosen = await pickMany({
      ...step,
      placeholder: complaint || field.prompt,
      items: field.several,
      selected: value.split(' '),
      noneSelected: 'choose at least one',
    });
    return Array.isArray(chosen) ? chosen.join(' ') : chosen;
  }
  return askText({
    ...step,
    prompt: field.prompt,
    ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
    value,
    complaint,
    password: field.secret ?? false,
    validate: (typed) =>
      field.repeats !== undefined && typed !== draft.get(field.repeats)
        ? 'This is not the same.'
        : field.validate?.(typed),
  });
}

/** What the API says about each field; input boxes draw links as notifications do. Empty when it says something else, or something about no field of the form. */
function complaintsOf<R>({ fields, draft }: Form<R>, error: unknown): Map<string, string> {
  const complaints = new Map<string, string>();
  if (!(error instanceof InvalidError)) return complaints;
  for (const { field, message } of error.violations) {
    // A complaint about one of several is about the question: `invitedRole[0]`.
    const asked = fields.find(({ name, several }) => name === field || (several && field.startsWith(`${name}[`)));
    if (asked) complaints.set(asked.name, withoutLinks(message, 160) || 'This is not accepted.');
  }
  for (const { name, repeats } of fields) {
    if (repeats === undefined || !complaints.has(repeats)) continue;
    draft.delete(name);
    complaints.set(name, '');
  }
  return complaints;
}

async function offerWayOut<R>({ failed, lost }: Form<R>, error: unknown): Promise<'send' | 'change' | 'leave'> {
  const unknown = error instanceof AmbiguousError;
  const say = (reason: string) => (unknown ? `${reason} ${lost}` : `${failed} ${reason}`);
  const choice = await offerRemedy(say, error, ['Change It']);
  if (choice === 'Try Again') return 'send';
  return choice === 'Change It' ? 'change' : 'leave';
}
