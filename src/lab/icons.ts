import { LabIcon } from '@jupyterlab/ui-components';

const svg = (shapes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">${shapes}</svg>`;

/** A satellite that looks aside, and the fringes below it. */
export const insarIcon = new LabIcon({
  name: 'jupyterlab-insar:insar',
  svgstr: svg(
    '<g class="jp-icon3" fill="#616161">' +
      '<path d="M5.2 2.2 9 6 6 9 2.2 5.2z"/>' +
      '<path d="M11.4 6.2 13.8 8.6 8.6 13.8 6.2 11.4z"/>' +
      '<path d="M14 11 17.8 14.8 14.8 17.8 11 14z"/></g>' +
      '<g class="jp-icon3" stroke="#616161" fill="none" stroke-width="1.8" stroke-linecap="round">' +
      '<path d="M15 5a4 4 0 0 1 4 4"/><path d="M15 1.5A7.5 7.5 0 0 1 22.5 9"/>' +
      '<path d="M2 18.5c2.4-2 4.2-2 6.500 0"/><path d="M2 22.300c5-3 15-3 20 0"/></g>'
  )
});

/** A folded map with a marker. */
export const mapIcon = new LabIcon({
  name: 'jupyterlab-insar:map',
  svgstr: svg(
    '<path class="jp-icon3" fill="#616161" d="M20.500 3 15 5.100 9 3 3.360 4.900a.5.5 0 0 0-.36.480V20.500' +
      'a.5.5 0 0 0 .5.5l.16-.03L9 18.900l6 2.100 5.640-1.900a.5.5 0 0 0 .36-.480V3.500a.5.5 0 0 0-.5-.5z' +
      'M15 19l-6-2.110V5l6 2.110V19z"/>'
  )
});

/** A list of jobs, the first of them under way. */
export const jobsIcon = new LabIcon({
  name: 'jupyterlab-insar:jobs',
  svgstr: svg(
    '<path class="jp-icon3" fill="#616161" d="M4 4l4.500 3L4 10zM11 6h10v2H11zM4 12h4v2H4zM11 12h10v2H11z' +
      'M4 17h4v2H4zM11 17h10v2H11z"/>'
  )
});
