import { type FromPanel, type PanelState, readToPanel } from '../../src/totp/protocol.ts';
import { connect } from '../page/connect.ts';
import { el } from '../page/elements.ts';
import { type ScanStep, scanStep } from './scanStep.ts';
import { step } from './steps.ts';

const status = el('p', { role: 'status', class: 'status' });
const page = el('main');
document.body.append(page, status);

let shown: PanelState['step'] | undefined;
let scan: ScanStep | undefined;

const { send } = connect<FromPanel>((data) => {
  const message = readToPanel(data);
  if (message?.type === 'copied') say('The key is on the clipboard, for 60 seconds.');
  if (message?.type === 'state') show(message.state);
});

function show(state: PanelState): void {
  if (state.step === 'scan' && scan) {
    scan.update(state);
    return;
  }
  say('');
  scan = state.step === 'scan' ? scanStep(state, send, say) : undefined;
  page.replaceChildren(scan?.root ?? step(state as Exclude<PanelState, { step: 'scan' }>, send));
  // Between a button and the work it started nothing moves, so neither does the focus; otherwise the new step's heading
  // takes it, but never away from another part of the editor.
  const target = state.step === 'preparing' || (state.step === 'unknown' && state.asking) ? '.waiting' : 'h1';
  if (shown !== undefined && document.hasFocus()) page.querySelector<HTMLElement>(target)?.focus();
  if (state.step === 'preparing') say('Making a key…');
  shown = state.step;
}

function say(text: string): void {
  status.textContent = text;
}

send({ type: 'ready' });
