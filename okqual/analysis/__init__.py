"""From codings to results: matrix, prevalence, trace. Pure functions over frames and values."""
