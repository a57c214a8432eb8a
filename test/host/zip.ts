import { crc32, inflateRawSync } from 'node:zlib';
import { deflateAsync } from '@gfx/zopfli';

/** Signatures and sizes of the ZIP format's records (PKWARE APPNOTE, 4.3), and where they hold the size of the data. */
const endOfDirectory = { signature: 0x06054b50, size: 22 };
const directoryEntry = { signature: 0x02014b50, size: 46 };
const localHeader = { signature: 0x04034b50, size: 30 };
const deflated = 8;

/** A file of an archive: its entry in the archive's directory, with the name, and its bytes as they are stored. */
interface Entry {
  readonly name: string;
  readonly record: Buffer;
  readonly stored: Buffer;
}

/**
 * What a ZIP archive has. Only what packing writes: no encryption, no ZIP64, no archive comment. Throws on anything else.
 */
function readEntries(archive: Buffer): Entry[] {
  const end = archive.length - endOfDirectory.size;
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory.signature) throw new Error('This is no ZIP archive.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== directoryEntry.signature) throw new Error('The archive is damaged.');
    const lengths = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const record = archive.subarray(at, at + lengths.reduce((sum, length) => sum + length, directoryEntry.size));
    at += record.length;
    const name = record.toString('utf8', directoryEntry.size, directoryEntry.size + record.readUInt16LE(28));
    const header = record.readUInt32LE(42);
    const data = header + localHeader.size + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    return { name, record, stored: archive.subarray(data, data + record.readUInt32LE(20)) };
  });
}

function contents({ record, stored }: Entry): Buffer {
  return record.readUInt16LE(10) === deflated ? inflateRawSync(stored) : stored;
}

/** The files of a ZIP archive, by name; of a `.vsix`, which is one. Throws as `readEntries` does. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  return new Map(readEntries(archive).map((entry) => [entry.name, contents(entry)]));
}

/** How large the archive is without the pictures in it, in bytes. Throws as `readEntries` does. */
export function sizeWithoutPictures(archive: Buffer): number {
  const pictures = readEntries(archive).filter(({ name }) => /\.(png|svg|gif)$/.test(name));
  return pictures.reduce((size, { stored }) => size - stored.length, archive.length);
}

/**
 * The same files in fewer bytes: JSON without blanks, and all deflated as well as the format allows, which takes some
 * seconds. Throws as `readEntries` does.
 */
export async function shrinkZip(archive: Buffer): Promise<Buffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of readEntries(archive)) {
    const { stored, method, bytes } = await shrunk(entry);
    const record = Buffer.from(entry.record);
    // Sizes stand in the header itself; the bit would say that they follow the data.
    record.writeUInt16LE(record.readUInt16LE(8) & ~0x0008, 8);
    record.writeUInt16LE(method, 10);
    record.writeUInt32LE(crc32(bytes), 16);
    record.writeUInt32LE(stored.length, 20);
    record.writeUInt32LE(bytes.length, 24);
    record.writeUInt32LE(offset, 42);
    directory.push(record);
    const header = Buffer.alloc(localHeader.size);
    header.writeUInt32LE(localHeader.signature, 0);
    // From the version that is needed to the length of the name both records are alike; extra fields are left out.
    record.copy(header, 4, 6, 30);
    const name = record.subarray(directoryEntry.size, directoryEntry.size + record.readUInt16LE(28));
    files.push(header, name, stored);
    offset += header.length + name.length + stored.length;
  }
  const end = Buffer.from(archive.subarray(archive.length - endOfDirectory.size));
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

async function shrunk(entry: Entry): Promise<{ stored: Buffer; method: number; bytes: Buffer }> {
  const packed = contents(entry);
  const isJson = entry.name.endsWith('.json');
  const bytes = isJson ? Buffer.from(JSON.stringify(JSON.parse(packed.toString('utf8')))) : packed;
  const small = Buffer.from(await deflateAsync(bytes, {}));
  return small.length < bytes.length ? { stored: small, method: deflated, bytes } : { stored: bytes, method: 0, bytes };
}
