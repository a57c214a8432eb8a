import { inflateRawSync } from 'node:zlib';

/** Signatures and sizes of the ZIP format's records (PKWARE APPNOTE, 4.3). */
const endOfDirectory = { signature: 0x06054b50, size: 22 };
const directoryEntry = { signature: 0x02014b50, size: 46 };
const localHeaderSize = 30;

/**
 * The files of a ZIP archive, by name; of a `.vsix`, which is one. Only what packing writes: no encryption, no ZIP64,
 * no archive comment. Throws on anything else.
 */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.length - endOfDirectory.size;
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory.signature) throw new Error('This is no ZIP archive.');
  const count = archive.readUInt16LE(end + 10);
  let entry = archive.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(entry) !== directoryEntry.signature) throw new Error('The archive is damaged.');
    const deflated = archive.readUInt16LE(entry + 10) === 8;
    const size = archive.readUInt32LE(entry + 20);
    const nameLength = archive.readUInt16LE(entry + 28);
    const extraLength = archive.readUInt16LE(entry + 30);
    const commentLength = archive.readUInt16LE(entry + 32);
    const header = archive.readUInt32LE(entry + 42);
    const nameAt = entry + directoryEntry.size;
    const name = archive.toString('utf8', nameAt, nameAt + nameLength);
    const data = header + localHeaderSize + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const bytes = archive.subarray(data, data + size);
    files.set(name, deflated ? inflateRawSync(bytes) : bytes);
    entry = nameAt + nameLength + extraLength + commentLength;
  }
  return files;
}
