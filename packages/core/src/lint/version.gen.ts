// Written by `npm run gen` from package.json; do not edit.
export const toolVersion: string = '0.1.0';
