const LONGEST_SLUG = 50;

/**
 * A title as a folder name: letters of any script and digits, in lower case and without accents,
 * with single hyphens between, so that two titles seldom name the same folder.
 */
export function titleSlug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\ufe00-\ufe0f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-/, '');
  const slug = Array.from(words).slice(0, LONGEST_SLUG).join('').replace(/-$/, '');
  return slug === '' ? 'untitled' : slug;
}

/** Where the last cell downloads to, relative to the folder of the notebook. */
export function resultFolder(parameters: { readonly jobTitle: string }): string {
  return `insar-results/${titleSlug(parameters.jobTitle)}`;
}
