import type { Caveat, SetOutcome, Unwritable } from '../dotenv/index.ts';
import type { Standing } from '../session/standing.ts';
import type { FileRefusal } from './envFile.ts';

/** What git does with a file, behind its name. */
export function standingWords(standing: Standing): string {
  switch (standing) {
    case 'noRepository':
      return 'in no git repository';
    case 'ignored':
      return 'ignored by git';
    case 'exposed':
      return 'not ignored by git yet';
    case 'tracked':
      return 'tracked by git: gets no secret';
    case 'unknown':
      return 'git cannot say anything of it: gets no secret';
  }
}

/** Why a file got nothing, and what to do. */
export function refusalWords(because: FileRefusal): string {
  switch (because) {
    case 'tracked':
      return 'git tracks it, or another one whose name differs in case only, and the secret would go to everybody with the next commit. Choose an ignored file.';
    case 'exposed':
      return 'git does not ignore it although .gitignore says so: a later rule takes it back. Mend .gitignore first.';
    case 'unknown':
      return 'nobody could say whether git would take it along: the editor’s Git is off or has not opened this repository, another program keeps its versions, or the workspace is not on this computer.';
    case 'notText':
      return 'it is in an encoding that git does not read. Save it as UTF-8, so that what it names is ignored.';
    case 'outside':
      return 'it is a link to a file outside of the workspace folder.';
    case 'noEnvFile':
      return 'it is no file, or too long for one with variables.';
    case 'noFolder':
      return 'its folder is not there. Make the folder first.';
    case 'unsaved':
      return 'it has changes in an editor that are not saved. Save or revert them first.';
    case 'changed':
      return 'it was changed meanwhile by somebody else. Begin again.';
    case 'failed':
      return 'it cannot be read or written. Look at its permissions and at the space on the disk.';
  }
}

/** Why no line can be made for a value. */
function unwritableWords(because: Unwritable): string {
  switch (because) {
    case 'empty':
      return 'the value is empty';
    case 'unprintable':
      return 'the value has characters that a line cannot hold';
    case 'dollar':
      return 'the value has a “$”, which some programs expand even in quotes';
    case 'quotes':
    case 'backslash':
      return 'the value has quotes or backslashes that programs read differently';
    case 'encryptedPrefix':
      return 'the value begins as encrypted ones do';
  }
}

/** Why a file cannot be written anew. */
export function unsettableWords(outcome: Exclude<SetOutcome, { kind: 'set' }>): string {
  switch (outcome.kind) {
    case 'notText':
      return 'it is not in an encoding that programs read, such as UTF-8.';
    case 'unclear':
      return `programs do not agree how its line ${outcome.line} ends, and a new line might become part of it. Look at the quotes there.`;
    case 'unwritable':
      return `${unwritableWords(outcome.because)}. Put it into a place that takes it as it is.`;
  }
}

export function caveatWords(caveat: Caveat): string {
  switch (caveat) {
    case 'carriageReturn':
      return 'Its lines end in CRLF: a shell and “docker run” take the carriage return for a part of the value.';
    case 'repeated':
      return 'A name is in it more than once: the last one is written, which counts; the others stay.';
  }
}
