/**
 * What glibc is told of memory, on Linux: give large pieces back at once. Left to itself it keeps what each session frees while it
 * rearranges its weights, a third of a model. It reads this when a process starts, and only then.
 */
export const MEMORY = { MALLOC_MMAP_THRESHOLD_: "1048576", MALLOC_ARENA_MAX: "1" };
