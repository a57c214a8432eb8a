import { DEFAULT_NAMES } from '../dotenv/index.ts';
import {
  CLIENT_MAX,
  ENVIRONMENTS,
  FILE_PATTERN,
  KEYS_MAX,
  SECRET_PATTERN,
  VARIABLE_PATTERN,
} from '../project/format.ts';
import { PROJECT_FILE } from '../project/projectFile.ts';

/** Where the package has the schema. */
export const SCHEMA_FILE = 'media/tripartie.schema.json';

/** Which files it is for. */
export const JSON_VALIDATION = [{ fileMatch: PROJECT_FILE, url: `./${SCHEMA_FILE}` }];

/** What may be in `tripartie.json`; `npm run generate` writes it to {@link SCHEMA_FILE}. */
export const PROJECT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Keys that this project needs',
  allowComments: true,
  allowTrailingCommas: true,
  type: 'object',
  required: ['keys'],
  properties: {
    $schema: { type: 'string' },
    keys: {
      type: 'array',
      maxItems: KEYS_MAX,
      description: 'One entry for each API client of Tripartie that this project signs in with. No secrets.',
      items: {
        type: 'object',
        required: ['client'],
        additionalProperties: false,
        properties: {
          client: {
            type: 'string',
            minLength: 1,
            maxLength: CLIENT_MAX,
            description: 'Name of the API client, or its identifier. Never its secret.',
          },
          file: {
            type: 'string',
            pattern: FILE_PATTERN,
            patternErrorMessage: 'A .env file below this folder, such as “app/.env”, and no example.',
            default: '.env',
            description: 'The .env file that the program reads, from the folder of this file.',
          },
          idVariable: {
            type: 'string',
            pattern: VARIABLE_PATTERN,
            patternErrorMessage: 'Letters of the alphabet, digits and “_”, and no digit in front.',
            default: DEFAULT_NAMES.identifier,
            description: 'Variable for the identifier.',
          },
          secretVariable: {
            type: 'string',
            pattern: SECRET_PATTERN,
            patternErrorMessage:
              'Letters of the alphabet, digits and “_”, and no name that build tools put into web pages.',
            default: DEFAULT_NAMES.secret,
            description: 'Variable for the secret; not one that build tools put into web pages.',
          },
          environment: { enum: ENVIRONMENTS, description: 'The environment that the key is of. Left out: any.' },
        },
      },
    },
  },
} as const;
