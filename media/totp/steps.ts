import type { FromPanel, PanelState } from '../../src/totp/protocol.ts';
import { button, el, heading } from '../page/elements.ts';

type Send = (message: FromPanel) => void;

/** Every step but the one with the QR code: words and buttons. */
export function step(state: Exclude<PanelState, { step: 'scan' }>, send: Send): HTMLElement {
  const close = (label: string) => button(label, () => send({ type: 'close' }));
  switch (state.step) {
    case 'loading':
      return el('div', {}, heading('Two-factor sign-in'), el('p', {}, 'Looking at your account…'));
    case 'intro':
    case 'preparing':
      return intro(state, send);
    case 'unknown':
      return el(
        'div',
        {},
        heading('It is not known whether it is on'),
        el(
          'p',
          {},
          'The code was sent once, and its answer was lost. Asking again sends no code; it only looks at your account. ',
          state.problem,
        ),
        buttons(
          state.asking
            ? waiting('Asking Tripartie…')
            : button('Ask Tripartie', () => send({ type: 'askAgain' }), 'primary'),
          close('Close'),
        ),
      );
    case 'on':
      return el(
        'div',
        {},
        heading('Two-factor sign-in is on'),
        el('p', {}, 'From now on, signing in with your password also asks for a code of your authenticator app.'),
        el(
          'p',
          {},
          'Keep the app. If you change phones, turn this off first or move the app’s entries to the new one.',
        ),
        buttons(button('Done', () => send({ type: 'close' }), 'primary')),
      );
    case 'alreadyOn':
      return el(
        'div',
        {},
        heading('Two-factor sign-in is on already'),
        el(
          'p',
          {},
          'To move it to another app or phone, turn it off with a code of the present app first, then set it up again. Making a new key now would end the present one.',
        ),
        buttons(
          button('Close', () => send({ type: 'close' }), 'primary'),
          button('Turn it off…', () => send({ type: 'turnOff' })),
        ),
      );
    case 'failed':
      return failed(state, send);
    case 'ended':
      return el(
        'div',
        {},
        heading(state.reason === 'hidden' ? 'This key was thrown away' : 'The account changed'),
        el(
          'p',
          {},
          state.reason === 'hidden'
            ? 'The panel was out of sight for five minutes, so its key is no longer shown. Two-factor sign-in is as it was: off.'
            : 'You signed out or changed the account, so no key is shown here any more.',
        ),
        el(
          'p',
          {},
          'If you had scanned the key and sent no code, delete its entry from your app. After a code, look first whether two-factor sign-in is on.',
        ),
        buttons(
          button('Start again', () => send({ type: 'begin' }), 'primary'),
          close('Close'),
        ),
      );
  }
}

function intro(state: Extract<PanelState, { step: 'intro' | 'preparing' }>, send: Send): HTMLElement {
  const busy = state.step === 'preparing';
  return el(
    'div',
    {},
    heading('Two-factor sign-in'),
    el('p', { class: 'account' }, state.account),
    el(
      'p',
      {},
      'Signing in with your password will also ask for a code from an app on your phone. Whoever has only your password cannot get in.',
    ),
    el(
      'ol',
      {},
      el('li', {}, 'Have an authenticator app at hand: any that makes six-digit codes.'),
      el('li', {}, 'Scan a QR code with it. It is made on this computer and shown to nobody else.'),
      el('li', {}, 'Type the code that the app shows. Only then is two-factor sign-in on.'),
    ),
    state.step === 'intro' && state.problem !== null
      ? el('p', { class: 'complaint', role: 'alert' }, state.problem)
      : null,
    buttons(
      busy ? waiting('Making a key…') : button('Show QR code', () => send({ type: 'begin' }), 'primary'),
      button('Not now', () => send({ type: 'close' })),
    ),
  );
}

function failed(state: Extract<PanelState, { step: 'failed' }>, send: Send): HTMLElement {
  const remedy =
    state.remedy === 'signIn'
      ? button('Sign in', () => send({ type: 'signIn' }), 'primary')
      : button('Try again', () => send({ type: 'begin' }), 'primary');
  return el(
    'div',
    {},
    heading('Your account could not be looked at'),
    el('p', { class: 'complaint' }, state.problem),
    buttons(
      remedy,
      button('Close', () => send({ type: 'close' })),
    ),
  );
}

function buttons(...children: HTMLElement[]): HTMLElement {
  return el('div', { class: 'row buttons' }, ...children);
}

/** Stands where the button was that started the work, and keeps its focus. */
function waiting(label: string): HTMLElement {
  return el('button', { type: 'button', class: 'primary waiting', 'aria-disabled': 'true' }, label);
}
