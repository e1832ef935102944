export function read(): void {}

export { scalarEdits as edits } from '../write.js';
