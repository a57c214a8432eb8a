import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identifierIn, secretIn } from '../../../src/session/profiles/clientIn.ts';

const ID = '39d0ca77637957807486558b208b1818';
const SECRET = 'sandbox_secret_Zm9v/YmFy+Zm9v==';

/** An identifier as people copy it. */
const identifiers: Readonly<Record<string, string>> = {
  alone: ID,
  'with blanks around': `  ${ID}\t`,
  'with a zero width space behind it': `${ID}\u200b`,
  'with a byte order mark': `\ufeff${ID}`,
  'in double quotes': `"${ID}"`,
  'in single quotes': `'${ID}'`,
  'in backticks': `\`${ID}\``,
  'in typographic quotes': `“${ID}”`,
  'as a line of a .env file': `TRIPARTIE_CLIENT_ID=${ID}`,
  'as a quoted line of a .env file': `TRIPARTIE_CLIENT_ID="${ID}" # shop`,
  'as a line with a comment': `CLIENT_ID=${ID} # shop`,
  'as a variable of a shell': `export CLIENT_ID='${ID}'`,
  'as a variable of PowerShell': `$env:CLIENT_ID = "${ID}"`,
  'as a line of YAML': `clientId: ${ID}`,
  'as a field of JSON': `"client_id": "${ID}",`,
  'as a label': `Identifier: ${ID}`,
  'in an answer of the API': JSON.stringify({ identifier: ID, secret: SECRET, name: 'shop' }),
  'in a request for a token': `client_id=${ID}&client_secret=${SECRET}`,
  'with its secret on the next line': `TRIPARTIE_CLIENT_ID=${ID}\nTRIPARTIE_CLIENT_SECRET=${SECRET}\n`,
  'with its secret, where the line end is gone': `TRIPARTIE_CLIENT_ID=${ID}TRIPARTIE_CLIENT_SECRET=${SECRET}`,
  'with its secret in quotes, where the line end is gone': `CLIENT_ID="${ID}"CLIENT_SECRET="${SECRET}"`,
};

/** A secret as people copy it. */
const secrets: Readonly<Record<string, string>> = {
  alone: SECRET,
  'with blanks around': ` ${SECRET}\n`,
  'with a zero width space behind it': `${SECRET}\u200b`,
  'with marks of direction': `\u202a${SECRET}\u202c`,
  'in double quotes': `"${SECRET}"`,
  'in single quotes': `'${SECRET}'`,
  'in backticks': `\`${SECRET}\``,
  'in typographic quotes': `‘${SECRET}’`,
  'as a line of a .env file': `TRIPARTIE_CLIENT_SECRET=${SECRET}`,
  'as a quoted line of a .env file': `TRIPARTIE_CLIENT_SECRET="${SECRET}" # shop`,
  'as a line with a comment': `SECRET=${SECRET} # shop`,
  'as a variable of a shell': `export CLIENT_SECRET='${SECRET}'`,
  'as a variable of cmd': `set CLIENT_SECRET=${SECRET}`,
  'as a line of YAML': `clientSecret: ${SECRET}`,
  'as a field of JSON': `"client_secret": "${SECRET}",`,
  'as a label': `Secret: ${SECRET}`,
  'in an answer of the API': JSON.stringify({ identifier: ID, secret: SECRET, name: 'shop' }),
  'with its identifier on the line before': `TRIPARTIE_CLIENT_ID=${ID}\nTRIPARTIE_CLIENT_SECRET=${SECRET}\n`,
  'with its identifier, where the line end is gone': `TRIPARTIE_CLIENT_ID=${ID}TRIPARTIE_CLIENT_SECRET=${SECRET}`,
  'as the field of an object': `{ secret: '${SECRET}' }`,
};

describe('The credentials of an API client in what people paste', () => {
  for (const [how, pasted] of Object.entries(identifiers)) {
    it(`an identifier ${how}`, () => assert.equal(identifierIn(pasted), ID));
  }

  for (const [how, pasted] of Object.entries(secrets)) {
    it(`a secret ${how}`, () => assert.equal(secretIn(pasted), SECRET));
  }

  it('are left as they are where nothing stands around them, whatever they are made of', () => {
    // Signs, too, but no name before it: `…secret=` is one.
    const value = fc
      .stringMatching(/^[!#-&(-9;-_a-~]{1,128}$/)
      .filter((text) => !/(?:secret|id(?:entifier)?)[:=]/i.test(text));
    fc.assert(
      fc.property(value, (text) => {
        assert.equal(secretIn(text), text);
        assert.equal(identifierIn(text), text);
      }),
    );
  });

  it('are what a program reads from a line that this extension writes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_./+:=@%-]{1,128}$/), (text) => {
        fc.pre(!/secret["']?[:=]/i.test(text) && !text.startsWith('='));
        assert.equal(secretIn(`TRIPARTIE_CLIENT_ID=${ID}\nTRIPARTIE_CLIENT_SECRET=${text}\n`), text);
      }),
    );
  });
});
