import type { CellStep, GeneratedCell } from './cell-identity';
import { pairsAssignment, pairsSource } from './pairs-cell';
import type { InsarParameters } from './parameters';
import { COHERENCE_CELL } from './coherence-cell';
import { assignment, pythonLiteral } from './python-literal';
import { resultFolder } from './result-folder';

/** How often the embedded back-end is asked, seconds; a remote one is asked as the client likes. */
const EMBEDDED_POLL_S = 2;

/** The code cells in their order. */
export function codeCells(parameters: InsarParameters): GeneratedCell[] {
  return [
    code('parameters', parametersSource(parameters)),
    code('connect', connectSource(parameters)),
    code('preprocessing', preprocessingSource(parameters)),
    code('pairs', pairsSource(parameters)),
    code('coherence', COHERENCE_CELL + waitSource('coherence_job', parameters)),
    code('results', RESULTS)
  ];
}

function code(step: CellStep, source: string): GeneratedCell {
  return { step, cellType: 'code', source: source.trim() };
}

function parametersSource(parameters: InsarParameters): string {
  const value = (field: keyof InsarParameters): string => pythonLiteral(parameters[field]);
  const backend =
    parameters.backendUrl === '' ? '' : `${assignment('backend_url', parameters.backendUrl)}\n`;
  const epsgComment = parameters.epsg === null ? '  # the UTM zone of the burst' : '';
  return `
${backend}burst_id = ${value('burstId')}
sub_swath = ${value('subSwath')}
start_date = ${value('startDate')}
end_date = ${value('endDate')}  # included
primary_date = ${value('primaryDate')}  # all others are coregistered to it
polarizations = ${value('polarizations')}
${pairsAssignment(parameters)}
window_range = ${value('windowRangeSamples')}  # samples
window_azimuth = ${value('windowAzimuthLines')}  # lines
epsg = ${value('epsg')}${epsgComment}
resolution = ${value('resolution')}  # in units of the map CRS
${assignment('job_title', parameters.jobTitle)}
job_options = ${value('jobOptions')}
${assignment('results_folder', resultFolder(parameters))}
`;
}

/** Neither call has an argument: user names, passwords and tokens are found where the client keeps them. */
const AUTHENTICATE: Readonly<Record<InsarParameters['backendLogin'], string>> = {
  oidc: 'authenticate_oidc',
  basic: 'authenticate_basic'
};

function connectSource(parameters: InsarParameters): string {
  return parameters.backendUrl === ''
    ? `
import jupyterlab_insar

connection = jupyterlab_insar.connect()
`
    : `
import openeo

connection = openeo.connect(backend_url)
connection.${AUTHENTICATE[parameters.backendLogin]}()
`;
}

function preprocessingSource(parameters: InsarParameters): string {
  return PREPROCESSING[parameters.preprocessing] + waitSource('preprocessing_job', parameters);
}

/** The assignment keeps the notebook from showing the job, which would load a script from a CDN. */
function waitSource(job: string, parameters: InsarParameters): string {
  const interval = parameters.backendUrl === '' ? `max_poll_interval=${EMBEDDED_POLL_S}` : '';
  return `${job} = ${job}.start_and_wait(${interval})\n`;
}

const SAVE_STACK = `preprocessing_job = stack.save_result("GTiff").create_job(
    title=f"{job_title} (preprocessing)"
)
`;

const PREPROCESSING: Readonly<Record<InsarParameters['preprocessing'], string>> = {
  insar_preprocessing: `
# Coregister the acquisitions of the burst to the primary.
polarization = [name.lower() for name in polarizations]
stack = connection.datacube_from_process(
    "insar_preprocessing",
    burst_id=burst_id,
    sub_swath=sub_swath,
    temporal_extent=[start_date, end_date],
    master_date=primary_date,
    polarization=polarization if len(polarization) > 1 else polarization[0],
)
${SAVE_STACK}`,
  sentinel1_sar_slc_preprocessing: `
# Coregister the acquisitions of the burst to the primary.
stack = connection.datacube_from_process(
    "sentinel1_sar_slc_preprocessing",
    burst_id=burst_id,
    sub_swath=sub_swath,
    temporal_extent=[start_date, end_date],
    primary_date=primary_date,
    polarization=polarizations,
)
${SAVE_STACK}`
};

const RESULTS = `
from pathlib import Path

import matplotlib.pyplot as plt
import rioxarray

files = coherence_job.get_results().download_files(Path(results_folder))
rasters = sorted(file for file in files if file.suffix in (".tif", ".tiff"))

figure, axes = plt.subplots(
    len(rasters), squeeze=False, figsize=(8, 4 * len(rasters)), layout="constrained"
)
for file, axis in zip(rasters, axes.flat, strict=True):
    coherence_map = rioxarray.open_rasterio(file, masked=True)
    names = coherence_map.attrs.get("long_name", "coherence")
    name = names if isinstance(names, str) else names[0]
    coherence_map[0].plot.imshow(
        ax=axis, vmin=0, vmax=1, cmap="gray", cbar_kwargs={"label": name}
    )
    simulated = coherence_map.attrs.get("SIMULATED") == "YES"
    axis.set_title(f"{file.name} (simulated)" if simulated else file.name)
    axis.set_aspect("equal")
    print(file)
`;
