# Written by `npm run gen` from the rules; do not edit.
package canal

import data.canal.pool_modes

# METADATA
# entrypoint: true
violations contains object.union(v, {"rule": "pool-modes"}) if some v in pool_modes.violation
