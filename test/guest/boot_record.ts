const sectorBytes = 512;

/** Bytes in front of the partition. */
export const partitionOffset = 1024 * 1024;

const diskSignature = 0x76637075;

/** The kernel's name for the partition, wherever its disk is found: newer kernels number disks in no fixed order. */
export const partitionUuid = `${diskSignature.toString(16)}-01`;

/** The first sector of a disk that has one Linux partition, `bytes` long. */
export function bootRecord(bytes: number): Uint8Array {
  const sector = new DataView(new ArrayBuffer(sectorBytes));
  const entry = 446;
  sector.setUint32(440, diskSignature, true);
  sector.setUint8(entry + 4, 0x83);
  sector.setUint32(entry + 8, partitionOffset / sectorBytes, true);
  sector.setUint32(entry + 12, bytes / sectorBytes, true);
  sector.setUint16(510, 0xaa55, true);
  return new Uint8Array(sector.buffer);
}
