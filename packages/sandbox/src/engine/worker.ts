// The worker: everything that reads or judges a text runs here, so that the page never waits for it.
import type { Answers, Progress, Request, Response } from '../protocol.js';
import { lintFiles } from './lint.js';
import { takeWanted } from './pieces.js';
import { redact } from './redact.js';
import { share } from './share.js';
import { study } from './study.js';

/** What is used of a worker's global scope; its types and those of a page exclude each other. */
type Scope = {
  onmessage: ((event: { readonly data: Request }) => void) | null;
  postMessage(message: Response): void;
};
const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  void answered(data).then((response) => scope.postMessage(response));
};

async function answered(request: Request): Promise<Response> {
  const { id } = request;
  const report = (progress: Progress): void => scope.postMessage({ id, progress });
  try {
    const answer = await answerTo(request, report);
    const wanted = takeWanted();
    return wanted.length > 0 ? { id, wanted } : { id, answer };
  } catch (error) {
    const wanted = takeWanted();
    return wanted.length > 0 ? { id, wanted } : { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

function answerTo(request: Request, report: (progress: Progress) => void): Promise<Answers[keyof Answers]> {
  switch (request.ask) {
    case 'lint':
      return lintFiles(request.files, request.settings, report);
    case 'study':
      return study(request.files, request.settings, report);
    case 'share':
      return share(request, report);
    case 'redact':
      return redact(request.files);
  }
}
