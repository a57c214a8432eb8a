import { PUBLISHED } from '../dotenv/index.ts';

/** Longest file that is read, in bytes. */
export const SIZE_MAX = 64 * 1024;

/** Most keys of a project. */
export const KEYS_MAX = 50;

/** Longest name of a client, in characters. */
export const CLIENT_MAX = 200;

/** Where the key has to come from; the environment of a profile. */
export const ENVIRONMENTS = ['sandbox', 'staging', 'production', 'custom'] as const;

/**
 * A `.env` file below the folder, and none that is made to be committed, nor in a folder of other programs, where a
 * rotation would not look for it. No other file is written to because a project says so.
 */
export const FILE_PATTERN =
  '^(?:(?!(?:\\.\\.?|\\.git|node_modules)/)[^/\\\\:]{1,100}/){0,10}\\.env(?!.*\\.(?:example|sample|template)$)(?:\\.[\\w-]+){0,4}$';

/** A name that every reader of `.env` files takes. */
export const VARIABLE_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*$';

/** The same for a secret: not one whose value ends up in web pages. */
export const SECRET_PATTERN = `^(?!${PUBLISHED.source.slice(1)})[A-Za-z_][A-Za-z0-9_]*$`;
