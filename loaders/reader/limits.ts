/** How much of the machine one file may take before its reading is broken off. */
export interface ReaderLimits {
  /** Resident bytes of the reading process, for a file of so many bytes. */
  memory(bytes: number): number;
  /** Seconds without a sign of life: one step of work that does not end. */
  silence(bytes: number): number;
  /** Seconds of the reading process's own work, waiting for the other side left out. */
  work(bytes: number): number;
  /** Seconds for the process to start. */
  start: number;
}

const MiB = 2 ** 20;

/**
 * Whatever can be told from the file itself ends it long before; these hold what nobody thought of. They grow with the
 * file, so that a small one cannot take what a large one may need.
 */
export const READER_LIMITS: ReaderLimits = {
  memory: bytes => Math.min(2_048 * MiB, 320 * MiB + 32 * bytes),
  silence: bytes => 20 + bytes / (0.5 * MiB),
  work: bytes => 90 + (3 * bytes) / MiB,
  start: 60
};

/** Megabytes of the reading process's own heap; buffers and what the engine itself takes come on top. */
export const HEAP_MB = 1_536;
