/**
 * Loads the heavy half of the map when it is first needed. Every place that writes `import()` itself
 * puts the list of its scripts into what JupyterLab loads at its start.
 */
export const loadEngine = (): Promise<typeof import('./engine')> => import('./engine');
