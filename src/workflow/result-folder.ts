const LONGEST_SLUG = 50;

/** A title as a folder name: lower-case ASCII letters and digits with single hyphens between. */
export function titleSlug(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'untitled' : slug;
}

/** Where the last cell downloads to, relative to the folder of the notebook. */
export function resultFolder(parameters: { readonly jobTitle: string }): string {
  return `insar-results/${titleSlug(parameters.jobTitle)}`;
}
