import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const own = '/CN=canal-lint-test';
const names = 'subjectAltName=IP:127.0.0.1,DNS:localhost\n';

/** One authority (ca.crt) for the API server and the webhook (tls.crt, tls.key), and the keys of service accounts (sa.key, sa.pub). */
export function writeCertificates(folder: string): void {
  const openssl = (line: string): void => {
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'ignore' });
  };
  openssl(`req -x509 -newkey rsa:2048 -nodes -days 2 -subj ${own} -keyout ca.key -out ca.crt`);
  writeFileSync(join(folder, 'names'), names);
  openssl('req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout tls.key -out tls.csr');
  openssl('x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out tls.crt -extfile names');
  openssl('genrsa -out sa.key 2048');
  openssl('rsa -in sa.key -pubout -out sa.pub');
}
