/** A file in the root of a workspace folder that says which keys the project needs; it has no secrets. */
export const PROJECT_FILE = 'tripartie.json';
