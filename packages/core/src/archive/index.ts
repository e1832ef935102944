/** Archives by their bytes, without I/O: hosts bring the bytes and inflate what is deflated. */
export { plain } from './bytes.js';
export { type ArchiveKind, kindOf } from './kind.js';
export { type Member, membersOf, type Sink, untar } from './tar.js';
export { unzip, type ZipMember } from './zip.js';
