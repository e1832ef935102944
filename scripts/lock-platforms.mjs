#!/usr/bin/env node
// npm writes no lock entry for an optional package that its registry does not serve (binaries of other platforms, on a partial mirror), and
// `npm ci` then refuses the lock file everywhere. Adds the missing entries; run it after `npm install` on such a machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(file, 'utf8'));
const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = { arm: 'arm', arm64: 'arm64', ia32: 'ia32', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', x64: 'x64' };

for (const [path, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const words = name.split('/').at(-1).split('-');
    const os = words.find((word) => systems.includes(word));
    const cpu = words.map((word) => processors[word]).find(Boolean);
    if (lock.packages[key] || !os || !cpu || !/^\d/.test(version)) continue;
    const libc = words.at(-1) === 'musl' ? { libc: ['musl'] } : words.at(-1) === 'gnu' ? { libc: ['glibc'] } : {};
    lock.packages[key] = { version, cpu: [cpu], dev: owner.dev, ...libc, optional: true, os: [os] };
    console.log(`added ${name}@${version} (${path})`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
