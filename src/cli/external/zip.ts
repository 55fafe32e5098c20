import { crc32, inflateRawSync } from 'node:zlib';

/** A spreadsheet that unpacks to more than this would fill the memory. */
const mostUnpacked = 500_000_000;

/**
 * Says what is wrong with a zip archive, or undefined if every part of it is as it was packed. The library that reads
 * spreadsheets can run for ever on one that is not.
 *
 * PKWARE APPNOTE 4.3: local header, central directory header, end of central directory record.
 */
export function faultOfZip(bytes: Uint8Array): string | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.of(0x50, 0x4b, 5, 6));
  if (end < 0 || end + 22 > view.length) return 'its end is missing';
  let at = view.readUInt32LE(end + 16);
  let unpacked = 0;
  for (let left = view.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > end || view.readUInt32LE(at) !== 0x02014b50) return 'its list of parts is damaged';
    const part = readPart(view, at);
    unpacked += part.size;
    if (unpacked > mostUnpacked) return `it unpacks to more than ${mostUnpacked} bytes`;
    if (!isSound(view, part)) return 'a part of it is damaged';
    at = part.next;
  }
  return undefined;
}

interface Part {
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
  /** Where the next entry of the list begins. */
  readonly next: number;
}

function readPart(view: Buffer, at: number): Part {
  const texts = view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  return {
    method: view.readUInt16LE(at + 10),
    checksum: view.readUInt32LE(at + 16),
    packed: view.readUInt32LE(at + 20),
    size: view.readUInt32LE(at + 24),
    header: view.readUInt32LE(at + 42),
    next: at + 46 + texts,
  };
}

// The library reads the local header of a part, so that has to say the same as the list.
function isSound(view: Buffer, { method, checksum, packed, size, header }: Part): boolean {
  if (header + 30 > view.length || view.readUInt32LE(header) !== 0x04034b50) return false;
  const late = (view.readUInt16LE(header + 6) & 8) !== 0;
  const same =
    view.readUInt32LE(header + 14) === checksum &&
    view.readUInt32LE(header + 18) === packed &&
    view.readUInt32LE(header + 22) === size;
  if (view.readUInt16LE(header + 8) !== method || (!late && !same)) return false;
  const start = header + 30 + view.readUInt16LE(header + 26) + view.readUInt16LE(header + 28);
  if (start + packed > view.length) return false;
  const content = view.subarray(start, start + packed);
  try {
    const whole = method === 8 ? inflateRawSync(content, { maxOutputLength: size + 1 }) : content;
    return (method === 8 || method === 0) && whole.length === size && crc32(whole) === checksum;
  } catch {
    return false;
  }
}
