/**
 * The Python that builds and creates the coherence job, up to its start: one branch of the graph a
 * pair and polarization over one `load_stac`, as `coherenceGraph` builds it. The two sums under the
 * root are written twice because the reference workflow's graph has them twice.
 */
export const COHERENCE_CELL = `
import numpy as np
from openeo.processes import array_create

# The coherence window in a kernel of uneven size, as apply_kernel wants it.
size = max(window_range, window_azimuth) // 2 * 2 + 1
row = (size - window_azimuth) // 2
column = (size - window_range) // 2
kernel = np.zeros((size, size))
kernel[row : row + window_azimuth, column : column + window_range] = 1

stack = connection.load_stac_from_job(preprocessing_job)


def bands_of(date, bands):
    day = stack.filter_temporal(extent=str(date))
    return day.filter_bands(bands).drop_dimension("t")


def coherence(primary, secondary, pol):
    """The coherence of two dates on the map grid."""
    i, q = f"i_{pol}", f"q_{pol}"

    def products(data):
        i_prm = data.array_element(label=f"{i}_prm")
        q_prm = data.array_element(label=f"{q}_prm")
        i_sec = data.array_element(label=f"{i}_sec")
        q_sec = data.array_element(label=f"{q}_sec")
        return array_create(
            [
                i_prm * i_sec + q_prm * q_sec,
                q_prm * i_sec - i_prm * q_sec,
                i_prm**2 + q_prm**2,
                i_sec**2 + q_sec**2,
            ]
        )

    def magnitude(data):
        prm_den = data.array_element(label="prm_den")
        sec_den = data.array_element(label="sec_den")

        def normalized(name):
            part = data.array_element(label=f"{name}_{pol}")
            return part / (prm_den * sec_den + 1e-12) ** 0.5

        return (normalized("i_num") ** 2 + normalized("q_num") ** 2) ** 0.5

    prm, sec = (
        bands_of(date, [i, q]).rename_labels(
            "bands", source=[i, q], target=[f"{i}_{role}", f"{q}_{role}"]
        )
        for date, role in ((primary, "prm"), (secondary, "sec"))
    )
    grid = bands_of(primary, ["grid_lat", "grid_lon"])
    return (
        prm.merge_cubes(sec)
        .apply_dimension(dimension="bands", process=products)
        .rename_labels(
            "bands",
            target=[f"i_num_{pol}", f"q_num_{pol}", "prm_den", "sec_den"],
        )
        .apply_kernel(kernel, factor=1 / (window_range * window_azimuth))
        .reduce_dimension(dimension="bands", reducer=magnitude)
        .add_dimension("bands", label=f"coh_{pol}", type="bands")
        .merge_cubes(grid.rename_labels("bands", target=["latitude", "longitude"]))
        .add_dimension("t", label=f"{primary}T00:00:00Z", type="temporal")
        .resample_spatial(
            resolution=resolution, projection=f"EPSG:{epsg}", method="geocode"
        )
    )


branches = [(*pair, polarization) for pair in pairs for polarization in polarizations]
results = []
for primary, secondary, polarization in branches:
    prefix = f"coh_{polarization}_{primary:%Y%m%d}_{secondary:%Y%m%d}"
    options = {"filename_prefix": prefix} if len(branches) > 1 else {}
    cube = coherence(primary, secondary, polarization)
    results.append(cube.save_result("GTiff", options=options))

coherence_job = connection.create_job(
    results, title=job_title, job_options=job_options or None
)
`;
