import { AmbiguousError, CancelledError, InvalidError } from '../api/index.ts';
import { type Answer, answered, BACK, LEFT } from './answer.ts';
import { askText } from './askText.ts';
import { CHANGE_IT } from './buttons.ts';
import { offerRemedy } from './offerRemedy.ts';
import { type Choice, pickMany, pickOne } from './pick.ts';
import { plain } from './plainText.ts';
import type { Subject } from './subject.ts';
import { type BusyCall, whileBusy } from './whileBusy.ts';

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
  readonly choices?: readonly Choice<string>[];
  /** Asked as a list of which at least one is ticked. No value has a blank: the draft keeps them with one in between. */
  readonly several?: readonly Choice<string>[];
  /** What is wrong with a value, or `undefined`. */
  validate?(value: string): string | undefined;
}

/** Several questions, and what is done with the answers. */
export interface Form<R> {
  readonly title: string;
  /** The account that it is about: the form closes when that is left. `undefined` where it is about none. */
  readonly about: Subject | undefined;
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
  send(value: (name: string) => string, call: BusyCall): Promise<R>;
}

/**
 * Asks one question after another, with a way back, and sends the answers. What the API finds wrong with a field is said
 * at that field, with what was typed in it; every other failure offers to try again. Secrets are forgotten at the end.
 */
export async function fillIn<R>(form: Form<R>): Promise<Answer<R>> {
  const { draft, fields } = form;
  let complaints = new Map<string, string>();
  let asking = true;
  try {
    for (;;) {
      if (asking) {
        const end = await askFields(form, complaints);
        if (end.kind !== 'answer') return end;
      }
      try {
        const value = (name: string) => answerTo(form, name);
        const result = await whileBusy(form.progress, (call) => form.send(value, call));
        draft.clear();
        return answered(result);
      } catch (error) {
        if (error instanceof CancelledError) return LEFT;
        complaints = complaintsOf(fields, error);
        askAgainWhatRepeats(form, complaints);
        const next = complaints.size > 0 ? 'changeIt' : await offerWayOut(form, error);
        if (next === undefined) return LEFT;
        asking = next === 'changeIt';
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
async function askFields<R>(form: Form<R>, complaints: Map<string, string>): Promise<Answer<'all'>> {
  const { fields } = form;
  const correcting = complaints.size > 0;
  const nextComplaint = (from: number) => fields.findIndex(({ name }, index) => index >= from && complaints.has(name));
  let index = correcting ? nextComplaint(0) : 0;
  let furthest = index;
  for (let field = fields[index]; field; field = fields[index]) {
    const answer = await askField(form, field, index, complaints.get(field.name));
    if (answer.kind === 'left') return LEFT;
    if (answer.kind === 'back') {
      if (index === 0) return BACK;
      index -= 1;
      continue;
    }
    // What nobody changed is not theirs: it follows what becomes of it elsewhere.
    if (answer.value === field.initial) form.draft.delete(field.name);
    else form.draft.set(field.name, answer.value);
    complaints.delete(field.name);
    index = !correcting || index < furthest ? index + 1 : nextComplaint(index + 1);
    furthest = Math.max(furthest, index);
  }
  return answered('all');
}

async function askField<R>(
  form: Form<R>,
  field: FormField,
  index: number,
  complaint: string | undefined,
): Promise<Answer<string>> {
  const { title, about, leadsBack = false, fields, draft } = form;
  const step = { title, about, leadsBack, ...(fields.length > 1 && { step: index + 1, totalSteps: fields.length }) };
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
      placeholder: field.prompt,
      items: field.several,
      selected: value.split(' '),
      complaint,
      noneSelected: 'choose at least one',
    });
    return chosen.kind === 'answer' ? answered(chosen.value.join(' ')) : chosen;
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
        : typed !== '' && typed === field.initial
          ? // Nobody is asked to mend what Tripartie has had all along.
            undefined
          : field.validate?.(typed),
  });
}

/**
 * What the API says about each field, by its name; empty when it says something else, or something about none of them.
 * @param fields those that were asked for; a complaint about one of `several` is about the question: `invitedRole[0]`
 */
export function complaintsOf(
  fields: readonly { readonly name: string; readonly several?: unknown }[],
  error: unknown,
): Map<string, string> {
  const complaints = new Map<string, string>();
  if (!(error instanceof InvalidError)) return complaints;
  for (const { field, message } of error.violations) {
    const asked = fields.find(({ name, several }) => name === field || (several && field.startsWith(`${name}[`)));
    if (asked) complaints.set(asked.name, plain(message, 160) || 'This is not accepted.');
  }
  return complaints;
}

/** What is to be typed a second time is asked for again with the first. */
function askAgainWhatRepeats<R>({ fields, draft }: Form<R>, complaints: Map<string, string>): void {
  for (const { name, repeats } of fields) {
    if (repeats === undefined || !complaints.has(repeats)) continue;
    draft.delete(name);
    complaints.set(name, '');
  }
}

/** @returns what the person wants done: send it again, or change it first; `undefined` when they left it */
function offerWayOut<R>(
  { failed, lost, about }: Form<R>,
  error: unknown,
): Promise<'tryAgain' | 'changeIt' | undefined> {
  const unknown = error instanceof AmbiguousError;
  const say = (reason: string) => (unknown ? `${reason} ${lost}` : `${failed} ${reason}`);
  return offerRemedy(say, error, about, CHANGE_IT);
}
