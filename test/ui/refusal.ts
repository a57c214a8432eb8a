/** What the contract documents that the API answers with, by status. */
const BODIES: Readonly<Record<number, unknown>> = {
  400: { title: 'An error occurred', detail: 'The request is malformed and therefore cannot be executed' },
  401: { code: 401, message: 'Invalid JWT Token' },
  403: { title: 'An error occurred', detail: 'Access denied' },
  404: { title: 'An error occurred', detail: 'Not Found' },
  422: { title: 'An error occurred', detail: 'referenceName: This value is not valid.' },
  429: { title: 'An error occurred', detail: 'Too many request' },
  500: { title: 'An error occurred', detail: 'An internal error occurred' },
};

/** The body of a refusal in the API's own words: anything else with its status is taken for what is in between. */
export function ownWords(status: number): string {
  return JSON.stringify(BODIES[status]);
}
