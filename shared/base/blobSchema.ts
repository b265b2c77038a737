import { z } from 'zod';
import type { BlobLike } from './columns';

/** A Blob of packed columns, as it arrives on either end. */
export const columnsBlob = z.custom<BlobLike>(
  (value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value && 'size' in value,
  'a column pack is expected',
);

/** Bytes of a file, as they arrive on either end. */
export const fileBlob = z.custom<BlobLike>(
  (value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value && 'size' in value,
  'a file is expected',
);
