/** A ustar of texts. */
export function tar(files: readonly { readonly name: string; readonly text: string }[], encoding: BufferEncoding = 'utf8'): Buffer {
  const blocks = files.flatMap(({ name, text }) => {
    const head = Buffer.alloc(512);
    const body = Buffer.from(text, encoding);
    head.write(name, 0);
    head.write(body.length.toString(8).padStart(11, '0'), 124);
    head.write('0', 156);
    head.write('ustar', 257);
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
