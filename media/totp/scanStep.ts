import type { FromPanel, PanelState } from '../../src/totp/protocol.ts';
import { button, el, heading } from '../page/elements.ts';
import { qrSvg } from './qr.ts';

type Scan = Extract<PanelState, { step: 'scan' }>;

/** The step with the QR code. It is drawn once and then updated, so that what was typed and the focus stay. */
export interface ScanStep {
  readonly root: HTMLElement;
  update(state: Scan): void;
}

export function scanStep(first: Scan, send: (message: FromPanel) => void, say: (status: string) => void): ScanStep {
  const code = el('input', {
    id: 'code',
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: 'false',
    maxlength: '16',
    required: '',
    'aria-describedby': 'complaint',
  });
  // There before it says anything: what comes with its words already in it is not read out everywhere.
  const complaint = el('p', { id: 'complaint', class: 'complaint', role: 'alert' });
  const turnOn = el('button', { type: 'submit', class: 'primary' }, 'Turn on');
  const form = el(
    'form',
    { novalidate: '' },
    el('label', { for: 'code' }, `${first.digits}-digit code from the app`),
    el('div', { class: 'row' }, code, turnOn),
    complaint,
  );
  const clock = el('p', { class: 'notice' });
  const root = el(
    'div',
    {},
    heading('Scan this with your authenticator app'),
    el(
      'div',
      { class: 'columns' },
      picture(first),
      el(
        'div',
        { class: 'column' },
        el(
          'p',
          {},
          'The app then shows ',
          el('strong', {}, first.issuer),
          ' for ',
          el('strong', {}, first.account),
          '.',
        ),
        el('h2', {}, 'If you cannot scan it'),
        el('p', {}, 'Type this key into the app:'),
        key(first),
        ...first.notes.map((note) => el('p', { class: 'notice' }, note)),
        el(
          'div',
          { class: 'row' },
          button('Copy key', () => send({ type: 'copyKey' })),
          button('Open in authenticator app', () => send({ type: 'openApp' })),
        ),
        el('h2', {}, 'Then turn it on'),
        clock,
        form,
      ),
    ),
  );

  let phase = first.phase;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (phase === 'ready') send({ type: 'turnOn', code: code.value.slice(0, 32) });
  });
  code.addEventListener('input', () => complain(null));

  const complain = (text: string | null) => {
    complaint.textContent = text ?? '';
    if (text === null) code.removeAttribute('aria-invalid');
    else code.setAttribute('aria-invalid', 'true');
  };
  const update = (state: Scan) => {
    phase = state.phase;
    const waiting = phase !== 'ready';
    // Not `disabled`: that would throw the focus away, and a screen reader with it.
    code.readOnly = waiting;
    turnOn.setAttribute('aria-disabled', String(waiting));
    turnOn.classList.toggle('waiting', waiting);
    clock.textContent = state.clock ?? '';
    clock.hidden = state.clock === null;
    complain(state.complaint);
    say({ ready: '', checking: 'Checking the code…', asking: 'The answer was lost. Asking Tripartie…' }[phase]);
    if (state.complaint !== null) {
      code.focus();
      code.select();
    }
  };
  update(first);
  return { root, update };
}

function picture({ uri }: Scan): HTMLElement {
  const frame = el('div', { class: 'qr', role: 'img', 'aria-label': 'QR code of the key below, for a phone’s camera' });
  void qrSvg(uri).then((svg) => {
    // Made from a checked address by this very script; parsed as SVG it could not run a script anyway.
    frame.append(document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true));
  });
  return frame;
}

/** Groups of four, which a person can keep in mind from screen to phone. Each is read out by itself. */
function key(state: Scan): HTMLElement {
  const groups = state.key.map((group) => el('span', {}, group));
  return el('div', { class: 'key', role: 'group', 'aria-label': 'Key' }, ...groups);
}
