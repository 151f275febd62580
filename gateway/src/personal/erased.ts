/** Stands where the name of a person was whose data were erased. */
export const ERASED_NAME = '（已注销）';
