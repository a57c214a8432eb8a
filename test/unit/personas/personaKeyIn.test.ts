import assert from 'node:assert/strict';
import { personaKeyIn } from '../../../src/personas/personaKeyIn.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const JWT = `${encoded({ alg: 'none', sandbox: true })}.${encoded({ sub: 'persona' })}.sandbox-persona`;
const OPAQUE = 'sandbox-persona-0123456789';

describe('A persona’s key in what people paste', () => {
  for (const [how, pasted] of Object.entries({
    alone: JWT,
    'as a bearer in quotes': `Bearer "${JWT}"`,
    'as a header': `X-Persona-Key: ${JWT}`,
    'as a variable of a shell': `export PERSONA_KEY='${JWT}'`,
    'as a line of a .env file with a comment': `PERSONA_KEY=${JWT} # jane`,
    'as JSON': `{"token": "${JWT}"}`,
    'with a zero width space behind it': `${JWT}\u200b`,
  })) {
    it(`is found ${how}`, () => assert.equal(personaKeyIn(pasted), JWT));
  }

  for (const [how, pasted] of Object.entries({
    alone: OPAQUE,
    'in quotes': ` "${OPAQUE}" `,
    'as a bearer': `Bearer ${OPAQUE}`,
    'as a header': `Authorization: Bearer ${OPAQUE}`,
  })) {
    it(`that is no JWT is taken ${how}`, () => assert.equal(personaKeyIn(pasted), OPAQUE));
  }
});
