import { clouds } from '@canal-lint/core';
import { InputError } from '../errors.js';
import { parseMtu } from '../underlay.js';
import type { World } from '../world.js';
import type { Facts } from './texts.js';

/** Answers that say nothing are asked for again, so often. */
const attempts = 3;

/** Asks for what the files do not tell; Enter takes what stands in brackets. Throws an InputError where the answers end. */
export async function ask(known: Facts, world: World): Promise<Facts> {
  const lines = linesOf(world.stdin);
  const question = async <T>(text: string, now: T | undefined, read: (answer: string) => T | undefined): Promise<T | undefined> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      await world.stderr.write(`${text} [${now ?? 'not known'}]: `);
      const { value, done } = await lines.next();
      if (done) throw new InputError('the answers have ended', 'take --yes to accept what is proposed');
      if (value.trim() === '') return now;
      try {
        return read(value.trim());
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        await world.stderr.write(`  ${error.message}\n`);
      }
    }
    throw new InputError('none of the answers says anything', 'take --yes to accept what is proposed');
  };
  return {
    cloud: await question(`cloud of the nodes (${clouds.join(', ')})`, known.cloud, cloudOf),
    nicMtu: await question('MTU of the interface of the nodes, in bytes', known.nicMtu, (answer) => parseMtu('the MTU', answer)),
    calicoVersion: await question('version of Calico, where no image tells it', known.calicoVersion, versionOf),
  };
}

function cloudOf(answer: string): string {
  if (clouds.includes(answer)) return answer;
  throw new InputError(`'${answer}' is none of them`, '');
}

function versionOf(answer: string): string {
  const [, release] = /^v?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)$/.exec(answer) ?? [];
  if (release !== undefined) return `v${release}`;
  throw new InputError(`'${answer}' is no release: write it as v3.31`, '');
}

async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of input) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
