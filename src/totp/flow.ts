import { type Id, NotFoundError } from '../api/index.ts';
import { explain } from '../ui/explain.ts';
import { type CodeOutcome, CodeSender, type TotpApi } from './codeSender.ts';
import { groupsOf, InvalidOtpauthUri, parseOtpauthUri, type TotpKey } from './otpauthUri.ts';
import type { FromPanel, PanelState } from './protocol.ts';
import { clockWarning, codeComplaint, failureOf, keyNotes } from './words.ts';

/** What a set-up needs of the world around it. */
export interface SetUpPorts {
  readonly api: TotpApi;
  /** The account and environment, for the person to recognise ("Acme · Staging"). */
  readonly accountName: string;
  /** This computer's time minus the API's at its last answer, in milliseconds. */
  clockSkewMs(): number | undefined;
  /** Called with every new state. */
  show(state: PanelState): void;
  /** Puts the key on the clipboard for a while. */
  copyKey(secret: string): Promise<void>;
  /** Hands the address to whatever application takes `otpauth:` links. */
  openApp(uri: string): Promise<void>;
  turnOff(): Promise<void>;
  signIn(): Promise<void>;
  /** Starts over with whoever is signed in now. */
  restart(): Promise<void>;
  close(): void;
  /** Two-factor sign-in was turned on. */
  turnedOn(): void;
  /** Tells the person what could not be done, outside the panel. */
  complain(problem: string): void;
}

/**
 * One set-up of two-factor sign-in, from what will happen to "on". It takes the panel's messages one at a time; one that
 * does not belong to the present step, or comes while another is worked on, changes nothing.
 */
export class TotpSetUp {
  readonly #ports: SetUpPorts;
  #state: PanelState = { step: 'loading' };
  #user: Id | undefined;
  /** The key that was made and is not yet confirmed. It is here and in the panel, and nowhere else. */
  #key: TotpKey | undefined;
  #sender: CodeSender | undefined;
  /** How often the secret was to be dropped. A key that was asked for before the last time is not taken any more. */
  #forgotten = 0;
  #busy = false;
  #over = false;

  constructor(ports: SetUpPorts) {
    this.#ports = ports;
  }

  get state(): PanelState {
    return this.#state;
  }

  /** Whether starting over would take something from the person: a key, work on its way, or a question that is open. */
  get underWay(): boolean {
    const { step } = this.#state;
    return !this.#over && (this.#busy || step === 'scan' || step === 'unknown');
  }

  /** Asks how things stand, and shows the first step. */
  async start(): Promise<void> {
    await this.#exclusively(() => this.#load());
  }

  /** What the person did in the panel. Never rejects. */
  async receive(message: FromPanel): Promise<void> {
    try {
      await this.#act(message);
    } catch {
      this.#ports.complain(failureOf(message.type));
    }
  }

  async #act(message: FromPanel): Promise<void> {
    const { step } = this.#state;
    switch (message.type) {
      case 'ready':
        this.#ports.show(this.#state);
        return;
      case 'close':
        this.#ports.close();
        return;
      case 'begin':
        if (this.#over) await this.#ports.restart();
        else if (step === 'intro') await this.#exclusively(() => this.#prepare());
        else if (step === 'failed' || step === 'ended') await this.#exclusively(() => this.#load());
        return;
      case 'turnOn':
        if (step === 'scan') await this.#exclusively(() => this.#confirm(message.code));
        return;
      case 'askAgain':
        if (step === 'unknown') await this.#exclusively(() => this.#ask());
        return;
      case 'copyKey':
        if (this.#key) await this.#ports.copyKey(this.#key.secret);
        return;
      case 'openApp':
        if (this.#key) await this.#ports.openApp(this.#key.uri);
        return;
      case 'turnOff':
        if (step === 'alreadyOn') await this.#ports.turnOff();
        return;
      case 'signIn':
        if (step === 'failed') await this.#ports.signIn();
        return;
    }
  }

  /**
   * Drops the secret. A code that is on its way is not called back, so its success is still told.
   * @param reason after `signedOut` nothing is told any more: it would be about somebody else's account
   */
  forget(reason: 'hidden' | 'signedOut' | 'closed'): void {
    this.#forgotten += 1;
    this.#key = undefined;
    if (reason === 'signedOut') {
      this.#over = true;
      this.#show({ step: 'ended', reason });
    } else if (this.#state.step === 'scan') {
      this.#show({ step: 'ended', reason: 'hidden' });
    }
  }

  async #load(): Promise<void> {
    this.#show({ step: 'loading' });
    try {
      const { id, twoFactor } = await this.#ports.api.me();
      if (this.#over) return;
      this.#user = id;
      // A second set-up would replace the key that sign-in asks for now, before the new one is confirmed.
      this.#show(twoFactor ? { step: 'alreadyOn' } : this.#intro(null));
    } catch (error) {
      if (this.#over) return;
      const { message, remedy } = explain(error);
      // An API client signs in as nobody: `GET /me` finds no user.
      const problem =
        error instanceof NotFoundError
          ? 'Tripartie knows no user behind this credential. Two-factor sign-in belongs to a person, who signs in with a personal key.'
          : message;
      this.#show({ step: 'failed', problem, remedy });
    }
  }

  async #prepare(): Promise<void> {
    const user = this.#user;
    if (user === undefined) return;
    const { accountName, api } = this.#ports;
    const forgotten = this.#forgotten;
    this.#show({ step: 'preparing', account: accountName });
    try {
      const { totpUri } = await api.setUpTotp(user);
      if (this.#over) return;
      // Nobody watches over a key that comes after the time for it: it would stay for as long as the window does.
      if (this.#forgotten !== forgotten) return this.#show({ step: 'ended', reason: 'hidden' });
      const key = parseOtpauthUri(totpUri);
      this.#key = key;
      this.#sender = new CodeSender(api, user, true, key.digits);
      this.#showKey('ready', null);
    } catch (error) {
      if (this.#over) return;
      this.#show(this.#intro(noKeyMessage(error)));
    }
  }

  async #confirm(code: string): Promise<void> {
    if (!this.#sender) return;
    this.#showKey('checking', null);
    this.#settle(await this.#sender.send(code, () => this.#showKey('asking', null)));
  }

  async #ask(): Promise<void> {
    if (!this.#sender || this.#state.step !== 'unknown') return;
    this.#show({ ...this.#state, asking: true });
    this.#settle(await this.#sender.ask());
  }

  #settle(outcome: CodeOutcome): void {
    if (this.#over) return;
    if (outcome.kind === 'done') {
      this.#key = undefined;
      this.#sender = undefined;
      this.#show({ step: 'on' });
      this.#ports.turnedOn();
    } else if (outcome.kind === 'unknown') {
      const problem = outcome.error === undefined ? '' : explain(outcome.error).message;
      this.#show({ step: 'unknown', problem, asking: false });
    } else if (this.#key) {
      this.#showKey('ready', codeComplaint(outcome, this.#key.digits));
    } else {
      // The panel was hidden for too long meanwhile: there is no key left to try another code for.
      this.#show({ step: 'ended', reason: 'hidden' });
    }
  }

  #intro(problem: string | null): PanelState {
    return { step: 'intro', account: this.#ports.accountName, problem };
  }

  #showKey(phase: 'ready' | 'checking' | 'asking', complaint: string | null): void {
    const key = this.#key;
    if (!key) return;
    this.#show({
      step: 'scan',
      uri: key.uri,
      key: groupsOf(key.secret),
      issuer: key.issuer,
      account: key.account,
      digits: key.digits,
      notes: keyNotes(key),
      phase,
      complaint,
      clock: clockWarning(this.#ports.clockSkewMs()),
    });
  }

  #show(state: PanelState): void {
    this.#state = state;
    this.#ports.show(state);
  }

  async #exclusively(act: () => Promise<void>): Promise<void> {
    if (this.#busy || this.#over) return;
    this.#busy = true;
    try {
      await act();
    } finally {
      this.#busy = false;
    }
  }
}

function noKeyMessage(error: unknown): string {
  if (error instanceof InvalidOtpauthUri) {
    return `Tripartie sent a key that authenticator apps would not understand (${error.field}), so it is not shown. Nothing has changed.`;
  }
  return `There is no key yet, and nothing has changed. ${explain(error).message}`;
}
