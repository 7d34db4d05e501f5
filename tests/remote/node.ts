/** The Node.js that runs back-end processes; another than that of the tests where INSAR_NODE says so. */
export const NODE = process.env.INSAR_NODE || process.execPath;
