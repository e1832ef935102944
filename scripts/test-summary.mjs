#!/usr/bin/env node
// Prints what vitest's JSON report counted; the last line is the count of tests. Exit 1 where no test ran.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const skipped = report.numPendingTests + report.numTodoTests;
if (!existsSync(fileURLToPath(new URL('../../shared/corpus', import.meta.url))))
  console.log('the corpora are not beside this clone (../shared): their tests were skipped');
if (skipped > 0) {
  for (const file of report.testResults) {
    const names = file.assertionResults.filter((t) => t.status === 'pending' || t.status === 'skipped').length;
    if (names > 0) console.log(`skipped ${names} in ${file.name.replace(fileURLToPath(new URL('..', import.meta.url)), '')}`);
  }
}
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped`);
process.exitCode = report.numPassedTests > 0 && report.numFailedTests === 0 ? 0 : 1;
