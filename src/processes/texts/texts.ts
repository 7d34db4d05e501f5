import type { Process, ProcessDefinition } from '../../engine';

/** A process that looks for a text in another; no-data texts are passed through. */
export function textSearch(
  definition: ProcessDefinition,
  search: (text: string, pattern: string) => boolean | number | null
): Process {
  return {
    definition,
    run: args => {
      const text = args.data as string | null;
      const pattern = args.pattern as string;
      if (text === null) {
        return null;
      }
      return args.case_sensitive === false
        ? search(text.toLowerCase(), pattern.toLowerCase())
        : search(text, pattern);
    }
  };
}
